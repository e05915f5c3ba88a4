"""``/sparql``: the query part of the SPARQL 1.1 Protocol, answered by killable workers only.

It is a bare ASGI application that stands before the framework: a small answer goes from the worker
to the client without threads, routes or models on its way.
"""

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from danvan_graph.errors import DanvanError
from danvan_graph.store.untrusted.answer_stream import AnswerStream
from danvan_graph.store.untrusted.guard import MisplacedText
from danvan_graph.store.untrusted.pool import Prepared, QueryPool, TooManyQueries
from danvan_graph.store.untrusted.result_format import ResultFormat
from danvan_graph.web.freshness import holds, mark_of
from danvan_graph.web.publication import Edition, Publication
from danvan_graph.web.wire.attendance import Attendance
from danvan_graph.web.wire.packing import PACKED, SMALL
from danvan_graph.web.wire.problems import RETRY_AFTER, problem
from danvan_graph.web.wire.protocol import (
    FORM,
    QUERY,
    Asked,
    content_type,
    names_query,
    read_address,
    read_body,
    result_format,
)
from danvan_graph.web.wire.safety import OPEN_TO_ALL, SAFE_LINES

PATH = "/sparql"
_METHODS = "GET, HEAD, POST, OPTIONS"
_SHORT, _MOST_KEPT = 4096, 256
_FRESH = {"Cache-Control": "public, no-cache", "Vary": "Accept"}
_VOLATILE = re.compile(r"(?:NOW|RAND|UUID|BNODE)\s*\(", re.IGNORECASE)
"""What makes an answer another one each time."""
Lines = list[tuple[bytes, bytes]]
_MARK = (b"danvan-synthetic", b"true")
_ANSWER_LINES = {
    form: [
        (b"content-type", content_type(form).encode()),
        *((name.lower().encode(), value.encode()) for name, value in _FRESH.items()),
        *SAFE_LINES,
    ]
    for form in ResultFormat
}


class BrokenAnswerError(Exception):
    """An answer was cut after its first bytes had gone out: the connection has to break."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A query that may be asked, and the head of its answer.

    Attributes:
        query: what the pool is asked.
        lines: the head.
        mark: the entity tag of an answer that is the same while the edition is.
    """

    query: Prepared
    lines: Lines
    mark: str = ""

    def lasting(self, mark: str) -> "_Known":
        """Returns the query with an entity tag of its answer."""
        return _Known(self.query, [*self.lines, (b"etag", mark.encode())], mark)


