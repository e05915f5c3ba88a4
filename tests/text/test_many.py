"""Many files at once: order, hostile files, limits of time and memory, and nothing left behind."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_graph.errors import UnreadableFile
from danvan_graph.text import Limits, Reading, read_many, read_text
from danvan_graph.text.reading_frame import from_frames, to_frame

Save = Callable[[str, bytes | str], Path]
Docx = Callable[..., Path]
Pdf = Callable[..., Path]
AsPages = Callable[..., list[list[tuple[float, float, str]]]]

MEBIBYTE = 1024**2


def children() -> list[str]:
    """The processes this one has started and that are not yet gone."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            _, _, rest = stat.read_text(encoding="latin-1").rpartition(")")
            if rest.split()[1] == str(os.getpid()):
                found.append(stat.parent.name)
    return found


def test_the_order_is_kept_and_a_bad_file_stops_nothing(save: Save) -> None:
    paths = []
    for number in range(12):
        text = "" if number % 4 == 1 else f"Kế hoạch số {number}/KH-UBND"
        paths.append(save(f"{number}.txt", text))
    outcomes = list(read_many(iter(paths), 3))
    assert [path for path, _ in outcomes] == paths
    for number, (_, outcome) in enumerate(outcomes):
        if number % 4 == 1:
            assert isinstance(outcome, UnreadableFile)
            assert "tệp trống" in outcome.message
            assert outcome.english.endswith("empty file.")
        else:
            assert isinstance(outcome, Reading)
            assert f"số {number}/" in outcome.text.flat


def test_a_reading_from_another_process_is_the_same(pdf: Pdf, as_pages: AsPages, plan: str) -> None:
    path = pdf(as_pages(plan.split("\n"), 5))
    ((_, outcome),) = read_many([path])
    assert outcome == read_text(path)


def test_readings_survive_the_way_between_processes(save: Save) -> None:
    reading = read_text(save("a.md", "Kế hoạch\n\nsố 5"))
    error = UnreadableFile("Không đọc được.", "unreadable")
    whole = to_frame(reading) + to_frame(error)
    first, second = from_frames(whole)
    assert first == reading
    assert isinstance(second, UnreadableFile)
    assert (second.message, second.english) == (error.message, error.english)
    assert len(list(from_frames(whole[:-1]))) == 1


def test_no_file_gives_nothing() -> None:
    assert list(read_many([])) == []


def hostile_html() -> str:
    return "<html>" + "<!--" * 400_000


def test_a_file_that_takes_too_long_is_ended(save: Save) -> None:
    slow, quick = save("chậm.html", hostile_html()), save("nhanh.txt", "Kế hoạch")
    begun = time.monotonic()
    (_, first), (_, second) = read_many([slow, quick], 2, limits=Limits(seconds=1.0))
    assert time.monotonic() - begun < 15
    assert isinstance(first, UnreadableFile)
    assert "quá 1 giây" in first.message
    assert isinstance(second, Reading)


def test_a_file_that_takes_too_much_memory_is_refused(save: Save) -> None:
    limits = Limits(memory_bytes=200 * MEBIBYTE)
    ((_, outcome),) = read_many([save("a.txt", "dan van " * 1_200_000)], limits=limits)
    assert isinstance(outcome, UnreadableFile)
    assert "cần hơn 200 MB bộ nhớ" in outcome.message


def test_a_dense_document_takes_little_memory(docx: Docx) -> None:
    body = "".join(f"<w:p><w:r><w:t>{n * 7919}</w:t></w:r></w:p>" for n in range(80_000))
    program = (
        "import resource, sys; from pathlib import Path; from danvan_graph.text import read_many\n"
        "((_, reading),) = read_many([Path(sys.argv[1])])\n"
        "print(len(reading.parts), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", program, str(docx(body))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    parts, kibibytes = map(int, done.stdout.split())
    assert parts == 80_000
    assert kibibytes < 400 * 1024  # python-docx takes 3 GB for 2 MB of this kind


def test_a_reader_that_crashes_costs_only_its_file(
    save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash = (sys.executable, "-c", "import os; os.kill(os.getpid(), 11)")
    monkeypatch.setattr("danvan_graph.text.many._COMMAND", crash)
    ((_, outcome),) = read_many([save("a.txt", "Kế hoạch")])
    assert isinstance(outcome, UnreadableFile)
    assert "bị ngắt giữa chừng" in outcome.message


def test_nothing_is_left_when_reading_is_given_up(save: Save) -> None:
    before = children()
    paths = [save("a.txt", "Kế hoạch"), *(save(f"{n}.html", hostile_html()) for n in range(3))]
    results = read_many(paths, 3)
    next(results)
    results.close()
    assert children() == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are confined on Unix only")
def test_readers_have_no_network_where_the_system_allows(tmp_path: Path) -> None:
    program = (
        "import socket; from danvan_graph.text.confined import confine\n"
        "missing = confine(10**9, 5)\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9), 1)\n"
        "except OSError as fault: print('network' in missing, fault.errno)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() in {"False 101", "True 111"}  # unreachable, or only refused
