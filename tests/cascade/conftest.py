"""A tiny country that exists only in these tests, and the store it is published in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.term import Node

from danvan_graph import resources
from danvan_graph.rdf.rules import read_rules
from danvan_graph.rdf.triples import concept, day, scheme_member, share, vi
from danvan_graph.store.engines.oxigraph import Store, open_store
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.vocabulary import DEFAULT_BASE, DV, RELATIONS


class Country:
    """Writes the triples of invented documents, bodies and expectations, one call each."""

    def __init__(self) -> None:
        self.triples: list[tuple[Node, Node, Node]] = []
        self.triples += scheme_member("loai-van-ban", "ke-hoach", "Kế hoạch", "Plan")

    def add(self, subject: URIRef, predicate: URIRef, value: Node) -> None:
        """Adds one statement."""
        self.triples.append((subject, predicate, value))

    def territory(
        self,
        code: str,
        level: str,
        name: str,
        *,
        above: URIRef | None = None,
        since: str = "",
        until: str = "",
    ) -> URIRef:
        """Adds an administrative unit."""
        this = URIRef(f"{DEFAULT_BASE}territory/{code}/{since or 'open'}")
        self.add(this, RDF.type, DV.Territory)
        self.add(this, RDFS.label, vi(f"Địa bàn {name}"))
        self.add(this, DV.name, vi(name))
        self.add(this, DV.level, concept("cap", level))
        if above:
            self.add(this, DV.parentTerritory, above)
        if since:
            self.add(this, DV.validFrom, day(since))
        if until:
            self.add(this, DV.validUntil, day(until))
        return this

    def body(self, territory: URIRef | None, level: str, name: str, kind: str = "ubnd") -> URIRef:
        """Adds a body, at the centre when it serves no territory."""
        where = str(territory).removeprefix(f"{DEFAULT_BASE}territory/") if territory else "vn"
        this = URIRef(f"{DEFAULT_BASE}body/{where}/{kind}")
        self.add(this, RDF.type, DV.Body)
        self.add(this, RDFS.label, vi(name))
        self.add(this, DV.bodyKind, concept("loai-co-quan", kind))
        self.add(this, DV.level, concept("cap", level))
        if territory:
            self.add(this, DV.serves, territory)
        return this

    def group(self, name: str, level: str, members: str = "") -> URIRef:
        """Adds a group of bodies, with the level of its members where they can be listed."""
        this = URIRef(f"{DEFAULT_BASE}body/vn/nhom-{level}")
        self.add(this, RDF.type, DV.Group)
        self.add(this, RDFS.label, vi(name))
        self.add(this, DV.level, concept("cap", level))
        if members:
            self.add(this, DV.memberKind, concept("loai-co-quan", "ubnd"))
            self.add(this, DV.memberLevel, concept("cap", members))
        return this

    def instrument(
        self,
        key: str,
        level: str,
        *,
        label: str = "",
        number: str = "",
        date: str = "",
        year: int | None = None,
        issuer: URIRef | None = None,
        place: URIRef | None = None,
        collected: bool = True,
    ) -> URIRef:
        """Adds an instrument."""
        this = URIRef(f"{DEFAULT_BASE}instrument/{key}")
        self.add(this, RDF.type, DV.Instrument)
        self.add(this, RDFS.label, vi(label or f"Kế hoạch {key}"))
        self.add(this, DV.kind, concept("loai-van-ban", "ke-hoach"))
        self.add(this, DV.level, concept("cap", level))
        self.add(this, DV.collected, Literal(collected))
        if number:
            self.add(this, DV.number, Literal(number))
        if date:
            self.add(this, DV.issueDate, day(date))
        if date or year:
            self.add(this, DV.year, Literal(year or int(date[:4])))
        for predicate, value in ((DV.issuer, issuer), (DV.place, place)):
            if value is not None:
                self.add(this, predicate, value)
        return this

    def relate(self, lower: URIRef, upper: URIRef, relation: str = "thuc-hien") -> None:
        """Adds that one instrument carries out (or continues …) another, without a passage."""
        self.add(lower, RELATIONS[relation], upper)

    def cite(
        self,
        lower: URIRef,
        upper: URIRef,
        relation: str = "thuc-hien",
        *,
        inside: URIRef | None = None,
        start: int = 10,
    ) -> URIRef:
        """Adds the same with the passage that says so, in the lower document or another one."""
        document = inside or lower
        this = URIRef(f"{document}/citation/{start}-{start + 5}")
        section = URIRef(f"{document}/section/mo-dau")
        self.relate(lower, upper, relation)
        self.add(this, RDF.type, DV.Citation)
        self.add(this, DV.citingInstrument, lower)
        self.add(this, DV.citedInstrument, upper)
        self.add(this, DV.relation, concept("quan-he", relation))
        self.add(this, DV.inDocument, document)
        self.add(this, DV.inSection, section)
        self.add(section, DV.path, Literal("mo-dau"))
        self.add(this, DV.start, Literal(start))
        self.add(this, DV.end, Literal(start + 5))
        self.add(this, DV.confidence, share(0.9))
        return this

    def expect(
        self,
        instrument: URIRef,
        agent: URIRef,
        *,
        as_of: str = "2030-01-01",
        basis: str = "neu-ro",
        due: str = "",
        sure: float = 1,
    ) -> URIRef:
        """Adds that a body or group is told to answer an instrument, by a task of it."""
        name = str(agent).removeprefix(DEFAULT_BASE).replace("/", "-")
        this, task = URIRef(f"{instrument}/expectation/{name}"), URIRef(f"{instrument}/task/{name}")
        self.add(this, RDF.type, DV.Expectation)
        self.add(this, DV.expectedOf, agent)
        self.add(this, DV.expectedFor, instrument)
        self.add(this, DV.orderedBy, instrument)
        self.add(this, DV.asOf, day(as_of))
        self.add(this, DV.basisOfExpectation, concept("can-cu-ky-vong", basis))
        self.add(this, DV.confidence, share(sure))
        self.add(this, DV.inTask, task)
        self.add(task, DV.start, Literal(100))
        self.add(task, DV.end, Literal(150))
        if due:
            duty = URIRef(f"{instrument}/duty/{name}")
            self.add(duty, DV.inDocument, instrument)
            self.add(duty, DV.ofTask, task)
            self.add(duty, DV.dutyKind, concept("loai-nghia-vu", "ban-hanh-ke-hoach"))
            self.add(duty, DV.due, Literal(due, datatype=XSD.date))
        return this


Opened = Callable[[Country], Store]


@pytest.fixture
def country() -> Country:
    """An empty country."""
    return Country()


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Publishes a country with the rules of the ontology applied, and opens it."""

    def publish_and_open(country: Country) -> Store:
        ontology = resources.ontology_folder()
        dataset = WorkingDataset()
        dataset.add(URIRef(f"{DEFAULT_BASE}graph/test"), country.triples)
        terms = [
            ontology / "concepts" / f"{name}.ttl" for name in ("cap", "can-cu-ky-vong", "quan-he")
        ]
        dataset.add_turtle(URIRef(f"{DEFAULT_BASE}graph/ontology"), terms)
        dataset.infer(URIRef(f"{DEFAULT_BASE}graph/inferred"), read_rules(ontology / "rules"))
        publish(dataset, tmp_path / "kho", DEFAULT_BASE)
        return open_store(tmp_path / "kho")

    return publish_and_open
