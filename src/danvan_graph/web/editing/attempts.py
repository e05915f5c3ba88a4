"""How often somebody failed to sign in: a few times in a quarter of an hour, no more."""

import ipaddress
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

WINDOW = 900.0
FROM_ONE = 5
FROM_ALL = 60


class Attempts:
    """Counts attempts by address and in all.

    An attempt counts from before the password is looked at, so that many at once are no way around
    the limit; those that succeed are forgiven.

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
            return self._wait(_place(address))

    def begin(self, address: str) -> int:
        """Returns 0 when somebody may try, which counts at once; else for how many seconds not."""
        with self._lock:
            seconds = self._wait(_place(address))
            if not seconds:
                self._failed[_place(address)].append(self._clock())
            return seconds

    def failed(self, address: str) -> None:
        """A wrong password came from an address."""
        with self._lock:
            self._failed[_place(address)].append(self._clock())

    def succeeded(self, address: str) -> None:
        """The failures of an address are forgiven."""
        with self._lock:
            self._failed.pop(_place(address), None)

    def _wait(self, place: str) -> int:
        now = self._clock()
        self._forget(now)
        own = self._failed.get(place, deque())
        every = sorted(when for failed in self._failed.values() for when in failed)
        ends = [own[-FROM_ONE]] if len(own) >= FROM_ONE else []
        ends += [every[-FROM_ALL]] if len(every) >= FROM_ALL else []
        return max((int(WINDOW - (now - when)) + 1 for when in ends), default=0)

    def _forget(self, now: float) -> None:
        for address in list(self._failed):
            failed = self._failed[address]
            while failed and now - failed[0] > WINDOW:
                failed.popleft()
            if not failed:
                del self._failed[address]


def _place(address: str) -> str:
    """Returns what counts as one address: of IPv6 the network of 64 bits, which one house has.

    >>> _place("2001:db8::1:2"), _place("203.0.113.7"), _place("?")
    ('2001:db8::/64', '203.0.113.7', '?')
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, 64), strict=False))
