"""``/tim``: one box for numbers, titles, units and tasks."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from danvan_graph.errors import DanvanError
from danvan_graph.identifiers.folding import fold
from danvan_graph.lookup.index import Known
from danvan_graph.web.api.instruments import chosen
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.work import Task, Wanted, tasks
from danvan_graph.web.requests import EditionNow, PagesNow, meant

router = APIRouter()

_MOST = 20


def instruments(edition: Edition, text: str) -> list[Known]:
    """Returns the instruments of a text: the one it means first, then those that hold its words."""
    try:
        first = [meant(edition, text).known]
    except DanvanError:
        first = []
    rest = sorted(chosen(edition, q=text), key=lambda k: (not k.collected, -k.cited_by, k.iri))
    return [*first, *(k for k in rest if k not in first)]


def matching_tasks(edition: Edition, text: str) -> list[Task]:
    """Returns the tasks whose summary holds every word, with or without diacritics."""
    words = fold(text).split()
    found = tasks(edition.store, Wanted())
    return [t for t in found if all(w in fold(t.summary) for w in words)]


@router.get("/tim")
def search(
    request: Request,
    edition: EditionNow,
    pages: PagesNow,
    q: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Answers with everything that bears a name or holds the words."""
    text = q.strip()
    documents = instruments(edition, text) if text else []
    territories = edition.names.find_units(text) if text else []
    bodies = edition.names.find_bodies(text) if text else []
    work = matching_tasks(edition, text) if text else []
    return pages.render(
        request,
        "search.html",
        q=text,
        groups=(len(documents), len(territories), len(bodies), len(work)),
        documents=documents[:_MOST],
        territories=territories[:_MOST],
        bodies=bodies[:_MOST],
        tasks=work[:_MOST],
        most=_MOST,
    )
