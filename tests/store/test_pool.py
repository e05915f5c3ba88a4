"""That queries run in processes that cannot harm the server, and that answers are whole or broken."""

import asyncio
import csv
import io
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET  # our own answers
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.loops import run_apart
from tests.processes import comes_true, is_alive

from danvan_graph.errors import InvalidQuery, QueryTooExpensive, StoreError
from danvan_graph.store.untrusted.frames import FRAME_BODY
from danvan_graph.store.untrusted.guard import MisplacedText
from danvan_graph.store.untrusted.pool import QueryPool, TooManyQueries
from danvan_graph.store.untrusted.result_format import ResultFormat
from danvan_graph.store.untrusted.sandbox import Confinement

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confinement is Linux's")

ROWS = 3000
GRAPH = "http://example.org/graph"
SMALL = "SELECT ?o { <http://example.org/s7> ?p ?o }"
ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
MANY = "SELECT * { ?a ?p ?b . ?c ?q ?d }"  # nine million rows
RUNAWAYS = {
    "cartesian product": "SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f } ORDER BY ?b ?d ?f",
    "aggregate": "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:a>)* ?b . ?c (!<x:a>)* ?d . ?e (!<x:a>)* ?f }",
}
BOMB = "SELECT (STRLEN(?x25) AS ?n) { BIND('" + "x" * 1000 + "' AS ?x0) " + " ".join(
    f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(25)
) + " }"  # fmt: skip


