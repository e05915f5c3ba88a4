"""The change feed: what each publication added, changed and removed, as JSON and Atom."""

import time
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from danvan_graph.pipeline import COMPANIONS
from danvan_graph.rdf.triples import concept, vi
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.vocabulary import DV
from danvan_graph.web.application import create_app

from .conftest import HOSTILE_BASE as BASE
from .conftest import served

ATOM = "{http://www.w3.org/2005/Atom}"


def _publish(folder: Path, labels: Mapping[str, str]) -> None:
    dataset = WorkingDataset()
    kind, level = concept("loai-van-ban", "chi-thi"), concept("cap", "trung-uong")
    dataset.add(
        URIRef(f"{BASE}graph/register"),
        [(kind, RDFS.label, vi("Chỉ thị")), (level, SKOS.prefLabel, vi("Trung ương"))],
    )
    for key, label in labels.items():
        node = URIRef(f"{BASE}instrument/{key}")
        dataset.add(
            URIRef(f"{BASE}graph/instrument/{key}"),
            [
                (node, RDF.type, DV.Instrument),
                (node, RDFS.label, vi(label)),
                (node, DV.kind, kind),
                (node, DV.level, level),
                (node, DV.collected, Literal(True)),  # noqa: FBT003 - an RDF literal
            ],
        )
    publish(dataset, folder, BASE, companions=COMPANIONS)


def test_changes_of_each_publication(tmp_path: Path) -> None:
    """Proves that JSON and Atom tell every publication, the newest first, and no label is markup."""
    hostile = 'Chỉ thị <script>alert(1)</script> & "x" \x0b'
    _publish(tmp_path, {"vn/2021/1-ct-x": "Chỉ thị 01/CT-X"})
    _publish(tmp_path, {"vn/2021/1-ct-x": "Chỉ thị 01/CT-X", "vn/2022/2-ct-x": hostile})
    with (
        served(create_app(tmp_path, workers=1)) as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        found = client.get("/api/v1/changes").json()
        assert [i["sequence"] for i in found["items"]] == [2, 1]
        assert [d["label"] for d in found["items"][0]["added"]["first"]] == [hostile]
        assert found["items"][0]["removed"] == {"total": 0, "first": []}
        feed = client.get("/changes.atom")
        assert feed.headers["content-type"] == "application/atom+xml; charset=utf-8"
        entries = ET.fromstring(feed.content).findall(f"{ATOM}entry")  # noqa: S314 - our own text
        assert [e.findtext(f"{ATOM}id") for e in entries] == [
            f"{BASE}changes/2",
            f"{BASE}changes/1",
        ]
        assert "<script>" in (entries[0].findtext(f"{ATOM}content") or "")
        assert not list(entries[0].iter(f"{ATOM}script"))
        _publish(tmp_path, {"vn/2022/2-ct-x": "Chỉ thị khác"})
        end = time.monotonic() + 10
        while client.get("/api/v1/changes").json()["total"] < 3 and time.monotonic() < end:
            time.sleep(0.1)
        newest = client.get("/api/v1/changes?limit=1").json()["items"][0]
        assert (newest["changed"]["total"], newest["removed"]["total"]) == (1, 1)
        walked = client.get("/api/v1/changes?limit=1")
        assert client.get(walked.json()["next"]).json()["items"][0]["sequence"] == 2
