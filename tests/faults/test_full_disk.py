"""No room, no right to write: one sentence, and the graph before it is served whole."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_graph.store.engines.oxigraph import open_store
from danvan_graph.store.generations.generation import current, verify

WRITE = """
import sys
from pathlib import Path
from rdflib import Literal, URIRef
from danvan_graph.errors import DanvanError
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.store.generations.generation import current
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.succession import Succession

BASE = "https://example.org/"
folder, way, size, limit = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
if limit:
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
said = [(URIRef(f"{BASE}t{i}"), URIRef(BASE + "p"), Literal("x" * 100 + str(i))) for i in range(size)]
try:
    made = Succession(current(folder)) if way == "ingest" else WorkingDataset()
    (made.replace if way == "ingest" else made.add)(URIRef(BASE + "graph"), said)
    publish(made, folder, BASE)
except DanvanError as error:
    print(error.message)
    sys.exit(1)
"""
SMALL, LARGE = 20, 60_000
ROOM = 24 << 20


def write(folder: Path, way: str, size: int, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """Publishes a graph of that many statements in a process of its own."""
    command = [sys.executable, "-c", WRITE, str(folder), way, str(size), str(limit)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def assert_served(folder: Path, size: int) -> None:
    """The graph of that size is whole and answers."""
    verify(current(folder))
    assert len(open_store(folder).select("SELECT ?s { ?s ?p ?o }").rows) == size


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with little room, where the system lets us make one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)]
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs the right to mount a small disk; RLIMIT_FSIZE below needs none")
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("this system does not let us mount; RLIMIT_FSIZE below needs no such right")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def assert_told(done: subprocess.CompletedProcess[str], folder: Path) -> None:
    """One Vietnamese sentence names the folder; there is no traceback."""
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("Không ghi được vào")
    assert str(folder) in done.stdout
    assert "còn nguyên" in done.stdout


@pytest.mark.parametrize("way", ["publish", "ingest"])
def test_a_full_disk(small_disk: Path, way: str) -> None:
    """The disk is full half-way; after the large graph is given up the next small one fits."""
    store = small_disk / "store"
    assert write(store, "publish", SMALL).returncode == 0
    assert_told(write(store, way, LARGE), store)
    assert_served(store, SMALL)
    assert write(store, way, SMALL + 1).returncode == 0
    assert_served(store, SMALL + 1)


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
@pytest.mark.parametrize("limit", [0, 3_000, 60_000, 400_000])
@pytest.mark.parametrize("way", ["publish", "ingest"])
def test_files_that_may_not_grow(tmp_path: Path, way: str, limit: int) -> None:
    """Wherever the writing stops, the graph before it is served, and the next one is published."""
    assert write(tmp_path, "publish", SMALL).returncode == 0
    if limit:
        assert_told(write(tmp_path, way, LARGE, limit), tmp_path)
        assert_served(tmp_path, SMALL)
    assert write(tmp_path, way, SMALL + 1).returncode == 0
    assert_served(tmp_path, SMALL + 1)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write everywhere"
)
def test_a_folder_that_may_only_be_read(tmp_path: Path) -> None:
    """It is read as ever, and a publication is refused with a sentence."""
    store = tmp_path / "store"
    assert write(store, "publish", SMALL).returncode == 0
    folders = [store, *(p for p in store.rglob("*") if p.is_dir())]
    for folder in folders:
        folder.chmod(0o500)
    try:
        assert_told(write(store, "publish", SMALL + 1), store)
        assert_served(store, SMALL)
    finally:
        for folder in folders:
            folder.chmod(0o700)


def test_a_disk_that_may_only_be_read(small_disk: Path) -> None:
    """A read-only mount is read as ever, and a publication is refused with a sentence."""
    store = small_disk / "store"
    assert write(store, "publish", SMALL).returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert_told(write(store, "publish", SMALL + 1), store)
    assert_served(store, SMALL)
