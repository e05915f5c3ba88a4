"""Rows and lists with some of their parts exchanged, whatever their length: copies, no loops."""

from collections.abc import Iterable, Sequence

import numpy as np

from danvan_graph.adjacency.columns import Array, grouped
from danvan_graph.adjacency.texts import Texts

_HALF = 32
_LOW = (1 << _HALF) - 1


def pair_keys(owners: Array, members: Array) -> Array:
    """Returns pairs of numbers as single numbers that sort as the pairs do.

    >>> pair_keys(np.array([1]), np.array([2])).tolist() == [2**32 + 2]
    True
    """
    keys: Array = owners.astype(np.int64) << _HALF | members.astype(np.int64)
    return keys


def owners_of(keys: Array) -> Array:
    """Returns the first numbers of pairs."""
    found: Array = keys >> _HALF
    return found


def members_of(keys: Array) -> Array:
    """Returns the second numbers of pairs."""
    found: Array = keys & _LOW
    return found


def owners_in(begins: Array) -> Array:
    """Returns the owner of each member of a list, from where the members of each begin.

    >>> owners_in(np.array([0, 2, 2, 3])).tolist()
    [0, 0, 2]
    """
    return np.repeat(np.arange(len(begins) - 1), np.diff(begins))


def renumbered(keep: Array, inserted: Array) -> Array:
    """Returns the new numbers of sorted things, −1 for those that go.

    Args:
        keep: of each old thing, whether it stays.
        inserted: for each new thing, before which old one it comes, in rising order.

    >>> renumbered(np.array([True, False, True]), np.array([0, 2])).tolist()
    [1, -1, 3]
    """
    old = np.arange(len(keep))
    shifted = np.cumsum(keep) - 1 + np.searchsorted(inserted, old, side="right")
    return np.where(keep, shifted, -1)


def sources(numbers: Array, count: int) -> Array:
    """Returns for each new number the old one, and −1, −2, … for what is new, in order.

    >>> sources(np.array([1, -1, 3]), 4).tolist()
    [-1, 0, -2, 2]
    """
    found = np.full(count, -1, np.int64)
    kept = numbers >= 0
    found[numbers[kept]] = np.flatnonzero(kept)
    fresh = np.flatnonzero(found < 0)
    found[fresh] = -1 - np.arange(len(fresh))
    return found


def rebuilt(name: str, old: Texts, chosen: Array, fresh: Sequence[bytes]) -> dict[str, Array]:
    """Returns the columns of a row of texts made of an older one.

    Args:
        name: of the row.
        old: the older row.
        chosen: for each new text the number of an old one, or −1, −2, … for a fresh one.
        fresh: the UTF-8 bytes of the fresh texts.
    """
    starts, held = old.ends[:-1], old.bytes
    lengths = np.zeros(len(chosen), np.int64)
    kept = chosen >= 0
    lengths[kept] = np.diff(old.ends)[chosen[kept]]
    lengths[~kept] = np.array([len(text) for text in fresh], np.int64)[-1 - chosen[~kept]]
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    steps = np.diff(chosen) != 1
    breaks = steps | ~kept[:-1] | ~kept[1:] if len(chosen) else steps
    begins = np.concatenate([[0], np.flatnonzero(breaks) + 1]) if len(chosen) else np.empty(0, int)
    stops = np.concatenate([begins[1:], [len(chosen)]]) - 1
    pieces = []
    for begin, stop in zip(begins.tolist(), stops.tolist(), strict=False):
        first, last = int(chosen[begin]), int(chosen[stop])
        if first < 0:
            pieces.append(np.frombuffer(fresh[-1 - first], np.uint8))
        else:
            pieces.append(held[int(starts[first]) : int(old.ends[last + 1])])
    total = np.concatenate(pieces) if pieces else np.empty(0, np.uint8)
    return {f"{name}.bytes": total, f"{name}.ends": ends}


def with_keys(kept: Array, fresh: Iterable[int] | Array) -> Array:
    """Returns sorted different keys with others among them."""
    more = np.unique(np.fromiter(fresh, np.int64))
    more = more[~np.isin(more, kept)] if len(more) else more
    return np.insert(kept, np.searchsorted(kept, more), more)


def key_lists(name: str, count: int, keys: Array) -> dict[str, Array]:
    """Returns the columns of a list of the pairs that sorted keys stand for."""
    return {
        name: members_of(keys).astype(np.int32),
        f"{name}.from": grouped(count, owners_of(keys)),
    }
