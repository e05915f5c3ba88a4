"""What travels with the package is found in a checkout and in an installed wheel alike."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from danvan_graph import resources

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("ontology", "queries", "data")
_ASK = """
import sys
from danvan_graph import resources
from danvan_graph.collection.checks import check_collection
from danvan_graph.collection.folder import read_collection
from danvan_graph.queries.catalogue import read_catalogue
collection = read_collection(resources.data_folder(), resources.ontology_folder())
check_collection(collection)
print(resources.__file__)
print(len(collection.documents), len(read_catalogue(resources.queries_folder())))
"""


@pytest.mark.parametrize("name", FOLDERS)
def test_checkout(name: str) -> None:
    """Proves that a checkout uses its own folders, and that they hold files."""
    folder = getattr(resources, f"{name}_folder")()
    assert folder == ROOT / name
    assert any(path.is_file() for path in folder.rglob("*"))


def test_shipped_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proves that a folder inside the package wins over one beside it."""
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(resources, "_SHIPPED", tmp_path)
    assert resources.data_folder() == tmp_path / "data"
    assert resources.ontology_folder() == ROOT / "ontology"


def _run(*words: str, folder: Path, path: Path | None = None) -> str:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder)}
    if path:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without network."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    _run(*pip, "--wheel-dir", str(folder), str(ROOT), folder=folder)
    (built,) = folder.glob("danvan_graph-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel is installed."""
    folder = tmp_path_factory.mktemp("installed")
    pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    _run(*pip, "--target", str(folder), str(wheel), folder=folder)
    return folder


def test_wheel_holds_every_file(wheel: Path) -> None:
    """Proves that each file of data, queries and ontology is in the wheel, and byte for byte."""
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
        for name in FOLDERS:
            for path in (ROOT / name).rglob("*"):
                inside = f"danvan_graph/_shipped/{path.relative_to(ROOT).as_posix()}"
                if path.is_file():
                    assert inside in packed
                    assert archive.read(inside) == path.read_bytes()


def test_wheel_holds_all_of_the_package(wheel: Path) -> None:
    """Proves that no module, template or style sheet of the package is left out of the wheel."""
    source = ROOT / "src"
    files = (p for p in source.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    with zipfile.ZipFile(wheel) as archive:
        missing = {p.relative_to(source).as_posix() for p in files} - set(archive.namelist())
    assert missing == set()


def test_wheel_reads_what_it_ships(installed: Path, tmp_path: Path) -> None:
    """Proves that the installed package reads its own data and queries, with no checkout near."""
    place, counts = _run("-c", _ASK, folder=tmp_path, path=installed).splitlines()
    assert Path(place).is_relative_to(installed)
    documents, queries = map(int, counts.split())
    assert documents == len(list((ROOT / "data" / "documents").glob("*.yaml")))
    assert queries == len(list((ROOT / "queries").rglob("*.rq")))


def test_wheel_builds(installed: Path, tmp_path: Path, fixtures_folder: Path) -> None:
    """Proves that “danvan build” and “danvan cites” of the installed package work."""
    danvan, store = ["-m", "danvan_graph.cli"], str(tmp_path / "kho")
    data = str(fixtures_folder / "vi-du")
    told = _run(*danvan, "build", "--data", data, "--store", store, folder=tmp_path, path=installed)
    assert told.startswith("Đã công bố đồ thị")
    assert "Tùy chọn" in _run(*danvan, "cites", "--help", folder=tmp_path, path=installed)
