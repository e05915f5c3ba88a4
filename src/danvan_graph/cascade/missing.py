"""Units that were told or expected to answer and of which the collection holds nothing."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import networkx as nx
from rdflib.namespace import RDF

from danvan_graph.cascade import facts
from danvan_graph.cascade.shape import (
    MISSING,
    Cascade,
    Evidence,
    Node,
    Related,
    Step,
    attributes,
    days_between,
    node_at,
    root_of,
    step_at,
)
from danvan_graph.cascade.things import Things, slug_of
from danvan_graph.cascade.words import date_words
from danvan_graph.store.engines.reader import Reader
from danvan_graph.vocabulary import CONCEPT, DV

STATED = "neu-ro"


def add_missing(graph: Cascade, store: Reader, things: Things, day: datetime.date | None) -> None:
    """Adds a node for every unit that was expected to answer and has no document below.

    Args:
        graph: the documents of the cascade.
        store: the graph they come from.
        things: describes bodies and territories.
        day: only expectations that stood on that day; None for all.
    """
    root = root_of(graph)
    expected = [
        e
        for e in facts.expectations(store, root)
        if e.instrument in graph and (day is None or e.as_of <= day.isoformat())
    ]
    listed = facts.expected_bodies(store, root)
    _Missing(graph, store, things, day).add(expected, listed)


class _Missing:
    def __init__(
        self, graph: Cascade, store: Reader, things: Things, day: datetime.date | None
    ) -> None:
        self._graph = graph
        self._store = store
        self._things = things
        self._day = day.isoformat() if day else ""
        self._deadlines: dict[str, list[facts.Deadline]] = defaultdict(list)
        for deadline in facts.deadlines(store, root_of(graph)):
            self._deadlines[deadline.document].append(deadline)
        self._heirs: dict[str, tuple[str, ...]] = {}
        self._roles = _Roles(graph, things)
        self._all = _Answers(graph, graph.nodes, things, self._roles)
        self._below: dict[str, _Answers] = {}

    def add(
        self, expected: Sequence[facts.Expected], listed: Mapping[str, tuple[str, ...]]
    ) -> None:
        """Adds what is missing, and marks answers that came late."""
        self._describe({e.agent for e in expected} | {b for bs in listed.values() for b in bs})
        self._things.complete((e.agent for e in expected), RDF.type)
        for one in expected:
            bodies = listed.get(one.iri, ())
            if not bodies or str(DV.Body) in self._things.every(one.agent, RDF.type):
                self._one_agent(one, bodies)
            for body in bodies:
                self._one_body(one, body)

    def _describe(self, agents: Iterable[str]) -> None:
        things, agents = self._things, sorted(agents)
        things.fetch(agents)
        served = {t for a in agents for t in things.every(a, DV.serves)}
        self._heirs = facts.successors(self._store, served)
        things.fetch({*served, *(new for heirs in self._heirs.values() for new in heirs)})
        things.complete(served, DV.name)
        self._roles.prepare(agents, self._heirs)
        things.fetch(level for a in agents for level in things.every(a, DV.level))

    def _one_agent(self, one: facts.Expected, bodies: Sequence[str]) -> None:
        """Takes a body named itself, or a group whose members cannot be listed."""
        if str(DV.Group) in self._things.every(one.agent, RDF.type):
            self._ghost(one, one.agent, group=True)
        elif one.agent not in bodies:
            self._one_body(one, one.agent)

    def _one_body(self, one: facts.Expected, body: str) -> None:
        answers = self._answers_below(one.instrument).by(body, self._heirs)
        if not answers:
            self._ghost(one, body, group=False)
            return
        level = slug_of(self._things.first(body, DV.level))
        self._graph.graph["answered"][body] = level
        due, doubtful = self._due(one)
        nodes = self._graph.nodes
        dated = [(nodes[iri]["date"], iri) for iri in answers if nodes[iri]["date"]]
        if due and dated:
            self._mark_late(min(dated)[1], due, doubtful=doubtful)

    def _mark_late(self, iri: str, due: str, *, doubtful: bool) -> None:
        before = self._graph.nodes[iri]
        late = days_between(due, before["date"]) or 0
        if before["late_days"]:
            return
        counts = late > 0 and not doubtful
        before.update(due=due, due_doubtful=doubtful, late_days=late if counts else None)

    def _answers_below(self, instrument: str) -> "_Answers":
        if instrument not in self._below:
            below = nx.ancestors(self._graph, instrument)
            self._below[instrument] = _Answers(self._graph, below, self._things, self._roles)
        return self._below[instrument]

    def _due(self, one: facts.Expected) -> tuple[str, bool]:
        """Returns the first day by which the answer was due, and whether it cannot be right."""
        found = [
            d.due
            for d in self._deadlines[one.ordered_by]
            if (d.task and d.task == one.task) or d.bearer == one.agent
        ]
        if not found:
            return "", False
        order = node_at(self._graph, one.ordered_by) if one.ordered_by in self._graph else None
        issued = (order.date or (f"{order.year}-01-01" if order.year else "")) if order else ""
        return min(found), min(found) < issued

    def _ghost(self, one: facts.Expected, agent: str, *, group: bool) -> None:
        due, doubtful = self._due(one)
        node = replace(
            self._unit_node(agent, group=group),
            basis=one.basis,
            basis_label=self._things.label(str(CONCEPT[f"can-cu-ky-vong/{one.basis}"])),
            confidence=one.confidence,
            due=due,
            due_doubtful=doubtful,
            hint="" if group else self._hint(one.instrument, agent),
            elsewhere="" if group else self._elsewhere(agent),
        )
        known = node_at(self._graph, agent) if agent in self._graph else None
        if known is None or known.confidence < node.confidence:
            self._graph.add_node(agent, **attributes(node))
        self._graph.add_edge(agent, one.instrument, **attributes(self._step(one, agent)))

    def _step(self, one: facts.Expected, agent: str) -> Step:
        source = one.ordered_by if one.task else ""
        passage = Evidence(
            finding=one.task or one.iri,
            document=source,
            document_label=self._things.label(source) if source else "",
            section=one.section,
            start=one.start,
            end=one.end,
            confidence=one.confidence,
            note=one.reason,
        )
        if self._graph.has_edge(agent, one.instrument):
            before = step_at(self._graph, agent, one.instrument)
            both = {*before.evidence, passage}
            return replace(before, evidence=tuple(sorted(both, key=_strongest_first)))
        return Step("mong-doi", "doc" if one.basis == STATED else "title", (passage,))

    def _unit_node(self, agent: str, *, group: bool) -> Node:
        things = self._things
        level, place = things.first(agent, DV.level), things.first(agent, DV.serves)
        order = things.first(level, DV.order) if level else ""
        return Node(
            kind="missing",
            label=things.label(agent),
            level=slug_of(level),
            level_label=things.label(level) if level else "",
            level_order=int(order) if order else 0,
            status=MISSING,
            unit=things.label(agent),
            unit_iri=agent,
            place=things.label(place) if place else "",
            place_name=things.first(place, DV.name) if place else "",
            place_iri=place,
            group=group,
            now=self._now(place) if place and not group else "",
        )

    def _now(self, place: str) -> str:
        """Returns what the territory became, as far as the day in question reaches."""
        things = self._things
        ended = things.first(place, DV.validUntil)
        if not ended or (self._day and self._day < ended):
            return ""
        level = things.first(place, DV.level)
        heirs = [
            things.label(new)
            for new in self._heirs.get(place, ())
            if things.first(new, DV.level) == level and self._holds(new)
        ]
        if heirs == [things.label(place)]:
            return ""
        if not heirs:
            return f"không còn từ {date_words(ended)}"
        return f"nay là {'; '.join(h[:1].lower() + h[1:] for h in heirs)}"

    def _holds(self, territory: str) -> bool:
        until = self._things.first(territory, DV.validUntil)
        if not self._day:
            return not until
        since = self._things.first(territory, DV.validFrom)
        return since <= self._day and (not until or self._day < until)

    def _hint(self, instrument: str, agent: str) -> str:
        """Returns documents of the unit that documents below name beside the root."""
        named = self._answers_below(instrument).named_outside().get(agent, ())
        return "; ".join(r.label for r in named if r.may_belong)

    def _elsewhere(self, agent: str) -> str:
        others = self._all.by(agent, self._heirs)
        return "; ".join(self._graph.nodes[iri]["label"] for iri in others)


def _is_answer(graph: Cascade, iri: str) -> bool:
    """Returns whether a node is a document that counts as an answer."""
    data = graph.nodes[iri]
    return data["kind"] == "instrument" and not data["weak"] and iri != root_of(graph)


class _Roles:
    """Finds the bodies of one kind and level that have issued something and serve a territory."""

    def __init__(self, graph: Cascade, things: Things) -> None:
        self._graph, self._things = graph, things

    def prepare(self, bodies: Iterable[str], heirs: Mapping[str, Sequence[str]]) -> None:
        """Makes known of what kind the bodies are whose territory became one with documents."""
        things = self._things
        inherited = {b: heirs.get(things.first(b, DV.serves), ()) for b in bodies}
        issuing = {b: [h for h in some if h in self._serving] for b, some in inherited.items()}
        things.complete((b for b, some in issuing.items() if some), DV.bodyKind)
        found = {heir for some in issuing.values() for heir in some}
        things.complete((unit for heir in found for unit in self._serving[heir]), DV.bodyKind)

    def beside(self, body: str, territory: str) -> list[str]:
        """Returns the bodies that do in a territory what a body does in its own."""
        units = self._serving.get(territory, ())
        role = self._role(body) if units else None
        return [unit for unit in units if self._role(unit) == role]

    @cached_property
    def _serving(self) -> Mapping[str, Sequence[str]]:
        """Returns the bodies that have issued an answer, by the territory they serve."""
        things, nodes = self._things, self._graph.nodes
        documents = (iri for iri in sorted(nodes) if _is_answer(self._graph, iri))
        units = dict.fromkeys(u for iri in documents for u in nodes[iri]["unit_iri"].split())
        things.fetch(units)
        found: dict[str, list[str]] = defaultdict(list)
        for unit in units:
            found[things.first(unit, DV.serves)].append(unit)
        return dict(found)

    def _role(self, body: str) -> tuple[str, str]:
        return self._things.first(body, DV.bodyKind), self._things.first(body, DV.level)


class _Answers:
    """The documents of one part of a cascade by who issued them.

    Weak documents and the root do not count as answers.
    """

    def __init__(
        self, graph: Cascade, iris: Iterable[str], things: Things, roles: "_Roles"
    ) -> None:
        self._graph = graph
        self._things, self._roles = things, roles
        self._iris = sorted(iri for iri in iris if _is_answer(graph, iri))
        self._by_unit: dict[str, list[str]] = defaultdict(list)
        for iri in self._iris:
            for unit in graph.nodes[iri]["unit_iri"].split():
                self._by_unit[unit].append(iri)
        self._named: dict[str, list[Related]] | None = None

    def by(self, body: str, heirs: Mapping[str, Sequence[str]]) -> list[str]:
        """Returns the documents of a body, and of the same body of what its territory became."""
        units = [body]
        for heir in heirs.get(self._things.first(body, DV.serves), ()):
            units += self._roles.beside(body, heir)
        return [iri for unit in dict.fromkeys(units) for iri in self._by_unit.get(unit, ())]

    def named_outside(self) -> Mapping[str, Sequence[Related]]:
        """Returns what these documents carry out beyond the cascade, by who issued it."""
        if self._named is None:
            named: dict[str, dict[str, Related]] = defaultdict(dict)
            for iri in self._iris:
                for related in self._graph.nodes[iri]["outside"]:
                    for unit in self._things.every(related.iri, DV.issuer):
                        named[unit][related.iri] = related
            self._named = {unit: list(found.values()) for unit, found in named.items()}
        return self._named


def _strongest_first(evidence: Evidence) -> tuple[float, str]:
    return -evidence.confidence, evidence.finding
