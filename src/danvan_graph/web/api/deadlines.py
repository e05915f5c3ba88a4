"""``/deadlines``: what a body owes in a year, day by day, from the look-up index."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from danvan_graph.web.answers.deadlines import deadlines_of
from danvan_graph.web.answers.written import told
from danvan_graph.web.api import models
from danvan_graph.web.api.plans import PROBLEMS
from danvan_graph.web.site.parameters import Cursor, Limit
from danvan_graph.web.site.requests import EditionNow

router = APIRouter(tags=["Nhiệm vụ và thời hạn"])


class Deadline(BaseModel):
    """Một ngày phải xong hoặc phải nộp một việc."""

    date: str = Field(description="Ngày đến hạn.")
    duty: str = Field(description="Địa chỉ của nghĩa vụ.")
    kind: str = Field(description="Mã loại nghĩa vụ.")
    kind_label: str = Field(description="Loại nghĩa vụ.")
    summary: str = Field(description="Tóm tắt bằng lời của dự án.")
    document: models.Reference = Field(description="Văn bản đặt ra.")


@router.get(
    "/deadlines",
    response_model=models.Listing[Deadline],
    responses=PROBLEMS,
    summary="Thời hạn của một cơ quan trong một năm",
)
async def deadlines(  # noqa: PLR0913, PLR0917 - the parameters of one question
    request: Request,
    edition: EditionNow,
    unit: Annotated[
        str,
        Query(
            min_length=1,
            max_length=300,
            description="Cơ quan: đường dẫn, địa chỉ hoặc tên.",
            examples=["10813/open/ubnd"],
        ),
    ],
    year: Annotated[int, Query(ge=1900, le=2999, description="Năm.", examples=[2023])],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Trả về các ngày đến hạn đã biết, theo thứ tự ngày; ngày lặp lại hằng năm được tính vào."""
    return told(deadlines_of(request, edition, unit, year, limit=limit, cursor=cursor)).response()
