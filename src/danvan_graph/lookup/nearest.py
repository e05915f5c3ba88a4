"""The names that come closest to a spelling, among very many."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

_CLOSE = 0.55
_COMPARED = 300


class Nearest:
    """Names by the pairs of letters in them.

    Comparing a spelling with every name is quadratic in their length; so only those that share
    most pairs of letters with it are compared.

    Args:
        names: folded.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(names))
        found: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(self._names):
            for pair in set(_pairs(name)):
                found[pair].append(at)
        self._holding = {pair: np.array(places, np.int32) for pair, places in found.items()}

    def of(self, text: str, count: int) -> list[str]:
        """Returns the names closest to a text, the closest first; none that are far from it.

        Args:
            text: folded.
            count: how many at most.

        >>> Nearest(["33/ct-ttg", "34/ct-ttg", "luat tiep cong dan"]).of("33/ct-tg", 1)
        ['33/ct-ttg']
        """
        return difflib.get_close_matches(text, self._alike(text), n=count, cutoff=_CLOSE)

    def _alike(self, text: str) -> list[str]:
        if len(self._names) <= _COMPARED:
            return list(self._names)
        shared = np.zeros(len(self._names), np.float64)
        for pair in set(_pairs(text)):
            if pair in self._holding:
                shared[self._holding[pair]] += 1
        most = np.argpartition(-shared, _COMPARED)[:_COMPARED]
        return [self._names[at] for at in most.tolist() if shared[at]]


def _pairs(text: str) -> Iterator[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))
