"""The index of the shipped data, and a maker of tiny invented graphs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from danvan_graph.lookup import InstrumentIndex
from danvan_graph.store.engines.oxigraph import Store, open_store
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.vocabulary import CONCEPT, DV, RELATIONS

BASE = "https://vi-du.vn/"
Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class Cited:
    """One passage of an invented graph.

    Attributes:
        source: the instrument that cites.
        relation: slug of the relation.
        target: the instrument cited.
        document: where the passage stands; empty for the source itself.
        host: the target of the citation it is nested in; empty when it is not.
    """

    source: str
    relation: str
    target: str
    document: str = ""
    host: str = ""


@dataclass(frozen=True)
class Invented:
    """An invented graph and its index."""

    store: Store
    index: InstrumentIndex

    @staticmethod
    def iri(name: str) -> str:
        """Returns the address of an invented instrument."""
        return f"{BASE}instrument/{name}"

    @staticmethod
    def name(iri: str) -> str:
        """Returns the name of an invented instrument."""
        return iri.removeprefix(f"{BASE}instrument/")


def _instrument(name: str, levels: Mapping[str, str]) -> Iterable[Triple]:
    node = URIRef(Invented.iri(name))
    yield node, RDF.type, DV.Instrument
    if name.startswith("ke-hoach"):
        yield node, RDF.type, DV.Plan
    yield node, RDFS.label, Literal(name)
    yield node, DV.kind, CONCEPT["loai-van-ban/ke-hoach"]
    yield node, DV.level, CONCEPT[f"cap/{levels.get(name, 'xa')}"]
    yield node, DV.collected, Literal(True)  # noqa: FBT003 - an RDF boolean


def _citation(number: int, cited: Cited, hosts: Mapping[str, URIRef]) -> Iterable[Triple]:
    document = URIRef(Invented.iri(cited.document or cited.source))
    node, section = (
        URIRef(f"{document}/citation/{number}"),
        URIRef(f"{document}/section/I.{number}"),
    )
    yield node, RDF.type, DV.Citation
    yield node, DV.citingInstrument, URIRef(Invented.iri(cited.source))
    yield node, DV.citedInstrument, URIRef(Invented.iri(cited.target))
    yield node, DV.relation, CONCEPT[f"quan-he/{cited.relation}"]
    yield node, DV.inDocument, document
    yield node, DV.start, Literal(number * 10)
    yield node, DV.end, Literal(number * 10 + 9)
    yield node, DV.isBasis, Literal(cited.relation == "thuc-hien")
    yield node, DV.confidence, Literal("0.9")
    yield node, DV.inSection, section
    yield section, DV.path, Literal(f"I.{number}")
    yield section, RDFS.label, Literal(f"Mục {number}")
    if cited.host:
        yield node, DV.nestedIn, hosts[cited.host]


def _concepts() -> Iterable[Triple]:
    kind = CONCEPT["loai-van-ban/ke-hoach"]
    yield kind, RDFS.label, Literal("Kế hoạch", lang="vi")
    for level in ("trung-uong", "tinh", "huyen", "xa"):
        yield CONCEPT[f"cap/{level}"], SKOS.prefLabel, Literal(level, lang="vi")
    for slug, relation in RELATIONS.items():
        concept = CONCEPT[f"quan-he/{slug}"]
        yield concept, SKOS.inScheme, CONCEPT["quan-he"]
        yield concept, DV.relationProperty, relation


Maker = Callable[..., Invented]


@pytest.fixture
def invented(tmp_path: Path) -> Maker:
    """Makes a published graph out of citations and of relations known from a register."""

    def make(
        *citations: Cited,
        registered: Iterable[tuple[str, str, str]] = (),
        levels: Mapping[str, str] | None = None,
    ) -> Invented:
        known = list(registered)
        names = {n for c in citations for n in (c.source, c.target, c.document) if n}
        names |= {n for source, _, target in known for n in (source, target)}
        triples = list(_concepts())
        for name in sorted(names):
            triples += _instrument(name, levels or {})
        hosts: dict[str, URIRef] = {}
        for number, cited in enumerate(citations):
            found = list(_citation(number, cited, hosts))
            hosts[cited.target] = URIRef(str(found[0][0]))
            triples += found
        triples += [
            (URIRef(Invented.iri(source)), RELATIONS[relation], URIRef(Invented.iri(target)))
            for source, relation, target in known
        ]
        dataset = WorkingDataset()
        dataset.add(URIRef(f"{BASE}graph/vi-du"), triples)
        publish(dataset, tmp_path / "store", BASE)
        store = open_store(tmp_path / "store")
        return Invented(store, InstrumentIndex.of(store))

    return make


@pytest.fixture
def cited() -> type[Cited]:
    """The class of a passage, for tests that cannot import this file."""
    return Cited


@pytest.fixture(scope="session")
def index(store: Store) -> InstrumentIndex:
    """Every instrument of the shipped data."""
    return InstrumentIndex.of(store)
