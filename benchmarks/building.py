"""How long a graph takes to build and to open, beside the engine."""

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
from benchmarks.report import Report

from benchmarks import engines
from danvan_graph.pipeline import COMPANIONS
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.keeping.bulk import BulkDataset
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.synthetic.country import ROOT

_INDEXES = {name: COMPANIONS[name] for name in ("adjacency", "search")}
"""What is made of a graph to find things in it; the checks are none."""
_STARTS = 10
_LOOK_UP = "/api/v1/plans?" + urlencode({"cites": str(ROOT), "limit": "1"})


class _Watch:
    seconds = 0.0

    @contextmanager
    def __call__(self) -> Iterator[None]:
        self._begin = time.perf_counter()
        yield
        self.seconds += self.so_far()

    def so_far(self) -> float:
        """Returns the seconds since it was started."""
        return time.perf_counter() - self._begin


def bulk(report: Report, store: Store, folder: Path) -> None:
    """Reports how fast a graph is built from its statements, index included, beside bulk_load.

    The engine alone loads the same statements: the named graphs and the default graph.
    """
    lines, union = folder / "all.nq", folder / "all.nt"
    with lines.open("wb") as file:
        for quad in store.nquads():
            file.write(quad)
    source = ox.Store.read_only(str(store.generation.engine))
    source.dump(str(union), ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    raw, own = _Watch(), _Watch()
    with raw():
        engine = ox.Store(str(folder / "raw"))
        engine.bulk_load(path=str(lines), format=ox.RdfFormat.N_QUADS)
        named = raw.so_far()
        engine.bulk_load(path=str(union), format=ox.RdfFormat.N_TRIPLES)
        engine.flush()
    del engine
    graphs = _parsed(lines)
    with own():
        dataset = BulkDataset(folder / "own")
        for name, found in graphs:
            dataset.take(name, found)
        base = store.base
        publish(dataset, folder / "own", base, companions=_INDEXES)
    ratio = raw.seconds / own.seconds
    report.others += [
        ("bulk_load of the named graphs alone, raw", named, "s", "", None),
        ("bulk_load of the same statements, raw", raw.seconds, "s", "", None),
        ("bulk build: union, checksums, index, manifest", own.seconds, "s", "", None),
        ("bulk build beside raw bulk_load", ratio, "× its speed", "≥ 0.6", ratio >= 0.6),
    ]


def _parsed(lines: Path) -> Iterator[tuple[str, list[bytes]]]:
    """Yields the named graphs of a file in canonical order, with their N-Triples lines."""
    name: str = ""
    found: list[bytes] = []
    with lines.open("rb") as file:
        for line in file:
            triple, _, rest = line.rpartition(b" <")
            graph = rest.removesuffix(b"> .\n").decode()
            if graph != name and found:
                yield name, found
                found = []
            name = graph
            found.append(triple + b" .\n")
    yield name, found


def start(report: Report, place: Path) -> None:
    """Reports how long our server takes from its start to its first look-up, files in the cache.

    In turns with an interpreter that does nothing, which tells how busy the machine is. Modules are
    compiled, as where the program is installed; a first start that is not counted does that.
    """
    walls, works, bare = [], [], []
    with tempfile.TemporaryDirectory() as cache:
        variables = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": cache}
        _first_look_up(place, variables)
        for _ in range(_STARTS):
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-c", "pass"], check=True)
            bare.append(time.perf_counter() - begin)
            wall, work = _first_look_up(place, variables)
            walls.append(wall)
            works.append(work)
    wall, work = statistics.median(walls), statistics.median(works)
    report.others += [
        ("start to first look-up", 1000 * wall, "ms", "≤ 500 at L", wall <= 0.5),
        ("of which the processor works", 1000 * work, "ms", "", None),
        ("an interpreter that does nothing", 1000 * statistics.median(bare), "ms", "", None),
    ]


def _first_look_up(place: Path, variables: Mapping[str, str]) -> tuple[float, float]:
    """Returns the seconds until a new server has answered, and those its processor worked."""
    port = engines.free_port()
    command = [sys.executable, "-m", "danvan_graph.cli", "serve", "--port", str(port)]
    begin = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - the command is ours
        [*command, "--store", str(place)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=variables,
    )
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60.0)
        while True:
            try:
                connection.connect()
                break
            except ConnectionRefusedError:
                if process.poll() is not None:
                    raise
                time.sleep(0.002)
        connection.request("GET", _LOOK_UP)
        answer = connection.getresponse()
        if answer.status != http.HTTPStatus.OK or not answer.read():
            raise ValueError(answer.status)
        return time.perf_counter() - begin, worked(process.pid)
    finally:
        process.terminate()
        process.wait()


def worked(process: int) -> float:
    """Returns the seconds for which the processor has worked for a process."""
    told = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
