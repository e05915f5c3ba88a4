"""How far every instrument has been answered, as a list in steps."""

from starlette.requests import Request

from danvan_graph.adjacency.covered import Covered, covered_instruments
from danvan_graph.web.answers.written import Record, reference
from danvan_graph.web.paging import Key, next_path, step_of
from danvan_graph.web.publication import Edition

_MOST = 10_000_000
"""More bodies than can be told to answer one instrument: counts sort downwards as texts."""


def covered_of_all(request: Request, edition: Edition, *, limit: int, cursor: str | None) -> Record:
    """Returns the instruments that someone was told to answer, the one told to most bodies first.

    Raises:
        InvalidIdentifier: the cursor was not made by this server.
    """
    index = edition.adjacency
    found = edition.kept(("coverage", "instruments"), lambda: covered_instruments(index))

    def key(one: Covered) -> Key:
        return f"{_MOST - one.expected:08d}", index.iris[one.number]

    made = step_of(found, key, limit, cursor)
    return {
        "total": made.total,
        "items": [
            {
                "instrument": reference(edition, index.iris[one.number]),
                "expected": one.expected,
                "collected": one.collected,
                "not_collected": one.expected - one.collected,
                "unlisted_groups": one.groups,
            }
            for one in made.items
        ],
        "next": next_path(request, made.cursor),
    }
