"""How often somebody failed to sign in: a few times in a quarter of an hour, no more."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

WINDOW = 900.0
FROM_ONE = 5
FROM_ALL = 60


class Attempts:
    """Counts failures by address and in all.

    Args:
        clock: gives the time in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def wait(self, address: str) -> int:
        """Returns for how many seconds nobody may try from an address; 0 when one may."""
        with self._lock:
            now = self._clock()
            self._forget(now)
            own = self._failed.get(address, deque())
            every = sorted(when for failed in self._failed.values() for when in failed)
            ends = [own[-FROM_ONE]] if len(own) >= FROM_ONE else []
            ends += [every[-FROM_ALL]] if len(every) >= FROM_ALL else []
            return max((int(WINDOW - (now - when)) + 1 for when in ends), default=0)

    def failed(self, address: str) -> None:
        """A wrong password came from an address."""
        with self._lock:
            self._failed[address].append(self._clock())

    def succeeded(self, address: str) -> None:
        """The failures of an address are forgiven."""
        with self._lock:
            self._failed.pop(address, None)

    def _forget(self, now: float) -> None:
        for address in list(self._failed):
            failed = self._failed[address]
            while failed and now - failed[0] > WINDOW:
                failed.popleft()
            if not failed:
                del self._failed[address]
