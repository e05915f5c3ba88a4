"""Answers untrusted SPARQL in killable processes, so that no query can take the server along.

This module never loads an engine. A query passes :mod:`danvan_graph.store.guard`, waits for one of
a few :mod:`danvan_graph.store.worker` processes, and its answer is handed on frame by frame. At
its deadline the process is killed, whatever it is doing; an answer that could not be finished ends
with an error, never as a short success.
"""

import contextlib
import math
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, cast

from danvan_graph.errors import DanvanError, InvalidQuery, QueryTooExpensive, StoreError
from danvan_graph.store.guard import GraphNames, MisplacedText, check_query
from danvan_graph.store.result_format import Frame, ResultFormat, read_frame, write_frame
from danvan_graph.store.sandbox import Deadlines, WorkerProcess

_STARTING_SECONDS = 30.0


class TooManyQueries(QueryTooExpensive):
    """All workers are busy and enough queries are waiting.

    Args:
        reason: a Vietnamese clause without the final full stop.
        english: the same in English.
        retry_after: after how many seconds it is worth asking again.
    """

    def __init__(self, reason: str, english: str, retry_after: int) -> None:
        super().__init__(f"{reason}; xin thử lại sau {retry_after} giây.", f"{english}; try later.")
        self.retry_after = retry_after


class _Seat:
    """A place for one worker; who holds the seat may use the worker."""

    def __init__(self) -> None:
        self.worker: WorkerProcess | None = None


class AnswerStream(Iterator[bytes], contextlib.AbstractContextManager["AnswerStream"]):
    """The bytes of one answer; until the last is taken it holds a worker.

    Iterating raises :class:`QueryTooExpensive` when the answer was cut short; the reader must then
    break off whatever it was writing. A stream that is closed or forgotten kills its query.
    """

    def __init__(self, pool: "QueryPool", seat: _Seat, client: str | None, seconds: float) -> None:
        self._pool = pool
        self._seat: _Seat | None = seat
        self._client = client
        self._seconds = seconds
        self._lock = threading.Lock()
        self._first = b""

    def open(self, request: Mapping[str, Any]) -> None:
        """The query has been sent and the first frame of its answer has come; else it raises."""
        try:
            self._ask(Frame("query", request))
            self._first = self._receive()
        except BaseException:
            self.close()
            raise

    def __next__(self) -> bytes:
        """Returns the next piece of the answer, or raises because it cannot be finished."""
        piece, self._first = self._first, b""
        while not piece:
            if self._seat is None:
                raise StopIteration
            piece = self._receive()
        return piece

    def __exit__(self, *_: object) -> None:
        """Closes the stream."""
        self.close()

    def __del__(self) -> None:
        """Closes the stream."""
        self.close()

    def close(self) -> None:
        """The seat is free again; a worker that was still answering is dead."""
        self._leave(answered=False)

    def _ask(self, request: Frame) -> None:
        """The request has reached a worker; one that had died while idle has been replaced."""
        seat = cast("_Seat", self._seat)
        for _attempt in range(2):
            worker = self._pool.occupy(seat)
            self._pool.deadlines.begin(worker.process, self._seconds)
            with contextlib.suppress(OSError):
                write_frame(worker.requests, request)
                break
            self._pool.dismiss(seat)

    def _receive(self) -> bytes:
        seat = self._seat
        worker = seat.worker if seat else None
        frame = read_frame(worker.answers) if worker else None
        if worker is None or frame is None:
            raise self._cut(worker)
        if frame.kind == "data":
            return frame.body
        self._leave(answered=True)
        if frame.kind == "error":
            raise _fault(frame.header, self._pool.result_limit)
        return frame.body

    def _cut(self, worker: WorkerProcess | None) -> DanvanError:
        """Returns why the answer stopped; the worker is dead."""
        in_time = worker is None or self._pool.deadlines.end(worker.process)
        code = worker.bury() if worker else 0
        self.close()
        if in_time:
            return self._died(code)
        return QueryTooExpensive(
            f"Truy vấn chạy quá {self._seconds:g} giây nên đã bị dừng; hãy thêm điều kiện hoặc LIMIT.",
            f"The query ran for more than {self._seconds:g} seconds and was stopped.",
        )

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


