"""``danvan build``: what it says, and what it leaves behind when something is wrong."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def built(inside: Run, small_data: Path, tmp_path: Path) -> Path:
    """A store of the invented data."""
    store = tmp_path / "kho"
    done = inside("build", "--data", str(small_data), "--store", str(store))
    assert done.returncode == 0, done.stderr
    return store


def test_told(danvan: Run, small_data: Path, tmp_path: Path) -> None:
    """Proves that a build tells its generation, store, documents and statements, and no more."""
    store = tmp_path / "kho"
    done = danvan("build", DANVAN_DATA=str(small_data), DANVAN_STORE=str(store))
    assert done.returncode == 0
    assert done.stderr == ""
    name = (store / "CURRENT").read_text(encoding="ascii").strip()
    said = re.escape(f"Đã công bố đồ thị {name} vào “{store}”: 4 văn bản, ")
    assert re.match(rf"{said}[\d.]+ phát biểu \([\d.]+ do suy luận\)\.\n", done.stdout)


def test_base(inside: Run, small_data: Path, tmp_path: Path) -> None:
    """Proves that --base is the beginning of every address."""
    store, base = tmp_path / "kho", "https://vi-du.vn/do-thi/"
    words = ["--data", str(small_data), "--store", str(store), "--base", base]
    assert inside("build", *words).returncode == 0
    told = inside("cites", "5/KH-UBND", "--json", "--store", str(store)).stdout
    assert json.loads(told)["instrument"]["iri"].startswith(f"{base}instrument/")


@pytest.mark.parametrize(
    ("old", "new", "field", "told"),
    [
        ("    kind: ke-hoach\n", "    kind: ke-hoac\n", "citations[0].kind", "“ke-hoac”"),
        ("role: basis\n", "role: basic\n", "citations[0].role", "“basic”"),
        ("  - at: [126,", "  - att: [126,", "citations[0].at", "thiếu"),
        ("date: {value: 2023-04-15,", "date: {value: 2023-04-31,", "header.date", "31/4/2023"),
        ("relation: thuc-hien", "relation: lam", "citations[0].relation", "“lam”"),
    ],
)
def test_invalid_data(
    inside: Run, small_data: Path, built: Path, old: str, new: str, field: str, told: str
) -> None:
    """Proves that a mistake is told with file, line and field, and the old graph stays."""
    path = small_data / "documents" / "ke-hoach-xa.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    before = (built / "CURRENT").read_text(encoding="ascii")
    done = inside("build", "--data", str(small_data), "--store", str(built))
    assert (done.returncode, done.stdout) == (1, "")
    assert "chưa có gì được công bố" in done.stderr
    place = rf"documents/ke-hoach-xa\.yaml, dòng {line}, trường “{re.escape(field)}[^”]*”: .*"
    found = re.search(place, done.stderr)
    assert found, done.stderr
    assert told in found[0]
    assert (built / "CURRENT").read_text(encoding="ascii") == before


def test_no_data(inside: Run, tmp_path: Path) -> None:
    """Proves that a folder that is no data folder is refused with what it must hold."""
    done = inside("build", "--data", str(tmp_path / "khong-co"), "--store", str(tmp_path / "kho"))
    assert done.returncode == 1
    assert "hãy chỉ đúng thư mục dữ liệu có documents/, register/, units/" in done.stderr
    assert not (tmp_path / "kho").exists()


def test_bad_base(inside: Run, small_data: Path, tmp_path: Path) -> None:
    """Proves that a base that is no address is refused before anything is written."""
    store = tmp_path / "kho"
    done = inside("build", "--data", str(small_data), "--store", str(store), "--base", "vi-du")
    assert done.returncode == 1
    assert done.stderr.startswith("“vi-du” không dùng làm địa chỉ gốc được; hãy viết")
    assert not store.exists()


def test_unwritable(inside: Run, small_data: Path, tmp_path: Path) -> None:
    """Proves that a store that cannot be written is one sentence with what to do."""
    (tmp_path / "tep").touch()
    done = inside("build", "--data", str(small_data), "--store", str(tmp_path / "tep"))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Không ghi được vào “{tmp_path / 'tep'}”")
    assert "--store" in done.stderr
    assert done.stderr.count("\n") == 1


def test_no_store(inside: Run, tmp_path: Path) -> None:
    """Proves that asking before building says to build first."""
    done = inside("cites", "33/CT-TTg", "--store", str(tmp_path / "kho"))
    assert done.returncode == 1
    assert "hãy chạy “danvan build” trước" in done.stderr


def test_other_format(danvan: Run, built: Path) -> None:
    """Proves that a store of another version of the program is named as such once, not misread."""
    (manifest,) = built.glob("generations/*/manifest.json")
    facts = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(facts | {"format": 99}), encoding="utf-8")
    done = danvan("cites", "5/KH-UBND", "--store", str(built))
    assert done.returncode == 1
    assert "theo định dạng 99, bản này chỉ đọc định dạng" in done.stderr
    assert done.stderr.count("\n") == 1


def test_damaged(inside: Run, built: Path) -> None:
    """Proves that a damaged file is named, and nothing is answered from it."""
    (table,) = built.glob("generations/*/graphs.tsv")
    table.write_text("", encoding="utf-8")
    done = inside("cites", "5/KH-UBND", "--store", str(built))
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Tệp “graphs.tsv” của bản" in done.stderr


def test_rebuilt(inside: Run, small_data: Path, built: Path) -> None:
    """Proves that the same data gives the same generation, and that building twice is harmless."""
    before = (built / "CURRENT").read_text(encoding="ascii")
    assert inside("build", "--data", str(small_data), "--store", str(built)).returncode == 0
    assert (built / "CURRENT").read_text(encoding="ascii") == before
    assert len(list((built / "generations").iterdir())) == 1
