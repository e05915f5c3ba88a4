"""One answer on its way from a worker, taken by a thread or by a task of an event loop."""

import asyncio
import contextlib
import os
import sys
import threading
import time
import weakref
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self, cast

from danvan_graph.errors import DanvanError, InvalidQuery, QueryTooExpensive, StoreError
from danvan_graph.store.untrusted.frames import ArrivingFrames, Frame, comes_soon, read_frame
from danvan_graph.store.untrusted.guard import MisplacedText
from danvan_graph.store.untrusted.sandbox import WorkerProcess
from danvan_graph.store.untrusted.seats import Seat

if TYPE_CHECKING:
    from danvan_graph.store.untrusted.pool import QueryPool

_READ_AT_ONCE = 256 * 1024
_NEVER_BLOCKS = 4096
"""PIPE_BUF of Linux: so much fits into an empty pipe at once."""
_GLANCE = 1.0
"""Milliseconds: small answers come sooner than a loop that has gone to sleep can be woken."""
_EARLY = 0.1
_KILLED = -9


class _DiedIdleError(Exception):
    """The worker had been killed before it got the query: another one has to be asked."""


class AnswerStream(Iterator[bytes], AsyncIterator[bytes]):
    """The bytes of one answer; until the last is taken, or the deadline, it holds a worker.

    Iterating raises :class:`QueryTooExpensive` when the answer was cut short; the reader must then
    break off whatever it was writing. A stream that is closed or forgotten kills its query. It is
    read by ``for`` when it was opened, by ``async for`` when it was begun.
    """

    def __init__(self, pool: "QueryPool", seat: Seat, client: str | None, seconds: float) -> None:
        self._pool = pool
        self._seat: Seat | None = seat
        self._client = client
        self._seconds = seconds
        self._lock = threading.Lock()
        self._first = b""
        self._asked_at = 0.0
        self._may_ask_again = True
        self._reading = True
        self._is_forsaken = False
        self._arriving = ArrivingFrames()

    def open(self, request: bytes) -> None:
        """The query has been sent and the first frame of its answer has come; else it raises."""
        try:
            self._ask(request)
            try:
                self._first = self._receive()
            except _DiedIdleError:
                self._ask(request)
                self._first = self._receive()
        except BaseException:
            self.close()
            raise

    def hasten(self, request: bytes) -> bool:
        """Returns whether a worker has the query; a small answer may be at hand already.

        Nothing here blocks for longer than a glance.
        """
        worker = self._pool.ready(cast("Seat", self._seat))
        if worker is None or len(request) > _NEVER_BLOCKS or not self._sent(worker, request):
            return False
        if piece := _glance(worker.answers.fileno()):
            self._arriving.add(piece)
            if (frame := self._arriving.take()) is not None:
                self._first = self._content(frame)
        return True

    async def begin(self, request: bytes) -> None:
        """The same as :meth:`open`; what could block is left to a thread."""
        try:
            if not (self._asked_at or self.hasten(request)):
                await asyncio.to_thread(self._ask, request)
            try:
                self._first = self._first or (b"" if self.is_over else await self._arrive())
            except _DiedIdleError:
                await asyncio.to_thread(self._ask, request)
                self._first = await self._arrive()
        except BaseException:
            await self.aclose()
            raise

    @property
    def is_over(self) -> bool:
        """Whether everything has come; the next pieces, if any, are at hand."""
        return self._seat is None

    def __next__(self) -> bytes:
        """Returns the next piece of the answer, or raises because it cannot be finished."""
        piece, self._first = self._first, b""
        while not piece:
            if self._seat is None:
                self._refuse_when_forsaken()
                raise StopIteration
            piece = self._receive()
        return piece

    async def __anext__(self) -> bytes:
        """Likewise, without holding a thread."""
        piece, self._first = self._first, b""
        while not piece:
            if self._seat is None:
                self._refuse_when_forsaken()
                raise StopAsyncIteration
            piece = await self._arrive()
        return piece

    def __enter__(self) -> Self:
        """Returns the stream, which is closed afterwards."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the stream."""
        self.close()

    async def __aenter__(self) -> Self:
        """Returns the stream, which is closed afterwards."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Closes the stream."""
        await self.aclose()

    def __del__(self) -> None:
        """Closes the stream."""
        self.close()

    def close(self) -> None:
        """The seat is free again; a worker that was still answering is dead."""
        self._leave(answered=False)

    async def aclose(self) -> None:
        """Likewise; a worker may take a moment to die, which a thread waits for."""
        if self._seat is not None:
            await asyncio.shield(asyncio.to_thread(self.close))

    def _ask(self, request: bytes) -> None:
        """The request has reached a worker; one that had died while idle has been replaced."""
        seat = cast("Seat", self._seat)
        for _attempt in range(2):
            if self._sent(self._pool.occupy(seat), request):
                break
            self._pool.dismiss(seat)

    def _sent(self, worker: WorkerProcess, request: bytes) -> bool:
        """Returns whether a worker has got the request; its time runs from now."""
        self._asked_at = time.monotonic()
        self._pool.deadlines.begin(worker.process, self._seconds, _weakly(self))
        with contextlib.suppress(OSError):
            worker.requests.write(request)
            worker.requests.flush()
            return True
        self._asked_at = 0.0
        return False

    def forsake(self) -> None:
        """The seat of a reader who stopped reading before the deadline is free again."""
        if not self._reading:
            self._is_forsaken = self._seat is not None
            self.close()

    def _refuse_when_forsaken(self) -> None:
        if self._is_forsaken:
            raise self._too_slow()

    def _receive(self) -> bytes:
        self._reading = True
        seat = self._seat
        worker = seat.worker if seat else None
        if worker is not None:  # an event loop may have left its pipe otherwise
            os.set_blocking(worker.answers.fileno(), True)
        frame = read_frame(worker.answers) if worker else None
        if frame is None:
            raise self._cut(worker)
        self._reading = False
        return self._content(frame)

    async def _arrive(self) -> bytes:
        self._reading = True
        seat = self._seat
        worker = seat.worker if seat else None
        while (frame := self._arriving.take()) is None:
            piece = await _read(worker.answers.fileno()) if worker else b""
            if not piece:
                raise await asyncio.to_thread(self._cut, worker)
            self._arriving.add(piece)
        self._reading = False
        return self._content(frame)

    def _content(self, frame: Frame) -> bytes:
        """Returns what a frame brings; the seat has been given back when it is the last."""
        self._may_ask_again = False
        if frame.kind == "data":
            return frame.body
        self._leave(answered=True)
        if frame.kind == "error":
            raise _fault(frame.header, self._pool.result_limit)
        return frame.body

    def _cut(self, worker: WorkerProcess | None) -> Exception:
        """Returns why the answer stopped; the worker is dead."""
        in_time = worker is None or self._pool.deadlines.end(worker.process)
        code = worker.bury() if worker else 0
        if in_time and self._died_idle(code):
            self._pool.dismiss(cast("Seat", self._seat))
            return _DiedIdleError()
        self.close()
        return self._died(code) if in_time else self._too_slow()

    def _too_slow(self) -> DanvanError:
        return QueryTooExpensive(
            f"Truy vấn chạy quá {self._seconds:g} giây nên đã bị dừng; hãy thêm điều kiện hoặc LIMIT.",
            f"The query ran for more than {self._seconds:g} seconds and was stopped.",
        )

    def _died_idle(self, code: int) -> bool:
        """Returns whether the worker had been killed before it was asked, which happens once.

        While the threads of a killed process end, its pipes still take a request. No query makes
        the system kill a process so early, for that takes gigabytes.
        """
        early = time.monotonic() - self._asked_at < _EARLY
        again, self._may_ask_again = self._may_ask_again, False
        return again and early and code == _KILLED

    def _died(self, code: int) -> DanvanError:
        memory = self._pool.memory // 2**20
        return QueryTooExpensive(
            f"Tiến trình trả lời đã chết giữa chừng, thường vì truy vấn cần hơn {memory} MiB bộ nhớ; "
            "kết quả không đầy đủ, hãy thêm điều kiện hoặc LIMIT.",
            f"The worker died (exit code {code}), most often for want of {memory} MiB of memory; "
            "the answer is incomplete.",
        )

    def _leave(self, *, answered: bool) -> None:
        with self._lock:
            seat, self._seat = self._seat, None
        if seat is None:
            return
        in_time = seat.worker is not None and self._pool.deadlines.end(seat.worker.process)
        if not (answered and in_time):
            self._pool.dismiss(seat)
        self._pool.release(seat, self._client)


