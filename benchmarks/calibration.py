"""Tells how often what the extractor says is right, by how sure it says it is.

    python -m benchmarks.calibration [--write]

For citations, tasks, deadlines, recipients and header fields it prints a reliability table and the
expected calibration error (Naeini, Cooper and Hauskrecht 2015): the mean distance between how sure
the extractor was and how often it was right, weighted by how many findings lie in each range.

Right is a task with the passage and the unit of the gold, a deadline with its passage and time, a
recipient with its passage, a header field with its value. Of citations only those with an
instrument count, for the others are left open and say so: place, number and date are those of the
gold and, for the five plans, the instrument is the one a person said. The gold of the real
documents lies beside the checkout in ``../shared``; without it this says so and ends well.
"""

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy import SETS, SHARED, predictions

from danvan_graph.collection.folder import read_collection
from danvan_graph.resources import data_folder, ontology_folder

RESULT = Path(__file__).resolve().parent / "results" / "calibration.json"
EDGES = (0.0, 0.01, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
GOAL = 0.05
_HALF = 0.5
Finding = dict[str, Any]
Judged = tuple[str, float, bool]
"""The kind of a finding, how sure the extractor was of it, and whether it was right."""


def meant() -> dict[tuple[str, int], str | None]:
    """Returns what a person said the citations of the five plans mean, by document and place."""
    collection = read_collection(data_folder(), ontology_folder())
    return {
        (document.id, citation.at.start): str(citation.instrument) if citation.instrument else None
        for document in collection.documents
        for citation in document.citations
    }


def scoring() -> Any:
    """Returns the scoring tool, whose pairs of gold and prediction are ours too."""
    path = SHARED / "tools" / "score_extraction.py"
    spec = importlib.util.spec_from_file_location("score_extraction", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def judged() -> Iterator[Judged]:
    """Yields every finding in the documents with gold, judged."""
    known, tool = meant(), scoring()
    for texts, golds in SETS.values():
        for found in predictions(texts):
            gold = json.loads((golds / f"{found['id']}.json").read_text("utf-8"))
            yield from _citations(found, gold, known)
            yield from _fields(found, gold, tool)
            yield from _paired("tasks", found, gold, tool, _same_task(tool))
            yield from _paired("deadlines", found, gold, tool, _same_deadline)
            yield from _paired(
                "recipients", found, gold, tool, lambda g, p: tool.iou(g, p) >= _HALF
            )


def _citations(
    found: Finding, gold: Finding, known: dict[tuple[str, int], str | None]
) -> Iterator[Judged]:
    places = {c["start"]: c for c in gold["citations"]}
    for citation in found["citations"]:
        right = places.get(citation["start"])
        if citation["instrument"] and not (right and right["optional"]):
            said = known.get((found["id"], citation["start"]))
            same = right is not None and _same_citation(citation, right)
            yield (
                "citations",
                citation["confidence"],
                same and said in {None, citation["instrument"]},
            )


def _same_citation(citation: Finding, right: Finding) -> bool:
    numbers = {right["number"], *(right.get("number_alt") or [])}
    return citation["number"] in numbers and citation["date"] == right["date"]


def _fields(found: Finding, gold: Finding, tool: Any) -> Iterator[Judged]:
    for field, sure in found["header"]["confidence"].items():
        got, want = found["header"][field], gold["header"][field]
        even = tool.loose if field == "number" else tool.text
        alike = [want, *(gold["header"].get("issuer_alt") or [] if field == "issuer" else [])]
        yield "header fields", sure, even(got) in [even(one) for one in alike]


def _paired(
    kind: str, found: Finding, gold: Finding, tool: Any, right: Callable[[Finding, Finding], bool]
) -> Iterator[Judged]:
    """Yields the findings of one kind, each right when the gold it overlaps most says the same."""
    if gold.get(kind) is None:
        return
    of = {j: i for i, j in tool.pair(gold[kind], found[kind], lambda *_: True)}
    for index, one in enumerate(found[kind]):
        yield kind, one["confidence"], index in of and right(gold[kind][of[index]], one)


def _same_task(tool: Any) -> Callable[[Finding, Finding], bool]:
    def same(gold: Finding, found: Finding) -> bool:
        passage: bool = tool.iou(gold, found) >= _HALF
        return passage and tool.text(gold["unit"]) == tool.text(found["unit"])

    return same


def _same_deadline(gold: Finding, found: Finding) -> bool:
    if gold["date"]:
        return bool(found["date"] == gold["date"])
    return not gold["recurrence"] or bool(found["recurrence"] == gold["recurrence"])


def reliability(findings: Sequence[tuple[float, bool]]) -> tuple[list[dict[str, float]], float]:
    """Returns one row for each range of sureness, and the expected calibration error.

    >>> reliability([(0.9, True), (0.9, False)])
    ([{'from': 0.9, 'of': 2, 'said': 0.9, 'right': 0.5}], 0.4)
    """
    ranges: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    for sure, right in findings:
        ranges[max(edge for edge in EDGES if edge <= sure)].append((sure, right))
    rows, error = [], 0.0
    for edge, held in sorted(ranges.items()):
        said = sum(sure for sure, _ in held) / len(held)
        true = sum(right for _, right in held) / len(held)
        error += abs(said - true) * len(held) / len(findings)
        rows.append(
            {"from": edge, "of": len(held), "said": round(said, 3), "right": round(true, 3)}
        )
    return rows, round(error, 4)


def main() -> int:
    """Returns 1 when the error of a kind is over the goal, else 0; prints a table for each kind."""
    if not (SHARED / "gold").is_dir():
        print("calibration: skipped, there is no ../shared/gold beside this checkout")
        return 0
    kinds: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for kind, sure, right in judged():
        kinds[kind].append((sure, right))
    told: dict[str, dict[str, Any]] = {}
    for kind, findings in kinds.items():
        rows, error = reliability(findings)
        told[kind] = {"ranges": rows, "expected calibration error": error}
        print(f"{kind}: expected calibration error {error:.3f}")
        for row in rows:
            line = "  from {from:4.2f}: {of:4} findings, said {said:.3f}, right {right:.3f}"
            print(line.format(**row))
    if "--write" in sys.argv:
        RESULT.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return int(any(one["expected calibration error"] > GOAL for one in told.values()))


if __name__ == "__main__":
    sys.exit(main())
