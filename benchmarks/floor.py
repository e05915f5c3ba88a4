"""The floor: a bare ASGI application that answers each path with bytes it holds."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

_FOLDER = Path(os.environ.get("DANVAN_FLOOR", "."))
_BODIES = {f"/{path.name}": path.read_bytes() for path in _FOLDER.iterdir() if path.is_file()}
_HEADS = {
    path: [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    for path, body in _BODIES.items()
}


async def app(
    scope: dict[str, Any], _receive: object, send: Callable[[dict[str, Any]], Awaitable[None]]
) -> None:
    """Answers with the bytes of the path."""
    if scope["type"] != "http":
        return
    path = scope["path"]
    await send({"type": "http.response.start", "status": 200, "headers": _HEADS[path]})
    await send({"type": "http.response.body", "body": _BODIES[path]})
