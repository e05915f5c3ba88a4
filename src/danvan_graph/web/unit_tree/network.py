"""The tree of units as a graph of documents, made from the look-up index and never through SPARQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import networkx as nx

from danvan_graph.cascade.facts import CARRIES_OUT
from danvan_graph.cascade.shape import (
    IN_COLLECTION,
    MISSING,
    ONLY_CITED,
    Cascade,
    Evidence,
    Node,
    Step,
    attributes,
    days_between,
)
from danvan_graph.citing.mapped import passages
from danvan_graph.lookup.index import Known
from danvan_graph.web.publication import Edition
from danvan_graph.web.unit_tree.answers import Order
from danvan_graph.web.unit_tree.ties import Ties
from danvan_graph.web.unit_tree.tree import Standing, UnitTree
from danvan_graph.web.unit_tree.unit_map import LEVELS

MOST_DRAWN = 300
_CENTRE = "trung-uong"


@dataclass(frozen=True, slots=True)
class Network:
    """Documents, and units of which none is seen, each joined with what stands above.

    Attributes:
        graph: what :mod:`danvan_graph.cascade` draws and writes.
        left_out: how many nodes there are beyond those of the graph.
    """

    graph: Cascade
    left_out: int


@dataclass(frozen=True, slots=True)
class Part:
    """Which units of a tree are shown.

    Attributes:
        kept: only these, or None for all.
        branch: only this one and what lies below it, or an empty string.
    """

    kept: set[str] | None
    branch: str

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.kept is None and not self.branch

    def units(self, tree: UnitTree) -> Iterator[str]:
        """Yields the units of the upper levels first, each level in the order of a dictionary."""
        units = tree.units
        order = {level: at for at, level in enumerate(LEVELS)}
        for iri in sorted(units.units, key=lambda i: (order[units.units[i].level], units.rank[i])):
            inside = not self.branch or iri == self.branch or self.branch in units.upwards(iri)
            if inside and (self.kept is None or iri in self.kept):
                yield iri


def network_of(edition: Edition, tree: UnitTree, part: Part, tie: str, most: int | None) -> Network:
    """Returns the graph of a tree.

    Args:
        edition: names and steps.
        tree: the cascade over a map.
        part: the units that are shown.
        tie: slug of the relation by which documents belong.
        most: how many nodes at most, those of the upper levels first; None for all.
    """
    nodes = _Nodes(edition, tree)
    found = dict(nodes.all(list(part.units(tree)), whole=part.whole))
    chosen = dict(islice(found.items(), most)) if most else found
    graph: Cascade = nx.DiGraph(
        root=tree.answers.root.iri, day="", notes=[], answered={}, weak=False
    )
    for iri, node in chosen.items():
        graph.add_node(iri, **attributes(node))
    _join(graph, _Steps(edition, tree, nodes.orders, tie))
    return Network(graph, len(found) - len(chosen))


class _Nodes:
    """What stands on the nodes.

    Attributes:
        orders: what told each unit without a document to answer, by the address of its node.
    """

    def __init__(self, edition: Edition, tree: UnitTree) -> None:
        self._edition, self._tree = edition, tree
        self.orders: dict[str, Order] = {}

    def all(self, units: list[str], *, whole: bool) -> Iterator[tuple[str, Node]]:
        """Yields the root, what the centre issued and told, and what the units have or lack."""
        root = self._tree.answers.root
        yield root.iri, self._document(root, None, None)
        if whole:
            for plan in self._tree.plans(""):
                yield plan.iri, self._document(plan, None, None)
            yield from self._groups("")
        for unit in units:
            yield from self._of_unit(unit, self._tree.standings[unit])
            if whole:
                yield from self._groups(unit)

    def _groups(self, place: str) -> Iterator[tuple[str, Node]]:
        for order in self._tree.groups(place):
            self.orders[order.agent] = order
            yield order.agent, self._unseen(self._edition.label(order.agent), "", place, order)

    def _of_unit(self, unit: str, standing: Standing) -> Iterator[tuple[str, Node]]:
        first = next(iter(standing.plans), None)
        for plan in standing.plans:
            yield plan.iri, self._document(plan, unit, standing if plan is first else None)
        if first is None and standing.order:
            self.orders[unit] = standing.order
            name, level = self._edition.label(unit), self._tree.units.units[unit].level
            yield unit, self._unseen(name, level, unit, standing.order)

    def _document(self, known: Known, unit: str | None, standing: Standing | None) -> Node:
        order = standing.order if standing else None
        return Node(
            kind="instrument",
            label=known.label,
            level=known.level,
            level_label=known.level_label,
            level_order=_order(known.level),
            status=IN_COLLECTION if known.collected else ONLY_CITED,
            kind_label=known.kind_label,
            number=known.number or "",
            title=known.title or "",
            superior_order=self._superior(unit),
            unit="; ".join(known.issuers),
            place=known.place or "",
            place_name=known.place or "",
            place_iri=unit or "",
            date=known.date or "",
            date_text=known.date or "",
            year=known.year,
            collected=known.collected,
            due=order.due if order else "",
            late_days=standing.late if standing else None,
        )

    def _unseen(self, name: str, level: str, place: str, order: Order) -> Node:
        group = not level
        return Node(
            kind="missing",
            label=name,
            level=level,
            level_label="" if group else self._edition.names.concept("cap", level),
            level_order=self._below(place) if group else _order(level),
            status=MISSING,
            superior_order=None if group else self._superior(place),
            unit=name,
            unit_iri=order.agent if group else "",
            place="" if group else name,
            place_name="" if group else name,
            place_iri=place,
            group=group,
            basis="neu-ro" if order.stated else "suy-tu-ten",
            confidence=order.confidence,
            due=order.due,
        )

    def _below(self, place: str) -> int:
        """Returns the level just below a territory, for a group whose own is not known."""
        return min(1 + _order(self._tree.units.units[place].level), 3) if place else 1

    def _superior(self, unit: str | None) -> int | None:
        if unit is None:
            return None
        above = self._tree.units.above.get(unit)
        return _order(self._tree.units.units[above].level) if above else _order(_CENTRE)


def _order(level: str) -> int:
    return LEVELS.index(level) + 1 if level in LEVELS else 0


class _Steps:
    """What stands on the edges."""

    def __init__(
        self, edition: Edition, tree: UnitTree, orders: Mapping[str, Order], tie: str
    ) -> None:
        self._edition, self._root, self._orders = edition, tree.answers.root.iri, orders
        self._tie = tie
        self._ties = Ties.of(edition)
        self._away = self._ties.steps_below(self._root)

    def above(self, iri: str, graph: Cascade) -> list[str]:
        """Returns what of the graph a node hangs below."""
        order = self._orders.get(iri)
        if order is None:
            return [u for u in self._ties.uppers(iri) if u in graph and u != iri]
        return [order.ordered_by if order.ordered_by in graph else self._root]

    def turning(self, plain: Cascade) -> list[tuple[str, str]]:
        """Returns the edges that go round in a circle and do not lead nearer to the root."""
        knots = [k for k in nx.strongly_connected_components(plain) if len(k) > 1]
        inside = [edge for knot in knots for edge in plain.subgraph(knot).edges]
        return [(a, b) for a, b in inside if self._far(b) >= self._far(a)]

    def _far(self, iri: str) -> float:
        return self._away.get(iri, float("inf"))

    def step(self, lower: Node, upper: Node, ends: tuple[str, str], *, skipping: bool) -> Step:
        """Returns what stands on an edge.

        Args:
            lower: the lower end.
            upper: the upper end.
            ends: their addresses.
            skipping: whether something between is not drawn.
        """
        order = self._orders.get(ends[0])
        if order is not None:
            return Step("mong-doi", "doc" if order.stated else "title", ())
        days = days_between(upper.date, lower.date)
        if skipping:
            return Step(self._tie, "between", (), days, weak=True)
        found = sorted(self._evidence(*ends), key=lambda e: (e.document != ends[0], -e.confidence))
        own = any(e.document == ends[0] for e in found)
        kind = "doc" if own else "quoted" if found else "register"
        return Step(CARRIES_OUT, kind, tuple(found), days)  # type: ignore[arg-type]

    def _evidence(self, lower: str, upper: str) -> Iterator[Evidence]:
        index = self._edition.adjacency
        edge = self._ties.citation(lower, upper)
        for said in passages(index, edge) if edge is not None else ():
            if said.relation == CARRIES_OUT:
                yield Evidence(
                    said.citation, said.document, said.document_label, said.section or "",
                    said.start, said.end, said.confidence,
                )  # fmt: skip


def _join(graph: Cascade, steps: _Steps) -> None:
    """The nodes are joined; whatever nothing drawn stands above hangs below the root."""
    root = graph.graph["root"]
    plain: Cascade = nx.DiGraph()
    plain.add_nodes_from(graph)
    lower = [iri for iri in graph if iri != root]
    plain.add_edges_from((iri, upper) for iri in lower for upper in steps.above(iri, graph))
    plain.remove_edges_from(steps.turning(plain))
    for iri in lower:
        for upper in [*plain[iri]] or [root]:
            ends = Node(**graph.nodes[iri]), Node(**graph.nodes[upper])
            step = steps.step(*ends, (iri, upper), skipping=upper not in plain[iri])
            graph.add_edge(iri, upper, **attributes(step))
