"""A workplace of invented registers without documents, and the texts to add to it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_graph.adding.add import Report, Wishes, add_files
from danvan_graph.adding.own_folder import OwnFolder
from danvan_graph.adding.workplace import Workplace
from danvan_graph.vocabulary import DEFAULT_BASE

Add = Callable[..., Report]


@pytest.fixture
def work(small_data: Path, ontology_folder: Path, tmp_path: Path) -> Workplace:
    """A workplace whose shipped data hold only the directive, and an empty collection."""
    for path in (small_data / "documents").glob("ke-hoach*.yaml"):
        path.unlink()
    shutil.rmtree(small_data / "judgements")
    own = OwnFolder(tmp_path / "bo-suu-tap")
    return Workplace(small_data, ontology_folder, own, tmp_path / "kho", DEFAULT_BASE)


@pytest.fixture
def texts(small_texts: Path, tmp_path: Path) -> Path:
    """A copy of the invented texts that a test may change."""
    return Path(shutil.copytree(small_texts, tmp_path / "van-ban"))


@pytest.fixture
def add(work: Workplace) -> Add:
    """Adds files of one place."""

    def run(*paths: Path, place: str | None = "99", **wishes: bool | str) -> Report:
        return add_files(work, paths, Wishes(place=place, **wishes))  # type: ignore[arg-type]

    return run
