"""Runs LibreOffice and Tesseract: other people's programs on other people's files."""

import math
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from danvan_graph.text import confined
from danvan_graph.text.reading import Limits

KILLED_WITH_READER = "DANVAN_READER_PROCESS"
"""Set where the process that reads is killed together with all it started."""

_PASSED_ON = ("PATH", "HOME", "TMPDIR", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP")


class ToolFailed(Exception):
    """A program ended with an error; the message is the end of what it printed."""


class ToolTimedOut(Exception):
    """A program did not end in time and was killed."""


def find_tool(*names: str) -> str:
    """Returns where the first of the programs lies that is installed, else nothing."""
    return next((found for name in names if (found := shutil.which(name))), "")


def run_tool(command: Sequence[str], limits: Limits, *, given: bytes = b"") -> bytes:
    """Returns what a program printed; it and all it started have ended.

    Args:
        command: the program and its arguments.
        limits: of memory and time.
        given: what it reads.

    Raises:
        ToolFailed: it ended with an error.
        ToolTimedOut: it did not end in time.
    """
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment |= {"LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    process = subprocess.Popen(  # noqa: S603 - a list, no shell; the program is found by us
        [*_confinement(limits), *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=KILLED_WITH_READER not in os.environ,
    )
    try:
        printed, complaints = process.communicate(given, timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        raise ToolTimedOut from None
    finally:
        end(process)
    if process.returncode != 0:
        raise ToolFailed(complaints[-300:].decode("utf-8", "replace").strip())
    return printed


def _confinement(limits: Limits) -> list[str]:
    launcher = str(Path(confined.__file__))
    memory, cpu = limits.memory_bytes * 3 // 4, math.ceil(limits.seconds)
    return [sys.executable, "-I", "-S", launcher, str(memory), str(cpu)]


def end(process: subprocess.Popen[bytes]) -> None:
    """The process and all in its group are dead, its pipes closed.

    Args:
        process: started in a session of its own, or in that of a reader who ends the group.
    """
    if sys.platform != "win32" and os.environ.get(KILLED_WITH_READER) is None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
