"""Answers that need not be sent again: an ETag for each edition, address and day."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from danvan_graph import __version__
from danvan_graph.web.publication import Publication
from danvan_graph.web.reading.due import day_number

TEMPLATES = Path(__file__).with_name("templates")
KEPT = "public, no-cache"
_UNTAGGED = (
    "/dang-nhap",
    "/nap",
    "/duyet",
    "/tinh/",
    "/sparql",
    "/healthz",
    "/readyz",
    "/api/v1/healthz",
    "/api/v1/readyz",
    "/api/v1/changes",
    "/changes.atom",
)


def made_of() -> str:
    """Returns a digest of all templates, which changes when a page may look different."""
    digest = hashlib.sha256()
    for path in sorted(TEMPLATES.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def tag(edition: str, made_of: str, scope: Scope) -> str:
    """Returns the weak ETag of an answer.

    It follows from the edition, the version of the program and its templates, the day (pages tell
    what is due next), the path, the parameters in any order, and the form asked for.
    """
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    accept = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    return _mark(edition, made_of, scope["path"], sorted(pairs), accept)


def mark_of(edition: str, made_of: str, path: str, fields: Mapping[str, str], accept: bytes) -> str:
    """Returns the same of a request whose parameters are read already, each given once."""
    return _mark(edition, made_of, path, sorted(fields.items()), accept)


def _mark(
    edition: str, made_of: str, path: str, pairs: list[tuple[str, str]], accept: bytes
) -> str:
    told = [f"{name}={value}" for name, value in pairs]
    said = "\n".join(
        (__version__, made_of, str(day_number()), path, *told, accept.decode("latin-1"))
    )
    digest = hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f'W/"{edition}-{digest}"'


def holds(scope: Scope, mark: str) -> bool:
    """Returns whether the client has the answer with an entity tag already."""
    held = next((v for n, v in scope["headers"] if n == b"if-none-match"), b"").decode("latin-1")
    return mark.removeprefix("W/") in {h.strip().removeprefix("W/") for h in held.split(",")}


class Freshness:
    """Reads one edition for each request, and answers 304 when the client already has the answer."""

    def __init__(self, app: ASGIApp, publication: Publication, made_of: str) -> None:
        self._app = app
        self._publication = publication
        self._made_of = made_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the application does, from one edition."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        edition = await self._publication.current()
        scope.setdefault("state", {})["edition"] = edition
        if scope["method"] != "GET" or scope["path"].startswith(_UNTAGGED):
            await self._app(scope, receive, send)
            return
        mark = tag(edition.name, self._made_of, scope)
        if holds(scope, mark):
            headers = {"ETag": mark, "Cache-Control": KEPT, "Vary": "Accept"}
            await Response(status_code=304, headers=headers)(scope, receive, send)
            return
        await self._app(scope, receive, _marking(send, mark))


def _marking(send: Send, mark: str) -> Send:
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if message["status"] == 200:
                headers.setdefault("ETag", mark)
                headers.setdefault("Cache-Control", KEPT)
            headers.add_vary_header("Accept")
        await send(message)

    return marked
