"""What the pages list can be taken away whole, and no cell is a formula."""

import csv
import io

import httpx
import openpyxl
import pytest

from danvan_graph.web.tables.table import Table, to_csv, to_xlsx

CT33 = "vn/2021-11-26/33-ct-ttg"
LISTS = {
    "/van-ban": "?q=dan+van",
    "/don-vi": "?q=son+truong",
    "/nhiem-vu": "?xem=thoi-han&nam=2023",
    "/trich-dan": "?so=33/CT-TTg",
    f"/cay/{CT33}": "",
}
TASKS = "?xem=nhiem-vu&chu-de=tuyen-truyen"
EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://x.example", "<b>")


def _csv(client: httpx.Client, path: str, query: str) -> list[list[str]]:
    answer = client.get(f"{path}.csv{query}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def _xlsx(client: httpx.Client, path: str, query: str) -> list[tuple[object, ...]]:
    answer = client.get(f"{path}.xlsx{query}")
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize(("path", "query"), [*LISTS.items(), ("/nhiem-vu", TASKS)])
def test_both_forms_hold_the_same(client: httpx.Client, path: str, query: str) -> None:
    """CSV and XLSX hold the same cells under the same heads."""
    told, kept = _csv(client, path, query), _xlsx(client, path, query)
    assert [["" if c is None else str(c) for c in row] for row in kept] == told
    assert len(told) > 1


@pytest.mark.parametrize("path", ["/van-ban", "/nhiem-vu", "/trich-dan"])
def test_json_leads_to_the_same_list(client: httpx.Client, path: str) -> None:
    """The JSON beside a list counts what its table holds."""
    rows = _csv(client, path, LISTS[path])[1:]
    moved = client.get(f"{path}.json{LISTS[path]}")
    assert moved.status_code == 303
    total = client.get(moved.headers["location"]).json()["total"]
    assert total == len({row[0] for row in rows} if path == "/trich-dan" else rows)


def test_units_as_json(client: httpx.Client) -> None:
    """Units have no list in the API; the table itself is told as JSON."""
    told = client.get("/don-vi.json?q=son+truong").json()
    assert told["total"] == len(_csv(client, "/don-vi", "?q=son+truong")) - 1
    assert {item["Địa bàn"] for item in told["items"]} >= {"Xã Sơn Trường"}


def test_pages_offer_their_tables(client: httpx.Client) -> None:
    """Every list has its links."""
    for path, query in LISTS.items():
        page = client.get(f"{path}{query}").text
        assert f"{path}.csv" in page
        assert f"{path}.xlsx" in page


def test_other_endings(client: httpx.Client) -> None:
    """Another ending is no table."""
    assert client.get("/nhiem-vu.exe").status_code in {404, 422}


@pytest.mark.parametrize("text", EVIL)
def test_no_cell_is_a_formula(text: str) -> None:
    """A spreadsheet computes nothing and links to nothing that a document says."""
    table = Table("x", ("A",), ((text,),))
    cell = list(csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig"))))[1][0]
    assert cell.removeprefix("'") == text
    assert not cell.startswith(tuple("=+-@\t"))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table))).active
    assert sheet is not None
    kept = sheet["A2"]
    assert kept.value == text
    assert kept.data_type == "s"
    assert kept.hyperlink is None
