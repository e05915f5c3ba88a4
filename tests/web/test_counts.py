"""Counts, coverage, the most cited, many look-ups at once, and whole lists as streams."""

import csv
import io
import json
from typing import Any

import httpx
import pytest

from danvan_graph.web.tables.table import csv_rows

API = "/api/v1"
CT33 = "vn/2021-11-26/33-ct-ttg"


def _query(client: httpx.Client, name: str, **params: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = client.get(f"{API}/queries/{name}", params=params).json()["rows"]
    return rows


def test_counts(client: httpx.Client) -> None:
    """Proves that the counts of a document are those of the shipped query, and of its list."""
    found = client.get(f"{API}/instruments/{CT33}/counts").json()
    rows = _query(client, "cascade/levels", instrument=CT33)
    names = ("level_label", "documents", "collected", "direct", "first_year", "last_year")
    assert [[level[n] for n in names] for level in found["levels"]] == [
        [row[n] for n in names] for row in rows
    ]
    assert found["plans"] == client.get(f"{API}/plans?cites={CT33}").json()["total"]


def test_top_cited(client: httpx.Client) -> None:
    """Proves that the most cited are those of the shipped query; a year and a level narrow them."""
    found = client.get(f"{API}/top-cited?limit=200").json()["items"]
    rows = _query(client, "research/most-cited")
    assert [(i["instrument"]["iri"], i["documents"], i["citations"]) for i in found] == [
        (r["instrument"], r["documents"], r["citations"]) for r in rows
    ]
    some = client.get(f"{API}/top-cited?year=2023&level=xa").json()["items"]
    assert 0 < len(some) < len(found)
    wrong = client.get(f"{API}/top-cited?level=thon")
    assert (wrong.status_code, "thon" in wrong.json()["detail"]) == (400, True)


def test_coverage(client: httpx.Client) -> None:
    """Proves that who was told is listed whole, with what is known of each and never more."""
    found = client.get(f"{API}/coverage", params={"instrument": "33/CT-TTg", "limit": 200}).json()
    rows = _query(client, "coverage/expected-bodies", instrument=CT33)
    told = {row["body"] for row in rows}
    assert found["total"] == len(told) == sum(level["expected"] for level in found["levels"])
    assert {i["body"]["iri"] for i in found["items"]} <= told
    unseen = [i for i in found["items"] if i["standing"] == "chua-thay"]
    assert {i["standing_label"] for i in unseen} == {"Chưa thấy văn bản"}
    assert all(i["documents"] for i in found["items"] if i["standing"] != "chua-thay")


def test_coverage_of_a_territory(client: httpx.Client) -> None:
    """Proves that a territory narrows what is covered, and a body in its place is refused."""
    asked = {"instrument": "33/CT-TTg", "territory": "02/open"}
    found = client.get(f"{API}/coverage", params=asked).json()
    assert found["territory"]["label"] == "Tỉnh Hà Giang"
    assert 0 < found["total"] < 63
    refused = client.get(f"{API}/coverage", params=asked | {"territory": "02/open/ubnd"})
    assert refused.status_code == 400
    assert refused.json()["detail"].endswith(".")


def test_coverage_of_every_instrument(client: httpx.Client) -> None:
    """Proves that the steps of the table of all instruments hold the rows of the shipped query."""
    rows = _query(client, "coverage/by-instrument")
    columns = ("expected", "collected", "not_collected", "unlisted_groups")
    expected = [(row["instrument"], *(row[c] for c in columns)) for row in rows]
    found, path = [], f"{API}/coverage/instruments?limit=2"
    while path:
        answer = client.get(path).json()
        found += [(i["instrument"]["iri"], *(i[c] for c in columns)) for i in answer["items"]]
        path = answer["next"]
    assert found == expected
    assert answer["total"] == len(found) > 2


def test_deadlines(client: httpx.Client) -> None:
    """Proves that the days of a body in a year are those of the shipped query; a place is refused."""
    unit = "10813/open/ubnd"
    found = client.get(f"{API}/deadlines", params={"unit": unit, "year": 2023}).json()
    rows = _query(client, "deadlines/of-unit", unit=unit, year="2023")
    assert {(i["date"], i["duty"], i["summary"]) for i in found["items"]} == {
        (row["date"], row["duty"], row["summary"]) for row in rows
    }
    assert found["total"] == len(found["items"]) > 0
    refused = client.get(f"{API}/deadlines", params={"unit": "10813/open", "year": 2023})
    assert refused.status_code == 400


def test_many_at_once(client: httpx.Client) -> None:
    """Proves that each spelling is answered in its place, whatever it is."""
    asked = ["33/CT-TTg", "khong co van ban nao nhu vay 99", "...", "chi thi 33", "33/CT-TTg"]
    found = client.post(f"{API}/lookup", json=asked).json()
    assert [one["asked"] for one in found] == asked
    assert [one["outcome"] for one in found] == ["found", "unknown", "malformed", "found", "found"]
    assert {found[at]["instrument"]["key"] for at in (0, 3, 4)} == {CT33}
    assert found[1]["detail"].endswith(".")
    single = client.get(f"{API}/lookup", params={"text": asked}).json()
    assert single == found


def test_ambiguous_in_a_batch(client: httpx.Client) -> None:
    """Proves that a spelling of several documents lists them."""
    found = client.post(f"{API}/lookup", json=["Kế hoạch năm 2023"]).json()[0]
    assert found["outcome"] == "candidates"
    assert len(found["candidates"]) > 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (json.dumps(["33/CT-TTg"] * 1001), 422),
        (json.dumps(["a" * 301]), 422),
        (json.dumps({"a": 1}), 422),
        ("[1, 2]", 422),
        ("[", 422),
        ("[]", 200),
    ],
)
def test_bad_batches(client: httpx.Client, body: str, status: int) -> None:
    """Proves that a batch that is none is refused with a Vietnamese sentence."""
    headers = {"Content-Type": "application/json"}
    answer = client.post(f"{API}/lookup", content=body, headers=headers)
    assert answer.status_code == status
    if status != 200:
        assert answer.json()["detail"].endswith(".")


LISTS = [f"/plans?cites={CT33}", "/instruments", "/tasks", "/duties"]


@pytest.mark.parametrize("path", LISTS)
def test_lines(client: httpx.Client, path: str) -> None:
    """Proves that JSON Lines hold the whole list, each line what a page holds of the item."""
    answer = client.get(f"{API}{path}", headers={"Accept": "application/x-ndjson"})
    assert answer.headers["content-type"] == "application/x-ndjson"
    join = "&" if "?" in path else "?"
    page = client.get(f"{API}{path}{join}limit=200").json()
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines[:200] == page["items"]
    assert len(lines) == page["total"]


@pytest.mark.parametrize("path", LISTS)
def test_csv(client: httpx.Client, path: str) -> None:
    """Proves that CSV holds the whole list under one head."""
    answer = client.get(f"{API}{path}", headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    join = "&" if "?" in path else "?"
    total = client.get(f"{API}{path}{join}limit=1").json()["total"]
    assert len(rows) - 1 >= total
    assert {len(row) for row in rows} == {len(rows[0])}


def test_csv_is_no_formula() -> None:
    """Proves that no cell of a streamed row begins a formula."""
    assert csv_rows([["=1+1", "-2", "@x", "+3", -4]]) == b"'=1+1,'-2,'@x,'+3,-4\r\n"
