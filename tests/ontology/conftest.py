"""Graphs of the ontology's files, read once."""

from pathlib import Path

import pytest
from rdflib import Graph

from danvan_graph.resources import ontology_folder


def read(*paths: Path) -> Graph:
    """Returns the union of Turtle files; no file is a failure, never an empty graph."""
    assert paths, "no file to read"
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="session")
def folder() -> Path:
    return ontology_folder()


@pytest.fixture(scope="session")
def core(folder: Path) -> Graph:
    return read(folder / "danvan.ttl")


@pytest.fixture(scope="session")
def alignments(folder: Path) -> Graph:
    return read(*sorted((folder / "alignments").glob("*.ttl")))


@pytest.fixture(scope="session")
def concepts(folder: Path) -> Graph:
    return read(*sorted((folder / "concepts").glob("*.ttl")))


@pytest.fixture(scope="session")
def shapes(folder: Path) -> Graph:
    return read(*sorted((folder / "shapes").glob("*.ttl")))


@pytest.fixture(scope="session")
def examples(folder: Path) -> Graph:
    return read(*sorted((folder / "examples").glob("*.ttl")))
