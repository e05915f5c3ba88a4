"""Style sheets, scripts and the files of others, each under an address of its content."""

import hashlib
from pathlib import Path

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response
from swagger_ui_bundle import swagger_ui_path

_OWN = Path(__file__).with_name("static")
_FETCHED = Path(__file__).with_name("assets")
_FOREVER = "public, max-age=31536000, immutable"
_SWAGGER = ("swagger-ui.css", "swagger-ui-bundle.js")
_YASGUI = ("yasgui.min.css", "yasgui.min.js")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class Assets:
    """All files a page may ask for, read once.

    Raises:
        FileNotFoundError: one is missing; a server without its style sheet does not start.
    """

    def __init__(self) -> None:
        swagger = Path(swagger_ui_path)
        paths = [p for p in sorted(_OWN.iterdir()) if p.suffix in _TYPES]
        paths += [swagger / name for name in _SWAGGER] + [_FETCHED / name for name in _YASGUI]
        self._files = {path.name: path.read_bytes() for path in paths}
        self._marks = {n: hashlib.sha256(d).hexdigest()[:12] for n, d in self._files.items()}

    def address(self, name: str) -> str:
        """Returns the address of a file, which changes with its content.

        Raises:
            KeyError: there is no such file.
        """
        return f"/tinh/{self._marks[name]}/{name}"

    def router(self) -> APIRouter:
        """Returns the routes that serve the files."""
        router = APIRouter(include_in_schema=False)

        @router.get("/tinh/{mark}/{name}")
        def file(mark: str, name: str) -> Response:
            if self._marks.get(name) != mark:
                raise HTTPException(404)
            kind = _TYPES[Path(name).suffix]
            return Response(self._files[name], media_type=kind, headers={"Cache-Control": _FOREVER})

        @router.get("/favicon.ico")
        def icon() -> Response:
            kind, content = _TYPES[".svg"], self._files["bieu-tuong.svg"]
            return Response(content, media_type=kind, headers={"Cache-Control": "max-age=86400"})

        return router
