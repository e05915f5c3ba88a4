"""``/chat-luong``: what is doubtful or missing."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from danvan_graph.lookup.index import Known
from danvan_graph.rdf.checked import Check, Checked
from danvan_graph.web import wording
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.citations import mentions_at
from danvan_graph.web.reading.instruments import source_faults
from danvan_graph.web.reading.passages import Passage
from danvan_graph.web.reading.quality import Quality, checked_of
from danvan_graph.web.site.requests import EditionNow, PagesNow
from danvan_graph.web.tables.kept import as_kept
from danvan_graph.web.tables.table import Cell, Suffix, Table

router = APIRouter()

_UNDATED = """PREFIX dv: <https://w3id.org/danvan/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?vanBan ?ten WHERE {
  ?vanBan a dv:Instrument ; rdfs:label ?ten .
  FILTER NOT EXISTS { ?vanBan dv:issueDate ?ngay }
  FILTER NOT EXISTS { ?vanBan dv:dateText ?chu }
}
ORDER BY ?vanBan"""
_SHOWN = 40
_EXAMPLES = 5
SEVERITIES = {True: "Vi phạm", False: "Cần xem lại"}
_WHERE = ("Văn bản", "Mục", "Từ ký tự", "Đến ký tự", "Địa chỉ")


def _quality(edition: Edition) -> Quality:
    return edition.kept(("quality",), lambda: Quality(edition.store, edition.index))


def _checked(edition: Edition) -> Checked | None:
    return edition.kept(("checked",), lambda: checked_of(edition.store))


def warm(edition: Edition) -> None:
    """The doubts are counted, so that nobody waits for it."""
    _quality(edition)


def _owner(edition: Edition, address: str) -> str:
    """Returns the document that a finding stands in, or an empty address."""
    while "/" in address:
        address = address.rpartition("/")[0]
        if address in edition.index.instruments:
            return address
    return ""


@router.get("/chat-luong")
def doubts(request: Request, edition: EditionNow, pages: PagesNow) -> Response:
    """Answers with the doubts of the graph, the first of each kind."""
    found = _quality(edition)
    return pages.render(
        request,
        "quality.html",
        numbers=found.numbers,
        quality=edition.kept(("doubts",), lambda: found.doubts(_SHOWN)),
        checked=_checked(edition),
        undated=found.undated[:_SHOWN],
        shown=_SHOWN,
        examples=_EXAMPLES,
        owner=partial(_owner, edition),
        severities=SEVERITIES,
        undated_query=_UNDATED,
    )


@router.get("/chat-luong.json")
def summary(edition: EditionNow) -> Response:
    """Answers with how many doubts of each kind there are, and where each list is."""
    numbers, held = _quality(edition).numbers, _checked(edition)
    checks = {
        "shapes": held.shapes,
        "checks": [
            {"name": c.name, "title": c.title, "stops_a_build": c.violation, "found": c.count}
            for c in held.checks
        ],
    } if held else None  # fmt: skip
    lists = {name: f"/chat-luong/{name}.json" for name in _TABLES}
    return JSONResponse(
        {
            "citations": numbers.citations,
            "unresolved": numbers.unresolved,
            "unsure": numbers.unsure,
            "source_errors": numbers.faults,
            "wanted": numbers.wanted,
            "undated": numbers.undated,
            "checks": checks,
            "lists": lists,
        }
    )


@router.get("/chat-luong/{name}.{suffix}")
def table(edition: EditionNow, name: str, suffix: Suffix) -> Response:
    """Answers with one list, whole, as a file or as JSON."""
    if name not in _TABLES:
        raise HTTPException(404)
    columns, items, rows = _TABLES[name]

    def made(some: Sequence[Any]) -> Table:
        return Table(name, columns, tuple(rows(edition, some)))

    return as_kept(items(edition), made, suffix)


def _place(edition: Edition, at: Passage, iri: str) -> tuple[Cell, ...]:
    section = wording.section(at.section) if at.section else None
    return edition.label(at.document), section, at.start, at.end, iri


def _wanted(_: Edition, found: Sequence[Known]) -> Iterator[tuple[Cell, ...]]:
    return ((k.label, k.title, k.cited_by, k.iri) for k in found)


def _unresolved(edition: Edition, addresses: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    for x in mentions_at(edition.store, addresses):
        candidates = "; ".join(edition.label(c) for c in x.candidates)
        yield (x.printed, candidates, *_place(edition, x.at, x.iri))


def _unsure(edition: Edition, addresses: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    for x in mentions_at(edition.store, addresses):
        yield (x.printed, edition.label(x.target), x.confidence, *_place(edition, x.at, x.iri))


def _faults(edition: Edition, addresses: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    for x in source_faults(edition.store, chosen=addresses):
        kind = edition.names.concept("loai-sai-sot", x.kind)
        yield (kind, x.printed, *_place(edition, x.at, x.iri))


def _undated(_: Edition, found: Sequence[Known]) -> Iterator[tuple[Cell, ...]]:
    return ((k.label, "; ".join(k.issuers), k.cited_by, k.iri) for k in found)


def _found_by_checks(edition: Edition) -> list[tuple[Check, str, str]]:
    held = _checked(edition)
    return [(check, *found) for check in (held.checks if held else ()) for found in check.found]


def _checks(
    edition: Edition, found: Sequence[tuple[Check, str, str]]
) -> Iterator[tuple[Cell, ...]]:
    for check, address, said in found:
        owner = edition.label(_owner(edition, address) or address)
        yield (check.title, SEVERITIES[check.violation], said, owner, address)


_Items = Callable[[Edition], Sequence[Any]]
_Rows = Callable[[Edition, Sequence[Any]], Iterator[tuple[Cell, ...]]]
_TABLES: dict[str, tuple[tuple[str, ...], _Items, _Rows]] = {
    "can-tim": (
        ("Văn bản", "Trích yếu", "Số văn bản viện dẫn", "Địa chỉ"),
        lambda edition: _quality(edition).wanted(),
        _wanted,
    ),
    "chua-xac-dinh": (
        ("Bản văn in", "Có thể là", *_WHERE),
        lambda edition: _quality(edition).unresolved_addresses,
        _unresolved,
    ),
    "chua-chac": (
        ("Bản văn in", "Được hiểu là", "Độ tin cậy", *_WHERE),
        lambda edition: _quality(edition).unsure_addresses,
        _unsure,
    ),
    "khong-ro-ngay": (
        ("Văn bản", "Cơ quan ban hành", "Số văn bản viện dẫn", "Địa chỉ"),
        lambda edition: _quality(edition).undated,
        _undated,
    ),
    "kiem-tra": (("Quy tắc", "Mức", "Điểm thấy", "Văn bản", "Địa chỉ"), _found_by_checks, _checks),
    "sai-sot": (
        ("Loại sai sót", "Bản văn in", *_WHERE),
        lambda edition: _quality(edition).fault_addresses,
        _faults,
    ),
}
"""The lists to take away: their columns, what their rows are read from, and how."""
