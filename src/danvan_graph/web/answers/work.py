"""What has to be done, by whom, by when."""

from collections.abc import Sequence

from starlette.requests import Request

from danvan_graph.web.answers.written import Record, reference, references
from danvan_graph.web.meaning import meant, unit_meant
from danvan_graph.web.paging import next_path, step_of
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.agenda import listed
from danvan_graph.web.reading.due import today
from danvan_graph.web.reading.owed import Owed
from danvan_graph.web.reading.passages import Passage
from danvan_graph.web.reading.work import (
    Assignment,
    Duty,
    Party,
    Task,
    Wanted,
    duties_at,
    tasks_at,
)

_OF_PASSAGE = tuple(Passage.__dataclass_fields__)


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


def task_page(
    request: Request, edition: Edition, asked: Wanted, limit: int, cursor: str | None
) -> Record:
    """Returns one page of the tasks asked for, in the order of the documents and their texts."""
    found = listed(edition, asked, duties=False)
    made = step_of(found, lambda one: one.by_place, limit, cursor)
    items = [task(edition, one) for one in tasks_at(edition.store, _addresses(made.items))]
    return {"total": made.total, "items": items, "next": next_path(request, made.cursor)}


def duty_page(
    request: Request, edition: Edition, asked: Wanted, limit: int, cursor: str | None
) -> Record:
    """Returns one page of the duties asked for, in the order of the documents and their texts."""
    found = listed(edition, asked, duties=True)
    made = step_of(found, lambda one: one.by_place, limit, cursor)
    items = [duty(edition, one) for one in duties_at(edition.store, _addresses(made.items))]
    return {"total": made.total, "items": items, "next": next_path(request, made.cursor)}


def _addresses(found: Sequence[Owed]) -> list[str]:
    return [one.iri for one in found]


def task(edition: Edition, found: Task) -> Record:
    """Returns a task."""
    names = edition.names
    return {
        "iri": found.iri,
        "document": reference(edition, found.at.document),
        "at": _passage(found.at),
        "kind": found.kind,
        "summary": found.summary,
        "themes": found.themes,
        "theme_labels": [names.concept("chu-de", theme) for theme in found.themes],
        "orders_plan": found.orders_plan,
        "assignments": [_assignment(edition, part) for part in found.assignments],
        "confidence": found.confidence,
        "checked": found.at.document in edition.reviewed,
    }


def _passage(found: Passage) -> Record:
    return {name: getattr(found, name) for name in _OF_PASSAGE}


def _assignment(edition: Edition, found: Assignment) -> Record:
    return {
        "role": found.role,
        "role_label": edition.names.concept("vai-tro", found.role),
        "party": _party(edition, found.party),
        "request": found.request,
    }


def _party(edition: Edition, found: Party) -> Record:
    return {"text": found.text, "bodies": references(edition, found.bodies)}


def duty(edition: Edition, found: Duty) -> Record:
    """Returns a duty, with what of it is still to come."""
    dates, day = found.dates, today()
    return {
        "iri": found.iri,
        "document": reference(edition, found.at.document),
        "at": _passage(found.at),
        "kind": found.kind,
        "kind_label": edition.names.concept("loai-nghia-vu", found.kind),
        "summary": found.summary,
        "due": dates.due,
        "date_text": dates.text,
        "recurrence": dates.recurrence,
        "anchors": dates.anchors,
        "days": dates.known(),
        "next": dates.after(day),
        "until": dates.until,
        "standing": dates.standing(day),
        "bearers": _party(edition, found.bearers),
        "to": _party(edition, found.to),
        "through": _party(edition, found.through),
        "confidence": found.confidence,
        "checked": found.at.document in edition.reviewed,
    }
