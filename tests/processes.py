"""What tests ask of processes: whether one is there, and whether something comes true in time."""

import time
from collections.abc import Callable
from pathlib import Path


def comes_true(told: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Returns whether something is told to be so before the time is over."""
    end = time.monotonic() + seconds
    while not (done := told()) and time.monotonic() < end:
        time.sleep(0.01)
    return done


def is_alive(pid: int) -> bool:
    """Returns whether a process is there and no mere remains that nobody has collected."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
