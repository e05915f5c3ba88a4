"""The page of doubts: what the checks found, and the first of every kind of doubt."""

import re
from pathlib import Path

import httpx
from tests.web.conftest import HOSTILE, served

from danvan_graph.pipeline import COMPANIONS
from danvan_graph.pipeline import build as build_graph
from danvan_graph.rdf.checked import COMPANION
from danvan_graph.store.generations.generation import current
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.succession import Succession
from danvan_graph.vocabulary import DEFAULT_BASE
from danvan_graph.web.application import create_app


def test_checks_are_shown(client: httpx.Client) -> None:
    """Severity, number, examples that lead somewhere, and how many checks ran."""
    told = client.get("/chat-luong.json").json()["checks"]
    page = client.get("/chat-luong").text
    part = page[page.index('id="kiem-tra"') : page.index('id="can-tim"')]
    assert f"{len(told['checks'])} quy tắc" in part
    assert f"{told['shapes']} khuôn SHACL" in part
    found = [check for check in told["checks"] if check["found"]]
    assert found
    for check in found:
        assert check["title"] in part
    assert "Cần xem lại" in part
    links = re.findall(r'<a href="(/instrument/[^"]+)"', part)
    assert links
    for link in links:
        assert client.get(link, headers={"Accept": "text/html"}).status_code == 200


def test_the_table_holds_every_finding(client: httpx.Client) -> None:
    """The file has as many rows as the checks have findings."""
    told = client.get("/chat-luong.json").json()["checks"]["checks"]
    rows = client.get("/chat-luong/kiem-tra.json").json()
    assert rows["total"] == sum(check["found"] for check in told)
    assert {row["Mức"] for row in rows["items"]} == {"Cần xem lại"}


def test_the_numbers_are_those_of_the_lists(client: httpx.Client) -> None:
    """What is counted is what the tables hold."""
    told = client.get("/chat-luong.json").json()
    names = {
        "chua-xac-dinh": "unresolved",
        "chua-chac": "unsure",
        "sai-sot": "source_errors",
        "can-tim": "wanted",
        "khong-ro-ngay": "undated",
    }
    for name, number in names.items():
        assert client.get(f"/chat-luong/{name}.json").json()["total"] == told[number] > 0, name


def test_hostile_findings_are_text(hostile: httpx.Client) -> None:
    """What the checks find in a hostile graph is shown as text."""
    page = hostile.get("/chat-luong", headers={"Accept": "text/html"}).text
    assert "quy tắc" in page
    assert HOSTILE not in page


def test_a_generation_without_findings_is_served_and_says_so(
    small_data: Path, ontology_folder: Path, tmp_path: Path
) -> None:
    """What an older version published stays served; building again, nothing else, adds the rest."""
    store = tmp_path / "store"
    ground = build_graph(small_data, ontology_folder, store, DEFAULT_BASE).generation.ground
    older = {name: make for name, make in COMPANIONS.items() if name != COMPANION}
    made = Succession(current(store))
    name = publish(made, store, DEFAULT_BASE, companions=older, ground=ground).name
    assert set(current(store).companions) == set(older)
    with (
        served(create_app(store, workers=1)) as found,
        httpx.Client(base_url=found, trust_env=False, timeout=30) as client,
    ):
        page = client.get("/chat-luong", headers={"Accept": "text/html"})
        assert page.status_code == 200
        assert "hãy chạy lại <code>danvan build</code>" in page.text
        assert client.get("/api/v1/top-cited").status_code == 200
    again = build_graph(small_data, ontology_folder, store, DEFAULT_BASE).generation
    assert (again.name, set(again.companions)) == (name, set(COMPANIONS))
