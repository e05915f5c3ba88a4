"""A small invented country, made once."""

from pathlib import Path

import pytest

from danvan_graph.synthetic.country import Country
from danvan_graph.synthetic.scale import Scale

TINY = Scale("tiny", (2023, 2026), ("04",))


@pytest.fixture(scope="session")
def country(data_folder: Path, ontology_folder: Path) -> Country:
    """One province in two years, before and after the reform of 2025."""
    return Country(data_folder, ontology_folder, TINY)