def _fill(folder: Path, word: str) -> Path:
    store = ox.Store(str(folder))
    predicate = ox.NamedNode("http://example.org/p")
    store.extend(
        ox.Quad(ox.NamedNode(f"http://example.org/s{i}"), predicate, ox.Literal(f"{word} {i}"))
        for i in range(ROWS)
    )
    store.add(ox.Quad(predicate, predicate, ox.Literal("riêng"), ox.NamedNode(GRAPH)))
    store.flush()
    return folder


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generation of three thousand triples and one named graph."""
    return _fill(tmp_path_factory.mktemp("store") / "1", "dân vận")


@pytest.fixture(scope="module")
def pool(generation: Path) -> Iterator[QueryPool]:
    """A pool with a short deadline."""
    with QueryPool(generation, deadline=1.0) as pool:
        yield pool


def _dead(pid: int) -> bool:
    return not is_alive(pid)


@pytest.mark.parametrize("query", RUNAWAYS.values(), ids=RUNAWAYS.keys())
def test_a_runaway_dies_at_its_deadline(pool: QueryPool, query: str) -> None:
    """A query without end is stopped within half a second of its deadline; the next one answers."""
    begin = time.monotonic()
    with pytest.raises(QueryTooExpensive, match=r"quá 1 giây|bộ nhớ"):
        pool.answer(query, "json")
    assert time.monotonic() - begin < 1.5
    assert "dân vận 7" in pool.answer(SMALL, "csv").decode()


def test_a_memory_bomb_is_stopped(generation: Path) -> None:
    """Doubling a string ends the worker at its ceiling, before the deadline, and nothing else."""
    with QueryPool(generation, workers=1, deadline=20, memory=1 << 30) as pool:
        with pytest.raises(QueryTooExpensive, match="1024 MiB"):
            pool.answer(BOMB, "json")
        assert "dân vận 7" in pool.answer(SMALL, "csv").decode()


def test_the_others_are_served_meanwhile(pool: QueryPool) -> None:
    """While one worker is running away, small queries are answered by the other."""
    with ThreadPoolExecutor(1) as thread:
        runaway = thread.submit(pool.answer, RUNAWAYS["aggregate"], "json")
        time.sleep(0.1)
        begin = time.monotonic()
        for _ in range(20):
            pool.answer(SMALL, "csv")
        assert time.monotonic() - begin < 0.8
        assert isinstance(runaway.exception(), QueryTooExpensive)


def test_service_is_refused_before_any_worker(generation: Path) -> None:
    """A SERVICE is refused by the guard: the answer is the same when no worker exists."""
    pool = QueryPool(generation)
    pool.close()
    with pytest.raises(InvalidQuery, match="SERVICE"):
        pool.run("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "json")


def test_a_killed_worker_breaks_the_stream(pool: QueryPool) -> None:
    """kill -9 in the middle of an answer raises; what came before is not taken for the whole."""
    with pool.run(MANY, "csv", deadline=20) as stream:
        first = next(stream)
        for pid in pool.pids():
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(QueryTooExpensive, match="không đầy đủ"):
            for _ in stream:
                pass
    assert first
    assert "dân vận 7" in pool.answer(SMALL, "csv").decode()


def test_a_worker_killed_while_idle_is_replaced(pool: QueryPool) -> None:
    """Workers that the system killed while they were idle cost the next query no error."""
    pool.answer(SMALL, "csv")
    for pid in pool.pids():
        os.kill(pid, signal.SIGKILL)
        assert comes_true(partial(_dead, pid))
    for _ in range(3):
        assert "dân vận 7" in pool.answer(SMALL, "csv").decode()


def test_a_deadline_in_the_middle_breaks_the_stream(pool: QueryPool) -> None:
    """An answer that is still coming at the deadline raises."""
    with pytest.raises(QueryTooExpensive, match=r"quá 0\.3 giây"):
        for _ in pool.run(MANY, "csv", deadline=0.3):
            pass


def test_a_slow_reader_loses_its_worker(pool: QueryPool) -> None:
    """A reader that stops reading does not hold a worker beyond the deadline."""
    with pool.run(MANY, "csv", deadline=0.2) as stream:
        time.sleep(0.5)
        with pytest.raises(QueryTooExpensive):
            for _ in stream:
                pass


def test_a_reader_that_stops_holds_nothing(generation: Path) -> None:
    """Who neither reads nor closes has no seat after the deadline, and is told when it reads on."""
    with QueryPool(generation, workers=1, deadline=5) as pool:
        stream = pool.run(MANY, "csv", deadline=0.3)
        assert next(stream)
        assert "dân vận 7" in pool.answer(SMALL, "csv").decode()
        with pytest.raises(QueryTooExpensive, match=r"quá 0\.3 giây"):
            for _ in stream:
                pass


def test_too_large_a_result_is_an_error(generation: Path) -> None:
    """An answer beyond its size breaks off with an error, and the worker goes on."""
    with QueryPool(generation, workers=1, result_limit=100_000) as pool:
        with pytest.raises(QueryTooExpensive, match="100000 byte"):
            pool.answer(ALL, "json")
        pids = pool.pids()
        assert "dân vận 7" in pool.answer(SMALL, "csv").decode()
        assert pool.pids() == pids


def _rows(answer: bytes, name: str) -> int:
    if name == "json":
        return len(json.loads(answer)["results"]["bindings"])
    if name == "xml":
        root = ET.fromstring(answer)  # noqa: S314  written by our own worker
        return len(root.findall(".//{*}result"))
    delimiter = "," if name == "csv" else "\t"
    return sum(1 for _ in csv.reader(io.StringIO(answer.decode()), delimiter=delimiter)) - 1


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_tables_in_every_format(pool: QueryPool, name: str) -> None:
    """SELECT and ASK come in every format of tables, complete, by name and by media type."""
    assert _rows(pool.answer(ALL, name), name) == ROWS
    assert b"true" in pool.answer("ASK {}", ResultFormat.of(name).media_type)


GRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_graphs_in_every_format(pool: QueryPool, name: str) -> None:
    """CONSTRUCT and DESCRIBE come in every format of graphs and parse to all their triples."""
    answer = pool.answer("CONSTRUCT WHERE { ?s ?p ?o }", name)
    assert len(set(ox.parse(answer, format=GRAPH_FORMATS[name]))) == ROWS
    described = pool.answer("DESCRIBE <http://example.org/s7>", ResultFormat.of(name).media_type)
    assert len(list(ox.parse(described, format=GRAPH_FORMATS[name]))) == 1


def test_a_format_must_fit_the_form(pool: QueryPool) -> None:
    """A table is not written as a graph, nor a graph as a table, nor anything as something unknown."""
    for query, name in ((ALL, "turtle"), ("DESCRIBE <x:a>", "csv"), (ALL, "application/pdf")):
        with pytest.raises(InvalidQuery):
            pool.run(query, name)


def test_a_large_answer_is_streamed(pool: QueryPool) -> None:
    """The first bytes come long before the last, in frames of at most 64 kB."""
    with pool.run(MANY, "tsv", deadline=20) as stream:
        sizes = [len(next(stream)) for _ in range(50)]
    assert max(sizes) <= FRAME_BODY
    assert sum(sizes) > 2_000_000


@pytest.mark.parametrize(
    ("query", "place"),
    [("SELECT *\n{ ?s ?p }", (2, 10)), ("SELECT *\n\n{ ?s ?p SERVICE ?o }", (3, 9))],
)
def test_a_wrong_query_names_its_place(pool: QueryPool, query: str, place: tuple[int, int]) -> None:
    """Line and column of a mistake are known, whether the guard or the engine found it."""
    with pytest.raises(MisplacedText) as caught:
        pool.run(query, "json")
    assert (caught.value.line, caught.value.column) == place


def test_an_unknown_function_is_the_querys_fault(pool: QueryPool) -> None:
    """What only shows during evaluation is still an invalid query, and the worker goes on."""
    pids = pool.pids()
    with pytest.raises(InvalidQuery, match="x:f"):
        pool.run("SELECT (<x:f>(1) AS ?x) {}", "json")
    assert set(pids) <= set(pool.pids())


def test_graphs_of_the_protocol(pool: QueryPool) -> None:
    """Naming graphs replaces the dataset, as the protocol has it; unknown names are refused."""
    known = frozenset({GRAPH})
    assert _rows(pool.answer(ALL, "csv", default_graphs=[GRAPH], graphs=known), "csv") == 1
    assert _rows(pool.answer(ALL, "csv", named_graphs=[GRAPH], graphs=known), "csv") == 0
    named = ALL.replace("{", f"FROM <{GRAPH}> {{", 1)
    assert _rows(pool.answer(named, "csv", graphs=known), "csv") == 1
    assert _rows(pool.answer(ALL, "csv", union=True), "csv") == ROWS + 1
    with pytest.raises(InvalidQuery, match=GRAPH):
        pool.run(ALL, "csv", default_graphs=[GRAPH])


def test_the_queue_has_an_end(generation: Path) -> None:
    """Beyond workers and queue, a query is told when to come back; the waiting ones are served."""
    with (
        QueryPool(generation, workers=1, queue=1, deadline=4) as pool,
        ThreadPoolExecutor(2) as threads,
    ):
        stream = pool.run(MANY, "csv")
        waiting = threads.submit(pool.answer, SMALL, "csv")
        time.sleep(0.1)
        with pytest.raises(TooManyQueries) as caught:
            pool.run(SMALL, "csv")
        assert caught.value.retry_after >= 1
        stream.close()
        assert "dân vận 7" in waiting.result().decode()


def test_one_client_cannot_take_everything(generation: Path) -> None:
    """A client has its own limit; giving back makes room, and others are not touched."""
    with QueryPool(generation, workers=2, per_client=1) as pool:
        stream = pool.run(MANY, "csv", client="a")
        with pytest.raises(TooManyQueries, match="nhiều nhất 1"):
            pool.run(SMALL, "csv", client="a")
        pool.answer(SMALL, "csv", client="b")
        stream.close()
        pool.answer(SMALL, "csv", client="a")


def test_a_forgotten_stream_gives_its_worker_back(generation: Path) -> None:
    """Dropping a stream without reading or closing it frees its place."""
    with QueryPool(generation, workers=1, queue=0) as pool:
        pool.run(MANY, "csv")
        assert "dân vận 7" in pool.answer(SMALL, "csv").decode()


def test_a_switch_moves_to_the_new_generation(generation: Path, tmp_path: Path) -> None:
    """Queries after a switch see the new data; one that is running finishes on the old."""
    newer = _fill(tmp_path / "2", "mới")
    with QueryPool(generation) as pool:
        pool.answer(SMALL, "csv")
        stream = pool.run(ALL, "csv")
        pool.switch(newer)
        assert "mới 7" in pool.answer(SMALL, "csv").decode()
        assert _rows(b"".join(stream), "csv") == ROWS
        for _ in range(4):
            assert "mới 7" in pool.answer(SMALL, "csv").decode()
        with pytest.raises(StoreError):
            pool.switch(tmp_path / "none")
        assert "mới 7" in pool.answer(SMALL, "csv").decode()


def test_switching_under_load(generation: Path, tmp_path: Path) -> None:
    """A hundred queries during switches are all answered, each from one generation."""
    newer = _fill(tmp_path / "2", "mới")
    with QueryPool(generation, queue=200) as pool, ThreadPoolExecutor(8) as threads:
        running = [threads.submit(pool.answer, ALL, "csv") for _ in range(100)]
        for folder in (newer, generation, newer):
            pool.switch(folder)
        for each in running:
            text = each.result().decode()
            assert text.count("\n") == ROWS + 1
            assert ("mới" in text) != ("dân vận" in text)


def test_a_missing_store_is_named(tmp_path: Path) -> None:
    """A pool on no store does not start, says where it looked, and leaves no process."""
    with pytest.raises(StoreError, match="nowhere"):
        QueryPool(tmp_path / "nowhere")


def test_close_kills_everything(generation: Path) -> None:
    """After close no worker lives, running streams break, and new queries are refused."""
    pool = QueryPool(generation)
    stream = pool.run(MANY, "csv")
    pids = pool.pids()
    pool.close()
    with pytest.raises(QueryTooExpensive):
        for _ in stream:
            pass
    assert not any(map(is_alive, pids))
    with pytest.raises(QueryTooExpensive):
        pool.run(SMALL, "csv")


def test_workers_survive_the_thread_that_asked(generation: Path) -> None:
    """A worker outlives the thread of the server that first needed it."""
    with QueryPool(generation, workers=1) as pool:
        for pid in pool.pids():
            os.kill(pid, signal.SIGKILL)
            assert comes_true(partial(_dead, pid))
        thread = threading.Thread(target=pool.answer, args=(SMALL, "csv"))
        thread.start()
        thread.join()
        pids = pool.pids()
        time.sleep(0.1)
        pool.answer(SMALL, "csv")
        assert pool.pids() == pids


PARENT = """
import sys, threading, time
from danvan_graph.store.untrusted.pool import QueryPool
pool = QueryPool(sys.argv[1], deadline=60)
pool.answer("ASK {}", "json")
threading.Thread(target=pool.answer, args=(sys.argv[2], "json"), daemon=True).start()
time.sleep(0.3)
pool.answer("ASK {}", "json")
print(*pool.pids(), flush=True)
time.sleep(60)
"""


def test_no_orphans(generation: Path) -> None:
    """When the parent is killed, its workers are gone within two seconds, idle or busy."""
    command = [sys.executable, "-c", PARENT, str(generation), RUNAWAYS["aggregate"]]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 2
        assert all(map(is_alive, pids))
        parent.kill()
    assert comes_true(lambda: not any(map(is_alive, pids)), 2)


INMATE = """
import ctypes, errno, json, os, socket, subprocess, sys, threading
from dataclasses import asdict
from danvan_graph.store.untrusted.sandbox import confine
late = threading.Event()
outcomes = {}
def attempt(name, step):
    try:
        step()
        outcomes[name] = "done"
    except OSError as fault:
        outcomes[name] = errno.errorcode[fault.errno]
    except MemoryError:
        outcomes[name] = "MemoryError"