class SparqlEndpoint:
    """Answers ``/sparql``, and hands everything else on.

    Args:
        app: everything else of the server.
        publication: tells which edition is served.
        pool: the workers.
        made_of: what the pages are made of, for entity tags.
    """

    def __init__(
        self, app: ASGIApp, publication: Publication, pool: QueryPool, made_of: str
    ) -> None:
        self._app = app
        self._publication = publication
        self._pool = pool
        self._made_of = made_of
        self._of: Edition | None = None
        self._again: OrderedDict[tuple[bytes, bytes | None], _Known] = OrderedDict()
        packing = GZipMiddleware(self._answer, minimum_size=SMALL, compresslevel=PACKED)
        self._packing = packing
        self._foreign = CORSMiddleware(packing, **OPEN_TO_ALL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers; requests of other sites and compression take the longer way."""
        if scope["type"] != "http" or scope["path"] != PATH or _asks_nothing(scope):
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if b"origin" in headers:
            await self._foreign(scope, receive, send)
        elif b"gzip" in headers.get(b"accept-encoding", b""):
            await self._packing(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        edition = await self._publication.current()
        try:
            known = await self._known(edition, scope, receive)
            if isinstance(known, _Known) and known.mark and holds(scope, known.mark):
                known = Response(status_code=304, headers={"ETag": known.mark, **_FRESH})
            if isinstance(known, Response):
                await _give(known, edition, send)
                return
            client = scope["client"][0] if scope["client"] else None
            stream = self._pool.start(known.query, client)
            if stream is not None and stream.is_over:
                await _send_whole(next(stream, b""), known.lines, send)
            else:
                await self._wait(stream, known, client, receive, send)
        except DanvanError as error:
            await _give(refusal(error, PATH), edition, send)

    async def _wait(
        self,
        stream: AnswerStream | None,
        known: _Known,
        client: str | None,
        receive: Receive,
        send: Send,
    ) -> None:
        """Sends an answer that takes longer; raises, so the connection breaks, when it is cut."""
        async with Attendance(receive) as attendance:
            stream = await self._pool.begin(known.query, client, stream)
            whole = next(stream, b"") if stream.is_over else None
            if whole is None:
                async with stream:
                    await _relay(stream, known.lines, send)
        if attendance.is_broken_off:
            return
        if whole is None:
            await send({"type": "http.response.body", "body": b""})
        else:
            await _send_whole(whole, known.lines, send)

    async def _known(self, edition: Edition, scope: Scope, receive: Receive) -> _Known | Response:
        """Returns a query as workers get it, or the answer to a request that holds none.

        Raises:
            DanvanError: the request is refused.
        """
        accept = next((v for n, v in scope["headers"] if n == b"accept"), None)
        if scope["method"] != "GET":
            sent = await _read(scope, receive)
            return self._made(edition, sent, accept) if isinstance(sent, Asked) else sent
        if edition is not self._of:
            self._again.clear()
            self._of = edition
        key = scope["query_string"], accept
        if key in self._again:
            self._again.move_to_end(key)
            return self._again[key]
        asked = read_address(scope["query_string"])
        made = self._made(edition, asked, accept)
        if not _VOLATILE.search(asked.query):
            line = {"": scope["query_string"].decode("latin-1")}
            made = made.lasting(mark_of(edition.name, self._made_of, PATH, line, accept or b""))
        if len(scope["query_string"]) <= _SHORT:
            self._again[key] = made
            if len(self._again) > _MOST_KEPT:
                self._again.popitem(last=False)
        return made

    def _made(self, edition: Edition, asked: Asked, accept: bytes | None) -> _Known:
        graphs = edition.holds_graph
        form = result_format(asked, graphs, None if accept is None else accept.decode("latin-1"))
        prepared = self._pool.prepare(
            asked.query,
            form.value,
            graphs=graphs,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
        )
        return _Known(prepared, _lines(_ANSWER_LINES[form], edition))


def _asks_nothing(scope: Scope) -> bool:
    """Returns whether the service is to describe itself."""
    return scope["method"] == "GET" and not names_query(scope["query_string"])


async def _read(scope: Scope, receive: Receive) -> Asked | Response:
    """Returns the query that was sent by another method than GET, or the answer to it.

    Raises:
        DanvanError: the request is refused.
    """
    if scope["method"] == "POST":
        kind = next((v for n, v in scope["headers"] if n == b"content-type"), b"")
        body = await Request(scope, receive).body()
        return read_body(kind.decode("latin-1"), body, scope["query_string"])
    if scope["method"] == "OPTIONS":
        headers = {"Allow": _METHODS, "Accept-Post": f"{QUERY}, {FORM}"}
        return Response(status_code=204, headers=headers)
    return problem(
        405,
        f"Địa chỉ này chỉ nhận {_METHODS}.",
        f"This address takes {_METHODS} only.",
        PATH,
        {"Allow": _METHODS},
    )


async def _send_whole(body: bytes, lines: Lines, send: Send) -> None:
    lines = [*lines, (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": lines})
    await send({"type": "http.response.body", "body": body})


async def _relay(stream: AnswerStream, lines: Lines, send: Send) -> None:
    """Sends all pieces of an answer but the empty last one."""
    # a copy: layers above write into the list that they are sent
    await send({"type": "http.response.start", "status": 200, "headers": [*lines]})
    try:
        async for piece in stream:
            await send(_piece(piece))
    except DanvanError as error:
        raise BrokenAnswerError(error.english) from error


def _piece(body: bytes) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": True}


def _lines(lines: Lines, edition: Edition) -> Lines:
    return [*lines, _MARK] if edition.synthetic else [*lines]


async def _give(response: Response, edition: Edition, send: Send) -> None:
    lines = _lines([*response.raw_headers, *SAFE_LINES], edition)
    status, body = response.status_code, bytes(response.body)
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": body})


def refusal(error: DanvanError, path: str) -> Response:
    """Returns the problem that a refused or stopped query is, with line and column when known."""
    more: dict[str, object] = {}
    if isinstance(error, MisplacedText):
        more = {"line": error.line, "column": error.column}
    headers = None
    if error.status in {429, 503}:
        wait = str(error.retry_after) if isinstance(error, TooManyQueries) else RETRY_AFTER
        headers = {"Retry-After": wait}
    return problem(error.status, error.message, error.english, path, headers, **more)


def pieces(stream: AnswerStream) -> Iterator[bytes]:
    """Yields the answer and gives the worker back; raises, so the connection breaks, when cut."""
    with stream:
        yield from stream
