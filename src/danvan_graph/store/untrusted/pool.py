"""Answers untrusted SPARQL in killable processes, so that no query can take the server along.

This module never loads an engine. A query passes :mod:`danvan_graph.store.untrusted.guard`, waits for one of
a few :mod:`danvan_graph.store.untrusted.worker` processes, and its answer is handed on frame by frame. At
its deadline the process is killed, whatever it is doing; an answer that could not be finished ends
with an error, never as a short success.
"""

import contextlib
import math
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, Unpack

from danvan_graph.errors import InvalidQuery, QueryTooExpensive
from danvan_graph.store.untrusted.answer_stream import AnswerStream
from danvan_graph.store.untrusted.frames import Frame, head_of
from danvan_graph.store.untrusted.guard import GraphNames, check_query
from danvan_graph.store.untrusted.result_format import ResultFormat
from danvan_graph.store.untrusted.sandbox import Deadlines, WorkerProcess
from danvan_graph.store.untrusted.seats import Seat, Seats

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


class TooManyOfOne(TooManyQueries):
    """One client has as many queries running or waiting as one client may."""

    status = 429


class Limits(TypedDict, total=False):
    """What a query may say beside its text.

    Attributes:
        graphs: the graph names it may use in FROM and in the two next members.
        default_graphs: replaces the default graph; see the protocol's ``default-graph-uri``.
        named_graphs: replaces the named graphs; see ``named-graph-uri``.
        union: the default graph is the union of all named graphs.
        deadline: seconds, instead of those of the pool.
    """

    graphs: GraphNames
    default_graphs: Sequence[str] | None
    named_graphs: Sequence[str] | None
    union: bool
    deadline: float | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query that has passed the guard.

    Attributes:
        request: the frame that a worker is sent.
        seconds: how long it may take.
    """

    request: bytes
    seconds: float


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
        self._wait = max(1, math.ceil(deadline / 2))
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
        self._seats = Seats()
        seats = [Seat() for _ in range(workers)]
        try:
            self.occupy(seats[0])
        except BaseException:
            self.close()
            raise
        for seat in reversed(seats):  # who has a worker is asked first
            self._seats.give(seat)

    def prepare(self, query: str, media_type: str, **limits: Unpack[Limits]) -> Prepared:
        """Returns a query that may be sent to workers, once or again and again.

        Args:
            query: any text.
            media_type: a media type or the name of a :class:`ResultFormat`.
            limits: see :class:`Limits`.

        Raises:
            InvalidQuery: the query or the format is refused.
        """
        graphs = limits.get("graphs", frozenset())
        form = check_query(query, graphs)
        chosen = ResultFormat.of(media_type)
        chosen.require(form)
        default, named = limits.get("default_graphs"), limits.get("named_graphs")
        _check_graphs([*(default or ()), *(named or ())], graphs)
        own = limits.get("deadline")
        seconds = self._deadline if own is None else own
        asked = {
            "query": query,
            "format": chosen.value,
            "default_graphs": default,
            "named_graphs": named,
            "union": limits.get("union", False),
            "limit": self.result_limit,
            "cpu_seconds": math.ceil(seconds) + 1,
        }
        return Prepared(head_of(Frame("query", asked)), seconds)

    def run(
        self, query: str, media_type: str, client: str | None = None, **limits: Unpack[Limits]
    ) -> AnswerStream:
        """Returns the answer as a stream whose first bytes have already come.

        Args:
            query: any text.
            media_type: a media type or the name of a :class:`ResultFormat`.
            client: whose query it is, for the limit per client.
            limits: see :class:`Limits`.

        Raises:
            InvalidQuery: the query or the format is refused.
            QueryTooExpensive: a limit of time, memory, size or concurrency was passed.
            StoreError: the store cannot be read.
        """
        prepared = self.prepare(query, media_type, **limits)
        with self._admission(client):
            seat = self._seats.wait(self._deadline)
        stream = AnswerStream(self, seat, client, prepared.seconds)
        stream.open(prepared.request)
        return stream

    def answer(
        self, query: str, media_type: str, client: str | None = None, **limits: Unpack[Limits]
    ) -> bytes:
        """Returns the whole answer of :meth:`run`, with its arguments and errors."""
        with self.run(query, media_type, client, **limits) as stream:
            return b"".join(stream)

    def start(self, prepared: Prepared, client: str | None) -> AnswerStream | None:
        """Returns a stream to be begun, which may be over already; None when no seat is free.

        Nothing here blocks. Its errors are those of :meth:`run`.
        """
        seat = self._seats.free_one()
        if seat is None:
            return None
        try:
            self._admit(client)
        except BaseException:
            self._seats.give(seat)
            raise
        stream = AnswerStream(self, seat, client, prepared.seconds)
        stream.hasten(prepared.request)
        return stream

    async def begin(
        self, prepared: Prepared, client: str | None, started: AnswerStream | None = None
    ) -> AnswerStream:
        """Returns what :meth:`run` returns, with its errors, holding no thread.

        Args:
            prepared: the query.
            client: whose it is.
            started: what :meth:`start` has given for it.
        """
        stream = started
        if stream is None:
            with self._admission(client):
                seat = await self._seats.arrive(self._deadline)
            stream = AnswerStream(self, seat, client, prepared.seconds)
        await stream.begin(prepared.request)
        return stream

    def switch(self, store_dir: Path | str) -> None:
        """Queries from now on are answered from that generation; running ones finish on theirs.

        Raises:
            StoreError: the generation cannot be opened; the present one goes on serving.
        """
        if Path(store_dir) == self._store_dir:
            return
        proven: WorkerProcess | None = self._launch(Path(store_dir))
        self._store_dir = Path(store_dir)
        free = self._seats.free_ones()
        for seat in free:
            self.dismiss(seat)
        if free:
            free[-1].worker, proven = proven, None
        for seat in free:
            self._seats.give(seat)
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
        for seat in self._seats.free_ones():
            self.dismiss(seat)
            self._seats.give(seat)
        self.deadlines.close()
        self._nursery.shutdown(wait=False)

    def __exit__(self, *_: object) -> None:
        """Closes the pool."""
        self.close()

    def ready(self, seat: Seat) -> WorkerProcess | None:
        """Returns the worker of a seat when it lives and has the present generation."""
        worker = seat.worker
        fits = worker is not None and worker.store_dir == self._store_dir and not worker.is_dead
        return worker if fits else None

    def occupy(self, seat: Seat) -> WorkerProcess:
        """Returns a living worker of the present generation, which now has this seat."""
        worker = self.ready(seat)
        if worker is None:
            self.dismiss(seat)
            worker = seat.worker = self._launch(self._store_dir)
        return worker

    def dismiss(self, seat: Seat) -> None:
        """The seat is empty and its worker dead; the next query will start another."""
        worker, seat.worker = seat.worker, None
        if worker is not None:
            self._bury(worker)

    def release(self, seat: Seat, client: str | None) -> None:
        """The seat and the place in the queue are free."""
        self._seats.give(seat)
        self._forget(client)

    def _admit(self, client: str | None) -> None:
        with self._lock:
            self._refuse_when_closed()
            if self._admitted.total() >= self._places:
                raise self._busy("Quá nhiều truy vấn đang chờ", "Too many queries are waiting")
            if client is not None and self._admitted[client] >= self._per_client:
                vietnamese = f"Một nơi gửi được nhiều nhất {self._per_client} truy vấn cùng lúc"
                english = f"At most {self._per_client} queries of one client"
                raise TooManyOfOne(vietnamese, english, self._wait)
            self._admitted[client] += 1

    @contextlib.contextmanager
    def _admission(self, client: str | None) -> Iterator[None]:
        """Lets a query in, to wait for a seat; one that finds none has left."""
        self._admit(client)
        try:
            yield
        except TimeoutError:
            self._forget(client)
            raise self._busy("Truy vấn chờ quá lâu", "The query waited too long") from None
        except BaseException:
            self._forget(client)
            raise

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise self._busy("Máy chủ đang dừng", "The server is stopping")

    def _forget(self, client: str | None) -> None:
        with self._lock:
            self._admitted[client] -= 1
            if self._admitted[client] <= 0:
                del self._admitted[client]

    def _busy(self, vietnamese: str, english: str) -> TooManyQueries:
        return TooManyQueries(vietnamese, english, self._wait)

    def _launch(self, store_dir: Path) -> WorkerProcess:
        self._refuse_when_closed()
        command = [sys.executable, "-P", "-m", "danvan_graph.store.untrusted.worker"]
        try:
            process = self._nursery.submit(
                subprocess.Popen,
                [*command, str(store_dir), str(self.memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            ).result()
        except OSError as error:  # no descriptors, processes or memory are left
            raise self._busy("Máy chủ không mở thêm được tiến trình", f"{error}") from error
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
