"""Instruments and passages as answers tell them, of an index that follows a change."""

from collections.abc import Mapping

import numpy as np

from danvan_graph.adjacency.columns import Array
from danvan_graph.adjacency.exchange import Exchange
from danvan_graph.adjacency.splicing import rebuilt
from danvan_graph.adjacency.texts import Texts
from danvan_graph.adjacency.written import INSTRUMENT, PASSAGE, WAS, Writer


def rewritten_columns(exchange: Exchange, columns: Mapping[str, Array]) -> dict[str, Array]:
    """Returns every instrument and passage as answers tell them; only what is told otherwise is written.

    Args:
        exchange: the older index and the change.
        columns: those of the new index, with :data:`WAS`.
    """
    writer = Writer(columns, exchange.change.now.base)
    things = _fresh(exchange.chosen, exchange.is_told | _recounted(exchange, columns))
    passages = _fresh(columns[WAS], columns[WAS] < 0)
    written = {
        INSTRUMENT: (things[0], [writer.instrument(at) for at in things[1]]),
        PASSAGE: (passages[0], [writer.passage(at) for at in passages[1]]),
    }
    rows = [rebuilt(n, Texts(exchange.old, n), *told) for n, told in written.items()]
    return rows[0] | rows[1]


def _recounted(exchange: Exchange, columns: Mapping[str, Array]) -> Array:
    """Returns of each thing whether it is new or cited by more or fewer than before."""
    chosen = exchange.chosen
    kept = np.flatnonzero(chosen >= 0)
    found = chosen < 0
    found[kept] = exchange.old["cited_by"][chosen[kept]] != columns["cited_by"][kept]
    return np.asarray(found)


def _fresh(older: Array, changed: Array) -> tuple[Array, list[int]]:
    """Returns what is taken from an older row, and what has to be written."""
    chosen, numbers = older.copy(), np.flatnonzero(changed)
    chosen[numbers] = -1 - np.arange(len(numbers))
    return chosen, numbers.tolist()
