"""``danvan snapshots``, ``rollback``, ``backup``, ``restore`` and ``publish``."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from tests.cli.conftest import Run
from tests.engines import oxigraph_server

from danvan_graph.cli.serve import fetched
from danvan_graph.pipeline import COMPANIONS, build
from danvan_graph.store.generations.generation import current
from danvan_graph.store.opening import open_store, open_writer
from danvan_graph.vocabulary import DEFAULT_BASE


@pytest.fixture
def twice(small_data: Path, ontology_folder: Path, tmp_path: Path) -> Path:
    """A store of two generations: with the plan of the commune, and without."""
    shutil.rmtree(small_data / "judgements")
    (small_data / "judgements").mkdir()
    build(small_data, ontology_folder, tmp_path / "kho", DEFAULT_BASE)
    (small_data / "documents" / "ke-hoach-xa.yaml").unlink()
    build(small_data, ontology_folder, tmp_path / "kho", DEFAULT_BASE)
    return tmp_path / "kho"


def test_listed_and_gone_back_to(inside: Run, twice: Path) -> None:
    """Proves that the list shows both, and that going back changes which one is in use."""
    listed = inside("snapshots", "--store", str(twice)).stdout.splitlines()
    assert [line.split()[2] for line in listed[1:]] == ["3", "4"]
    assert ["đang dùng" in line for line in listed[1:]] == [True, False]
    older = listed[2].split()[0]
    assert older in inside("rollback", older[:6], "--store", str(twice)).stdout
    assert current(twice).name == older
    wrong = inside("rollback", "zz", "--store", str(twice))
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)


def test_backed_up_and_restored(inside: Run, twice: Path, tmp_path: Path) -> None:
    """Proves that a backup restores the graph where there was none."""
    target, other = str(tmp_path / "sao-luu.tar.gz"), str(tmp_path / "khac")
    assert "Đã sao lưu" in inside("backup", target, "--store", str(twice)).stdout
    assert "lấy lại từ" in inside("restore", target, "--store", other).stdout
    assert current(Path(other)).name == current(twice).name
    assert inside("backup", target, "--store", str(twice)).returncode == 1


@pytest.mark.xdist_group("engines")
def test_published_to_a_server_and_asked_there(inside: Run, twice: Path, tmp_path: Path) -> None:
    """Proves that questions on the command line are answered from a server just the same."""
    asked = [
        "query",
        "lookup/plans-citing",
        "--param",
        "instrument=9001/CT-UBVD",
        "--format",
        "csv",
    ]
    with oxigraph_server(tmp_path / "may-chu") as address:
        assert "vừa được gửi" in inside("publish", address, "--store", str(twice)).stdout
        again = inside("publish", address, "--store", str(twice)).stdout
        assert " 0 vừa được gửi" in again
        there = inside(*asked, "--store", address)
    here = inside(*asked, "--store", str(twice))
    assert (there.returncode, there.stdout) == (0, here.stdout)
    assert here.stdout.count("\n") > 1
    down = inside(*asked, "--store", address)
    assert (down.returncode, down.stderr.count("\n")) == (1, 1)


@pytest.mark.xdist_group("engines")
def test_built_to_a_server_and_served_from_there(
    inside: Run,
    command: tuple[str, ...],
    small_data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The graph on a server is brought back under its own name, with indexes; another is refused."""
    monkeypatch.chdir(tmp_path)
    store = tmp_path / "kho"
    words = ["build", "--data", str(small_data), "--store", str(store)]
    words += ["--collection", str(tmp_path / "rieng")]
    with oxigraph_server(tmp_path / "may-chu") as address:
        told = inside(*words, "--to", address)
        assert told.returncode == 0, told.stderr
        assert "vừa được gửi" in told.stdout
        folder = fetched(address, keep=1)
        made = current(folder)
        assert (made.name, made.base) == (current(store).name, DEFAULT_BASE)
        assert set(made.companions) == set(COMPANIONS)
        assert [*open_store(folder).nquads()] == [*open_store(store).nquads()]
        stamp = (made.folder / "manifest.json").stat().st_mtime_ns
        fetched(address, keep=1)
        assert (made.folder / "manifest.json").stat().st_mtime_ns == stamp, "it was fetched again"
        served = [_top_cited(command, tmp_path, place) for place in (str(store), address)]
        assert served[0] == served[1]
        graph = min(made.graphs())
        shutil.rmtree(folder)
        open_writer(address).update(
            f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:x:a> a <urn:x:b> }} }}"
        )
        refused = inside("serve", "--port", "0", "--store", address)
    assert refused.returncode == 1
    assert "không đúng như khi được chép" in refused.stderr
    wrong = inside(*words, "--to", str(tmp_path / "day"))
    assert (wrong.returncode, "sparql+http" in wrong.stderr) == (1, True)


def _top_cited(command: tuple[str, ...], folder: Path, store: str) -> bytes:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [*command, "serve", "--read-only", "--port", str(port), "--store", store]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(words, cwd=folder, stderr=subprocess.DEVNULL, env=environment)
    end = time.monotonic() + 60
    try:
        while process.poll() is None and time.monotonic() < end:
            with contextlib.suppress(httpx.TransportError):
                url = f"http://127.0.0.1:{port}/api/v1/top-cited"
                return httpx.get(url, trust_env=False, timeout=30).raise_for_status().content
            time.sleep(0.05)
        raise AssertionError(process.poll())
    finally:
        process.terminate()
        process.wait(20)
