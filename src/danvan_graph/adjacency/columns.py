"""One file of named arrays that is mapped into memory: nothing is read before it is asked for."""

import json
import mmap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from danvan_graph.errors import StoreError

Array = NDArray[Any]
Numbers = NDArray[np.int32]

FILE = "columns.bin"
_MAGIC = b"danvan adjacency 1\n"
_ALIGNED = 64


def write_columns(folder: Path, columns: Mapping[str, Array]) -> None:
    """The folder holds the arrays in one file, each beginning at a multiple of 64 bytes.

    Args:
        folder: exists.
        columns: one-dimensional arrays by name.
    """
    described, at = {}, 0
    for name, array in columns.items():
        described[name] = {"type": array.dtype.str, "at": at, "count": len(array)}
        at += _padded(array.nbytes)
    head = _MAGIC + json.dumps(described).encode() + b"\n"
    with (folder / FILE).open("wb") as file:
        file.write(head.ljust(_padded(len(head)), b" "))
        for array in columns.values():
            file.write(array.tobytes())
            file.write(bytes(_padded(array.nbytes) - array.nbytes))


def _padded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


def _after_magic(held: mmap.mmap) -> int:
    if held[: len(_MAGIC)] != _MAGIC:
        raise ValueError(FILE)
    return len(_MAGIC)


class Columns:
    """The arrays of a file, mapped into memory and read-only.

    Args:
        folder: where :func:`write_columns` wrote them.

    Raises:
        StoreError: the folder holds no such file, or one of another form.
    """

    def __init__(self, folder: Path) -> None:
        try:
            with (folder / FILE).open("rb") as file:
                self._held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            begin = _after_magic(self._held)
            end = self._held.find(b"\n", begin)
            self._described = json.loads(self._held[begin:end])
        except (OSError, ValueError) as error:
            raise StoreError(
                f"Không mở được chỉ mục tra cứu trong “{folder}”; hãy chạy lại “danvan build”.",
                f"The look-up index in “{folder}” cannot be opened.",
            ) from error
        self._begin = _padded(end + 1)

    def __getitem__(self, name: str) -> Array:
        """Returns an array by its name.

        Raises:
            StoreError: another version wrote the file, without that array.
        """
        told = self._described.get(name)
        if told is None:
            raise StoreError(
                f"Chỉ mục tra cứu do phiên bản khác dựng, thiếu “{name}”; hãy chạy lại “danvan build”.",
                f"The look-up index was made by another version and lacks “{name}”.",
            )
        return np.frombuffer(self._held, told["type"], told["count"], self._begin + int(told["at"]))

    def __iter__(self) -> Iterator[str]:
        """Yields the names of the arrays, as they lie in the file."""
        return iter(self._described)

    def __contains__(self, name: str) -> bool:
        """Returns whether the file holds an array of a name."""
        return name in self._described


def grouped(count: int, owners: Sequence[int] | Array) -> Array:
    """Returns where the members of each owner begin, and last where all end.

    Args:
        count: how many owners there are.
        owners: the owner of each member, in rising order.

    >>> grouped(3, [0, 0, 2]).tolist()
    [0, 2, 2, 3]
    """
    counts = np.bincount(np.asarray(owners, np.int64), minlength=count)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


class Lists:
    """For each of many owners a list of numbers, in one array (compressed sparse rows).

    Args:
        columns: the file.
        name: of the list; ``name.from`` tells where the members of each owner begin.
    """

    def __init__(self, columns: Columns | Mapping[str, Array], name: str) -> None:
        self.members = columns[name]
        self.begins = columns[f"{name}.from"]

    def __getitem__(self, owner: int) -> Array:
        """Returns the members of an owner."""
        return self.members[self.begins[owner] : self.begins[owner + 1]]

    def count(self, owner: int) -> int:
        """Returns how many members an owner has."""
        return int(self.begins[owner + 1] - self.begins[owner])

    def places(self, owners: Array) -> tuple[Array, Array]:
        """Returns the places of the members of many owners, one after the other.

        Returns:
            The places in ``members``, and for each the place of its owner in ``owners``.
        """
        return spread(self.begins[owners], self.begins[owners + 1])

    def of(self, owners: Array) -> Array:
        """Returns the members of many owners, one after the other."""
        return self.members[self.places(owners)[0]]

    def below(self, count: int, goal: int) -> Array:
        """Returns everything that is reached from an owner in one or more steps.

        Args:
            count: how many owners there are; members are owners, too.
            goal: the owner; it is among what is returned where a way leads back to it.
        """
        seen = np.zeros(count, np.bool_)
        frontier = np.array([goal])
        while len(frontier):
            further = np.unique(self.of(frontier))
            frontier = further[~seen[further]]
            seen[frontier] = True
        return np.flatnonzero(seen)


def spread(begins: Array, ends: Array) -> tuple[Array, Array]:
    """Returns every number of many spans, and for each the place of its span.

    >>> [found.tolist() for found in spread(np.array([4, 9]), np.array([6, 10]))]
    [[4, 5, 9], [0, 0, 1]]
    """
    counts = ends - begins
    which = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return np.arange(len(which)) - before[which] + begins[which], which


def turned(lists: Lists, count: int) -> Lists:
    """Returns lists the other way round: for each member its owners, in rising order.

    Args:
        lists: of numbers.
        count: how many things may be members.

    >>> held = {"x": np.array([2, 0, 2]), "x.from": np.array([0, 1, 3])}
    >>> turned(Lists(held, "x"), 3)[2].tolist()
    [0, 1]
    """
    owners = owners_of(lists)[np.argsort(lists.members, kind="stable")]
    return Lists({"up": owners, "up.from": grouped(count, lists.members)}, "up")


def owners_of(lists: Lists) -> Array:
    """Returns the owner of each member."""
    return np.repeat(np.arange(len(lists.begins) - 1), np.diff(lists.begins))


def lists(name: str, count: int, pairs: Iterable[tuple[int, int]]) -> dict[str, Array]:
    """Returns the columns of a list of distinct members by owner, both in rising order.

    Args:
        name: of the list.
        count: how many owners there are.
        pairs: owner and member.
    """
    ordered = np.array(sorted(set(pairs)), np.int64).reshape(-1, 2)
    members = ordered[:, 1].astype(np.int32)
    return {name: members, f"{name}.from": grouped(count, ordered[:, 0])}
