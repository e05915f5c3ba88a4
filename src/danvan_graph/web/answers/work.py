"""What has to be done, by whom, by when."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from starlette.requests import Request

from danvan_graph.web.answers.written import Record, Told, reference, references, written
from danvan_graph.web.meaning import meant, unit_meant
from danvan_graph.web.paging import next_path, span_of
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.agenda import addresses, listed
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

_MOST_KEPT = 20_000
_PAGE = 50
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
) -> Told:
    """Returns one page of the tasks asked for, in the order of the documents and their texts."""
    found = listed(edition, asked, duties=False)
    return _page(request, found, _tasks(edition), limit, cursor)


def duty_page(
    request: Request, edition: Edition, asked: Wanted, limit: int, cursor: str | None
) -> Told:
    """Returns one page of the duties asked for, in the order of the documents and their texts."""
    found = listed(edition, asked, duties=True)
    return _page(request, found, _duties(edition), limit, cursor)


def warm(edition: Edition) -> None:
    """What stands on the first pages is in memory."""
    for pieces, duties in ((_tasks(edition), False), (_duties(edition), True)):
        found = listed(edition, Wanted(), duties=duties)
        pieces.of(addresses(found, 0, min(_PAGE, len(found))))


def _tasks(edition: Edition) -> "Pieces":
    def read(some: Sequence[str]) -> Iterator[tuple[str, Record]]:
        return ((one.iri, task(edition, one)) for one in tasks_at(edition.store, some))

    return edition.kept(("tasks as JSON",), lambda: Pieces(read))


def _duties(edition: Edition) -> "Pieces":
    def read(some: Sequence[str]) -> Iterator[tuple[str, Record]]:
        return ((one.iri, duty(edition, one)) for one in duties_at(edition.store, some))

    return edition.kept(("duties as JSON", today()), lambda: Pieces(read))


def _page(
    request: Request,
    found: Sequence[Owed],
    pieces: "Pieces",
    limit: int,
    cursor: str | None,
) -> Told:
    span = span_of(len(found), lambda at: found[at].by_place, limit, cursor)
    following = next_path(request, span.cursor)
    items = b",".join(pieces.of(addresses(found, span.begin, span.end)))
    body = b'{"total":%d,"items":[%b],"next":%b}' % (len(found), items, written(following))
    return Told(body, following)


class Pieces:
    """Tasks or duties in JSON; those that were asked for lately are kept.

    Args:
        read: gives what is at some addresses, in their order, with its address.
    """

    def __init__(self, read: Callable[[Sequence[str]], Iterable[tuple[str, Record]]]) -> None:
        self._read = read
        self._held: dict[str, bytes] = {}

    def of(self, wanted: Sequence[str]) -> list[bytes]:
        """Returns what is at some addresses, in their order; what is not there is left out."""
        held = self._held
        missing = [iri for iri in wanted if iri not in held]
        fresh = {iri: written(record) for iri, record in self._read(missing)} if missing else {}
        found = [piece for iri in wanted if (piece := fresh.get(iri) or held.get(iri))]
        if len(held) + len(fresh) > _MOST_KEPT:
            self._held = fresh
        else:
            held.update(fresh)
        return found


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
