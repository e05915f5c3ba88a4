"""Who cites whom, with the passages exchanged of the documents that a change reaches."""

import numpy as np

from danvan_graph.adjacency.citing import MENTIONED
from danvan_graph.adjacency.columns import Array, grouped
from danvan_graph.adjacency.exchange import Exchange, Unlike
from danvan_graph.adjacency.splicing import members_of, owners_in, owners_of, pair_keys, with_keys
from danvan_graph.adjacency.texts import NONE, Texts
from danvan_graph.adjacency.written import WAS

_TEXTS = ("citation", "document_label", "section", "section_label", "quote")
_PLAIN = ("start", "end", "basis", "confidence")
_SLUGS = ("relation_slug.bytes", "relation_slug.ends")


def _slugs(row: Texts) -> list[str]:
    return [row[at] for at in range(len(row))]


def passage_columns(exchange: Exchange) -> dict[str, Array]:
    """Returns the columns of the passages in no order, with their edges and old numbers.

    Raises:
        Unlike: the two indexes number relations otherwise.
    """
    old, near = exchange.old, exchange.near
    if _slugs(Texts(old, "relation_slug")) != _slugs(Texts(near, "relation_slug")):
        raise Unlike
    held = exchange.from_old[old["passage.document"]]
    stays = (held >= 0) & ~exchange.documents[held]
    told = exchange.from_near[near["passage.document"]]
    comes = exchange.documents[told]
    columns = {
        f"passage.{name}": np.concatenate([
            old[f"passage.{name}"][stays], near[f"passage.{name}"][comes]
        ])
        for name in (*_PLAIN, "relation")
    }  # fmt: skip
    columns["passage.document"] = np.concatenate([held[stays], told[comes]]).astype(np.int32)
    columns[WAS] = np.concatenate([np.flatnonzero(stays), np.full(comes.sum(), NONE)])
    for name in _TEXTS:
        more = exchange.renumbered_texts(near[f"passage.{name}"][comes])
        columns[f"passage.{name}"] = np.concatenate([old[f"passage.{name}"][stays], more])
    columns["passage.edge"] = np.concatenate(
        [
            _edge_keys(old, exchange.from_old)[owners_in(old["passage.from"])][stays],
            _edge_keys(near, exchange.from_near)[owners_in(near["passage.from"])][comes],
        ]
    )
    return columns | _printed(exchange) | {name: old[name] for name in _SLUGS}


def _edge_keys(columns: object, numbers: Array) -> Array:
    target, source = columns["target"], columns["source"]  # type: ignore[index]
    return pair_keys(numbers[target], numbers[source])


def _printed(exchange: Exchange) -> dict[str, Array]:
    """Returns how often each document prints a citation of each instrument."""
    old, near = exchange.old, exchange.near
    held = exchange.from_old[old["printed.document"]]
    stays = (held >= 0) & ~exchange.documents[held]
    told = exchange.from_near[near["printed.document"]]
    comes = exchange.documents[told]
    targets = exchange.from_old[old["printed.target"]], exchange.from_near[near["printed.target"]]
    keys = np.concatenate([
        pair_keys(targets[0][stays], held[stays]), pair_keys(targets[1][comes], told[comes])
    ])  # fmt: skip
    times = np.concatenate([old["printed.times"][stays], near["printed.times"][comes]])
    order = np.argsort(keys, kind="stable")
    return {
        "printed.target": owners_of(keys[order]).astype(np.int32),
        "printed.document": members_of(keys[order]).astype(np.int32),
        "printed.times": times[order].astype(np.int32),
    }


def sorted_passages(columns: dict[str, Array], edges: Array) -> dict[str, Array]:
    """Returns the columns of the passages in the order in which an edge tells them.

    Args:
        columns: those of the passages, whose texts are numbered in the order of their bytes.
        edges: the edge of each, as a key.
    """
    slugs = _slugs(Texts(columns, "relation_slug"))
    mentioned = columns["passage.relation"] == slugs.index(MENTIONED)
    order = np.lexsort((
        columns["passage.citation"], columns["passage.start"], columns["passage.basis"] == 0,
        mentioned, edges,
    ))  # fmt: skip
    return {
        name: column[order] if name.startswith("passage.") else column
        for name, column in columns.items()
    }


def edge_columns(exchange: Exchange, edges: Array, columns: dict[str, Array]) -> dict[str, Array]:
    """Returns the columns of the edges.

    Args:
        exchange: the old index and the small one.
        edges: the edge of each passage, as a key, in order.
        columns: those of the passages, in the same order.
    """
    printed, begins = np.unique(edges, return_index=True)
    bits = np.uint64(1) << columns["passage.relation"].astype(np.uint64)
    masks = np.bitwise_or.reduceat(bits, begins) if len(bits) else bits
    keys, held = _unprinted(exchange, printed)
    every = with_keys(printed, keys)
    relations = np.zeros(len(every), np.uint64)
    relations[np.searchsorted(every, printed)] = masks
    relations[np.searchsorted(every, keys)] = held
    targets, sources = owners_of(every), members_of(every)
    forward = np.argsort(pair_keys(sources, targets), kind="stable").astype(np.int32)
    count = len(exchange)
    return {
        "target": targets.astype(np.int32),
        "source": sources.astype(np.int32),
        "source.from": grouped(count, targets),
        "relations": relations,
        "cites": forward,
        "cites.from": grouped(count, sources[forward]),
        "passage.from": grouped(len(every), np.searchsorted(every, edges)),
    }


def _unprinted(exchange: Exchange, printed: Array) -> tuple[Array, Array]:
    """Returns the edges that no passage tells of, and their relations."""
    keys, masks = [], []
    for columns, numbers, told in (
        (exchange.old, exchange.from_old, False),
        (exchange.near, exchange.from_near, True),
    ):
        target, source = numbers[columns["target"]], numbers[columns["source"]]
        silent = np.diff(columns["passage.from"]) == 0
        chosen = silent & (target >= 0) & (source >= 0) & (exchange.is_told[source] == told)
        keys.append(pair_keys(target[chosen], source[chosen]))
        masks.append(columns["relations"][chosen])
    both, held = np.concatenate(keys), np.concatenate(masks)
    fresh = ~np.isin(both, printed)
    return both[fresh], held[fresh]