def elsewhere():
    late.wait()
    attempt("socket in an older thread", socket.socket)
older = threading.Thread(target=elsewhere)
older.start()
writable = open(sys.argv[1], "wb", buffering=0)
confinement = asdict(confine(1 << 30, 5))
late.set()
older.join()
attempt("socket", socket.socket)
attempt("unix socket", lambda: socket.socket(socket.AF_UNIX))
attempt("socketpair", socket.socketpair)
attempt("exec", lambda: os.execv("/bin/true", ["true"]))
attempt("run", lambda: subprocess.run(["/bin/true"]))
attempt("fork", os.fork)
attempt("kill", lambda: os.kill(os.getppid(), 0))
attempt("write", lambda: writable.write(b"x"))
attempt("memory", lambda: bytearray(2 << 30))
attempt("thread", lambda: threading.Thread(target=int).start())
libc = ctypes.CDLL(None, use_errno=True)
def io_uring():
    if libc.syscall(425, 8, None) < 0:
        raise OSError(ctypes.get_errno(), "io_uring_setup")
attempt("io_uring", io_uring)
print(json.dumps([confinement, outcomes]))
"""


def test_a_confined_process_can_do_nothing_else(tmp_path: Path) -> None:
    """No socket, program, fork, signal or file comes out of it, in no thread; threads still start."""
    run = subprocess.run(
        [sys.executable, "-c", INMATE, str(tmp_path / "file")], capture_output=True, check=True
    )
    confinement, outcomes = json.loads(run.stdout)
    assert Confinement(**confinement).missing == ()
    assert outcomes.pop("memory") == "MemoryError"
    assert outcomes.pop("thread") == "done"
    assert outcomes.pop("write") == "EFBIG"
    assert set(outcomes.values()) == {"EPERM"}


def test_a_worker_that_is_not_confined_is_not_used(
    generation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its confinement a pool starts only when told to, and then warns."""
    monkeypatch.setattr(Confinement, "missing", ("no_network",))
    with pytest.raises(StoreError, match="no_network"):
        QueryPool(generation)
    with (
        pytest.warns(RuntimeWarning, match="no_network"),
        QueryPool(generation, workers=1, allow_unconfined=True) as pool,
    ):
        assert pool.answer(SMALL, "csv")


