"""``/nhiem-vu``: what has to be done, by whom, by when."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from danvan_graph.errors import AmbiguousName, DanvanError, UnknownName
from danvan_graph.web.api.work import by_day, by_place, wanted
from danvan_graph.web.paging import Cursor, Step, step
from danvan_graph.web.reading.due import today
from danvan_graph.web.reading.work import Duty, Task, duties, tasks
from danvan_graph.web.requests import EditionNow, PagesNow

router = APIRouter()

_SHOWN = 50


@router.get("/nhiem-vu")
def work(  # noqa: PLR0913, PLR0917 - the fields of one form
    request: Request,
    edition: EditionNow,
    pages: PagesNow,
    view: Annotated[str, Query(alias="xem", pattern="^(thoi-han|nhiem-vu)$")] = "thoi-han",
    plan: Annotated[str, Query(alias="van-ban", max_length=300)] = "",
    unit: Annotated[str, Query(alias="don-vi", max_length=300)] = "",
    theme: Annotated[str, Query(alias="chu-de")] = "",
    role: Annotated[str, Query(alias="vai-tro")] = "",
    kind: Annotated[str, Query(alias="loai")] = "",
    year: Annotated[str, Query(alias="nam", pattern=r"^((19|20)\d\d)?$")] = "",
    cursor: Cursor = None,
) -> Response:
    """Answers with the duties or the tasks that fit the form."""
    trouble: DanvanError | None = None
    found: Step[Task] | Step[Duty] = Step((), 0, None)
    try:
        asked = wanted(
            edition,
            plan=plan,
            unit=unit,
            theme=theme,
            role=role,
            kind=kind,
            year=int(year) if year else None,
        )
        if view == "nhiem-vu":
            found = step(tasks(edition.store, asked), by_place, _SHOWN, cursor)
        else:
            found = step(duties(edition.store, asked), by_day, _SHOWN, cursor)
    except (UnknownName, AmbiguousName) as error:
        trouble = error
    return pages.render(
        request,
        "work.html",
        view=view,
        found=found,
        trouble=trouble,
        candidates=trouble.candidates if isinstance(trouble, AmbiguousName) else (),
        fields={
            "xem": view,
            "van-ban": plan,
            "don-vi": unit,
            "chu-de": theme,
            "vai-tro": role,
            "loai": kind,
            "nam": year,
        },
        plans=[k for k in edition.index.all() if k.collected],
        today=today(),
    )
