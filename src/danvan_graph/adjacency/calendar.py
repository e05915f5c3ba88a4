"""What a unit owes in a year, day by day, from the index."""

from collections.abc import Iterator
from dataclasses import dataclass

from danvan_graph.adjacency.columns import Lists
from danvan_graph.adjacency.index import Adjacency
from danvan_graph.adjacency.owing import UNKNOWN, is_day
from danvan_graph.adjacency.texts import Texts


@dataclass(frozen=True, slots=True, order=True)
class Owed:
    """One day on which a duty falls due.

    Attributes:
        day: ISO 8601.
        document: number of the document that sets it.
        duty: address of the duty.
        kind: slug of its kind.
        summary: what is to be done.
    """

    day: str
    document: int
    duty: str
    kind: str
    summary: str


def owed(index: Adjacency, unit: int, year: int) -> list[Owed]:
    """Returns what binds a body in a year, by day; nothing once its place is no more.

    A day that comes back every year is owed from the year of its document to the last that the
    text names.

    Args:
        index: the graph.
        unit: number of the body.
        year: the year.
    """
    duties = Texts(index.columns, "duty")
    documents = index.columns["duty.document"]
    gone = int(index.columns["gone"][unit])
    kinds, summaries = index.columns["duty.kind"], index.columns["duty.summary"]
    return sorted(
        Owed(
            f"{day // 10_000:04d}-{day // 100 % 100:02d}-{day % 100:02d}",
            int(documents[at]),
            duties[at],
            index.texts[int(kinds[at])],
            index.texts[int(summaries[at])],
        )
        for at in Lists(index.columns, "owes")[unit].tolist()
        for day in set(_days(index, at, year))
        if gone == UNKNOWN or day < gone
    )


def _days(index: Adjacency, duty: int, year: int) -> Iterator[int]:
    columns = index.columns
    if columns["duty.year"][duty] > year:
        return
    stated = Lists(columns, "duty.days")[duty].tolist()
    yield from (day for day in stated if day // 10_000 == year)
    until = int(columns["duty.until"][duty])
    if until == UNKNOWN or year <= until:
        yearly = (year * 10_000 + day for day in Lists(columns, "duty.yearly")[duty].tolist())
        yield from (day for day in yearly if is_day(day))
