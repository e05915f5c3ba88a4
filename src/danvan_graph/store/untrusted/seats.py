"""Places for workers, given to those who wait in the order in which they came."""

import asyncio
import threading
from collections import deque
from concurrent.futures import Future
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from danvan_graph.store.untrusted.sandbox import WorkerProcess


class Seat:
    """A place for one worker; who holds the seat may use the worker.

    Attributes:
        worker: who sits there; None until the first query, and after a death.
    """

    def __init__(self) -> None:
        self.worker: WorkerProcess | None = None


class Seats:
    """The seats that nobody holds, shared by threads and event loops alike."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: deque[Seat] = deque()
        self._waiting: deque[Future[Seat]] = deque()

    def give(self, seat: Seat) -> None:
        """The seat belongs to who has waited longest, or is free."""
        with self._lock:
            while self._waiting:
                first = self._waiting.popleft()
                if first.set_running_or_notify_cancel():
                    first.set_result(seat)
                    return
            self._free.append(seat)

    def free_one(self) -> Seat | None:
        """Returns a seat that was free, or None."""
        with self._lock:
            return self._free.pop() if self._free else None

    def free_ones(self) -> list[Seat]:
        """Returns the seats that were free."""
        with self._lock:
            found = list(self._free)
            self._free.clear()
            return found

    def wait(self, seconds: float) -> Seat:
        """Returns a seat; this thread waits until one is free.

        Raises:
            TimeoutError: none was free in time.
        """
        if (seat := self.free_one()) is not None:
            return seat
        asked = self._ask()
        try:
            return asked.result(seconds)
        except BaseException:
            self._withdraw(asked)
            raise

    async def arrive(self, seconds: float) -> Seat:
        """Returns a seat; this task waits until one is free.

        Raises:
            TimeoutError: none was free in time.
        """
        if (seat := self.free_one()) is not None:
            return seat
        asked = self._ask()
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.wrap_future(asked)
        except BaseException:
            self._withdraw(asked)
            raise

    def _ask(self) -> Future[Seat]:
        asked: Future[Seat] = Future()
        with self._lock:
            if self._free:
                asked.set_running_or_notify_cancel()
                asked.set_result(self._free.pop())
            else:
                self._waiting.append(asked)
        return asked

    def _withdraw(self, asked: Future[Seat]) -> None:
        """Nobody waits any more; a seat that was given meanwhile goes to the next."""
        if not asked.cancel():
            self.give(asked.result())
