"""``/lookup``: many spellings in one request, each with the instrument it means."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Query, Response
from pydantic import BaseModel, Field, StringConstraints

from danvan_graph.web.answers.lookup import looked_up
from danvan_graph.web.api import models
from danvan_graph.web.site.requests import EditionNow

router = APIRouter(tags=["Văn bản"])

_MOST, _MOST_IN_ADDRESS = 1000, 50
Spelling = Annotated[str, StringConstraints(max_length=300)]
Outcome = Literal["found", "candidates", "unknown", "malformed"]


class Looked(BaseModel):
    """Một cách viết, và văn bản mà nó chỉ."""

    asked: str = Field(description="Như đã gửi.")
    outcome: Outcome = Field(
        description="found: đúng một văn bản; candidates: nhiều văn bản; unknown: không có; "
        "malformed: không đọc được."
    )
    instrument: models.Instrument | None = Field(default=None, description="Văn bản tìm thấy.")
    namesakes: tuple[models.Reference, ...] = Field(default=(), description="Văn bản cùng số.")
    candidates: tuple[models.Reference, ...] = Field(
        default=(), description="Những văn bản có thể là."
    )
    nearest: tuple[str, ...] = Field(default=(), description="Những tên gần nhất.")
    detail: str | None = Field(default=None, description="Một câu nói vì sao và làm gì.")
    detail_en: str | None = Field(default=None, description="Cùng nội dung bằng tiếng Anh.")


@router.get("/lookup", response_model=tuple[Looked, ...], summary="Tra văn bản theo cách viết")
def lookup(
    edition: EditionNow,
    text: Annotated[
        list[Spelling],
        Query(
            min_length=1,
            max_length=_MOST_IN_ADDRESS,
            description="Cách viết; có thể lặp lại, tối đa 50.",
            examples=[["33/CT-TTg", "chi thi 33"]],
        ),
    ],
) -> Response:
    """Trả về, theo đúng thứ tự, văn bản mà từng cách viết chỉ; nhiều hơn 50 thì gửi bằng POST."""
    return looked_up(edition, text).response()


@router.post("/lookup", response_model=tuple[Looked, ...], summary="Tra nhiều văn bản một lần")
def lookup_many(
    edition: EditionNow,
    spellings: Annotated[
        list[Spelling],
        Body(
            max_length=_MOST,
            description="Tối đa 1.000 cách viết: số ký hiệu, tên, khóa hoặc địa chỉ.",
            examples=[["33/CT-TTg", "chi thi 33", "25-NQ/TW"]],
        ),
    ],
) -> Response:
    """Trả về, theo đúng thứ tự đã gửi, văn bản mà từng cách viết chỉ."""
    return looked_up(edition, spellings).response()
