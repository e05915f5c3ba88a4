"""Rows as bare texts say what rows of terms say."""

import pytest

from danvan_graph.store.engines.oxigraph import Store

QUERIES = (
    "SELECT ?s ?label WHERE { ?s a dv:Plan ; rdfs:label ?label } ORDER BY ?s ?label",
    """SELECT ?d ?due ?text WHERE { ?d a dv:Duty OPTIONAL { ?d dv:due ?due }
       OPTIONAL { ?d dv:dateText ?text } } ORDER BY ?d""",
    "SELECT (COUNT(*) AS ?n) WHERE { ?c a dv:Citation ; dv:confidence ?sure FILTER (?sure < 1) }",
    "SELECT ?c ?sure ?basis WHERE { ?c dv:confidence ?sure ; dv:isBasis ?basis } ORDER BY ?c",
    "SELECT ?none WHERE { ?none a dv:NoSuchClass }",
)


@pytest.mark.parametrize("query", QUERIES)
def test_texts_are_those_of_the_terms(store: Store, query: str) -> None:
    """Addresses, words, days, numbers and truth values are the same; unbound ones are left out."""
    asked = (
        "PREFIX dv: <https://w3id.org/danvan/ontology#>\n"
        f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n{query}"
    )
    terms = [
        {name: str(term) for name, term in row.items() if term is not None}
        for row in store.select(asked).dicts()
    ]
    assert store.records(asked) == terms
    assert bool(terms) != ("NoSuchClass" in query)
