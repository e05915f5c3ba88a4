"""Below every table: its question, which gives its rows, and its files; beside every page: JSON."""

import csv
import html
import io
import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

CT33 = "vn/2021-11-26/33-ct-ttg"
THANH_HA = "294/2023/ke-hoach-trien-khai-thuc-hien-cong-tac-dan-van-chinh-quyen-nam-2023"
HA_GIANG = "02/2022-01-07/9-kh-ubnd"
PAGES = {
    "/": "/toan-quoc.json",
    "/cay": "/cay.json",
    f"/cay/{CT33}": f"/cay/{CT33}.json",
    "/van-ban?loai=ke-hoach&cap=tinh": "/van-ban.json",
    f"/van-ban/{THANH_HA}": f"/van-ban/{THANH_HA}.json",
    "/don-vi": "/don-vi.json",
    "/don-vi/294/open": "/don-vi/294/open.json",
    "/don-vi/294/open/phong-noi-vu": "/don-vi/294/open/phong-noi-vu.json",
    "/nhiem-vu": "/nhiem-vu.json",
    "/nhiem-vu?tinh-trang=qua-han": "/nhiem-vu.json",
    "/nhiem-vu?ngay=2023-11-30": "/nhiem-vu.json",
    "/nhiem-vu?xem=nhiem-vu&chu-de=tuyen-truyen": "/nhiem-vu.json",
    "/nhiem-vu?xem=lich&thang=2023-11": "/nhiem-vu.json",
    "/trich-dan?so=33/CT-TTg": "/trich-dan.json?so=33/CT-TTg",
    f"/so-sanh?tren={HA_GIANG}&duoi={THANH_HA}": f"/so-sanh.json?tren={HA_GIANG}&duoi={THANH_HA}",
    "/chat-luong": "/chat-luong.json",
    "/truy-van": "/truy-van.json",
    "/truy-van/lookup/plans-citing?chay=1&instrument=33/CT-TTg": (
        "/truy-van/lookup/plans-citing.json?instrument=33/CT-TTg"
    ),
    "/tim?q=thanh": "/tim.json?q=thanh",
    "/kham-pha": "/kham-pha.json",
    "/tai-ve": "/tai-ve.json",
    "/ontology": "/ontology.json",
}
_TABLES = re.compile(r"<table[^>]*class=\"(?:stack|units|month)")
_PART = re.compile(r"<p class=\"downloads[^>]*>.*?</p>", re.DOTALL)
_LINK = re.compile(r'href="([^"]+)"')


def _parts(client: httpx.Client, path: str) -> list[list[str]]:
    """Returns the links below each table of a page."""
    page = client.get(path, headers={"Accept": "text/html"}).text
    return [
        [html.unescape(link) for link in _LINK.findall(part)]
        for part in _PART.findall(page)
        if "Câu truy vấn" in part
    ]


def _rows_of(client: httpx.Client, link: str) -> int:
    """Returns how many rows a question behind a table has."""
    asked = parse_qs(urlsplit(link).query)
    if "query" in asked:
        answer = client.post("/sparql", data={"query": asked["query"][0]})
        assert answer.status_code == 200, asked["query"][0]
        return len(answer.json()["results"]["bindings"])
    path = urlsplit(link)
    name = path.path.removeprefix("/truy-van/")
    told = client.get(f"/api/v1/queries/{name}?{path.query}")
    assert told.status_code == 200, link
    return len(told.json()["rows"])


def _rows_in(client: httpx.Client, link: str) -> int:
    answer = client.get(link)
    assert answer.status_code == 200, link
    return len(list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))) - 1


@pytest.mark.parametrize("path", [p for p in PAGES if p not in {"/tim?q=thanh", "/kham-pha"}])
def test_every_table_has_its_question_and_its_files(client: httpx.Client, path: str) -> None:
    """As many questions as tables, each runs; CSV, XLSX and JSON answer beside it."""
    page = client.get(path, headers={"Accept": "text/html"}).text
    parts = _parts(client, path)
    if not path.startswith(("/truy-van", "/tai-ve", "/ontology")):
        tables = len(_TABLES.findall(page))
        tables -= page.count('id="kiem-tra"')  # each of its rows has a question of its own
        tables -= path.startswith("/so-sanh")  # two tables of one question
        assert len(parts) >= max(1, tables)
    for links in parts:
        (question,) = [link for link in links if link.startswith("/truy-van")]
        _rows_of(client, question)
        for suffix in (".csv", ".xlsx", ".json"):
            (file,) = [link for link in links if urlsplit(link).path.endswith(suffix)]
            assert client.get(file, follow_redirects=True).status_code == 200, file


