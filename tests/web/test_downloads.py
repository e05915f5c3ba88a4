"""The graph as files at /tai-ve, and the description of it for machines."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import Graph, Literal
from rdflib.namespace import RDF, VOID

from danvan_graph.cli.program import main
from danvan_graph.store.engines.oxigraph import open_store
from danvan_graph.web.application import create_app

from .conftest import served


@pytest.fixture(scope="module")
def exported(
    store_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A server of a store whose graph has been exported by the command."""
    folder = tmp_path_factory.mktemp("with-export") / "graph"
    shutil.copytree(store_folder, folder)
    assert main(["export", "--store", str(folder)]) == 0
    with served(create_app(folder)) as address, httpx.Client(base_url=address) as client:
        yield client


def test_files_are_listed_and_served(exported: httpx.Client) -> None:
    """The page lists each file with its checksum, and each comes as it was written."""
    page = exported.get("/tai-ve").text
    sums = exported.get("/tai-ve/SHA256SUMS").text
    assert len(sums.splitlines()) == 12
    for line in sums.splitlines():
        digest, name = line.split("  ")
        assert digest in page
        answer = exported.get(f"/tai-ve/{name}")
        assert answer.status_code == 200
        assert hashlib.sha256(answer.content).hexdigest() == digest


def test_a_part_of_a_file_can_be_asked_for(exported: httpx.Client) -> None:
    """A broken download can go on where it ended."""
    answer = exported.get("/tai-ve/danvan.nq.gz", headers={"Range": "bytes=10-19"})
    assert answer.status_code == 206
    assert len(answer.content) == 10


@pytest.mark.parametrize(
    "name", ["..%2FSHA256SUMS", "%2Fetc%2Fpasswd", "khong-co.ttl", "..%2F..%2FCURRENT"]
)
def test_nothing_else_is_served(exported: httpx.Client, name: str) -> None:
    """Only the files that the list of checksums names are given away."""
    assert exported.get(f"/tai-ve/{name}").status_code == 404


def test_without_an_export_the_page_says_so(address: str) -> None:
    """The page tells what to do; no file is there."""
    page = httpx.get(f"{address}/tai-ve")
    assert "danvan export" in page.text
    assert httpx.get(f"{address}/tai-ve/danvan.nq.gz").status_code == 404


def test_void_is_told_with_and_without_files(
    exported: httpx.Client, address: str, store_folder: Path
) -> None:
    """The well-known address and the endpoint describe the graph: statements, classes, dumps."""
    triples = Literal(open_store(store_folder).generation.triples)
    for text, dumps in (
        (exported.get("/.well-known/void").text, 3),
        (httpx.get(f"{address}/.well-known/void").text, 0),
        (exported.get("/sparql", headers={"Accept": "text/turtle"}).text, 3),
    ):
        graph = Graph().parse(data=text, format="turtle")
        (dataset,) = graph.subjects(RDF.type, VOID.Dataset)
        assert graph.value(dataset, VOID.triples) == triples
        assert len(list(graph.objects(dataset, VOID.propertyPartition))) > 50
        assert len(list(graph.objects(dataset, VOID.dataDump))) == dumps
