"""Counts from the look-up index: levels of a cascade, the most cited, who was told and answered."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from danvan_graph.adjacency.counts import (
    ONLY_CITED,
    SEEN,
    UNSEEN,
    Coverage,
    cascade_levels,
    coverage,
    top_cited,
)
from danvan_graph.adjacency.order import LEVELS
from danvan_graph.errors import InvalidQuery
from danvan_graph.web import wording
from danvan_graph.web.api import models
from danvan_graph.web.api.plans import PROBLEMS
from danvan_graph.web.api.shown import Shown
from danvan_graph.web.paging import Cursor, Limit, next_link, step_of
from danvan_graph.web.publication import Edition
from danvan_graph.web.requests import EditionNow, by_key, meant, unit_meant

router = APIRouter(tags=["Số đếm"])

STANDINGS = {
    SEEN: "Có trong bộ sưu tập",
    ONLY_CITED: "Chỉ được viện dẫn",
    UNSEEN: wording.NOT_SEEN,
}
Year = Annotated[
    int | None, Query(ge=1900, le=2999, description="Năm của văn bản.", examples=[2023])
]


class LevelCount(BaseModel):
    """Số văn bản triển khai của một cấp."""

    level: str = Field(description="Mã cấp.")
    level_label: str = Field(description="Cấp.")
    documents: int = Field(description="Số văn bản triển khai, trực tiếp hay qua văn bản khác.")
    collected: int = Field(description="Trong đó có toàn văn trong bộ sưu tập.")
    direct: int = Field(description="Trong đó triển khai trực tiếp.")
    first_year: int | None = Field(description="Năm sớm nhất đã biết.")
    last_year: int | None = Field(description="Năm muộn nhất đã biết.")


class Counts(BaseModel):
    """Các số đếm của một văn bản."""

    instrument: models.Reference
    cited_by: int = Field(description="Số văn bản viện dẫn nó.")
    plans: int = Field(description="Số kế hoạch nêu trực tiếp nó.")
    levels: tuple[LevelCount, ...] = Field(description="Văn bản triển khai nó, theo cấp.")


class TopCited(BaseModel):
    """Một văn bản được viện dẫn nhiều."""

    instrument: models.Instrument
    documents: int = Field(description="Số bản văn viện dẫn nó.")
    citations: int = Field(description="Số lần viện dẫn.")


class Top(BaseModel):
    """Những văn bản được viện dẫn nhiều nhất."""

    year: int | None = Field(description="Chỉ tính bản văn của năm này.")
    level: str | None = Field(description="Chỉ tính bản văn của cấp này.")
    items: tuple[TopCited, ...]


class LevelCoverage(BaseModel):
    """Các đơn vị của một cấp, theo tình trạng thu thập."""

    level: str = Field(description="Mã cấp.")
    level_label: str = Field(description="Cấp.")
    expected: int = Field(description="Số cơ quan được yêu cầu hoặc mong đợi.")
    collected: int = Field(description="Đã có văn bản trong bộ sưu tập.")
    only_cited: int = Field(description="Văn bản chỉ được viện dẫn.")
    not_seen: int = Field(description="Chưa thấy văn bản; không có nghĩa là chưa ban hành.")


class CoveredBody(BaseModel):
    """Một cơ quan phải triển khai."""

    body: models.Reference
    level: str = Field(description="Mã cấp.")
    standing: str = Field(description="co-trong-bo-suu-tap, chi-duoc-vien-dan hoặc chua-thay.")
    standing_label: str = Field(description="Tình trạng thu thập.")
    documents: tuple[models.Reference, ...] = Field(description="Văn bản triển khai đã biết.")


class CoverageAnswer(BaseModel):
    """Ai phải triển khai một văn bản, và đã thấy văn bản của ai."""

    instrument: models.Reference
    territory: models.Reference | None = Field(
        description="Chỉ địa bàn này và các địa bàn trong nó."
    )
    year: int | None = Field(description="Chỉ văn bản triển khai của năm này.")
    unlisted_groups: int = Field(description="Số nhóm cơ quan chưa liệt kê được thành viên.")
    levels: tuple[LevelCoverage, ...]
    total: int = Field(description="Số cơ quan.")
    items: tuple[CoveredBody, ...] = Field(description="Một trang các cơ quan.")
    next: str | None = Field(description="Đường dẫn tới trang sau; trống nếu hết.")


def _number(edition: Edition, iri: str) -> int:
    number = edition.adjacency.number(iri)
    if number is None:
        raise InvalidQuery(
            f"Chỉ mục tra cứu không có “{iri[:200]}”; hãy chọn một văn bản hoặc địa bàn khác.",
            f"The look-up index does not hold “{iri[:200]}”.",
        )
    return number


def _level_known(level: str) -> str:
    if level and level not in LEVELS:
        raise InvalidQuery(
            f"“{level[:40]}” không phải là cấp; hãy chọn một trong: {', '.join(LEVELS)}.",
            f"“{level[:40]}” is no level; choose one of {', '.join(LEVELS)}.",
        )
    return level


@router.get(
    "/instruments/{key:path}/counts",
    responses=PROBLEMS,
    summary="Số đếm của một văn bản",
)
async def counts(edition: EditionNow, key: str) -> Counts:
    """Trả về số văn bản viện dẫn và số văn bản triển khai từng cấp."""
    known, shown = by_key(edition, key), Shown(edition)
    index, number = edition.adjacency, _number(edition, known.iri)
    return Counts(
        instrument=shown.reference(known.iri),
        cited_by=known.cited_by,
        plans=index.plans.count(number),
        levels=tuple(
            LevelCount(
                level=c.level,
                level_label=edition.names.concept("cap", c.level),
                documents=c.documents,
                collected=c.collected,
                direct=c.direct,
                first_year=c.first_year,
                last_year=c.last_year,
            )
            for c in cascade_levels(index, number)
        ),
    )


@router.get("/top-cited", summary="Văn bản được viện dẫn nhiều nhất")
async def top(
    edition: EditionNow,
    year: Year = None,
    level: Annotated[str, Query(description="Mã cấp của bản văn viện dẫn.", examples=["xa"])] = "",
    limit: Limit = 50,
) -> Top:
    """Trả về những văn bản mà nhiều bản văn viện dẫn nhất, theo năm và cấp của bản văn viện dẫn."""
    index, shown = edition.adjacency, Shown(edition)
    found = top_cited(index, year=year, level=_level_known(level), most=limit)
    return Top(
        year=year,
        level=level or None,
        items=tuple(
            TopCited(
                instrument=shown.instrument(edition.index.by_iri(index.iris[c.number])),
                documents=c.documents,
                citations=c.citations,
            )
            for c in found
        ),
    )


def _territory(edition: Edition, text: str) -> str:
    iri = unit_meant(edition, text)
    if "/territory/" not in iri:
        raise InvalidQuery(
            f"“{text[:80]}” là một cơ quan, không phải địa bàn; hãy chọn địa bàn mà nó phục vụ.",
            f"“{text[:80]}” is a body, not a territory.",
        )
    return iri


@router.get("/coverage", responses=PROBLEMS, summary="Độ phủ triển khai")
async def covered(  # noqa: PLR0913, PLR0917 - the parameters of one question
    request: Request,
    response: Response,
    edition: EditionNow,
    instrument: Annotated[
        str,
        Query(
            min_length=1,
            max_length=300,
            description="Văn bản phải triển khai, viết cách nào cũng được.",
            examples=["33/CT-TTg"],
        ),
    ],
    territory: Annotated[
        str, Query(max_length=300, description="Địa bàn; mặc định cả nước.", examples=["02/open"])
    ] = "",
    year: Year = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> CoverageAnswer:
    """Trả về các cơ quan được yêu cầu hoặc mong đợi triển khai, và văn bản đã thấy của từng nơi."""
    known, index, shown = meant(edition, instrument).known, edition.adjacency, Shown(edition)
    where = _territory(edition, territory) if territory else None
    found = coverage(
        index,
        _number(edition, known.iri),
        territory=_number(edition, where) if where else None,
        year=year,
    )
    addresses = [index.iris[number] for number in found.bodies.tolist()]
    made = step_of(range(len(addresses)), lambda at: (addresses[at],), limit, cursor)
    return CoverageAnswer(
        instrument=shown.reference(known.iri),
        territory=shown.reference(where) if where else None,
        year=year,
        unlisted_groups=found.groups,
        levels=_by_level(edition, found),
        total=made.total,
        items=tuple(_body(edition, found, at) for at in made.items),
        next=next_link(request, response, made.cursor),
    )


def _by_level(edition: Edition, found: Coverage) -> tuple[LevelCoverage, ...]:
    orders = edition.adjacency.level_order[found.bodies].tolist()
    standings = [(order, found.standing(at)) for at, order in enumerate(orders)]
    return tuple(
        LevelCoverage(
            level=level,
            level_label=edition.names.concept("cap", level),
            expected=orders.count(order),
            collected=standings.count((order, SEEN)),
            only_cited=standings.count((order, ONLY_CITED)),
            not_seen=standings.count((order, UNSEEN)),
        )
        for order, level in enumerate(LEVELS)
        if order in orders
    )


def _body(edition: Edition, found: Coverage, at: int) -> CoveredBody:
    index, shown = edition.adjacency, Shown(edition)
    number, standing = int(found.bodies[at]), found.standing(at)
    return CoveredBody(
        body=models.Reference(iri=index.iris[number], label=index.text("label", number) or ""),
        level=index.text("level", number) or "",
        standing=standing,
        standing_label=STANDINGS[standing],
        documents=shown.references(index.iris[plan] for plan in found.answers[at]),
    )
