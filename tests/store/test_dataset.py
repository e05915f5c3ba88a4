"""The graph in memory: union without duplicates, inference, canonical N-Quads."""

import itertools
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD

from danvan_graph.store.making.dataset import WorkingDataset, plain
from danvan_graph.store.making.terms import from_engine, to_engine

A, B, C, P, Q = (URIRef(f"https://example.org/{name}") for name in "abcpq")
ONE, TWO = URIRef("https://example.org/g1"), URIRef("https://example.org/g2")

TERMS: list[URIRef | BNode | Literal] = [
    A,
    BNode("x1"),
    Literal(""),
    Literal("dân vận khéo"),
    Literal("Dân vận", lang="vi"),
    Literal('line\nbreak "quote" \\ back'),
    Literal("2021-11-26", datatype=XSD.date),
    Literal(5),
    Literal(True),  # noqa: FBT003 - an RDF literal
    Literal("0.95", datatype=XSD.decimal),
]


def default_graph(dataset: WorkingDataset) -> list[ox.Quad]:
    """Returns the statements of the default graph."""
    return list(dataset.engine.quads_for_pattern(None, None, None, ox.DefaultGraph()))


@given(text=st.text(), language=st.sampled_from([None, "vi", "en-GB"]))
def test_lines_are_those_of_the_engine(text: str, language: str | None) -> None:
    """Whatever a text holds, it is written as the engine writes it."""
    value = Literal(text, lang=language)
    said = ox.Triple(ox.NamedNode(str(A)), ox.NamedNode(str(P)), to_engine(value))
    assert plain([(A, P, value)]) == [ox.serialize([said], format=ox.RdfFormat.N_TRIPLES)]


@pytest.mark.parametrize("term", TERMS, ids=repr)
def test_terms_keep_their_value_both_ways(term: URIRef | BNode | Literal) -> None:
    """Every term goes to the engine and comes back the same."""
    assert from_engine(to_engine(term)) == term


@pytest.mark.parametrize("term", [None, 5, "text"])
def test_what_is_no_term_is_refused(term: object) -> None:
    """Nothing is turned into a term by accident."""
    with pytest.raises(TypeError):
        from_engine(term)
    with pytest.raises(TypeError):
        to_engine(term)  # type: ignore[arg-type]


def test_a_statement_in_two_graphs_counts_once_in_the_default_graph() -> None:
    """The default graph is the union of the named ones, each statement once."""
    dataset = WorkingDataset()
    dataset.add(ONE, [(A, P, B), (A, P, C)])
    dataset.add(TWO, [(A, P, B), (A, P, B)])
    assert len(default_graph(dataset)) == 2
    (row,) = dataset.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert row["n"] == Literal(2)
    assert len(dataset.canonical().splitlines()) == 3


def test_rows_leave_out_what_is_unbound() -> None:
    """A solution holds only the variables it binds."""
    dataset = WorkingDataset()
    dataset.add(ONE, [(A, P, B)])
    rows = dataset.rows("SELECT ?s ?x { ?s ?p ?o OPTIONAL { ?o ?p ?x } }")
    assert rows == [{"s": A}]


def test_inference_runs_to_the_end_and_counts_what_is_new() -> None:
    """A rule feeds on its own consequences and on those of a later rule."""
    dataset = WorkingDataset()
    chain = [URIRef(f"https://example.org/n{i}") for i in range(6)]
    dataset.add(ONE, [(s, P, o) for s, o in itertools.pairwise(chain)])
    rules = [
        f"CONSTRUCT {{ ?a <{Q}> ?c }} WHERE {{ ?a <{Q}> ?b . ?b <{P}> ?c }}",
        f"CONSTRUCT {{ ?a <{Q}> ?b }} WHERE {{ ?a <{P}> ?b }}",
    ]
    assert dataset.infer(TWO, rules) == 15
    assert dataset.infer(TWO, rules) == 0
    graph = ox.NamedNode(str(TWO))
    assert len(list(dataset.engine.quads_for_pattern(None, None, None, graph))) == 15


def test_what_was_said_is_not_inferred_again() -> None:
    """A consequence that stands in a document already is not repeated as an inference."""
    dataset = WorkingDataset()
    dataset.add(ONE, [(A, P, B), (A, Q, B)])
    assert dataset.infer(TWO, [f"CONSTRUCT {{ ?a <{Q}> ?b }} WHERE {{ ?a <{P}> ?b }}"]) == 0


def test_rules_that_never_settle_are_stopped() -> None:
    """A rule that always finds something new ends in an error, not in an endless build."""
    dataset = WorkingDataset()
    dataset.add(ONE, [(A, P, Literal(0))])
    rule = f"CONSTRUCT {{ ?a <{P}> ?m }} WHERE {{ ?a <{P}> ?n BIND (?n + 1 AS ?m) }}"
    with pytest.raises(RuntimeError, match="settle"):
        dataset.infer(TWO, [rule])


def test_canonical_form_does_not_depend_on_order() -> None:
    """The same statements in any order give the same bytes, sorted and each once."""
    triples = [(A, P, term) for term in TERMS if term != TERMS[1]]
    one, other = WorkingDataset(), WorkingDataset()
    one.add(ONE, triples)
    one.add(TWO, triples[:3])
    other.add(TWO, reversed(triples[:3]))
    other.add(ONE, [*reversed(triples), *triples])
    assert one.canonical() == other.canonical()
    lines = one.canonical().splitlines()
    assert lines == sorted(set(lines), key=lambda line: (line.split()[-2], line))
    assert one.table() == other.table()


def test_an_empty_dataset_has_an_empty_canonical_form() -> None:
    """No statements, no bytes."""
    assert WorkingDataset().canonical() == b""


def test_blank_nodes_of_turtle_are_labelled_by_what_they_say(tmp_path: Path) -> None:
    """Two files with blank nodes give the same bytes whatever their names and order."""
    texts = [
        "<https://example.org/a> <https://example.org/p> [ <https://example.org/q> 1, 2 ] .",
        "<https://example.org/b> <https://example.org/p> ( 1 [] ) .",
    ]
    found = []
    for names in (("1.ttl", "2.ttl"), ("2.ttl", "1.ttl")):
        for name, text in zip(names, texts, strict=True):
            (tmp_path / name).write_text(text, encoding="utf-8")
        dataset = WorkingDataset()
        dataset.add_turtle(ONE, [tmp_path / name for name in names])
        found.append(dataset.canonical())
    assert found[0] == found[1]
    assert found[0].count(b"\n") == 8
