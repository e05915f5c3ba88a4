"""One writer at a time, by a lock that dies with its process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from danvan_graph.errors import OutputError, StoreError
from danvan_graph.store.generations.file_lock import lock


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
    with (folder / "WRITER").open("a") as file:
        busy = StoreError(
            f"Một tiến trình khác đang công bố vào “{folder}”; hãy đợi nó xong rồi chạy lại.",
            f"Another process is publishing to “{folder}”; wait and run again.",
        )
        lock(file, busy)
        yield
