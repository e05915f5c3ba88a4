"""Scores the extractor against the gold and compares with the committed figures.

    python benchmarks/accuracy.py [--write]

The scoring tool and the gold of the real documents lie beside the checkout in ``../shared``; where
they are missing this says so and ends well, for a user does not have them. The invented documents
lie in ``benchmarks/invented``, each beside its gold. A figure that falls ends it with 1.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from danvan_graph.collection.folder import read_collection
from danvan_graph.extraction.extractor import Extractor
from danvan_graph.extraction.knowledge import resolver_of
from danvan_graph.resources import data_folder, ontology_folder
from danvan_graph.text.reader import read_text

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
FIGURES = HERE / "results" / "accuracy.json"
INVENTED = HERE / "invented"
SETS = {
    "the five plans": (SHARED / "documents", SHARED / "gold"),
    "the other 14 documents": (SHARED / "documents" / "more", SHARED / "gold"),
    "the invented documents": (INVENTED, INVENTED),
}


def predictions(texts: Path) -> list[dict[str, Any]]:
    """Returns what the extractor says of every document of a set."""
    collection = read_collection(data_folder(), ontology_folder())
    extractor = Extractor.of(collection, resolver_of(collection))
    paths = sorted(texts.glob("*.txt"))
    return [extractor.json(extractor.of_reading(path, read_text(path))) for path in paths]


def scored(found: list[dict[str, Any]], golds: Path) -> dict[str, Any]:
    """Returns the figures the scoring tool gives for some predictions, by the gold of a folder."""
    with tempfile.TemporaryDirectory() as folder:
        lines, result, gold = (Path(folder) / n for n in ("found.jsonl", "result.json", "gold"))
        lines.write_text("\n".join(json.dumps(f, ensure_ascii=False) for f in found), "utf-8")
        gold.mkdir()
        for prediction in found:
            name = f"{prediction['id']}.json"
            (gold / name).write_bytes((golds / name).read_bytes())
        tool = str(SHARED / "tools" / "score_extraction.py")
        command = [sys.executable, tool, str(lines), "--gold", str(gold), "--json", str(result)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
        answer: dict[str, Any] = json.loads(result.read_text("utf-8"))
    return answer


def figures(answer: dict[str, Any]) -> dict[str, float]:
    """Returns the figures worth watching, by name, each between 0 and 1."""
    told = {f"{name}: F1": score["f1"] for name, score in answer["scores"].items()}
    told |= {n: a["accuracy"] for n, a in answer["accuracies"].items() if a["of"]}
    told |= {f"header {field}": a["all"]["accuracy"] for field, a in answer["header"].items()}
    return told


def reviewed(found: list[dict[str, Any]]) -> dict[str, float]:
    """Returns the shares of instruments and relations that are those of the reviewed records.

    The gold names neither; the records of the five plans in ``data/documents`` do. An instrument
    counts where the record resolves it.

    Args:
        found: what the extractor says of the documents.
    """
    told = {(each["id"], c["start"]): c for each in found for c in each["citations"]}
    instruments, relations = [], []
    for record in read_collection(data_folder(), ontology_folder()).documents:
        for citation in record.citations:
            place = (record.source.file.removesuffix(".txt"), citation.at.start)
            if place in told:
                relations.append(told[place]["relation"] == citation.relation)
                if citation.instrument:
                    instruments.append(told[place]["instrument"] == str(citation.instrument))
    if not relations:
        return {}
    return {
        "instrument, of the reviewed": statistics.mean(instruments),
        "relation, of the reviewed": statistics.mean(relations),
    }


def main() -> int:
    """Returns 1 when a figure fell below the committed one, else 0."""
    if not (SHARED / "gold").is_dir():
        print("accuracy: skipped, there is no ../shared/gold beside this checkout")
        return 0
    now: dict[str, dict[str, float]] = {}
    for name, (texts, golds) in SETS.items():
        found = predictions(texts)
        now[name] = figures(scored(found, golds)) | reviewed(found)
    before: dict[str, dict[str, float]] = (
        json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    )
    fallen = 0
    for name, told in now.items():
        print(name)
        for figure, value in told.items():
            old = before.get(name, {}).get(figure)
            mark = "" if old is None or value == old else f"  was {old:.4f}"
            fallen += old is not None and value < old
            print(
                f"  {figure:48} {value:.4f}{mark}{'  FELL' if old is not None and value < old else ''}"
            )
    if "--write" in sys.argv:
        FIGURES.parent.mkdir(exist_ok=True)
        FIGURES.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", "utf-8")
        return 0
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
