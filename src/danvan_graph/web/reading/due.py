"""When something is owed, and what of it is still to come."""

import datetime
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from danvan_graph.identifiers.recurrence import Anchor

PASSED = "Đã qua"
TO_COME = "Trong hạn"
UNKNOWN = "Không rõ hạn"

_SECONDS_AHEAD, _SECONDS_OF_A_DAY = 25_200, 86_400
_HERE = datetime.timezone(datetime.timedelta(seconds=_SECONDS_AHEAD))


def day_number() -> int:
    """Returns a number that is another one each day in Viet Nam."""
    return int(time.time() + _SECONDS_AHEAD) // _SECONDS_OF_A_DAY


def today() -> datetime.date:
    """Returns the day in Viet Nam."""
    return datetime.datetime.now(tz=_HERE).date()


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a duty.

    Attributes:
        due: the one day, ISO 8601, or None.
        text: the date as exactly as it is known, or None.
        recurrence: periods joined by ``+``, or None.
        days: the days it falls due in the year of its document.
        anchors: days of every year or month.
        until: the last year it is owed, or None when the text sets no end.
        year: the year of the document.
        ended: the first day the place of its document no longer exists, ISO 8601, or None; what
            falls due again and again falls due no more from then on.
    """

    due: str | None
    text: str | None
    recurrence: str | None
    days: tuple[str, ...]
    anchors: tuple[str, ...]
    until: int | None
    year: int | None
    ended: str | None = None

    def known(self) -> tuple[str, ...]:
        """Returns every exact day it is known to be owed, in order."""
        return tuple(sorted({*self.days, *([self.due] if self.due else [])}))

    def touches(self, year: int) -> bool:
        """Returns whether it falls due in a year, or its document is for that year."""
        return year == self.year or any(day.startswith(f"{year}-") for day in self._in(year))

    def _in(self, year: int) -> Iterator[str]:
        yield from self.known()
        begun = self.year is None or self.year <= year
        if begun and (self.until is None or year <= self.until):
            for anchor in self.anchors:
                days = _days_of(anchor, year)
                yield from (day for day in days if self.ended is None or day < self.ended)

    def in_month(self, year: int, month: int) -> list[str]:
        """Returns the days of a month on which it is owed, in order.

        >>> Dates(None, None, "P1Y", (), ("--11-30",), None, 2022).in_month(2026, 11)
        ['2026-11-30']
        """
        begin = f"{year:04d}-{month:02d}-"
        return sorted({day for day in self._in(year) if day.startswith(begin)})

    def after(self, today: datetime.date) -> str | None:
        """Returns the next day it is owed, today included, or None when none is known.

        >>> dates = Dates(None, None, "P1Y", (), ("--11-30",), None, 2022)
        >>> dates.after(datetime.date(2026, 12, 1))
        '2027-11-30'
        >>> dates = Dates(None, None, "P1Y", (), ("--11-30",), None, 2022, "2025-07-01")
        >>> dates.after(datetime.date(2026, 12, 1)) is None
        True
        """
        coming = {d for year in (today.year, today.year + 1) for d in self._in(year)}
        return min((d for d in coming if d >= today.isoformat()), default=None)

    def standing(self, today: datetime.date) -> str:
        """Returns how the duty stands on a day; whether it was done, no text tells."""
        if self.after(today):
            return TO_COME
        return PASSED if self.known() or self.anchors else UNKNOWN


@lru_cache(1000)  # thousands of duties share a few anchors
def _days_of(anchor: str, year: int) -> tuple[str, ...]:
    return tuple(day.isoformat() for day in Anchor.parse(anchor).days(year))
