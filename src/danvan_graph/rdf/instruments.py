"""Instruments of the register, and those known only because a document cites them."""

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS

from danvan_graph.collection.folder import Collection
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.iri import Namer
from danvan_graph.identifiers.keys import CENTRE, UNDATED, InstrumentKey
from danvan_graph.rdf.agents import Agents
from danvan_graph.rdf.triples import Triple, concept, day, vi
from danvan_graph.records.citation import Citation
from danvan_graph.records.register import Instrument
from danvan_graph.vocabulary import DV, RELATIONS

PLAN_KINDS = frozenset({"ke-hoach", "ke-hoach-phoi-hop"})


def date_triples(
    this: URIRef, date: DocumentDate | None, year: int | None = None
) -> Iterator[Triple]:
    """Yields the date of an instrument as exactly as it is known."""
    if date and date.date:
        yield this, DV.issueDate, day(str(date))
    if date:
        yield this, DV.dateText, Literal(str(date))
    if date or year:
        yield this, DV.year, Literal(year or (date.year if date else None))


class Instruments:
    """Writes what is known of instruments apart from their texts.

    Args:
        collection: the registers.
        namer: gives the addresses.
        agents: gives issuers their addresses.
    """

    def __init__(self, collection: Collection, namer: Namer, agents: Agents) -> None:
        self._collection = collection
        self._namer = namer
        self._agents = agents
        self._kind_names = {k.slug: k.vi for k in collection.kinds}

    def iri(self, key: InstrumentKey) -> URIRef:
        """Returns the address of an instrument."""
        return URIRef(self._namer.instrument(key))

    def label(self, kind: str, name: str, date: DocumentDate | None) -> str:
        """Returns how people call an instrument: kind, number or name, date."""
        word = self._kind_names[kind]
        begins = name.casefold().startswith(word.split(" ", maxsplit=1)[0].casefold())
        named = name if begins else f"{word} {name}"
        if date is None:
            return named
        return f"{named} {'ngày' if date.date else 'năm'} {date.vietnamese}"

    def identity(self, key: InstrumentKey, kind: str) -> Iterator[Triple]:
        """Yields what the key and the kind alone tell of an instrument."""
        this = self.iri(key)
        yield this, RDF.type, DV.Instrument
        if kind in PLAN_KINDS:
            yield this, RDF.type, DV.Plan
        yield this, DV.kind, concept("loai-van-ban", kind)
        territory = None
        if key.place != CENTRE:
            territory = self._collection.units.at(key.place, key.day)
        if territory:
            yield this, DV.place, URIRef(self._namer.territory(territory.key))
        yield this, DV.level, concept("cap", territory.level if territory else "trung-uong")

    def registered(self, instrument: Instrument) -> Iterator[Triple]:
        """Yields one instrument of the register."""
        this, key = self.iri(instrument.key), instrument.key
        yield from self.identity(key, instrument.kind)
        yield (
            this,
            RDFS.label,
            vi(self.label(instrument.kind, _called(instrument), instrument.date)),
        )
        yield from date_triples(this, instrument.date or _date_of(key))
        if instrument.number:
            yield this, DV.number, Literal(str(instrument.number))
            yield this, DV.numberSlug, Literal(instrument.number.slug)
        for alias in instrument.aliases:
            yield this, DV.alias, Literal(alias)
        for value, term in ((instrument.name, DV.name), (instrument.title, DV.title)):
            if value:
                yield this, term, vi(value)
        yield from self._standing(this, instrument)

    def _standing(self, this: URIRef, instrument: Instrument) -> Iterator[Triple]:
        """Yields who issued it, whether it holds, what it does to others, and who says so."""
        for body in instrument.issuers:
            yield this, DV.issuer, self._agents.iri(body, instrument.key.day)
        if instrument.status:
            yield this, DV.status, concept("tinh-trang", instrument.status)
        if instrument.in_force:
            yield this, DV.inForceFrom, day(str(instrument.in_force))
        for relation, target in instrument.relations:
            yield this, RELATIONS[relation], self.iri(target)
        for source in instrument.sources:
            yield this, DCTERMS.source, URIRef(source)
        if instrument.note:
            yield this, DV.note, vi(instrument.note)

    def cited(self, citation: Citation, key: InstrumentKey) -> Iterator[Triple]:
        """Yields an instrument that only a citation makes known."""
        this = self.iri(key)
        yield from self.identity(key, citation.kind)
        name = str(citation.number or citation.name)
        yield this, RDFS.label, vi(self.label(citation.kind, name, _date_of(key)))
        yield from date_triples(this, _date_of(key))
        yield this, DV.collected, Literal(False)  # noqa: FBT003 - an RDF literal
        if citation.number:
            yield this, DV.number, Literal(str(citation.number))
            yield this, DV.numberSlug, Literal(citation.number.slug)
        if citation.name:
            yield this, DV.name, vi(citation.name)


def _called(instrument: Instrument) -> str:
    """Returns number or name; both of a law, which people know by its name."""
    number = str(instrument.number or "")
    if number and instrument.name:
        return f"{instrument.name} số {number}"
    return number or str(instrument.name or instrument.title)


def _date_of(key: InstrumentKey) -> DocumentDate | None:
    return None if key.when == UNDATED else DocumentDate.parse(key.when)
