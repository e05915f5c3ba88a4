"""What tests of every room share: the shipped data built once, and a small invented data folder."""

import os
import shutil
import time
from pathlib import Path

import pytest

from danvan_graph import resources
from danvan_graph.pipeline import build
from danvan_graph.store.engines.oxigraph import Store, open_store
from danvan_graph.vocabulary import DEFAULT_BASE

HERE = Path(__file__).resolve().parent
_LONGEST_BUILD = 300.0


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The shipped data."""
    return resources.data_folder()


@pytest.fixture(scope="session")
def ontology_folder() -> Path:
    """The shipped ontology."""
    return resources.ontology_folder()


@pytest.fixture(scope="session")
def fixtures_folder() -> Path:
    """The files that only tests read; ``vi-du`` is an invented data folder."""
    return HERE / "fixtures"


def _shared_between_workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the folder that all workers of one test session see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _wait_for(made: Path, lock: Path) -> bool:
    """Returns whether another worker made the file; false when it gave up or takes too long."""
    end = time.monotonic() + _LONGEST_BUILD
    while lock.exists() and time.monotonic() < end:
        if made.exists():
            return True
        time.sleep(0.1)
    return made.exists()


@pytest.fixture(scope="session")
def store_folder(
    tmp_path_factory: pytest.TempPathFactory, data_folder: Path, ontology_folder: Path
) -> Path:
    """The shipped data, built and published once for all workers; never written to by a test."""
    shared = _shared_between_workers(tmp_path_factory)
    folder, lock, done = shared / "store", shared / "store.lock", shared / "store.done"
    try:
        lock.mkdir()
    except FileExistsError:
        if _wait_for(done, lock):
            return folder
        pytest.fail("another worker could not build the store of the shipped data")
    try:
        build(data_folder, ontology_folder, folder, DEFAULT_BASE)
        done.touch()
    except Exception:
        lock.rmdir()
        raise
    return folder


@pytest.fixture(scope="session")
def store(store_folder: Path) -> Store:
    """The shipped data, open for reading."""
    return open_store(store_folder)


@pytest.fixture(scope="session")
def small_texts(fixtures_folder: Path) -> Path:
    """The invented source texts that the records of ``vi-du`` were read from."""
    return fixtures_folder / "van-ban"


@pytest.fixture
def small_data(tmp_path: Path, fixtures_folder: Path) -> Path:
    """A copy of a tiny, complete, invented data folder that a test may spoil."""
    return Path(shutil.copytree(fixtures_folder / "vi-du", tmp_path / "vi-du"))
