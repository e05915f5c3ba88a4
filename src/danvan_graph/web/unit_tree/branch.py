"""One opened branch of the tree: its rows with all that is said of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from danvan_graph.cascade.shape import days_between
from danvan_graph.lookup.index import Known
from danvan_graph.web.publication import Edition
from danvan_graph.web.unit_tree.answers import Order
from danvan_graph.web.unit_tree.ties import Ties, became
from danvan_graph.web.unit_tree.tree import ANSWERED, Standing, UnitTree

ALL = "tat-ca"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a unit, a group, or a document of the centre.

    Attributes:
        iri: address of the unit or group; of the document for one of the centre.
        path: what opens it, such as ``294/open``; empty when nothing stands below.
        name: what it is called.
        depth: 1 for the root.
        position: its place among its brothers, from 1.
        brothers: how many there are, itself included.
        standing: how it stands.
        plan: the document shown, or None.
        others: how many documents it has besides.
        upper: the nearest document above that it carries out, or None.
        also: what else it carries out.
        days: days after ``upper``, or None.
        broken: whether nothing of the unit directly above stands between.
        counts: answered and all units below it, by level.
        open: whether its rows follow.
        group: whether it is a group whose members cannot be listed.
        became: what the territory became later.
    """

    iri: str
    path: str
    name: str
    depth: int
    position: int
    brothers: int
    standing: Standing
    plan: Known | None = None
    others: int = 0
    upper: Known | None = None
    also: tuple[str, ...] = ()
    days: int | None = None
    broken: bool = False
    counts: Mapping[str, tuple[int, int]] | None = None
    open: bool = False
    group: bool = False
    became: tuple[str, ...] = ()


