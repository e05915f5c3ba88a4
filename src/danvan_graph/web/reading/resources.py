"""What the graph says of any of its things, for a page or as RDF."""

from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.vocabulary import PREFIXES
from danvan_graph.web import wording
from danvan_graph.web.reading.terms import iri, rows

MOST_POINTING = 50


@dataclass(frozen=True, slots=True)
class Value:
    """One thing said.

    Attributes:
        text: the literal, or the address.
        is_address: whether it is an address.
        language: language of a literal, or None.
    """

    text: str
    is_address: bool
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Pointing:
    """How many things point at one by a property, and the first of them."""

    term: str
    count: int
    first: tuple[str, ...]


def described(store: Store, address: str) -> Graph:
    """Returns every triple about a thing, with the anonymous nodes it leads to.

    The graph is empty when nothing is said.
    """
    iri(address)
    graph = store.about(URIRef(address))
    anonymous = any(isinstance(o, BNode) for o in graph.objects())
    if anonymous:
        graph += store.construct(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {iri(address)} (!<x:>)+ ?s . "
            "?s ?p ?o FILTER (isBlank(?s)) }"
        )
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def facts(graph: Graph, address: str) -> list[tuple[str, list[Value]]]:
    """Returns what a graph says of a thing, by property, both in a fixed order."""
    found: dict[str, list[Value]] = {}
    for term, value in graph.predicate_objects(URIRef(address)):
        language = value.language if isinstance(value, Literal) else None
        made = Value(literal_words(value), isinstance(value, URIRef), language)
        if not isinstance(value, BNode):
            found.setdefault(str(term), []).append(made)
    return [(t, sorted(found[t], key=lambda v: (v.language or "", v.text))) for t in sorted(found)]


def literal_words(term: Node) -> str:
    """Returns a term as people read it: days as dd/mm/yyyy, truth values in words."""
    datatype = term.datatype if isinstance(term, Literal) else None
    if datatype == XSD.boolean:
        return "có" if str(term) == "true" else "không"
    return wording.day(str(term)) if datatype == XSD.date else str(term)


def pointing(store: Store, address: str) -> Sequence[Pointing]:
    """Returns what points at a thing: all counted, the first of each property named."""
    this = iri(address)
    query = f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ ?s ?p {this} }} GROUP BY ?p ORDER BY ?p"
    found = []
    for row in rows(store, query):
        first = rows(
            store,
            f"SELECT ?s WHERE {{ ?s {iri(row['p'])} {this} FILTER (!isBlank(?s)) }} "
            f"ORDER BY ?s LIMIT {MOST_POINTING}",
        )
        found.append(Pointing(row["p"], int(row["n"]), tuple(r["s"] for r in first)))
    return found
