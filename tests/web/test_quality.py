"""The page of doubts: what the checks found, and the first of every kind of doubt."""

import re

import httpx
from tests.web.conftest import HOSTILE


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
