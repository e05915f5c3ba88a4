"""The lightest HTTP client there is, so that what is measured is the server."""

import socket
import time
from collections.abc import Sequence
from itertools import count, cycle
from urllib.parse import urlsplit

_PATIENCE = 120.0
_IDLE = 20.0
"""Seconds: a server may tire of a connection that is idle for longer."""


class Wire:
    """One connection that stays open and asks one thing again and again.

    Args:
        url: the address to ask, with its query.
        accept: the media type wanted.
        fresh: whether the address is another one each time, so that no ready answer fits it: a
            parameter is added that says nothing to the server.
        others: further addresses of the same server, asked in turn.
    """

    def __init__(
        self,
        url: str,
        accept: str = "application/json",
        *,
        fresh: bool = False,
        others: Sequence[str] = (),
    ) -> None:
        parts = urlsplit(url)
        self._targets = cycle([_target(one) for one in (url, *others)])
        lines = (
            " HTTP/1.1",
            f"Host: {parts.netloc}",
            "Connection: keep-alive",
            f"Accept: {accept}",
        )
        self._lines = "\r\n".join(lines).encode() + b"\r\n\r\n"
        self._times = count() if fresh else None
        self._place = parts.hostname or "", parts.port or 80
        self._socket: socket.socket | None = None
        self._used = 0.0

    def __call__(self) -> bytes:
        """Returns the body of the answer.

        Raises:
            RuntimeError: the answer is not 200, or was cut.
        """
        head, _, rest = self._asked().partition(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n", 1)[0] + b" ":
            message = f"{head.decode('latin-1')[:300]} {rest[:300]!r}"
            self.close()
            raise RuntimeError(message)
        fields = dict(line.split(b":", 1) for line in head.lower().split(b"\r\n")[1:])
        length = fields.get(b"content-length")
        body = self._chunks(rest) if length is None else self._exactly(rest, int(length))
        if b"close" in fields.get(b"connection", b""):
            self.close()
        self._used = time.monotonic()
        return body

    def _asked(self) -> bytes:
        """Returns the head of the answer and what came with it; an idle connection may be gone."""
        request = self._request()
        if time.monotonic() - self._used > _IDLE:
            self.close()
        for _ in range(2):
            if self._socket is None:
                self._socket = socket.create_connection(self._place, timeout=_PATIENCE)
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self._socket.sendall(request)
                return self._until(self._more(), b"\r\n\r\n")
            except ConnectionError:
                self.close()
        raise RuntimeError("the server closes every connection")

    def _request(self) -> bytes:
        target = next(self._targets)
        if self._times is not None:
            target += (b"&" if b"?" in target else b"?") + b"_=%d" % next(self._times)
        return b"GET " + target + self._lines

    def _more(self) -> bytes:
        piece = self._socket.recv(1 << 20) if self._socket else b""
        if not piece:
            raise ConnectionResetError("the answer was cut")
        return piece

    def _until(self, held: bytes, mark: bytes) -> bytes:
        while mark not in held:
            held += self._more()
        return held

    def _exactly(self, held: bytes, length: int) -> bytes:
        pieces, size = [held], len(held)
        while size < length:
            pieces.append(self._more())
            size += len(pieces[-1])
        return b"".join(pieces)

    def _chunks(self, held: bytes) -> bytes:
        body: list[bytes] = []
        while True:
            line, _, held = self._until(held, b"\r\n").partition(b"\r\n")
            size = int(line.split(b";")[0], 16)
            held = self._exactly(held, size + 2)
            if size == 0:
                return b"".join(body)
            body.append(held[:size])
            held = held[size + 2 :]

    def close(self) -> None:
        """The connection is closed; the next call opens another."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _target(url: str) -> bytes:
    parts = urlsplit(url)
    return (parts.path + (f"?{parts.query}" if parts.query else "")).encode()
