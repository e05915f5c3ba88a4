"""kill -9 at any moment of publishing: the store is whole, and nothing acknowledged is lost."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_graph.store.generation import current, verify
from danvan_graph.store.oxigraph import open_store

ROUNDS = 24
MOTHER = """
import os, sys, time
from rdflib import Literal, URIRef
from danvan_graph.store.dataset import WorkingDataset
from danvan_graph.store.publishing import publish
from pathlib import Path

BASE = "https://example.org/"
folder = Path(sys.argv[1])
acknowledged = os.open(folder / "acknowledged", os.O_CREAT | os.O_WRONLY | os.O_APPEND)

def write(version):
    made = WorkingDataset()
    graph, p = URIRef(BASE + "graph"), URIRef(BASE + "p")
    made.add(graph, [(URIRef(f"{BASE}t{i}"), p, Literal(version)) for i in range(version % 7 + 3)])
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


@pytest.fixture
def mother(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has everything imported and forks one publisher for each line it is sent."""
    command = [sys.executable, "-c", MOTHER, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
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
    answer = open_store(folder / "store").select("SELECT ?n { ?s ?p ?n }")
    (version,) = {int(str(row[0])) for row in answer.rows}
    assert len(answer.rows) == version % 7 + 3
    return version


@pytest.mark.skipif(
    not hasattr(os, "fork"), reason="cần os.fork để khởi động nhanh nhiều tiến trình"
)
def test_a_killed_publisher_leaves_a_whole_generation(
    mother: subprocess.Popen[str], tmp_path: Path
) -> None:
    """After each of many kills the newest acknowledged graph, or a newer one, is served whole."""
    moment = random.Random(33)  # noqa: S311 - no secret, and the same kills in every run
    one_publication = float(ask(mother, None))
    last = served(tmp_path)
    for _ in range(ROUNDS):
        child = int(ask(mother, str(last)))
        time.sleep(moment.uniform(0.0, 2.5) * one_publication)
        os.kill(child, signal.SIGKILL)
        assert ask(mother, None) == "dead"
        found = served(tmp_path)
        assert acknowledged(tmp_path) <= found
        assert last <= found
        last = found
    assert last > ROUNDS / 8, "the publishers were killed before any of them got anywhere"
    kept = [p for p in (tmp_path / "store" / "generations").iterdir() if p.name[0] != "."]
    assert len(kept) <= 4
