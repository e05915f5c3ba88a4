"""Who is signed in: kept in the memory of the server, known by a secret in a cookie."""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

IDLE = 2 * 3600.0
LONGEST = 12 * 3600.0
_MOST = 200


@dataclass(slots=True)
class Session:
    """One editor at one browser.

    Attributes:
        name: under which the editor's answers are kept.
        mark: what every form of this session carries, so that no other site can send one.
        opened: when it was opened, in seconds of the clock.
        seen: when it was last used.
        kept: the digest of the password it was opened with; another password ends it.
    """

    name: str
    opened: float
    seen: float
    kept: str = field(default="", repr=False)
    mark: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def marks(self, sent: str) -> bool:
        """Returns whether a form was made for this session."""
        return hmac.compare_digest(self.mark.encode(), sent.encode())


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Sessions:
    """The open sessions; the secrets themselves are not kept.

    Args:
        clock: gives the time in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open: dict[str, Session] = {}
        self._lock = threading.Lock()

    def open(self, name: str, kept: str = "") -> str:
        """Returns the secret of a new session; the oldest gives way when there are too many."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._drop(now)
            while len(self._open) >= _MOST:
                del self._open[min(self._open, key=lambda key: self._open[key].seen)]
            self._open[_key(token)] = Session(name, now, now, kept)
        return token

    def of(self, token: str | None) -> Session | None:
        """Returns the session of a secret, or None when it is unknown or has run out."""
        if not token:
            return None
        with self._lock:
            now = self._clock()
            self._drop(now)
            found = self._open.get(_key(token))
            if found:
                found.seen = now
            return found

    def close(self, token: str | None) -> None:
        """The session of a secret is over."""
        with self._lock:
            self._open.pop(_key(token or ""), None)

    def _drop(self, now: float) -> None:
        over = [k for k, s in self._open.items() if now - s.seen > IDLE or now - s.opened > LONGEST]
        for key in over:
            del self._open[key]
