"""A small graph as boxes and lines: a tree from left to right, other ties as bows."""

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

_WIDTH = 230.0
_GAP = 70.0
_LINE = 17.0
_PADDING = 14.0
_BETWEEN = 10.0
_LETTERS = 30
_MOST_LINES = 3
_MARGIN = 12.0
_HALF = 0.5
_CENTRED = 400.0
"""Before a higher row a box stands at its beginning, where a reader looks first."""


@dataclass(frozen=True, slots=True)
class Box:
    """A node where it stands; figures are in pixels from the upper left corner."""

    name: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge as a path of SVG.

    Attributes:
        path: the ``d`` of the path; it ends at the node the edge points to.
        label: what the edge is.
        x: middle of the label.
        y: its base line.
        across: whether it stands outside the tree.
    """

    path: str
    label: str
    x: float
    y: float
    across: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and ties with the size of the whole."""

    boxes: tuple[Box, ...]
    ties: tuple[Tie, ...]
    width: float
    height: float


def draw(graph: "nx.MultiDiGraph[str]", label: Callable[[str], str]) -> Picture:
    """Returns the picture of a graph: each node once, beside the node it was reached from.

    Args:
        graph: nodes in the order in which they are reached; edges with ``label``.
        label: names a node.
    """
    parents = _parents(graph)
    lines = {node: wrapped(label(node)) for node in graph}
    boxes = _boxes(graph, parents, lines)
    ties = tuple(_ties(graph, parents, boxes))
    width = max((b.x + b.width for b in boxes.values()), default=0.0) + _MARGIN
    height = max((b.y + b.height for b in boxes.values()), default=0.0) + _MARGIN
    return Picture(tuple(boxes.values()), ties, width, height)


def wrapped(text: str) -> tuple[str, ...]:
    """Returns a label as at most three lines."""
    lines = textwrap.wrap(" ".join(text.split()), _LETTERS) or ["–"]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][: _LETTERS - 1]}…"]
    return tuple(lines)


def _parents(graph: "nx.MultiDiGraph[str]") -> dict[str, str | None]:
    """Returns the node from which each one is reached first, whichever way the edge points."""
    plain = graph.to_undirected(as_view=True)
    parents: dict[str, str | None] = {}
    for node in graph:
        if node in parents:
            continue
        parents[node] = None
        for above, below in nx.bfs_edges(plain, node):
            parents.setdefault(below, above)
    return parents


def _boxes(
    graph: "nx.MultiDiGraph[str]",
    parents: dict[str, str | None],
    lines: dict[str, tuple[str, ...]],
) -> dict[str, Box]:
    below: dict[str | None, list[str]] = {}
    for node in graph:
        below.setdefault(parents[node], []).append(node)
    order = _from_above(below)
    own = {node: len(lines[node]) * _LINE + _PADDING for node in graph}
    block = dict(own)
    for node in reversed(order):
        block[node] = max(own[node], _row(block, below.get(node, [])))
    corner: dict[str, tuple[float, float]] = {}
    _place(below.get(None, []), block, _MARGIN, _MARGIN, corner)
    for node in order:
        x, y = corner[node]
        row = below.get(node, [])
        _place(row, block, x + _WIDTH + _GAP, y + (block[node] - _row(block, row)) * _HALF, corner)
        shift = (block[node] - own[node]) * _HALF if block[node] <= _CENTRED else 0.0
        corner[node] = x, y + shift
    return {node: Box(node, *corner[node], _WIDTH, own[node], lines[node]) for node in graph}


def _from_above(below: dict[str | None, list[str]]) -> list[str]:
    """Returns every node after the one it hangs on."""
    order = list(below.get(None, []))
    for node in order:
        order.extend(below.get(node, []))
    return order


def _row(block: dict[str, float], nodes: Sequence[str]) -> float:
    return sum(block[node] for node in nodes) + _BETWEEN * max(0, len(nodes) - 1)


def _place(
    nodes: Sequence[str],
    block: dict[str, float],
    x: float,
    y: float,
    corner: dict[str, tuple[float, float]],
) -> None:
    for node in nodes:
        corner[node] = x, y
        y += block[node] + _BETWEEN


def _ties(
    graph: "nx.MultiDiGraph[str]", parents: dict[str, str | None], boxes: dict[str, Box]
) -> Iterable[Tie]:
    written: set[tuple[str, str, str]] = set()
    for source, target, facts in graph.edges(data=True):
        said = str(facts["label"])
        key = (source, target, said)
        if source == target or key in written:
            continue
        written.add(key)
        inside = parents[source] == target or parents[target] == source
        yield _tie(boxes[source], boxes[target], said, across=not inside)


def _tie(source: Box, target: Box, label: str, *, across: bool) -> Tie:
    forward = source.x < target.x
    x1 = source.x + (source.width if forward or source.x == target.x else 0.0)
    x2 = target.x + (0.0 if forward else target.width)
    y1, y2 = source.y + source.height * _HALF, target.y + target.height * _HALF
    bend = _GAP * _HALF
    turn1 = x1 + bend if forward or source.x == target.x else x1 - bend
    turn2 = x2 - bend if forward else x2 + bend
    path = f"M{x1:.0f},{y1:.0f} C{turn1:.0f},{y1:.0f} {turn2:.0f},{y2:.0f} {x2:.0f},{y2:.0f}"
    right = target if forward else source
    return Tie(path, label, right.x - bend, right.y + right.height * _HALF - 4, across)
