"""A cascade as an answer: packed portion by portion, sent piece by piece where it is long."""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from danvan_graph.cascade.branch import tree_of
from danvan_graph.cascade.exchange import edges_of, head_of, nodes_of
from danvan_graph.cascade.shape import Cascade
from danvan_graph.web.answers.written import CSV, JSON, LINES, written
from danvan_graph.web.tables.cascade import COLUMNS, NAME, node_row
from danvan_graph.web.tables.table import BYTE_ORDER_MARK, csv_headers, csv_rows
from danvan_graph.web.wire.negotiation import choose

_AT_ONCE = 500
_QUICK = 1
"""How hard zlib works: the names of fields repeat so often that more gains little."""
_Portions = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """A cascade in as little memory as it needs to be told again: a fifteenth of its JSON.

    Attributes:
        head: what is said of the whole, as JSON.
        nodes: compressed portions, each with some nodes as JSON, one in a line.
        edges: likewise.
    """

    head: bytes
    nodes: _Portions
    edges: _Portions

    @classmethod
    def of(cls, graph: Cascade) -> "Packed":
        """Returns a cascade packed, whole and in the order of :mod:`danvan_graph.cascade.exchange`."""
        tree = tree_of(graph)
        head = written(head_of(graph, tree))
        return cls(head, _packed(nodes_of(tree)), _packed(edges_of(graph)))

    def answer(self, request: Request) -> Response:
        """Returns the answer in the form that a request prefers: JSON, JSON Lines or CSV."""
        form = choose(request.headers.get("accept"), (JSON, LINES, CSV))
        if form == CSV:
            return StreamingResponse(self.rows(), headers=csv_headers(NAME))
        if form == LINES:
            return StreamingResponse(self.lines(), media_type=LINES)
        if len(self.nodes) + len(self.edges) > 2:
            return StreamingResponse(self.json(), media_type=JSON)
        return Response(b"".join(self.json()), media_type=JSON)

    def json(self) -> Iterator[bytes]:
        """Yields the pieces of one JSON object."""
        yield self.head[:-1]
        for name, portions in (("nodes", self.nodes), ("edges", self.edges)):
            before = f',"{name}":['.encode()
            for portion in portions:
                yield before + zlib.decompress(portion).replace(b"\n", b",")
                before = b","
            yield b"]" if portions else before + b"]"
        yield b"}"

    def lines(self) -> Iterator[bytes]:
        """Yields JSON Lines: the head, the nodes, the edges."""
        yield self.head + b"\n"
        for begin, portions in ((b'{"node":', self.nodes), (b'{"edge":', self.edges)):
            for portion in portions:
                yield b"".join(begin + line + b"}\n" for line in _lines(portion))

    def rows(self) -> Iterator[bytes]:
        """Yields the nodes as CSV under one head."""
        yield BYTE_ORDER_MARK + csv_rows([COLUMNS])
        for portion in self.nodes:
            yield csv_rows(node_row(json.loads(line)) for line in _lines(portion))


def _lines(portion: bytes) -> list[bytes]:
    return zlib.decompress(portion).split(b"\n")


def _packed(items: Iterable[dict[str, Any]]) -> _Portions:
    """Returns compressed portions of lines; JSON has no line break of its own."""
    waiting, portions = iter(items), []
    while some := list(islice(waiting, _AT_ONCE)):
        portions.append(zlib.compress(b"\n".join(map(written, some)), _QUICK))
    return tuple(portions)
