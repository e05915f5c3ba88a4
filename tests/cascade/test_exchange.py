"""The cascade in JSON and GraphML."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from danvan_graph.cascade import cascade_of
from danvan_graph.cascade.exchange import to_dict, to_graphml
from danvan_graph.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    from tests.cascade.conftest import Country, Opened

    from danvan_graph.cascade.shape import Cascade

LABELS = ["A\x00B\x0b\x1fC", "]]>&amp;<x>", "Kế hoạch “đặc biệt” 🙂", "\ufffe\uffff", "a\tb\nc"]


@pytest.fixture
def graph(country: Country, opened: Opened) -> Cascade:
    """A directive with five strange plans and a missing group."""
    top = country.instrument("vn/1", "trung-uong", date="2021-11-26")
    for number, label in enumerate(LABELS):
        plan = country.instrument(
            f"9/{number}", "tinh", label=label, number=label, date="2022-01-07"
        )
        country.cite(plan, top)
    country.cite(country.instrument("98/1", "huyen"), top)
    country.expect(top, country.group("Các sở <b>", "tinh"))
    return cascade_of(opened(country), str(top))


def test_graphml_reads_back_as_the_same_graph(graph: Cascade) -> None:
    """Every node, edge and attribute survives; only what XML cannot hold is left out."""
    content = to_graphml(graph)
    read = nx.read_graphml(io.BytesIO(content))
    assert set(read.nodes) == set(graph.nodes)
    assert set(read.edges) == set(graph.edges)
    plan = f"{DEFAULT_BASE}instrument/9/0"
    assert read.nodes[plan]["label"] == "ABC"
    assert read.nodes[plan]["year"] == 2022
    assert read.nodes[plan]["collected"] is True
    assert read.edges[plan, graph.graph["root"]]["days"] == 42
    assert read.nodes[f"{DEFAULT_BASE}instrument/9/1"]["label"] == LABELS[1]
    evidence = json.loads(read.edges[plan, graph.graph["root"]]["evidence"])
    assert (evidence[0]["section"], evidence[0]["start"]) == ("mo-dau", 10)


def test_graphml_gives_each_attribute_one_type(graph: Cascade) -> None:
    """No attribute is a number here and a text there, which other readers refuse."""
    space = "{http://graphml.graphdrawing.org/xmlns}key"
    keys = [
        (key.get("for"), key.get("attr.name"), key.get("attr.type"))
        for key in ET.fromstring(to_graphml(graph)).iter(space)  # noqa: S314 - our own output
    ]
    names = [(domain, name) for domain, name, _ in keys]
    assert len(names) == len(set(names))
    assert {kind for _, _, kind in keys} <= {"string", "long", "int", "double", "boolean"}
    assert not [name for _, name in names if name in {None, ""}]


def test_an_unknown_number_is_left_out_and_an_unknown_text_is_empty(graph: Cascade) -> None:
    """Unknown is neither zero nor the word None."""
    read = nx.read_graphml(io.BytesIO(to_graphml(graph)))
    undated = f"{DEFAULT_BASE}instrument/98/1"
    assert read.nodes[undated]["date"] == ""
    assert "year" not in read.nodes[undated]
    assert "days" not in read.edges[undated, graph.graph["root"]]


def test_json_holds_nodes_edges_totals_and_metrics_side_by_side(graph: Cascade) -> None:
    """What programs get is flat, complete and plain."""
    found = json.loads(json.dumps(to_dict(graph), ensure_ascii=False))
    assert set(found) == {
        "instrument", "day", "weak", "notes", "totals", "metrics", "nodes", "edges",
    }  # fmt: skip
    assert len(found["nodes"]) == len(graph)
    root, first = found["nodes"][0], found["nodes"][1]
    assert (root["iri"], root["parent"], root["depth"]) == (graph.graph["root"], None, 0)
    assert first["parent"] == root["iri"]
    assert found["edges"][0]["evidence"][0]["confidence"] > 0


def test_json_of_a_part_keeps_the_whole_totals(graph: Cascade) -> None:
    """A filter hides nodes and does not change what is counted."""
    root = graph.graph["root"]
    part = to_dict(graph, frozenset({root}))
    assert [n["iri"] for n in part["nodes"]] == [root]
    assert part["edges"] == []
    assert part["totals"] == to_dict(graph)["totals"]
