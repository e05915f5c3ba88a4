"""A cascade of many portions is told whole, in every form."""

import csv
import io
import json

from starlette.requests import Request
from starlette.responses import StreamingResponse

from danvan_graph.cascade import cascade_of
from danvan_graph.cascade.exchange import to_dict
from danvan_graph.cascade.shape import Cascade, Node, attributes, node_at
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.vocabulary import DEFAULT_BASE
from danvan_graph.web.answers.cascade import Packed

MANY = 1200


def _large(store: Store) -> Cascade:
    """Returns a real cascade with invented communes below its first document."""
    graph = cascade_of(store, f"{DEFAULT_BASE}instrument/vn/2021-11-26/33-ct-ttg")
    lower, upper = next(iter(graph.edges))
    step, like = dict(graph.edges[lower, upper]), attributes(node_at(graph, lower))
    for number in range(MANY):
        iri = f"{DEFAULT_BASE}instrument/xa/{number:05d}"
        label = f"Kế hoạch\n{number} “thử”"
        graph.add_node(iri, **attributes(Node(**like | {"label": label, "outside": ()})))
        graph.add_edge(iri, lower, **step)
    return graph


def _request(accept: str) -> Request:
    return Request({"type": "http", "headers": [(b"accept", accept.encode())]})


def test_every_form_is_whole(store: Store) -> None:
    """Portions join to the one object, to one line for each thing, to one row for each node."""
    graph = _large(store)
    packed, expected = Packed.of(graph), json.loads(json.dumps(to_dict(graph)))
    assert len(packed.nodes) > 2
    assert json.loads(b"".join(packed.json())) == expected
    head, *lines = [json.loads(line) for line in b"".join(packed.lines()).splitlines()]
    assert [line["node"] for line in lines if "node" in line] == expected["nodes"]
    assert [line["edge"] for line in lines if "edge" in line] == expected["edges"]
    assert head["totals"] == expected["totals"]
    text = b"".join(packed.rows()).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == 1 + len(expected["nodes"])
    size = sum(map(len, (*packed.nodes, *packed.edges)))
    assert size * 8 < len(b"".join(packed.json()))


def test_the_long_is_streamed(store: Store) -> None:
    """A short one is one answer whose length is known; a long one goes out piece by piece."""
    short = Packed.of(cascade_of(store, f"{DEFAULT_BASE}instrument/02/2022-01-07/9-kh-ubnd"))
    assert not isinstance(short.answer(_request("*/*")), StreamingResponse)
    assert isinstance(Packed.of(_large(store)).answer(_request("*/*")), StreamingResponse)
