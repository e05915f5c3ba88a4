"""The instruments of a look-up index, each made only when it is asked for."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import overload

import numpy as np

from danvan_graph.adjacency.columns import Lists
from danvan_graph.adjacency.index import Adjacency
from danvan_graph.adjacency.instruments import GROUPINGS, NO_YEAR
from danvan_graph.adjacency.texts import NONE, Texts
from danvan_graph.lookup.index import InstrumentIndex, Known

_MOST_KEPT = 50_000


class Instruments(Mapping[str, Known]):
    """All instruments of a look-up index by address.

    Args:
        index: the index.
        base: the base of the graph's addresses.
    """

    def __init__(self, index: Adjacency, base: str) -> None:
        self._index = index
        self._begin = f"{base}instrument/"
        self._issuers = Lists(index.columns, "issued_by")
        self._cited_by = index.columns["cited_by"]
        self.at = lru_cache(_MOST_KEPT)(self._made)

    def __getitem__(self, iri: str) -> Known:
        """Returns the instrument of an address."""
        number = self._index.number(iri)
        if number is None or not self._index.known[number]:
            raise KeyError(iri)
        return self.at(number)

    def __iter__(self) -> Iterator[str]:
        """Yields the addresses in order."""
        for number in np.flatnonzero(self._index.known).tolist():
            yield self._index.iris[number]

    def __len__(self) -> int:
        """Returns how many instruments there are."""
        return int(self._index.known.sum())

    def _made(self, number: int) -> Known:
        index = self._index
        iri, year = index.iris[number], int(index.year[number])
        return Known(
            iri=iri,
            key=iri.removeprefix(self._begin),
            label=index.text("label", number) or "",
            number=index.text("number", number),
            title=index.text("title", number),
            kind=index.text("kind", number) or "",
            kind_label=index.text("kind_label", number) or "",
            date=index.text("date", number),
            year=None if year == NO_YEAR else year,
            issuers=tuple(index.texts[name] for name in self._issuers[number].tolist()),
            level=index.text("level", number) or "",
            level_label=index.text("level_label", number) or "",
            place=index.text("place", number),
            collected=bool(index.collected[number]),
            cited_by=int(self._cited_by[number]),
        )


class _Words(Mapping[str, str]):
    """The folded words of every instrument by address."""

    def __init__(self, index: Adjacency, instruments: Instruments) -> None:
        self._index, self._instruments = index, instruments

    def __getitem__(self, iri: str) -> str:
        number = self._index.number(iri)
        if number is None or not self._index.known[number]:
            raise KeyError(iri)
        return self._index.folded[number]

    def __iter__(self) -> Iterator[str]:
        return iter(self._instruments)

    def __len__(self) -> int:
        return len(self._instruments)


class _Bearers(Sequence[Known]):
    """Those who bear a name; each is made when it is looked at."""

    def __init__(self, instruments: Instruments, numbers: Sequence[int]) -> None:
        self._instruments, self._numbers = instruments, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Known: ...
    @overload
    def __getitem__(self, at: slice) -> list[Known]: ...
    def __getitem__(self, at: int | slice) -> Known | list[Known]:
        if isinstance(at, slice):
            return [self._instruments.at(number) for number in self._numbers[at]]
        return self._instruments.at(self._numbers[at])


class _Named(Mapping[str, Sequence[Known]]):
    """The instruments that bear each name of a grouping."""

    def __init__(self, index: Adjacency, instruments: Instruments, grouping: str) -> None:
        self._names, self._bearers = index.names(grouping)
        self._instruments = instruments

    def __getitem__(self, name: str) -> Sequence[Known]:
        at = self._names.find(name)
        if at == NONE:
            raise KeyError(name)
        return _Bearers(self._instruments, self._bearers[at].tolist())

    def __iter__(self) -> Iterator[str]:
        return (self._names[at] for at in range(len(self._names)))

    def __len__(self) -> int:
        return len(self._names)


def mapped(index: Adjacency, base: str) -> InstrumentIndex:
    """Returns the instruments of a look-up index, ready to be found by any spelling.

    Args:
        index: the index.
        base: the base of the graph's addresses.
    """
    instruments = Instruments(index, base)
    kinds = json.loads(Texts(index.columns, "kinds")[0])
    return InstrumentIndex(
        base,
        instruments,
        _Words(index, instruments),
        {name: frozenset(slugs) for name, slugs in kinds.items()},
        _Named(index, instruments, "named"),
        *(_Named(index, instruments, name) for name in GROUPINGS),
    )
