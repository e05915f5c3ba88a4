"""What stands before every request: limits, and plain HTTP."""

import asyncio
from collections.abc import Callable

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from danvan_graph.web.wire.problems import problem

LONGEST_ADDRESS = 16_384
LARGEST_BODY = 1_048_576
_MOST_DRAINED = 16 * LARGEST_BODY
_LONGEST_DRAIN = 5.0


class _TooLarge(Exception):
    """More came than the limit allows."""


def _too_large(limit: int) -> Response:
    size = limit // LARGEST_BODY
    return problem(
        413,
        f"Nội dung gửi lên lớn hơn {size} MiB; hãy gửi ít hơn.",
        f"The body is larger than {size} MiB.",
        headers={"Connection": "close"},
    )


def _body_told(scope: Scope) -> tuple[bytes | None, bool]:
    """Returns the length that is told of a body, and whether it comes in chunks."""
    length, encoded = None, False
    for name, value in scope["headers"]:
        if name == b"content-length":
            length = value
        elif name == b"transfer-encoding":
            encoded = True
    return length, encoded


def _refusal(scope: Scope, limit: int) -> Response | None:
    """Returns the answer to a request that is refused unread, or None."""
    length, encoded = _body_told(scope)
    if length is not None and encoded:
        return problem(
            400,
            "Yêu cầu có cả Content-Length và Transfer-Encoding nên không được nhận.",
            "A request with both Content-Length and Transfer-Encoding is refused.",
            headers={"Connection": "close"},
        )
    asked = len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")
    if asked > LONGEST_ADDRESS:
        return problem(
            414,
            "Địa chỉ dài quá 16 KiB; hãy gửi truy vấn dài bằng POST.",
            "The address is longer than 16 KiB; send long queries by POST.",
        )
    if length is not None and length.isdigit() and int(length) > limit:
        return _too_large(limit)
    return None


class RequestGuard:
    """Refuses what is too long or smuggled, answers HEAD as GET without a body, counts bodies.

    Args:
        app: the application.
        allowance: says for which requests the body may be larger, and how large.
    """

    def __init__(
        self, app: ASGIApp, allowance: Callable[[Scope], int | None] | None = None
    ) -> None:
        self._app = app
        self._allowance = allowance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = (self._allowance(scope) if self._allowance else None) or LARGEST_BODY
        refused = _refusal(scope, limit)
        if refused:
            await _answer_and_drain(refused, receive, send)
            return
        head = scope["method"] == "HEAD"
        inner = {**scope, "method": "GET"} if head else scope
        await self._guarded(inner, receive, _without_body(send) if head else send, limit)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        seen, began = 0, False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _TooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._app(scope, counted, watched)
        except _TooLarge:
            if began:
                raise
            await _answer_and_drain(_too_large(limit), receive, send)


async def _answer_and_drain(answer: Response, receive: Receive, send: Send) -> None:
    """Sends the answer, then throws away what the client is still sending, within bounds.

    A connection closed over unread bytes is reset, and the reset may reach the client before the
    answer (RFC 9112, section 9.6); hence the last piece of the answer waits.
    """
    start: Message = {
        "type": "http.response.start",
        "status": answer.status_code,
        "headers": answer.raw_headers,
    }
    await send(start)
    await send({"type": "http.response.body", "body": bytes(answer.body), "more_body": True})
    try:
        async with asyncio.timeout(_LONGEST_DRAIN):
            await _drain(receive)
    except TimeoutError:
        pass
    await send({"type": "http.response.body"})


async def _drain(receive: Receive) -> None:
    seen = 0
    while seen < _MOST_DRAINED:
        message = await receive()
        seen += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return


def _without_body(send: Send) -> Send:
    async def bare(message: Message) -> None:
        await send({**message, "body": b""} if "body" in message else message)

    return bare
