"""Reading a spoiled copy of the small data and collecting the faults it names."""

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_graph.collection.checks import check_collection
from danvan_graph.collection.folder import read_collection
from danvan_graph.errors import Fault, InvalidData

Spoil = Callable[[str, str, str], None]
FaultsOf = Callable[[], list[Fault]]


@pytest.fixture
def spoil(small_data: Path) -> Spoil:
    """Returns a function that replaces words of one file of the small data, once."""

    def replace(file: str, old: str, new: str) -> None:
        path = small_data / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture
def faults_of(small_data: Path, ontology_folder: Path) -> FaultsOf:
    """Returns a function that reads and checks the small data and returns the faults named."""

    def read() -> list[Fault]:
        try:
            check_collection(read_collection(small_data, ontology_folder))
        except InvalidData as error:
            return list(error.faults)
        return []

    return read
