"""What every engine can do, wherever it runs: the one face that the rooms above see."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from rdflib import Graph, URIRef

from danvan_graph.store.engines.oxigraph import Answer


class Reader(Protocol):
    """A published graph, open for the project's own queries."""

    @property
    def base(self) -> str:
        """The base of the graph's addresses."""

    def select(self, query: str) -> Answer:
        """Returns the solutions of a SELECT over the default graph."""

    def construct(self, query: str) -> Graph:
        """Returns the triples of a CONSTRUCT over the default graph."""

    def strings(self, query: str) -> Iterator[tuple[str | None, ...]]:
        """Yields the solutions of a SELECT, each value as its bare text."""

    def about(self, iri: URIRef) -> Graph:
        """Returns every triple whose subject is the thing."""

    def knows(self, iri: URIRef) -> bool:
        """Returns whether the graph says anything about the thing."""

    def graph_names(self) -> Sequence[str]:
        """Returns the addresses of all named graphs, sorted."""

    def lines(self, graph: str | None) -> list[bytes]:
        """Returns a graph as N-Triples lines sorted by their bytes; None is the default graph."""


class Writer(Reader, Protocol):
    """An engine whose graphs can be exchanged one by one."""

    def update(self, text: str) -> None:
        """A SPARQL 1.1 Update of the project itself has been carried out."""

    def put(self, graph: str | None, lines: Sequence[bytes]) -> None:
        """A graph holds exactly these N-Triples lines; None is the default graph."""

    def delete(self, graph: str | None) -> None:
        """A graph holds nothing."""
