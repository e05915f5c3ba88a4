"""``/tasks`` and ``/duties``: what has to be done, by whom, by when."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from danvan_graph.web.api import models
from danvan_graph.web.api.plans import PROBLEMS
from danvan_graph.web.api.shown import Shown
from danvan_graph.web.api.streams import STREAMS, as_stream
from danvan_graph.web.meaning import meant, unit_meant
from danvan_graph.web.paging import Key, next_link, step_of
from danvan_graph.web.parameters import Cursor, Limit
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.due import today
from danvan_graph.web.reading.work import Duty, Task, Wanted, duties, tasks
from danvan_graph.web.requests import EditionNow
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


def by_place(found: Task | Duty) -> Key:
    """Returns the key by which tasks and duties are listed: document, then place in the text."""
    return found.at.document, f"{found.at.start:09d}", found.iri


def by_day(found: Duty) -> Key:
    """Returns the key by which duties are listed: what comes next, what has passed, the rest."""
    coming = found.dates.after(today())
    past = found.dates.known()
    when = f"0{coming}" if coming else f"1{past[-1]}" if past else "2"
    return when, *by_place(found)


def wanted(  # noqa: PLR0913 - the filters of one list
    edition: Edition,
    *,
    plan: str = "",
    unit: str = "",
    theme: str = "",
    role: str = "",
    kind: str = "",
    year: int | None = None,
) -> Wanted:
    """Returns what is asked for; an empty text asks for anything.

    Raises:
        UnknownName: there is no such document or unit.
        AmbiguousName: there are several.
    """
    return Wanted(
        plan=meant(edition, plan).known.iri if plan else None,
        unit=unit_meant(edition, unit) if unit else None,
        theme=theme or None,
        role=role or None,
        kind=kind or None,
        year=year,
    )


@router.get(
    "/tasks",
    response_model=models.Listing[models.Task],
    responses={**PROBLEMS, 200: {"content": STREAMS}},
    summary="Mục đích, yêu cầu, nhiệm vụ",
)
def task_list(  # noqa: PLR0913, PLR0917 - the parameters of one question
    request: Request,
    response: Response,
    edition: EditionNow,
    plan: Plan = "",
    unit: Unit = "",
    theme: Annotated[str, Query(description="Mã chủ đề.", examples=["tuyen-truyen"])] = "",
    role: Annotated[str, Query(description="Mã vai trò.", examples=["chu-tri"])] = "",
    kind: Annotated[str, Query(description="muc-dich, yeu-cau hoặc nhiem-vu.")] = "",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> models.Listing[models.Task] | Response:
    """Trả về các nhiệm vụ theo thứ tự trong văn bản."""
    asked = wanted(edition, plan=plan, unit=unit, theme=theme, role=role, kind=kind)
    shown, found = Shown(edition), sorted(tasks(edition.store, asked), key=by_place)
    if stream := as_stream(request, found, shown.task, partial(of_tasks, edition)):
        return stream
    made = step_of(found, by_place, limit, cursor)
    return models.Listing[models.Task](
        total=made.total,
        items=tuple(shown.task(t) for t in made.items),
        next=next_link(request, response, made.cursor),
    )


@router.get(
    "/duties",
    response_model=models.Listing[models.Duty],
    responses={**PROBLEMS, 200: {"content": STREAMS}},
    summary="Nghĩa vụ có thời hạn",
)
def duty_list(  # noqa: PLR0913, PLR0917 - the parameters of one question
    request: Request,
    response: Response,
    edition: EditionNow,
    unit: Unit = "",
    plan: Plan = "",
    year: Annotated[
        int | None, Query(ge=1900, le=2999, description="Năm đến hạn.", examples=[2023])
    ] = None,
    kind: Annotated[str, Query(description="Mã loại nghĩa vụ.", examples=["bao-cao"])] = "",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> models.Listing[models.Duty] | Response:
    """Trả về các nghĩa vụ theo thứ tự trong văn bản; `next` là ngày đến hạn tiếp theo nếu còn."""
    asked = wanted(edition, plan=plan, unit=unit, kind=kind, year=year)
    shown, found = Shown(edition), sorted(duties(edition.store, asked), key=by_place)
    if stream := as_stream(request, found, shown.duty, partial(of_duties, edition)):
        return stream
    made = step_of(found, by_place, limit, cursor)
    return models.Listing[models.Duty](
        total=made.total,
        items=tuple(shown.duty(d) for d in made.items),
        next=next_link(request, response, made.cursor),
    )
