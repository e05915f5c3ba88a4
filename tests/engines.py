"""Starts the real engines that tests talk to, on loopback, and ends them."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

_STARTING_SECONDS = 60.0
VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 10000
[Replication]
ServerName = danvan-{http}
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def missing(what: str) -> None:
    """Skips the test; where engines are required, as in CI, the test fails instead."""
    if os.environ.get("DANVAN_REQUIRE_ENGINES"):
        pytest.fail(f"{what} is missing, and DANVAN_REQUIRE_ENGINES is set")
    pytest.skip(f"needs {what}; .ci/run installs it")


def _await(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + _STARTING_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"{process.args!r} ended with {process.returncode}")
        with contextlib.suppress(httpx.HTTPError):
            httpx.get(url, timeout=5.0)
            return
        time.sleep(0.05)
    pytest.fail(f"nothing answers at {url}")


@contextlib.contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _await(process, url)
            yield
        finally:
            process.kill()


@contextlib.contextmanager
def oxigraph_server(folder: Path) -> Iterator[str]:
    """Yields the address of a running, empty Oxigraph server."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        missing("the Oxigraph server (pip install oxigraph)")
        return
    port = _free_port()
    folder.mkdir(parents=True, exist_ok=True)
    command = [program, "serve", "--location", "data", "--bind", f"127.0.0.1:{port}"]
    with _running(command, folder, f"http://127.0.0.1:{port}/"):
        yield f"sparql+http://127.0.0.1:{port}/query"


@contextlib.contextmanager
def virtuoso_server(folder: Path) -> Iterator[str]:
    """Yields the address of a running, empty Virtuoso 7, as its Debian package sets it up."""
    program = shutil.which("virtuoso-t")
    if program is None:
        missing("Virtuoso 7 (Debian: virtuoso-opensource-7-bin)")
        return
    http, sql = _free_port(), _free_port()
    folder.mkdir(parents=True, exist_ok=True)
    text = VIRTUOSO_INI.format(sql=sql, http=http)
    (folder / "virtuoso.ini").write_text(text, encoding="ascii")
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, folder, f"http://127.0.0.1:{http}/sparql"):
        yield f"sparql+http://dba:dba@127.0.0.1:{http}/sparql"