def _weakly(stream: AnswerStream) -> Callable[[], None]:
    """Returns what forsakes a stream, without keeping one that is forgotten alive."""
    known = weakref.ref(stream)

    def forsake() -> None:
        found = known()
        if found is not None:
            found.forsake()

    return forsake


def _glance(pipe: int) -> bytes | None:
    """Returns what comes out of a pipe in a moment; None when nothing has come."""
    if sys.platform == "win32":  # where pipes always block
        return None
    os.set_blocking(pipe, False)
    return os.read(pipe, _READ_AT_ONCE) if comes_soon(pipe, _GLANCE) else None


async def _read(pipe: int) -> bytes:
    """Returns what is in a pipe once there is something; nothing when the other side has ended."""
    if sys.platform == "win32":  # whose loops do not watch pipes
        return await asyncio.to_thread(os.read, pipe, _READ_AT_ONCE)
    await _arrival(pipe)
    return os.read(pipe, _READ_AT_ONCE)


async def _arrival(pipe: int) -> None:
    """Something can be read from a pipe."""
    loop = asyncio.get_running_loop()
    arrived: asyncio.Future[None] = loop.create_future()

    def wake() -> None:
        loop.remove_reader(pipe)
        if not arrived.done():
            arrived.set_result(None)

    loop.add_reader(pipe, wake)
    try:
        await arrived
    except asyncio.CancelledError:
        loop.remove_reader(pipe)
        raise


def _fault(header: Mapping[str, Any], limit: int) -> DanvanError:
    """Returns the error that a worker's ``error`` frame stands for."""
    kind, message = header["fault"], str(header["message"])[:200]
    if kind == "syntax":
        reason = f"câu lệnh không đúng ngữ pháp SPARQL ({message})"
        return MisplacedText(reason, message, header["line"], header["column"])
    if kind in {"size", "memory"}:
        what = f"hơn {limit} byte kết quả" if kind == "size" else "quá nhiều bộ nhớ"
        return QueryTooExpensive(
            f"Truy vấn cần {what} nên đã bị dừng; hãy thêm điều kiện hoặc LIMIT.",
            f"The query was stopped: {message}.",
        )
    if kind == "store":
        return StoreError(f"Không đọc được kho dữ liệu ({message}).", f"Store: {message}")
    return InvalidQuery(f"Không tính được truy vấn ({message}).", f"Not evaluated: {message}")
