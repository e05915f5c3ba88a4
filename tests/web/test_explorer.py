"""The graph opened step by step: states, limits, pictures, and what is told of what is not drawn."""

import itertools
import re
import xml.etree.ElementTree as ET
from urllib.parse import quote

import httpx
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.web.explorer.picture import Box, draw
from danvan_graph.web.explorer.state import Opening, State

CT33 = "instrument/vn/2021-11-26/33-ct-ttg"
ANSWERS = f"{CT33}|directlyImplements|nguoc"
ONE = f"/kham-pha?tu={CT33}&mo={quote(ANSWERS)}"


def test_state_is_its_address() -> None:
    """What is opened, closed and gone back on follows from the address alone."""
    step = Opening.parse(ANSWERS)
    state = State.read(CT33, [], "").with_opened(step)
    assert state.query() == f"tu={quote(CT33, safe='')}&mo={quote(ANSWERS, safe='')}"
    assert state.without(step).opened == ()
    assert state.upto(0) == State.read(CT33, [], "")


@pytest.mark.parametrize(
    "text", ["", "x", "x|y", "x|implements|seitwärts", "x|<b>|nguoc", "|a|xuoi"]
)
def test_no_step(text: str) -> None:
    """Anything else is refused."""
    with pytest.raises(InvalidIdentifier):
        Opening.parse(text)


def test_page_opens_a_relation(client: httpx.Client) -> None:
    """The plans that answer the directive stand in the picture, and each leads on."""
    page = client.get(ONE).text
    assert "Kế hoạch 09/KH-UBND" in page
    assert "chon=instrument%2F02%2F2022-01-07%2F9-kh-ubnd" in page
    assert "Bỏ bước cuối" in page


def test_counts_before_opening(client: httpx.Client) -> None:
    """How many a relation leads to is what opening it draws."""
    told = client.get(f"/kham-pha.json?tu={CT33}&mo={quote(ANSWERS)}").json()
    assert len(told["edges"]) == len(told["nodes"]) - 1 == 5
    assert (
        'trực tiếp thực hiện</a> <span class="count">5</span>'
        in client.get(f"/kham-pha?tu={CT33}").text
    )


def test_what_is_not_drawn_is_told(client: httpx.Client) -> None:
    """A province has more communes than a step draws; the page says so."""
    step = quote("territory/01/open|parentTerritory|nguoc")
    page = client.get(f"/kham-pha?tu=territory/01/open&mo={step}")
    told = client.get(f"/kham-pha.json?tu=territory/01/open&mo={step}").json()
    if told["not_all_drawn"]:
        assert "nhiều hơn số được vẽ" in page.text
    assert len(told["nodes"]) <= 61


def test_files_hold_the_same_graph(client: httpx.Client) -> None:
    """SVG and GraphML hold the nodes of the page."""
    query = ONE.partition("?")[2]
    nodes = client.get(f"/kham-pha.json?{query}").json()["nodes"]
    graph = nx.parse_graphml(client.get(f"/kham-pha.graphml?{query}").text)
    assert set(graph) == {n["id"] for n in nodes}
    svg = ET.fromstring(client.get(f"/kham-pha.svg?{query}").content)  # noqa: S314 - our own
    titles = svg.findall(".//{http://www.w3.org/2000/svg}g/{http://www.w3.org/2000/svg}title")
    assert {n["label"] for n in nodes} <= {t.text for t in titles}


@pytest.mark.parametrize("query", ["tu=instrument/vn/2000/khong-co", "mo=x", "tu=%3Cscript%3E"])
def test_unknown_is_refused(client: httpx.Client, query: str) -> None:
    """A beginning or step that is none is told in Vietnamese."""
    answer = client.get(f"/kham-pha?{query}", headers={"Accept": "text/html"})
    assert answer.status_code in {404, 422, 400}
    assert '<html lang="vi">' in answer.text


def test_hostile_labels_are_inert(hostile: httpx.Client) -> None:
    """No label becomes markup in the page or the picture."""
    for path in ("/kham-pha", "/kham-pha.svg"):
        step = quote("instrument/vn/2024/ke-hoach-xau|cites|xuoi")
        answer = hostile.get(f"{path}?tu=instrument/vn/2024/ke-hoach-xau&mo={step}")
        assert answer.status_code == 200
        assert "<script>" not in answer.text
        assert "<img" not in answer.text


def test_standalone_page_asks_nobody(client: httpx.Client, hostile: httpx.Client) -> None:
    """The HTML file names no other host, and hostile labels stay text."""
    step = quote("instrument/vn/2021-11-26/33-ct-ttg|directlyImplements|nguoc")
    page = client.get(f"/kham-pha.html?mo={step}")
    assert "attachment" in page.headers["content-disposition"]
    assert not re.search(r"""(?:src|href)\s*=\s*["']?\s*(?:https?:)?//""", page.text)
    assert "default-src 'none'; script-src 'sha256-" in page.text
    assert "Trường Thi" in page.text
    step = quote("instrument/vn/2024/ke-hoach-xau|cites|xuoi")
    bad = hostile.get(f"/kham-pha.html?tu=instrument/vn/2024/ke-hoach-xau&mo={step}").text
    assert "<script>alert" not in bad
    assert "<img src=x" not in bad


@settings(max_examples=80, deadline=None)
@given(
    edges=st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=60),
    words=st.integers(1, 12),
)
def test_boxes_never_overlap(edges: list[tuple[int, int]], words: int) -> None:
    """Every node has a place of its own, whatever the graph."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("0")
    for a, b in edges:
        graph.add_edge(str(a), str(b), label="x")
    picture = draw(graph, lambda node: " ".join(["nhãn", node] * words))
    assert {box.name for box in picture.boxes} == set(graph)
    for one, other in itertools.combinations(picture.boxes, 2):
        assert not _overlap(one, other), (one, other)
    assert all(b.x >= 0 and b.x + b.width <= picture.width for b in picture.boxes)
    assert all(b.y >= 0 and b.y + b.height <= picture.height for b in picture.boxes)


def _overlap(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    apart = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (beside or apart)


def test_construct_is_drawn(client: httpx.Client) -> None:
    """A CONSTRUCT small enough to be read is shown as a picture, with its Turtle."""
    query = "CONSTRUCT WHERE { ?p <https://w3id.org/danvan/ontology#directlyImplements> ?k }"
    page = client.post("/truy-van", data={"query": query}).text
    assert '<svg class="picture"' in page
    assert "Turtle" in page


def test_chart_where_it_suits(client: httpx.Client) -> None:
    """One column that names and one that counts make a chart; other results do not."""
    query = """SELECT ?k (COUNT(*) AS ?n) WHERE
      { ?p <https://w3id.org/danvan/ontology#cites> ?k } GROUP BY ?k ORDER BY DESC(?n) LIMIT 9"""
    assert "Biểu đồ" in client.post("/truy-van", data={"query": query}).text
    plain = "SELECT ?p ?k WHERE { ?p <https://w3id.org/danvan/ontology#cites> ?k } LIMIT 9"
    assert "Biểu đồ" not in client.post("/truy-van", data={"query": plain}).text
