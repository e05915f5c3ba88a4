"""Who reaches an instrument along chains of citations, or by carrying it out."""

from collections.abc import Set as AbstractSet
from typing import NamedTuple

import numpy as np

from danvan_graph.adjacency.columns import Array
from danvan_graph.adjacency.index import Adjacency

_NOWHERE = -1
_NONE = np.empty(0, np.int32)


class Reached(NamedTuple):
    """Plans that reach an instrument, in the order in which they are listed.

    Attributes:
        edges: the first step of each, as the number of an edge.
        lengths: how many steps each takes.
        via: for things between, the edge by which they go on; empty when all cite it themselves.
    """

    edges: Array
    lengths: Array
    via: Array

    def among(self, chosen: Array) -> "Reached":
        """Returns those for which a row of truth values holds true."""
        return Reached(self.edges[chosen], self.lengths[chosen], self.via)


def direct(index: Adjacency, goal: int) -> Reached:
    """Returns the plans that cite an instrument themselves."""
    edges = index.plans[goal]
    return Reached(edges, index.one_step[: len(edges)], _NONE)


def reaching(
    index: Adjacency, goal: int, carrying: AbstractSet[str], roles: AbstractSet[str] = frozenset()
) -> Reached:
    """Returns the plans that reach an instrument, each by the shortest chain.

    Args:
        index: the graph.
        goal: number of the instrument.
        carrying: slugs of the relations along which a citation is carried on.
        roles: slugs of the relations of which the first step must be one; empty for any.
    """
    return _Walk(index, goal, frozenset(carrying), frozenset(roles)).walked()


class _Walk:
    """A walk away from the goal, one step at a time over all that was reached by the last.

    Of chains of one length the first is kept in the order in which a queue would find them:
    that of the chains they go on from, then that of the addresses.
    """

    def __init__(
        self, index: Adjacency, goal: int, carrying: frozenset[str], roles: frozenset[str]
    ) -> None:
        self._index, self._goal = index, goal
        self._carrying = index.mask(carrying)
        self._roles = index.mask(roles) if roles else None
        self._via = np.full(len(index), _NOWHERE, np.int32)
        self._found = np.full(len(index), _NOWHERE, np.int32)
        self._lengths = np.zeros(len(index), np.int32)

    def walked(self) -> Reached:
        """Returns what the whole walk finds."""
        index, length = self._index, 1
        frontier = np.array([self._goal])
        while len(frontier):
            edges = index.citing.places(frontier)[0]
            edges = edges[index.source[edges] != self._goal]
            self._find(edges, length)
            frontier = self._carry(edges)
            length += 1
        plans = np.flatnonzero(self._found != _NOWHERE)
        lengths = self._lengths[plans]
        order = np.lexsort((plans, index.newness[plans], lengths, index.level_order[plans]))
        return Reached(self._found[plans][order], lengths[order], self._via)

    def _find(self, edges: Array, length: int) -> None:
        index, sources = self._index, self._index.source[edges]
        wanted = index.plan[sources] & index.known[sources] & (self._found[sources] == _NOWHERE)
        if self._roles is not None:
            wanted &= (index.relations[edges] & self._roles) != 0
            chosen = edges[wanted]
            chosen = chosen[np.array([not self._turns_back(e) for e in chosen.tolist()], np.bool_)]
        else:
            chosen = edges[wanted]
        first = _firsts(index.source[chosen])
        plans = index.source[chosen[first]]
        self._found[plans] = chosen[first]
        self._lengths[plans] = length

    def _turns_back(self, edge: int) -> bool:
        """Returns whether the chain that an edge begins goes through its own beginning."""
        source, at = int(self._index.source[edge]), int(self._index.target[edge])
        while at != self._goal:
            if at == source:
                return True
            at = int(self._index.target[self._via[at]])
        return False

    def _carry(self, edges: Array) -> Array:
        """Returns what was reached for the first time and carries the citation on."""
        index, sources = self._index, self._index.source[edges]
        on = (self._via[sources] == _NOWHERE) & ((index.relations[edges] & self._carrying) != 0)
        chosen = edges[on]
        first = np.sort(_firsts(index.source[chosen]))
        reached: Array = index.source[chosen[first]]
        self._via[reached] = chosen[first]
        return reached


def _firsts(numbers: Array) -> Array:
    """Returns the places at which each number stands first."""
    return np.unique(numbers, return_index=True)[1]
