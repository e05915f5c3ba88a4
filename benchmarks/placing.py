"""Where the servers begin: beside the client, each time, so that their places are not left to chance.

Where client and server share a processor, a small answer comes in half the time that it takes to
wake another one. The system moves both as it likes and leaves them where they are: one server would
be lucky for a whole run, and a ratio would tell of that. So before each round all are brought
together, and then they may go where they like.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def together() -> Iterator[None]:
    """This process and all that it has started run on the first processor."""
    if sys.platform != "linux":
        yield
        return
    every = os.sched_getaffinity(0)
    _place([os.getpid(), *_children(os.getpid())], {min(every)})
    try:
        yield
    finally:
        _place([os.getpid(), *_children(os.getpid())], every)


def _place(processes: Iterable[int], processors: set[int]) -> None:
    for process in processes:
        for thread in Path(f"/proc/{process}/task").glob("*"):
            with suppress(OSError):  # it has ended meanwhile
                os.sched_setaffinity(int(thread.name), processors)


def _children(process: int) -> Iterator[int]:
    """Yields what a process has started, and what that has started."""
    for task in Path(f"/proc/{process}/task").glob("*"):
        with suppress(OSError):
            for child in map(int, (task / "children").read_text().split()):
                yield child
                yield from _children(child)
