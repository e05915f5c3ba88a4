"""The small data as graphs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.term import Node

from danvan_graph.collection.checks import check_collection
from danvan_graph.collection.folder import Collection, read_collection
from danvan_graph.identifiers.iri import Namer
from danvan_graph.rdf.mapping import to_graphs
from danvan_graph.rdf.triples import Graphs, Triple
from danvan_graph.vocabulary import DEFAULT_BASE

Follow = Callable[[str, URIRef], set[Node]]


@pytest.fixture(scope="session")
def small_collection(fixtures_folder: Path, ontology_folder: Path) -> Collection:
    """The small data, read and checked."""
    collection = read_collection(fixtures_folder / "vi-du", ontology_folder)
    check_collection(collection)
    return collection


@pytest.fixture(scope="session")
def small_graphs(small_collection: Collection) -> Graphs:
    """The small data as named graphs."""
    return to_graphs(small_collection, Namer(DEFAULT_BASE))


@pytest.fixture(scope="session")
def small_triples(small_graphs: Graphs) -> set[Triple]:
    """All triples of the small data."""
    return {triple for triples in small_graphs.values() for triple in triples}


@pytest.fixture(scope="session")
def follow(small_triples: set[Triple]) -> Follow:
    """Returns a function that gives the objects of a property of something under the base."""

    def objects(path: str, term: URIRef) -> set[Node]:
        this = URIRef(DEFAULT_BASE + path)
        return {o for s, p, o in small_triples if (s, p) == (this, term)}

    return objects
