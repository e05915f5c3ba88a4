"""Ready bytes: what is given again is what was given first, and never of an older edition."""

import time
from pathlib import Path

import httpx
import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS

from danvan_graph.identifiers.iri import Namer
from danvan_graph.pipeline import COMPANIONS
from danvan_graph.rdf.triples import concept, vi
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.vocabulary import DV
from danvan_graph.web.application import create_app

from .conftest import HOSTILE_BASE, served

API = "/api/v1"
CT33 = "vn/2021-11-26/33-ct-ttg"


def _said(answer: httpx.Response) -> tuple[int, dict[str, str], bytes]:
    headers = {name: value for name, value in answer.headers.items() if name != "date"}
    return answer.status_code, headers, answer.content


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Accept-Encoding": "gzip"},
        {"Accept-Encoding": "identity"},
        {"Origin": "https://khac.example"},
        {"Accept": "text/html"},
    ],
)
@pytest.mark.parametrize(
    "path",
    [
        f"/plans?cites={CT33}&limit=3",
        "/plans?cites=43-KL/TW&transitive=true",
        f"/instruments/{CT33}",
        f"/instruments/{CT33}/cascade",
        "/instruments?limit=3",
    ],
)
def test_given_again(client: httpx.Client, path: str, headers: dict[str, str]) -> None:
    """Proves that the second answer has the headers and bytes of the first, HEAD and 304 too."""
    apart = f"{API}{path}{'&' if '?' in path else '?'}lan={time.monotonic_ns()}"
    first, again, kept = (client.get(apart, headers=headers) for _ in range(3))
    assert _said(first) == _said(again) == _said(kept)
    assert first.status_code == 200
    assert "content-security-policy" in again.headers
    head = client.head(apart, headers=headers)
    assert _said(head) == (200, _said(again)[1], b"")
    held = headers | {"If-None-Match": again.headers["etag"]}
    unknown = client.get(f"{apart}0", headers=headers | {"If-None-Match": 'W/"x"'})
    unchanged = client.get(apart, headers=held)
    assert (unknown.status_code, unchanged.status_code) == (200, 304)
    assert unchanged.content == b""
    assert unchanged.headers.get("access-control-allow-origin") == again.headers.get(
        "access-control-allow-origin"
    )


def test_unchanged_has_the_same_headers(client: httpx.Client) -> None:
    """Proves that 304 has the same headers, whether the answer was kept or not."""
    path = f"{API}/plans?cites={CT33}&limit=4"
    held = {"If-None-Match": client.get(path).headers["etag"], "Origin": "https://khac.example"}
    not_kept = client.get(path, headers=held)
    client.get(path, headers={"Origin": "https://khac.example"})
    kept = client.get(path, headers=held)
    assert set(not_kept.headers.pop("vary").split(", ")) <= set(
        kept.headers.pop("vary").split(", ")
    )
    assert _said(not_kept) == _said(kept)


def test_problems_are_not_kept(client: httpx.Client) -> None:
    """Proves that an error stays an error with its own address."""
    for _ in range(2):
        answer = client.get(f"{API}/plans", params={"cites": "999/QĐ-KHONGCO"})
        assert answer.status_code == 404
        assert "etag" not in answer.headers


def _publish(folder: Path, label: str) -> None:
    namer, dataset = Namer(HOSTILE_BASE), WorkingDataset()
    node, kind, level = (
        URIRef(f"{HOSTILE_BASE}instrument/vn/2021/1-ct-x"),
        concept("loai-van-ban", "chi-thi"),
        concept("cap", "trung-uong"),
    )
    skos = "http://www.w3.org/2004/02/skos/core#prefLabel"
    dataset.add(
        URIRef(namer.graph("register")),
        [
            (kind, RDFS.label, vi("Chỉ thị")),
            (level, URIRef(skos), vi("Trung ương")),
            (node, RDF.type, DV.Instrument),
            (node, RDFS.label, vi(label)),
            (node, DV.kind, kind),
            (node, DV.level, level),
            (node, DV.collected, Literal(False)),  # noqa: FBT003 - an RDF literal
        ],
    )
    publish(dataset, folder, HOSTILE_BASE, companions=COMPANIONS)


def test_new_edition_forgets(tmp_path: Path) -> None:
    """Proves that no answer outlives the edition it was given from."""
    _publish(tmp_path, "Chỉ thị cũ")
    with (
        served(create_app(tmp_path, workers=1)) as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        path = f"{API}/instruments"
        assert [client.get(path).json()["items"][0]["label"] for _ in range(3)] == [
            "Chỉ thị cũ"
        ] * 3
        _publish(tmp_path, "Chỉ thị mới")
        end = time.monotonic() + 10
        while "cũ" in client.get(path).text and time.monotonic() < end:
            time.sleep(0.1)
        assert client.get(path).json()["items"][0]["label"] == "Chỉ thị mới"
