"""The graph of everything that carries out an instrument, and of what was expected to."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping

import networkx as nx

from danvan_graph.adjacency.index import Adjacency
from danvan_graph.cascade import facts
from danvan_graph.cascade.facts import Tie
from danvan_graph.cascade.mapped import Mapped, mapped
from danvan_graph.cascade.missing import add_missing
from danvan_graph.cascade.shape import (
    IN_COLLECTION,
    ONLY_CITED,
    Cascade,
    Evidence,
    EvidenceKind,
    Node,
    Related,
    Step,
    attributes,
    days_between,
)
from danvan_graph.cascade.things import Things, slug_of
from danvan_graph.store.engines.reader import Reader
from danvan_graph.vocabulary import DV

Passages = Mapping[Tie, list[Evidence]]


def cascade_of(
    store: Reader,
    instrument_iri: str,
    *,
    weak: bool = False,
    day: datetime.date | None = None,
    index: Adjacency | None = None,
) -> Cascade:
    """Returns the graph of what carries out an instrument; an edge runs from lower to upper.

    The nodes bear the fields of :class:`danvan_graph.cascade.shape.Node`, the edges those of
    :class:`danvan_graph.cascade.shape.Step`. ``graph.graph`` holds ``root``, ``day``, ``weak``,
    ``answered`` (level by address of each body that has answered) and ``notes`` (sentences on what
    had to be left out). The graph has no cycle, and every node leads to the root.

    Args:
        store: the graph.
        instrument_iri: address of the instrument.
        weak: also documents that only carry it out in tasks, continue it, rest on it and so on.
        day: show what stood on that day; None for everything known.
        index: its look-up index; None for the one beside the store, where there is one.

    Raises:
        UnknownName: the graph has no instrument at that address.
    """
    root = facts.checked(store, str(instrument_iri))
    held = mapped(store, index)
    things = Things(store, held.said if held else None)
    builder = _Builder(store, root, things, day, held)
    builder.add_documents()
    if weak:
        builder.add_weak()
    graph = builder.graph
    graph.graph["weak"] = weak
    add_missing(graph, store, things, day)
    return graph


class _Builder:
    def __init__(
        self,
        store: Reader,
        root: str,
        things: Things,
        day: datetime.date | None,
        index: Mapped | None,
    ) -> None:
        self._store, self._index = store, index
        self._root = root
        self._things = things
        self._day = day.isoformat() if day else ""
        self.graph: Cascade = nx.DiGraph(root=root, day=self._day, notes=[], answered={})

    def add_documents(self) -> None:
        """Adds the root and all that carries it out."""
        index, root = self._index, self._root
        pairs = index.implementing(root) if index else facts.implementing(self._store, root)
        members = {self._root, *(lower for lower, _ in pairs)}
        self._things.fetch({*members, *(upper for _, upper in pairs)})
        members = {i for i in members if i == self._root or self._stood(i)}
        inside = [(a, b) for a, b in pairs if a in members and b in members and a != self._root]
        plain: Cascade = nx.DiGraph([(a, b) for a, b in inside if a != b])
        plain.add_node(self._root)
        self._break_cycles(plain)
        outside: dict[str, list[str]] = defaultdict(list)
        for lower, upper in pairs:
            if upper not in members and self._stood(upper):
                outside[lower].append(upper)
        reached = sorted(nx.ancestors(plain, self._root) | {self._root})
        self._add_nodes(reached, outside)
        self._add_edges([(a, facts.CARRIES_OUT, b) for a, b in plain.edges if a in self.graph])

    def add_weak(self) -> None:
        """Adds documents that are tied to the cascade by a weaker relation only."""
        members = set(self.graph)
        ties = [
            (lower, relation, upper)
            for lower, relation, upper in facts.weakly_tied(self._store, self._root)
            if lower not in members and upper in members
        ]
        self._things.fetch(lower for lower, _, _ in ties)
        ties = [tie for tie in ties if self._stood(tie[0])]
        self._add_nodes(sorted({lower for lower, _, _ in ties}), {}, weak=True)
        strongest: dict[tuple[str, str], str] = {}
        for lower, relation, upper in sorted(
            ties, key=lambda tie: facts.WEAK_RELATIONS.index(tie[1])
        ):
            strongest.setdefault((lower, upper), relation)
        self._add_edges([(a, relation, b) for (a, b), relation in sorted(strongest.items())])

    def _stood(self, iri: str) -> bool:
        """Returns whether the instrument may have been issued by the day in question."""
        dates = [self._things.first(iri, p) for p in (DV.issueDate, DV.dateText, DV.year)]
        known = next((date for date in dates if date), "")
        return not self._day or known <= self._day[: len(known)]

    def _break_cycles(self, plain: Cascade) -> None:
        """Removes from each cycle the edges that do not lead nearer to the root, and notes them."""
        distance = nx.single_target_shortest_path_length(plain, self._root)
        steps = dict(distance)
        for knot in list(nx.strongly_connected_components(plain)):
            if len(knot) == 1:
                continue
            turning = [
                (a, b)
                for a, b in sorted(plain.subgraph(knot).edges)
                if steps.get(b, 0) >= steps.get(a, 0)
            ]
            plain.remove_edges_from(turning)
            self.graph.graph["notes"] += [self._cycle_note(a, b) for a, b in turning]

    def _cycle_note(self, lower: str, upper: str) -> str:
        labels = self._things.label(lower), self._things.label(upper)
        return (
            f"Dữ liệu ghi các văn bản thực hiện lẫn nhau thành vòng; "
            f"đã bỏ qua “{labels[0]} thực hiện {labels[1]}”."
        )

    def _add_nodes(
        self, iris: Iterable[str], outside: Mapping[str, list[str]], *, weak: bool = False
    ) -> None:
        ordered = list(iris)
        things = self._things
        for predicate in (DV.issuer, DV.place, DV.level, DV.kind):
            things.fetch(v for iri in ordered for v in things.every(iri, predicate))
        things.fetch(
            above
            for iri in ordered
            for above in things.every(things.first(iri, DV.place), DV.parentTerritory)
        )
        things.complete((things.first(iri, DV.place) for iri in ordered), DV.name)
        for iri in ordered:
            beside = tuple(self._beside(upper) for upper in outside.get(iri, ()))
            node = instrument_node(things, iri, beside, weak=weak)
            self.graph.add_node(iri, **attributes(node))

    def _beside(self, upper: str) -> Related:
        oldest = self._things.first(self._root, DV.issueDate)
        issued = self._things.first(upper, DV.issueDate)
        later = not issued or issued >= oldest
        return Related(upper, self._things.label(upper), inside=False, may_belong=later)

    def _add_edges(self, edges: Iterable[Tie]) -> None:
        listed = sorted(edges)
        passages: dict[Tie, list[Evidence]] = defaultdict(list)
        for found in self._quotations(listed) if listed else ():
            passages[found.lower, found.relation, found.upper].append(found.evidence)
        self._things.fetch(e.document for group in passages.values() for e in group)
        for lower, relation, upper in listed:
            step = self._step(lower, relation, upper, passages)
            self.graph.add_edge(lower, upper, **attributes(step))

    def _quotations(self, ties: list[Tie]) -> Iterable[facts.Quotation]:
        if self._index:
            return self._index.quotations(ties)
        relations = sorted({relation for _, relation, _ in ties})
        return facts.quotations(self._store, self._root, relations)

    def _step(self, lower: str, relation: str, upper: str, passages: Passages) -> Step:
        found = passages.get((lower, relation, upper), [])
        named = [e if e.document_label else self._with_label(e) for e in found]
        ordered = sorted(named, key=lambda e: (e.document != lower, -e.confidence, e.start or 0))
        nodes = self.graph.nodes
        days = days_between(nodes[upper]["date"], nodes[lower]["date"])
        kind = _evidence_kind(lower, ordered)
        return Step(relation, kind, tuple(ordered), days, weak=relation != facts.CARRIES_OUT)

    def _with_label(self, evidence: Evidence) -> Evidence:
        label = self._things.label(evidence.document) if evidence.document else ""
        return Evidence(
            evidence.finding, evidence.document, label, evidence.section,
            evidence.start, evidence.end, evidence.confidence,
        )  # fmt: skip


def _evidence_kind(lower: str, evidence: list[Evidence]) -> EvidenceKind:
    if any(e.document == lower for e in evidence):
        return "doc"
    return "quoted" if evidence else "register"


def instrument_node(
    things: Things, iri: str, outside: tuple[Related, ...] = (), *, weak: bool = False
) -> Node:
    """Returns what stands on the node of an instrument.

    Args:
        things: knows the instrument.
        iri: its address.
        outside: what it carries out beyond the cascade.
        weak: whether only a weak relation ties it to the cascade.
    """
    place, level = things.first(iri, DV.place), things.first(iri, DV.level)
    issuers = things.every(iri, DV.issuer)
    collected = "true" in things.every(iri, DV.collected)
    date = things.first(iri, DV.issueDate)
    year = things.first(iri, DV.year)
    kind = things.first(iri, DV.kind)
    return Node(
        kind="instrument",
        label=things.label(iri),
        level=slug_of(level),
        level_label=things.label(level) if level else "",
        level_order=_order(things, level),
        status=IN_COLLECTION if collected else ONLY_CITED,
        kind_label=things.label(kind) if kind else "",
        number=things.first(iri, DV.number),
        title=things.first(iri, DV.title),
        superior_order=_superior_order(things, place, level),
        unit="; ".join(things.label(body) for body in issuers),
        unit_iri=" ".join(issuers),
        place=things.label(place) if place else "",
        place_name=things.first(place, DV.name) if place else "",
        place_iri=place,
        date=date,
        date_text=things.first(iri, DV.dateText) or date,
        year=int(year) if year else None,
        collected=collected,
        weak=weak,
        outside=outside,
    )


def _order(things: Things, level: str) -> int:
    order = things.first(level, DV.order) if level else ""
    return int(order) if order else 0


def _superior_order(things: Things, place: str, level: str) -> int | None:
    """Returns the level order of the unit above: a commune of today stands under a province."""
    above = things.every(place, DV.parentTerritory) if place else ()
    orders = [_order(things, things.first(unit, DV.level)) for unit in above]
    own = _order(things, level)
    return max(orders, default=own - 1 if own > 0 else None)