class QueryPool(contextlib.AbstractContextManager["QueryPool"]):
    """A few worker processes on one generation of the store, shared by all threads.

    Args:
        store_dir: the folder of the generation.
        workers: how many queries run at once.
        deadline: seconds until a query is killed, the delivery of its answer included.
        memory: ceiling of a worker's address space in bytes; at least 1 GiB.
        queue: how many queries may wait.
        per_client: how many queries one client may have running or waiting.
        result_limit: how many bytes an answer may have.
        allow_unconfined: start, with a warning, where the system cannot confine workers.

    Raises:
        StoreError: the store cannot be opened, or workers cannot be confined.
    """

    def __init__(  # noqa: PLR0913  each is a setting of the server
        self,
        store_dir: Path | str,
        workers: int = 2,
        deadline: float = 10.0,
        memory: int = 2 << 30,
        queue: int = 16,
        *,
        per_client: int = 4,
        result_limit: int = 64 << 20,
        allow_unconfined: bool = sys.platform != "linux",
    ) -> None:
        self.memory = memory
        self.result_limit = result_limit
        self.deadlines = Deadlines()
        self._deadline = deadline
        self._places = workers + queue
        self._per_client = per_client
        self._allow_unconfined = allow_unconfined
        self._lock = threading.RLock()
        self._closed = False
        self._admitted: Counter[str | None] = Counter()
        self._alive: set[WorkerProcess] = set()
        # the kernel kills a worker when the thread that started it ends, and threads of a
        # server come and go: one thread of our own starts them all
        self._nursery = ThreadPoolExecutor(1, "query-nursery")
        self._store_dir = Path(store_dir)
        self._seats: SimpleQueue[_Seat] = SimpleQueue()
        seats = [_Seat() for _ in range(workers)]
        try:
            self.occupy(seats[0])
        except BaseException:
            self.close()
            raise
        for seat in seats:
            self._seats.put(seat)

    def run(  # noqa: PLR0913  what the SPARQL protocol lets a client say
        self,
        query: str,
        media_type: str,
        *,
        graphs: GraphNames = frozenset(),
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        union: bool = False,
        client: str | None = None,
        deadline: float | None = None,
    ) -> AnswerStream:
        """Returns the answer as a stream whose first bytes have already come.

        Args:
            query: any text.
            media_type: a media type or the name of a :class:`ResultFormat`.
            graphs: the graph names a query may use in FROM and in the two next arguments.
            default_graphs: replaces the default graph; see the protocol's ``default-graph-uri``.
            named_graphs: replaces the named graphs; see ``named-graph-uri``.
            union: the default graph is the union of all named graphs.
            client: whose query it is, for the limit per client.
            deadline: seconds, instead of those of the pool.

        Raises:
            InvalidQuery: the query or the format is refused.
            QueryTooExpensive: a limit of time, memory, size or concurrency was passed.
            StoreError: the store cannot be read.
        """
        form = check_query(query, graphs)
        chosen = ResultFormat.of(media_type)
        chosen.require(form)
        _check_graphs([*(default_graphs or ()), *(named_graphs or ())], graphs)
        seconds = self._deadline if deadline is None else deadline
        stream = AnswerStream(self, self._admit(client), client, seconds)
        stream.open({
            "query": query,
            "format": chosen.value,
            "default_graphs": default_graphs,
            "named_graphs": named_graphs,
            "union": union,
            "limit": self.result_limit,
            "cpu_seconds": math.ceil(seconds) + 1,
        })  # fmt: skip
        return stream

    def answer(self, query: str, media_type: str, **options: Any) -> bytes:
        """Returns the whole answer of :meth:`run`, with its arguments and errors."""
        with self.run(query, media_type, **options) as stream:
            return b"".join(stream)

    def switch(self, store_dir: Path | str) -> None:
        """Queries from now on are answered from that generation; running ones finish on theirs.

        Raises:
            StoreError: the generation cannot be opened; the present one goes on serving.
        """
        if Path(store_dir) == self._store_dir:
            return
        proven: WorkerProcess | None = self._launch(Path(store_dir))
        self._store_dir = Path(store_dir)
        for seat in self._idle():
            self.dismiss(seat)
            seat.worker, proven = proven, None
            self._seats.put(seat)
        if proven is not None:
            self._bury(proven)

    def pids(self) -> tuple[int, ...]:
        """Returns the process ids of the workers that are alive."""
        with self._lock:
            return tuple(worker.process.pid for worker in self._alive)

    def close(self) -> None:
        """Every worker is dead; queries that were running end with an error."""
        with self._lock:
            self._closed = True
            for worker in self._alive:
                worker.process.kill()
        for seat in self._idle():
            self.dismiss(seat)
            self._seats.put(seat)
        self.deadlines.close()
        self._nursery.shutdown(wait=False)

    def __exit__(self, *_: object) -> None:
        """Closes the pool."""
        self.close()

    def occupy(self, seat: _Seat) -> WorkerProcess:
        """Returns a living worker of the present generation, which now has this seat."""
        worker = seat.worker
        if worker is not None and (worker.store_dir != self._store_dir or worker.is_dying):
            self.dismiss(seat)
        if seat.worker is None:
            seat.worker = self._launch(self._store_dir)
        return seat.worker

    def dismiss(self, seat: _Seat) -> None:
        """The seat is empty and its worker dead; the next query will start another."""
        worker, seat.worker = seat.worker, None
        if worker is not None:
            self._bury(worker)

    def release(self, seat: _Seat, client: str | None) -> None:
        """The seat and the place in the queue are free."""
        self._seats.put(seat)
        self._forget(client)

    def _admit(self, client: str | None) -> _Seat:
        with self._lock:
            self._refuse_when_closed()
            if self._admitted.total() >= self._places:
                raise self._busy("Quá nhiều truy vấn đang chờ", "Too many queries are waiting")
            if client is not None and self._admitted[client] >= self._per_client:
                vietnamese = f"Một nơi gửi được nhiều nhất {self._per_client} truy vấn cùng lúc"
                raise self._busy(vietnamese, f"At most {self._per_client} queries of one client")
            self._admitted[client] += 1
        try:
            return self._seats.get(timeout=self._deadline)
        except Empty:
            self._forget(client)
            raise self._busy("Truy vấn chờ quá lâu", "The query waited too long") from None

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise self._busy("Máy chủ đang dừng", "The server is stopping")

    def _forget(self, client: str | None) -> None:
        with self._lock:
            self._admitted[client] -= 1
            if self._admitted[client] <= 0:
                del self._admitted[client]

    def _busy(self, vietnamese: str, english: str) -> TooManyQueries:
        return TooManyQueries(vietnamese, english, max(1, math.ceil(self._deadline / 2)))

    def _idle(self) -> list[_Seat]:
        """Returns the seats that nobody holds, taken out of the queue."""
        seats = []
        with contextlib.suppress(Empty):
            while True:
                seats.append(self._seats.get_nowait())
        return seats

    def _launch(self, store_dir: Path) -> WorkerProcess:
        self._refuse_when_closed()
        command = [sys.executable, "-P", "-m", "danvan_graph.store.worker"]
        process = self._nursery.submit(
            subprocess.Popen,
            [*command, str(store_dir), str(self.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ).result()
        worker = WorkerProcess(process, store_dir)
        with self._lock:
            self._alive.add(worker)
        try:
            self._refuse_when_closed()
            self.deadlines.begin(worker.process, _STARTING_SECONDS)
            worker.await_ready(allow_unconfined=self._allow_unconfined)
            self.deadlines.end(worker.process)
        except BaseException:
            self._bury(worker)
            raise
        return worker

    def _bury(self, worker: WorkerProcess) -> None:
        self.deadlines.end(worker.process)
        worker.bury()
        with self._lock:
            self._alive.discard(worker)


def _check_graphs(names: Sequence[str], graphs: GraphNames) -> None:
    known = graphs if callable(graphs) else graphs.__contains__
    if unknown := [f"<{name}>" for name in names if not known(name)]:
        listed = ", ".join(unknown)
        raise InvalidQuery(f"Không có đồ thị tên là {listed}.", f"There is no graph {listed}.")


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
