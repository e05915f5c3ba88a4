"""How long a graph takes to build and to open, beside the engine."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
from benchmarks.report import Report

from benchmarks import engines
from danvan_graph.pipeline import COMPANIONS
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.keeping.bulk import BulkDataset
from danvan_graph.store.keeping.publishing import publish

_INDEXES = {name: COMPANIONS[name] for name in ("adjacency", "search")}
"""What is made of a graph to find things in it; the checks are none."""


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


def start(report: Report, place: Path, folder: Path) -> None:
    """Reports how long our server takes from its start to its first answer, files in the cache."""
    begin = time.perf_counter()
    with engines.ours(place, folder):
        seconds = time.perf_counter() - begin
    report.others.append(
        ("start to first answer", 1000 * seconds, "ms", "≤ 500 at L", seconds <= 0.5)
    )
