"""``/nhiem-vu``: what has to be done, by whom, by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from danvan_graph.errors import AmbiguousName, DanvanError, UnknownName
from danvan_graph.lookup.index import Known
from danvan_graph.web.answers.work import wanted
from danvan_graph.web.paging import Step
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading import questions
from danvan_graph.web.reading.due import today
from danvan_graph.web.reading.month import Month, month_of
from danvan_graph.web.reading.owed import (
    STATES,
    Owed,
    duty_step,
    in_full,
    ordered_tasks,
    owed,
    task_step,
)
from danvan_graph.web.reading.work import Duty, Task, Wanted, duties_at, tasks_at
from danvan_graph.web.site.parameters import Cursor
from danvan_graph.web.site.requests import EditionNow, PagesNow
from danvan_graph.web.tables.kept import as_kept
from danvan_graph.web.tables.listed import of_duties, of_tasks
from danvan_graph.web.tables.table import Suffix, to_api

router = APIRouter()

_SHOWN = 50
_OF_DAY = 4
_MOST_OFFERED = 60
_MOST_CANDIDATES = 24


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
    state: Annotated[str, Query(alias="tinh-trang", pattern="^(qua-han|trong-han|khong-ro)?$")] = ""
    day: Annotated[str, Query(alias="ngay", pattern=r"^((19|20)\d\d-(0[1-9]|1[0-2])-\d\d)?$")] = ""
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
            month = month_of(name, owed(edition, form.wanted(edition)))
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
        shown_of_days={d.iri: d for d in in_full(edition, month.first_of_days(_OF_DAY))}
        if month
        else {},
        most_of_day=_OF_DAY,
        states=STATES,
        trouble=trouble,
        asked=Wanted() if trouble else form.wanted(edition),
        candidates=trouble.candidates if isinstance(trouble, AmbiguousName) else (),
        fields={
            "xem": form.view,
            "van-ban": form.plan,
            "don-vi": form.unit,
            "chu-de": form.theme,
            "vai-tro": form.role,
            "loai": form.kind,
            "nam": form.year,
            "tinh-trang": form.state,
            "ngay": form.day,
            "thang": form.month,
        },
        most_candidates=_MOST_CANDIDATES,
        plans=_plans(edition),
        question="" if trouble else _question(edition, form),
        today=today(),
    )


def _question(edition: Edition, form: WorkForm) -> str:
    """Returns the SPARQL behind the table."""
    asked = form.wanted(edition)
    if form.of_tasks:
        return questions.of_tasks(asked)
    return questions.of_duties(asked, form.state, today(), form.day)


def _plans(edition: Edition) -> list[Known]:
    """Returns the documents to choose from; where they are too many, none: one writes the name."""
    found = [k for k in edition.index.all() if k.collected]
    return found if len(found) <= _MOST_OFFERED else []


def _step(edition: Edition, form: WorkForm, cursor: str | None) -> Step[Task] | Step[Duty]:
    asked = form.wanted(edition)
    if form.of_tasks:
        return task_step(edition, ordered_tasks(edition, asked), _SHOWN, cursor)
    return duty_step(edition, _in_state(edition, form, asked), _SHOWN, cursor)


def _in_state(edition: Edition, form: WorkForm, asked: Wanted) -> Sequence[Owed]:
    found = owed(edition, asked)
    if form.state:
        found = [o for o in found if o.stands(form.state)]
    return [o for o in found if o.falls_on(form.day)] if form.day else found


@router.get("/nhiem-vu.{suffix}")
def table(edition: EditionNow, form: Form, suffix: Suffix) -> Response:
    """Answers with the same list, whole, as a file; ``.json`` leads to the API."""
    asked = form.wanted(edition)
    if suffix == "json" and not (form.state or form.day):
        fields = {"plan": form.plan, "unit": form.unit, "kind": form.kind}
        if form.of_tasks:
            return to_api("/api/v1/tasks", fields | {"theme": form.theme, "role": form.role})
        return to_api("/api/v1/duties", fields | {"year": form.year})
    store = edition.store
    if form.of_tasks:
        chosen = [o.iri for o in ordered_tasks(edition, asked)]
        return as_kept(chosen, lambda some: of_tasks(edition, tasks_at(store, some)), suffix)
    chosen = [o.iri for o in _in_state(edition, form, asked)]
    return as_kept(chosen, lambda some: of_duties(edition, duties_at(store, some)), suffix)
