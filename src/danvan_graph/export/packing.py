"""Files packed with gzip, the same bytes for the same content."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast


@contextmanager
def packed(path: Path) -> Iterator[IO[bytes]]:
    """Gives a gzip file open for writing, without the name and time that would make it differ."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6) as file,
    ):
        yield cast("IO[bytes]", file)
