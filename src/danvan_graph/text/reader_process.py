"""Reads files in a process of its own that may be killed at any moment.

Started by :mod:`danvan_graph.text.many` as ``python -m danvan_graph.text.reader_process``. It
takes one JSON object from its standard input, ``{"paths": […], "limits": {…}}``, confines itself,
and writes one frame for each path to its standard output.
"""

import json
import math
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from danvan_graph.errors import UnreadableFile
from danvan_graph.text.confined import confine
from danvan_graph.text.formats import OFFICE, Format, recognise
from danvan_graph.text.office import convert
from danvan_graph.text.reader import read_text, read_with_docx
from danvan_graph.text.reading import Limits, RawFile, refusal
from danvan_graph.text.reading_frame import Outcome, to_frame


def main() -> int:
    """Reads what was asked for; returns the exit code."""
    request = json.load(sys.stdin)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a stray print cannot reach the parent
    limits = Limits(**request["limits"])
    paths = [Path(path) for path in request["paths"]]
    confine(limits.memory_bytes, math.ceil(limits.seconds))
    for path, outcome in zip(paths, _outcomes(paths, limits), strict=True):
        answers.write(_frame(path, outcome, limits))
        answers.flush()
    return 0


def _frame(path: Path, outcome: Outcome, limits: Limits) -> bytes:
    """Returns the outcome as the parent reads it; a text that was read may still be too much to send."""
    try:
        return to_frame(outcome)
    except MemoryError:
        return to_frame(too_large(path, limits))


def _outcomes(paths: Sequence[Path], limits: Limits) -> Iterator[Outcome]:
    """Yields the outcome of each path; several files for LibreOffice share one start of it."""
    if len(paths) == 1:
        yield _guarded(paths[0], None, limits)
        return
    given: dict[Path, tuple[bytes, Format]] = {}
    for path in paths:
        try:
            raw = RawFile.open(path, limits)
            kind, _ = recognise(raw)
        except UnreadableFile:
            continue  # it is told when the file is read below
        if kind in OFFICE:
            given[path] = (raw.data, kind)
    made = convert(given, limits) if given else {}
    for path in paths:
        converted = made.pop(path, None)
        yield (
            converted
            if isinstance(converted, UnreadableFile)
            else _guarded(path, converted, limits)
        )


def _guarded(path: Path, docx: bytes | None, limits: Limits) -> Outcome:
    try:
        if docx is None:
            return read_text(path, limits=limits)
        return read_with_docx(path, docx, limits=limits)
    except UnreadableFile as error:
        return error
    except MemoryError:
        return too_large(path, limits)
    except RecursionError:
        return refusal(path, "cấu trúc lồng nhau quá sâu; hãy kiểm tra nguồn của tệp", "too deep")


def too_large(path: Path, limits: Limits) -> UnreadableFile:
    """Returns the error that reading a file would have taken too much memory."""
    return refusal(
        path,
        f"cần hơn {limits.memory_bytes // 1024**2} MB bộ nhớ để đọc; "
        "hãy tách thành nhiều tệp nhỏ hơn hoặc kiểm tra nguồn của tệp",
        "out of memory",
    )


if __name__ == "__main__":
    sys.exit(main())
