"""Total conversion between the terms of rdflib and those of the engine."""

from functools import lru_cache

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

EngineTerm = ox.NamedNode | ox.BlankNode | ox.Literal


def to_engine(term: Node) -> EngineTerm:
    """Returns the engine's form of an rdflib term."""
    if isinstance(term, URIRef):
        return _named(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        datatype = _named(str(term.datatype)) if term.datatype else None
        return ox.Literal(str(term), datatype=datatype)
    raise TypeError(type(term))


@lru_cache(10_000)
def _named(iri: str) -> ox.NamedNode:
    """Returns the node of an address; relations and classes come again and again."""
    return ox.NamedNode(iri)


def written(term: Node) -> str:
    """Returns an rdflib term as N-Triples writes it.

    >>> written(Literal("dân vận", lang="vi"))
    '"dân vận"@vi'
    """
    return _address(str(term)) if isinstance(term, URIRef) else str(to_engine(term))


@lru_cache(10_000)
def _address(iri: str) -> str:
    """Returns the address as it is written; the engine says whether it is one."""
    return str(ox.NamedNode(iri))


def from_engine(term: object) -> URIRef | BNode | Literal:
    """Returns the rdflib form of a term of the engine."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        if term.datatype.value == str(XSD.string):  # rdflib takes "a" and "a"^^xsd:string for two
            return Literal(term.value)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    raise TypeError(type(term))
