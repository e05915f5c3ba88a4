"""Answers of the API and of SPARQL kept as ready bytes, given before anything else of the server is entered."""

from collections import OrderedDict
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from danvan_graph.web.publication import Publication
from danvan_graph.web.reading.due import day_number

_KEPT_PATHS = ("/api/v1/", "/sparql")
_LARGEST = 1_048_576
_MOST_BYTES = 67_108_864
_EACH = 1024
_MOST_NOTED = 65_536
_BODILY = frozenset({b"content-type", b"content-length", b"content-encoding", b"link"})
_NOT_FROM_HERE = frozenset({b"content-length", b"transfer-encoding", b"range", b"authorization"})
_PRIVATE = frozenset({b"set-cookie", b"content-disposition"})

Headers = list[tuple[bytes, bytes]]
Key = tuple[str, bytes, bytes, bool, bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer as it went out.

    Attributes:
        headers: as the server sent them.
        body: likewise, compressed where it was.
        mark: its entity tag without ``W/``.
    """

    headers: Headers
    body: bytes
    mark: bytes

    @property
    def unchanged(self) -> Headers:
        """The headers of the answer that nothing has changed."""
        return [pair for pair in self.headers if pair[0] not in _BODILY]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of a request decides its answer."""

    key: Key
    held: bytes


def _read(scope: Scope) -> _Asked | None:
    """Returns what is asked for; None where the request is none that can be answered from here."""
    accept = held = b""
    packed = foreign = False
    for name, value in scope["headers"]:
        if name == b"accept":
            if accept:
                return None
            accept = value
        elif name == b"accept-encoding":
            packed = packed or b"gzip" in value
        elif name == b"if-none-match":
            held = held + b"," + value if held else value
        elif name == b"origin":
            foreign = True
        elif name in _NOT_FROM_HERE:
            return None
    return _Asked((scope["path"], scope["query_string"], accept, packed, foreign), held)


class ReadyAnswers:
    """Gives an answer again as it went out before, while the edition and the day are the same.

    An answer is kept from the second time on that it is asked for, for the very line and headers that it was given to: whatever the layers
    below decide (CORS, compression, entity tags, safety headers) is in the bytes that are kept.

    Args:
        app: everything else of the server.
        publication: tells which edition is served.
    """

    def __init__(self, app: ASGIApp, publication: Publication) -> None:
        self._app = app
        self._publication = publication
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._size = 0
        self._once: set[int] = set()
        self._of: tuple[object, int] = (None, 0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from what is kept, or as the application does."""
        if (
            scope["type"] != "http"
            or scope["method"] not in {"GET", "HEAD"}
            or not scope["path"].startswith(_KEPT_PATHS)
            or (asked := _read(scope)) is None
        ):
            await self._app(scope, receive, send)
            return
        await self._turn()
        answer = self._answers.get(asked.key)
        if answer is None:
            again = scope["method"] == "GET" and self._is_asked_again(asked.key)
            await self._app(scope, receive, _Keeping(self, asked.key, send).send if again else send)
            return
        self._answers.move_to_end(asked.key)
        await _give(answer, asked.held, send, bare=scope["method"] == "HEAD")

    def _is_asked_again(self, key: Key) -> bool:
        """Returns whether a line was asked before; what is asked only once needs no room."""
        told = hash(key)
        if told in self._once:
            return True
        if len(self._once) >= _MOST_NOTED:
            self._once.clear()
        self._once.add(told)
        return False

    async def _turn(self) -> None:
        """Forgets everything when another edition is served or another day has begun."""
        of = (await self._publication.current(), day_number())
        if of[0] is not self._of[0] or of[1] != self._of[1]:
            self._answers.clear()
            self._once.clear()
            self._size, self._of = 0, of

    def keep(self, key: Key, answer: Answer, of: tuple[object, int]) -> None:
        """An answer is given again from now on, unless the edition has turned meanwhile."""
        if of is not self._of or key in self._answers:
            return
        self._answers[key] = answer
        self._size += len(answer.body) + _EACH
        while self._size > _MOST_BYTES:
            self._size -= len(self._answers.popitem(last=False)[1].body) + _EACH

    @property
    def edition_and_day(self) -> tuple[object, int]:
        """What the answers that are kept follow from."""
        return self._of


class _Keeping:
    """Sends an answer on, and keeps it when it is whole, public and not large."""

    def __init__(self, kept: ReadyAnswers, key: Key, send: Send) -> None:
        self._kept, self._key, self._send = kept, key, send
        self._of = kept.edition_and_day
        self._headers: Headers | None = None
        self._mark = b""

    async def send(self, message: Message) -> None:
        """Sends one message on."""
        if message["type"] == "http.response.start":
            self._begin(message)
        elif self._headers is not None and not message.get("more_body", False):
            body = message.get("body", b"")
            if len(body) <= _LARGEST:
                self._kept.keep(self._key, Answer(self._headers, body, self._mark), self._of)
        else:
            self._headers = None  # it comes in pieces: too long to be kept
        await self._send(message)

    def _begin(self, message: Message) -> None:
        headers = list(message["headers"])  # in lower case, as all layers write them
        told = dict(headers)
        mark = told.get(b"etag", b"").removeprefix(b"W/")
        if message["status"] == 200 and mark and not _PRIVATE & told.keys():
            self._headers, self._mark = headers, mark


async def _give(answer: Answer, held: bytes, send: Send, *, bare: bool) -> None:
    if held and answer.mark in {h.strip().removeprefix(b"W/") for h in held.split(b",")}:
        await send({"type": "http.response.start", "status": 304, "headers": answer.unchanged})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": answer.headers})
    await send({"type": "http.response.body", "body": b"" if bare else answer.body})
