"""The whole collection as named graphs."""

from collections.abc import Iterable, Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS

from danvan_graph.collection.folder import Collection
from danvan_graph.identifiers.iri import Namer
from danvan_graph.identifiers.keys import InstrumentKey
from danvan_graph.rdf.agents import Agents
from danvan_graph.rdf.documents import DocumentGraph
from danvan_graph.rdf.instruments import Instruments
from danvan_graph.rdf.triples import Graphs, Triple, concept, day, scheme_member, share, vi
from danvan_graph.rdf.units import unit_triples
from danvan_graph.records.document import DocumentRecord
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
    keys = [record.key for record in collection.documents]
    found = named_graphs(collection, collection.documents, keys, namer, units=units)
    return {name: list(triples) for name, triples in found}


def named_graphs(
    collection: Collection,
    records: Iterable[DocumentRecord],
    keys: Iterable[InstrumentKey],
    namer: Namer,
    *,
    units: bool = True,
) -> Iterator[tuple[URIRef, Iterable[Triple]]]:
    """Yields named graphs one by one, documents first; each has to be read before the next.

    Args:
        collection: what the documents stand in; its own documents are not looked at.
        records: the documents, which need not be in memory together.
        keys: the keys of all of them.
        namer: gives the addresses.
        units: whether the graph of the administrative units is wanted.
    """
    agents = Agents(collection, namer)
    instruments = Instruments(collection, namer, agents)
    collected = frozenset(map(instruments.iri, keys))
    register = list(_register(collection, instruments, collected))
    known = collected | {instruments.iri(i.key) for i in collection.instruments}
    for record in records:
        text = collection.text(record)
        document = DocumentGraph(record, namer, agents, instruments, known, text)
        yield document.graph, document.triples()
    judgements = list(_Judgements(collection, namer, agents).triples())
    yield URIRef(namer.graph("judgements")), judgements
    register.extend(_movements(collection, namer))
    register.extend(_kinds(collection))
    yield URIRef(namer.graph("register")), register
    yield URIRef(namer.graph("agents")), agents.triples()
    if units:
        yield URIRef(namer.graph("units")), unit_triples(collection.units, namer)


def _register(
    collection: Collection, instruments: Instruments, collected: frozenset[URIRef]
) -> Iterator[Triple]:
    for instrument in collection.instruments:
        this = instruments.iri(instrument.key)
        told = instruments.registered(instrument)
        yield from (t for t in told if not (this in collected and t[1] in _TOLD_BY_THE_RECORD))
        if this not in collected:
            yield this, DV.collected, Literal(False)  # noqa: FBT003 - an RDF literal
