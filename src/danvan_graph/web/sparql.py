"""``/sparql``: the query part of the SPARQL 1.1 Protocol, answered by killable workers only.

It is a bare ASGI application that stands before the framework: a small answer goes from the worker
to the client without threads, routes or models on its way.
"""

from collections.abc import Iterator

from starlette.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from danvan_graph.errors import DanvanError
from danvan_graph.store.answer_stream import AnswerStream
from danvan_graph.store.guard import MisplacedText
from danvan_graph.store.pool import QueryPool, TooManyQueries
from danvan_graph.store.result_format import ResultFormat
from danvan_graph.web.attendance import Attendance
from danvan_graph.web.negotiation import choose
from danvan_graph.web.problems import RETRY_AFTER, problem
from danvan_graph.web.protocol import (
    DESCRIPTIONS,
    FORM,
    QUERY,
    Asked,
    content_type,
    not_acceptable,
    read_address,
    read_body,
    result_format,
)
from danvan_graph.web.publication import Edition, Publication
from danvan_graph.web.safety import OPEN_TO_ALL, SAFE_LINES
from danvan_graph.web.service_description import service_description

PATH = "/sparql"
_METHODS = "GET, HEAD, POST, OPTIONS"
_SMALL = 1000
_PACKED = 5
"""How hard zlib works: beyond, answers hardly shrink."""
_MARK = (b"danvan-synthetic", b"true")
_ANSWER_LINES = {
    form: [
        (b"content-type", content_type(form).encode()),
        (b"vary", b"Accept"),
        (b"cache-control", b"no-cache"),
        *SAFE_LINES,
    ]
    for form in ResultFormat
}


class BrokenAnswerError(Exception):
    """An answer was cut after its first bytes had gone out: the connection has to break."""


class SparqlEndpoint:
    """Answers ``/sparql``, and hands everything else on.

    Args:
        app: everything else of the server.
        publication: tells which edition is served.
        pool: the workers.
    """

    def __init__(self, app: ASGIApp, publication: Publication, pool: QueryPool) -> None:
        self._app = app
        self._publication = publication
        self._pool = pool
        packing = GZipMiddleware(self._answer, minimum_size=_SMALL, compresslevel=_PACKED)
        self._packing = packing
        self._foreign = CORSMiddleware(packing, **OPEN_TO_ALL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers; requests of other sites and compression take the longer way."""
        if scope["type"] != "http" or scope["path"] != PATH:
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
            asked = await _read(scope, receive)
            if isinstance(asked, Asked):
                await self._run(edition, asked, scope, receive, send)
                return
            response = asked or await self._described(edition, Request(scope))
        except DanvanError as error:
            response = refusal(error, PATH)
        await _give(response, edition, send)

    async def _run(
        self, edition: Edition, asked: Asked, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Sends the answer of a query; raises, so the connection breaks, when it is cut."""
        accept = dict(scope["headers"]).get(b"accept")
        form = result_format(asked, edition.graph_names, accept and accept.decode("latin-1"))
        async with (
            Attendance(receive) as attendance,
            await self._stream(edition, asked, form, scope) as stream,
        ):
            await _relay(stream, _lines(_ANSWER_LINES[form], edition), send)
        if not attendance.is_broken_off:
            await send({"type": "http.response.body", "body": b""})

    async def _stream(
        self, edition: Edition, asked: Asked, form: ResultFormat, scope: Scope
    ) -> AnswerStream:
        return await self._pool.begin(
            asked.query,
            form.value,
            graphs=edition.graph_names,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            client=scope["client"][0] if scope["client"] else None,
        )

    async def _described(self, edition: Edition, request: Request) -> Response:
        """Returns the description of the service for programs, and the way on for people."""
        offers = ["text/html", *DESCRIPTIONS]
        wanted = choose(request.headers.get("accept"), offers)
        if wanted is None:
            raise not_acceptable(offers)
        if wanted not in DESCRIPTIONS:
            return RedirectResponse("/truy-van", 303, headers={"Vary": "Accept"})
        form, here = DESCRIPTIONS[wanted], str(request.url.replace(query="", fragment=""))

        def made() -> str:
            return service_description(edition, here).serialize(format=form.media_type)

        text = await run_in_threadpool(edition.kept, ("service", here, form), made)
        return Response(text, media_type=content_type(form), headers={"Vary": "Accept"})


async def _read(scope: Scope, receive: Receive) -> Asked | Response | None:
    """Returns the query that was sent, None for a bare GET, or the answer to other methods.

    Raises:
        DanvanError: the request is refused.
    """
    method = scope["method"]
    if method == "GET":
        return read_address(scope["query_string"])
    if method == "POST":
        kind = dict(scope["headers"]).get(b"content-type", b"").decode("latin-1")
        return read_body(kind, await Request(scope, receive).body(), scope["query_string"])
    if method == "OPTIONS":
        headers = {"Allow": _METHODS, "Accept-Post": f"{QUERY}, {FORM}"}
        return Response(status_code=204, headers=headers)
    return problem(
        405,
        f"Địa chỉ này chỉ nhận {_METHODS}.",
        f"This address takes {_METHODS} only.",
        PATH,
        {"Allow": _METHODS},
    )


async def _relay(stream: AnswerStream, lines: list[tuple[bytes, bytes]], send: Send) -> None:
    """Sends all pieces of an answer but the empty last one; one piece goes out with its length."""
    first = await anext(stream, b"")
    if stream.is_over:
        lines.append((b"content-length", b"%d" % len(first)))
    await send({"type": "http.response.start", "status": 200, "headers": lines})
    await send(_piece(first))
    try:
        async for piece in stream:
            await send(_piece(piece))
    except DanvanError as error:
        raise BrokenAnswerError(error.english) from error


def _piece(body: bytes) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": True}


def _lines(lines: list[tuple[bytes, bytes]], edition: Edition) -> list[tuple[bytes, bytes]]:
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
