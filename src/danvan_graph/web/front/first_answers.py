"""The look-ups asked most, answered from the index without the framework on the way.

Whatever is out of the ordinary (a wrong parameter, a filter, another form) goes on to the
framework, which answers the same, only slower; the tests hold the two against each other.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from danvan_graph.errors import DanvanError
from danvan_graph.web.answers.counts import counts_of, covered, most_cited
from danvan_graph.web.answers.deadlines import deadlines_of
from danvan_graph.web.answers.lookup import looked_up
from danvan_graph.web.answers.plans import plans_of
from danvan_graph.web.answers.work import duty_page, task_page, wanted
from danvan_graph.web.answers.written import CSV, JSON, LINES, answer
from danvan_graph.web.freshness import KEPT, holds, tag
from danvan_graph.web.publication import Edition, Publication
from danvan_graph.web.wire.negotiation import choose
from danvan_graph.web.wire.packing import as_asked
from danvan_graph.web.wire.problems import refused
from danvan_graph.web.wire.safety import SAFE_LINES

_API = "/api/v1/"
_INSTRUMENT, _COUNTS = "instruments/", "/counts"
_LONGEST_NAME, _LONGEST_CURSOR, _MOST = 300, 2000, 200
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_DIGITS = 9
_VARYING = {"Vary": "Accept, Accept-Encoding"}
_MARK = (b"danvan-synthetic", b"true")

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _LookUp:
    """A look-up that is answered here.

    Attributes:
        answer: gives the answer.
        needed: the parameters that must be there.
        taken: those that may be there; others that are known are the framework's.
        left: those that only the framework reads.
        asks: whether it may take so long that others should not wait for it.
    """

    answer: Callable[[Request, Edition, Fields], Response]
    needed: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    asks: bool = False

    def fits(self, fields: Fields) -> bool:
        """Returns whether the parameters need no word of the framework about them."""
        return (
            self.needed <= fields.keys()
            and not self.left & fields.keys()
            and all(
                _CHECKS[name](fields[name]) for name in (self.needed | self.taken) & fields.keys()
            )
        )


def _named(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_NAME


def _short(text: str) -> bool:
    return len(text) <= _LONGEST_NAME


def _number(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS and least <= int(text) <= most


def _limit(text: str) -> bool:
    return _number(text, 1, _MOST)


def _year(text: str) -> bool:
    return _number(text, _FIRST_YEAR, _LAST_YEAR)


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "cites": _named,
    "instrument": _named,
    "unit": _named,
    "text": _named,
    "territory": _short,
    "plan": _short,
    "level": _short,
    "theme": _short,
    "role": _short,
    "kind": _short,
    "year": _year,
    "limit": _limit,
    "cursor": lambda text: len(text) <= _LONGEST_CURSOR,
}


def _step(fields: Fields) -> tuple[int, str | None]:
    return int(fields.get("limit", "50")), fields.get("cursor")


def _in_year(fields: Fields) -> int | None:
    return int(fields["year"]) if "year" in fields else None


def _plans(request: Request, edition: Edition, fields: Fields) -> Response:
    limit, cursor = _step(fields)
    return plans_of(request, edition, fields["cites"], limit=limit, cursor=cursor)


def _top(_: Request, edition: Edition, fields: Fields) -> Response:
    limit, _cursor = _step(fields)
    level = fields.get("level", "")
    return answer(most_cited(edition, year=_in_year(fields), level=level, limit=limit))


def _coverage(request: Request, edition: Edition, fields: Fields) -> Response:
    limit, cursor = _step(fields)
    return answer(
        covered(
            request,
            edition,
            fields["instrument"],
            territory=fields.get("territory", ""),
            year=_in_year(fields),
            limit=limit,
            cursor=cursor,
        )
    )


def _deadlines(request: Request, edition: Edition, fields: Fields) -> Response:
    (limit, cursor), year = _step(fields), int(fields["year"])
    return answer(deadlines_of(request, edition, fields["unit"], year, limit=limit, cursor=cursor))


def _tasks(request: Request, edition: Edition, fields: Fields) -> Response:
    named = _among(fields, "plan", "unit", "theme", "role", "kind")
    asked = wanted(edition, **named, year=None)
    return answer(task_page(request, edition, asked, *_step(fields)))


def _duties(request: Request, edition: Edition, fields: Fields) -> Response:
    named = _among(fields, "plan", "unit", "kind")
    asked = wanted(edition, **named, year=_in_year(fields))
    return answer(duty_page(request, edition, asked, *_step(fields)))


def _among(fields: Fields, *names: str) -> dict[str, str]:
    return {name: fields[name] for name in names if name in fields}


def _lookup(_: Request, edition: Edition, fields: Fields) -> Response:
    return answer(looked_up(edition, [fields["text"]]))


def _counts(request: Request, edition: Edition, _: Fields) -> Response:
    key = request.scope["path"].removeprefix(_API + _INSTRUMENT).removesuffix(_COUNTS)
    return answer(counts_of(edition, key))


_PAGED = frozenset({"limit", "cursor"})
_LOOK_UPS = {
    "plans": _LookUp(
        _plans,
        frozenset({"cites"}),
        _PAGED,
        frozenset({"transitive", "level", "year", "role"}),
    ),
    "top-cited": _LookUp(_top, taken=frozenset({"limit", "year", "level"})),
    "coverage": _LookUp(_coverage, frozenset({"instrument"}), _PAGED | {"territory", "year"}),
    "deadlines": _LookUp(_deadlines, frozenset({"unit", "year"}), _PAGED),
    "tasks": _LookUp(_tasks, taken=_PAGED | {"plan", "unit", "theme", "role", "kind"}, asks=True),
    "duties": _LookUp(_duties, taken=_PAGED | {"plan", "unit", "kind", "year"}, asks=True),
    "lookup": _LookUp(_lookup, frozenset({"text"}), asks=True),
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
        if found is None:
            await self._app(scope, receive, send)
            return
        edition = await self._publication.current()
        if found[0].asks:
            response = await asyncio.to_thread(self._answer, found, edition, scope)
        else:
            response = self._answer(found, edition, scope)
        response.raw_headers.extend(SAFE_LINES)
        if edition.synthetic:
            response.raw_headers.append(_MARK)
        await as_asked(response, scope)(scope, receive, send)

    def _answer(self, found: tuple[_LookUp, Fields], edition: Edition, scope: Scope) -> Response:
        look_up, fields = found
        mark = tag(edition.name, self._made_of, scope)
        kept = {"ETag": mark, "Cache-Control": KEPT, **_VARYING}
        if holds(scope, mark):
            return Response(status_code=304, headers=kept)
        try:
            response = look_up.answer(Request(scope), edition, fields)
        except DanvanError as error:
            response, kept = refused(error, scope["path"]), _VARYING
        response.headers.update(kept)
        return response


def _asked(scope: Scope) -> tuple[_LookUp, Fields] | None:
    """Returns the look-up that a request asks for, None when it is the framework's."""
    if scope["type"] != "http" or scope["method"] != "GET" or not _plain(scope):
        return None
    path = scope["path"].removeprefix(_API)
    of_one = path.startswith(_INSTRUMENT) and path.endswith(_COUNTS)
    look_up = _OF_ONE if of_one else _LOOK_UPS.get(path)
    if look_up is None:
        return None
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    fields = dict(pairs)
    return (look_up, fields) if len(fields) == len(pairs) and look_up.fits(fields) else None


def _plain(scope: Scope) -> bool:
    """Returns whether one whole answer in JSON is wanted."""
    accept = None
    for name, value in scope["headers"]:
        if name == b"range":
            return False
        if name == b"accept":
            accept = value if accept is None else b"?"
    return _wants_json(accept)


@lru_cache(256)
def _wants_json(accept: bytes | None) -> bool:
    said = None if accept is None else accept.decode("latin-1")
    return choose(said, (JSON, LINES, CSV)) == JSON
