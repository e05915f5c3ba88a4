"""``/nhiem-vu``: what has to be done, by whom, by when."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from danvan_graph.errors import AmbiguousName, DanvanError, UnknownName
from danvan_graph.web.api.work import by_day, by_place, wanted
from danvan_graph.web.paging import Cursor, Step, step
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.due import today
from danvan_graph.web.reading.month import Month, month_of
from danvan_graph.web.reading.work import Duty, Task, Wanted, duties, tasks
from danvan_graph.web.requests import EditionNow, PagesNow
from danvan_graph.web.tables.listed import of_duties, of_tasks
from danvan_graph.web.tables.table import Suffix, as_file, to_api

router = APIRouter()

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class WorkForm:
    """The fields by which tasks and duties are listed."""

    view: Annotated[str, Query(alias="xem", pattern="^(thoi-han|nhiem-vu|lich)$")] = "thoi-han"
    plan: Annotated[str, Query(alias="van-ban", max_length=300)] = ""
    unit: Annotated[str, Query(alias="don-vi", max_length=300)] = ""
    theme: Annotated[str, Query(alias="chu-de")] = ""
    role: Annotated[str, Query(alias="vai-tro")] = ""
    kind: Annotated[str, Query(alias="loai")] = ""
    year: Annotated[str, Query(alias="nam", pattern=r"^((19|20)\d\d)?$")] = ""
    month: Annotated[str, Query(alias="thang", pattern=r"^((19|20)\d\d-(0[1-9]|1[0-2]))?$")] = ""

    def wanted(self, edition: Edition) -> Wanted:
        """Returns what is asked for.

        Raises:
            UnknownName: there is no such document or unit.
            AmbiguousName: there are several.
        """
        return wanted(
            edition,
            plan=self.plan,
            unit=self.unit,
            theme=self.theme,
            role=self.role,
            kind=self.kind,
            year=int(self.year) if self.year else None,
        )

    @property
    def of_tasks(self) -> bool:
        """Whether tasks, not duties, are asked for."""
        return self.view == "nhiem-vu"


Form = Annotated[WorkForm, Depends()]


@router.get("/nhiem-vu")
def work(
    request: Request, edition: EditionNow, pages: PagesNow, form: Form, cursor: Cursor = None
) -> Response:
    """Answers with the duties or the tasks that fit the form."""
    trouble: DanvanError | None = None
    found: Step[Task] | Step[Duty] = Step((), 0, None)
    month: Month | None = None
    try:
        if form.view == "lich":
            name = form.month or today().strftime("%Y-%m")
            month = month_of(name, duties(edition.store, form.wanted(edition)))
        else:
            found = _step(edition, form, cursor)
    except (UnknownName, AmbiguousName) as error:
        trouble = error
    return pages.render(
        request,
        "work.html",
        view=form.view,
        found=found,
        month=month,
        trouble=trouble,
        candidates=trouble.candidates if isinstance(trouble, AmbiguousName) else (),
        fields={
            "xem": form.view,
            "van-ban": form.plan,
            "don-vi": form.unit,
            "chu-de": form.theme,
            "vai-tro": form.role,
            "loai": form.kind,
            "nam": form.year,
            "thang": form.month,
        },
        plans=[k for k in edition.index.all() if k.collected],
        today=today(),
    )


def _step(edition: Edition, form: WorkForm, cursor: str | None) -> Step[Task] | Step[Duty]:
    asked = form.wanted(edition)
    if form.of_tasks:
        return step(tasks(edition.store, asked), by_place, _SHOWN, cursor)
    return step(duties(edition.store, asked), by_day, _SHOWN, cursor)


@router.get("/nhiem-vu.{suffix}")
def table(edition: EditionNow, form: Form, suffix: Suffix) -> Response:
    """Answers with the same list, whole, as a file; ``.json`` leads to the API."""
    asked = form.wanted(edition)
    if suffix == "json":
        fields = {"plan": form.plan, "unit": form.unit, "kind": form.kind}
        if form.of_tasks:
            return to_api("/api/v1/tasks", fields | {"theme": form.theme, "role": form.role})
        return to_api("/api/v1/duties", fields | {"year": form.year})
    if form.of_tasks:
        found = sorted(tasks(edition.store, asked), key=by_place)
        return as_file(of_tasks(edition, found), suffix)
    owed = sorted(duties(edition.store, asked), key=by_day)
    return as_file(of_duties(edition, owed), suffix)
