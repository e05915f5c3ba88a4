"""The plans that cite an instrument, from any engine: every citation is read, then walked along."""

from collections import defaultdict, deque
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from danvan_graph.adjacency import facts
from danvan_graph.adjacency.facts import CitationFacts
from danvan_graph.citing.answer import (
    CARRYING,
    MENTIONED,
    CitingPlan,
    Evidence,
    Hop,
    place,
    strength,
    strongest,
)
from danvan_graph.lookup.index import InstrumentIndex, Known
from danvan_graph.store.engines.reader import Reader


@dataclass
class _Edge:
    relations: set[str]
    evidence: list[Evidence]


Edges = dict[str, dict[str, _Edge]]


def _evidence(told: CitationFacts, relation: str) -> Evidence:
    return Evidence(
        citation=told.citation,
        document=told.document,
        document_label=told.document_label,
        section=told.section,
        section_label=told.section_label,
        start=int(told.start),
        end=int(told.end),
        basis=told.basis == "true",
        confidence=float(told.confidence),
        relation=relation,
        quote=told.quote,
    )


def _note(edges: Edges, source: str, target: str, relation: str, evidence: Evidence | None) -> None:
    edge = edges[target].setdefault(source, _Edge(set(), []))
    edge.relations.add(relation)
    if evidence:
        edge.evidence.append(evidence)


def _edges(store: Reader) -> Edges:
    """Returns who cites whom, by the cited one, with every passage that says so."""
    edges: Edges = defaultdict(dict)
    nested = facts.nested(store)
    for told in facts.citations(store):
        relation = facts.last_part(told.relation)
        _note(edges, told.source, told.target, relation, _evidence(told, relation))
        if told.citation in nested and told.document != told.target:
            _note(edges, told.document, told.target, MENTIONED, _evidence(told, MENTIONED))
    cited = {target: frozenset(sources) for target, sources in edges.items()}
    for source, target, relation in facts.registered(store):
        if source not in cited.get(target, ()):
            _note(edges, source, target, relation, None)
    return edges


def _reach(edges: Edges, iri: str) -> Iterator[tuple[str, list[str]]]:
    """Yields who reaches ``iri``, shortest chains first, one for each document it cites first.

    A document that only mentions ``iri`` may still carry it on a longer way, so the chains that
    others build on are kept apart from what is yielded.
    """
    carried: dict[str, list[str]] = {iri: [iri]}
    waiting = deque([iri])
    while waiting:
        target = waiting.popleft()
        for source in sorted(edges.get(target, {}).keys() - set(carried[target])):
            chain = [source, *carried[target]]
            yield source, chain
            if source not in carried and edges[target][source].relations & CARRYING:
                carried[source] = chain
                waiting.append(source)


def plans_citing(  # noqa: PLR0913 - the filters of one question
    store: Reader,
    index: InstrumentIndex,
    iri: str,
    *,
    transitive: bool = False,
    roles: AbstractSet[str] = frozenset(),
    levels: AbstractSet[str] = frozenset(),
    years: AbstractSet[int] = frozenset(),
) -> tuple[CitingPlan, ...]:
    """Returns the plans that cite an instrument: upper levels first, then newest first.

    Args:
        store: the graph.
        index: its instruments.
        iri: address of the instrument.
        transitive: also plans that reach it through documents they carry out, rest on or continue.
        roles: only plans whose first step is one of these relations (slugs); empty for any.
        levels: only plans of these levels (slugs); empty for any.
        years: only plans of these years; empty for any.

    Raises:
        UnknownName: the graph has no instrument at that address.
    """
    index.by_iri(iri)
    edges, plans = _edges(store), facts.plans(store)
    found: dict[str, CitingPlan] = {}
    for source, chain in _reach(edges, iri):
        direct = len(chain) == 2
        if source in found or source not in index.instruments or source not in plans:
            continue
        if not direct and not transitive:
            continue
        plan, edge = index.by_iri(source), edges[chain[1]][source]
        wanted = not roles or bool(roles & edge.relations)
        in_level = not levels or plan.level in levels
        in_year = not years or plan.year in years
        if wanted and in_level and in_year:
            found[source] = _citing_plan(plan, chain, edges, index)
    return tuple(sorted(found.values(), key=place))


def _citing_plan(plan: Known, chain: list[str], edges: Edges, index: InstrumentIndex) -> CitingPlan:
    steps = list(pairwise(chain))
    path = tuple(
        Hop(target, index.by_iri(target).label, strongest(edges[target][source].relations))
        for source, target in steps
    )
    first = edges[chain[1]][chain[0]]
    ordered = sorted(first.evidence, key=lambda e: (e.relation == MENTIONED, not e.basis, e.start))
    roles = tuple(sorted(first.relations, key=strength))
    return CitingPlan(plan, len(steps) == 1, roles, path, tuple(ordered))
