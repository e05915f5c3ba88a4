"""What relates to one instrument: counted from the look-up index, the first of each relation read."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from danvan_graph.adjacency.citing import MENTIONED
from danvan_graph.adjacency.columns import Array
from danvan_graph.adjacency.index import Adjacency
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.web.reading.citations import Link, Mention, mentions_at, strength

_OF_EACH = 3
"""So many passages are read of one document; a plan that many others quote has hundreds."""
_CITATION = 0
"""The place of the address among what the index tells of a passage."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What relates to an instrument by one relation.

    Attributes:
        relation: its slug.
        total: how many instruments there are.
        links: the first of them.
    """

    relation: str
    total: int
    links: tuple[Link, ...]


def incoming_of(store: Store, index: Adjacency, instrument: str, most: int) -> list[Incoming]:
    """Returns what relates to an instrument, each by its strongest relation, that first.

    Upper levels come first, then the newest.

    Args:
        store: the graph.
        index: its look-up index.
        instrument: its address.
        most: how many of each relation are read with their passages.
    """
    goal = index.number(instrument)
    if goal is None:
        return []
    groups = dict(_groups(index, np.arange(*index.citing.begins[goal : goal + 2])))
    chosen = {relation: edges[:most].tolist() for relation, edges in groups.items()}
    said = _passages(store, index, [edge for edges in chosen.values() for edge in edges])
    return [
        Incoming(
            relation,
            len(groups[relation]),
            tuple(_link(index, edge, said) for edge in chosen[relation]),
        )
        for relation in sorted(groups, key=strength)
    ]


def _groups(index: Adjacency, edges: Array) -> Iterator[tuple[str, Array]]:
    """Yields the relations, each with the edges of which it is the strongest, in their order."""
    edges = edges[index.known[index.source[edges]]]
    sources = index.source[edges]
    edges = edges[np.lexsort((sources, index.newness[sources], index.level_order[sources]))]
    masks: dict[str, list[int]] = defaultdict(list)
    for mask in np.unique(index.relations[edges]).tolist():
        masks[min(index.slugs_of(mask), key=strength)].append(mask)
    for relation, same in masks.items():
        yield relation, edges[np.isin(index.relations[edges], np.array(same, np.uint64))]


def _passages(store: Store, index: Adjacency, edges: Sequence[int]) -> dict[str, Mention]:
    wanted = {address for edge in edges for address in _addresses(index, edge)[:_OF_EACH]}
    return {mention.iri: mention for mention in mentions_at(store, sorted(wanted))}


def _addresses(index: Adjacency, edge: int) -> list[str]:
    found = (index.texts[int(row[_CITATION])] for row in index.passages(edge))
    return list(dict.fromkeys(found))


def _link(index: Adjacency, edge: int, said: dict[str, Mention]) -> Link:
    addresses = _addresses(index, edge)
    relations = tuple(sorted(index.relations_of(edge), key=strength))
    other = index.iris[int(index.source[edge])]
    shown = tuple(_as_of(other, said[a]) for a in addresses[:_OF_EACH] if a in said)
    return Link(other, relations, shown, len(addresses) - len(shown))


def _as_of(other: str, mention: Mention) -> Mention:
    """Returns a citation as one by a document; what it quotes from another it only mentions."""
    return mention if mention.source == other else replace(mention, relation=MENTIONED)
