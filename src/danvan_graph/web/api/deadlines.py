"""``/deadlines``: what a body owes in a year, day by day, from the look-up index."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from danvan_graph.adjacency.calendar import Owed, owed
from danvan_graph.errors import InvalidQuery
from danvan_graph.web.api import models
from danvan_graph.web.api.plans import PROBLEMS
from danvan_graph.web.api.shown import Shown
from danvan_graph.web.paging import Cursor, Key, Limit, next_link, step_of
from danvan_graph.web.publication import Edition
from danvan_graph.web.requests import EditionNow, unit_meant

router = APIRouter(tags=["Nhiệm vụ và thời hạn"])


class Deadline(BaseModel):
    """Một ngày phải xong hoặc phải nộp một việc."""

    date: str = Field(description="Ngày đến hạn.")
    duty: str = Field(description="Địa chỉ của nghĩa vụ.")
    kind: str = Field(description="Mã loại nghĩa vụ.")
    kind_label: str = Field(description="Loại nghĩa vụ.")
    summary: str = Field(description="Tóm tắt bằng lời của dự án.")
    document: models.Reference = Field(description="Văn bản đặt ra.")


def _order(found: Owed) -> Key:
    return found.day, f"{found.document:010d}", found.duty


def _body(edition: Edition, text: str) -> int:
    iri = unit_meant(edition, text)
    number = edition.adjacency.number(iri)
    if number is None or "/territory/" in iri:
        raise InvalidQuery(
            f"“{text[:80]}” không phải là một cơ quan; hãy chọn cơ quan, ví dụ 294/open/ubnd.",
            f"“{text[:80]}” is no body; choose a body such as 294/open/ubnd.",
        )
    return number


@router.get("/deadlines", responses=PROBLEMS, summary="Thời hạn của một cơ quan trong một năm")
async def deadlines(  # noqa: PLR0913, PLR0917 - the parameters of one question
    request: Request,
    response: Response,
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
) -> models.Listing[Deadline]:
    """Trả về các ngày đến hạn đã biết, theo thứ tự ngày; ngày lặp lại hằng năm được tính vào."""
    shown, index = Shown(edition), edition.adjacency
    made = step_of(owed(index, _body(edition, unit), year), _order, limit, cursor)
    return models.Listing[Deadline](
        total=made.total,
        items=tuple(
            Deadline(
                date=found.day,
                duty=found.duty,
                kind=found.kind,
                kind_label=edition.names.concept("loai-nghia-vu", found.kind),
                summary=found.summary,
                document=shown.reference(index.iris[found.document]),
            )
            for found in made.items
        ),
        next=next_link(request, response, made.cursor),
    )
