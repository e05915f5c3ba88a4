"""The index of the generation before, with the things exchanged that a change reaches.

What is told of those things is made again by the very code that makes a whole index, from a small
graph; everything else is copied. The file is, byte for byte, the one that would be made from nothing.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from rdflib.namespace import SKOS

from danvan_graph.adjacency.citing import presorted
from danvan_graph.adjacency.columns import Array, Columns, write_columns
from danvan_graph.adjacency.exchange import Exchange, Unlike
from danvan_graph.adjacency.exchanged_edges import edge_columns, passage_columns, sorted_passages
from danvan_graph.adjacency.exchanged_findings import findings_columns
from danvan_graph.adjacency.exchanged_lists import (
    bearer_columns,
    duty_columns,
    issuing_columns,
    named_columns,
    relating_columns,
)
from danvan_graph.adjacency.exchanged_nodes import node_columns
from danvan_graph.adjacency.exchanged_written import rewritten_columns
from danvan_graph.adjacency.pooling import SORTED, pooled
from danvan_graph.adjacency.written import WAS
from danvan_graph.errors import StoreError
from danvan_graph.store.keeping.neighbourhood import Neighbourhood
from danvan_graph.vocabulary import DV

_EVERYWHERE = {str(SKOS.inScheme), str(SKOS.prefLabel), str(DV.relationProperty)}
"""What is said so of one thing is told of any number of others."""
_MANY = 50_000


def follow_adjacency(before: Path, folder: Path, change: Neighbourhood) -> bool:
    """Returns whether the folder holds the index of a graph, made from the one before.

    Args:
        before: the folder of the index of the generation before.
        folder: an empty folder that exists.
        change: what has changed since.
    """
    if change.relations & _EVERYWHERE or len(change.things) > _MANY:
        return False
    old = Columns(before)
    if SORTED not in set(old):  # made by a version that numbered texts as they came
        return False
    try:
        columns = _followed(old, change)
    except (Unlike, StoreError):  # an index of another version lacks a column
        return False
    if set(columns) != set(old):
        return False
    write_columns(folder, {name: columns[name] for name in old})
    return True


def _followed(old: Columns, change: Neighbourhood) -> Mapping[str, Array]:
    exchange = Exchange.of(old, change)
    passages = passage_columns(exchange)
    columns: dict[str, Array] = {
        "kinds.bytes": old["kinds.bytes"],
        "kinds.ends": old["kinds.ends"],
        **node_columns(exchange),
        **issuing_columns(exchange),
        **bearer_columns(exchange),
        **relating_columns(exchange),
        **duty_columns(exchange),
        **findings_columns(exchange),
        **named_columns(exchange),
        **passages,
    }
    columns = pooled(columns, exchange.old_texts, exchange.near_texts)
    edges = columns.pop("passage.edge")
    ordered = sorted_passages({n: a for n, a in columns.items() if n in passages}, edges)
    columns |= ordered | edge_columns(exchange, edges[np.argsort(edges, kind="stable")], ordered)
    columns |= presorted(columns) | rewritten_columns(exchange, columns)
    del columns[WAS]
    return columns
