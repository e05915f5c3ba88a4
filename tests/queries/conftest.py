"""What the tests of the queries share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from rdflib import Graph

from danvan_graph.queries.catalogue import Catalogue, read_catalogue
from danvan_graph.resources import queries_folder
from danvan_graph.store.engines.oxigraph import Store

HERE = Path(__file__).resolve().parent
_QUAD = re.compile(r"(.*) <([^<>]*)> \.")


@dataclass(frozen=True)
class Case:
    """One question with values, and where its golden answer lies."""

    golden: str
    query: str
    params: Mapping[str, str]
    empty: bool


def _cases() -> list[Case]:
    shipped = [Case(q.name, q.name, q.examples, q.may_be_empty) for q in _CATALOGUE]
    further = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
    return shipped + [
        Case(name, c["query"], {k: str(v) for k, v in c["params"].items()}, c.get("empty", False))
        for name, c in further.items()
    ]


_CATALOGUE = read_catalogue(queries_folder())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs a test once for each shipped query (``name``) or golden case (``case``)."""
    if "query_name" in metafunc.fixturenames:
        metafunc.parametrize("query_name", [query.name for query in _CATALOGUE])
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", _cases(), ids=lambda case: str(case.golden))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return _CATALOGUE


@pytest.fixture(scope="session")
def golden_folder() -> Path:
    return HERE / "golden"


@pytest.fixture(scope="session")
def graph_without_units(store: Store) -> Graph:
    """The published graph in rdflib, without the 270,000 triples of the units."""
    lines = []
    for line in (line.decode().rstrip() for line in store.nquads()):
        quad = _QUAD.fullmatch(line)
        if quad and not quad[2].endswith("/graph/units"):
            lines.append(f"{quad[1]} .")
    graph = Graph()
    graph.parse(data="\n".join(lines), format="nt")
    return graph
