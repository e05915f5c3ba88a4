"""The picture in one HTML file: offline, inert, listed as text."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from danvan_graph.cascade import cascade_of
from danvan_graph.vocabulary import DEFAULT_BASE
from danvan_graph.web.files.graph_view import render_network

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cascade.conftest import Country, Opened

    from danvan_graph.cascade.shape import Cascade
    from danvan_graph.store.engines.oxigraph import Store

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "javascript:alert(3)",
    "</script><script>alert(4)</script>",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "<a href='https://example.invalid/'>href</a>",
    "'-alert(5)-'",
    "\\u003cscript\\u003ealert(6)\\u003c/script\\u003e",
    "</table></div><svg onload=alert(7)>",
    "<!--<script>",
    "a\u2028b\u2029c",
    "</style><style>*{display:none}</style>",
    "&lt;img src=x onerror=alert(8)&gt;",
    "<body><html lang=xx><title>t</title></body></html>",
    "]]>\x00\x1b\u202e",
)
"""Labels that try to run as script, markup, template, link or end of a block."""

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def hostile(country: Country, opened: Opened) -> Cascade:
    """A cascade in which every text field of every node is hostile."""
    top = country.instrument("vn/1", "trung-uong", label=HOSTILE[0], number=HOSTILE[1])
    for number, text in enumerate(HOSTILE):
        place = country.territory(f"{number}", "tinh", text)
        body = country.body(place, "tinh", text)
        plan = country.instrument(
            f"9/{number}", "tinh", label=text, number=text, issuer=body, place=place
        )
        country.cite(plan, top)
        ghost = country.body(country.territory(f"7{number}", "huyen", text), "huyen", text)
        country.expect(plan, ghost)
    return cascade_of(opened(country), str(top))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


_NODES = r"nodes = new vis\.DataSet\((\[.*?\])\);"


def _one(pattern: str, page: str) -> str:
    """Returns what the pattern finds, which must stand in the page exactly once."""
    (found,) = re.findall(pattern, page, re.DOTALL)
    return str(found)


def _parsed(page: str) -> _Page:
    parser = _Page()
    parser.feed(page)
    return parser


def test_the_page_names_no_other_host(hostile: Cascade) -> None:
    """No tag loads anything, no style imports anything, the policy forbids the rest."""
    page = render_network(hostile)
    tags = _parsed(page).tags
    assert [t for t, a in tags if {"src", "href", "srcset", "action", "data"} & set(a)] == []
    assert "link" not in {t for t, _ in tags}
    assert "iframe" not in {t for t, _ in tags}
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?\s*(?:https?:)?//", page.split("<body>")[0])
    assert "@import" not in page
    policy = next(a["content"] for t, a in tags if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]


def test_hostile_text_adds_no_tag_and_no_handler(hostile: Cascade) -> None:
    """Only the tags of the page itself are there, no attribute is a handler, five scripts are ours."""
    page = render_network(hostile)
    tags = _parsed(page).tags
    assert {t for t, _ in tags} <= {
        "html", "head", "meta", "title", "style", "script", "body", "h1", "ul", "li", "span", "div",
        "table", "caption", "thead", "tbody", "tr", "th", "td", "button",
    }  # fmt: skip
    assert not [a for _, attrs in tags for a in attrs if a.startswith("on")]
    assert sum(t == "script" for t, _ in tags) == page.count("</script>") == 5


def test_hostile_text_stands_in_the_list_as_text(hostile: Cascade) -> None:
    """What looks like markup is shown to the reader as it is written."""
    page = render_network(hostile)
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    shown = html.unescape(re.sub(r"<[^>]+>", "\n", body))
    for text in ("<script>alert(1)</script>", "{{7*7}}${7*7}<%= 7*7 %>", "a b c"):
        assert text in shown


def test_texts_for_the_script_are_escaped_json(hostile: Cascade) -> None:
    """No sign that ends a script block or a line of JavaScript stands in the data."""
    page = render_network(hostile)
    data = _one(r'id="cascade-texts">(.*?)</script>', page)
    assert not set(data) & set("<>&'\u2028\u2029")
    texts = json.loads(data)
    assert any("<script>alert(1)</script>" in text for text in texts["nodes"].values())
    drawn = _one(_NODES, page)
    assert "<" not in drawn
    assert "title" not in {key for node in json.loads(drawn) for key in node}


def test_the_page_is_vietnamese_titled_and_listed(store: Store) -> None:
    """Language, title, legend, canvas with a name, and a table a keyboard reaches."""
    page = render_network(cascade_of(store, f"{DEFAULT_BASE}instrument/vn/2021-11-26/33-ct-ttg"))
    tags = _parsed(page).tags
    assert page.startswith("<!DOCTYPE html>")
    assert ("html", {"lang": "vi"}) in tags
    assert "<title>Cây triển khai: Chỉ thị 33/CT-TTg ngày 26/11/2021</title>" in page
    assert "không có nghĩa là chưa ban hành" in page
    attributes = [a for _, a in tags]
    assert any(a.get("id") == "mynetwork" and a.get("role") == "img" for a in attributes)
    assert any(a.get("role") == "region" and a.get("tabindex") == "0" for a in attributes)
    rows = page.partition("<tbody>")[2].count("<tr>")
    buttons = [a for a in attributes if "data-node" in a]
    assert rows == len(buttons) > 60
    assert all(b["aria-label"].startswith("Xem ") for b in buttons)


def test_over_the_limit_the_nearest_are_kept_and_the_rest_counted(
    country: Country, opened: Opened
) -> None:
    """Documents near the root stay, and the page says how many nodes it leaves out."""
    top = country.instrument("vn/1", "trung-uong")
    for number in range(6):
        plan = country.instrument(f"9/{number}", "tinh", label=f"Gần {number}")
        low = country.instrument(f"99/{number}", "huyen", label=f"Xa {number}")
        country.relate(plan, top)
        country.relate(low, plan)
    graph = cascade_of(opened(country), str(top))
    page = render_network(graph, limit=7)
    assert page.partition("<tbody>")[2].count("<tr>") == 7
    assert "Gần 5" in page
    assert "Xa 0" not in page
    assert "chỉ gồm 7 nút gần văn bản gốc nhất; còn 6 nút không đưa vào" in page
    assert "không đưa vào" not in render_network(graph)


def test_positions_are_ours_and_no_two_nodes_stand_on_each_other(store: Store) -> None:
    """Physics is off, so a picture of the shipped data is drawn at once, without overlap."""
    page = render_network(cascade_of(store, f"{DEFAULT_BASE}instrument/vn/2021-11-26/33-ct-ttg"))
    nodes = json.loads(_one(_NODES, page))
    places = [(node["x"], node["y"]) for node in nodes]
    assert len(places) == len(set(places))
    assert '"physics": {"enabled": false}' in page
    levels = {n["label"]: n["y"] for n in nodes if n["shape"] == "text"}
    assert levels["Trung ương"] < levels["Cấp tỉnh"] < levels["Cấp huyện"] < levels["Cấp xã"]


def test_pyvis_is_loaded_only_when_a_picture_is_drawn() -> None:
    """The server and the command line start without pyvis and the IPython it pulls in."""
    code = (
        "import sys, danvan_graph.web.files.graph_view; "
        "sys.exit(any(m in sys.modules for m in ('pyvis', 'IPython', 'fastapi')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_browser_without_network_draws_it_and_runs_nothing(
    hostile: Cascade, tmp_path: Path
) -> None:
    """In Chromium, offline: no request, no error, no dialog, and a canvas that is not blank."""
    file = tmp_path / "cay.html"
    file.write_text(render_network(hostile), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _BROWSE, str(file), str(CHROMIUM)],
        capture_output=True, check=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    seen = json.loads(done.stdout)
    assert seen["requests"] == [file.as_uri()]
    assert (seen["errors"], seen["dialogs"]) == ([], [])
    assert seen["colours"] > 3
    assert set(seen["tooltip"]) <= {"BR"}
    assert "<script>alert(1)</script>" in seen["shown"]
    assert seen["selected"] == ["n0"]


_BROWSE = """
import json, sys
from playwright.sync_api import sync_playwright
seen = {"requests": [], "errors": [], "dialogs": []}
with sync_playwright() as driver:
    browser = driver.chromium.launch(executable_path=sys.argv[2], args=["--no-sandbox"])
    page = browser.new_context(offline=True).new_page()
    page.on("request", lambda r: r.url.startswith("data:") or seen["requests"].append(r.url))
    page.on("pageerror", lambda e: seen["errors"].append(str(e)))
    page.on("console", lambda m: m.type == "error" and seen["errors"].append(m.text))
    page.on("dialog", lambda d: (seen["dialogs"].append(d.message), d.dismiss()))
    page.goto("file://" + sys.argv[1])
    page.wait_for_timeout(500)
    seen["colours"] = page.evaluate('''() => {
      const canvas = document.querySelector("#mynetwork canvas");
      const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      const found = new Set();
      for (let i = 0; i < data.length; i += 4) found.add(data[i] + "," + data[i+1] + "," + data[i+2]);
      return found.size;
    }''')
    page.locator("button[data-node]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    seen["selected"] = page.evaluate("network.getSelectedNodes()")
    box = page.locator("#mynetwork").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(800)
    seen["tooltip"] = page.evaluate(
        "[...document.querySelectorAll('.vis-tooltip *')].map(e => e.tagName)")
    seen["shown"] = page.locator(".vis-tooltip").inner_text()
    browser.close()
print(json.dumps(seen))
"""
