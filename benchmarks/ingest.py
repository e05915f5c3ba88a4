"""How long documents take to be taken in, rules run, beside the engine's own ``extend``.

Both begin with a copy of the same generation. Ours is given triples of rdflib, finds out what has
changed, keeps the union without duplicates, runs the rules and keeps counts and checksums. The
engine is told in advance which N-Triples lines to add to named graphs and which to remove; it parses
them and takes them in, there and in the union, of which a line that goes has to stay when another
graph says it. In the end both hold the same, but for what follows by the rules.
"""

import gc
import os
import shutil
import statistics
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path

import httpx
import pyoxigraph as ox
from benchmarks.report import Report
from rdflib import Literal, URIRef
from rdflib.term import Node

from benchmarks import engines
from danvan_graph import resources
from danvan_graph.identifiers.iri import Namer
from danvan_graph.pipeline import COMPANIONS, FOLLOWERS
from danvan_graph.rdf.mapping import named_graphs
from danvan_graph.rdf.rules import read_rules
from danvan_graph.store.generations.generation import KEEP, Generation, current
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.succession import Succession
from danvan_graph.store.making.dataset import canonical_lines, plain
from danvan_graph.synthetic.country import Country, ground
from danvan_graph.synthetic.scale import Scale

_DOCUMENTS = 50
_TURNS = 5
_GOAL = 0.5
_PARTS = ("copy", "documents", "rules", "flush")
Graphs = Mapping[URIRef, list[tuple[Node, Node, Node]]]


@dataclass
class Ingest:
    """The same documents taken in by us and by the engine alone, in turns.

    Attributes:
        generation: what is begun with.
        graphs: the documents' graphs as they shall be; empty ones shall be no more.
        rules: those of the ontology.
        inferred: the named graph of the consequences.
        ours: seconds of each part, a list for each turn.
        raw: seconds of the engine, for each turn.
    """

    generation: Generation
    graphs: Graphs
    rules: list[str]
    inferred: URIRef
    ours: list[list[float]] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)

    def run(self, folder: Path) -> None:
        """The turns have been taken, and both ends found the same.

        Raises:
            ValueError: ours and the engine's end differ.
        """
        source = ox.Store.read_only(str(self.generation.engine))
        before = {str(name): set(canonical_lines(source, str(name))) for name in self.graphs}
        after = {str(name): set(plain(triples)) for name, triples in self.graphs.items()}
        gone = {name: before[name] - after[name] for name in before}
        said = {name: after[name] - before[name] for name in before}
        for turn in range(_TURNS):
            following = self._ours()
            place = folder / f"raw-{turn}"
            source.backup(str(place))
            engine = ox.Store(str(place))
            gc.collect()
            begin = time.perf_counter()
            _remove(engine, gone)
            engine.extend(_quads(said, set().union(*said.values())))
            engine.flush()
            self.raw.append(time.perf_counter() - begin)
            if not turn:
                self._compare(following.engine, engine)
            del following, engine
            shutil.rmtree(place)

    def _ours(self) -> Succession:
        gc.collect()
        marks = [time.perf_counter()]
        following = Succession(self.generation)
        marks.append(time.perf_counter())
        following.exchange(self.graphs)
        marks.append(time.perf_counter())
        following.infer(self.inferred, self.rules)
        marks.append(time.perf_counter())
        following.engine.flush()
        marks.append(time.perf_counter())
        self.ours.append([end - begin for begin, end in pairwise(marks)])
        return following

    def _compare(self, ours: ox.Store, raw: ox.Store) -> None:
        for name in map(str, self.graphs):
            if canonical_lines(ours, name) != canonical_lines(raw, name):
                raise ValueError(name)
        for lines in (plain(triples) for triples in self.graphs.values()):
            for quad in _quads({"": lines}, ()):
                if quad not in ours or quad not in raw:
                    raise ValueError(str(quad))

    def report(self, report: Report, what: str) -> None:
        """Reports the medians of the turns, and their parts."""
        own = statistics.median(map(sum, self.ours))
        raw = statistics.median(self.raw)
        rows = [(f"{what}: taken in, rules run, flushed", own)]
        for at, part in enumerate(_PARTS):
            rows.append((f"{what}: of which {part}", statistics.median(t[at] for t in self.ours)))
        rows.append((f"{what}: by raw remove, extend and flush", raw))
        report.others += [(name, seconds, "s", "", None) for name, seconds in rows]
        told = (f"{what}: ingest beside raw", raw / own, "× its speed", f"≥ {_GOAL}")
        report.others.append((*told, raw / own >= _GOAL))


