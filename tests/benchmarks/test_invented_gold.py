"""The gold of the invented documents speaks of the texts beside it."""

import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

INVENTED = Path(__file__).parents[2] / "benchmarks" / "invented"
GOLDS = sorted(INVENTED.glob("*.json"))


@pytest.fixture(params=GOLDS, ids=[p.stem for p in GOLDS])
def gold(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Returns one gold with its text under ``words``."""
    path: Path = request.param
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    with path.with_suffix(".txt").open(encoding="utf-8", newline="") as file:
        told["words"] = file.read()
    return told


def test_the_text_is_the_one_the_gold_was_made_for(gold: dict[str, Any]) -> None:
    words: str = gold["words"]
    assert hashlib.sha256(words.encode()).hexdigest() == gold["text_sha256"]
    assert unicodedata.is_normalized("NFC", words)


def test_every_surface_stands_where_the_gold_says(gold: dict[str, Any]) -> None:
    for part in ("citations", "tasks", "deadlines", "recipients"):
        for row in gold[part] or []:
            assert gold["words"][row["start"] : row["end"]] == row["surface"]
    for task in gold["tasks"] or []:
        found = gold["words"][task["unit_start"] : task["unit_end"]]
        assert " ".join(found.split()) == task["unit"]
    for citation in gold["citations"]:
        if "date_start" in citation:
            stated = gold["words"][citation["date_start"] : citation["date_end"]]
            assert stated == citation["date_text"]


def test_citations_come_in_text_order_and_never_overlap(gold: dict[str, Any]) -> None:
    ends = [0] + [c["end"] for c in gold["citations"]]
    assert all(c["start"] >= e for c, e in zip(gold["citations"], ends, strict=False))


def test_every_text_has_its_gold() -> None:
    assert [p.stem for p in sorted(INVENTED.glob("*.txt"))] == [p.stem for p in GOLDS]
    assert len(GOLDS) >= 24
