"""``/``: the answer first."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from danvan_graph.cascade import totals
from danvan_graph.cascade.measures import LevelTotal
from danvan_graph.lookup.index import Known
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.due import today
from danvan_graph.web.reading.quality import counts
from danvan_graph.web.reading.work import Duty, Wanted, duties
from danvan_graph.web.requests import EditionNow, PagesNow

router = APIRouter()

DIRECTIVE = "vn/2021-11-26/33-ct-ttg"
_MOST_CITED = 8
_NEXT_DUE = 8


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one instrument was answered, level by level.

    Attributes:
        root: the instrument.
        levels: the counts of each level.
    """

    root: Known
    levels: tuple[LevelTotal, ...]


def coverage(edition: Edition) -> Coverage | None:
    """Returns how the directive of the mission was answered, or None where it is not in the graph.

    A graph without it shows the most cited instrument instead.
    """
    instruments = edition.index.instruments
    root = instruments.get(edition.addresses.instrument(DIRECTIVE))
    if root is None:
        cited = [k for k in instruments.values() if k.cited_by]
        root = max(cited, key=lambda k: (k.cited_by, k.iri), default=None)
    if root is None:
        return None
    return Coverage(root, totals(edition.cascade(root.iri, weak=False)))


def due_next(edition: Edition) -> list[tuple[str, Duty]]:
    """Returns the next days on which something is owed, with what is owed."""
    day = today()
    coming = [(d.dates.after(day), d) for d in duties(edition.store, Wanted())]
    known = [(when, duty) for when, duty in coming if when]
    return sorted(known, key=lambda pair: (pair[0], pair[1].iri))[:_NEXT_DUE]


@router.get("/")
def home(request: Request, edition: EditionNow, pages: PagesNow) -> Response:
    """Answers with the state of the whole country."""
    known = edition.index.all()
    return pages.render(
        request,
        "home.html",
        coverage=coverage(edition),
        counts=counts(edition.store),
        collected=[k for k in known if k.collected],
        most_cited=sorted(known, key=lambda k: (-k.cited_by, k.iri))[:_MOST_CITED],
        due_next=due_next(edition),
        today=today().isoformat(),
    )
