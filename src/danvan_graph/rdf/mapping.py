"""The whole collection as named graphs."""

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS

from danvan_graph.collection.folder import Collection
from danvan_graph.identifiers.iri import Namer
from danvan_graph.rdf.agents import Agents
from danvan_graph.rdf.documents import DocumentGraph
from danvan_graph.rdf.instruments import Instruments
from danvan_graph.rdf.triples import Graphs, Triple, concept, day, scheme_member, share, vi
from danvan_graph.rdf.units import unit_triples
from danvan_graph.records.register import Judgement
from danvan_graph.vocabulary import DV

_TOLD_BY_THE_RECORD = frozenset({DV.year, DV.dateText, DV.issueDate, RDFS.label})
"""What the register leaves to the record of an instrument that is collected."""


def _movements(collection: Collection, namer: Namer) -> Iterator[Triple]:
    for movement in collection.movements:
        this = URIRef(namer.movement(movement.slug))
        yield this, RDF.type, DV.Movement
        yield this, DV.kind, concept("loai-phong-trao", movement.kind)
        yield this, RDFS.label, vi(movement.vi)
        yield this, RDFS.label, Literal(movement.en, lang="en")


def _kinds(collection: Collection) -> Iterator[Triple]:
    for kind in collection.kinds:
        yield from scheme_member("loai-van-ban", kind.slug, kind.vi, kind.en)
        for code in (*kind.abbreviations, *kind.variants):
            yield concept("loai-van-ban", kind.slug), DV.alias, Literal(code)
    for body in collection.body_kinds.values():
        name, english = (
            text.partition(" {")[0].partition(" of {")[0] for text in (body.vi, body.en)
        )
        yield from scheme_member("loai-co-quan", body.slug, name, english)


class _Judgements:
    def __init__(self, collection: Collection, namer: Namer, agents: Agents) -> None:
        self._ids = {d.id: d.key for d in collection.documents}
        self._collection = collection
        self._namer = namer
        self._agents = agents

    def triples(self) -> Iterator[Triple]:
        for judgement in self._collection.judgements:
            yield from self._judgement(judgement)

    def _judgement(self, judgement: Judgement) -> Iterator[Triple]:
        this = URIRef(f"{self._namer.base}judgement/{judgement.id}")
        yield this, RDF.type, DV.Judgement
        yield this, DV.reason, vi(judgement.reason)
        yield this, DV.confidence, share(judgement.confidence)
        yield this, DV.reviewedBy, Literal(judgement.by)
        yield this, DV.reviewedOn, day(judgement.date)
        if judgement.document in self._ids:
            yield this, DV.judges, URIRef(self._namer.instrument(self._ids[judgement.document]))
        if judgement.instrument:
            yield this, DV.judges, URIRef(self._namer.instrument(judgement.instrument))
        if judgement.kind == "expected-answer" and judgement.instrument and judgement.group:
            yield from self._expectation(this, judgement)

    def _expectation(self, judge: URIRef, judgement: Judgement) -> Iterator[Triple]:
        this = URIRef(f"{self._namer.base}expectation/{judgement.id}")
        if judgement.instrument is None or judgement.group is None:
            return
        instrument = URIRef(self._namer.instrument(judgement.instrument))
        on = str(judgement.as_of or judgement.instrument.day)
        yield judge, DV.judges, this
        yield this, RDF.type, DV.Expectation
        yield this, DV.expectedOf, self._agents.iri(judgement.group, on)
        yield this, DV.expectedFor, instrument
        yield this, DV.orderedBy, instrument
        yield this, DV.asOf, day(on)
        yield this, DV.basisOfExpectation, concept("can-cu-ky-vong", "suy-tu-ten")
        yield this, DV.confidence, share(judgement.confidence)
        yield this, DV.reason, vi(judgement.reason)


def to_graphs(collection: Collection, namer: Namer, *, units: bool = True) -> Graphs:
    """Returns the collection as named graphs, the same whatever order it was read in.

    Args:
        collection: a checked collection.
        namer: gives the addresses.
        units: whether the graph of the administrative units is wanted, which is most of them all.
    """
    agents = Agents(collection, namer)
    instruments = Instruments(collection, namer, agents)
    collected = {instruments.iri(d.key) for d in collection.documents}
    registered = {instruments.iri(i.key) for i in collection.instruments}
    graphs: Graphs = {}
    register: list[Triple] = []
    for instrument in collection.instruments:
        held = instruments.iri(instrument.key) in collected
        told = instruments.registered(instrument)
        register.extend(t for t in told if not (held and t[1] in _TOLD_BY_THE_RECORD))
        if not held:
            register.append((instruments.iri(instrument.key), DV.collected, Literal(False)))  # noqa: FBT003
    for record in collection.documents:
        known = frozenset(collected | registered)
        text = collection.text(record)
        document = DocumentGraph(record, namer, agents, instruments, known, text)
        graphs[document.graph] = list(document.triples())
    graphs[URIRef(namer.graph("judgements"))] = list(
        _Judgements(collection, namer, agents).triples()
    )
    register.extend(_movements(collection, namer))
    register.extend(_kinds(collection))
    graphs[URIRef(namer.graph("register"))] = register
    graphs[URIRef(namer.graph("agents"))] = list(agents.triples())
    if units:
        graphs[URIRef(namer.graph("units"))] = list(unit_triples(collection.units, namer))
    return graphs
