"""A new generation made from the one before: what did not change is neither read nor written.

It begins as a copy of the engine's files by hard links, in a folder of its own. Named graphs are
exchanged in it; the default graph and the consequences follow. The result holds the very same
statements as a graph that is built from nothing.
"""

import os
import shutil
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from danvan_graph.errors import StoreError
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.generations.generation import Generation
from danvan_graph.store.generations.writer_lock import writing
from danvan_graph.store.keeping.neighbourhood import Neighbourhood, Side
from danvan_graph.store.making.dataset import (
    MANY_LINES,
    WorkingDataset,
    canonical_lines,
    checksum,
    line_sum,
    matches,
    plain,
    summed,
)
from danvan_graph.store.making.paths import told_from, turned, walked
from danvan_graph.store.making.rule_reach import Stratum, read_rule, strata
from danvan_graph.store.making.terms import from_engine

PREFIX = ".next-"
_MANY = 20_000
"""Things reached by a change; for more, a rule runs as a whole."""
_AT_ONCE = 5_000
Said = tuple[URIRef, URIRef, URIRef | Literal]


class Succession(WorkingDataset):
    """The graph of a generation, open for changes that the generation does not see.

    Args:
        previous: the generation to begin with; it stays as it is.

    Attributes:
        previous: the same.
        changed: addresses of the named graphs that changed.
        touched: addresses of the things of which something else is said.
        gained: statements that the union has now and had not before.
        lost: those it had and has no more.

    Raises:
        StoreError: its files cannot be opened.
        OutputError: the store folder cannot be written.
    """

    def __init__(self, previous: Generation) -> None:
        self.previous = previous
        self._store = previous.folder.parent.parent
        self._place = self._store / f"{PREFIX}{os.getpid()}-{uuid.uuid4().hex}"
        try:
            source = ox.Store.read_only(str(previous.engine))
        except (OSError, RuntimeError) as error:
            raise StoreError(
                f"Không mở được bản “{previous.name}” ({error}); hãy chạy lại “danvan build”.",
                f"Cannot open generation “{previous.name}” ({error}).",
            ) from error
        with writing(self._store):
            self._place.mkdir()
            source.backup(str(self._place / "engine"))
            super().__init__(ox.Store(str(self._place / "engine")))
        self._rows = previous.graphs()
        self._triples = previous.triples
        self._subjects: dict[str, set[str]] = defaultdict(set)
        self._said: set[ox.Triple] = set()
        self._before = source
        self._more: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()
        self.gained: set[ox.Triple] = set()
        self.lost: set[ox.Triple] = set()
        self.changed: set[str] = set()
        self.touched: set[str] = set()

    def replace(self, graph: URIRef, triples: Iterable[tuple[Node, Node, Node]]) -> bool:
        """Returns whether the named graph had to be changed to hold exactly these triples."""
        name = str(graph)
        lines = plain(triples)
        if name in self._rows and matches(lines, self._rows[name][1]):
            return False
        before = set(canonical_lines(self.engine, name))
        after = set(lines)
        said = _triples(after - before)
        with writing(self._store):
            self._take_away(_triples(before - after), name)
            self._put_in(said, name)
        self._said.update(said)
        self.changed.add(name)
        return True

    def remove(self, graph: str) -> None:
        """The named graph holds nothing."""
        self.replace(URIRef(graph), [])

    def infer(self, graph: URIRef, rules: Iterable[str]) -> int:
        """Makes the named graph hold just the consequences of the rules, as from nothing.

        Only rules that a change has reached run again, and only differences are written.

        Returns:
            The number of consequences.

        Raises:
            OutputError: the store folder cannot be written.
        """
        name = str(graph)
        count = self._rows.get(name, (0, ""))[0]
        with writing(self._store):
            for stratum in strata([read_rule(text) for text in rules]):
                if stratum.touches & self._subjects.keys():
                    count += self._infer_again(graph, stratum)
                    self.changed.add(name)
        return count

    def _infer_again(self, graph: URIRef, stratum: Stratum) -> int:
        """Returns by how much the number of consequences grew."""
        name = str(graph)
        if stratum.circular:  # consequences may rest on each other: none may stay
            held = set(self._held(name, stratum, None))
            self._take_away(held, name)
            before = self._triples
            added = super().infer(graph, [rule.text for rule in stratum.rules])
            self._triples = before + added
            came = set(self._held(name, stratum, None))
            self.gained |= came - self.lost
            self.lost -= came
            self._more[name] += len(came)
            self._sums[name] += line_sum(map(_line, came))
            for triple in came:
                self._note(triple)
            return added - len(held)
        reached = self._reached(stratum)
        engine = self.engine if reached is None else self._near(stratum, reached)
        found = {
            triple
            for rule in stratum.rules
            for triple in engine.query(rule.text)  # type: ignore[union-attr]
            if reached is None or triple.subject.value in reached
        }
        held = set(self._held(name, stratum, reached))
        # what a document says itself is no consequence; nothing else was said of `held` before
        stale = held - found | held & self._said
        fresh = [t for t in found - held if _bare(t) not in self.engine]
        self._take_away(stale, name)
        self._put_in(fresh, name)
        return len(fresh) - len(stale)

    def _held(
        self, graph: str, stratum: Stratum, things: Collection[str] | None
    ) -> Iterator[ox.Triple]:
        """Yields the consequences held of the things, or of all."""
        name = ox.NamedNode(graph)
        nodes = [None] if things is None else [ox.NamedNode(thing) for thing in sorted(things)]
        for relation in sorted(stratum.writes):
            for node in nodes:
                quads = self.engine.quads_for_pattern(node, ox.NamedNode(relation), None, name)
                yield from (quad.triple for quad in quads)

    def _reached(self, stratum: Stratum) -> set[str] | None:
        """Returns the things whose consequences may be others now; None when they may be many."""
        if not stratum.local(self._subjects):
            return None
        reached: set[str] = set()
        for relation, subjects in self._subjects.items():
            if relation in stratum.writes:
                reached |= subjects
            for way in {way for rule in stratum.rules for way in rule.ways(relation)}:
                reached |= walked(self.engine, subjects, way)
                if way:
                    reached |= walked(self._before, subjects, way)
        return reached if len(reached) <= _MANY else None

    def _near(self, stratum: Stratum, things: set[str]) -> ox.Store:
        """Returns an engine with all that the rules need to know of the things."""
        told: set[ox.Triple] = set()
        for rule in stratum.rules:
            back = {turned(way) for _, way in rule.reach}
            begins = things.union(*(walked(self.engine, things, way) for way in back))
            told |= told_from(self.engine, begins, rule.reads)
        near = ox.Store()
        near.extend(map(_bare, told))
        return near

    def neighbourhood(self, now: Store | None = None) -> Neighbourhood:
        """Returns what the changes reach.

        Args:
            now: the generation that this graph has become; left out while it has not.
        """
        base = self.previous.base
        after = Side.of(now) if now else Side(self.engine, base)
        ontology = f"{base}graph/ontology"
        return Neighbourhood(Side(self._before, base), after, self.gained, self.lost, ontology)

    def said_of(self, things: Iterable[Node], graph: URIRef) -> Iterator[Said]:
        """Yields what a named graph says of the things."""
        name = ox.NamedNode(str(graph))
        for thing in things:
            if isinstance(thing, URIRef):
                node = ox.NamedNode(str(thing))
                for quad in self.engine.quads_for_pattern(node, None, None, name):
                    value = from_engine(quad.object)
                    if not isinstance(value, BNode):  # the mapping makes none
                        yield thing, URIRef(quad.predicate.value), value

    def speaking_of(self, things: Iterable[str]) -> set[str]:
        """Returns the named graphs that say something about one of the things, or name one."""
        found = set()
        for thing in things:
            node = ox.NamedNode(thing)
            found |= {q.graph_name for q in self.engine.quads_for_pattern(node, None, None)}
            found |= {q.graph_name for q in self.engine.quads_for_pattern(None, None, node)}
        return {name.value for name in found if isinstance(name, ox.NamedNode)}

    def triples(self) -> int:
        """Returns the number of statements in the default graph."""
        return self._triples

    def rows_of_graphs(self) -> Iterator[tuple[str, int, str]]:
        """Yields each named graph that holds a statement, their number and their checksum."""
        for name in sorted(self._rows.keys() | self.changed):
            if name not in self.changed:
                yield (name, *self._rows[name])
            elif row := self._followed_row(name):
                yield name, *row
            elif lines := canonical_lines(self.engine, name):
                yield name, len(lines), checksum(lines)

    def _followed_row(self, name: str) -> tuple[int, str] | None:
        """Returns number and checksum of a graph of many lines, made from those before."""
        before, told = self._rows.get(name, (0, ""))
        count = before + self._more[name]
        if not told.startswith("+") or count <= MANY_LINES:
            return None
        return count, summed(int(told[1:], 16) + self._sums[name])

    def write_engine(self, folder: Path) -> None:
        """The engine's files lie in the folder, and this dataset is at its end."""
        self.engine.flush()
        self.engine = ox.Store()  # the engine closes its files when nobody holds it
        (self._place / "engine").rename(folder)
        self._place.rmdir()

    def __del__(self) -> None:
        """What was not published is gone."""
        self.engine = ox.Store()
        shutil.rmtree(self._place, ignore_errors=True)

    def _take_away(self, triples: Iterable[ox.Triple], graph: str) -> None:
        name = ox.NamedNode(graph)
        gone = list(triples)
        self._more[graph] -= len(gone)
        self._sums[graph] -= line_sum(map(_line, gone))
        self._drop([ox.Quad(t.subject, t.predicate, t.object, name) for t in gone])
        bare = [_bare(triple) for triple in gone if not self._is_said(triple)]
        self._drop(bare)
        self._triples -= len(bare)
        for triple in gone:
            self._note(triple)
        went = {quad.triple for quad in bare}
        self.lost |= went - self.gained
        self.gained -= went

    def _is_said(self, triple: ox.Triple) -> bool:
        """Returns whether a named graph says it."""
        quads = self.engine.quads_for_pattern(triple.subject, triple.predicate, triple.object)
        return any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads)

    def _drop(self, quads: Sequence[ox.Quad]) -> None:
        """Takes statements out, many in one step of the engine; it wants no blank nodes there."""
        plain = [q for q in quads if not isinstance(q.subject, ox.BlankNode)]
        plain = [q for q in plain if not isinstance(q.object, ox.BlankNode)]
        for at in range(0, len(plain), _AT_ONCE):
            said = "".join(map(_written, plain[at : at + _AT_ONCE]))
            self.engine.update(f"DELETE DATA {{\n{said}}}")
        if len(plain) < len(quads):
            for quad in quads:
                self.engine.remove(quad)

    def _put_in(self, triples: Iterable[ox.Triple], graph: str) -> None:
        name = ox.NamedNode(graph)
        found = list(triples)
        self._more[graph] += len(found)
        self._sums[graph] += line_sum(map(_line, found))
        for triple in found:
            self._note(triple)
        fresh = [quad for quad in map(_bare, found) if quad not in self.engine]
        named = (ox.Quad(t.subject, t.predicate, t.object, name) for t in found)
        self.engine.extend([*fresh, *named])
        self._triples += len(fresh)
        came = {quad.triple for quad in fresh}
        self.gained |= came - self.lost
        self.lost -= came

    def _note(self, triple: ox.Triple) -> None:
        subjects = self._subjects[triple.predicate.value]
        if isinstance(triple.subject, ox.NamedNode):
            subjects.add(triple.subject.value)
            self.touched.add(triple.subject.value)


def _triples(lines: Iterable[bytes]) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES)]


def _line(triple: ox.Triple) -> bytes:
    return f"{triple} .\n".encode()


def _bare(triple: ox.Triple) -> ox.Quad:
    """Returns the statement in the default graph."""
    return ox.Quad(triple.subject, triple.predicate, triple.object)


def _written(quad: ox.Quad) -> str:
    """Returns a statement as SPARQL writes data."""
    graph = quad.graph_name
    said = f"{quad.triple} ."
    return f"{said}\n" if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{ {said} }}\n"
