"""``/search``: everything that bears a name or holds words, best first."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from danvan_graph.search.entry import KINDS, Kind
from danvan_graph.web.answers.search import DEEPEST, searched
from danvan_graph.web.api import models
from danvan_graph.web.site.parameters import Limit
from danvan_graph.web.site.requests import EditionNow

router = APIRouter(tags=["Tìm"])


@router.get("/search", response_model=models.Listing[models.Hit], summary="Tìm theo từ")
def search(  # noqa: PLR0913, PLR0917 - the parameters of one question
    request: Request,
    edition: EditionNow,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=200,
            description="Từ, số ký hiệu hoặc tên, không cần dấu; từ cuối có thể mới viết một phần.",
            examples=["dan van khe", "son truong", "33/CT-TTg"],
        ),
    ],
    kind: Annotated[
        list[Kind] | None,
        Query(description="Loại cần tìm; có thể lặp lại.", examples=[["van-ban"]]),
    ] = None,
    limit: Limit = 20,
    offset: Annotated[int, Query(ge=0, le=DEEPEST, description="Bỏ qua bao nhiêu mục đầu.")] = 0,
) -> Response:
    """Trả về những gì có đủ các từ: văn bản, địa bàn, cơ quan, nhiệm vụ, nghĩa vụ, đoạn trích."""
    kinds = kind or KINDS
    return searched(request, edition, q, kinds=kinds, limit=limit, offset=offset).response()
