"""Readers while generations come and go, and generations of which any file is hurt."""

import itertools
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import RDFS

from danvan_graph.adjacency.index import Adjacency
from danvan_graph.errors import StoreError
from danvan_graph.pipeline import COMPANIONS
from danvan_graph.search.searcher import Searcher
from danvan_graph.store.engines.oxigraph import open_store
from danvan_graph.store.generations.generation import Generation, current, verify
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.snapshots import back_up, restore
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.store.untrusted.pool import QueryPool
from danvan_graph.vocabulary import DEFAULT_BASE

BASE = "https://example.org/"
SIZE = 300
PUBLISHER = f"""
import sys
from pathlib import Path
from rdflib import Literal, URIRef
from danvan_graph.store.generations.generation import current
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.succession import Succession
version = 1
print("ready", flush=True)
while True:
    version += 1
    made = Succession(current(Path(sys.argv[1])))
    said = [(URIRef(f"{BASE}t{{i}}"), URIRef("{RDFS.label}"), Literal(version)) for i in range({SIZE})]
    made.replace(URIRef("{BASE}graph/g"), said)
    publish(made, Path(sys.argv[1]), "{BASE}", keep=1)
"""
ASKED = f"SELECT DISTINCT ?o {{ ?s <{RDFS.label}> ?o }}"


def dataset(version: int) -> WorkingDataset:
    """Returns a graph in which every statement tells its version."""
    made = WorkingDataset()
    things = (URIRef(f"{BASE}t{i}") for i in range(SIZE))
    said = ((thing, RDFS.label, Literal(version)) for thing in things)
    made.add(URIRef(f"{BASE}graph/g"), said)
    return made


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Path]:
    """A store folder to which another process publishes all the time; it keeps one generation."""
    folder = tmp_path / "busy"
    publish(dataset(1), folder, BASE)
    command = [sys.executable, "-c", PUBLISHER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield folder
        assert process.poll() is None, "the publisher gave up"
        process.kill()


def rounds(most: int, seen: set[str]) -> Iterator[int]:
    """Yields numbers, more than asked for only until two versions were seen."""
    end = time.monotonic() + 60
    for number in itertools.count():
        if number >= most and (len(seen) > 1 or time.monotonic() > end):
            return
        yield number


def test_a_backup_made_during_ingest_is_whole(busy: Path, tmp_path: Path) -> None:
    """Whatever is published meanwhile, a copy that is given out holds one version and restores."""
    seen: set[str] = set()
    refused = 0
    for number in rounds(12, seen):
        target = tmp_path / f"copy-{number}.tar"
        try:
            made = back_up(busy, target)
        except StoreError:  # the generation was dropped while it was read, and that is said
            refused += 1
            assert not target.exists()
            continue
        found = restore(target, tmp_path / f"elsewhere-{number}")
        verify(found)
        assert found.name == made.name
        ((version,),) = open_store(tmp_path / f"elsewhere-{number}").select(ASKED).rows
        seen.add(str(version))
    assert len(seen) > 1, "nothing was published meanwhile"
    assert refused <= number / 2


def _goes(*folders: Path) -> bool:
    """Returns whether one of the folders is gone, or goes while one waits: its files go first."""
    end = time.monotonic() + 30
    while all(folder.is_dir() for folder in folders) and time.monotonic() < end:
        time.sleep(0.01)
    return not all(folder.is_dir() for folder in folders)


def test_readers_of_a_generation_that_is_deleted(busy: Path) -> None:
    """Every answer comes from one version; a reader follows, or is told that it is gone."""
    seen: set[str] = set()
    answered = 0
    engine = current(busy).engine
    with QueryPool(engine, 2) as pool:
        for _ in rounds(40, seen):
            held = open_store(busy)
            try:
                versions = [str(row[0]) for row in held.select(ASKED).rows]
                assert len(versions) == 1
                seen.add(versions[0])
                pool.switch(held.generation.engine)
                engine = held.generation.engine
                answer = pool.answer(ASKED, "csv").decode().split()
                assert len(answer) == 2, "an answer of two versions, or of none"
                answered += 1
            except StoreError:
                assert _goes(engine, held.generation.engine)
    assert len(seen) > 1
    assert answered > 0


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store folder with two generations, with everything that a build keeps beside the engine."""
    folder = tmp_path_factory.mktemp("two")
    for version in (1, 2):
        publish(dataset(version), folder, DEFAULT_BASE, companions=COMPANIONS)
    return folder


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes() or b"x")
    data[len(data) // 2] ^= 4
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [_cut, _flip, Path.unlink], ids=["cut", "flipped", "gone"])
def test_each_file_of_a_generation(
    two: Path, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    """Engine, look-up index, search index: the generation is left, and the one before answers."""
    newest = current(two)
    files = [p.relative_to(newest.folder) for p in newest.folder.rglob("*") if p.is_file()]
    sealed = [f for f in files if f.name.split(".")[0] not in {"LOG", "LOCK"}]
    assert {f.parts[0] for f in sealed} >= {"engine", "adjacency", "search", "manifest.json"}
    for number, file in enumerate(sealed):
        folder = tmp_path / str(number)
        shutil.copytree(two, folder)
        hurt = folder / "generations" / newest.name / file
        if hurt.stat().st_size == 0 and damage is _cut:
            continue
        damage(hurt)
        assert answers(current(folder)) == "1", f"{file} was believed"


def answers(made: Generation) -> str:
    """Returns the version that all parts of a generation are opened for."""
    Adjacency(made.companion("adjacency"))
    Searcher(made.companion("search"))
    ((version,),) = open_store(made.folder.parent.parent).select(ASKED).rows
    return str(version)


def test_a_pointer_that_is_gone(two: Path, tmp_path: Path) -> None:
    """Without a pointer nothing is guessed; a publication writes it again."""
    folder = tmp_path / "store"
    shutil.copytree(two, folder)
    (folder / "CURRENT").unlink()
    with pytest.raises(StoreError, match="danvan build"):
        current(folder)
    publish(dataset(2), folder, DEFAULT_BASE, companions=COMPANIONS)
    assert answers(current(folder)) == "2"


def _served(folder: Path, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "danvan_graph.cli", "serve", "--read-only", "--port"]
    command += [str(port), "--store", str(folder)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def test_a_replica_says_the_same(store_folder: Path, tmp_path: Path, free_ports: list[int]) -> None:
    """A generation copied elsewhere, the pointer last, is served with the same bytes and tags."""
    made = current(store_folder)
    replica = tmp_path / "replica"
    shutil.copytree(made.folder, replica / "generations" / made.name)
    shutil.copy2(store_folder / "CURRENT", replica)
    servers = [
        _served(folder, port)
        for folder, port in zip((store_folder, replica), free_ports, strict=True)
    ]
    paths = ("/api/v1/top-cited", "/api/v1/instruments/vn/2021-11-26/33-ct-ttg", "/cay", "/")
    try:
        answers = [[_answer(port, path) for path in paths] for port in free_ports]
    finally:
        for server in servers:
            server.terminate()
            server.wait(20)
    assert answers[0] == answers[1]
    assert all(status == 200 for status, _, _ in answers[0])


def _answer(port: int, path: str) -> tuple[int, str, bytes]:
    """Returns status, entity tag and body, once the server answers."""
    end = time.monotonic() + 60
    while True:
        try:
            told = httpx.get(f"http://127.0.0.1:{port}{path}", trust_env=False, timeout=60)
        except httpx.TransportError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
            continue
        return told.status_code, told.headers.get("etag", ""), told.content
