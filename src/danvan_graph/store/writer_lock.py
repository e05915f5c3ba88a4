"""One writer at a time, by a lock that dies with its process."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from danvan_graph.errors import OutputError, StoreError


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turns what the system says of a write that failed into an error for people.

    Args:
        folder: the store folder.

    Raises:
        OutputError: something below the folder cannot be written.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or error  # the engine's errors have no strerror
        raise OutputError(
            f"Không ghi được vào “{folder}” ({reason}); hãy kiểm tra quyền ghi và chỗ trống, "
            "hoặc chọn thư mục khác bằng --store. Bản đã công bố trước đó còn nguyên.",
            f"Cannot write to “{folder}” ({reason}); the last published graph is untouched.",
        ) from error


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
