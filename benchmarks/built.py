"""What a graph of a scale costs: to build, to keep, to open, to serve, and to follow a change.

    python -m benchmarks.built --scale S|M|national|L [--work FOLDER] [--short]

Figures go to ``benchmarks/results/<scale>.json`` and ``.md``. What the building took is kept beside
the store, so that a second run need not build again; ``--short`` leaves out what loads the whole
graph once more.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import httpx
from benchmarks.report import Report, machine, memory

from benchmarks import building, engines, ingest
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.generations.generation import verify
from danvan_graph.store.opening import open_store
from danvan_graph.synthetic.scale import scale_named

_PAGES = ("/", "/cay", "/van-ban", "/don-vi", "/api/v1/top-cited")
_WARM_SECONDS = 30.0


def made(scale: str, place: Path) -> dict[str, float]:
    """Returns seconds, seconds of the processor and megabytes that the building took at most."""
    kept = place.with_suffix(".built.json")
    if not kept.exists():
        shutil.rmtree(place, ignore_errors=True)
        begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "danvan_graph.cli", "demo", "--no-serve"]
        subprocess.run([*command, "--scale", scale, "--store", str(place)], check=True)  # noqa: S603
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        figures = {
            "seconds": time.perf_counter() - begin,
            "processor": worked,
            "megabytes": after.ru_maxrss / 1024,
        }
        kept.write_text(json.dumps(figures), "utf-8")
    return dict(json.loads(kept.read_text("utf-8")))


def kept(report: Report, store: Store) -> None:
    """Reports what lies on the disk, and how long it takes to read all of it and to open it."""
    folder = store.generation.folder
    for part in sorted(p for p in folder.iterdir() if p.is_dir()):
        size = sum(p.stat().st_size for p in part.rglob("*") if p.is_file()) / 1e6
        report.others.append((f"on disk: {part.name}", size, "MB", "", None))
    begin = time.perf_counter()
    verify(store.generation)
    report.others.append(("reading every file", time.perf_counter() - begin, "s", "", None))
    begin = time.perf_counter()
    open_store(folder.parent.parent)
    seconds = time.perf_counter() - begin
    report.others.append(("opening what was verified before", 1000 * seconds, "ms", "", None))


def served(report: Report, place: Path, folder: Path) -> None:
    """Reports how much memory a server takes."""
    with engines.ours(place, folder) as (url, process), httpx.Client(base_url=url) as client:
        client.get("/api/v1/top-cited").raise_for_status()
        report.others.append(("memory after the start", memory(process.pid), "MB", "", None))
        for path in _PAGES:
            client.get(path, timeout=120.0).raise_for_status()
        time.sleep(_WARM_SECONDS)
        report.others.append(("memory of our server", memory(process.pid), "MB", "", None))


def main() -> int:
    """Returns 0 after writing the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", default="S")
    parser.add_argument("--work", type=Path, default=Path("var/bench"))
    parser.add_argument("--short", action="store_true")
    words = parser.parse_args()
    scale, work = scale_named(words.scale), words.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    place = work / f"store-{scale.name}"
    figures = made(scale.name, place)
    report = Report(scale.name, machine())
    report.others += [
        ("building it from nothing", figures["seconds"], "s", "", None),
        ("of which the processor works", figures["processor"], "s", "", None),
        ("most memory of the build", figures["megabytes"], "MB", "", None),
    ]
    store = open_store(place)
    report.facts["graph"] = (
        f"{store.generation.triples:,} statements, {store.generation.quads:,} in named graphs, "
        f"{len(store.generation.graphs()):,} graphs"
    )
    folder = work / f"run-{scale.name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        kept(report, store)
        building.start(report, place)
        served(report, place, folder)
        ingest.incremental(report, scale, place, folder)
        if not words.short:
            building.bulk(report, store, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(report.write().read_text("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
