"""``/search``: everything that bears a name or holds words, best first."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from danvan_graph.search.entry import KINDS, Kind
from danvan_graph.search.searcher import Hit
from danvan_graph.web.api import models
from danvan_graph.web.paging import next_link
from danvan_graph.web.publication import Edition
from danvan_graph.web.site.parameters import Limit
from danvan_graph.web.site.requests import EditionNow

router = APIRouter(tags=["Tìm"])

_DEEPEST = 10_000


def shown(edition: Edition, hit: Hit) -> models.Hit:
    """Returns a hit as the API tells it."""
    return models.Hit(
        iri=hit.iri,
        kind=hit.kind,
        label=hit.title,
        detail=hit.detail,
        page=edition.addresses.page(hit.iri),
    )


@router.get("/search", response_model=models.Listing[models.Hit], summary="Tìm theo từ")
def search(  # noqa: PLR0913, PLR0917 - the parameters of one question
    request: Request,
    response: Response,
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
    offset: Annotated[int, Query(ge=0, le=_DEEPEST, description="Bỏ qua bao nhiêu mục đầu.")] = 0,
) -> models.Listing[models.Hit]:
    """Trả về những gì có đủ các từ: văn bản, địa bàn, cơ quan, nhiệm vụ, nghĩa vụ, đoạn trích."""
    found = edition.searcher.find(q, kinds=kind or KINDS, limit=limit, offset=offset)
    reached = offset + len(found.hits)
    more = reached < min(found.total, _DEEPEST) and bool(found.hits)
    following = next_link(request, response, str(reached), name="offset") if more else None
    return models.Listing[models.Hit](
        total=found.total, items=tuple(shown(edition, h) for h in found.hits), next=following
    )
