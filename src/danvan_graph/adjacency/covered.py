"""How far every instrument has been answered by those who were told to, in one walk over the index."""

from dataclasses import dataclass

import numpy as np

from danvan_graph.adjacency.columns import Array, Lists, owners_of, turned
from danvan_graph.adjacency.index import Adjacency


@dataclass(frozen=True, slots=True)
class Covered:
    """How many were told to answer one instrument, and how many have.

    Attributes:
        number: of the instrument.
        expected: bodies that were told or expected to answer.
        collected: those of them of whom the collection holds an answer.
        groups: groups told whose members cannot be listed.
    """

    number: int
    expected: int
    collected: int
    groups: int


def covered_instruments(index: Adjacency) -> list[Covered]:
    """Returns every instrument that someone was told to answer, the one told to most bodies first.

    The counts are those of ``coverage/by-instrument``: a document answers an instrument when it
    carries it out directly or through others and a body that was told has issued it.
    """
    told, groups = owners_of(index.told), owners_of(index.groups_told)
    count = len(index)
    expected = np.bincount(told, minlength=count)
    unlisted = np.bincount(groups, minlength=count)
    asked = told.astype(np.int64) * count + index.told.members
    held = asked[np.isin(asked, _answered(index, told))] // count
    collected = np.bincount(held, minlength=count)
    found = np.flatnonzero(((expected > 0) | (unlisted > 0)) & index.known)
    order = found[np.lexsort((found, -expected[found]))]
    columns = (order, expected[order], collected[order], unlisted[order])
    return [Covered(*row) for row in zip(*(c.tolist() for c in columns), strict=True)]


def _answered(index: Adjacency, asked: Array) -> Array:
    """Returns who has answered which of some instruments, both as one number."""
    count = len(index)
    wanted = np.zeros(count, np.bool_)
    wanted[asked] = True
    lower, upper = _carried_out(index)
    kept = wanted[upper]
    lower, upper = lower[kept], upper[kept]
    places, owners = index.issuer.places(lower)
    issued_by = index.issuer.members[places]
    return np.unique(upper[owners].astype(np.int64) * count + issued_by)


def _carried_out(index: Adjacency) -> tuple[Array, Array]:
    """Returns each collected document with everything it carries out, directly or through others."""
    count = len(index)
    upper_of = turned(index.carried_out_by, count)
    lower = np.flatnonzero(index.collected)
    lower, upper = _step(upper_of, lower, lower)
    seen = frontier = np.unique(lower.astype(np.int64) * count + upper)
    while len(frontier):
        lower, upper = _step(upper_of, frontier // count, frontier % count)
        further = np.unique(lower.astype(np.int64) * count + upper)
        frontier = further[~np.isin(further, seen)]
        seen = np.concatenate([seen, frontier])
    return seen // count, seen % count


def _step(upper_of: Lists, lower: Array, reached: Array) -> tuple[Array, Array]:
    """Returns who stands one step above what some have reached."""
    places, owners = upper_of.places(reached)
    return lower[owners], upper_of.members[places]
