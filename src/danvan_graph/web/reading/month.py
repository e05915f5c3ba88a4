"""What falls due in a month, day by day."""

import calendar
import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from danvan_graph.web.reading.owed import Owed

_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the sheet.

    Attributes:
        date: the day.
        inside: whether it belongs to the month.
        duties: what falls due.
    """

    date: datetime.date
    inside: bool
    duties: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """One month as a sheet of weeks, Monday first.

    Attributes:
        first: its first day.
        weeks: seven days each.
    """

    first: datetime.date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def name(self) -> str:
        """The month as addresses tell it, ``2026-11``."""
        return self.first.strftime("%Y-%m")

    @property
    def before(self) -> str:
        """The month before."""
        return (self.first - datetime.timedelta(days=1)).strftime("%Y-%m")

    @property
    def after(self) -> str:
        """The month after."""
        year, month = divmod(self.first.year * _DECEMBER + self.first.month, _DECEMBER)
        return f"{year:04d}-{month + 1:02d}"

    def first_of_days(self, most: int) -> list[Owed]:
        """Returns the first duties of each day of the sheet, no more than so many of each."""
        return [duty for week in self.weeks for day in week for duty in day.duties[:most]]

    @property
    def total(self) -> int:
        """How many duties fall due in it."""
        return sum(len(day.duties) for week in self.weeks for day in week if day.inside)


def month_of(name: str, duties: Iterable[Owed]) -> Month:
    """Returns the sheet of a month with what falls due on each day that is known exactly.

    Args:
        name: the month, ``2026-11``.
        duties: in any order.
    """
    year, month = (int(part) for part in name.split("-"))
    due: dict[str, list[Owed]] = defaultdict(list)
    for duty in duties:
        for day in duty.dates.in_month(year, month):
            due[day].append(duty)
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    sheet = tuple(
        tuple(Day(d, d.month == month, tuple(due.get(d.isoformat(), ()))) for d in week)
        for week in weeks
    )
    return Month(datetime.date(year, month, 1), sheet)
