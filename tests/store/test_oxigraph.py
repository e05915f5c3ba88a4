"""Reading a published generation with the embedded engine."""

from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from danvan_graph.errors import StoreError
from danvan_graph.store.engines.oxigraph import Store, open_store
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.making.dataset import WorkingDataset

BASE = "https://example.org/"
A, B, P = (URIRef(f"{BASE}{name}") for name in "abp")


@pytest.fixture
def reader(tmp_path: Path) -> Store:
    """A store of three statements in two graphs."""
    made = WorkingDataset()
    made.add(URIRef(f"{BASE}graph/1"), [(A, P, B), (A, P, Literal("dân vận", lang="vi"))])
    made.add(URIRef(f"{BASE}graph/2"), [(A, P, B), (B, P, Literal(5))])
    publish(made, tmp_path, BASE)
    return open_store(tmp_path)


def test_select_gives_columns_and_rows_in_the_order_of_the_query(reader: Store) -> None:
    """Columns keep their order, and an unbound variable is None."""
    answer = reader.select(f"SELECT ?o ?x {{ <{B}> <{P}> ?o OPTIONAL {{ ?o <{P}> ?x }} }}")
    assert answer.columns == ("o", "x")
    assert answer.rows == ((Literal(5), None),)
    assert list(answer.dicts()) == [{"o": Literal(5), "x": None}]


def test_the_default_graph_counts_each_statement_once(reader: Store) -> None:
    """A statement in two named graphs is one answer."""
    assert len(reader.select("SELECT * { ?s ?p ?o }").rows) == 3
    assert reader.graph_names() == [f"{BASE}graph/1", f"{BASE}graph/2"]


def test_construct_gives_a_graph(reader: Store) -> None:
    """The triples come back as rdflib terms."""
    found = reader.construct(
        f"CONSTRUCT {{ ?o <{P}> ?s }} WHERE {{ ?s <{P}> ?o FILTER(isIRI(?o)) }}"
    )
    assert set(found) == {(B, P, A)}


def test_what_is_known_about_a_thing(reader: Store) -> None:
    """A thing is known when it is the subject of a statement."""
    assert set(reader.about(A)) == {(A, P, B), (A, P, Literal("dân vận", lang="vi"))}
    assert reader.knows(A)
    assert not reader.knows(URIRef(f"{BASE}nobody"))
    assert not list(reader.about(URIRef(f"{BASE}nobody")))


def test_a_query_of_the_wrong_form_is_a_programming_error(reader: Store) -> None:
    """SELECT is not CONSTRUCT, and neither is ASK."""
    with pytest.raises(TypeError):
        reader.select("ASK { ?s ?p ?o }")
    with pytest.raises(TypeError):
        reader.construct("SELECT * { ?s ?p ?o }")


def test_nothing_can_be_written_through_a_reader(reader: Store) -> None:
    """A query that would change the graph is refused by its form."""
    with pytest.raises(SyntaxError):
        reader.select("DELETE WHERE { ?s ?p ?o }")
    assert len(reader.select("SELECT * { ?s ?p ?o }").rows) == 3


def test_a_generation_that_vanished_is_a_store_error(reader: Store, tmp_path: Path) -> None:
    """Opening a generation whose files went away gives a sentence that says what to do."""
    generation = reader.generation
    (tmp_path / "generations" / generation.name / "engine" / "CURRENT").unlink()
    with pytest.raises(StoreError, match="danvan build"):
        Store(generation)


def test_rows_as_bare_text(reader: Store) -> None:
    """Values come as they are written, unbound ones as None, one row at a time."""
    rows = reader.strings(f"SELECT ?o ?x {{ ?s <{P}> ?o OPTIONAL {{ ?o <{P}> ?x }} }} ORDER BY ?o")
    assert next(rows) == (str(B), "5")
    assert list(rows) == [("5", None), ("dân vận", None)]
    with pytest.raises(TypeError):
        next(reader.strings("ASK {}"))
