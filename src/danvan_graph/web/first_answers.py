"""The look-ups asked most, answered the first time without the framework on the way.

Each is answered by the very function of its route, called with what the address says. Whatever is
out of the ordinary (an unknown name, a filter, another form, another site, compression) goes on to
the framework, which answers the same, only slower; the tests hold the two against each other.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from danvan_graph.errors import DanvanError
from danvan_graph.web.api import counts, plans
from danvan_graph.web.api.streams import CSV, JSON, LINES
from danvan_graph.web.freshness import KEPT, tag
from danvan_graph.web.negotiation import choose
from danvan_graph.web.publication import Edition, Publication
from danvan_graph.web.safety import SAFE_LINES

_API = "/api/v1/"
_COUNTS = ("instruments/", "/counts")
_LONGEST_NAME, _MOST = 300, 200
_BESIDE = frozenset({b"origin", b"if-none-match", b"range"})
_MARK = (b"danvan-synthetic", b"true")

Fields = Mapping[str, str]
Answering = Callable[[Request, Edition, Fields], Awaitable[Response | BaseModel]]


@dataclass(frozen=True, slots=True)
class _LookUp:
    """A look-up that is answered here.

    Attributes:
        answer: calls the function of its route.
        taken: the parameters that are passed on.
        left: those that only the framework reads.
    """

    answer: Answering
    taken: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()


async def _plans(request: Request, edition: Edition, fields: Fields) -> Response:
    return await plans.plans(
        request, Response(), edition, fields["cites"], limit=int(fields.get("limit", "50"))
    )


async def _top(_: Request, edition: Edition, fields: Fields) -> BaseModel:
    return await counts.top(edition, limit=int(fields.get("limit", "50")))


async def _counts(request: Request, edition: Edition, _: Fields) -> BaseModel:
    begin, end = _COUNTS
    key = request.scope["path"].removeprefix(_API + begin).removesuffix(end)
    return await counts.counts(edition, key)


_LOOK_UPS = {
    "plans": _LookUp(
        _plans,
        frozenset({"cites", "limit"}),
        frozenset({"transitive", "level", "year", "role", "cursor"}),
    ),
    "top-cited": _LookUp(_top, frozenset({"limit"}), frozenset({"year", "level"})),
}
_OF_ONE = _LookUp(_counts)


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
        found = _asked(scope)
        if found is not None:
            look_up, fields = found
            edition = await self._publication.current()
            try:
                made = await look_up.answer(Request(scope), edition, fields)
            except DanvanError:
                made = None
            if made is not None:
                await self._give(made, edition, scope, send)
                return
        await self._app(scope, receive, send)

    async def _give(
        self, made: Response | BaseModel, edition: Edition, scope: Scope, send: Send
    ) -> None:
        if isinstance(made, BaseModel):
            made = Response(made.model_dump_json().encode(), media_type=JSON)
        lines = [
            *made.raw_headers,
            (b"etag", tag(edition.name, self._made_of, scope).encode()),
            (b"cache-control", KEPT.encode()),
            (b"vary", b"Accept, Accept-Encoding"),
            *SAFE_LINES,
        ]
        if edition.synthetic:
            lines.append(_MARK)
        await send({"type": "http.response.start", "status": 200, "headers": lines})
        await send({"type": "http.response.body", "body": bytes(made.body)})


def _asked(scope: Scope) -> tuple[_LookUp, Fields] | None:
    """Returns the look-up that a request asks for, None when it is the framework's."""
    if scope["type"] != "http" or scope["method"] != "GET" or not _plain(scope):
        return None
    path = scope["path"].removeprefix(_API)
    begin, end = _COUNTS
    of_one = path.startswith(begin) and path.endswith(end)
    look_up = _OF_ONE if of_one else _LOOK_UPS.get(path)
    if look_up is None:
        return None
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    fields = dict(pairs)
    ordinary = len(fields) == len(pairs) and not look_up.left & fields.keys()
    taken = {name: fields[name] for name in look_up.taken & fields.keys()}
    return (look_up, taken) if ordinary and _fits(look_up, taken) else None


def _plain(scope: Scope) -> bool:
    accept = None
    for name, value in scope["headers"]:
        if name in _BESIDE or (name == b"accept-encoding" and b"gzip" in value):
            return False
        if name == b"accept":
            accept = value if accept is None else b"?"
    return _wants_json(accept)


@lru_cache(256)
def _wants_json(accept: bytes | None) -> bool:
    said = None if accept is None else accept.decode("latin-1")
    return choose(said, (JSON, LINES, CSV)) == JSON


def _fits(look_up: _LookUp, fields: Fields) -> bool:
    """Returns whether the parameters need no word of the framework about them."""
    limit = fields.get("limit", "50")
    named = "cites" not in look_up.taken or 0 < len(fields.get("cites", "")) <= _LONGEST_NAME
    return named and limit.isascii() and limit.isdigit() and 1 <= int(limit[:9]) <= _MOST
