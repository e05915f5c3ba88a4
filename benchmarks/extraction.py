"""Measures how fast texts become records, on one core of this machine.

    python benchmarks/extraction.py [--write]

Three sets: a plan written by us whose parts are repeated until it is about 10 kB long, so that
nearly every line assigns work; the invented documents with gold; and the five real plans where the
checkout has them beside it. Reading from disk, parsing, resolving and writing JSON are counted, in
seconds of the processor.
"""

import itertools
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from danvan_graph.collection.folder import read_collection
from danvan_graph.extraction.extractor import Extractor
from danvan_graph.extraction.knowledge import resolver_of
from danvan_graph.resources import data_folder, ontology_folder
from danvan_graph.text.reader import read_text

HERE = Path(__file__).resolve().parent
INVENTED = HERE.parent / "tests" / "fixtures" / "van-ban"
GOLD = HERE / "invented"
REAL = HERE.parent.parent / "shared" / "documents"
RESULT = HERE / "results" / "extraction.json"
BYTES = 10_000
DOCUMENTS = 60
ROUNDS = 5


def documents(folder: Path) -> list[Path]:
    """Returns the paths of the documents to measure, written into a folder.

    No two paragraphs are alike, so that nothing can be remembered from one to the next.
    """
    plan = (INVENTED / "ke-hoach-tinh.txt").read_text("utf-8")
    head, sign, foot = plan.partition("Nơi nhận:")
    body = [line for line in head.splitlines()[6:] if line]
    count = itertools.count(1)
    paths = [folder / f"van-ban-{number}.txt" for number in range(DOCUMENTS)]
    for path in paths:
        filled = head
        while len((filled + sign + foot).encode()) < BYTES:
            filled += "".join(f"{line[:-1]} đợt {next(count)}{line[-1]}\n" for line in body)
        path.write_text(filled + sign + foot, "utf-8")
    return paths


def speed(extractor: Extractor, paths: list[Path]) -> dict[str, float]:
    """Returns documents of 10 kB and characters per second of one core, the middle of some rounds."""
    texts = [path.read_text("utf-8") for path in paths]
    size, characters = sum(len(t.encode()) for t in texts), sum(map(len, texts))
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for path in paths:
            extractor.json(extractor.of_reading(path, read_text(path)))
        seconds.append(time.process_time() - start)
    middle = statistics.median(seconds)
    return {
        "documents of 10 kB per second per core": round(size / BYTES / middle, 1),
        "documents per second per core": round(len(paths) / middle, 1),
        "characters per second per core": round(characters / middle),
        "slowest round over median": round(max(seconds) / middle, 2),
    }


def main() -> int:
    """Returns 0 after printing the figures."""
    collection = read_collection(data_folder(), ontology_folder())
    extractor = Extractor.of(collection, resolver_of(collection))
    with tempfile.TemporaryDirectory() as name:
        told = {
            "plans of 10 kB, nearly every line an assignment": speed(
                extractor, documents(Path(name))
            ),
            "the invented documents with gold, 3 kB on average": speed(
                extractor, sorted(GOLD.glob("*.txt"))
            ),
        }
        if REAL.is_dir():
            told["the five real plans"] = speed(extractor, sorted(REAL.glob("*.txt")))
    print(json.dumps(told, indent=1))
    if "--write" in sys.argv:
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
