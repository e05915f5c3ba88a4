"""rdflib's own evaluator, which shares no code with the engine, gives the same answers."""

import pytest
from rdflib import Graph

from danvan_graph.queries.catalogue import Catalogue
from danvan_graph.queries.run import run
from danvan_graph.queries.table import as_sorted_triples
from danvan_graph.store.engines.oxigraph import Answer, Store

SAME = [
    "cascade/levels",
    "cascade/steps",
    "cascade/tree",
    "deadlines/duties-of-plan",
    "deadlines/undated",
    "lookup/citations-of-plan",
    "lookup/header-of-plan",
    "lookup/plans-citing",
    "lookup/plans-implementing",
    "quality/cited-and-succeeded",
    "quality/deadlines-before-plan",
    "quality/numbers-disagreeing",
    "research/cascade-metrics",
    "research/relations-by-kind",
    "signatures/distribution-list",
    "signatures/signatories",
    "tasks/assignments-of-plan",
    "tasks/pairs-sharing-instrument",
    "tasks/reporting-lines",
    "tasks/themes-compared",
]


@pytest.mark.parametrize("name", SAME)
def test_same_answer(
    name: str, catalogue: Catalogue, store: Store, graph_without_units: Graph
) -> None:
    query = catalogue.get(name)
    found = graph_without_units.query(query.text)
    ours = run(query, store, query.examples)
    if isinstance(ours, Graph):
        assert found.graph is not None
        assert as_sorted_triples(found.graph) == as_sorted_triples(ours)
    else:
        assert isinstance(ours, Answer)
        theirs = [tuple(row) for row in found]  # type: ignore[arg-type]
        assert _texts(theirs) == _texts(ours.rows)


def _texts(rows: object) -> list[list[str]]:
    assert isinstance(rows, list | tuple)
    return sorted([["" if term is None else str(term) for term in row] for row in rows])
