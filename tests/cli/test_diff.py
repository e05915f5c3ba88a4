"""``danvan diff``: two generations of a graph side by side."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from danvan_graph.cli.program import danvan
from danvan_graph.pipeline import build
from danvan_graph.vocabulary import DEFAULT_BASE


@pytest.fixture
def two(tmp_path: Path, small_data: Path, ontology_folder: Path) -> tuple[Path, str, str]:
    """A store of the invented data without and with one of its documents."""
    fewer = shutil.copytree(small_data, tmp_path / "data")
    (fewer / "documents" / "ke-hoach-xa.yaml").unlink()
    judged = fewer / "judgements" / "phan-quyet.yaml"
    judged.write_text(judged.read_text("utf-8").partition("- id: noi-dat-xa")[0], "utf-8")
    store = tmp_path / "kho"
    before = build(fewer, ontology_folder, store, DEFAULT_BASE).generation.name
    after = build(small_data, ontology_folder, store, DEFAULT_BASE).generation.name
    return store, before, after


def test_diff(two: tuple[Path, str, str]) -> None:
    """Proves that a document, its relations and the answers that it changes are told, both ways."""
    store, before, after = two
    run = CliRunner().invoke
    asked = ["diff", before[:8], after[:8], "--store", str(store)]
    found = json.loads(run(danvan, [*asked, "--json"], catch_exceptions=False).output)
    assert (len(found["added"]), found["removed"]) == (1, [])
    assert {relation[0] for relation in found["relations_added"]} & set(found["added"])
    assert "research/most-cited" in {a["query"] for a in found["answers"]}
    told = run(danvan, asked, catch_exceptions=False).output
    assert "Văn bản thêm: 1" in told
    assert "Câu trả lời khác: " in told
    back = run(danvan, ["diff", after, before, "--store", str(store)], catch_exceptions=False)
    assert "Văn bản bỏ: 1" in back.output
    same = run(danvan, ["diff", after, after, "--store", str(store), "--json"])
    assert not any(json.loads(same.output).values())