def test_the_parent_loads_no_engine() -> None:
    """Importing the pool brings no engine into the process of the server."""
    code = "import sys, danvan_graph.store.untrusted.pool; sys.exit('pyoxigraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_tasks_are_served_like_threads(generation: Path) -> None:
    """Answers taken by tasks of an event loop are whole, cut and queued as those of threads."""

    async def whole(pool: QueryPool, query: str, **limits: float) -> bytes:
        stream = await pool.begin(pool.prepare(query, "csv", deadline=limits.get("deadline")), None)
        async with stream:
            return b"".join([piece async for piece in stream])

    async def many(pool: QueryPool) -> None:
        assert len(set(await asyncio.gather(*(whole(pool, ALL) for _ in range(12))))) == 1
        with pytest.raises(QueryTooExpensive, match=r"quá 0\.3 giây"):
            await whole(pool, MANY, deadline=0.3)
        for pid in pool.pids():
            os.kill(pid, signal.SIGKILL)
        for _ in range(3):
            assert "dân vận 7" in (await whole(pool, SMALL)).decode()
        waiting = asyncio.create_task(whole(pool, RUNAWAYS["aggregate"], deadline=20.0))
        await asyncio.sleep(0.3)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert len(await whole(pool, ALL)) == len(pool.answer(ALL, "csv"))

    with QueryPool(generation, workers=1) as pool:
        run_apart(many(pool))


def test_a_small_answer_comes_at_once(generation: Path) -> None:
    """Where a seat is free the query goes to its worker at once; where none is, nothing waits."""
    with QueryPool(generation, workers=1) as pool:
        prepared = pool.prepare(SMALL, "csv")

        async def asked() -> bytes:
            stream = pool.start(prepared, None)
            assert stream is not None
            assert pool.start(prepared, None) is None or stream.is_over
            async with await pool.begin(prepared, None, stream) as begun:
                return b"".join([piece async for piece in begun])

        assert run_apart(asked()) == pool.answer(SMALL, "csv")


def test_no_descriptors_are_left(generation: Path) -> None:
    """A worker that cannot be started is told as a busy server, and comes when there is room."""
    with QueryPool(generation, workers=1) as pool:
        for pid in pool.pids():
            os.kill(pid, signal.SIGKILL)
            assert comes_true(partial(_dead, pid))
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        # the first three are taken; whoever counts open ones overlooks the gaps between them
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
        try:
            with pytest.raises(TooManyQueries, match="tiến trình"):
                pool.answer(SMALL, "csv")
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        assert "dân vận 7" in pool.answer(SMALL, "csv").decode()