def _remove(engine: ox.Store, gone: Mapping[str, set[bytes]]) -> None:
    """The engine has forgotten lines of graphs, and in the union those that no graph says now."""
    bare = _quads({}, set().union(*gone.values()))
    for quad in (*_quads(gone, ()), *bare):
        engine.remove(quad)
    for quad in bare:
        s, p, o = quad.subject, quad.predicate, quad.object
        if next(engine.quads_for_pattern(s, p, o), None) is not None:
            engine.add(quad)


def _quads(lines: Mapping[str, Iterable[bytes]], union: Iterable[bytes]) -> list[ox.Quad]:
    """Returns lines as statements of their graphs, and lines as statements of the union."""
    return [
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(g) if g else ox.DefaultGraph())
        for g, some in (*lines.items(), ("", union))
        for q in ox.parse(b"".join(some), ox.RdfFormat.N_TRIPLES)
    ]


def _documents(scale: Scale, base: str) -> dict[URIRef, list[tuple[Node, Node, Node]]]:
    """Returns the graphs of the country's last documents."""
    namer = Namer(base)
    country = Country(resources.data_folder(), resources.ontology_folder(), scale)
    records = map(country.record, country.plans[-_DOCUMENTS:])
    keys = [plan.key for plan in country.plans]
    graphs = named_graphs(country.collection, records, keys, namer)  # documents come first
    return {name: list(triples) for name, triples in islice(graphs, _DOCUMENTS)}


def _changed(graphs: Graphs) -> Graphs:
    """Returns every second document gone, and the last five texts of the others otherwise."""
    found: dict[URIRef, list[tuple[Node, Node, Node]]] = {}
    for at, (name, triples) in enumerate(graphs.items()):
        texts = [t for t in triples if isinstance(t[2], Literal) and t[2].language][-5:]
        kept = [t for t in triples if t not in texts]
        said = [(s, p, Literal(f"{o} (sửa)", lang="vi")) for s, p, o in texts]
        found[name] = [*kept, *said] if at % 2 else []
    return found


def copied(place: Path, store: Path) -> Path:
    """Returns a store folder whose generation shares its files with another."""
    name = (place / "CURRENT").read_text("ascii").strip()
    shutil.copytree(
        place / "generations" / name, store / "generations" / name, copy_function=os.link
    )
    for file in ("CURRENT", "VERIFIED"):
        shutil.copy2(place / file, store / file)
    return store


def incremental(report: Report, scale: Scale, place: Path, folder: Path) -> None:
    """Reports ingest of new and of changed documents, and how soon the new ones are seen."""
    store = copied(place, folder / "followed")
    full = current(store)
    base = full.base
    rules = read_rules(resources.ontology_folder() / "rules")
    inferred = URIRef(Namer(base).graph("inferred"))
    documents = _documents(scale, base)
    without = Succession(full)
    without.exchange({name: [] for name in documents})
    without.infer(inferred, rules)
    _published(without, store, scale, keep=1)  # what comes back shall be made anew
    new = Ingest(current(store), documents, rules, inferred)
    new.run(folder)
    new.report(report, f"{_DOCUMENTS} new documents")
    whole = Ingest(current(place), _changed(documents), rules, inferred)
    whole.run(folder)
    whole.report(report, f"{_DOCUMENTS} changed documents, half of them gone")
    _seen(report, new, store, scale, folder)


def _published(following: Succession, store: Path, scale: Scale, keep: int = KEEP) -> Generation:
    return publish(
        following,
        store,
        following.previous.base,
        companions=COMPANIONS,
        followers=FOLLOWERS,
        ground=ground(scale),
        keep=keep,
    )


def _seen(report: Report, new: Ingest, store: Path, scale: Scale, folder: Path) -> None:
    """Reports the publication of the new documents, and when a running server shows them."""
    with (
        engines.ours(store, folder) as (url, _),
        httpx.Client(base_url=url, timeout=60.0) as client,
    ):
        before = client.get("/readyz").json()["generation"]
        following = Succession(new.generation)
        following.exchange(new.graphs)
        following.infer(new.inferred, new.rules)
        begin = time.perf_counter()
        _published(following, store, scale)
        committed = time.perf_counter()
        while client.get("/readyz").json()["generation"] == before:
            time.sleep(0.005)
        seen = 1000 * (time.perf_counter() - committed)
    report.others += [
        ("their publication, indexes and checks", committed - begin, "s", "", None),
        ("visible after commit", seen, "ms", "≤ 250", seen <= 250),
    ]
