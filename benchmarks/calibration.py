"""Tells how often a citation is right, by how sure the extractor says it is.

    python -m benchmarks.calibration [--write]

Only citations with an instrument count: the others are left open and say so. One is right when its
place, number and date are those of the gold and, for the five plans, it means the instrument a
person said. The gold of the real documents lies beside the checkout in ``../shared``; without it
this says so and ends well.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.accuracy import SETS, SHARED, predictions

from danvan_graph.collection.folder import read_collection
from danvan_graph.resources import data_folder, ontology_folder

RESULT = Path(__file__).resolve().parent / "results" / "calibration.json"
EDGES = (0.0, 0.01, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def meant() -> dict[tuple[str, int], str | None]:
    """Returns what a person said the citations of the five plans mean, by document and place."""
    collection = read_collection(data_folder(), ontology_folder())
    return {
        (document.id, citation.at.start): str(citation.instrument) if citation.instrument else None
        for document in collection.documents
        for citation in document.citations
    }


def judged() -> Iterator[tuple[float, bool]]:
    """Yields how sure the extractor was of each citation, and whether it was right."""
    known = meant()
    for texts, golds in SETS.values():
        for found in predictions(texts):
            gold = json.loads((golds / f"{found['id']}.json").read_text("utf-8"))
            places = {c["start"]: c for c in gold["citations"]}
            for citation in found["citations"]:
                right = places.get(citation["start"])
                if citation["instrument"] and not (right and right["optional"]):
                    yield citation["confidence"], _is_right(citation, right, known, found["id"])


def _is_right(
    citation: dict[str, Any],
    right: dict[str, Any] | None,
    known: dict[tuple[str, int], str | None],
    document: str,
) -> bool:
    if right is None:
        return False
    numbers = {right["number"], *(right.get("number_alt") or [])}
    same = citation["number"] in numbers and citation["date"] == right["date"]
    said = known.get((document, citation["start"]))
    return same and (said is None or said == citation["instrument"])


def main() -> int:
    """Returns 0 after printing one line for each range of sureness."""
    if not (SHARED / "gold").is_dir():
        print("calibration: skipped, there is no ../shared/gold beside this checkout")
        return 0
    bins: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    for sure, right in judged():
        bins[max(edge for edge in EDGES if edge <= sure)].append((sure, right))
    total = sum(map(len, bins.values()))
    rows = []
    for edge in sorted(bins):
        said = sum(sure for sure, _ in bins[edge]) / len(bins[edge])
        true = sum(right for _, right in bins[edge]) / len(bins[edge])
        rows.append(
            {"from": edge, "of": len(bins[edge]), "said": round(said, 3), "right": round(true, 3)}
        )
        print(f"from {edge:4.2f}: {len(bins[edge]):4} citations, said {said:.3f}, right {true:.3f}")
    error = sum(abs(row["said"] - row["right"]) * row["of"] for row in rows) / total
    print(f"expected calibration error: {error:.3f}")
    if "--write" in sys.argv:
        told = {"ranges": rows, "expected calibration error": round(error, 4)}
        RESULT.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
