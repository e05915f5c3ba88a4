"""Where a document stands, and what "tỉnh", "huyện" or "xã" mean from there on a day."""

from collections.abc import Iterable
from dataclasses import dataclass

from danvan_graph.identifiers.keys import CENTRE
from danvan_graph.records.territory import Territory
from danvan_graph.resolve.gazetteer import Gazetteer, clamp
from danvan_graph.resolve.units import Unit


@dataclass(frozen=True, slots=True)
class Ground:
    """The unit a document stands in, as far as it is known.

    Attributes:
        gazetteer: the units of the register.
        day: the day at which the document's words are read, ISO 8601.
        rows: the unit; several where a name is shared, none where it is unknown.
        central: whether the document is one of the centre.
    """

    gazetteer: Gazetteer
    day: str
    rows: tuple[Territory, ...] = ()
    central: bool = False

    @property
    def place(self) -> str | None:
        """The place of the document's own key, or None when it is not known."""
        if self.central:
            return CENTRE
        return self.rows[0].key.code if len(self.rows) == 1 else None

    @property
    def level(self) -> str | None:
        """The level of the unit, or None when it is not known."""
        levels = {row.level for row in self.rows}
        return levels.pop() if len(levels) == 1 else None

    def chains(self, day: str) -> tuple[tuple[Territory, ...], ...]:
        """Returns the unit and those above it on a day; one chain for each that it may be."""
        if len(self.rows) == 1:
            olds: Iterable[Territory] = self.gazetteer.as_of(self.rows[0], day)
        else:
            found = (old for row in self.rows for old in self.gazetteer.as_of(row, day))
            olds = dict.fromkeys(found)
        return tuple(self.gazetteer.chain(old, day) for old in olds)

    def own(self, day: str) -> frozenset[str]:
        """Returns the code of the unit on a day; several where it is not certain."""
        return frozenset(chain[0].key.code for chain in self.chains(day))

    def relative(self, levels: Iterable[str], kinds: Iterable[str], day: str) -> frozenset[str]:
        """Returns what a unit without a name means here: the nearest of that kind at or above.

        Args:
            levels: the levels it may be of.
            kinds: the kinds it may be of; empty for any.
            day: ISO 8601.
        """
        wanted, of_kind = set(levels), set(kinds)
        found = set()
        for chain in self.chains(day):
            for row in chain:
                if row.level in wanted and (not of_kind or row.kind in of_kind):
                    found.add(row.key.code)
                    break
        return frozenset(found)

    def find(self, unit: Unit, day: str) -> frozenset[str]:
        """Returns the codes a worded unit may stand for on a day; one when it is certain."""
        if unit.many:
            return frozenset()
        if not unit.named:
            return self.relative(unit.levels, unit.kinds, day)
        return frozenset(row.key.code for row in self._nearest(self.holding(unit, day), day))

    def holding(self, unit: Unit, day: str) -> tuple[Territory, ...]:
        """Returns the units that bear a name on a day and lie in the units named behind it."""
        day = clamp(day)
        named = [r for r in unit.rows if r.level in unit.levels]
        rows = [r for r in named if r.holds_on(day) and (not unit.kinds or r.kind in unit.kinds)]
        if not rows:
            rows = self._renamed(unit, day)
        for holder in unit.within:
            codes = {r.key.code for r in holder.rows}
            rows = [
                r for r in rows if codes & {t.key.code for t in self.gazetteer.chain(r, day)[1:]}
            ]
        return tuple(dict.fromkeys(rows))

    def _renamed(self, unit: Unit, day: str) -> list[Territory]:
        """Returns the unit of that name whose kind is another on the day, when there is one only."""
        named = [r for r in unit.rows if r.level in unit.levels]
        bearers = {r.key.code for r in named if r.kind in unit.kinds}
        rows = [r for r in named if r.holds_on(day) and r.key.code in bearers]
        return rows if len(rows) == 1 else []

    def _nearest(self, rows: tuple[Territory, ...], day: str) -> tuple[Territory, ...]:
        """Returns of several namesakes those at, inside or beside this ground, if there are any."""
        if len(rows) < 2 or not self.rows:
            return rows
        own = self.own(day)
        here = frozenset(t.key.code for chain in self.chains(day) for t in chain)
        above = {r: {t.key.code for t in self.gazetteer.chain(r, day)[1:]} for r in rows}
        at = tuple(r for r in rows if r.key.code in here)
        inside = tuple(r for r in rows if above[r] & own)
        beside = tuple(r for r in rows if above[r] & here)
        return at or inside or beside or rows
