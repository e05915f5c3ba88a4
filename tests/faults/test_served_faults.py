"""A server in public: slow clients, floods, killed processes, few descriptors, jumping clocks."""

import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS
from tests.processes import comes_true, is_alive

from danvan_graph.identifiers.iri import Namer
from danvan_graph.pipeline import COMPANIONS
from danvan_graph.rdf.triples import Triple, concept, vi
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.vocabulary import DV

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc and 127.0.0.2 are Linux's")

SERVER = """
import random, resource, socket, sys, time
from pathlib import Path
import uvicorn
from danvan_graph.web.application import create_app
folder, deadline, files, clock = sys.argv[1:]
if clock == "jumps":
    true = time.time
    time.time = lambda: true() + random.choice((-1, 0, 1)) * 86400 * 400
app = create_app(Path(folder), deadline=float(deadline))
listening = socket.socket()
listening.bind(("127.0.0.1", 0))
listening.listen(1024)
if int(files):
    resource.setrlimit(resource.RLIMIT_NOFILE, (int(files), int(files)))
print(listening.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="critical")).run(sockets=[listening])
"""
DEADLINE = 1.0
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
LOOK_UP = "/api/v1/plans?cites=33/CT-TTg&limit=1"


@dataclass(frozen=True)
class Running:
    """A server in a process of its own."""

    process: subprocess.Popen[bytes]
    port: int

    def client(self, source: str = "127.0.0.1") -> httpx.Client:
        """Returns a client that comes from an address of this machine."""
        way = httpx.HTTPTransport(local_address=source)
        address = f"http://127.0.0.1:{self.port}"
        return httpx.Client(base_url=address, transport=way, trust_env=False, timeout=60)

    def look_up(self) -> None:
        """A new client gets its answer, not one that was kept."""
        with self.client() as client:
            answer = client.get(f"{LOOK_UP}&lan={time.monotonic_ns()}")
        assert answer.status_code == 200
        assert answer.json()["total"] >= 5

    def workers(self) -> set[int]:
        """Returns the processes that the server has started."""
        found: set[int] = set()
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            found |= set(map(int, (task / "children").read_text().split()))
        return found


@contextmanager
def running(
    folder: Path,
    deadline: float = DEADLINE,
    files: int = 0,
    clock: str = "true",
    *,
    look_up: bool = True,
) -> Iterator[Running]:
    """Yields a server; a limit of open files holds from when it listens."""
    command = [sys.executable, "-c", SERVER, str(folder), str(deadline), str(files), clock]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        found = Running(process, int(process.stdout.readline()))
        try:
            if look_up:
                found.look_up()
            yield found
        finally:
            process.kill()


@pytest.fixture(scope="module")
def server(store_folder: Path) -> Iterator[Running]:
    """A server of the shipped data."""
    with running(store_folder) as found:
        yield found


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) * 1024