@pytest.mark.parametrize(
    "path",
    [
        "/cay",
        "/van-ban",
        "/van-ban?loai=ke-hoach&cap=tinh",
        "/van-ban?toan-van=khong&nam=2021",
        f"/van-ban/{THANH_HA}",
        "/don-vi",
        "/don-vi?cap=huyen",
        "/don-vi/294/open",
        "/don-vi/294/open/phong-noi-vu",
        "/nhiem-vu",
        "/nhiem-vu?tinh-trang=qua-han",
        "/nhiem-vu?tinh-trang=khong-ro",
        "/nhiem-vu?nam=2022",
        "/nhiem-vu?nam=2023",
        "/nhiem-vu?ngay=2023-11-30",
        f"/nhiem-vu?van-ban={HA_GIANG}",
        "/nhiem-vu?xem=nhiem-vu",
        "/nhiem-vu?xem=nhiem-vu&vai-tro=phoi-hop",
        "/chat-luong",
    ],
)
def test_the_question_gives_the_rows(client: httpx.Client, path: str) -> None:
    """The question behind a table has as many rows as the table."""
    parts = _parts(client, path)
    assert parts
    for links in parts:
        (file,) = [link for link in links if urlsplit(link).path.endswith(".csv")]
        (question,) = [link for link in links if link.startswith("/truy-van")]
        if "query=" in question:
            assert _rows_of(client, question) == _rows_in(client, file) > 0, (path, file)


@pytest.mark.parametrize("state", ["trong-han", "qua-han", "khong-ro", ""])
@pytest.mark.parametrize("year", ["", "2022", "2026", "2027"])
def test_the_question_of_duties_knows_state_and_year(
    client: httpx.Client, state: str, year: str
) -> None:
    """Whatever state and year are asked for, also where nothing fits, both give the same rows."""
    path = f"/nhiem-vu?tinh-trang={state}&nam={year}"
    page = client.get(path, headers={"Accept": "text/html"}).text
    if 'class="downloads"' not in page:
        assert _rows_in(client, path.replace("?", ".csv?")) == 0
        return
    (links,) = _parts(client, path)
    (file,) = [link for link in links if urlsplit(link).path.endswith(".csv")]
    (question,) = [link for link in links if link.startswith("/truy-van")]
    assert _rows_of(client, question) == _rows_in(client, file) > 0


@pytest.mark.parametrize("chosen", ["cap=tinh", "cap=huyen&nam=2023", "cap=tinh&chua-thay=true"])
def test_the_question_of_a_tree_gives_its_units(client: httpx.Client, chosen: str) -> None:
    """The question behind a tree has the units that the tree has of the level asked for."""
    path = f"/cay/{CT33}?{chosen}"
    (links,) = _parts(client, path)
    (question,) = [link for link in links if link.startswith("/truy-van?")]
    told = client.post("/sparql", data={"query": parse_qs(urlsplit(question).query)["query"][0]})
    units = {row["donVi"]["value"] for row in told.json()["results"]["bindings"]}
    rows = client.get(f"/cay/{CT33}.json?{chosen}").json()["items"]
    level = "/territory/"
    names = client.get("/don-vi.json?cap=" + ("huyen" if "huyen" in chosen else "tinh")).json()
    held = {item["Địa chỉ"] for item in names["items"]}
    assert units == {row["unit"] for row in rows if level in row["unit"]} & held


def test_a_question_tells_what_it_leaves_out(client: httpx.Client) -> None:
    """A state is worked out by the page; the question says that it does not ask for it."""
    (links,) = _parts(client, f"/cay/{CT33}?tinh-trang=toan-van")
    (question,) = [link for link in links if link.startswith("/truy-van?")]
    assert "Trang còn lọc theo trạng thái" in parse_qs(urlsplit(question).query)["query"][0]


def test_the_question_of_a_check_gives_its_findings(client: httpx.Client) -> None:
    """What a check found at publication is what its question finds now."""
    page = client.get("/chat-luong").text
    part = page[page.index('id="kiem-tra"') : page.index('id="can-tim"')]
    asked = [html.unescape(link) for link in _LINK.findall(part) if link.startswith("/truy-van?")]
    checks = client.get("/chat-luong.json").json()["checks"]["checks"]
    assert [_rows_of(client, link) for link in asked] == [check["found"] for check in checks]


@pytest.mark.parametrize("path", PAGES)
def test_json_beside_every_page(client: httpx.Client, path: str) -> None:
    """Every page answers as JSON."""
    assert client.get(path, follow_redirects=True).status_code == 200
    answer = client.get(PAGES[path], follow_redirects=True)
    assert answer.status_code == 200
    assert "json" in answer.headers["content-type"]
    assert answer.json() is not None


def test_hostile_words_stay_words(client: httpx.Client) -> None:
    """Words of a form enter the question as a text and can end nothing."""
    evil = '") . ?s ?p ?o } # \\'
    for path, field in (("/van-ban", "q"), ("/don-vi", "q")):
        page = client.get(path, params={field: evil}, headers={"Accept": "text/html"})
        assert page.status_code == 200
        for part in _PART.findall(page.text):
            for link in _LINK.findall(part):
                if link.startswith("/truy-van?"):
                    assert _rows_of(client, html.unescape(link)) == 0
    assert client.get("/van-ban", params={"loai": '> ?x "'}).status_code == 200
