"""What was read once and is asked for again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

Read = TypeVar("Read")


class Kept:
    """Things that took long to read, by key; what nobody has asked for longest goes first.

    Args:
        most: how many stay.

    >>> kept = Kept(2)
    >>> [kept.get(number, lambda: print("read") or "found") for number in (1, 1)]
    read
    ['found', 'found']
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, object] = OrderedDict()
        self._reading: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, read: Callable[[], Read]) -> Read:
        """Returns what was read under a key, read now when it is not there.

        Who asks while it is being read waits for it; where it cannot be read, the next one tries.
        """
        with self._lock:
            if key in self._found:
                return cast("Read", self._again(key))
            reading = self._reading.setdefault(key, Lock())
        with reading:
            with self._lock:
                if key in self._found:
                    return cast("Read", self._again(key))
            try:
                found = read()
                self._keep(key, found)
            finally:
                with self._lock:
                    self._reading.pop(key, None)
        return found

    def _again(self, key: Hashable) -> object:
        self._found.move_to_end(key)
        return self._found[key]

    def _keep(self, key: Hashable, found: object) -> None:
        with self._lock:
            self._found[key] = found
            while len(self._found) > self._most:
                self._found.popitem(last=False)
