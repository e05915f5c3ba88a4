"""``/tim``: one box for numbers, titles, units, tasks and passages."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from danvan_graph.errors import DanvanError
from danvan_graph.search.entry import Kind
from danvan_graph.search.searcher import Found, Hit
from danvan_graph.web.meaning import meant
from danvan_graph.web.publication import Edition
from danvan_graph.web.site.requests import EditionNow, PagesNow
from danvan_graph.web.tables.table import to_api

router = APIRouter()

_MOST = 20
_GROUPS: tuple[tuple[str, str, tuple[Kind, ...]], ...] = (
    ("van-ban", "Văn bản", ("van-ban",)),
    ("dia-ban", "Địa bàn", ("dia-ban",)),
    ("co-quan", "Cơ quan", ("co-quan",)),
    ("nhiem-vu", "Nhiệm vụ, nghĩa vụ", ("nhiem-vu", "nghia-vu")),
    ("khac", "Phong trào, đoạn trích", ("phong-trao", "trich-doan")),
)


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one sort.

    Attributes:
        slug: its name in addresses.
        title: its heading.
        found: its best hits and how many there are.
    """

    slug: str
    title: str
    found: Found


def groups(edition: Edition, text: str) -> list[Group]:
    """Returns what was found by sort; the one document that the text means comes first."""
    made = [
        Group(slug, title, edition.searcher.find(text, kinds=kinds, limit=_MOST))
        for slug, title, kinds in _GROUPS
    ]
    documents = made[0]
    made[0] = Group(documents.slug, documents.title, _with_meant(edition, text, documents.found))
    return [group for group in made if group.found.hits]


def _with_meant(edition: Edition, text: str, found: Found) -> Found:
    try:
        known = meant(edition, text).known
    except DanvanError:
        return found
    first = Hit(known.iri, "van-ban", known.label, known.title or "", known.cited_by, 0.0)
    rest = tuple(hit for hit in found.hits if hit.iri != known.iri)
    return Found((first, *rest), found.total + len(rest) + 1 - len(found.hits))


@router.get("/tim")
def search(
    request: Request,
    edition: EditionNow,
    pages: PagesNow,
    q: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Answers with everything that bears a name or holds the words."""
    text = q.strip()
    found = groups(edition, text) if text else []
    return pages.render(request, "search.html", q=text, groups=found, most=_MOST)


@router.get("/tim.json")
def as_json(q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Leads to the search of the API."""
    return (
        to_api("/api/v1/search", {"q": q.strip()}) if q.strip() else RedirectResponse("/tim", 303)
    )
