"""The verb ``danvan serve`` as its own process, and a server that turns to a new edition."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from rdflib import Literal, URIRef
from rdflib.namespace import RDFS
from tests.loops import run_apart

from danvan_graph.cli.serve import Workers, serve
from danvan_graph.pipeline import COMPANIONS
from danvan_graph.store.generations.generation import current
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.web.application import create_app
from danvan_graph.web.publication import Publication

from .conftest import HOSTILE_BASE, served

_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_PROGRAM = [sys.executable, "-m", "danvan_graph.cli", "serve"]


def _environment() -> dict[str, str]:
    source = Path(__file__).resolve().parents[2] / "src"
    return {**os.environ, "PYTHONPATH": str(source), "PYTHONUTF8": "1"}


@contextmanager
def _started(folder: Path, *options: str) -> Iterator[httpx.Client]:
    """Yields a client of the program; it ends at SIGTERM."""
    command = [*_PROGRAM, "--port", "0", "--store", str(folder), *options]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=_environment()
    )
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"Đồ thị đang mở ở (http://127\.0\.0\.1:\d+)/", said)
        assert found, said
        with httpx.Client(base_url=found[1], trust_env=False, timeout=20) as client:
            yield client
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) in {0, -signal.SIGTERM}
    finally:
        process.kill()
        process.communicate()


def test_real_process(store_folder: Path) -> None:
    """The program says in Vietnamese where it is, serves, and stops at SIGTERM without orphans."""
    with _started(store_folder) as client:
        assert client.get("/readyz").json()["status"] == "ok"
        home = client.get("/")
        assert "Chỉ thị 33/CT-TTg" in home.text
        assert "server" not in home.headers


def test_a_deadline_is_chosen(store_folder: Path) -> None:
    """How long a query may run is said when the server is started."""
    with _started(store_folder, "--deadline", "1") as client:
        begin = time.monotonic()
        answer = client.get("/sparql", params={"query": _ENDLESS})
        assert (answer.status_code, time.monotonic() - begin < 8) == (503, True)
        assert "quá 1 giây" in answer.json()["detail"]


def test_workers_and_memory_are_chosen(store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many queries run at once, and with how much memory, reaches those that answer."""
    chosen: list[Workers] = []

    def keep(*_: object, workers: Workers) -> None:
        chosen.append(workers)

    monkeypatch.setattr("danvan_graph.cli.serve.serve_store", keep)
    options = ["--workers", "1", "--memory", "1536", "--store", str(store_folder)]
    assert CliRunner().invoke(serve, options, catch_exceptions=False).exit_code == 0
    with chosen[0](current(store_folder).engine) as pool:
        asked = pool.prepare(_ENDLESS, "json")
        running = pool.start(asked, None)
        assert running is not None
        assert pool.start(asked, None) is None
        running.close()
        assert pool.memory == 1536 * 2**20


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*_PROGRAM, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env=_environment(),
    )


def test_missing_store(tmp_path: Path) -> None:
    """Without a graph the program says what to run, and ends with 1."""
    answer = _run("--port", "0", "--store", str(tmp_path / "khong-co"))
    assert answer.returncode == 1
    assert "danvan build" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_port_in_use(store_folder: Path) -> None:
    """A port that is taken is told in one Vietnamese sentence, and the program ends with 1."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = _run("--port", str(taken.getsockname()[1]), "--store", str(store_folder))
    assert answer.returncode == 1
    assert "Không mở được cổng" in answer.stderr
    assert "Traceback" not in answer.stderr


def _label_everything(folder: Path, label: str) -> None:
    dataset = WorkingDataset()
    person = URIRef(f"{HOSTILE_BASE}person/a")
    name = URIRef(f"{HOSTILE_BASE}graph/register")
    dataset.add(name, [(person, RDFS.label, Literal(label, lang="vi"))])
    publish(dataset, folder, HOSTILE_BASE, companions=COMPANIONS)


def test_new_edition_is_served(tmp_path: Path) -> None:
    """A newly published graph is served within seconds; a damaged one leaves the old one served."""
    _label_everything(tmp_path, "cũ")
    app = create_app(tmp_path, workers=1)
    with served(app) as address, httpx.Client(base_url=address, trust_env=False) as client:
        asked = {"query": "SELECT ?o { ?s ?p ?o }"}
        assert "cũ" in client.get("/person/a.ttl").text
        mark = client.get("/person/a.ttl").headers["etag"]
        _label_everything(tmp_path, "mới")
        end = time.monotonic() + 10
        while "mới" not in client.get("/person/a.ttl").text and time.monotonic() < end:
            time.sleep(0.1)
        assert "mới" in client.get("/person/a.ttl", headers={"If-None-Match": mark}).text
        assert "mới" in client.get("/sparql", params=asked).text
        for folder in (tmp_path / "generations").iterdir():
            shutil.rmtree(folder)
        (tmp_path / "CURRENT").write_text("hong\n", encoding="ascii")
        time.sleep(0.3)
        assert "mới" in client.get("/person/a.ttl").text


def test_an_edition_that_rots_is_left(tmp_path: Path) -> None:
    """A bit that turns on the disk, and leaves no trace on the file, is found while it is served."""
    for label in ("cũ", "mới"):
        _label_everything(tmp_path, label)
    publication = Publication(tmp_path, recheck=0.5)
    served_first = publication.edition.name
    file = publication.edition.store.generation.companion("adjacency") / "columns.bin"
    stamp = file.stat()
    with file.open("r+b") as content:
        content.seek(-1, os.SEEK_END)
        content.write(b"x")
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    end = time.monotonic() + 30
    while publication.edition.name == served_first and time.monotonic() < end:
        run_apart(publication.current())
        time.sleep(0.05)
    publication.close()
    assert publication.edition.store.generation.number == 1
