"""What ``danvan extract`` writes."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from danvan_graph.collection.folder import read_collection
from danvan_graph.extraction.extractor import Extracted, Extractor
from danvan_graph.extraction.knowledge import resolver_of
from danvan_graph.text.flattening import flatten
from danvan_graph.text.reader import read_text

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "extraction.schema.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def extractor(data_folder: Path, ontology_folder: Path) -> Extractor:
    collection = read_collection(data_folder, ontology_folder)
    return Extractor.of(collection, resolver_of(collection))


def texts(fixtures_folder: Path) -> list[Path]:
    return sorted((fixtures_folder / "van-ban").glob("*.txt"))


def test_schema(extractor: Extractor, fixtures_folder: Path) -> None:
    """Every invented document gives an object of the published form, with something in it."""
    validator = jsonschema.Draft202012Validator(SCHEMA)
    paths = texts(fixtures_folder)
    assert paths
    found = 0
    for path in paths:
        record = extractor.json(extractor.of_reading(path, read_text(path)))
        validator.validate(record)
        assert record["header"]["type"]
        found += len(record["citations"]) + len(record["tasks"])
    assert found


def test_places_are_of_the_source(extractor: Extractor, fixtures_folder: Path) -> None:
    """The words at the place of a citation are the words it reports."""
    for path in texts(fixtures_folder):
        reading = read_text(path)
        for citation in extractor.json(extractor.of_reading(path, reading))["citations"]:
            words = reading.text.source[citation["start"] : citation["end"]]
            assert words == citation["surface"]


TERMED = """ỦY BAN NHÂN DÂN
TỈNH HÀ GIANG
Số: 777/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Giang, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Về thăm hỏi các già làng

Thực hiện Nghị quyết số 25-NQ/TW (khóa {term}), UBND tỉnh ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
1. Thăm hỏi các già làng.
"""


@pytest.mark.parametrize(
    ("term", "instrument"),
    [
        ("IX", "vn/2003-03-12/25-nq-tw"),
        ("X", "vn/2008-07-25/25-nq-tw"),
        ("XI", "vn/2013-06-03/25-nq-tw"),
    ],
)
def test_term_behind_a_number_chooses_the_namesake(
    extractor: Extractor, tmp_path: Path, term: str, instrument: str
) -> None:
    """“25-NQ/TW (khóa XI)” is the one of that term, though it states no day."""
    path = tmp_path / "ke-hoach.txt"
    path.write_text(TERMED.format(term=term), encoding="utf-8")
    (citation,) = extractor.json(extractor.of_reading(path, read_text(path)))["citations"]
    assert citation["instrument"].endswith(instrument)


def test_empty_text(extractor: Extractor) -> None:
    """A text with nothing in it gives a record with nothing in it, and no failure."""
    text = flatten("Không có gì ở đây.")
    record = extractor.record(text, "trong.txt", "0" * 64)
    written = extractor.json(Extracted(Path("trong.txt"), record, text, ()))
    assert (written["citations"], written["tasks"], written["recipients"]) == ([], [], [])


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "danvan_graph.cli", "extract", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_folder_with_a_bad_file(tmp_path: Path, fixtures_folder: Path) -> None:
    """One unreadable file is reported by name; the others are written; a second run skips them."""
    good = texts(fixtures_folder)
    for path in good:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "hong.docx").write_bytes(b"PK\x03\x04 not a package")
    out = tmp_path / "ra"
    first = run(str(tmp_path), "-o", str(out))
    assert first.returncode == 1
    assert "hong.docx" in first.stderr
    assert "Traceback" not in first.stderr
    assert {p.stem for p in out.glob("*.json")} == {p.stem for p in good}
    written = {p.name: p.stat().st_mtime_ns for p in out.glob("*.json")}
    run(str(tmp_path), "-o", str(out))
    assert written == {p.name: p.stat().st_mtime_ns for p in out.glob("*.json")}


def test_json_lines(fixtures_folder: Path) -> None:
    """Several files give one JSON object a line on standard output and nothing else."""
    paths = texts(fixtures_folder)
    result = run(*map(str, paths), "--json", "--jobs", "2")
    assert result.returncode == 0, result.stderr
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [
        p.stem for p in paths
    ]


def test_missing_file() -> None:
    """A path that does not exist is one Vietnamese sentence and exit code 1."""
    result = run("khong-co.txt")
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert "khong-co.txt" in result.stderr
