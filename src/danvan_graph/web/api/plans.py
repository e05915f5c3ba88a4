"""``/plans``: which plans cite an instrument."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from danvan_graph.web.answers.plans import MOST_SHOWN, SHOWN, page
from danvan_graph.web.api.examples import PLANS, PROBLEM_404, PROBLEM_422
from danvan_graph.web.api.models import PlansAnswer, Problem
from danvan_graph.web.api.shown import Shown
from danvan_graph.web.api.streams import STREAMS, as_stream
from danvan_graph.web.meaning import meant
from danvan_graph.web.site.parameters import Cursor, Limit
from danvan_graph.web.site.requests import EditionNow
from danvan_graph.web.tables.listed import of_citing

router = APIRouter(tags=["Viện dẫn"])

PROBLEMS: dict[int | str, dict[str, Any]] = {
    300: {"model": Problem, "description": "Có nhiều văn bản cùng tên gọi; xem `candidates`."},
    404: {
        "model": Problem,
        "description": "Không có văn bản ấy; xem `nearest`.",
        "content": {"application/json": {"example": PROBLEM_404}},
    },
    422: {
        "model": Problem,
        "description": "Tham số không đọc được.",
        "content": {"application/json": {"example": PROBLEM_422}},
    },
}


@router.get(
    "/plans",
    response_model=PlansAnswer,
    responses={
        **PROBLEMS,
        200: {"content": {"application/json": {"example": PLANS}, **STREAMS}},
    },
    summary="Kế hoạch nào viện dẫn văn bản này",
)
async def plans(  # noqa: PLR0913 - the parameters of one question
    request: Request,
    edition: EditionNow,
    cites: Annotated[
        str,
        Query(
            min_length=1,
            max_length=300,
            description="Văn bản được hỏi, viết cách nào cũng được: số ký hiệu, tên, khóa hoặc địa chỉ.",
            examples=["33/CT-TTg", "chi thi 33", "vn/2021-11-26/33-ct-ttg"],
        ),
    ],
    *,
    transitive: Annotated[
        bool, Query(description="Tính cả kế hoạch chỉ tới được qua văn bản khác.")
    ] = False,
    level: Annotated[
        list[str] | None, Query(description="Cấp; có thể lặp lại.", examples=[["huyen"]])
    ] = None,
    year: Annotated[
        list[int] | None, Query(description="Năm của kế hoạch; có thể lặp lại.", examples=[[2023]])
    ] = None,
    role: Annotated[
        list[str] | None, Query(description="Quan hệ; có thể lặp lại.", examples=[["thuc-hien"]])
    ] = None,
    evidence: Annotated[
        int,
        Query(
            ge=0,
            le=MOST_SHOWN,
            description="Số đoạn bằng chứng nhiều nhất nêu cho mỗi kế hoạch; `passages` cho biết "
            "có bao nhiêu. Bản CSV luôn có đủ.",
        ),
    ] = SHOWN,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Trả về các kế hoạch viện dẫn một văn bản, kèm mục, vị trí và độ tin cậy của những bằng chứng mạnh nhất.

    “Không thấy” chỉ có nghĩa là chưa có trong bộ sưu tập.
    """
    match = meant(edition, cites)
    found = edition.citing(match.known.iri, transitive=transitive)
    chosen = found.among(set(level or ()), set(year or ()), set(role or ()))
    line = partial(Shown(edition).plan, most=evidence)
    if stream := as_stream(request, chosen, line, partial(of_citing, edition)):
        return stream
    return page(request, edition, match, chosen, limit, cursor, evidence).response()
