"""Texts of documents stay texts, and other bases work: nothing on any page runs or leads astray."""

import re

import httpx
import pytest

from .conftest import HOSTILE_BASE

PAGES = (
    "/",
    "/cay",
    "/cay/vn/2021/1-ct-x",
    "/cay/vn/2021/1-ct-x?yeu=true",
    "/van-ban",
    "/van-ban/vn/2024/ke-hoach-xau",
    "/van-ban/vn/2021/1-ct-x",
    "/don-vi",
    "/don-vi?q=script",
    "/don-vi/vn/ke-xau",
    "/don-vi/01/open",
    "/nhiem-vu",
    "/nhiem-vu?xem=nhiem-vu",
    "/nhiem-vu?don-vi=%22%3E%3Cscript%3Ealert(9)%3C/script%3E",
    "/trich-dan?so=01/CT-X",
    "/trich-dan?so=%22%3E%3Cscript%3Ealert(9)%3C/script%3E",
    "/chat-luong",
    "/tim?q=script",
    "/kham-pha?tu=instrument/vn/2024/ke-hoach-xau",
    "/kham-pha?tu=%22%3E%3Cscript%3Ealert(9)%3C/script%3E",
    "/tim?q=%22%3E%3Cscript%3Ealert(9)%3C/script%3E",
    "/truy-van?query=%3C/textarea%3E%3Cscript%3Ealert(9)%3C/script%3E",
    "/instrument/vn/2024/ke-hoach-xau/task/0-9",
    "/instrument/vn/2024/ke-hoach-xau/section/I",
    "/khong-co/%3Cscript%3Ealert(9)%3C/script%3E",
)


_OWN_SCRIPT = re.compile(r'<script src="/tinh/[0-9a-f]{12}/[a-z.-]+" defer></script>')


def _without_own_scripts(page: str) -> str:
    return _OWN_SCRIPT.sub("", page)


@pytest.mark.parametrize("path", PAGES)
def test_hostile_texts_are_inert(hostile: httpx.Client, path: str) -> None:
    """No text of the graph or of the address becomes markup, a script or a template."""
    answer = hostile.get(path, headers={"Accept": "text/html"})
    assert answer.status_code in {200, 300, 404, 422}
    page = _without_own_scripts(answer.text)
    assert "<script" not in page.casefold()
    assert "<img" not in page.casefold()
    assert "javascript:alert" not in re.findall(r'href="([^"]*)"', page)
    assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', page))
    assert "49" not in re.findall(r"\{\{|49(?=&lt;|$)", page)


def test_foreign_schemes_are_no_links(hostile: httpx.Client) -> None:
    """An address of another scheme is shown as text only."""
    page = hostile.get("/van-ban/vn/2024/ke-hoach-xau").text
    assert "javascript:alert(3)" in page
    assert 'href="javascript' not in page


def test_results_of_queries_are_inert(hostile: httpx.Client) -> None:
    """A table of query results escapes what it shows."""
    query = "SELECT ?o { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o }"
    page = _without_own_scripts(hostile.post("/truy-van", data={"query": query}).text)
    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_calendar_cannot_be_broken(hostile: httpx.Client) -> None:
    """A text cannot begin a line of its own in a calendar."""
    text = hostile.get("/don-vi/vn/ke-xau.ics").text
    names = {line.split(":")[0].split(";")[0] for line in text.split("\r\n") if line[:1] != " "}
    assert names <= {"BEGIN", "END", "VERSION", "PRODID", "X-WR-CALNAME", "UID", "DTSTAMP",
                     "DTSTART", "SUMMARY", "DESCRIPTION", "URL", ""}  # fmt: skip


def test_another_base_is_served_here(hostile: httpx.Client) -> None:
    """Things of another base open below this host, and the ontology keeps its address."""
    answer = hostile.get("/body/vn/ke-xau.nt")
    assert f"<{HOSTILE_BASE}body/vn/ke-xau>" in answer.text
    assert hostile.get("/concept/cap/tinh.ttl").status_code == 200
    page = hostile.get("/don-vi/vn/ke-xau").text
    assert f'href="{HOSTILE_BASE}' not in page


FORMS = {
    "/": ("chi-dao", "ban-do"),
    "/cay/vn/2021-11-26/33-ct-ttg": ("nam", "cap", "tinh-trang", "theo", "mo", "nhanh", "toi", "chung"),
    "/van-ban": ("q", "loai", "cap", "nam", "toan-van", "cursor"),
    "/don-vi": ("q", "cap"),
    "/nhiem-vu": (
        "xem", "van-ban", "don-vi", "chu-de", "vai-tro", "loai", "nam", "tinh-trang", "thang", "ngay",
        "cursor",
    ),
    "/trich-dan": ("so", "cap", "nam", "quan-he", "truc-tiep", "cursor"),
    "/so-sanh": ("tren", "duoi"),
    "/tim": ("q",),
    "/kham-pha": ("tu", "mo", "chon"),
    "/truy-van": ("query",),
    "/truy-van/lookup/plans-citing": ("instrument", "level", "year", "khong-co"),
    "/don-vi/294/open.docx": ("tu", "den"),
}  # fmt: skip
BAD = (
    "   ", "'\"><script>alert(1)</script>", "../../etc/passwd", "-1", "9" * 20, "2023-02-31", "\x00", "%",
    "{}", "[1,2]", "a#b#c", "\ue000", "\U0001f642", "WyJhIl0=", "a" * 5000, "instrument/", "body/x",
)  # fmt: skip


@pytest.mark.parametrize(("path", "field"), [(p, f) for p, fs in FORMS.items() for f in fs])
def test_bad_input_is_answered_in_words(client: httpx.Client, path: str, field: str) -> None:
    """No field of any form can make the server fail; what is refused is said in a sentence."""
    for said in BAD:
        asked = {field: said, "chay": "1"} if path.startswith("/truy-van/") else {field: said}
        answer = client.get(path, params=asked, headers={"Accept": "text/html"})
        assert answer.status_code < 500, (path, field, said)
        assert "<script>alert" not in answer.text
        if answer.status_code in {400, 404, 422}:
            assert "Mã lỗi" in answer.text or 'role="alert"' in answer.text, (path, field, said)
