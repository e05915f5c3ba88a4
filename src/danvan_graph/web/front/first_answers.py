"""The look-ups asked most, answered from the index without the framework on the way.

Whatever is out of the ordinary (a wrong parameter, a filter, another form) goes on to the
framework, which answers the same, only slower; the tests hold the two against each other.
"""

import asyncio
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote_plus

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from danvan_graph.errors import DanvanError
from danvan_graph.web.answers.written import CSV, JSON, LINES, Told
from danvan_graph.web.freshness import KEPT, holds, mark_of
from danvan_graph.web.front.look_ups import API, Fields, LookUp, look_up_of
from danvan_graph.web.publication import Edition, Publication
from danvan_graph.web.wire.negotiation import choose
from danvan_graph.web.wire.packing import as_asked
from danvan_graph.web.wire.problems import refused
from danvan_graph.web.wire.safety import SAFE_LINES

_NOT_FROM_HERE = frozenset({b"range", b"content-length", b"transfer-encoding"})
_VARYING = {"Vary": "Accept, Accept-Encoding"}
_LONGEST = 4096
_MARK = (b"danvan-synthetic", b"true")
_LINES = [
    (b"content-type", JSON.encode()),
    (b"cache-control", KEPT.encode()),
    (b"vary", _VARYING["Vary"].encode()),
    *SAFE_LINES,
]


class _Asked(NamedTuple):
    """A request for a look-up.

    Attributes:
        look_up: what is asked for.
        fields: its parameters.
        accept: the form that is asked for.
        plain: whether the answer goes out as it is: not compressed, to a page of this site.
        conditional: whether the client holds an answer already.
    """

    look_up: LookUp
    fields: Fields
    accept: bytes
    plain: bool
    conditional: bool


class FirstAnswers:
    """Answers look-ups from the index, and hands everything else on.

    Args:
        app: everything else of the server.
        publication: tells which edition is served.
        made_of: what the pages are made of, for entity tags.
    """

    def __init__(self, app: ASGIApp, publication: Publication, made_of: str) -> None:
        self._app = app
        self._publication = publication
        self._made_of = made_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or lets the application do so."""
        asked = _asked(scope)
        if asked is None:
            await self._app(scope, receive, send)
            return
        edition = await self._publication.current()
        mark = mark_of(edition.name, self._made_of, scope["path"], asked.fields, asked.accept)
        if asked.conditional and holds(scope, mark):
            kept = {"ETag": mark, "Cache-Control": KEPT, **_VARYING}
            await _respond(Response(status_code=304, headers=kept), edition, scope, receive, send)
            return
        try:
            found = await _found(asked, edition, scope)
        except DanvanError as error:
            response: Response = refused(error, scope["path"])
            response.headers.update(_VARYING)
            await _respond(response, edition, scope, receive, send)
            return
        if asked.plain:
            await _send(found, mark, edition, send)
        else:
            response = found.response()
            response.headers.update({"ETag": mark, "Cache-Control": KEPT, **_VARYING})
            await _respond(response, edition, scope, receive, send)


async def _found(asked: _Asked, edition: Edition, scope: Scope) -> Told:
    """Returns the answer; what may take long is looked for beside the other requests.

    Raises:
        DanvanError: there is none.
    """
    look_up, request = asked.look_up, Request(scope)
    if look_up.takes_long(edition, asked.fields):
        return await asyncio.to_thread(look_up.answer, request, edition, asked.fields)
    return look_up.answer(request, edition, asked.fields)


async def _send(found: Told, mark: str, edition: Edition, send: Send) -> None:
    """Sends an answer as it is."""
    lines = [(b"content-length", b"%d" % len(found.body)), (b"etag", mark.encode()), *_LINES]
    if found.following:
        lines.append((b"link", f'<{found.following}>; rel="next"'.encode()))
    if edition.synthetic:
        lines.append(_MARK)
    await send({"type": "http.response.start", "status": 200, "headers": lines})
    await send({"type": "http.response.body", "body": found.body})


async def _respond(
    response: Response, edition: Edition, scope: Scope, receive: Receive, send: Send
) -> None:
    """Sends an answer in the way that the request wants it."""
    response.raw_headers.extend(SAFE_LINES)
    if edition.synthetic:
        response.raw_headers.append(_MARK)
    await as_asked(response, scope)(scope, receive, send)


def _asked(scope: Scope) -> _Asked | None:
    """Returns the look-up that a request asks for, None when it is the framework's."""
    look_up = _look_up(scope)
    manner = _manner(scope["headers"]) if look_up else None
    if look_up is None or manner is None or not _wants_json(manner[0]):
        return None
    fields = _fields(scope["query_string"].decode("latin-1"))
    if fields is None or not look_up.fits(fields):
        return None
    return _Asked(look_up, fields, *manner)


def _look_up(scope: Scope) -> LookUp | None:
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    path = scope["path"]
    if not path.startswith(API) or len(path) + len(scope["query_string"]) > _LONGEST:
        return None
    return look_up_of(path)


def _manner(headers: Iterable[tuple[bytes, bytes]]) -> tuple[bytes, bool, bool] | None:
    """Returns how an answer is wanted, as :class:`_Asked` has it; None where only others know."""
    accept, plain, conditional = b"", True, False
    for name, value in headers:
        if name in _NOT_FROM_HERE or (name == b"accept" and accept):
            return None
        if name == b"accept":
            accept = value
        elif name == b"origin" or (name == b"accept-encoding" and b"gzip" in value):
            plain = False
        elif name == b"if-none-match":
            conditional = True
    return accept, plain, conditional


def _fields(query: str) -> Fields | None:
    """Returns the parameters of a query, None where one is given more than once."""
    pairs = [part.partition("=")[::2] for part in query.split("&") if part]
    if "%" in query or "+" in query:
        pairs = [(_unquoted(name), _unquoted(value)) for name, value in pairs]
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else None


def _unquoted(text: str) -> str:
    return unquote_plus(text) if "%" in text or "+" in text else text


@lru_cache(256)
def _wants_json(accept: bytes) -> bool:
    """Returns whether one whole answer in JSON is wanted."""
    return choose(accept.decode("latin-1") or None, (JSON, LINES, CSV)) == JSON
