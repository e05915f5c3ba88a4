"""What stands behind the front of the server: loaded while the front answers already."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from starlette.types import ASGIApp, Receive, Scope, Send

from danvan_graph.web.wire.problems import problem
from danvan_graph.web.wire.safety import SAFE_LINES

App = TypeVar("App", bound=ASGIApp)

_FIRST_ANSWERS_SECONDS = 0.3
"""So long nothing takes the processor from the first look-ups."""


class Behind(Generic[App]):
    """An application that is made once, in a thread; requests that come before wait for it.

    Args:
        load: reads the modules and makes the application.
        failed: told the error when it cannot be made, so that no half server goes on.

    Attributes:
        app: the application once it is there.
    """

    def __init__(self, load: Callable[[], App], failed: Callable[[BaseException], None]) -> None:
        self._load, self._failed = load, failed
        self._loading: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.app: App | None = None

    def begin_soon(self) -> None:
        """It is loaded in a moment, or as soon as a request needs it."""
        self._timer = asyncio.get_running_loop().call_later(_FIRST_ANSWERS_SECONDS, self._begin)

    async def end(self) -> None:
        """Nothing is being loaded any more."""
        if self._timer:
            self._timer.cancel()
        if self._loading:
            await self._loading

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the application does, once it is there."""
        if self.app is None:
            # a request that goes away leaves the loading alone
            await asyncio.shield(self._begin())
        await (self.app or _stopping)(scope, receive, send)

    def _begin(self) -> asyncio.Task[None]:
        if self._loading is None:
            self._loading = asyncio.create_task(self._made())
        return self._loading

    async def _made(self) -> None:
        try:
            self.app = await asyncio.to_thread(self._load)
        except Exception as error:  # noqa: BLE001 - whatever it is, the server cannot go on
            self._failed(error)


async def _stopping(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers for an application that could not be made."""
    response = problem(
        503,
        "Máy chủ không nạp được các trang nên đang dừng; lời báo lỗi nằm ở nơi mở máy chủ.",
        "The server could not load its pages and is stopping.",
        scope["path"],
    )
    response.raw_headers.extend(SAFE_LINES)
    await response(scope, receive, send)
