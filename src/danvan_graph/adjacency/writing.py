"""Makes the index of a graph, in a few long answers of the engine."""

from collections.abc import Mapping
from pathlib import Path

from danvan_graph.adjacency import facts
from danvan_graph.adjacency.citing import citing_columns, presorted
from danvan_graph.adjacency.columns import Array, write_columns
from danvan_graph.adjacency.findings import ended_column, finding_columns
from danvan_graph.adjacency.instruments import instrument_columns
from danvan_graph.adjacency.naming import naming_columns
from danvan_graph.adjacency.nodes import Nodes
from danvan_graph.adjacency.owing import owing_columns
from danvan_graph.adjacency.pooling import NO_TEXTS, pooled
from danvan_graph.adjacency.telling import telling_columns
from danvan_graph.adjacency.texts import Pool, text_columns
from danvan_graph.adjacency.written import written_columns
from danvan_graph.store.engines.reader import Reader


def write_adjacency(store: Reader, folder: Path) -> None:
    """Returns once the folder holds the look-up index of everything in the store.

    Args:
        store: the graph.
        folder: an empty folder that exists.
    """
    write_columns(folder, adjacency_columns(store))


def adjacency_columns(store: Reader) -> Mapping[str, Array]:
    """Returns the columns of the index of a graph."""
    pool = Pool()
    known = facts.instruments(store)
    cited = list(facts.citations(store))
    nodes = Nodes.of(store, known, cited)
    columns = {
        **text_columns("iri", nodes.addresses),
        **instrument_columns(store, known, nodes, pool),
        **citing_columns(store, cited, nodes, pool),
        **telling_columns(store, nodes),
        **owing_columns(store, nodes, pool),
        **finding_columns(store, nodes),
        **ended_column(store, nodes),
        **naming_columns(store, pool),
    }
    columns = pooled(columns | presorted(columns), NO_TEXTS, tuple(pool))
    return columns | written_columns(columns, store.base)
