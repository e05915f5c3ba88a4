"""The front first, the rest after: what answers before the framework is there, and what waits."""

import os
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

CT33 = "vn/2021-11-26/33-ct-ttg"
_SOURCE = Path(__file__).resolve().parents[2] / "src"

_FIRST_REQUESTS = """
import asyncio, sys
from pathlib import Path
import httpx
from danvan_graph.web.application import create_app
folder, *paths = sys.argv[1:]
def framework():
    heavy = {"fastapi", "pydantic", "jinja2", "networkx", "danvan_graph.store.keeping.publishing"}
    return sorted(heavy & sys.modules.keys())
async def asked(app):
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        for path in paths:
            print((await client.get(path)).status_code, *framework())
        print((await client.get("/")).status_code, *framework())
app = create_app(Path(folder), workers=1)
asyncio.run(asked(app))
app.close()
"""


def _environment(before: Path | None = None) -> dict[str, str]:
    path = os.pathsep.join(str(p) for p in (before, _SOURCE) if p)
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _serving(
    folder: Path, before: Path | None = None
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Gives the program and its address as soon as it listens."""
    port = _free_port()
    command = [sys.executable, "-m", "danvan_graph.cli", "serve", "--store", str(folder)]
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=_environment(before),
    )
    try:
        _wait_for(port)
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.communicate()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionRefusedError:
            time.sleep(0.005)
        else:
            return
    pytest.fail("the program does not listen")


def test_look_ups_need_no_framework(store_folder: Path) -> None:
    """Look-ups and SPARQL are answered while not a module of the framework is there."""
    paths = (
        f"/api/v1/plans?cites={CT33}",
        "/api/v1/plans?cites=999/QĐ-KHONGCO",
        f"/api/v1/instruments/{CT33}/counts",
        "/api/v1/top-cited",
        f"/api/v1/coverage?instrument={CT33}",
        "/api/v1/lookup?text=33/CT-TTg",
        "/sparql?query=ASK {}",
    )
    ran = subprocess.run(
        [sys.executable, "-c", _FIRST_REQUESTS, str(store_folder), *paths],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env=_environment(),
    )
    *first, page = ran.stdout.splitlines()
    assert first == ["200", "404", *["200"] * 5]
    assert page == "200 danvan_graph.store.keeping.publishing fastapi jinja2 networkx pydantic"


def test_a_page_in_the_first_moment(store_folder: Path) -> None:
    """Who asks for a page before the pages are loaded waits for it, beside who looks something up."""
    with (
        _serving(store_folder) as (_, address),
        httpx.Client(base_url=address, trust_env=False, timeout=60) as client,
    ):
        assert "Chỉ thị 33/CT-TTg" in client.get("/").text
        assert client.get(f"/api/v1/plans?cites={CT33}").status_code == 200


def test_stopped_while_it_loads(store_folder: Path) -> None:
    """A server that is stopped in its first moment ends in order."""
    with _serving(store_folder) as (process, address):
        look_up = httpx.get(f"{address}/api/v1/plans?cites={CT33}", trust_env=False, timeout=60)
        assert look_up.status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in {0, -signal.SIGTERM}
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_pages_that_cannot_be_loaded(store_folder: Path, tmp_path: Path) -> None:
    """A server whose pages cannot be loaded says so to who waits, and stops with one sentence."""
    (tmp_path / "jinja2.py").write_text('raise ImportError("mô-đun hỏng")\n', encoding="utf-8")
    with _serving(store_folder, before=tmp_path) as (process, address):
        answer = httpx.get(address, trust_env=False, timeout=60)
        assert answer.status_code == 503
        assert "đang dừng" in answer.json()["detail"]
        assert process.wait(30) == 1
        assert process.stderr is not None
        said = process.stderr.read()
    assert "Không nạp được các trang" in said
    assert "mô-đun hỏng" in said
    assert "Traceback" not in said
