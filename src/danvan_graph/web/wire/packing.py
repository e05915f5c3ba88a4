"""Answers compressed, and opened to other sites, where a request asks for it."""

from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Scope

from danvan_graph.web.wire.safety import OPEN_TO_ALL

SMALL = 1000
"""Answers of fewer bytes are not compressed."""
PACKED = 5
"""How hard zlib works: beyond, answers hardly shrink."""


def as_asked(app: ASGIApp, scope: Scope) -> ASGIApp:
    """Returns what gives the answer of an application in the way that a request wants it.

    A request that wants neither passes through no layer.
    """
    packed = foreign = False
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            packed = packed or b"gzip" in value
        elif name == b"origin":
            foreign = True
    if packed:
        app = GZipMiddleware(app, minimum_size=SMALL, compresslevel=PACKED)
    return CORSMiddleware(app, **OPEN_TO_ALL) if foreign else app
