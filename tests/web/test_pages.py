"""Every page answers, says what it must, and asks no other host for anything."""

import re
from html.parser import HTMLParser

import httpx
import pytest

CT33 = "vn/2021-11-26/33-ct-ttg"
THANH_HA = "294/2023/ke-hoach-trien-khai-thuc-hien-cong-tac-dan-van-chinh-quyen-nam-2023"

PAGES = {
    "/": ["Chỉ thị 33/CT-TTg ngày 26/11/2021", "/63", "Được viện dẫn nhiều nhất", "Sắp đến hạn"],
    "/cay": ["Cây triển khai", "Chỉ thị 33/CT-TTg"],
    f"/cay/{CT33}": ["Tỉnh Hà Giang", "sau 42 ngày", "Chưa thấy văn bản", "bằng chứng", "Câu truy vấn"],
    f"/cay/{CT33}?yeu=true&cap=xa&tinh-trang=toan-van": ["Xã Sơn Trường"],
    f"/cay/{CT33}?chua-thay=true&cap=xa": ["Xã An Phượng", "nay là"],
    f"/cay/{CT33}?toi=294/open": ["Huyện Thanh Hà", "aim"],
    f"/cay/{CT33}?ban-do=sau": ["34 tỉnh", "Tỉnh Tuyên Quang"],
    "/van-ban": ["văn bản", "Chỉ thị", "Xem tiếp"],
    "/van-ban?q=dan+van+chinh+quyen&toan-van=co": ["UBND", "Kế hoạch năm 2023"],
    f"/van-ban/{CT33}": ["Lược đồ", "Chỉ được viện dẫn", "Phần mở đầu", "Được viện dẫn"],
    f"/van-ban/{THANH_HA}": ["Vũ Việt Anh", "Nơi nhận", "Sai sót của nguồn", "Đã kiểm tra"],
    "/don-vi": ["Tỉnh", "Cơ quan, nhóm cơ quan được giao việc"],
    "/don-vi?q=Thanh+Ha": ["Huyện Thanh Hà", "Tỉnh Hải Dương"],
    "/don-vi/294/open": ["Không còn từ 01/07/2025", "Đã trở thành", "một phần địa bàn", "Thành phố Hải Phòng"],
    "/don-vi/294/open/phong-noi-vu": ["Phòng Nội vụ huyện Thanh Hà", "Nhiệm vụ", "Thời hạn"],
    "/don-vi/294/open/ubnd-cap-xa": ["Nhóm cơ quan", "Thành viên"],
    "/don-vi/vn/thu-tuong-chinh-phu": ["Thủ tướng Chính phủ"],
    "/nhiem-vu": ["01/12/2023", "Đã qua", "30/11 hằng năm", "Không rõ hạn"],
    "/nhiem-vu?xem=nhiem-vu&chu-de=tuyen-truyen": ["Tuyên truyền", "ký tự"],
    "/nhiem-vu?don-vi=Thanh+H%C3%A0": ["có thể là"],
    "/trich-dan": ["33/CT-TTg"],
    "/trich-dan?so=chi+thi+33": ["Kế hoạch 09/KH-UBND", "Nêu trực tiếp", "Phần mở đầu", "Đã kiểm tra"],
    "/truy-van": ["Câu hỏi có sẵn", "textarea"],
    "/truy-van/lookup/plans-citing": ["33-ct-ttg", "Chạy"],
    "/truy-van/lookup/plans-citing?chay=1&instrument=33/CT-TTg": ["dòng", "Kế hoạch 09/KH-UBND"],
    "/chat-luong": ["Cần tìm nhất", "Sai sót của bản văn", "114-KH/TW"],
    "/tro-giup": ["không có nghĩa là đơn vị chưa ban hành"],
    "/tim?q=son+truong": ["Xã Sơn Trường", "Huyện Hương Sơn, Tỉnh Hà Tĩnh", "nghĩa vụ"],
    "/tim?q=33/CT-TTg": ["Chỉ thị 33/CT-TTg ngày 26/11/2021"],
    "/docs": ["swagger-ui-bundle.js"],
    "/ontology": ["dv:implements", "Thực hiện văn bản kia"],
}  # fmt: skip


