"""Starts the servers that are compared, on loopback, each with the same graph, and ends them."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

import httpx

HERE = Path(__file__).resolve().parent
UNION = "urn:x-danvan:union"
_STARTING_SECONDS = 600.0
_INI = """
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
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
DirsAllowed = {folder}
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 1000000
[Replication]
ServerName = danvan-{http}
"""


def free_port() -> int:
    """Returns a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(
    command: list[str],
    folder: Path,
    url: str,
    variables: Mapping[str, str] | None = None,
    seconds: float = _STARTING_SECONDS,
) -> Iterator[subprocess.Popen[bytes]]:
    """Yields the process of a server once it answers; it is ended afterwards.

    Raises:
        RuntimeError: it has ended, or has not answered after so many seconds.
    """
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - the commands are ours
            command, cwd=folder, stdout=log, stderr=log, env={**os.environ, **(variables or {})}
        )
    try:
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(httpx.HTTPError):
                httpx.get(url, timeout=5.0)
                break
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((folder / "server.log").read_text("utf-8", "replace")[-2000:])
            time.sleep(0.005)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def ours(store: Path, folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Yields the address of our server of a store folder, and its process."""
    port = free_port()
    command = [sys.executable, "-m", "danvan_graph.cli", "serve", "--port", str(port)]
    command += ["--deadline", "120"]  # the others have none
    url = f"http://127.0.0.1:{port}"
    with running([*command, "--store", str(store)], folder, f"{url}/healthz") as process:
        yield url, process


@contextlib.contextmanager
def floor(bodies: Path, folder: Path) -> Iterator[str]:
    """Yields the address of the bare server of the files in a folder."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "benchmarks.floor:app",
        "--app-dir",
        str(HERE.parent),
    ]
    command += ["--port", str(port), "--log-level", "warning"]
    url = f"http://127.0.0.1:{port}"
    with running(command, folder, f"{url}/bare", {"DANVAN_FLOOR": str(bodies)}):
        yield url


@contextlib.contextmanager
def oxigraph(engine: Path, folder: Path) -> Iterator[str]:
    """Yields the query address of ``oxigraph serve-read-only`` on the files of a generation."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    port = free_port()
    place = f"127.0.0.1:{port}"
    command = [program, "serve-read-only", "--location", str(engine), "--bind", place]
    with running(command, folder, f"http://{place}/"):
        yield f"http://{place}/query?"


@contextlib.contextmanager
def virtuoso(triples: Path, folder: Path) -> Iterator[str]:
    """Yields the query address of Virtuoso 7 after it has loaded an N-Triples file."""
    program = shutil.which("virtuoso-t")
    if program is None:
        raise RuntimeError("Virtuoso 7 is not installed (Debian: virtuoso-opensource-7-bin)")
    http, sql = free_port(), free_port()
    text = _INI.format(sql=sql, http=http, folder=triples.parent)
    (folder / "virtuoso.ini").write_text(text, encoding="ascii")
    url = f"http://127.0.0.1:{http}/sparql"
    with running([program, "+foreground", "+configfile", "virtuoso.ini"], folder, url):
        script = (
            f"ld_dir('{triples.parent}', '{triples.name}', '{UNION}'); "
            "rdf_loader_run(); checkpoint;"
        )
        command = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"EXEC={script}"]
        subprocess.run(command, check=True, capture_output=True, timeout=3600)  # noqa: S603
        yield f"{url}?{urlencode({'default-graph-uri': UNION})}&"


@contextlib.contextmanager
def rdflib_endpoint(triples: Path, folder: Path, seconds: float) -> Iterator[str]:
    """Yields the query address of rdflib-endpoint, which holds the graph in memory.

    Raises:
        RuntimeError: it has not loaded the graph after so many seconds.
    """
    port = free_port()
    program = str(Path(sys.executable).with_name("rdflib-endpoint"))
    command = [program, "serve", str(triples), "--port", str(port), "--host", "127.0.0.1"]
    with running(command, folder, f"http://127.0.0.1:{port}/", seconds=seconds):
        yield f"http://127.0.0.1:{port}/?"
