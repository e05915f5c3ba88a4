"""A lock on an open file; it ends with the file or with its process."""

import sys
from typing import IO

from danvan_graph.errors import DanvanError


def lock(file: IO[str], busy: DanvanError) -> None:
    """Makes this process the only one that holds the file until it is closed.

    Args:
        file: open for writing; its content is kept.
        busy: raised when another process holds the file.

    Raises:
        DanvanError: `busy`.
    """
    try:
        _lock(file)
    except (BlockingIOError, PermissionError):
        raise busy from None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
