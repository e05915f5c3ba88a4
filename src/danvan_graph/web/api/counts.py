"""Counts from the look-up index: levels of a cascade, the most cited, who was told and answered."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from danvan_graph.web.answers.counts import counts_of, covered, most_cited
from danvan_graph.web.answers.covered import covered_of_all
from danvan_graph.web.answers.written import told
from danvan_graph.web.api import models
from danvan_graph.web.api.plans import PROBLEMS
from danvan_graph.web.site.parameters import Cursor, Limit
from danvan_graph.web.site.requests import EditionNow

router = APIRouter(tags=["Số đếm"])

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


class InstrumentCoverage(BaseModel):
    """Một văn bản phải triển khai, và bao nhiêu nơi đã có văn bản."""

    instrument: models.Reference
    expected: int = Field(description="Số cơ quan được yêu cầu hoặc mong đợi.")
    collected: int = Field(description="Đã có văn bản trong bộ sưu tập.")
    not_collected: int = Field(
        description="Chưa có trong bộ sưu tập; không có nghĩa là chưa ban hành."
    )
    unlisted_groups: int = Field(description="Số nhóm cơ quan chưa liệt kê được thành viên.")


class CoverageOfAll(BaseModel):
    """Độ phủ của mọi văn bản phải triển khai."""

    total: int = Field(description="Số văn bản phải triển khai.")
    items: tuple[InstrumentCoverage, ...] = Field(description="Một trang các văn bản.")
    next: str | None = Field(description="Đường dẫn tới trang sau; trống nếu hết.")


@router.get(
    "/instruments/{key:path}/counts",
    response_model=Counts,
    responses=PROBLEMS,
    summary="Số đếm của một văn bản",
)
async def counts(edition: EditionNow, key: str) -> Response:
    """Trả về số văn bản viện dẫn và số văn bản triển khai từng cấp."""
    return counts_of(edition, key).response()


@router.get("/top-cited", response_model=Top, summary="Văn bản được viện dẫn nhiều nhất")
async def top(
    edition: EditionNow,
    year: Year = None,
    level: Annotated[str, Query(description="Mã cấp của bản văn viện dẫn.", examples=["xa"])] = "",
    limit: Limit = 50,
) -> Response:
    """Trả về những văn bản mà nhiều bản văn viện dẫn nhất, theo năm và cấp của bản văn viện dẫn."""
    return most_cited(edition, year=year, level=level, limit=limit).response()


@router.get(
    "/coverage",
    response_model=CoverageAnswer,
    responses=PROBLEMS,
    summary="Độ phủ triển khai",
)
async def coverage(  # noqa: PLR0913, PLR0917 - the parameters of one question
    request: Request,
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
) -> Response:
    """Trả về các cơ quan được yêu cầu hoặc mong đợi triển khai, và văn bản đã thấy của từng nơi."""
    found = covered(
        request, edition, instrument, territory=territory, year=year, limit=limit, cursor=cursor
    )
    return told(found).response()


@router.get(
    "/coverage/instruments",
    response_model=CoverageOfAll,
    responses=PROBLEMS,
    summary="Độ phủ của mọi văn bản",
)
def coverage_of_all(
    request: Request, edition: EditionNow, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Trả về mọi văn bản có nơi phải triển khai, nhiều nơi trước, với số nơi đã có văn bản."""
    return told(covered_of_all(request, edition, limit=limit, cursor=cursor)).response()
