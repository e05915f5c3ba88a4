"""``danvan add``, ``remove``, ``attach`` and ``review``: what they say, and their exit codes."""

import hashlib
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danvan_graph.adding.workplace import Workplace
from danvan_graph.cli import main
from danvan_graph.cli.add import add as add_verb
from danvan_graph.cli.add import attach, remove
from danvan_graph.cli.program import danvan
from danvan_graph.cli.review import review
from danvan_graph.store.generations.generation import current

Run = Callable[..., CompletedProcess[str]]
NAME = "ke-hoach-tinh"


@pytest.fixture
def run(work: Workplace, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``danvan`` in this process, with what is typed into it."""
    for verb in (add_verb, remove, attach, review):
        if verb.name not in danvan.commands:
            danvan.add_command(verb)
    monkeypatch.setenv("DANVAN_DATA", str(work.data))
    monkeypatch.setenv("DANVAN_STORE", str(work.store))
    monkeypatch.setenv("DANVAN_COLLECTION", str(work.own.folder))
    monkeypatch.setenv("DANVAN_USER", "người thử")
    monkeypatch.setenv("COLUMNS", "200")

    def told(*words: str, typed: str = "") -> CompletedProcess[str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        capfd.readouterr()
        code = main(words)
        out = capfd.readouterr()
        return CompletedProcess(words, code, out.out, out.err)

    return told


def test_add(run: Run, texts: Path, work: Workplace) -> None:
    """Proves that files and folders are added, each told, and the new graph named."""
    (texts / ".an").write_text("x", encoding="utf-8")
    done = run("add", str(texts))
    assert done.returncode == 0, done.stderr
    assert f"+ {texts / 'ke-hoach-tinh.txt'}: Đã nạp." in done.stdout
    assert f"danvan review {NAME}" in done.stdout
    assert f"Đã công bố đồ thị {current(work.store).name}" in done.stdout
    assert ".an" not in done.stdout
    again = run("add", str(texts / "ke-hoach-tinh.txt"))
    assert again.returncode == 0
    assert "không có gì thay đổi" in again.stdout
    assert "Đã công bố" not in again.stdout


def test_add_goes_on(run: Run, texts: Path) -> None:
    """Proves that a file that fails is told, the others are added, and the exit code is 1."""
    bad = texts / "a\x1b[2J\u202eb.txt"
    bad.write_bytes(b"")
    done = run("add", str(bad), str(texts / "ke-hoach-tinh.txt"))
    assert done.returncode == 1
    assert done.stderr.endswith("1 trong 2 tệp không được nạp; lý do ở từng tệp bên trên.\n")
    assert "\x1b[2J" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "Đã công bố" in done.stdout


@pytest.mark.parametrize(
    "words",
    [("add",), ("add", "x.txt", "--place", "xyz"), ("remove",), ("attach",), ("add", "--foo")],
)
def test_wrong_command_line(run: Run, words: tuple[str, ...]) -> None:
    """Proves that a wrong command line is one sentence and exit code 2."""
    done = run(*words)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--help" in done.stderr


def test_remove(run: Run, texts: Path, work: Workplace) -> None:
    """Proves that a document goes, and that an unknown one is one sentence and exit code 1."""
    run("add", str(texts / "ke-hoach-tinh.txt"))
    done = run("remove", NAME)
    assert done.returncode == 0
    assert f"- {NAME}: đã bỏ." in done.stdout
    gone = run("remove", NAME)
    assert (gone.returncode, gone.stderr.count("\n")) == (1, 1)
    assert work.read().own == frozenset()


def test_attach(run: Run, texts: Path) -> None:
    """Proves that a text binds to the shipped record, and a strange one is told."""
    other = Path(shutil.copy(texts / "chi-thi.txt", texts / "khac.txt"))
    other.write_bytes(other.read_bytes() + b" ")
    done = run("attach", str(texts / "chi-thi.txt"), str(other))
    assert done.returncode == 1
    assert "Đã gắn văn bản vào bản ghi “chi-thi”" in done.stdout
    assert "Không có bản ghi nào được lập từ tệp này" in done.stdout


def test_interrupted(
    run: Run, texts: Path, work: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proves that Ctrl-C during the build ends with 130 and leaves nothing half done."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("danvan_graph.adding.workplace.draft", stop)
    assert run("add", str(texts / "ke-hoach-tinh.txt")).returncode == 130
    assert [p.name for p in work.own.folder.iterdir()] == [".khoa"]
    assert not work.store.exists()


def test_build_takes_the_collection_in(run: Run, texts: Path, work: Workplace) -> None:
    """Proves that ``danvan build`` publishes the same graph as ``danvan add`` did."""
    run("add", str(texts / "ke-hoach-tinh.txt"))
    name = current(work.store).name
    done = run("build")
    assert done.returncode == 0
    assert name in done.stdout
    without = run("build", "--collection", str(work.own.folder / "khong-co"))
    assert name not in without.stdout


def test_review(run: Run, texts: Path, work: Workplace) -> None:
    """Proves that answers are taken, bad ones asked again, kept, and put into the graph."""
    run("add", str(texts / "ke-hoach-tinh.txt"))
    done = run("review", NAME, typed="y\ns\n99\n2\nba mươi ba\n2\n77/QĐ-UBND\n\nb\nđ\nt\n")
    assert done.returncode == 0, done.stderr
    assert "Hãy gõ Enter, đ, s, x, b hoặc t." in done.stdout
    assert "Hãy gõ một số từ 1 đến" in done.stdout
    assert "không phải là số, ký hiệu văn bản" in done.stdout
    kept = work.own.corrections(NAME)
    assert [(c.field.partition(".")[2], c.now, c.by) for c in kept if c.now] == [
        ("number", "77/QĐ-UBND", "người thử")
    ]
    assert [c.verdict for c in kept if c.verdict] == ["right"]
    assert "Thực hiện" in done.stdout


def test_review_to_the_end(run: Run, texts: Path, work: Workplace) -> None:
    """Proves that Enter through all points makes the record a person's, and nothing is left."""
    run("add", str(texts / "ke-hoach-tinh.txt"))
    done = run("review", typed="\n" * 60)
    assert done.returncode == 0, done.stderr
    (record,) = (d for d in work.read().documents if d.id == NAME)
    assert (record.review.by, record.review.agent) == ("person", "người thử")
    assert "Đã công bố" in done.stdout
    assert "Không còn văn bản nào chờ duyệt." in run("review", str(work.own.folder)).stdout


def test_review_ends_with_its_input(run: Run, texts: Path, work: Workplace) -> None:
    """Proves that the end of the input is taken as leaving, and answers before it are kept."""
    run("add", str(texts / "ke-hoach-tinh.txt"))
    assert run("review", typed="x\n").returncode == 0
    assert [c.verdict for c in work.own.corrections(NAME)] == ["wrong"]
    assert run("review", "khong-co").returncode == 1


def test_export(run: Run, texts: Path, tmp_path: Path) -> None:
    """Proves that a record becomes a test case, and a file that cannot be written is told."""
    run("add", str(texts / "ke-hoach-tinh.txt"))
    target = tmp_path / "ca.json"
    done = run("review", "--export-test", NAME, str(target))
    assert done.returncode == 0
    assert json.loads(target.read_text("utf-8"))["instrument"] == "99/2023-02-20/12-kh-ubnd"
    assert run("review", "--export-test", NAME, str(tmp_path)).returncode == 1
    assert run("review", "--export-test", "khong-co", str(target)).returncode == 1


def test_a_review_becomes_a_case_of_the_gold(run: Run, texts: Path, tmp_path: Path) -> None:
    """Proves that a corrected record is written beside its text, as the scoring tool reads it."""
    run("add", str(texts / "ke-hoach-tinh.txt"))
    done = run("review", "--case", NAME, str(tmp_path / "ca"))
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "ca" / f"{NAME}.txt").read_bytes()
    case = json.loads((tmp_path / "ca" / f"{NAME}.json").read_text("utf-8"))
    assert case["schema"] == "gold/1"
    assert case["text_sha256"] == hashlib.sha256(text).hexdigest()
    shown = text.decode()
    for name in ("citations", "tasks", "deadlines", "recipients"):
        assert case[name]
        assert all(shown[one["start"] : one["end"]] == one["surface"] for one in case[name])
    assert case["citations"][0]["number"] == "9001/CT-UBVD"
    assert case["tasks"][0]["unit"]
    assert run("review", "--case", "chi-thi", str(tmp_path)).returncode == 1, "its text is not held"
