"""Whether the client still waits: nothing goes on being computed for nobody."""

import asyncio
from types import TracebackType
from typing import Self

from starlette.types import Receive

_PATIENCE = 0.2
"""Seconds after which it is worth looking; most answers are ready before."""


class Attendance:
    """Breaks off what is done inside it when the client has gone away.

    Args:
        receive: brings the messages of the client, whose request has been read.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._watch: asyncio.Task[None] | None = None
        self._gone = False

    async def __aenter__(self) -> Self:
        """Returns itself; the client is watched from a moment later on."""
        loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._timer = loop.call_later(_PATIENCE, self._begin)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> bool:
        """Returns whether the work was broken off because nobody waits for it."""
        self._timer.cancel()
        if self._watch:
            self._watch.cancel()
        if self._task and self.is_broken_off:
            self._task.uncancel()
            return isinstance(error, asyncio.CancelledError)
        return False

    @property
    def is_broken_off(self) -> bool:
        """Whether the client has gone away before everything was done."""
        return self._gone

    def _begin(self) -> None:
        self._watch = asyncio.get_running_loop().create_task(self._wait())

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._gone = True
        if self._task:
            self._task.cancel()
