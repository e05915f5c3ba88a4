"""How long a graph takes to build, to follow a change, to show it and to open, beside the engine."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import httpx
import pyoxigraph as ox
from benchmarks.report import Report
from rdflib import URIRef

from benchmarks import engines
from danvan_graph import resources
from danvan_graph.identifiers.iri import Namer
from danvan_graph.pipeline import COMPANIONS, FOLLOWERS
from danvan_graph.rdf.mapping import named_graphs
from danvan_graph.rdf.rules import read_rules
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.keeping.bulk import BulkDataset
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.succession import Succession
from danvan_graph.store.opening import open_store
from danvan_graph.synthetic.country import Country, ground
from danvan_graph.synthetic.scale import Scale

_INDEXES = {name: COMPANIONS[name] for name in ("adjacency", "search")}
"""What is made of a graph to find things in it; the checks are none."""
_CHANGED = 50
"""So many documents change at once."""


class _Watch:
    seconds = 0.0

    @contextmanager
    def __call__(self) -> Iterator[None]:
        self._begin = time.perf_counter()
        yield
        self.seconds += self.so_far()

    def so_far(self) -> float:
        """Returns the seconds since it was started."""
        return time.perf_counter() - self._begin


def bulk(report: Report, store: Store, folder: Path) -> None:
    """Reports how fast a graph is built from its statements, index included, beside bulk_load.

    The engine alone loads the same statements: the named graphs and the default graph.
    """
    lines, union = folder / "all.nq", folder / "all.nt"
    with lines.open("wb") as file:
        for quad in store.nquads():
            file.write(quad)
    source = ox.Store.read_only(str(store.generation.engine))
    source.dump(str(union), ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    raw, own = _Watch(), _Watch()
    with raw():
        engine = ox.Store(str(folder / "raw"))
        engine.bulk_load(path=str(lines), format=ox.RdfFormat.N_QUADS)
        named = raw.so_far()
        engine.bulk_load(path=str(union), format=ox.RdfFormat.N_TRIPLES)
        engine.flush()
    del engine
    graphs = _parsed(lines)
    with own():
        dataset = BulkDataset(folder / "own")
        for name, found in graphs:
            dataset.take(name, found)
        base = store.base
        publish(dataset, folder / "own", base, companions=_INDEXES)
    ratio = raw.seconds / own.seconds
    report.others += [
        ("bulk_load of the named graphs alone, raw", named, "s", "", None),
        ("bulk_load of the same statements, raw", raw.seconds, "s", "", None),
        ("bulk build: union, checksums, index, manifest", own.seconds, "s", "", None),
        ("bulk build beside raw bulk_load", ratio, "× its speed", "≥ 0.6", ratio >= 0.6),
    ]


def _parsed(lines: Path) -> Iterator[tuple[str, list[bytes]]]:
    """Yields the named graphs of a file in canonical order, with their N-Triples lines."""
    name: str = ""
    found: list[bytes] = []
    with lines.open("rb") as file:
        for line in file:
            triple, _, rest = line.rpartition(b" <")
            graph = rest.removesuffix(b"> .\n").decode()
            if graph != name and found:
                yield name, found
                found = []
            name = graph
            found.append(triple + b" .\n")
    yield name, found


def incremental(report: Report, scale: Scale, place: Path, folder: Path) -> None:
    """Reports how fast changed documents are taken in, beside the engine's own ``extend``."""
    store = folder / "followed"
    shutil.copytree(place, store)
    opened = open_store(store)
    namer, ontology = Namer(opened.base), resources.ontology_folder()
    country = Country(resources.data_folder(), ontology, scale)
    records = list(islice(country.records(), len(country.plans) - _CHANGED, None))
    keys = [plan.key for plan in country.plans]
    graphs = named_graphs(country.collection, records, keys, namer)
    told = [(name, list(triples)) for name, triples in islice(graphs, _CHANGED)]
    # every second document is gone, of the others something else is said
    changed = {name: found[:-3] if at % 2 else [] for at, (name, found) in enumerate(told)}
    own, raw, whole = _Watch(), _Watch(), _Watch()
    with (
        engines.ours(store, folder) as (url, _),
        httpx.Client(base_url=url, timeout=60.0) as client,
    ):
        before = client.get("/readyz").json()["generation"]
        with own():
            following = Succession(opened.generation)
            for name, triples in changed.items():
                following.replace(name, triples)
            following.infer(URIRef(namer.graph("inferred")), read_rules(ontology / "rules"))
        with whole():
            publish(
                following,
                store,
                opened.base,
                companions=COMPANIONS,
                followers=FOLLOWERS,
                ground=ground(scale),
            )
        committed = time.perf_counter()
        while client.get("/readyz").json()["generation"] == before:
            time.sleep(0.005)
        seen = 1000 * (time.perf_counter() - committed)
    engine = ox.Store(str(folder / "extended"))
    quads = [quad for name in changed for quad in _quads(opened, str(name))]
    with raw():
        engine.extend(quads)
        engine.flush()
    ratio = raw.seconds / own.seconds
    report.others += [
        (f"{_CHANGED} changed documents, half of them gone, rules run", own.seconds, "s", "", None),
        ("their publication, indexes and checks", whole.seconds, "s", "", None),
        ("the same statements by raw extend", raw.seconds, "s", "", None),
        ("incremental ingest beside raw extend", ratio, "× its speed", "≥ 0.5", ratio >= 0.5),
        ("visible after commit", seen, "ms", "≤ 250", seen <= 250),
    ]


def _quads(store: Store, graph: str) -> Iterator[ox.Quad]:
    """Yields the statements of a named graph, each there and in the default graph."""
    name = ox.NamedNode(graph)
    for quad in ox.parse(b"".join(store.lines(graph)), ox.RdfFormat.N_TRIPLES):
        triple = quad.triple
        yield ox.Quad(triple.subject, triple.predicate, triple.object)
        yield ox.Quad(triple.subject, triple.predicate, triple.object, name)


def start(report: Report, place: Path, folder: Path) -> None:
    """Reports how long our server takes from its start to its first answer, files in the cache."""
    begin = time.perf_counter()
    with engines.ours(place, folder):
        seconds = time.perf_counter() - begin
    report.others.append(
        ("start to first answer", 1000 * seconds, "ms", "≤ 500 at L", seconds <= 0.5)
    )
