"""Reads many files, each in a process that is killed when it takes too much time or memory."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

from danvan_graph.errors import UnreadableFile
from danvan_graph.text.formats import is_office
from danvan_graph.text.reading import DEFAULT_LIMITS, Limits, refusal
from danvan_graph.text.reading_frame import Outcome, from_frames
from danvan_graph.text.tools import KILLED_WITH_READER

_TOGETHER = 16  # one start of LibreOffice takes 2 s, each file 0.1 s
_AHEAD = 16  # readings that may wait for the one before them, for each job
_GRACE = 2.0
_COMMAND = (sys.executable, "-m", "danvan_graph.text.reader_process")


def read_many(
    paths: Iterable[Path], jobs: int = 0, *, limits: Limits = DEFAULT_LIMITS
) -> Generator[tuple[Path, Outcome], None, None]:
    """Yields each path with its reading, or with the reason why there is none, in the given order.

    A file that is damaged, hostile or too large costs no other its reading.

    Args:
        paths: the files; they are taken as they are needed.
        jobs: how many are read at once; 0 for one on each processor.
        limits: what reading one of them may cost.
    """
    jobs = jobs or os.cpu_count() or 1
    readers = _Readers(limits, jobs)
    waiting: deque[tuple[Path, _Batch, int]] = deque()
    together = _Batch()
    try:
        for path in paths:
            batch = together if _is_office(path) else _Batch()
            waiting.append((path, batch, len(batch.paths)))
            batch.paths.append(path)
            if batch is not together:
                readers.submit(batch)
            elif len(batch.paths) == _TOGETHER:
                readers.submit(batch)
                together = _Batch()
            if len(waiting) > _AHEAD * jobs:
                if waiting[0][1] is together:
                    readers.submit(together)
                    together = _Batch()
                yield _next(waiting)
        if together.paths:
            readers.submit(together)
        while waiting:
            yield _next(waiting)
    finally:
        readers.close()


@dataclass(slots=True)
class _Batch:
    """Files that one process reads."""

    paths: list[Path] = field(default_factory=list)
    outcomes: "Future[list[Outcome]] | None" = None


def _next(waiting: "deque[tuple[Path, _Batch, int]]") -> tuple[Path, Outcome]:
    path, batch, place = waiting.popleft()
    if batch.outcomes is None:
        raise RuntimeError(f"{path} was never handed to a reader")
    return path, batch.outcomes.result()[place]


def _is_office(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return is_office(stream.read(128))
    except (OSError, ValueError):
        return False


class _Readers:
    """Starts the processes, a few at a time, and ends them."""

    def __init__(self, limits: Limits, jobs: int) -> None:
        self._limits = limits
        self._pool = ThreadPoolExecutor(jobs, thread_name_prefix="reader")
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._closed = False

    def submit(self, batch: _Batch) -> None:
        """The batch will be read."""
        batch.outcomes = self._pool.submit(self._read, list(batch.paths))

    def close(self) -> None:
        """No process runs any more."""
        with self._lock:
            self._closed = True
            for process in self._running:
                _kill(process)
        self._pool.shutdown(cancel_futures=True)

    def _read(self, paths: list[Path]) -> list[Outcome]:
        """Returns the outcomes; what failed among several files is read again alone."""
        outcomes = self._run(paths)
        if len(paths) == 1:
            return outcomes
        return [
            self._run([path])[0] if isinstance(outcome, UnreadableFile) else outcome
            for path, outcome in zip(paths, outcomes, strict=True)
        ]

    def _run(self, paths: list[Path]) -> list[Outcome]:
        request = {
            "paths": [str(path.absolute()) for path in paths],
            "limits": asdict(self._limits),
        }
        process = self._start()
        late = False
        try:
            answer, _ = process.communicate(
                json.dumps(request).encode(), self._limits.seconds + _GRACE
            )
        except subprocess.TimeoutExpired:
            late = True
            _kill(process)
            answer, _ = process.communicate()
        finally:
            with self._lock:
                self._running.discard(process)
            _kill(process)
        outcomes = list(from_frames(answer))[: len(paths)]
        return outcomes + [
            _lost(path, self._limits, process.returncode, late=late)
            for path in paths[len(outcomes) :]
        ]

    def _start(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise RuntimeError("reading was given up")
            process = subprocess.Popen(  # noqa: S603 - our own program
                _COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, KILLED_WITH_READER: "1"},
                start_new_session=True,
            )
            self._running.add(process)
            return process


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kills a reader and all it started; the group outlives the reader when a tool still runs."""
    if sys.platform == "win32":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()


def _lost(path: Path, limits: Limits, code: int | None, *, late: bool) -> UnreadableFile:
    """Returns why a reader ended without an answer."""
    if late or code == -getattr(signal, "SIGXCPU", 24):
        return refusal(
            path,
            f"đọc quá {limits.seconds:g} giây nên đã bị dừng; hãy tách thành nhiều tệp ngắn hơn, "
            "kiểm tra nguồn của tệp, hoặc cho thời gian dài hơn",
            "timed out",
        )
    return refusal(
        path,
        "trình đọc bị ngắt giữa chừng, thường vì tệp hỏng hoặc cố ý gây hại, hay hết bộ nhớ; "
        "hãy kiểm tra nguồn của tệp",
        f"the reader ended with {code}",
    )
