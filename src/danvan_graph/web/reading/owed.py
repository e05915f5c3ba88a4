"""Tasks and duties in the order in which they are listed, without what only the shown ones tell."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from danvan_graph.adjacency.instruments import NO_YEAR
from danvan_graph.adjacency.order import newest_first
from danvan_graph.web.paging import Key, Step, step_of
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.due import Dates, today
from danvan_graph.web.reading.places import place_ended
from danvan_graph.web.reading.terms import Row, in_portions, rows, values
from danvan_graph.web.reading.work import (
    Duty,
    Task,
    Wanted,
    duties_at,
    duty_addresses,
    task_addresses,
    tasks_at,
)

STATES = {"qua-han": "Quá hạn", "trong-han": "Trong hạn", "khong-ro": "Không rõ hạn"}
_DATES = ("due", "dateText", "recurrence", "until", "occursOn", "anchor")
_ANY = Wanted()
_FEW = 500
"""So many are read one by one in less time than all are."""
NEVER = Dates(None, None, None, (), (), None, None)


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
        """The key by which duties are listed: what comes next, what passed last, the rest."""
        coming, past = self.dates.after(today()), self.dates.known()
        when = f"0{coming}" if coming else f"1{newest_first(past[-1])}" if past else "2"
        return when, *self.by_place

    def stands(self, state: str) -> bool:
        """Returns whether it is in a state of :data:`STATES` today; an empty one asks for none."""
        due, day = self.dates.due or "", today()
        coming = bool(self.dates.after(day))
        known = coming or bool(self.dates.known() or self.dates.anchors)
        held = {"qua-han": "" < due < day.isoformat(), "trong-han": coming, "khong-ro": not known}
        return held.get(state, True)

    def falls_on(self, day: str) -> bool:
        """Returns whether it is owed on a day, ISO 8601."""
        return day in self.dates.in_month(int(day[:4]), int(day[5:7]))


def owed(edition: Edition, wanted: Wanted) -> Sequence[Owed]:
    """Returns the duties asked for, what comes next first."""
    chosen = None if wanted == _ANY else duty_addresses(edition.store, wanted)
    found = _chosen(chosen, lambda: _all_duties(edition), partial(_duties, edition))
    year = wanted.year
    kept = [o for o in found if year is None or o.dates.touches(year)]
    return found if chosen is None else sorted(kept, key=lambda o: o.by_day)


def ordered_tasks(edition: Edition, wanted: Wanted) -> Sequence[Owed]:
    """Returns the tasks asked for, in the order of the documents and their texts."""
    chosen = None if wanted == _ANY else task_addresses(edition.store, wanted)
    found = _chosen(chosen, lambda: _all_tasks(edition), partial(_tasks, edition))
    return found if chosen is None else sorted(found, key=lambda o: o.by_place)


def warm(edition: Edition) -> None:
    """The whole lists are in memory."""
    _all_duties(edition)
    _all_tasks(edition)


def _chosen(
    chosen: Sequence[str] | None,
    everything: Callable[[], Sequence[Owed]],
    read: Callable[[Sequence[str]], Iterable[Owed]],
) -> Sequence[Owed]:
    """Returns the chosen ones: few are read by themselves, many are looked up among all."""
    if chosen is None:
        return everything()
    if len(chosen) <= _FEW:
        return list(in_portions(chosen, read))
    wanted = set(chosen)
    return [one for one in everything() if one.iri in wanted]


def _all_duties(edition: Edition) -> Sequence[Owed]:
    """Returns every duty, what comes next first; read once for an edition and a day."""
    return edition.kept(
        ("owed", today()), lambda: sorted(_duties(edition, None), key=lambda o: o.by_day)
    )


def _all_tasks(edition: Edition) -> Sequence[Owed]:
    """Returns every task in its order; read once for an edition."""
    return edition.kept(("tasks",), lambda: sorted(_tasks(edition, None), key=lambda o: o.by_place))


def _tasks(edition: Edition, chosen: Sequence[str] | None) -> Iterator[Owed]:
    for row in _stand(edition, "Task", chosen):
        yield Owed(row["finding"], row["document"], int(row["start"]), NEVER)


def _stand(edition: Edition, kind: str, chosen: Sequence[str] | None) -> list[Row]:
    query = f"""SELECT ?finding ?document ?start WHERE {{ {_begin(chosen)} ?finding a dv:{kind} ;
        dv:inDocument ?document ; dv:start ?start }}"""
    return rows(edition.store, query)


def _begin(chosen: Sequence[str] | None) -> str:
    return "" if chosen is None else values("finding", chosen)


def _duties(edition: Edition, chosen: Sequence[str] | None) -> Iterator[Owed]:
    """Yields the chosen duties, or all; each property is asked for by itself, without OPTIONAL."""
    told = {term: _told(edition, chosen, term) for term in _DATES}
    for row in _stand(edition, "Duty", chosen):
        duty, document = row["finding"], row["document"]
        until = next(iter(told["until"][duty]), None)
        dates = Dates(
            due=next(iter(told["due"][duty]), None),
            text=next(iter(told["dateText"][duty]), None),
            recurrence=next(iter(told["recurrence"][duty]), None),
            days=tuple(sorted(told["occursOn"][duty])),
            anchors=tuple(sorted(told["anchor"][duty])),
            until=int(until) if until else None,
            year=_year(edition, document),
            ended=place_ended(edition, document),
        )
        yield Owed(duty, document, int(row["start"]), dates)


def _year(edition: Edition, document: str) -> int | None:
    number = edition.adjacency.number(document)
    year = NO_YEAR if number is None else int(edition.adjacency.year[number])
    return None if year == NO_YEAR else year


def _told(edition: Edition, chosen: Sequence[str] | None, term: str) -> dict[str, list[str]]:
    query = f"SELECT ?finding ?value WHERE {{ {_begin(chosen)} ?finding dv:{term} ?value }}"
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(edition.store, query):
        found[row["finding"]].append(row["value"])
    return found


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
