"""kill -9 at any moment of publishing or building: the store is whole, nothing acknowledged is lost."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from danvan_graph.store.engines.oxigraph import open_store
from danvan_graph.store.generations.generation import current, verify
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.vocabulary import DEFAULT_BASE

ROUNDS = 50
_LETS_LIVE = 5
BUILDS = 12
KEPT = ["CURRENT", "VERIFIED", "WRITER", "changes.jsonl", "generations"]
MOTHER = """
import os, re, sys, time
from rdflib import Literal, URIRef
from danvan_graph.pipeline import build
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.store.generations.generation import current
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.succession import Succession
from pathlib import Path

BASE = "https://example.org/"
RULES = [f"CONSTRUCT {{ ?s <{BASE}q> ?o }} WHERE {{ ?s <{BASE}p> ?o }}"]
folder, way = Path(sys.argv[1]), sys.argv[2]
acknowledged = os.open(folder / "acknowledged", os.O_CREAT | os.O_WRONLY | os.O_APPEND)

def write(version):
    if way == "build":
        title = folder / "data" / "documents" / "ke-hoach-tinh.yaml"
        text = title.read_text("utf-8")
        draft = title.with_suffix(".part")
        draft.write_text(re.sub(r"Người dân.*", f"Người dân {version}.", text), "utf-8")
        draft.replace(title)
        build(folder / "data", Path(sys.argv[3]), folder / "store", BASE)
        return
    graph, p = URIRef(BASE + "graph"), URIRef(BASE + "p")
    said = [(URIRef(f"{BASE}t{i}"), p, Literal(version)) for i in range(version % 7 + 3)]
    if way == "ingest" and version > 0:
        made = Succession(current(folder / "store"))
        made.replace(graph, said)
    else:
        made = WorkingDataset()
        made.add(graph, said)
    made.infer(URIRef(BASE + "inferred"), RULES)
    publish(made, folder / "store", BASE)

def publish_for_ever(version):
    while True:
        version += 1
        write(version)
        os.write(acknowledged, f"{version}\\n".encode())

def forked(work, *arguments):
    child = os.fork()
    if child == 0:
        work(*arguments)
        os._exit(0)
    return child

# the engine keeps threads, which no fork survives: only children ever open it
began = time.monotonic()
os.waitpid(forked(write, 0), 0)
print(time.monotonic() - began, flush=True)
for line in sys.stdin:
    child = forked(publish_for_ever, int(line))
    print(child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def mother(tmp_path: Path) -> Iterator[Start]:
    """Starts a process that has everything imported and forks a publisher for each line it gets."""
    started = []

    def start(*way: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", MOTHER, str(tmp_path), *way]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True))
        return started[0]

    yield start
    for process in started:
        with process:
            process.kill()


def ask(process: subprocess.Popen[str], line: str | None) -> str:
    """Sends a line, if any, and returns the next answer."""
    assert process.stdin is not None
    assert process.stdout is not None
    if line is not None:
        process.stdin.write(line + "\n")
        process.stdin.flush()
    return process.stdout.readline().strip()


def acknowledged(folder: Path) -> int:
    """Returns the last version whose publication had returned."""
    lines = (folder / "acknowledged").read_text(encoding="ascii").split()
    return int(lines[-1]) if lines else 0


def served(folder: Path) -> int:
    """Returns the version served, after checking that it is that version and whole."""
    verify(current(folder / "store"))
    ask = "SELECT ?n { ?s <https://example.org/%s> ?n }"
    store = open_store(folder / "store")
    answers = [store.select(ask % relation).rows for relation in "pq"]
    ((version,),) = {tuple({int(str(n)) for (n,) in rows}) for rows in answers}
    assert {len(rows) for rows in answers} == {version % 7 + 3}
    return version


def served_build(folder: Path) -> int:
    """Returns the version of the record that is served, after checking that the graph is whole."""
    verify(current(folder / "store"))
    summary = f"<{DEFAULT_BASE}ontology#summary>"
    ask = f'SELECT ?t {{ ?s {summary} ?t FILTER (STRSTARTS(?t, "Người dân ")) }}'
    ((text,),) = open_store(folder / "store").select(ask).rows
    return int(str(text).removeprefix("Người dân ").rstrip("."))


def wait_for_one_more(folder: Path, last: int) -> None:
    """Returns when one more publication was acknowledged; a busy machine may take its time."""
    end = time.monotonic() + 60
    while acknowledged(folder) <= last and time.monotonic() < end:
        time.sleep(0.01)


def kill_again_and_again(
    process: subprocess.Popen[str], folder: Path, rounds: int, read: Callable[[Path], int]
) -> int:
    """Returns the last version, after killing as many publishers at moments that nobody chose."""
    moment = random.Random(33)  # noqa: S311 - no secret, and the same kills in every run
    one_publication = float(ask(process, None))
    last = read(folder)
    for number in range(rounds):
        child = int(ask(process, str(last)))
        if number % _LETS_LIVE == 0:
            wait_for_one_more(folder, last)
        time.sleep(moment.uniform(0.0, 2.5) * one_publication)
        os.kill(child, signal.SIGKILL)
        assert ask(process, None) == "dead"
        found = read(folder)
        assert acknowledged(folder) <= found
        assert last <= found
        last = found
    # what the dead have left lies there until a publication comes to its end
    child = int(ask(process, str(last)))
    wait_for_one_more(folder, last)
    os.kill(child, signal.SIGKILL)
    assert ask(process, None) == "dead"
    kept = [p for p in (folder / "store" / "generations").iterdir() if p.name[0] != "."]
    assert len(kept) <= 4
    return read(folder)


needs_fork = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="cần os.fork để khởi động nhanh nhiều tiến trình"
)


@needs_fork
@pytest.mark.parametrize("way", ["publish", "ingest"])
def test_a_killed_publisher_leaves_a_whole_generation(
    mother: Start, tmp_path: Path, way: str
) -> None:
    """After each of many kills the newest acknowledged graph, or a newer one, is served whole."""
    last = kill_again_and_again(mother(way), tmp_path, ROUNDS, served)
    assert last > ROUNDS / 8, "the publishers were killed before any of them got anywhere"
    publish(WorkingDataset(), tmp_path / "store", DEFAULT_BASE)
    assert sorted(p.name for p in (tmp_path / "store").iterdir()) == KEPT


@needs_fork
def test_a_killed_build_leaves_a_whole_generation(
    mother: Start, tmp_path: Path, small_data: Path, ontology_folder: Path
) -> None:
    """The same for everything between the data folder and the pointer."""
    small_data.rename(tmp_path / "data")
    process = mother("build", str(ontology_folder))
    assert kill_again_and_again(process, tmp_path, BUILDS, served_build) > 0
