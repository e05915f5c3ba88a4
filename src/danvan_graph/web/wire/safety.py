"""Headers that keep a browser from running, framing or fetching anything that is not ours."""

from typing import TypedDict

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SAFE_LINES = [
    (name.lower().encode(), value.encode())
    for name, value in {**SAFE_HEADERS, "Content-Security-Policy": CONTENT_SECURITY_POLICY}.items()
]
"""The same as they go out."""


class Opening(TypedDict):
    """What pages of other sites may do here."""

    allow_origins: list[str]
    allow_methods: list[str]
    allow_headers: list[str]
    expose_headers: list[str]


OPEN_TO_ALL: Opening = {
    "allow_origins": ["*"],
    "allow_methods": ["GET", "HEAD", "POST"],
    "allow_headers": ["*"],
    "expose_headers": ["ETag", "Link", "Retry-After", "Danvan-Synthetic"],
}

_PRIVATE = ("/dang-nhap", "/dang-xuat", "/nap", "/go-bo", "/duyet", "/cong-bo")
"""Pages of editors, which nobody may keep."""


class SafetyHeaders:
    """Gives every answer the headers that keep a browser from running or framing anything."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the application does, with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def safer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE_HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                if scope["path"].startswith(_PRIVATE):
                    headers["Cache-Control"] = "no-store"
                    headers["Referrer-Policy"] = "same-origin"  # else a form's Origin is "null"
            await send(message)

        await self._app(scope, receive, safer)
