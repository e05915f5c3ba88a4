"""Extraction on a real Dask cluster gives, byte for byte, what one machine gives."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_graph.cli.program import main
from danvan_graph.errors import StoreError
from danvan_graph.extraction import cluster
from danvan_graph.extraction.cluster import extract_on_cluster

pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster of two processes on this machine."""
    from distributed import LocalCluster  # noqa: PLC0415 - an extra

    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as made:
        yield made.scheduler_address


@pytest.fixture
def files(small_texts: Path, tmp_path: Path) -> Path:
    """Invented documents, and one that nobody can read."""
    folder = tmp_path / "van-ban"
    folder.mkdir()
    for path in sorted(small_texts.glob("*.txt"))[:4]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "hong.docx").write_bytes(b"PK\x03\x04 no document")
    return folder


def _records(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_records_byte_for_byte(
    scheduler: str, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every file that ``--jobs`` writes, ``--scheduler`` writes too, with the same bytes and errors."""
    here, there = tmp_path / "here", tmp_path / "there"
    assert main(["extract", str(files), "--jobs", "2", "-o", str(here)]) == 1
    told_here = capsys.readouterr()
    assert main(["extract", str(files), "--scheduler", scheduler, "-o", str(there)]) == 1
    told_there = capsys.readouterr()
    assert len(_records(here)) >= 2
    assert _records(there) == _records(here)
    assert sorted(told_there.err.splitlines()) == sorted(told_here.err.splitlines())


def test_workers_of_another_version_are_refused(
    scheduler: str, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records of two versions are never mixed."""
    monkeypatch.setattr(cluster, "__version__", "0.0.0")
    with pytest.raises(StoreError, match="cùng một bản"):
        list(extract_on_cluster(sorted(files.iterdir()), scheduler))


def test_no_scheduler_is_one_sentence(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An address where nobody listens is told, not a traceback."""
    monkeypatch.setattr(cluster, "_PATIENCE", "1s")
    assert main(["extract", str(files), "--scheduler", "tcp://127.0.0.1:9"]) == 1
    assert "Không kết nối được bộ điều phối" in capsys.readouterr().err
