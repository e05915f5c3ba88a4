"""A cascade read from the index is the cascade read through SPARQL, on graphs of any shape."""

import datetime
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from danvan_graph.cascade import cascade_of
from danvan_graph.cascade.exchange import to_dict
from danvan_graph.cascade.shape import Cascade
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.engines.reader import Reader
from danvan_graph.vocabulary import DEFAULT_BASE

from .conftest import COUNT, WORLDS, World, instrument
from .test_same_answers import made, often

DAYS = st.none() | st.sampled_from([datetime.date(2022, 1, 7), datetime.date(2023, 7, 1)])


class Asked:
    """A store that nobody can tell to have an index beside it."""

    def __init__(self, store: Reader) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        """Returns what the store has."""
        return getattr(self._store, name)


def _told(graph: Cascade) -> tuple[list[Any], list[Any], dict[str, Any]]:
    return list(graph.nodes(data=True)), list(graph.edges(data=True)), graph.graph


@often
@given(WORLDS, st.integers(0, COUNT - 1), st.booleans(), DAYS)
def test_any_graph(world: World, goal: int, weak: bool, day: datetime.date | None) -> None:  # noqa: FBT001
    """Proves that nodes, edges, passages, who is missing and what is noted are the same."""
    with made(world) as here:
        iri = instrument(goal)
        expected = cascade_of(here.store, iri, weak=weak, day=day)
        found = cascade_of(here.store, iri, weak=weak, day=day, index=here.index)
        assert _told(found) == _told(expected)


def test_the_shipped_data(store: Store) -> None:
    """Proves the same of every instrument that somebody carries out or was told to."""
    roots = {
        str(row[0])
        for row in store.select(
            "PREFIX dv: <https://w3id.org/danvan/ontology#> "
            "SELECT ?i { { ?p dv:directlyImplements ?i } UNION { ?e dv:expectedFor ?i } }"
        ).rows
    }
    assert f"{DEFAULT_BASE}instrument/vn/2021-11-26/33-ct-ttg" in roots
    for root in sorted(roots):
        for weak in (False, True):
            expected = to_dict(cascade_of(Asked(store), root, weak=weak))
            found = to_dict(cascade_of(store, root, weak=weak))
            assert json.dumps(found) == json.dumps(expected)
