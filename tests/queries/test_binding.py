"""Whatever a person writes, only the VALUES block of that parameter changes."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.plugins.sparql import prepareQuery

from danvan_graph.errors import InvalidQuery
from danvan_graph.queries.binding import bind
from danvan_graph.queries.parameter import Parameter, read_term

TEXT = (
    'SELECT ?s { VALUES ?a { "x" } VALUES ?b { <http://b> } ?s ?a ?b . FILTER (?a != "} a { b") }'
)
NAME = Parameter("a", "string", "Tên", "Name", "x")
ADDRESS = Parameter("b", "iri", "Địa chỉ", "Address", "http://b")
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\"'\\{}<>?$#\n\r\t;. uVALUES?b", max_size=60),
    st.sampled_from(
        [
            '" } ?s ?p ?o #',
            "} UNION { ?s ?p ?o",
            'x" } VALUES ?b { <http://c> } #',
            "VALUES ?b { <http://c> }",
            '\\" } DROP ALL #',
            "\\u0022 } #",
            '"""',
            '\n\\"',
            "http://x> } ?s ?p ?o { <http://y",
            "http://x\\u003E",
        ]
    ),
)


def _shape(node: Any, term: Literal | URIRef) -> Any:
    """Returns the algebra as plain values, the bound term written as a mark."""
    if node == term and type(node) is type(term):
        return "•"
    if isinstance(node, dict):
        return {str(key): _shape(value, term) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_shape(value, term) for value in node]
    if isinstance(node, set | frozenset):
        return sorted(map(str, node))
    return repr(node)


def _algebra(text: str, term: Literal | URIRef) -> Any:
    return _shape(prepareQuery(text).algebra, term)


@settings(deadline=None)
@given(HOSTILE)
@example('a\\"')
@example("VALUES ?b { <http://c> }")
@example("\\u0022 } ?s ?p ?o #")
@example("\\\\u0022")
@example("\\U00000022")
def test_a_text_changes_nothing_else(text: str) -> None:
    try:
        term = read_term(NAME, text)
    except InvalidQuery:
        return
    plain = Literal("x")
    both = bind(TEXT, {"a": term, "b": URIRef("http://b")})
    assert _algebra(both, term) == _algebra(TEXT, plain)


@settings(deadline=None)
@given(HOSTILE.map(lambda text: f"http://x/{text}"))
@example("http://x> } ?s ?p ?o { <http://y")
def test_an_address_changes_nothing_else(text: str) -> None:
    try:
        term = read_term(ADDRESS, text)
    except InvalidQuery:
        return
    assert _algebra(bind(TEXT, {"b": term}), term) == _algebra(TEXT, URIRef("http://b"))


@pytest.mark.parametrize("kind", ["instrument", "unit", "territory", "level", "date", "decimal"])
@settings(deadline=None)
@given(text=HOSTILE)
def test_no_type_lets_syntax_through(kind: str, text: str) -> None:
    parameter = Parameter("a", kind, "Tên", "Name", "x")
    try:
        term = read_term(parameter, text)
    except InvalidQuery:
        return
    assert _algebra(bind(TEXT, {"a": term}), term) == _algebra(TEXT, Literal("x"))


def test_values_are_put_in_at_once() -> None:
    """A value that looks like another parameter's block is not exchanged again."""
    found = bind(TEXT, {"a": Literal("VALUES ?b { <http://b> }"), "b": URIRef("http://c")})
    assert '"VALUES ?b { <http://b> }"' in found
    assert found.count("<http://c>") == 1
