"""A cascade as files: graphs of all of it, pictures and Word files of what is shown."""

import io
import xml.etree.ElementTree as ET

import httpx
import networkx as nx
import pytest
from docx import Document
from docx.shared import Cm

CT33 = "/cay/vn/2021-11-26/33-ct-ttg"
SVG = "{http://www.w3.org/2000/svg}"
BASE = "https://w3id.org/danvan/"
THANH_HA = "294/2023/ke-hoach-trien-khai-thuc-hien-cong-tac-dan-van-chinh-quyen-nam-2023"


def _texts(client: httpx.Client, asked: str = "") -> list[str]:
    answer = client.get(f"{CT33}.svg{asked}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    drawn = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    return ["".join(text.itertext()) for text in drawn.iter(f"{SVG}text")]


def _graph(client: httpx.Client, asked: str = "") -> "nx.Graph[str]":
    answer = client.get(f"{CT33}.graphml{asked}")
    assert answer.status_code == 200
    return nx.parse_graphml(answer.text)


def test_the_country_as_tiles(client: httpx.Client) -> None:
    """With nothing opened the picture has a tile for each of 63 provinces, and the totals."""
    texts = _texts(client)
    assert {"Hải Dương", "TP Hà Nội", "Cà Mau"} <= set(texts)
    assert sum(text.startswith("cấp dưới ") for text in texts) == 63
    assert "Cấp tỉnh: 2/63" in texts


def test_what_is_opened_as_rows(client: httpx.Client) -> None:
    """What is opened is drawn row by row, with what is not drawn counted."""
    texts = _texts(client, "?mo=30/open")
    assert "Huyện Thanh Hà" in texts
    assert "Đơn vị" in texts
    assert not any(text.startswith("cấp dưới ") for text in texts)
    assert any("hàng không vẽ" in text for text in _texts(client, "?mo=tat-ca"))


def test_the_map_is_that_of_the_page(client: httpx.Client) -> None:
    """The picture shows the map that was chosen."""
    assert sum(t.startswith("cấp dưới ") for t in _texts(client, "?ban-do=sau")) == 34


def test_as_word(client: httpx.Client) -> None:
    """The Word file has the rows of the page, on A4, below a head that is repeated."""
    answer = client.get(f"{CT33}.docx?mo=30/open")
    assert answer.headers["content-type"].endswith("wordprocessingml.document")
    made = Document(io.BytesIO(answer.content))
    totals, rows = made.tables
    assert [cell.text for cell in totals.rows[1].cells][:3] == ["Tỉnh", "63", "2"]
    names = [row.cells[0].text for row in rows.rows]
    assert len(names) == 1 + 76
    assert "Huyện Thanh Hà" in names
    assert rows.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    page = made.sections[0]
    sides = (page.page_width or 0) / Cm(1), (page.page_height or 0) / Cm(1)
    assert [round(side, 1) for side in sides] == [21, 29.7]


def test_the_graph_is_that_of_the_cascade(client: httpx.Client, address: str) -> None:
    """GraphML holds the documents, steps and passages that the reading of the graph tells."""
    told = httpx.get(f"{address}/api/v1/instruments/{CT33[5:]}/cascade", trust_env=False).json()
    documents = {n["iri"] for n in told["nodes"] if n["kind"] == "instrument"}
    graph = _graph(client)
    drawn = {node for node, data in graph.nodes(data=True) if data["kind"] == "instrument"}
    assert drawn == documents
    steps = {(e["lower"], e["upper"]) for e in told["edges"] if e["lower"] in documents}
    assert {(a, b) for a, b in graph.edges if a in documents} == steps
    assert (
        "mo-dau"
        in graph.edges[f"{BASE}instrument/{THANH_HA}", f"{BASE}instrument/{CT33[5:]}"]["evidence"]
    )


def test_a_part_of_the_graph(client: httpx.Client) -> None:
    """A branch is that unit and what lies below it."""
    graph = _graph(client, "?nhanh=30/open")
    places = {data["place"] for _, data in graph.nodes(data=True) if data["level"] != "trung-uong"}
    assert "Tỉnh Hải Dương" in places
    assert "Tỉnh Hà Giang" not in places
    assert f"{BASE}instrument/{THANH_HA}" in graph


def test_other_relations(client: httpx.Client) -> None:
    """Documents tied by another relation hang below the root, and the edge says so."""
    graph = _graph(client, "?theo=moi")
    weak = [data["relation"] for _, _, data in graph.edges(data=True) if data["weak"]]
    assert set(weak) <= {"moi"}


@pytest.mark.parametrize("suffix", ["svg", "graphml", "html", "docx"])
def test_hostile_texts(hostile: httpx.Client, suffix: str) -> None:
    """Text of a document is text in every file."""
    answer = hostile.get(f"/cay/vn/2021/1-ct-x.{suffix}")
    assert answer.status_code == 200
    assert b"<script>alert(1)" not in answer.content
    assert b"onerror=alert(2)>" not in answer.content.replace(b"&gt;", b"")
    if suffix == "svg":
        drawn = ET.fromstring(answer.content)  # noqa: S314 - our own answer
        assert not [node for node in drawn.iter() if node.tag.endswith(("script", "img"))]


def test_no_such_unit(client: httpx.Client) -> None:
    """A file of a branch that the map lacks is refused with a sentence."""
    answer = client.get(f"{CT33}.svg?nhanh=khong/co")
    assert answer.status_code == 404
    assert "không có đơn vị" in answer.text