@dataclass(frozen=True)
class Branches:
    """Makes rows of a tree.

    Attributes:
        edition: names and further facts.
        tree: the cascade over a map.
        kept: the units that are shown, or None for all.
        opened: addresses of the units whose rows are shown.
        everything: whether all rows are shown.
    """

    edition: Edition
    tree: UnitTree
    kept: set[str] | None
    opened: frozenset[str]
    everything: bool = False

    def root(self) -> Row:
        """Returns the row of the instrument itself."""
        known = self.tree.answers.root
        held = Standing("toan-van" if known.collected else "vien-dan", (known,), None, None)
        name = "; ".join(known.issuers) or known.level_label
        counts = self.tree.counts.get("", {})
        return Row(known.iri, "", name, 1, 1, 1, held, plan=known, counts=counts, open=True)

    def rows_below(self, above: str, depth: int) -> list[Row]:
        """Returns the rows below a unit, and below those of them that are open.

        Args:
            above: address of the unit, empty for the country.
            depth: the depth of these rows.
        """
        waiting = [(above, depth)]
        layers: list[tuple[str, int, list[str]]] = []
        while waiting:
            place, at = waiting.pop()
            units = self._units(place)
            layers.append((place, at, units))
            waiting += [(u, at + 1) for u in reversed(units) if self._is_open(u)]
        facts = _Facts.of(self.edition, self.tree)
        made = {place: self._layer(place, at, units, facts) for place, at, units in layers}
        return list(self._in_order(above, made))

    def alone(self, unit: str) -> list[Row]:
        """Returns the row of one unit and the rows below it."""
        facts = _Facts.of(self.edition, self.tree)
        row = self._of_unit(unit, 2, 1, 1, facts)
        return [self.root(), row, *self.rows_below(unit, 3)]

    def _in_order(self, above: str, made: Mapping[str, list[Row]]) -> Iterable[Row]:
        waiting = list(reversed(made[above]))
        while waiting:
            row = waiting.pop()
            yield row
            if row.open and row.path and row.iri in made:
                waiting += reversed(made[row.iri])

    def _is_open(self, unit: str) -> bool:
        return bool(self.tree.units.below.get(unit)) and (self.everything or unit in self.opened)

    def _units(self, above: str) -> list[str]:
        """Returns the units below, those with a document in their branch first."""
        units, counts = self.tree.units, self.tree.counts
        found = [u for u in units.below.get(above, ()) if self.kept is None or u in self.kept]

        def order(iri: str) -> tuple[bool, int]:
            some = any(answered for answered, _ in counts.get(iri, {}).values())
            has = self.tree.standings[iri].state in ANSWERED
            return not (some or has), units.rank[iri]

        return sorted(found, key=order)

    def _layer(self, above: str, depth: int, units: Sequence[str], facts: "_Facts") -> list[Row]:
        centre = self.tree.plans("") if not above and self.kept is None else []
        groups = self.tree.groups(above) if self.kept is None else []
        brothers = len(centre) + len(units) + len(groups)
        place = iter(range(1, brothers + 1))
        return [
            *(self._of_centre(plan, depth, next(place), brothers) for plan in centre),
            *(self._of_unit(unit, depth, next(place), brothers, facts) for unit in units),
            *(self._of_group(order, depth, next(place), brothers) for order in groups),
        ]

    def _of_centre(self, plan: Known, depth: int, position: int, brothers: int) -> Row:
        held = Standing("toan-van" if plan.collected else "vien-dan", (plan,), None, None)
        name = "; ".join(plan.issuers) or plan.level_label
        root = self.tree.answers.root
        days = days_between(root.date or "", plan.date or "")
        return Row(
            plan.iri, "", name, depth, position, brothers, held, plan=plan, upper=root, days=days
        )

    def _of_group(self, order: Order, depth: int, position: int, brothers: int) -> Row:
        name = self.edition.names.label(order.agent)
        held = Standing("khong-ro", (), order, None)
        return Row(order.agent, "", name, depth, position, brothers, held, group=True)

    def _of_unit(self, iri: str, depth: int, position: int, brothers: int, facts: "_Facts") -> Row:
        standing = self.tree.standings[iri]
        plan = next(iter(standing.plans), None)
        upper, also, broken = facts.above(iri, plan) if plan else (None, (), False)
        has_below = bool(self.tree.units.below.get(iri)) or bool(self.tree.groups(iri))
        path = (self.edition.addresses.path(iri) or "").removeprefix("territory/")
        return Row(
            iri,
            path if has_below else "",
            self.tree.units.units[iri].label,
            depth,
            position,
            brothers,
            standing,
            plan=plan,
            others=max(0, len(standing.plans) - 1),
            upper=upper,
            also=also,
            days=days_between(upper.date or "", plan.date or "") if upper and plan else None,
            broken=broken,
            counts=self.tree.counts.get(iri, {}),
            open=has_below and (self.everything or iri in self.opened),
            became=facts.became.get(iri, ()),
        )


@dataclass(frozen=True)
class _Facts:
    """What is said of the rows beside how they stand."""

    tree: UnitTree
    instruments: Mapping[str, Known]
    ties: Ties
    became: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, edition: Edition, tree: UnitTree) -> "_Facts":
        return cls(tree, edition.index.instruments, Ties.of(edition), became(edition))

    def above(self, unit: str, plan: Known) -> tuple[Known | None, tuple[str, ...], bool]:
        """Returns what a plan carries out.

        Returns:
            The nearest document above, the others, and whether none is of the unit directly above.
        """
        uppers = self.ties.uppers(plan.iri)
        way = [*self.tree.units.upwards(unit), ""]
        chosen = min(uppers, key=lambda u: (self._nearness(u, way), u), default=None)
        others = tuple(u for u in uppers if u != chosen)
        broken = len(way) > 1 and all(self.ties.places.get(u) != way[0] for u in uppers)
        return self.instruments.get(chosen) if chosen else None, others, broken

    def _nearness(self, upper: str, way: Sequence[str]) -> int:
        place = self.ties.places.get(upper, "")
        near = way.index(place) if place in way else len(way)
        return near * 2 + (not place and upper != self.tree.answers.root.iri)
