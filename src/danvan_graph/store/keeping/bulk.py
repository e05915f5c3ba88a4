"""A graph too large for the memory, written to disk graph by graph while it is made."""

import hashlib
import heapq
import itertools
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.term import Node

from danvan_graph.store.generations.writer_lock import writing
from danvan_graph.store.keeping.succession import PREFIX
from danvan_graph.store.making.dataset import (
    MANY_LINES,
    WorkingDataset,
    canonical_lines,
    checksum,
    line_sum,
    plain,
    summed,
)
from danvan_graph.store.making.rule_reach import Rule, read_rule, strata

_BATCH = 64_000_000
_AT_ONCE = 100_000
_RUN = 1_000_000


class BulkDataset(WorkingDataset):
    """Named graphs and their union, on disk from the beginning; it is added to, never changed.

    Args:
        store: the store folder in which the graph will be published; made when missing.

    Raises:
        OutputError: the store folder cannot be written.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self._place = store / f"{PREFIX}{os.getpid()}-{uuid.uuid4().hex}"
        self._loader = ThreadPoolExecutor(2, "bulk-load")
        self._loading: list[Future[None]] = []
        with writing(store):
            self._place.mkdir(parents=True)
            super().__init__(ox.Store(str(self._place / "engine")))
        self._waiting: list[bytes] = []
        self._named: list[bytes] = []
        self._size = 0
        self._rows: dict[str, tuple[int, str]] = {}
        self._stated: set[bytes] = set()

    def add(self, graph: URIRef, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        """Makes the triples a named graph, which was not there before, and part of the union."""
        lines = sorted(set(itertools.chain.from_iterable(map(plain, _portions(triples)))))
        self.take(str(graph), lines)

    def add_turtle(self, graph: URIRef, paths: Iterable[Path]) -> None:
        """Makes the triples of Turtle files a named graph, blank nodes canonical."""
        small = WorkingDataset()
        small.add_turtle(graph, paths)
        self.take(str(graph), canonical_lines(small.engine, str(graph)))

    def take(self, graph: str, lines: Sequence[bytes]) -> None:
        """Makes N-Triples lines, each once and sorted, a named graph and part of the union."""
        if not lines:
            return
        self._rows[graph] = len(lines), checksum(lines)
        self._stated.update(line.split(b" ", 2)[1] for line in lines)
        text = b"".join(lines)
        if b"_:" in text:
            self._extend(graph, lines)
            return
        self._waiting.append(text)
        # a text has no line end but those of its lines
        self._named.append(text.replace(b" .\n", f" <{graph}> .\n".encode()))
        self._size += 2 * len(text)
        if self._size >= _BATCH:
            self._load()

    def _extend(self, graph: str, lines: Sequence[bytes]) -> None:
        """Puts in a graph with blank nodes, to which a load of text would give other labels."""
        name = ox.NamedNode(graph)
        self._settle()
        with writing(self._store):
            for quad in ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES):
                said = quad.subject, quad.predicate, quad.object
                self.engine.extend([ox.Quad(*said), ox.Quad(*said, name)])

    def _load(self) -> None:
        """What was waiting goes into the engine, while more is made ready."""
        self._settle()
        self._loading = [
            self._loader.submit(self._take_in, self._named, ox.RdfFormat.N_QUADS),
            self._loader.submit(self._take_in, self._waiting, ox.RdfFormat.N_TRIPLES),
        ]
        self._named, self._waiting, self._size = [], [], 0

    def _take_in(self, texts: Sequence[bytes], form: ox.RdfFormat) -> None:
        """Texts are in the engine, which need not check again what it wrote itself."""
        self.engine.bulk_load(b"".join(texts), form, lenient=True)

    def _settle(self) -> None:
        """Nothing is on its way into the engine.

        Raises:
            OutputError: it could not be written.
        """
        loading, self._loading = self._loading, []
        with writing(self._store):
            for one in loading:
                one.result()

    def infer(self, graph: URIRef, rules: Iterable[str]) -> int:
        """Makes every consequence of the CONSTRUCT rules a named graph and part of the union.

        Each rule runs once, after those that feed it.

        Returns:
            The number of consequences.

        Raises:
            ValueError: rules feed each other in a circle.
        """
        self._load()
        self._settle()
        files: list[Path] = []
        for stratum in strata([read_rule(text) for text in rules]):
            if stratum.circular:
                raise ValueError(stratum)
            files.extend(self._consequences(rule, len(files)) for rule in stratum.rules)
            self._load_files(str(graph), files[-len(stratum.rules) :])
        count, total, digest = 0, 0, hashlib.sha256()
        for line in _sorted_lines(files, self._place):
            count += 1
            digest.update(line)
            total += line_sum([line])
        if count:
            told = summed(total) if count > MANY_LINES else digest.hexdigest()
            self._rows[str(graph)] = count, told
        return count

    def _consequences(self, rule: Rule, number: int) -> Path:
        """Returns a file with what follows by a rule and is not stated by a document."""
        found = self.engine.query(rule.text)
        if not isinstance(found, ox.QueryTriples):
            raise TypeError(type(found))
        path = self._place / f"rule-{number}.nt"
        with writing(self._store):
            if self._stated.isdisjoint(f"<{name}>".encode() for name in rule.writes):
                found.serialize(str(path), format=ox.RdfFormat.N_TRIPLES)
            else:
                fresh = (t for t in found if _bare(t) not in self.engine)
                ox.serialize(fresh, str(path), format=ox.RdfFormat.N_TRIPLES)
        return path

    def _load_files(self, graph: str, files: Iterable[Path]) -> None:
        with writing(self._store):
            for path in files:
                for name in (ox.NamedNode(graph), ox.DefaultGraph()):
                    self.engine.bulk_load(
                        path=str(path), format=ox.RdfFormat.N_TRIPLES, to_graph=name
                    )

    def rows_of_graphs(self) -> Iterator[tuple[str, int, str]]:
        """Yields each named graph that holds a statement, their number and their checksum."""
        for name in sorted(self._rows):
            yield (name, *self._rows[name])

    def write_engine(self, folder: Path) -> None:
        """The engine's files lie in the folder, and this dataset is at its end."""
        if self._waiting:
            self._load()
        self._settle()
        self.engine.flush()
        self.engine.optimize()
        self._count = super().triples()
        self.engine = ox.Store()  # the engine closes its files when nobody holds it
        (self._place / "engine").rename(folder)
        shutil.rmtree(self._place, ignore_errors=True)

    def triples(self) -> int:
        """Returns the number of statements in the default graph, once the engine is written."""
        return self._count

    def __del__(self) -> None:
        """What was not published is gone."""
        self._loader.shutdown()
        self.engine = ox.Store()
        shutil.rmtree(self._place, ignore_errors=True)


def _bare(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)


def _portions(
    triples: Iterable[tuple[Node, Node, Node]],
) -> Iterator[list[tuple[Node, Node, Node]]]:
    """Yields the triples in lists that the memory holds."""
    source = iter(triples)
    return iter(lambda: list(itertools.islice(source, _AT_ONCE)), [])


def _sorted_lines(files: Iterable[Path], place: Path) -> Iterator[bytes]:
    """Yields the different lines of all files, sorted by their bytes, with little in memory."""
    with ExitStack() as opened:
        lines = itertools.chain.from_iterable(opened.enter_context(p.open("rb")) for p in files)
        runs: list[Path] = []
        while run := sorted(itertools.islice(lines, _RUN)):
            runs.append(place / f"run-{len(runs)}.nt")
            runs[-1].write_bytes(b"".join(run))
        merged = heapq.merge(*(opened.enter_context(path.open("rb")) for path in runs))
        yield from (line for line, _ in itertools.groupby(merged))
