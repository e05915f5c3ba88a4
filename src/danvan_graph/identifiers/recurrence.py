"""Days that come again every month or every year, as documents set them for reports."""

import calendar
import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from danvan_graph.errors import InvalidIdentifier

_ANCHOR = re.compile(r"--(?:(?P<month>[0-9]{2})-|-)(?P<day>[0-9]{2})")
_PERIODS = re.compile(
    r"(?:P[0-9]{1,2}[DWMY]|event|periodic|ad-hoc)"
    r"(?:\+(?:P[0-9]{1,2}[DWMY]|event|periodic|ad-hoc))*"
)


_LEAP_YEAR = (0, *(calendar.monthrange(2024, month)[1] for month in range(1, 13)))
"""How many days each month can have."""


def check_recurrence(text: str) -> str:
    """Returns the text when it is ISO 8601 periods joined by ``+``.

    >>> check_recurrence("P6M+P1Y+ad-hoc")
    'P6M+P1Y+ad-hoc'
    """
    if _PERIODS.fullmatch(text) is None:
        raise InvalidIdentifier(
            f"“{text[:40]}” không phải là chu kỳ; hãy viết như P1Y, P6M+P1Y hoặc P6M+ad-hoc.",
            f"“{text[:40]}” is no recurrence; write it like P6M+P1Y.",
        )
    return text


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class Anchor:
    """A day of every year (``--11-30``) or of every month (``---15``), ISO 8601 as in XSD.

    >>> Anchor.parse("--11-30").rrule(2023)
    'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30;UNTIL=20231231'
    >>> [str(d) for d in Anchor.parse("---31").days(2023)][:3]
    ['2023-01-31', '2023-02-28', '2023-03-31']
    """

    month: int | None
    day: int

    @classmethod
    def parse(cls, text: str) -> "Anchor":
        """Returns the anchor that the text is.

        Raises:
            InvalidIdentifier: the text has another form, or no calendar has that day.
        """
        match = _ANCHOR.fullmatch(text)
        month = int(match["month"]) if match and match["month"] else None
        number = int(match["day"]) if match else 0
        if not 1 <= number <= 31 or (month is not None and not cls._exists(month, number)):
            raise InvalidIdentifier(
                f"“{text[:40]}” không phải là ngày lặp lại; hãy viết --11-30 (hằng năm) hoặc ---15 (hằng tháng).",
                f"“{text[:40]}” is no recurring day; write --11-30 or ---15.",
            )
        return cls(month, number)

    @staticmethod
    def _exists(month: int, day: int) -> bool:
        return 1 <= month <= 12 and day <= _LEAP_YEAR[month]

    def days(self, year: int) -> Iterator[datetime.date]:
        """Yields the days of one year; the last of a month where it is shorter."""
        for month in [self.month] if self.month else range(1, 13):
            last = calendar.monthrange(year, month)[1]
            yield datetime.date(year, month, min(self.day, last))

    def rrule(self, until: int | None) -> str:
        """Returns the RFC 5545 rule; ``until`` is the last year it holds, or None."""
        parts = ["FREQ=YEARLY", f"BYMONTH={self.month}"] if self.month else ["FREQ=MONTHLY"]
        parts.extend(self._days_of_month())
        if until:
            parts.append(f"UNTIL={until}1231")
        return ";".join(parts)

    def _days_of_month(self) -> Iterator[str]:
        """Yields the rule parts of the day; RFC 5545 skips months that are too short, we do not."""
        shortest = calendar.monthrange(2023, self.month)[1] if self.month else 28
        if self.day <= shortest:
            yield f"BYMONTHDAY={self.day}"
        else:
            yield "BYMONTHDAY=" + ",".join(str(d) for d in range(shortest, self.day + 1))
            yield "BYSETPOS=-1"

    def __lt__(self, other: "Anchor") -> bool:
        """Returns whether it is listed first: days of every month before days of the year."""
        return str(self) < str(other)

    def __str__(self) -> str:
        return f"--{self.month:02d}-{self.day:02d}" if self.month else f"---{self.day:02d}"
