"""Which plans cite an instrument, directly or through other documents, and where they say so."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from rdflib import URIRef

from danvan_graph.lookup.index import InstrumentIndex, Known
from danvan_graph.store.reader import Reader
from danvan_graph.vocabulary import DV

CARRYING = frozenset(
    {"thuc-hien", "can-cu", "tiep-tuc", "phoi-hop", "chi-tiet", "huong-dan", "phe-duyet"}
)
"""Relations along which a citation of the lower document reaches the upper one."""

_EDGES = f"""
PREFIX dv: <{DV}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?from ?to ?relation ?citation ?document ?documentLabel ?section ?sectionLabel ?start ?end
       ?basis ?confidence ?quote
WHERE {{
  ?citation a dv:Citation ; dv:citingInstrument ?from ; dv:citedInstrument ?to ;
    dv:relation ?relation ; dv:inDocument ?document ; dv:start ?start ; dv:end ?end ;
    dv:isBasis ?basis ; dv:confidence ?confidence ; dv:inSection ?sectionNode .
  ?sectionNode dv:path ?section ; rdfs:label ?sectionLabel .
  ?document rdfs:label ?documentLabel .
  OPTIONAL {{ ?citation dv:quote ?quote }}
}}
ORDER BY ?citation"""

_NESTED = f"""
PREFIX dv: <{DV}>
SELECT ?citation ?document WHERE {{
  ?citation dv:nestedIn ?host ; dv:inDocument ?document
}}"""

_REGISTERED = f"""
PREFIX dv: <{DV}>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?from ?to ?relation WHERE {{
  ?relation skos:inScheme <https://w3id.org/danvan/concept/quan-he> ; dv:relationProperty ?property .
  ?from ?property ?to ; dv:kind ?kind .
}}
ORDER BY ?from ?to ?relation"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage that says a document cites an instrument.

    Attributes:
        citation: address of the citation.
        document: address of the document in which the passage stands.
        document_label: how people call that document.
        section: path of the section, such as ``III.3.g2``.
        section_label: heading of the section.
        start: first code point of the passage.
        end: code point after its last.
        basis: whether it stands in the preamble.
        confidence: between 0 and 1.
        relation: slug of the relation the passage expresses.
        quote: the words, where the user's own collection holds the text, else None.
    """

    citation: str
    document: str
    document_label: str
    section: str
    section_label: str
    start: int
    end: int
    basis: bool
    confidence: float
    relation: str
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One step from a plan towards the cited instrument.

    Attributes:
        iri: the instrument reached by this step.
        label: how people call it.
        relation: slug of the relation by which the one before cites it.
    """

    iri: str
    label: str
    relation: str


@dataclass(frozen=True, slots=True)
class CitingPlan:
    """One plan that cites an instrument.

    Attributes:
        plan: the plan; when it is not collected it is known from what another document quotes.
        direct: whether it names the instrument itself.
        roles: slugs of the relations by which it cites (the first step, when not direct).
        path: the steps from the plan to the instrument; one step when direct.
        evidence: the passages of the first step.
    """

    plan: Known
    direct: bool
    roles: tuple[str, ...]
    path: tuple[Hop, ...]
    evidence: tuple[Evidence, ...]


@dataclass
class _Edge:
    relations: set[str]
    evidence: list[Evidence]


Edges = dict[str, dict[str, _Edge]]


def _slug(iri: object) -> str:
    return str(iri).rpartition("/")[2]


def _evidence(row: Mapping[str, object], relation: str) -> Evidence:
    return Evidence(
        citation=str(row["citation"]),
        document=str(row["document"]),
        document_label=str(row["documentLabel"]),
        section=str(row["section"]),
        section_label=str(row["sectionLabel"]),
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        basis=str(row["basis"]) == "true",
        confidence=float(str(row["confidence"])),
        relation=relation,
        quote=None if row["quote"] is None else str(row["quote"]),
    )


def _note(edges: Edges, source: str, target: str, relation: str, evidence: Evidence | None) -> None:
    edge = edges[target].setdefault(source, _Edge(set(), []))
    edge.relations.add(relation)
    if evidence:
        edge.evidence.append(evidence)


def _edges(store: Reader) -> Edges:
    """Returns who cites whom, by the cited one, with every passage that says so."""
    edges: Edges = defaultdict(dict)
    nested = {str(citation) for citation, _ in store.select(_NESTED).rows}
    for row in store.select(_EDGES).dicts():
        relation, citation = _slug(row["relation"]), str(row["citation"])
        source, target, document = str(row["from"]), str(row["to"]), str(row["document"])
        _note(edges, source, target, relation, _evidence(row, relation))
        if citation in nested and document != target:
            _note(edges, document, target, "nhac-den", _evidence(row, "nhac-den"))
    for registered in store.select(_REGISTERED).dicts():
        source, target = str(registered["from"]), str(registered["to"])
        if source not in edges[target]:
            _note(edges, source, target, _slug(registered["relation"]), None)
    return edges


def _strongest(relations: AbstractSet[str]) -> str:
    return min(relations, key=lambda r: (r == "nhac-den", r not in CARRYING, r))


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
    edges = _edges(store)
    plans = _plan_iris(store)
    found: dict[str, CitingPlan] = {}
    for source, chain in _reach(edges, iri):
        direct = len(chain) == 2
        if source in found or source not in plans or (not direct and not transitive):
            continue
        plan, edge = index.by_iri(source), edges[chain[1]][source]
        wanted = not roles or bool(roles & edge.relations)
        in_level = not levels or plan.level in levels
        in_year = not years or plan.year in years
        if wanted and in_level and in_year:
            found[source] = _citing_plan(plan, chain, edges, index)
    return tuple(sorted(found.values(), key=_order))


def _plan_iris(store: Reader) -> frozenset[str]:
    query = f"SELECT ?plan WHERE {{ ?plan a <{DV.Plan}> }}"
    return frozenset(str(URIRef(str(row[0]))) for row in store.select(query).rows)


def _citing_plan(plan: Known, chain: list[str], edges: Edges, index: InstrumentIndex) -> CitingPlan:
    steps = list(pairwise(chain))
    path = tuple(
        Hop(target, index.by_iri(target).label, _strongest(edges[target][source].relations))
        for source, target in steps
    )
    first = edges[chain[1]][chain[0]]
    ordered = sorted(first.evidence, key=lambda e: (e.relation == "nhac-den", not e.basis, e.start))
    roles = tuple(sorted(first.relations, key=lambda r: (r == "nhac-den", r not in CARRYING, r)))
    return CitingPlan(plan, len(steps) == 1, roles, path, tuple(ordered))


_LEVELS = ("trung-uong", "tinh", "huyen", "xa")


def _order(found: CitingPlan) -> tuple[int, int, str, str]:
    plan = found.plan
    newest_first = "".join(chr(0x10FFFF - ord(c)) for c in plan.date or str(plan.year or ""))
    return _LEVELS.index(plan.level), len(found.path), newest_first, plan.iri
