"""Tasks and duties in the order in which they are listed, without what only the shown ones tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from danvan_graph.web.paging import Key, Step, step_of
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.due import Dates, today
from danvan_graph.web.reading.terms import rows
from danvan_graph.web.reading.work import (
    Duty,
    Task,
    Wanted,
    dates_of,
    days_of,
    duties_at,
    duty_pattern,
    task_pattern,
    tasks_at,
)

STATES = {"qua-han": "Quá hạn", "trong-han": "Trong hạn", "khong-ro": "Không rõ hạn"}
_PLACE = "dv:inDocument ?document ; dv:start ?start ."
_NEVER = Dates(None, None, None, (), (), None, None)


@dataclass(frozen=True, slots=True)
class Owed:
    """A task or duty as far as it has to be known to be put in order.

    Attributes:
        iri: its address.
        document: the document that says so.
        start: first code point.
        dates: when it is owed; of a task nothing is known.
    """

    iri: str
    document: str
    start: int
    dates: Dates

    @property
    def by_place(self) -> Key:
        """The key by which tasks are listed: document, then place in the text."""
        return self.document, f"{self.start:09d}", self.iri

    @property
    def by_day(self) -> Key:
        """The key by which duties are listed: what comes next, what has passed, the rest."""
        coming, past = self.dates.after(today()), self.dates.known()
        when = f"0{coming}" if coming else f"1{past[-1]}" if past else "2"
        return when, *self.by_place

    def stands(self, state: str) -> bool:
        """Returns whether it is in a state of :data:`STATES` today; an empty one asks for none."""
        due, day = self.dates.due or "", today()
        coming = bool(self.dates.after(day))
        known = coming or bool(self.dates.known() or self.dates.anchors)
        held = {"qua-han": "" < due < day.isoformat(), "trong-han": coming, "khong-ro": not known}
        return held.get(state, True)


def owed(edition: Edition, wanted: Wanted) -> Sequence[Owed]:
    """Returns the duties asked for, what comes next first; read once for an edition and a day."""

    def read() -> list[Owed]:
        query = f"""SELECT DISTINCT ?finding ?document ?start ?due ?dateText ?recurrence ?until ?year
              ?ended WHERE {{ {duty_pattern(wanted, _PLACE)}
            OPTIONAL {{ ?finding dv:due ?due }} OPTIONAL {{ ?finding dv:dateText ?dateText }}
            OPTIONAL {{ ?finding dv:recurrence ?recurrence }} OPTIONAL {{ ?finding dv:until ?until }}
            OPTIONAL {{ ?document dv:year ?year }}
            OPTIONAL {{ ?document dv:place/dv:validUntil ?ended }} }}"""
        days, anchors = _all_days(edition)
        none: frozenset[str] = frozenset()
        found = [
            Owed(
                row["finding"],
                row["document"],
                int(row["start"]),
                dates_of(row, days.get(row["finding"], none), anchors.get(row["finding"], none)),
            )
            for row in rows(edition.store, query)
        ]
        year = wanted.year
        kept = [o for o in found if year is None or o.dates.touches(year)]
        return sorted({o.iri: o for o in kept}.values(), key=lambda o: o.by_day)

    return _kept(edition, ("owed", today()), wanted, read)


def _all_days(edition: Edition) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    query = "SELECT ?finding ?when WHERE { ?finding a dv:Duty ; dv:occursOn|dv:anchor ?when }"
    return edition.kept(("days",), lambda: days_of(rows(edition.store, query)))


def ordered_tasks(edition: Edition, wanted: Wanted) -> Sequence[Owed]:
    """Returns the tasks asked for, in the order of the documents and their texts."""
    query = f"SELECT DISTINCT ?finding ?document ?start WHERE {{ {task_pattern(wanted, _PLACE)} }}"

    def read() -> list[Owed]:
        found = (
            Owed(row["finding"], row["document"], int(row["start"]), _NEVER)
            for row in rows(edition.store, query)
        )
        return sorted(found, key=lambda o: o.by_place)

    return _kept(edition, ("tasks",), wanted, read)


def _kept(
    edition: Edition, key: tuple[object, ...], wanted: Wanted, read: Callable[[], list[Owed]]
) -> Sequence[Owed]:
    """Returns the whole list from memory; what is filtered is read anew, or memory would fill."""
    return edition.kept(key, read) if wanted == Wanted() else read()


def duty_step(
    edition: Edition, found: Sequence[Owed], limit: int, cursor: str | None
) -> Step[Duty]:
    """Returns one step of a list of duties, with everything that is said of those it shows."""
    made = step_of(found, lambda o: o.by_day, limit, cursor)
    return Step(tuple(in_full(edition, made.items)), made.total, made.cursor)


def task_step(
    edition: Edition, found: Sequence[Owed], limit: int, cursor: str | None
) -> Step[Task]:
    """Returns one step of a list of tasks, with everything that is said of those it shows."""
    made = step_of(found, lambda o: o.by_place, limit, cursor)
    told = tasks_at(edition.store, [o.iri for o in made.items])
    return Step(tuple(told), made.total, made.cursor)


def in_full(edition: Edition, found: Sequence[Owed]) -> list[Duty]:
    """Returns everything that is said of duties, in the same order."""
    return list(duties_at(edition.store, [o.iri for o in found]))
