"""Triples, named graphs, and the few literals the mapping writes."""

from collections.abc import Iterable
from decimal import Decimal

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from danvan_graph.vocabulary import CONCEPT

Node = URIRef | Literal
Triple = tuple[URIRef, URIRef, Node]
Graphs = dict[URIRef, list[Triple]]


def vi(text: str) -> Literal:
    """Returns the text as Vietnamese."""
    return Literal(text, lang="vi")


def day(text: str) -> Literal:
    """Returns an ISO 8601 day as ``xsd:date``."""
    return Literal(text, datatype=XSD.date)


def share(value: float) -> Literal:
    """Returns a number between 0 and 1 as ``xsd:decimal``, spelt as engines spell it back.

    >>> str(share(1.0)), str(share(0.95))
    ('1', '0.95')
    """
    return Literal(Decimal(str(float(value))).normalize())


def concept(scheme: str, slug: str) -> URIRef:
    """Returns the address of a concept.

    >>> str(concept("cap", "tinh"))
    'https://w3id.org/danvan/concept/cap/tinh'
    """
    return CONCEPT[f"{scheme}/{slug}"]


def scheme_member(scheme: str, slug: str, label: str, english: str) -> Iterable[Triple]:
    """Yields a concept of a register as a member of its scheme."""
    this = concept(scheme, slug)
    yield this, RDF.type, SKOS.Concept
    yield this, SKOS.inScheme, CONCEPT[scheme]
    yield this, SKOS.prefLabel, vi(label)
    yield this, SKOS.prefLabel, Literal(english, lang="en")
    yield this, RDFS.label, vi(label)
