"""The cascade for other programs: JSON with every passage, and GraphML for graph tools."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from typing import Any

import networkx as nx

from danvan_graph.cascade.branch import Branch, tree_of
from danvan_graph.cascade.measures import metrics, totals
from danvan_graph.cascade.shape import Cascade, attributes, root_of

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_dict(graph: Cascade, shown: AbstractSet[str] | None = None) -> dict[str, Any]:
    """Returns the cascade as plain values for JSON: nodes and edges side by side, never nested.

    Each node names the one it hangs below for display as ``parent``.

    Args:
        graph: what :func:`danvan_graph.cascade.cascade_of` returned.
        shown: only these nodes and what joins them; None for all. Totals and metrics stay whole.
    """
    tree = tree_of(graph)
    return {
        **head_of(graph, tree),
        "nodes": [n for n in nodes_of(tree) if shown is None or n["iri"] in shown],
        "edges": [e for e in edges_of(graph) if shown is None or {e["lower"], e["upper"]} <= shown],
    }


def head_of(graph: Cascade, tree: Branch) -> dict[str, Any]:
    """Returns what is said of the whole cascade as plain values: root, day, notes, figures."""
    return {
        "instrument": root_of(graph),
        "day": graph.graph["day"] or None,
        "weak": graph.graph["weak"],
        "notes": list(graph.graph["notes"]),
        "totals": [asdict(total) for total in totals(graph)],
        "metrics": asdict(metrics(graph, tree)),
    }


def edges_of(graph: Cascade) -> Iterator[dict[str, Any]]:
    """Yields the edges as plain values."""
    for lower, upper, data in graph.edges(data=True):
        yield {"lower": lower, "upper": upper, **{k: _plain(v) for k, v in data.items()}}


def nodes_of(tree: Branch) -> Iterator[dict[str, Any]]:
    """Yields the nodes as plain values in the order of display, each with what it hangs below."""
    parents = {child.iri: branch.iri for _, branch in tree.walk() for child in branch.children}
    for depth, branch in tree.walk():
        yield {
            "iri": branch.iri,
            "parent": parents.get(branch.iri),
            "depth": depth,
            **{name: _plain(value) for name, value in attributes(branch.node).items()},
            "also": [attributes(related) for related in branch.also],
            "marks": list(branch.marks),
        }


def _plain(value: Any) -> Any:
    """Returns a value with every passage and every related document in it as a dictionary."""
    if isinstance(value, tuple):
        return [attributes(v) for v in value]
    return value


def to_graphml(graph: Cascade) -> bytes:
    """Returns the cascade as GraphML that any reader of XML 1.0 accepts.

    Attributes are texts, numbers and truth values. An unknown text is empty; an unknown number is
    left out, so that each attribute keeps one type. Passages stand as JSON in ``evidence``.
    """
    plain: Cascade = nx.DiGraph(root=root_of(graph), day=graph.graph["day"])
    for iri, data in graph.nodes(data=True):
        plain.add_node(xml_text(iri), **_scalars(data))
    for lower, upper, data in graph.edges(data=True):
        plain.add_edge(xml_text(lower), xml_text(upper), **_scalars(data))
    file = io.BytesIO()
    nx.write_graphml_xml(plain, file, encoding="utf-8")
    return file.getvalue()


_NUMBERS = frozenset({"superior_order", "year", "late_days", "days"})


def _scalars(data: Mapping[str, Any]) -> dict[str, str | int | float | bool]:
    found: dict[str, str | int | float | bool] = {}
    for name, value in data.items():
        if isinstance(value, tuple):
            found[name] = xml_text(json.dumps(_plain(value), ensure_ascii=False))
        elif isinstance(value, str):
            found[name] = xml_text(value)
        elif value is not None:
            found[name] = value
        elif name not in _NUMBERS:
            found[name] = ""
    return found


def xml_text(text: str) -> str:
    r"""Returns the text without what XML 1.0 cannot hold.

    >>> xml_text("Kế hoạch\x00\x1b 09")
    'Kế hoạch 09'
    """
    return _NOT_XML.sub("", text)
