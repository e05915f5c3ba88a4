"""The cascade over one map: who stands how, and how many below."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from danvan_graph.cascade.shape import days_between
from danvan_graph.lookup.index import Known
from danvan_graph.web.reading.due import today
from danvan_graph.web.unit_tree.answers import Answers, Order
from danvan_graph.web.unit_tree.unit_map import LEVELS, UnitMap

FULL, CITED, LATE, OVERDUE, MISSING, UNTOLD = (
    "toan-van",
    "vien-dan",
    "muon",
    "qua-han",
    "chua-thay",
    "khong-ro",
)
ANSWERED = frozenset({FULL, CITED, LATE})
STATES = {
    FULL: "Đã ban hành",
    CITED: "Chỉ được viện dẫn",
    LATE: "Ban hành muộn",
    OVERDUE: "Quá hạn, chưa thấy văn bản",
    MISSING: "Chưa thấy văn bản",
    UNTOLD: "Chưa thấy văn bản",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one unit stands.

    Attributes:
        state: a key of ``STATES``.
        plans: its documents, the newest first.
        order: what told it to answer, the first to fall due; None when nothing did.
        late: days its first document came after it was due, or None.
    """

    state: str
    plans: Sequence[Known]
    order: Order | None
    late: int | None


@dataclass(frozen=True, slots=True)
class LevelCount:
    """The units of one level.

    Attributes:
        level: slug of the level.
        units: how many there are on the map.
        answered: how many of them have a document.
        told: how many of them were told, or are expected, to answer.
        told_answered: how many of these have one.
        overdue: how many of these have none though the day has passed.
        late: how many answered after the day.
    """

    level: str
    units: int
    answered: int
    told: int
    told_answered: int
    overdue: int
    late: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are shown; empty fields ask for nothing.

    Attributes:
        level: slug of a level.
        state: a key of ``STATES``.
        overdue: only units that are overdue.
        unseen: only units that were told to answer and have no document.
    """

    level: str = ""
    state: str = ""
    overdue: bool = False
    unseen: bool = False

    def __bool__(self) -> bool:
        return bool(self.level or self.state or self.overdue or self.unseen)


@dataclass(frozen=True)
class UnitTree:
    """A cascade laid over a map.

    Attributes:
        answers: the cascade.
        units: the map.
        year: only documents and orders of this year, or None for all.
    """

    answers: Answers
    units: UnitMap
    year: int | None
    instruments: Mapping[str, Known]

    def plans(self, place: str) -> list[Known]:
        """Returns the documents of a territory, or of the centre for the empty address."""
        found = self.answers.plans.get(place, ())
        return [p for p in found if self.year is None or p.year == self.year]

    def _orders(self, place: str) -> list[Order]:
        return [o for o in self.answers.orders.get(place, ()) if self._fits(o)]

    def groups(self, place: str) -> list[Order]:
        """Returns the groups told by a territory whose members cannot be listed."""
        return [o for o in self.answers.groups.get(place, ()) if self._fits(o)]

    def _fits(self, order: Order) -> bool:
        by = self.instruments.get(order.ordered_by)
        root = order.ordered_by == self.answers.root.iri
        return self.year is None or root or by is None or by.year in {None, self.year}

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """How every unit of the map stands."""
        day = today().isoformat()
        return {iri: self._standing(iri, day) for iri in self.units.units}

    def _standing(self, place: str, day: str) -> Standing:
        plans, orders = self.plans(place), self._orders(place)
        order = min(orders, key=lambda o: (not o.due, o.due, o.iri), default=None)
        if not plans:
            state = UNTOLD if order is None else OVERDUE if "" < order.due < day else MISSING
            return Standing(state, (), order, None)
        late = _late(plans, order)
        held = FULL if any(p.collected for p in plans) else CITED
        return Standing(LATE if late else held, plans, order, late)

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, tuple[int, int]]]:
        """For every unit and the country: answered and all units below it, by level."""
        answered: dict[str, Counter[str]] = defaultdict(Counter)
        everyone: dict[str, Counter[str]] = defaultdict(Counter)
        for iri, unit in self.units.units.items():
            has = self.standings[iri].state in ANSWERED
            for above in ("", *self.units.upwards(iri)):
                everyone[above][unit.level] += 1
                answered[above][unit.level] += has
        return {
            iri: {level: (answered[iri][level], all_[level]) for level in LEVELS if all_[level]}
            for iri, all_ in everyone.items()
        }

    def totals(self) -> list[LevelCount]:
        """Returns the counts of each level of the map, from above."""
        return [self._total(level) for level in LEVELS if self.units.sizes[level]]

    def _total(self, level: str) -> LevelCount:
        found = [s for i, s in self.standings.items() if self.units.units[i].level == level]
        told = [s for s in found if s.order]
        return LevelCount(
            level=level,
            units=len(found),
            answered=sum(s.state in ANSWERED for s in found),
            told=len(told),
            told_answered=sum(s.state in ANSWERED for s in told),
            overdue=sum(s.state == OVERDUE for s in found),
            late=sum(s.state == LATE for s in found),
        )

    def elsewhere(self) -> int:
        """Returns how many documents belong to territories that are not on this map."""
        off = [place for place in self.answers.plans if place and place not in self.units.units]
        return sum(len(self.plans(place)) for place in off)

    def matching(self, wanted: Wanted) -> list[str]:
        """Returns the units that fit."""
        return [iri for iri in self.units.units if self._wanted(iri, wanted)]

    def _wanted(self, iri: str, wanted: Wanted) -> bool:
        state = self.standings[iri].state
        return (
            (not wanted.level or self.units.units[iri].level == wanted.level)
            and (not wanted.state or state == wanted.state)
            and (not wanted.overdue or state == OVERDUE)
            and (not wanted.unseen or state in {MISSING, OVERDUE})
        )

    def with_ways(self, found: Sequence[str]) -> set[str]:
        """Returns units with all units above them."""
        return {*found, *(above for iri in found for above in self.units.upwards(iri))}


def _late(plans: Sequence[Known], order: Order | None) -> int | None:
    dates = [p.date for p in plans if p.date]
    if not dates or order is None or not order.due:
        return None
    late = days_between(order.due, min(dates))
    return late if late and late > 0 else None
