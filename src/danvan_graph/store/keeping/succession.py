"""A new generation made from the one before: what did not change is neither read nor written.

It begins as a copy of the engine's files by hard links, in a folder of its own. Named graphs are
exchanged in it; the default graph and the consequences follow. The result holds the very same
statements as a graph that is built from nothing.
"""

import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from danvan_graph.errors import StoreError
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.generations.generation import Generation
from danvan_graph.store.generations.writer_lock import writing
from danvan_graph.store.keeping.consequences import Consequences
from danvan_graph.store.keeping.ledger import Ledger, bare, triples_of
from danvan_graph.store.keeping.neighbourhood import Neighbourhood, Side
from danvan_graph.store.making.dataset import (
    MANY_LINES,
    WorkingDataset,
    canonical_lines,
    checksum,
    matches,
    plain,
    summed,
)
from danvan_graph.store.making.rule_reach import Stratum, read_rule, strata
from danvan_graph.store.making.terms import from_engine

PREFIX = ".next-"
Said = tuple[URIRef, URIRef, URIRef | Literal]


class Succession(WorkingDataset):
    """The graph of a generation, open for changes that the generation does not see.

    Args:
        previous: the generation to begin with; it stays as it is.

    Attributes:
        previous: the same.
        changed: addresses of the named graphs that changed.

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
        self._before = source
        self._rows = previous.graphs()
        self._made: dict[str, tuple[int, str]] = {}
        followed = {name for name, (_, told) in self._rows.items() if told.startswith("+")}
        self._ledger = Ledger(self.engine, previous.triples, followed)
        self._said: set[bytes] = set()
        self.changed: set[str] = set()

    @property
    def gained(self) -> frozenset[ox.Triple]:
        """Statements that the union has now and had not before."""
        return frozenset(triples_of(self._ledger.gained))

    @property
    def lost(self) -> frozenset[ox.Triple]:
        """Statements that the union had and has no more."""
        return frozenset(triples_of(self._ledger.lost))

    @property
    def touched(self) -> frozenset[str]:
        """Addresses of the things of which something else is said."""
        kept = (self._ledger.subjects, self._ledger.resaid)
        return frozenset().union(*(things for told in kept for things in told.values()))

    def exchange(self, graphs: Mapping[URIRef, Iterable[tuple[Node, Node, Node]]]) -> set[str]:
        """Returns the named graphs that had to be changed to hold exactly these triples.

        Args:
            graphs: the triples of each; none for a graph that shall be no more.

        Raises:
            OutputError: the store folder cannot be written.
        """
        gone: dict[str, set[bytes]] = {}
        said: dict[str, set[bytes]] = {}
        for name, lines in ((str(graph), plain(triples)) for graph, triples in graphs.items()):
            row = self._row(name)
            if matches(lines, row[1]) if row else not lines:
                continue
            before = set(canonical_lines(self.engine, name) if row else ())
            gone[name], said[name] = before.difference(lines), set(lines) - before
            self._made[name] = len(lines), checksum(lines)
        with writing(self._store):
            self._ledger.take_away(gone)
            self._ledger.put_in(said)
        self._said.update(*said.values())
        self.changed |= gone.keys()
        return set(gone)

    def _row(self, name: str) -> tuple[int, str] | None:
        """Returns number and checksum of the lines of a named graph; None when it holds none."""
        row = self._made.get(name) or self._rows.get(name)
        return row if row and row[0] else None

    def replace(self, graph: URIRef, triples: Iterable[tuple[Node, Node, Node]]) -> bool:
        """Returns whether the named graph had to be changed to hold exactly these triples."""
        return bool(self.exchange({graph: triples}))

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
        count, _ = self._row(name) or (0, "")
        found = Consequences(self.engine, self._before, self._ledger, name)
        with writing(self._store):
            for stratum in strata([read_rule(text) for text in rules]):
                if found.touches(stratum):
                    count += self._infer_again(graph, stratum, found)
                    self.changed.add(name)
        self._made.pop(name, None)
        return count

    def _infer_again(self, graph: URIRef, stratum: Stratum, near: Consequences) -> int:
        """Returns by how much the number of consequences grew."""
        if stratum.circular:
            return self._infer_anew(graph, stratum, near)
        reached = near.reached(stratum)
        if reached is not None and not reached:
            return 0
        found, held = near.following(stratum, reached), near.held(stratum, reached)
        # what a document says itself is no consequence; nothing else was said of `held` before
        stale = held - found | held & self._said
        missing = sorted(found - held)
        triples = zip(missing, triples_of(missing), strict=True)
        fresh = [line for line, triple in triples if bare(triple) not in self.engine]
        self._ledger.take_away({str(graph): stale})
        self._ledger.add(str(graph), fresh)
        near.changed([*stale, *fresh])
        return len(fresh) - len(stale)

    def _infer_anew(self, graph: URIRef, stratum: Stratum, near: Consequences) -> int:
        """Returns the same of rules whose consequences may rest on each other: none may stay."""
        name = str(graph)
        held = near.held(stratum, None)
        self._ledger.take_away({name: held})
        super().infer(graph, [rule.text for rule in stratum.rules])
        came = near.held(stratum, None)
        self._ledger.found({name: came})
        near.changed(held | came)
        return len(came) - len(held)

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
        return self._ledger.triples

    def rows_of_graphs(self) -> Iterator[tuple[str, int, str]]:
        """Yields each named graph that holds a statement, their number and their checksum."""
        for name in sorted(self._rows.keys() | self.changed):
            if name in self._made or name not in self.changed:
                if row := self._row(name):
                    yield name, *row
            elif row := self._followed_row(name):
                yield name, *row
            elif lines := canonical_lines(self.engine, name):
                yield name, len(lines), checksum(lines)

    def _followed_row(self, name: str) -> tuple[int, str] | None:
        """Returns number and checksum of a graph of many lines, made from those before."""
        before, told = self._rows.get(name, (0, ""))
        count = before + self._ledger.more[name]
        if not told.startswith("+") or count <= MANY_LINES:
            return None
        return count, summed(int(told[1:], 16) + self._ledger.sums[name])

    def write_engine(self, folder: Path) -> None:
        """The engine's files lie in the folder, and this dataset is at its end."""
        self.engine.flush()
        self._ledger.close()
        self.engine = ox.Store()  # the engine closes its files when nobody holds it
        (self._place / "engine").rename(folder)
        self._place.rmdir()

    def __del__(self) -> None:
        """What was not published is gone."""
        vars(self).pop("_ledger", None)
        self.engine = ox.Store()
        shutil.rmtree(self._place, ignore_errors=True)
