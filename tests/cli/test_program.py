"""The program as a whole: help, usage errors, interrupts, pipes and consoles."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from danvan_graph import __version__
from danvan_graph.cli.verbs import VERBS, Promise
from danvan_graph.cli.wording import in_vietnamese

Run = Callable[..., subprocess.CompletedProcess[str]]

USAGE = [
    (("nope",), "Lệnh viết chưa đúng (không có lệnh “nope”); gõ “danvan --help”"),
    (("--nope",), "Không có tùy chọn “--nope”; gõ “danvan --help”"),
    (("cites",), "Thiếu “VĂN_BẢN”; gõ “danvan cites --help”"),
    (("query",), "Thiếu “TÊN”; gõ “danvan query --help”"),
    (("cites", "--nope", "33"), "Không có tùy chọn “--nope”; gõ “danvan cites --help”"),
    (("cites", "a", "b"), "Lệnh viết chưa đúng (thừa “b”)"),
    (("cites", "33", "--year", "abc"), "“--year” không dùng được (“abc” không phải là số nguyên)"),
    (("cites", "33", "--store"), "tùy chọn “--store” cần một giá trị"),
    (("cites", "33", "--json=1"), "tùy chọn “--json” không nhận giá trị"),
    (("query", "x/y", "--format", "pdf"), "Giá trị của “--format” không dùng được"),
]
ENGLISH = ("No such", "Usage", "Error", "Missing", "Try ", "requires", "Options", "default:")


@pytest.mark.parametrize(("words", "told"), USAGE)
def test_usage(inside: Run, words: tuple[str, ...], told: str) -> None:
    """Proves that a wrong command line gets one Vietnamese sentence and exit code 2."""
    done = inside(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert told in done.stderr
    assert done.stderr.endswith("để xem cách dùng.\n")
    assert done.stderr.count("\n") == 1
    assert not any(word in done.stderr for word in ENGLISH)


@pytest.mark.parametrize(
    "words", [(), ("build",), ("serve",), ("cites",), ("tree",), ("queries",), ("query",)]
)
def test_help(inside: Run, words: tuple[str, ...]) -> None:
    """Proves that every help page is in Vietnamese and says what the verb is for."""
    done = inside(*words, "--help")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith(f"Cách dùng: {' '.join(('danvan', *words))}")
    assert "Hiện trang trợ giúp này." in done.stdout
    assert not any(word in done.stdout for word in (*ENGLISH, "OPTIONS", "COMMAND", "TEXT"))


def test_no_words(danvan: Run) -> None:
    """Proves that the bare command shows all verbs in the order of a user's work."""
    done = danvan()
    assert done.returncode == 0
    verbs = done.stdout.partition("Các lệnh:")[2].split("\n  ")
    names = [line.split()[0] for line in verbs if line.strip() and not line.startswith(" ")]
    assert " ".join(names) == (
        "build serve demo password cites tree queries query extract add review attach remove snapshots diff rollback backup restore publish export"
    )


def test_version(danvan: Run) -> None:
    """Proves that the version is told."""
    assert danvan("--version").stdout == f"danvan_graph {__version__}\n"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (click.UsageError("Missing command."), "Missing command."),
        (click.BadParameter("“x=” phải có dạng"), "“x=” phải có dạng"),
    ],
)
def test_wording_without_context(error: click.UsageError, told: str) -> None:
    """Proves that an error without context, or one not in the table, is still a sentence."""
    sentence = in_vietnamese(error)
    assert told in sentence
    assert sentence.endswith("gõ “danvan --help” để xem cách dùng.")


@pytest.mark.parametrize(
    "words",
    [("queries",), ("cites", "33/CT-TTg"), ("cites", "33/CT-TTg", "--json"), ("--help",)],
)
def test_broken_pipe(
    command: tuple[str, ...], environment: dict[str, str], words: tuple[str, ...]
) -> None:
    """Proves that a reader who goes away (``| head -1``) leaves no traceback."""
    process = subprocess.Popen(
        [*command, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 1
    assert told == b""


def test_head(command: tuple[str, ...], environment: dict[str, str]) -> None:
    """Proves that the first line reaches ``head -1`` and nothing is said on the other stream."""
    line = " ".join(f"'{word}'" for word in (*command, "cites", "33/CT-TTg"))
    done = subprocess.run(
        ["sh", "-c", f"{line} | head -1"],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.stdout.startswith("Chỉ thị 33/CT-TTg ngày 26/11/2021")
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("text", "console"),
    [
        ("33/CT-TTg", {"PYTHONIOENCODING": "ascii"}),
        ("Luật Đất đai", {"LC_ALL": "C", "PYTHONUTF8": "0"}),
        ("\ud800", {"PYTHONIOENCODING": "ascii"}),
    ],
)
def test_console_of_another_encoding(danvan: Run, text: str, console: dict[str, str]) -> None:
    """Proves that Vietnamese is printed as UTF-8 even where the console claims ASCII."""
    words = text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")
    done = danvan("cites", words, **console)
    assert "Traceback" not in done.stderr
    assert "văn bản" in done.stdout + done.stderr


def test_interrupt(
    command: tuple[str, ...], environment: dict[str, str], small_data: Path, tmp_path: Path
) -> None:
    """Proves that Ctrl-C in the middle of a build ends with 130, one sentence, and no store."""
    pipe = small_data / "register" / "kinds.yaml"
    pipe.unlink()
    os.mkfifo(pipe)
    store = tmp_path / "kho"
    # a test run started in the background ignores Ctrl-C, and a child would inherit that
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            [*command, "build", "--data", str(small_data), "--store", str(store)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    finally:
        signal.signal(signal.SIGINT, before)
    with pipe.open("w"):  # opens once the build is reading, and keeps it waiting
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.strip() == "Đã dừng theo yêu cầu; dữ liệu đã công bố trước đó còn nguyên."
    assert not store.exists()


@pytest.mark.parametrize("promise", VERBS, ids=lambda promise: promise.name)
def test_a_verb_is_what_its_line_says(promise: Promise) -> None:
    """Proves that the line shown before a verb is read is the verb's own."""
    verb = promise.kept()
    assert (verb.name, verb.get_short_help_str(limit=100)) == (promise.name, promise.told)


def test_help_waits_for_nothing(environment: dict[str, str]) -> None:
    """Proves that neither engine, reasoner, tables nor web server are read for the list of verbs."""
    asked = (
        "import sys; from danvan_graph.cli import main; main(['--help']); "
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    )
    assert "extract" in done.stdout
    read = set(done.stderr.split())
    assert "click" in read
    assert not read & {
        "rdflib",
        "pyoxigraph",
        "fastapi",
        "pandas",
        "numpy",
        "networkx",
        "yaml",
        "rich",
    }
