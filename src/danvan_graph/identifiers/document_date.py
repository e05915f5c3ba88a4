"""A date as Vietnamese documents print it: a day, a month or only a year."""

import datetime
import functools
import re
from dataclasses import dataclass

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.folding import tidy

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NUMERIC = re.compile(r"(?:ngày )?(\d{1,2}) ?[/.\-] ?(\d{1,2}) ?[/.\-] ?(\d{4})", re.IGNORECASE)
_WORDS = re.compile(r"(?:ngày (\d{1,2}) )?tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)
_LONGEST = 100  # characters; no date is longer, and NFC takes quadratic time
_YEAR = re.compile(r"năm (\d{4})", re.IGNORECASE)


def _bad(text: str) -> InvalidIdentifier:
    return InvalidIdentifier(
        f"“{text[:60]}” không phải là một ngày có thật; hãy viết như 26/11/2021 hoặc 2021-11-26.",
        f"“{text[:60]}” is not a real date; write it like 26/11/2021 or 2021-11-26.",
    )


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class DocumentDate:
    """A day of the calendar, or only its month or year where no more is known.

    >>> str(DocumentDate.parse("ngày 12 tháng 12 năm 2013"))
    '2013-12-12'
    >>> DocumentDate.parse("2013").day is None
    True
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        month, day = (1 if n is None else n for n in (self.month, self.day))
        try:
            datetime.date(self.year, month, day)
        except ValueError:
            raise self._wrong() from None
        if not 1930 <= self.year <= 2100 or (self.day is not None and self.month is None):
            raise self._wrong()

    def _wrong(self) -> InvalidIdentifier:
        parts = (n for n in (self.day, self.month, self.year) if n is not None)
        return _bad("/".join(map(str, parts)))

    @classmethod
    def parse(cls, text: str) -> "DocumentDate":
        """Returns the date that the whole text is.

        Args:
            text: ``26/11/2021``, ``18-2-2019``, ``ngày 12 tháng 12 năm 2013``, ``năm 2013`` or
                ISO 8601 with a day, a month or a year.

        Raises:
            InvalidIdentifier: the text is no date, or one that no calendar has (31/02/2023).
        """
        closed = tidy(text[:_LONGEST])
        if len(text) > _LONGEST:
            raise _bad(closed)
        if match := _ISO.fullmatch(closed):
            year, month, day = match.groups()
        elif match := (_NUMERIC.fullmatch(closed) or _WORDS.fullmatch(closed)):
            day, month, year = match.groups()
        elif match := _YEAR.fullmatch(closed):
            year, month, day = match[1], None, None
        else:
            raise _bad(closed)
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @property
    def date(self) -> datetime.date | None:
        """The day of the calendar, or None when only a month or a year is known."""
        return datetime.date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def vietnamese(self) -> str:
        """The date as people write it: ``26/11/2021``, ``11/2021`` or ``2021``."""
        parts = [f"{n:02d}" for n in (self.day, self.month) if n]
        return "/".join([*parts, str(self.year)])

    def __lt__(self, other: "DocumentDate") -> bool:
        """Returns whether it is earlier; a year comes before its months, a month before its days."""
        return str(self) < str(other)

    def __str__(self) -> str:
        if self.day:
            return f"{self.year}-{self.month:02d}-{self.day:02d}"
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)
