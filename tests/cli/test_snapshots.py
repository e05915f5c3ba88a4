"""``danvan snapshots``, ``rollback``, ``backup``, ``restore`` and ``publish``."""

import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.engines import oxigraph_server

from danvan_graph.pipeline import build
from danvan_graph.store.generation import current
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
