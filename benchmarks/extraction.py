"""Measures how fast texts become records, on one core of this machine.

    python benchmarks/extraction.py [--write]

The texts are written by us: the invented plans of ``tests/fixtures/van-ban``, joined until they
are about 10 kB long. Reading from disk, parsing, resolving and writing JSON are counted.
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
            filled += "".join(f"{line} (đợt {next(count)})\n" for line in body)
        path.write_text(filled + sign + foot, "utf-8")
    return paths


def main() -> int:
    """Returns 0 after printing the figures."""
    collection = read_collection(data_folder(), ontology_folder())
    extractor = Extractor.of(collection, resolver_of(collection))
    with tempfile.TemporaryDirectory() as name:
        paths = documents(Path(name))
        size = len(paths[0].read_text("utf-8"))
        seconds = []
        for _ in range(ROUNDS):
            start = time.process_time()
            for path in paths:
                extractor.json(extractor.of_reading(path, read_text(path)))
            seconds.append(time.process_time() - start)
    middle = statistics.median(seconds)
    told = {
        "documents of 10 kB per second per core": round(DOCUMENTS / middle, 1),
        "characters per second per core": round(DOCUMENTS * size / middle),
        "slowest round over median": round(max(seconds) / middle, 2),
    }
    print(json.dumps(told, indent=1))
    if "--write" in sys.argv:
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