@pytest.fixture
def many_sockets() -> Iterator[int]:
    """How many sockets may be opened here; the limit is raised as far as the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    raised = min(hard, 4096) if hard != resource.RLIM_INFINITY else 4096
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, raised), hard))
    yield min(1000, max(soft, raised) - 200)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_slow_clients(server: Running, many_sockets: int) -> None:
    """A thousand clients that say nothing, or a byte now and then, keep nobody else waiting."""
    line = f"GET {LOOK_UP} HTTP/1.1\r\nHost: x\r\n".encode()
    with ExitStack() as stack:
        slow = [stack.enter_context(_connected(server.port)) for _ in range(many_sockets)]
        for at in range(len(line)):
            for number, client in enumerate(slow):
                if number % 3:  # every third says nothing at all
                    client.sendall(line[at : at + 1])
            if at % 10 == 0:
                server.look_up()
        slow[1].sendall(b"\r\n")
        assert slow[1].recv(12) == b"HTTP/1.1 200"
    server.look_up()


def _connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=60)


def test_readers_that_stop(server: Running) -> None:
    """Clients that ask for long answers and do not read them lose their workers at the deadline."""
    request = f"GET /sparql?query={LONG.replace(' ', '%20')} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(_connected(server.port)).sendall(request)
        with server.client("127.0.0.9") as other:
            server.look_up()
            asked = {"query": "ASK {} #other"}
            assert comes_true(lambda: other.get("/sparql", params=asked).status_code == 200)


def test_a_flood_of_runaways(server: Running) -> None:
    """Queries without end from many sides die in time; look-ups go on, and the memory returns."""
    stop = threading.Event()

    def look_up() -> int:
        asked = 0
        while not stop.is_set():
            server.look_up()
            asked += 1
        return asked

    def runaway(number: int) -> tuple[int, float]:
        with server.client(f"127.0.0.{2 + number % 8}") as client:
            begin = time.monotonic()
            answer = client.get("/sparql", params={"query": f"{RUNAWAY} #{number}"})
            assert int(answer.headers["retry-after"]) >= 1
            return answer.status_code, time.monotonic() - begin

    with ThreadPoolExecutor(41) as threads:
        asking = threads.submit(look_up)
        ended = list(threads.map(runaway, range(40)))
        stop.set()
        assert asking.result() > 0
    assert {status for status, _ in ended} <= {429, 503}
    assert max(seconds for _, seconds in ended) < 20 * DEADLINE
    with server.client() as client:
        for number in range(4):
            asked = {"query": "ASK { ?s ?p ?o }", "lan": str(number)}
            assert client.get("/sparql", params=asked).status_code == 200
    assert len(server.workers()) <= 2
    assert all(_resident(pid) < 300 << 20 for pid in server.workers())


def test_nobody_waits(store_folder: Path) -> None:
    """A query whose client has gone away does not run on until its deadline."""
    with running(store_folder, 60) as found:
        with _asking_in_vain(found) as asking:
            busy = found.workers()
            asking.close()
            assert comes_true(lambda: not any(map(is_alive, busy)), 5)
        found.look_up()


@contextmanager
def _asking_in_vain(found: Running) -> Iterator[socket.socket]:
    """Yields the connection of a runaway query that has a worker, the only one."""
    with found.client() as client:
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    assert len(found.workers()) == 1
    request = f"GET /sparql?query={RUNAWAY.replace(' ', '%20')} HTTP/1.1\r\nHost: x\r\n\r\n"
    with _connected(found.port) as asking:
        asking.sendall(request.encode())
        time.sleep(0.5)
        yield asking


def test_a_worker_killed_in_mid_answer(server: Running) -> None:
    """The client of a long answer sees an error, never a short success."""
    with server.client() as client:
        with client.stream("GET", "/sparql", params={"query": LONG}) as answer:
            assert answer.status_code == 200
            pieces = answer.iter_raw()
            assert next(pieces)
            for pid in server.workers():
                os.kill(pid, signal.SIGKILL)
            with pytest.raises(httpx.RemoteProtocolError):
                for _ in pieces:
                    pass
        assert client.get("/sparql", params={"query": "ASK {} #again"}).status_code == 200


def test_a_killed_parent_leaves_no_orphan(store_folder: Path) -> None:
    """After kill -9 of the server its busy worker is gone within two seconds."""
    with running(store_folder, 60) as found, _asking_in_vain(found) as asking:
        workers = found.workers()
        found.process.kill()
        assert workers
        assert comes_true(lambda: not any(map(is_alive, workers)), 2)
        assert asking.recv(1) == b""


def test_a_clock_that_jumps(store_folder: Path) -> None:
    """Years forth and back at every look: answers stay whole, deadlines hold, nothing is mixed up."""
    with running(store_folder, clock="jumps") as found, found.client() as client:
        bodies = {client.get(LOOK_UP).content for _ in range(30)}
        assert len(bodies) == 1
        for number in range(10):
            asked = {"query": f"ASK {{}} #{number}"}
            assert client.get("/sparql", params=asked).json()["boolean"] is True
        begin = time.monotonic()
        assert client.get("/sparql", params={"query": RUNAWAY}).status_code == 503
        assert time.monotonic() - begin < DEADLINE + 2.0
        assert client.get("/").status_code == 200


def test_few_file_descriptors(store_folder: Path) -> None:
    """With 64 descriptors clients beyond are kept waiting, those inside served, and all is well after."""
    with running(store_folder, files=64) as found, found.client() as inside:
        assert inside.get(LOOK_UP).status_code == 200
        with ExitStack() as stack:
            for _ in range(100):
                stack.enter_context(_connected(found.port))
            for number in range(5):
                assert inside.get(f"{LOOK_UP}&lan={number}").status_code == 200
            assert inside.get("/sparql", params={"query": "ASK {}"}).status_code in {200, 503}
        assert comes_true(lambda: _serves(found))
        assert inside.get("/sparql", params={"query": "ASK {} #after"}).status_code == 200


def _serves(found: Running) -> bool:
    try:
        found.look_up()
    except httpx.HTTPError:
        return False
    return True


def test_smuggled_requests(server: Running) -> None:
    """A request with two lengths is 400, the connection closes, and what it hid is not executed."""
    hidden = b"GET /api/v1/healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    for lines in (
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        b"Content-Length: 4\r\nContent-Length: 60\r\n",
        b"Transfer-Encoding: chunked, identity\r\nContent-Length: 4\r\n",
    ):
        with _connected(server.port) as client:
            head = b"POST /sparql HTTP/1.1\r\nHost: x\r\n"
            client.sendall(head + lines + b"\r\n0\r\n\r\n" + hidden)
            told = b""
            while piece := client.recv(65536):
                told += piece
        assert told.startswith(b"HTTP/1.1 400")
        assert told.count(b"HTTP/1.1 ") == 1


BASE = "https://do-thi.example/reload/"
NAMES = "SELECT ?name { ?s a dv:Instrument ; rdfs:label ?name }"
PREFIXES = (
    "PREFIX dv: <https://w3id.org/danvan/ontology#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)
INSTRUMENTS = 400


def _publish(folder: Path, word: str) -> None:
    dataset, kind = WorkingDataset(), concept("loai-van-ban", "chi-thi")
    level = concept("cap", "trung-uong")
    facts: list[Triple] = [
        (kind, RDFS.label, vi("Chỉ thị")),
        (level, SKOS.prefLabel, vi("Trung ương")),
    ]
    for number in range(INSTRUMENTS):
        node = URIRef(f"{BASE}instrument/vn/2021/{number}-ct-x")
        facts += [
            (node, RDF.type, DV.Instrument),
            (node, RDFS.label, vi(f"Chỉ thị {number} {word}")),
            (node, DV.kind, kind),
            (node, DV.level, level),
            (node, DV.collected, Literal(False)),  # noqa: FBT003 - an RDF literal
        ]
    dataset.add(URIRef(Namer(BASE).graph("register")), facts)
    publish(dataset, folder, BASE, companions=COMPANIONS)


def test_editions_change_under_a_hundred_queries(tmp_path: Path) -> None:
    """Every answer is whole and of one edition, while editions come and go."""
    _publish(tmp_path, "một")
    seen: list[set[str]] = []
    published = threading.Event()

    def ask(number: int) -> None:
        with found.client(f"127.0.0.{10 + number}") as client:
            rounds = 0
            while rounds < 13 or not published.is_set():
                rounds += 1
                said = {"query": f"{PREFIXES}{NAMES} #{time.monotonic_ns()}"}
                rows = client.get("/sparql", params=said).json()["results"]["bindings"]
                listed = client.get("/api/v1/instruments", params={"limit": "200"}).json()["items"]
                assert len(rows) == INSTRUMENTS
                assert len(listed) == 200
                names = [row["name"]["value"] for row in rows], [i["label"] for i in listed]
                seen.extend({name.split()[-1] for name in some} for some in names)

    with ExitStack() as stack:
        found = stack.enter_context(running(tmp_path, 10, look_up=False))
        threads = stack.enter_context(ThreadPoolExecutor(8))
        asking = [threads.submit(ask, number) for number in range(8)]
        for word in ("hai", "ba"):
            _publish(tmp_path, word)
        published.set()
        for each in asking:
            each.result()
    assert all(len(words) == 1 for words in seen)
    assert len(seen) >= 2 * 8 * 13
    assert len(set.union(*seen)) > 1
