"""A graph in the memory of this process; it is gone with the process."""

from collections.abc import Sequence

import pyoxigraph as ox

from danvan_graph.store.engines.copied import base_in, graphs_in
from danvan_graph.store.engines.oxigraph import Embedded


class MemoryStore(Embedded):
    """An engine in memory, empty at first, that can be read and written."""

    def __init__(self) -> None:
        super().__init__(ox.Store())

    @property
    def base(self) -> str:
        """The base of the graph's addresses.

        Raises:
            StoreError: no graph has been published here.
        """
        return base_in(self, "memory:")

    def graph_names(self) -> Sequence[str]:
        """Returns the addresses of the named graphs of the published graph, sorted."""
        return sorted(graphs_in(self))

    def update(self, text: str) -> None:
        """A SPARQL 1.1 Update of the project itself has been carried out."""
        self._engine.update(text)

    def put(self, graph: str | None, lines: Sequence[bytes]) -> None:
        """A graph holds exactly these N-Triples lines; None is the default graph."""
        name = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
        self._engine.clear_graph(name)
        self._engine.load(b"".join(lines), ox.RdfFormat.N_TRIPLES, to_graph=name)

    def delete(self, graph: str | None) -> None:
        """A graph holds nothing."""
        if graph is None:
            self._engine.clear_graph(ox.DefaultGraph())
        else:
            self._engine.remove_graph(ox.NamedNode(graph))
