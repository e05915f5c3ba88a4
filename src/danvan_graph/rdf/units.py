"""Administrative units and their succession as triples."""

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS

from danvan_graph.collection.units import UnitRegister
from danvan_graph.identifiers.iri import Namer
from danvan_graph.rdf.triples import Triple, concept, day, vi
from danvan_graph.records.territory import Territory, TerritoryChange
from danvan_graph.vocabulary import DV


def _territory(this: URIRef, unit: Territory) -> Iterator[Triple]:
    yield this, RDF.type, DV.Territory
    yield this, RDFS.label, vi(unit.full_name)
    yield this, DV.code, Literal(unit.key.code)
    yield this, DV.level, concept("cap", unit.level)
    yield this, DV.territoryKind, vi(unit.kind)
    yield this, DV.name, vi(unit.name)
    yield this, DV.validityBounds, Literal(unit.bounds)
    if unit.since:
        yield this, DV.validFrom, day(unit.since)
    if unit.until:
        yield this, DV.validUntil, day(unit.until)
    for name in unit.alt_names:
        yield this, DV.alias, vi(name)


def _parents(unit: Territory, register: UnitRegister, namer: Namer) -> Iterator[URIRef]:
    """Yields every row of the unit above that holds during some of the unit's own time."""
    if unit.parent is None:
        return
    for above in register.rows(unit.parent):
        begins_before = unit.until is None or (above.since or "") < unit.until
        if begins_before and (above.until is None or (unit.since or "") < above.until):
            yield URIRef(namer.territory(above.key))


def _change(change: TerritoryChange, namer: Namer) -> Iterator[Triple]:
    old, new = str(change.old or ""), str(change.new or "")
    this = URIRef(namer.change(old, new))
    yield this, RDF.type, DV.TerritoryChange
    yield this, DV.effectiveDate, day(change.date)
    yield this, DV.partial, Literal(change.partial)
    yield this, DV.changeBasis, Literal(change.basis)
    for kind in change.kinds:
        yield this, DV.changeKind, Literal(kind)
    if change.instrument:
        yield this, DV.decidingNumber, Literal(change.instrument)
    if change.old:
        yield this, DV.oldTerritory, URIRef(namer.territory(change.old))
    if change.new:
        yield this, DV.newTerritory, URIRef(namer.territory(change.new))
    if change.old and change.new:
        yield URIRef(namer.territory(change.old)), DV.becomes, URIRef(namer.territory(change.new))


def unit_triples(register: UnitRegister, namer: Namer) -> Iterator[Triple]:
    """Yields the whole register: every unit over its time and every step of succession."""
    for unit in register.territories:
        this = URIRef(namer.territory(unit.key))
        yield from _territory(this, unit)
        for parent in _parents(unit, register, namer):
            yield this, DV.parentTerritory, parent
    for change in register.changes:
        yield from _change(change, namer)
