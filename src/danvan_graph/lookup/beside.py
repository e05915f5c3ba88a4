"""The instruments of a graph, from the look-up index where one lies beside the store."""

from danvan_graph.adjacency.index import Adjacency
from danvan_graph.errors import StoreError
from danvan_graph.lookup.index import InstrumentIndex
from danvan_graph.lookup.mapped import mapped
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.engines.reader import Reader

_NAME = "adjacency"


def index_of(store: Reader) -> InstrumentIndex:
    """Returns the instruments of a graph: read when they are asked for, or else all at once.

    Args:
        store: the graph; from another engine than the embedded one everything is read.
    """
    if isinstance(store, Store) and _NAME in store.generation.companions:
        try:
            return mapped(Adjacency(store.generation.companion(_NAME)), store.base)
        except StoreError:  # another version made it
            pass
    return InstrumentIndex.of(store)
