"""Writers that meet, die, are told to stop or live in a wrong time: nothing published is lost."""

import datetime
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from rdflib import Literal, URIRef

from danvan_graph.errors import StoreError
from danvan_graph.store.engines.oxigraph import open_store
from danvan_graph.store.generations.generation import current, generations, verify
from danvan_graph.store.keeping import publishing
from danvan_graph.store.keeping.changes import changes
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.succession import Succession
from danvan_graph.store.making.dataset import WorkingDataset

BASE = "https://example.org/"
P = URIRef(BASE + "p")
WRITE = """
import sys
from pathlib import Path
from rdflib import Literal, URIRef
from danvan_graph.errors import StoreError
from danvan_graph.store.generations.generation import current
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.succession import Succession

BASE = "https://example.org/"
folder, who = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
refused = done = 0
while done < 8:
    made = Succession(current(folder))
    said = (URIRef(f"{BASE}{who}{done}"), URIRef(BASE + "p"), Literal(who))
    made.replace(URIRef(f"{BASE}graph/{who}{done}"), [said])
    try:
        publish(made, folder, BASE)
        done += 1
    except StoreError as error:
        if "chạy lại" not in error.message:
            raise
        refused += 1
print(refused, flush=True)
"""
HOLD = """
import sys, time
from pathlib import Path
from danvan_graph.store.generations.writer_lock import one_writer
with one_writer(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def dataset(version: int) -> WorkingDataset:
    """Returns a small graph that tells its version."""
    made = WorkingDataset()
    made.add(URIRef(BASE + "graph/own"), [(URIRef(BASE + "a"), P, Literal(version))])
    return made


def version_of(folder: Path) -> str:
    """Returns the version that a reader gets, after every file was read."""
    verify(current(folder))
    ((version,),) = open_store(folder).select(f"SELECT ?n {{ <{BASE}a> <{P}> ?n }}").rows
    return str(version)


def test_two_that_ingest_at_once(tmp_path: Path) -> None:
    """One is asked to wait or to begin again; what both have added is there in the end."""
    publish(dataset(1), tmp_path, BASE)
    pipe = subprocess.PIPE
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(tmp_path), who], stdin=pipe, stdout=pipe, text=True
        )
        for who in ("x", "y")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    told = [writer.communicate(timeout=120)[0] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert sum(map(int, told)) > 0, "they never met, and nothing was tried"
    rows = open_store(tmp_path).select(f"SELECT ?s {{ ?s <{P}> ?o }}").rows
    found = {str(row[0]).removeprefix(BASE) for row in rows}
    assert found == {"a"} | {f"{who}{number}" for who in "xy" for number in range(8)}


def test_a_graph_begun_before_another_was_published_is_refused(tmp_path: Path) -> None:
    """It would take away again what the other brought; nothing is changed."""
    publish(dataset(1), tmp_path, BASE)
    slow = Succession(current(tmp_path))
    slow.replace(URIRef(BASE + "graph/slow"), [(URIRef(BASE + "s"), P, Literal("s"))])
    newer = publish(dataset(2), tmp_path, BASE)
    with pytest.raises(StoreError, match="vừa công bố"):
        publish(slow, tmp_path, BASE)
    assert current(tmp_path) == newer


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_lock_whose_holder_is_dead_holds_nobody(tmp_path: Path) -> None:
    """While the holder lives the others are refused; its death frees the lock, the file stays."""
    publish(dataset(1), tmp_path, BASE)
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="tiến trình khác"):
            publish(dataset(2), tmp_path, BASE)
        holder.kill()
    assert (tmp_path / "WRITER").exists()
    publish(dataset(2), tmp_path, BASE)
    assert version_of(tmp_path) == "2"


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGTERM")
@pytest.mark.parametrize("moment", [0.2, 0.5, 0.8, 0.95])
def test_a_build_that_is_told_to_stop(tmp_path: Path, small_data: Path, moment: float) -> None:
    """SIGTERM ends it at once; the graph before is served, and the next build leaves no trace."""
    store = tmp_path / "store"
    command = [sys.executable, "-m", "danvan_graph.cli", "build", "--data", str(small_data)]
    command += ["--store", str(store), "--collection", str(tmp_path / "own"), "--base", BASE]
    begin = time.monotonic()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    whole = time.monotonic() - begin
    first = current(store)
    record = small_data / "documents" / "ke-hoach-tinh.yaml"
    record.write_text(record.read_text("utf-8").replace("Người dân", "Nhân dân"), "utf-8")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as build:
        time.sleep(moment * whole)
        build.send_signal(signal.SIGTERM)
        build.communicate(timeout=20)
    verify(current(store))
    assert current(store).number - first.number in {0, 1}
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert current(store).number == first.number + 1
    assert list(store.glob(".*")) == []
    assert list((store / "generations").glob(".*")) == []


class _Clock(datetime.datetime):
    """The system's clock, set by somebody to another year."""

    year_shown = 2026

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "_Clock":
        """Returns New Year of the year that is shown."""
        return cls(cls.year_shown, 1, 1, tzinfo=tz)


def test_a_clock_that_jumps_decides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest is the one published last; which are kept and told follows from that, not time."""
    monkeypatch.setattr(publishing, "datetime", SimpleNamespace(datetime=_Clock, UTC=datetime.UTC))
    for version, year in enumerate((2026, 2099, 1970, 2026, 1999), start=1):
        _Clock.year_shown = year
        made = publish(dataset(version), tmp_path, BASE)
        assert made.published.startswith(f"{year}-01-01T")
        stamp = datetime.datetime(year, 1, 1, tzinfo=datetime.UTC).timestamp()
        for path in (made.folder, *made.folder.rglob("*")):
            os.utime(path, (stamp, stamp))
        assert version_of(tmp_path) == str(version)
    assert [g.number for g in generations(tmp_path)] == [5, 4, 3]
    told = [turn.edition for turn in sorted(changes(tmp_path), key=lambda t: -t.sequence)]
    assert told[:3] == [g.name for g in generations(tmp_path)]
