"""``/tasks`` and ``/duties``: what has to be done, by whom, by when."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from danvan_graph.web.answers.work import duty_page, task_page, wanted
from danvan_graph.web.api import models
from danvan_graph.web.api.plans import PROBLEMS
from danvan_graph.web.api.shown import Shown
from danvan_graph.web.api.streams import STREAMS, as_stream
from danvan_graph.web.reading.agenda import InFull, listed
from danvan_graph.web.reading.work import duties_at, tasks_at
from danvan_graph.web.site.parameters import Cursor, Limit
from danvan_graph.web.site.requests import EditionNow
from danvan_graph.web.tables.listed import of_duties, of_tasks

router = APIRouter(tags=["Nhiệm vụ và thời hạn"])

Plan = Annotated[
    str,
    Query(
        max_length=300,
        description="Văn bản đặt ra, viết cách nào cũng được.",
        examples=["02/2022-01-07/9-kh-ubnd"],
    ),
]
Unit = Annotated[
    str,
    Query(
        max_length=300,
        description="Địa bàn, cơ quan hoặc nhóm cơ quan: đường dẫn, địa chỉ hoặc tên.",
        examples=["294/open/phong-noi-vu"],
    ),
]


@router.get(
    "/tasks",
    response_model=models.Listing[models.Task],
    responses={**PROBLEMS, 200: {"content": STREAMS}},
    summary="Mục đích, yêu cầu, nhiệm vụ",
)
def task_list(  # noqa: PLR0913, PLR0917 - the parameters of one question
    request: Request,
    edition: EditionNow,
    plan: Plan = "",
    unit: Unit = "",
    theme: Annotated[str, Query(description="Mã chủ đề.", examples=["tuyen-truyen"])] = "",
    role: Annotated[str, Query(description="Mã vai trò.", examples=["chu-tri"])] = "",
    kind: Annotated[str, Query(description="muc-dich, yeu-cau hoặc nhiem-vu.")] = "",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Trả về các nhiệm vụ theo thứ tự trong văn bản."""
    asked = wanted(edition, plan=plan, unit=unit, theme=theme, role=role, kind=kind)
    found = InFull(listed(edition, asked, duties=False), partial(tasks_at, edition.store))
    if stream := as_stream(request, found, Shown(edition).task, partial(of_tasks, edition)):
        return stream
    return task_page(request, edition, asked, limit, cursor).response()


@router.get(
    "/duties",
    response_model=models.Listing[models.Duty],
    responses={**PROBLEMS, 200: {"content": STREAMS}},
    summary="Nghĩa vụ có thời hạn",
)
def duty_list(  # noqa: PLR0913, PLR0917 - the parameters of one question
    request: Request,
    edition: EditionNow,
    unit: Unit = "",
    plan: Plan = "",
    year: Annotated[
        int | None, Query(ge=1900, le=2999, description="Năm đến hạn.", examples=[2023])
    ] = None,
    kind: Annotated[str, Query(description="Mã loại nghĩa vụ.", examples=["bao-cao"])] = "",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Trả về các nghĩa vụ theo thứ tự trong văn bản; `next` là ngày đến hạn tiếp theo nếu còn."""
    asked = wanted(edition, plan=plan, unit=unit, kind=kind, year=year)
    found = InFull(listed(edition, asked, duties=True), partial(duties_at, edition.store))
    if stream := as_stream(request, found, Shown(edition).duty, partial(of_duties, edition)):
        return stream
    return duty_page(request, edition, asked, limit, cursor).response()
