"""Reads one generation with the embedded engine, for the project's own queries only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.term import Node

from danvan_graph.errors import StoreError
from danvan_graph.store.dataset import canonical_quads, graph_names
from danvan_graph.store.generation import Generation, current
from danvan_graph.store.terms import from_engine, to_engine


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


class Store:
    """A published graph, read-only.

    Trusted queries run in this process; what a stranger wrote goes through
    :class:`danvan_graph.store.pool.QueryPool` instead.

    Attributes:
        generation: what is being read.
    """

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        try:
            self._engine = ox.Store.read_only(str(generation.engine))
        except OSError as error:
            raise StoreError(
                f"Không mở được kho “{generation.folder}” ({error}); hãy chạy lại “danvan build”.",
                f"The store “{generation.folder}” cannot be opened ({error}).",
            ) from error

    def select(self, query: str) -> Answer:
        """Returns the solutions of a SELECT over the default graph."""
        found = self._engine.query(query)
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError(type(found))
        columns = tuple(v.value for v in found.variables)
        rows = tuple(
            tuple(None if row[c] is None else from_engine(row[c]) for c in columns) for row in found
        )
        return Answer(columns, rows)

    def construct(self, query: str) -> Graph:
        """Returns the triples of a CONSTRUCT over the default graph."""
        found = self._engine.query(query)
        if not isinstance(found, ox.QueryTriples):
            raise TypeError(type(found))
        graph = Graph()
        for triple in found:
            terms = (triple.subject, triple.predicate, triple.object)
            graph.add(tuple(from_engine(t) for t in terms))  # type: ignore[arg-type]
        return graph

    def about(self, iri: URIRef) -> Graph:
        """Returns every triple whose subject is the thing."""
        graph = Graph()
        for quad in self._engine.quads_for_pattern(to_engine(iri), None, None, ox.DefaultGraph()):  # type: ignore[arg-type]
            graph.add(tuple(from_engine(t) for t in (quad.subject, quad.predicate, quad.object)))  # type: ignore[arg-type]
        return graph

    def knows(self, iri: URIRef) -> bool:
        """Returns whether the graph says anything about the thing."""
        found = self._engine.quads_for_pattern(to_engine(iri), None, None, ox.DefaultGraph())  # type: ignore[arg-type]
        return next(iter(found), None) is not None

    def strings(self, query: str) -> Iterator[tuple[str | None, ...]]:
        """Yields the solutions of a SELECT as they are found, each value as its bare text.

        What builds an index reads hundreds of thousands of rows; this costs no term objects of
        rdflib. The kinds of the values are lost, so the query has to say them where it matters.

        Args:
            query: a SELECT over the default graph.
        """
        found = self._engine.query(query)
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError(type(found))
        for row in found:
            yield tuple(None if term is None else term.value for term in row)

    def graph_names(self) -> Sequence[str]:
        """Returns the addresses of all named graphs."""
        return graph_names(self._engine)

    def nquads(self) -> Iterator[bytes]:
        """Yields the lines of the named graphs in canonical order: by graph, then by bytes."""
        yield from canonical_quads(self._engine)


def open_store(folder: Path) -> Store:
    """Returns the newest whole generation of a store folder, open for reading.

    Raises:
        StoreError: there is none, it is damaged, or it is of another version.
    """
    return Store(current(folder))