class _Page(HTMLParser):
    """Collects what a page loads, links to and runs."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.headings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.headings += tag == "h1"
        self.inline += [name for name in found if name.startswith("on") or name == "style"]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in found) else []
        target = found.get("href") or found.get("src") or found.get("action")
        if target:
            (self.links if tag == "a" else self.loads).append(target)


def read_page(text: str) -> _Page:
    page = _Page()
    page.feed(text)
    return page


@pytest.mark.parametrize("path", PAGES)
def test_page(client: httpx.Client, path: str) -> None:
    """A page answers 200 in Vietnamese and holds what it must."""
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert '<html lang="vi">' in answer.text
    for text in PAGES[path]:
        assert text in answer.text
    assert "Chưa ban hành" not in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_page_is_self_contained(client: httpx.Client, path: str) -> None:
    """A page loads only what this server holds, runs nothing inline, and names each part once."""
    page = read_page(client.get(path, headers={"Accept": "text/html"}).text)
    assert [t for t in page.loads if not t.startswith("/")] == []
    assert page.inline == []
    assert len(page.ids) == len(set(page.ids))
    assert page.headings == 1
    for link in page.links:
        assert re.match(r"/|#|https?://", link)


def test_every_link_of_the_home_page_opens(client: httpx.Client) -> None:
    """No link of the home page, the directive or its cascade is dead."""
    for start in ("/", f"/van-ban/{CT33}", f"/cay/{CT33}"):
        page = read_page(client.get(start, headers={"Accept": "text/html"}).text)
        targets = {t.partition("#")[0] for t in page.links if t.startswith("/")} - {""}
        for target in sorted(targets)[:60]:
            answer = client.get(target, headers={"Accept": "text/html"}, follow_redirects=True)
            assert answer.status_code == 200, target


def test_strict_policy(client: httpx.Client) -> None:
    """Every answer carries the content security policy, errors and files included."""
    for path in ("/", "/khong-co", "/api/v1/plans", "/sparql?query=x", "/healthz"):
        policy = client.get(path).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'")
        assert "unsafe" not in policy


def test_unknown_page(client: httpx.Client) -> None:
    """People get a Vietnamese page for a dead address, programs get a problem."""
    page = client.get("/khong-co/gi", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "Không có gì ở địa chỉ này" in page.text
    problem = client.get("/khong-co/gi")
    assert problem.headers["content-type"] == "application/problem+json"


def test_ambiguous_and_unknown_numbers(client: httpx.Client) -> None:
    """The citation page lists what an ambiguous number may be, and what is nearest to none."""
    several = client.get("/trich-dan?so=ke+hoach", headers={"Accept": "text/html"})
    assert several.status_code == 300
    assert several.text.count("Kế hoạch ") >= 10
    none = client.get("/trich-dan?so=99/CT-TTg", headers={"Accept": "text/html"})
    assert none.status_code == 404
    assert "Gần nhất" in none.text


def test_branches_of_a_cascade_open_one_by_one(client: httpx.Client) -> None:
    """A page holds the provinces only; one request gives the rows below a unit, and no others."""
    page = client.get(f"/cay/{CT33}").text
    assert page.count("<tr id=") == 64
    part = client.get(f"/cay/{CT33}?phan=30/open").text
    assert "<html" not in part
    assert part.count("<tr id=") == 12
    assert "Huyện Thanh Hà" in part
    opened = client.get(f"/cay/{CT33}?mo=30/open").text
    assert opened.count("<tr id=") == 64 + 12
    alone = client.get(f"/cay/{CT33}?nhanh=30/open").text
    assert "↑ Cả cây" in alone
    assert alone.count("<tr id=") == 2 + 12
    assert client.get(f"/cay/{CT33}?nhanh=khong-co").status_code == 404
    assert client.get(f"/cay/{CT33}?theo=khong-co").status_code == 400


def test_both_maps_of_a_cascade(client: httpx.Client) -> None:
    """The map of before and after the reform is chosen in the address, else by the year."""
    before = client.get(f"/cay/{CT33}.json").json()
    after = client.get(f"/cay/{CT33}.json?ban-do=sau").json()
    assert [t["units"] for t in before["totals"]] == [63, 705, 10598]
    assert [t["units"] for t in after["totals"]] == [34, 3321]
    assert before["map"] == "2024-01-01"
    assert after["map"] == "2025-07-01"
    assert after["not_on_this_map"] >= 3
    assert client.get(f"/cay/{CT33}.json?nam=2023").json()["map"] == "2023-01-01"


def test_filters_of_a_cascade(client: httpx.Client) -> None:
    """A filter leaves the units that fit and the way to each."""
    found = client.get(f"/cay/{CT33}.json?cap=tinh&chua-thay=true").json()["items"]
    assert len(found) == 1 + 61
    assert {row["state"] for row in found[1:]} == {"chua-thay"}
    communes = client.get(f"/cay/{CT33}.json?cap=xa&tinh-trang=toan-van").json()["items"]
    assert [row["name"] for row in communes[1:]] == [
        "Tỉnh Thanh Hóa",
        "Thành phố Thanh Hóa",
        "Phường Trường Thi",
    ]
    assert len(client.get(f"/cay/{CT33}.json?nam=2022&tinh-trang=toan-van").json()["items"]) == 2
    weak = client.get(f"/cay/{CT33}.json?theo=moi&cap=xa&tinh-trang=toan-van").json()["items"]
    assert "Xã Sơn Trường" in [row["name"] for row in weak]


def test_evidence_of_a_row(client: httpx.Client) -> None:
    """What a row says is shown with section and place, of a missing unit with who told it."""
    part = client.get(f"/cay/{CT33}?phan=x&chung=territory/294/open").text
    assert "Phần mở đầu" in part
    assert "ký tự" in part
    told = client.get(f"/cay/{CT33}?phan=x&chung=territory/01/open").text
    assert "Được mong đợi" in told
    assert client.get(f"/cay/{CT33}?phan=x&chung=territory/296/open").status_code == 404


def test_downloads_of_a_cascade(client: httpx.Client) -> None:
    """A cascade can be had as JSON, GraphML and one HTML file."""
    assert client.get(f"/cay/{CT33}.json").json()["totals"]
    assert client.get(f"/cay/{CT33}.graphml").content.startswith(b"<?xml")
    drawn = client.get(f"/cay/{CT33}.html")
    assert "attachment" in drawn.headers["content-disposition"]
    assert "Hà Giang" in drawn.text


def test_calendar_of_a_unit(client: httpx.Client) -> None:
    """The deadlines of a unit come as a calendar with short lines."""
    answer = client.get("/don-vi/02/open/so-noi-vu.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:" in answer.text
    assert max(len(line.encode()) for line in answer.text.split("\r\n")) <= 75


def test_free_query_on_the_page(client: httpx.Client) -> None:
    """A query written in the editor gives a table; a wrong one says line and column."""
    query = "SELECT ?k { ?k a <https://w3id.org/danvan/ontology#Plan> } LIMIT 3"
    assert "3 dòng" in client.post("/truy-van", data={"query": query}).text
    asked = client.post("/truy-van", data={"query": "ASK { ?s ?p ?o }"})
    assert "<b>Có</b>" in asked.text
    wrong = client.post("/truy-van", data={"query": "SELECT ?k {"})
    assert wrong.status_code == 400
    assert "dòng 1" in wrong.text


def test_size_of_style_and_script(client: httpx.Client) -> None:
    """The style sheet stays below 8 KB as sent."""
    page = read_page(client.get("/").text)
    style = next(t for t in page.loads if t.endswith(".css"))
    with client.stream("GET", style, headers={"Accept-Encoding": "gzip"}) as answer:
        assert sum(len(chunk) for chunk in answer.iter_raw()) <= 8 * 1024
        assert "immutable" in answer.headers["cache-control"]
