"""What editors set going: one thing after the other, each in a process that can be stopped."""

import json
import secrets
import shutil
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from danvan_graph.adding.workplace import Workplace
from danvan_graph.errors import DanvanError

LONGEST = 900.0
_KEPT = 50
_MOST_WAITING = 20


class Busy(DanvanError):
    """Too much waits already."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            "Đang có quá nhiều việc chờ; hãy đợi vài phút rồi gửi lại.",
            "Too much is waiting; try again in a few minutes.",
        )


@dataclass(slots=True)
class Job:
    """One thing set going.

    Attributes:
        id: names it in addresses.
        deed: ``add``, ``publish``, ``discard``, ``finish`` or ``remove``.
        names: the files or documents it is about, as people see them.
        by: who set it going.
        state: ``waiting``, ``working``, ``done`` or ``failed``.
        stage: what is being done right now, in Vietnamese.
        message: why it failed, in a full Vietnamese sentence.
        outcomes: what became of each file.
        built: name of the edition that was published, or None when nothing changed.
        shown: what each file was called by who sent it, by its path here.
    """

    deed: str
    names: tuple[str, ...]
    by: str
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    state: str = "waiting"
    stage: str = "Đang chờ"
    message: str = ""
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    built: str | None = None
    shown: dict[str, str] = field(default_factory=dict)

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {"done", "failed"}


class Jobs:
    """Runs jobs one after the other and remembers the last ones.

    Args:
        work: the folders they work in.
        longest: seconds after which a job is stopped.
    """

    def __init__(self, work: Workplace, longest: float = LONGEST) -> None:
        self._work = work
        self._longest = longest
        self._known: OrderedDict[str, Job] = OrderedDict()
        self._line = ThreadPoolExecutor(1, thread_name_prefix="viec-bien-tap")
        self._running: subprocess.Popen[str] | None = None

    def of(self, name: str) -> Job | None:
        """Returns a job by its id, or None when it is unknown or forgotten."""
        return self._known.get(name)

    def latest(self) -> list[Job]:
        """Returns the jobs that are remembered, the newest first."""
        return list(reversed(self._known.values()))

    def start(self, job: Job, asked: Mapping[str, Any], folder: Path | None = None) -> None:
        """The job waits for its turn.

        Args:
            job: the job.
            asked: what its process is told.
            folder: a folder of files that is deleted when the job is over.

        Raises:
            Busy: too much waits already.
        """
        if sum(not known.over for known in self._known.values()) >= _MOST_WAITING:
            _forget(folder)
            raise Busy
        self._known[job.id] = job
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        self._line.submit(self._run, job, asked, folder)

    def close(self) -> None:
        """Nothing runs any more."""
        self._line.shutdown(wait=False, cancel_futures=True)
        if self._running:
            self._running.kill()

    def _run(self, job: Job, asked: Mapping[str, Any], folder: Path | None) -> None:
        job.state, job.stage = "working", "Bắt đầu"
        try:
            self._watch(job, json.dumps({**asked, "deed": job.deed, "where": self._where()}))
        except OSError as error:
            job.message = (
                f"Máy chủ không chạy được việc này ({error.strerror}); hãy báo người quản trị."
            )
        finally:
            _forget(folder)
            if not job.over:
                job.state = "failed"
                job.message = job.message or (
                    "Việc này dừng giữa chừng nên không có gì thay đổi; hãy thử lại, "
                    "hoặc nạp từng tệp để biết tệp nào gây lỗi."
                )

    def _watch(self, job: Job, asked: str) -> None:
        command = [sys.executable, "-m", "danvan_graph.web.editing.worker"]
        with subprocess.Popen(  # noqa: S603 - our own program, no shell
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            self._running = process
            timer = threading.Timer(self._longest, process.kill)
            timer.start()
            try:
                if process.stdin and process.stdout:
                    process.stdin.write(f"{asked}\n")  # left open: its end would end the process
                    process.stdin.flush()
                    for line in process.stdout:
                        _note(job, json.loads(line))
            except (BrokenPipeError, ValueError):
                process.kill()
            finally:
                timer.cancel()
                self._running = None

    def _where(self) -> dict[str, str]:
        work = self._work
        return {
            "data": str(work.data),
            "ontology": str(work.ontology),
            "collection": str(work.own.folder),
            "store": str(work.store),
            "base": work.base,
            "keep": str(work.keep),
        }


def _note(job: Job, told: Mapping[str, Any]) -> None:
    if "stage" in told:
        job.stage = told["stage"]
    elif "error" in told:
        job.message, job.state = told["error"], "failed"
    elif "done" in told:
        done = told["done"]
        job.outcomes = [{**o, "name": job.shown.get(o["path"], "")} for o in done["outcomes"]]
        job.built = done["built"]
        job.state, job.stage = "done", "Xong"


def _forget(folder: Path | None) -> None:
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
