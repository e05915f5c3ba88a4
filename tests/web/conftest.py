"""What tests of the web server share: servers that listen on a real port, and a hostile graph."""

import socket
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS
from starlette.types import ASGIApp

from danvan_graph.identifiers.iri import Namer
from danvan_graph.pipeline import COMPANIONS
from danvan_graph.rdf.triples import Triple, concept, share, vi
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.vocabulary import DV
from danvan_graph.web.application import create_app

HOSTILE_BASE = "https://do-thi.example/g/"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'


def parsed(text: str, form: str) -> Graph:
    """Returns the triples of an RDF text; rdflib warns of its own JSON-LD parser."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=text, format=form)


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serves an application on a free port and gives its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    end = time.monotonic() + 20
    while not server.started and time.monotonic() < end:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


@pytest.fixture(scope="session")
def address(store_folder: Path) -> Iterator[str]:
    """The address of a server of the shipped data."""
    with served(create_app(store_folder, deadline=2.0)) as found:
        yield found


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    """A client of a server of the shipped data; it follows no redirect."""
    with httpx.Client(base_url=address, trust_env=False, timeout=30) as found:
        yield found


def hostile_triples(namer: Namer) -> list[Triple]:
    """Returns a tiny graph in which every text tries to become markup."""
    base = namer.base
    plan = URIRef(f"{base}instrument/vn/2024/ke-hoach-xau")
    cited = URIRef(f"{base}instrument/vn/2021/1-ct-x")
    body = URIRef(f"{base}body/vn/ke-xau")
    place = URIRef(f"{base}territory/01/open")
    section = URIRef(f"{plan}/section/I")
    source = URIRef(f"{base}source/0123456789abcdef")
    texts: list[Triple] = [
        (thing, RDFS.label, vi(HOSTILE)) for thing in (plan, cited, body, place, section)
    ]
    common: dict[URIRef, list[tuple[URIRef, URIRef | Literal]]] = {
        plan: [
            (RDF.type, DV.Instrument),
            (RDF.type, DV.Plan),
            (DV.kind, concept("loai-van-ban", "ke-hoach")),
            (DV.level, concept("cap", "trung-uong")),
            (DV.collected, Literal(True)),  # noqa: FBT003 - an RDF literal
            (DV.title, vi(HOSTILE)),
            (DV.number, Literal(HOSTILE)),
            (DV.year, Literal(2024)),
            (DV.note, vi(HOSTILE)),
            (DV.issuer, body),
            (DV.place, place),
            (DV.source, source),
            (DV.cites, cited),
            (DV.directlyImplements, cited),
            (DV.implements, cited),
            (URIRef("http://purl.org/dc/terms/source"), URIRef("javascript:alert(3)")),
        ],
        cited: [
            (RDF.type, DV.Instrument),
            (DV.kind, concept("loai-van-ban", "chi-thi")),
            (DV.level, concept("cap", "trung-uong")),
            (DV.collected, Literal(False)),  # noqa: FBT003 - an RDF literal
            (DV.number, Literal("01/CT-X")),
            (DV.numberSlug, Literal("1-ct-x")),
        ],
        body: [
            (RDF.type, DV.Body),
            (DV.bodyKind, concept("loai-co-quan", "ubnd")),
            (DV.level, concept("cap", "trung-uong")),
            (DV.serves, place),
        ],
        place: [
            (RDF.type, DV.Territory),
            (DV.level, concept("cap", "tinh")),
            (DV.code, Literal("01")),
            (DV.name, vi(HOSTILE)),
            (DV.territoryKind, vi(HOSTILE)),
        ],
        section: [
            (RDF.type, DV.Provision),
            (DV.provisionOf, plan),
            (DV.path, Literal(HOSTILE)),
            (DV.start, Literal(0)),
            (DV.end, Literal(90)),
        ],
        source: [
            (RDF.type, DV.Source),
            (DV.fileName, Literal(HOSTILE)),
            (DV.sha256, Literal("0" * 64)),
            (DV.characters, Literal(90)),
        ],
    }
    made = [(s, p, o) for s, facts in common.items() for p, o in facts]
    return [*texts, *made, *_findings(plan, cited, body, section)]


def _findings(plan: URIRef, cited: URIRef, body: URIRef, section: URIRef) -> Iterator[Triple]:
    made: dict[str, list[tuple[URIRef, URIRef | Literal]]] = {
        "citation/0-9": [
            (RDF.type, DV.Citation),
            (DV.citingInstrument, plan),
            (DV.citedInstrument, cited),
            (DV.relation, concept("quan-he", "thuc-hien")),
            (DV.isBasis, Literal(True)),  # noqa: FBT003 - an RDF literal
            (DV.confidence, share(0.5)),
            (DV.printedNumber, Literal(HOSTILE)),
            (DV.flag, Literal(HOSTILE)),
        ],
        "task/0-9": [
            (RDF.type, DV.Task),
            (DV.taskKind, concept("loai-nhiem-vu", "nhiem-vu")),
            (DV.summary, vi(HOSTILE)),
            (DV.ordersPlan, Literal(False)),  # noqa: FBT003 - an RDF literal
            (DV.involves, body),
            (DV.binds, body),
        ],
        "duty/0-9": [
            (RDF.type, DV.Duty),
            (DV.dutyKind, concept("loai-nghia-vu", "bao-cao")),
            (DV.summary, vi(HOSTILE)),
            (DV.recurrence, Literal(HOSTILE)),
            (DV.dateText, Literal(HOSTILE)),
            (DV.bearer, body),
            (DV.binds, body),
            (DV.bearerText, Literal(HOSTILE)),
        ],
        "issue/0-9/sai-ten": [
            (RDF.type, DV.SourceError),
            (DV.errorKind, concept("loai-sai-sot", "sai-ten")),
            (DV.reason, vi(HOSTILE)),
            (DV.printed, Literal(HOSTILE)),
        ],
    }
    for path, facts in made.items():
        this = URIRef(f"{plan}/{path}")
        yield this, DV.inDocument, plan
        yield this, DV.inSection, section
        yield this, DV.start, Literal(0)
        yield this, DV.end, Literal(9)
        for term, value in facts:
            yield this, term, value


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory, ontology_folder: Path) -> Path:
    """A store of another base in which every text tries to become markup."""
    namer, dataset = Namer(HOSTILE_BASE), WorkingDataset()
    terms = [ontology_folder / "danvan.ttl", *(ontology_folder / "concepts").glob("*.ttl")]
    dataset.add_turtle(URIRef(namer.graph("ontology")), terms)
    kinds = [
        (concept(scheme, slug), RDFS.label, vi(slug))
        for scheme, slug in (
            ("loai-van-ban", "ke-hoach"),
            ("loai-van-ban", "chi-thi"),
            ("loai-co-quan", "ubnd"),
        )
    ]
    dataset.add(URIRef(namer.graph("register")), [*kinds, *hostile_triples(namer)])
    folder = tmp_path_factory.mktemp("hostile")
    publish(dataset, folder, HOSTILE_BASE, companions=COMPANIONS)
    return folder


@pytest.fixture(scope="session")
def hostile(hostile_folder: Path) -> Iterator[httpx.Client]:
    """A client of a server of the hostile graph."""
    with (
        served(create_app(hostile_folder, workers=1)) as found,
        httpx.Client(base_url=found, trust_env=False, timeout=30) as made,
    ):
        yield made
