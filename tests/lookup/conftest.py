"""The index of the shipped data."""

import pytest

from danvan_graph.lookup import InstrumentIndex
from danvan_graph.store.engines.oxigraph import Store


@pytest.fixture(scope="session")
def index(store: Store) -> InstrumentIndex:
    """Every instrument of the shipped data."""
    return InstrumentIndex.of(store)
