"""``/so-sanh``: which tasks of a superior plan a lower one takes up, adapts, or adds."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from danvan_graph.comparison import Comparison, compare, tasks_of
from danvan_graph.comparison.pairing import Pair
from danvan_graph.comparison.plan_task import PlanTask
from danvan_graph.errors import AmbiguousName, DanvanError, InvalidIdentifier, UnknownName
from danvan_graph.lookup.index import Known
from danvan_graph.web.meaning import by_key, meant
from danvan_graph.web.publication import Edition
from danvan_graph.web.site.requests import EditionNow, PagesNow
from danvan_graph.web.tables.table import Cell, Suffix, Table, as_file
from danvan_graph.web.unit_tree.ties import Ties

router = APIRouter()

_MOST_OFFERED = 60
_LEVELS = ("trung-uong", "tinh", "huyen", "xa")

Upper = Annotated[str, Query(alias="tren", max_length=300)]
Lower = Annotated[str, Query(alias="duoi", max_length=300)]


def plans(edition: Edition) -> list[Known]:
    """Returns the documents whose tasks are known, upper levels first: those with their text.

    Where they are too many to choose from, none: one writes the number or the name.
    """
    found = [k for k in edition.index.all() if k.collected]
    if len(found) > _MOST_OFFERED:
        return []
    return sorted(found, key=lambda k: (_LEVELS.index(k.level), k.place or "", k.iri))


@router.get("/so-sanh")
def comparison(
    request: Request, edition: EditionNow, pages: PagesNow, upper: Upper = "", lower: Lower = ""
) -> Response:
    """Answers with the tasks of two plans side by side, or with the choice of two."""
    one, above = _named(edition, upper)
    other, below = _named(edition, lower)
    found = _compared(edition, one, other) if one and other else None
    trouble = above or below
    made = pages.render(
        request,
        "comparison.html",
        upper=one,
        lower=other,
        found=found,
        trouble=trouble,
        plans=plans(edition),
        uppers=_uppers(edition, other) if other and not one else (),
        fields={"tren": one.key if one else upper, "duoi": other.key if other else lower},
    )
    made.status_code = trouble.status if trouble else 200
    return made


def _named(edition: Edition, text: str) -> tuple[Known | None, DanvanError | None]:
    """Returns the document that a key or a spelling means, or why there is none."""
    if not text.strip():
        return None, None
    try:
        return meant(edition, text).known, None
    except (AmbiguousName, UnknownName, InvalidIdentifier) as error:
        return None, error


def _uppers(edition: Edition, lower: Known) -> list[Known]:
    """Returns what a plan carries out directly, those with their text first."""
    found = [edition.index.by_iri(iri) for iri in Ties.of(edition).uppers(lower.iri)]
    return sorted(found, key=lambda k: (not k.collected, k.iri))


@router.get("/so-sanh.{suffix}")
def table(edition: EditionNow, suffix: Suffix, upper: Upper, lower: Lower) -> Response:
    """Answers with the same comparison as a file."""
    found = _compared(edition, by_key(edition, upper), by_key(edition, lower))
    columns = (
        "Kết quả",
        "Nhiệm vụ cấp trên",
        "Nhiệm vụ cấp dưới",
        "Mức giống nhau",
        "Chủ đề chung",
    )
    rows = tuple(_rows(edition, found))
    if suffix == "json":
        items = [dict(zip(columns, row, strict=True)) for row in rows]
        return JSONResponse({"total": len(items), "items": items})
    return as_file(Table("so-sanh", columns, rows), suffix)


def _compared(edition: Edition, upper: Known, lower: Known) -> Comparison:
    return compare(tasks_of(edition.store, upper.iri), tasks_of(edition.store, lower.iri))


def _rows(edition: Edition, found: Comparison) -> Iterator[tuple[Cell, ...]]:
    for said, pairs in (("tiếp nhận", found.taken_up), ("điều chỉnh", found.adapted)):
        yield from (_pair_row(edition, said, pair) for pair in pairs)
    yield from (("chưa thấy ở cấp dưới", t.summary, None, None, None) for t in found.unseen)
    yield from (_added_row(t) for t in found.added)


def _pair_row(edition: Edition, said: str, pair: Pair) -> tuple[Cell, ...]:
    themes = "; ".join(sorted(edition.label(theme) for theme in pair.themes))
    return said, pair.upper.summary, pair.lower.summary, round(pair.likeness, 2), themes or None


def _added_row(task: PlanTask) -> tuple[Cell, ...]:
    return "thêm ở cấp dưới", None, task.summary, None, None
