"""One writer at a time, by a lock that dies with its process."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from danvan_graph.errors import StoreError


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Holds the only right to write; the system takes it back when the process dies."""
    with (folder / "WRITER").open("a") as lock:
        try:
            _lock(lock)
        except (BlockingIOError, PermissionError):
            raise StoreError(
                f"Một tiến trình khác đang công bố vào “{folder}”; hãy đợi nó xong rồi chạy lại.",
                f"Another process is publishing to “{folder}”; wait and run again.",
            ) from None
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
