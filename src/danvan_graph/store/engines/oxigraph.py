"""Reads one generation with the embedded engine, for the project's own queries only."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.term import Node

from danvan_graph.errors import StoreError
from danvan_graph.store.generations.generation import Generation, current, pointed_to
from danvan_graph.store.making.dataset import canonical_lines, canonical_quads, graph_names
from danvan_graph.store.making.terms import from_engine


@dataclass(frozen=True, slots=True)
class Answer:
    """The solutions of a SELECT.

    Attributes:
        columns: the variables in the order of the query.
        rows: one tuple each, None where a variable is unbound.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Node | None, ...], ...]

    def dicts(self) -> Iterator[dict[str, Node | None]]:
        """Yields each row by column."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))


class Embedded:
    """A graph that the engine inside this process reads.

    Trusted queries run here; what a stranger wrote goes through
    :class:`danvan_graph.store.untrusted.pool.QueryPool` instead.

    Args:
        engine: the engine.
    """

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine

    def select(self, query: str) -> Answer:
        """Returns the solutions of a SELECT over the default graph."""
        return answer_of(self._solutions(query))

    def construct(self, query: str) -> Graph:
        """Returns the triples of a CONSTRUCT over the default graph."""
        found = self._engine.query(query)
        if not isinstance(found, ox.QueryTriples):
            raise TypeError(type(found))
        return graph_of(found)

    def strings(self, query: str) -> Iterator[tuple[str | None, ...]]:
        """Yields the solutions of a SELECT as they are found, each value as its bare text.

        What builds an index reads hundreds of thousands of rows; this costs no term objects of
        rdflib. The kinds of the values are lost, so the query has to say them where it matters.

        Args:
            query: a SELECT over the default graph.
        """
        for row in self._solutions(query):
            yield tuple(None if term is None else term.value for term in row)

    def records(self, query: str) -> list[dict[str, str]]:
        """Returns the solutions of a SELECT as bare texts by variable, unbound ones left out.

        Like :meth:`strings`, it makes no term objects.
        """
        found = self._solutions(query)
        names = [variable.value for variable in found.variables]
        return [
            {n: t.value for n, t in zip(names, row, strict=True) if t is not None} for row in found
        ]

    def about(self, iri: URIRef) -> Graph:
        """Returns every triple whose subject is the thing."""
        return graph_of(quad.triple for quad in self._said_of(iri))

    def knows(self, iri: URIRef) -> bool:
        """Returns whether the graph says anything about the thing."""
        return next(self._said_of(iri), None) is not None

    def graph_names(self) -> Sequence[str]:
        """Returns the addresses of all named graphs, sorted."""
        return graph_names(self._engine)

    def holds_graph(self, name: str) -> bool:
        """Returns whether there is a named graph of an address."""
        try:
            return self._engine.contains_named_graph(ox.NamedNode(name))
        except ValueError:  # no address
            return False

    def lines(self, graph: str | None) -> list[bytes]:
        """Returns a graph as N-Triples lines sorted by their bytes; None is the default graph."""
        return canonical_lines(self._engine, graph)

    def nquads(self) -> Iterator[bytes]:
        """Yields the lines of the named graphs in canonical order: by graph, then by bytes."""
        yield from canonical_quads(self._engine)

    def _solutions(self, query: str) -> ox.QuerySolutions:
        found = self._engine.query(query)
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError(type(found))
        return found

    def _said_of(self, iri: URIRef) -> Iterator[ox.Quad]:
        subject = ox.NamedNode(str(iri))
        return iter(self._engine.quads_for_pattern(subject, None, None, ox.DefaultGraph()))


class Store(Embedded):
    """A generation, read-only.

    Attributes:
        generation: what is being read.
    """

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        try:
            super().__init__(ox.Store.read_only(str(generation.engine)))
        except (OSError, RuntimeError) as error:  # the engine calls a missing file corruption
            raise StoreError(
                f"Không mở được kho “{generation.folder}” ({error}); hãy chạy lại “danvan build”.",
                f"The store “{generation.folder}” cannot be opened ({error}).",
            ) from error

    @property
    def base(self) -> str:
        """The base of the graph's addresses."""
        return self.generation.base

    def select(self, query: str) -> Answer:
        """Returns the solutions of a SELECT over the default graph.

        Raises:
            StoreError: a file of the generation cannot be read, as when it was dropped meanwhile.
        """
        try:
            return super().select(query)
        except OSError as error:
            raise self._unreadable(error) from error

    def strings(self, query: str) -> Iterator[tuple[str | None, ...]]:
        """Yields the solutions of a SELECT as they are found, each value as its bare text.

        Raises:
            StoreError: a file of the generation cannot be read, as when it was dropped meanwhile.
        """
        try:
            yield from super().strings(query)
        except OSError as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: OSError) -> StoreError:
        return StoreError(
            f"Không đọc được kho “{self.generation.folder}” ({error}); bản này có thể vừa được "
            "dọn đi, hãy mở lại kho, hoặc chạy lại “danvan build”.",
            f"The store “{self.generation.folder}” cannot be read ({error}).",
        )


def answer_of(found: ox.QuerySolutions) -> Answer:
    """Returns the engine's solutions as terms of rdflib."""
    columns = tuple(v.value for v in found.variables)
    rows = tuple(tuple(None if t is None else from_engine(t) for t in row) for row in found)
    return Answer(columns, rows)


def graph_of(triples: Iterable[ox.Triple]) -> Graph:
    """Returns the engine's triples as a graph of rdflib."""
    graph = Graph()
    for triple in triples:
        terms = (triple.subject, triple.predicate, triple.object)
        graph.add(tuple(from_engine(t) for t in terms))  # type: ignore[arg-type]
    return graph


def open_store(folder: Path) -> Store:
    """Returns the newest whole generation of a store folder, open for reading.

    A generation that is dropped in the moment of opening is left for the one that took its place.

    Raises:
        StoreError: there is none, it is damaged, or it is of another version.
    """
    while True:
        name = pointed_to(folder)
        try:
            return Store(current(folder))
        except StoreError:
            if pointed_to(folder) == name:
                raise
