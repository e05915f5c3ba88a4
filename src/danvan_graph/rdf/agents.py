"""Bodies and groups of bodies, each at the place it serves."""

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS

from danvan_graph.collection.folder import Collection
from danvan_graph.identifiers.iri import Namer
from danvan_graph.identifiers.keys import CENTRE, BodyKey, TerritoryKey
from danvan_graph.rdf.triples import Triple, concept, vi
from danvan_graph.records.territory import Territory
from danvan_graph.vocabulary import DV


def lower_first(text: str) -> str:
    """Returns the text with its first letter in lower case ("huyện Thanh Hà")."""
    return text[:1].lower() + text[1:]


def _named(pattern: str, territory: Territory | None) -> str:
    """Returns the name that a pattern gives at a territory, or at the centre."""
    unit = lower_first(territory.full_name) if territory else ""
    return pattern.format(unit=unit, name=territory.name if territory else "").strip()


class Agents:
    """Gives bodies their addresses and remembers which have to be described.

    Args:
        collection: where kinds of body and units are looked up.
        namer: gives the addresses.
    """

    def __init__(self, collection: Collection, namer: Namer) -> None:
        self._kinds = collection.body_kinds
        self._units = collection.units
        self._namer = namer
        self._used: dict[tuple[str, TerritoryKey | None], Territory | None] = {}

    def iri(self, body: BodyKey, on: str) -> URIRef:
        """Returns the address of a body as of a day, and notes that it needs a description.

        Args:
            body: kind and place, already checked to exist.
            on: the day (ISO 8601) at which the place is read.
        """
        territory = None if body.place == CENTRE else self._units.at(body.place, on)
        address = self._note(body.kind, territory)
        kind = self._kinds[body.kind]
        if kind.member_kind and kind.member_level:
            code = None if territory is None else body.place
            for member in self._units.within(code, kind.member_level, on):
                self._note(kind.member_kind, member)
        return address

    def name(self, body: BodyKey, on: str) -> str:
        """Returns the full Vietnamese name of a body as of a day."""
        territory = None if body.place == CENTRE else self._units.at(body.place, on)
        return _named(self._kinds[body.kind].vi, territory)

    def _note(self, slug: str, territory: Territory | None) -> URIRef:
        key = territory.key if territory else None
        self._used.setdefault((slug, key), territory)
        above = self._kinds[slug].part_of
        if above and (above, key) not in self._used:
            self._note(above, territory)
        return URIRef(self._namer.body(slug, key))

    def triples(self) -> Iterator[Triple]:
        """Yields the description of every body noted so far."""
        for (slug, key), territory in self._used.items():
            yield from self._describe(slug, key, territory)

    def _describe(
        self, slug: str, key: TerritoryKey | None, territory: Territory | None
    ) -> Iterator[Triple]:
        kind = self._kinds[slug]
        this = URIRef(self._namer.body(slug, key))
        yield this, RDF.type, DV.Group if kind.group else DV.Body
        yield this, DV.bodyKind, concept("loai-co-quan", slug)
        yield this, DV.branch, concept("nhanh", kind.branch)
        yield this, RDFS.label, vi(_named(kind.vi, territory))
        yield this, RDFS.label, Literal(_named(kind.en, territory), lang="en")
        if key:
            yield this, DV.serves, URIRef(self._namer.territory(key))
        level = territory.level if territory else "trung-uong"
        yield this, DV.level, concept("cap", level)
        if kind.part_of:
            yield this, DV.partOf, URIRef(self._namer.body(kind.part_of, key))
        if kind.member_kind and kind.member_level:
            yield this, DV.memberKind, concept("loai-co-quan", kind.member_kind)
            yield this, DV.memberLevel, concept("cap", kind.member_level)
