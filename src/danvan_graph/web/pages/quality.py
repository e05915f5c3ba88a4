"""``/chat-luong``: what is doubtful or missing."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from danvan_graph.web import wording
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.passages import Passage
from danvan_graph.web.reading.quality import Quality, quality
from danvan_graph.web.requests import EditionNow, PagesNow
from danvan_graph.web.tables.table import Cell, Suffix, Table, as_file, as_json

router = APIRouter()

_WHERE = ("Văn bản", "Mục", "Từ ký tự", "Đến ký tự", "Địa chỉ")


def _doubts(edition: Edition) -> Quality:
    return edition.kept(("quality",), lambda: quality(edition.store, edition.index))


@router.get("/chat-luong")
def doubts(request: Request, edition: EditionNow, pages: PagesNow) -> Response:
    """Answers with the doubts of the graph."""
    known = edition.index.all()
    return pages.render(
        request,
        "quality.html",
        quality=_doubts(edition),
        collected=[k for k in known if k.collected],
        undated=[k for k in known if not k.date],
    )


@router.get("/chat-luong.json")
def summary(edition: EditionNow) -> Response:
    """Answers with how many doubts of each kind there are, and where each list is."""
    found = _doubts(edition)
    lists = {name: f"/chat-luong/{name}.json" for name in _TABLES}
    return JSONResponse(
        {
            "citations": found.citations,
            "unresolved": len(found.unresolved),
            "unsure": len(found.unsure),
            "source_errors": len(found.faults),
            "wanted": len(found.wanted),
            "lists": lists,
        }
    )


@router.get("/chat-luong/{name}.{suffix}")
def table(edition: EditionNow, name: str, suffix: Suffix) -> Response:
    """Answers with one list, whole, as a file or as JSON."""
    if name not in _TABLES:
        raise HTTPException(404)
    columns, rows = _TABLES[name]
    made = Table(name, columns, tuple(rows(edition, _doubts(edition))))
    return as_json(made) if suffix == "json" else as_file(made, suffix)


def _place(edition: Edition, at: Passage, iri: str) -> tuple[Cell, ...]:
    section = wording.section(at.section) if at.section else None
    return edition.label(at.document), section, at.start, at.end, iri


def _wanted(_: Edition, found: Quality) -> list[tuple[Cell, ...]]:
    return [(k.label, k.title, k.cited_by, k.iri) for k in found.wanted]


def _unresolved(edition: Edition, found: Quality) -> list[tuple[Cell, ...]]:
    return [
        (
            x.printed,
            "; ".join(edition.label(c) for c in x.candidates),
            *_place(edition, x.at, x.iri),
        )
        for x in found.unresolved
    ]


def _unsure(edition: Edition, found: Quality) -> list[tuple[Cell, ...]]:
    return [
        (x.printed, edition.label(x.target), x.confidence, *_place(edition, x.at, x.iri))
        for x in found.unsure
    ]


def _faults(edition: Edition, found: Quality) -> list[tuple[Cell, ...]]:
    return [
        (edition.names.concept("loai-sai-sot", x.kind), x.printed, *_place(edition, x.at, x.iri))
        for x in found.faults
    ]


_Rows = Callable[[Edition, Quality], list[tuple[Cell, ...]]]
_TABLES: dict[str, tuple[tuple[str, ...], _Rows]] = {
    "can-tim": (("Văn bản", "Trích yếu", "Số văn bản viện dẫn", "Địa chỉ"), _wanted),
    "chua-xac-dinh": (("Bản văn in", "Có thể là", *_WHERE), _unresolved),
    "chua-chac": (("Bản văn in", "Được hiểu là", "Độ tin cậy", *_WHERE), _unsure),
    "sai-sot": (("Loại sai sót", "Bản văn in", *_WHERE), _faults),
}
