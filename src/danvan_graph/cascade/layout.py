"""Where each node of a cascade stands in a picture: levels from above, subtrees side by side."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from danvan_graph.cascade.branch import Branch

COLUMN = 216
DOCUMENT_ROW = 230
MISSING_ROW = 92
_BAND_GAP = 40
_WIDEST = 24

Cell = tuple[float, int, int]
Place = tuple[float, float]


def positions(tree: Branch) -> dict[str, Place]:
    """Returns the place of each node in pixels, the root on top.

    Each level of the administration is a band; a subtree has columns of its own; what has nothing
    below it stands with its like as a block of several rows. What would be too wide to be read is
    broken into shelves, each with bands of its own.
    """
    places: dict[str, Place] = {}
    y = 0.0
    for shelf in _shelves(tree):
        part, height = _shelf_positions(shelf, y)
        places = {**part, **places}
        y += height
    return places


def _shelves(tree: Branch) -> Iterator[Branch]:
    """Yields the tree, or the root with some of its children at a time."""
    widths = _widths(tree)
    widest = max(_WIDEST, math.ceil(math.sqrt(widths[tree.iri] * _WIDEST)))
    shelf: list[Branch] = []
    room = widest
    for child in tree.children:
        if child.children and shelf and widths[child.iri] > room:
            yield replace(tree, children=tuple(shelf))
            shelf, room = [], widest
        shelf.append(child)
        room -= widths[child.iri] if child.children else 0
    yield replace(tree, children=tuple(shelf))


def _shelf_positions(tree: Branch, top: float) -> tuple[dict[str, Place], float]:
    """Returns the places on one shelf, and how high it is."""
    cells = _cells(tree, _widths(tree))
    heights: dict[tuple[int, int], int] = {}
    for _, branch in tree.walk():
        _, level, row = cells[branch.iri]
        height = MISSING_ROW if branch.node.kind == "missing" else DOCUMENT_ROW
        heights[level, row] = max(heights.get((level, row), 0), height)
    tops = _tops(heights)
    whole = max(tops[cell] + heights[cell] for cell in tops) + _BAND_GAP
    places = {iri: (x * COLUMN, top + tops[level, row]) for iri, (x, level, row) in cells.items()}
    return places, whole


def _tops(heights: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], float]:
    tops: dict[tuple[int, int], float] = {}
    y, band = 0.0, None
    for level, row in sorted(heights):
        if band is not None and band != level:
            y += _BAND_GAP
        band = level
        tops[level, row] = y + heights[level, row] / 2
        y += heights[level, row]
    return tops


def _blocks(children: Iterable[Branch]) -> dict[int, list[Branch]]:
    """Returns the children with nothing below them, by level."""
    blocks: dict[int, list[Branch]] = defaultdict(list)
    for child in children:
        if not child.children:
            blocks[child.node.level_order].append(child)
    return blocks


def _columns(count: int) -> int:
    return min(count, max(2, math.ceil(math.sqrt(count * 0.9))))


def _block_width(children: Iterable[Branch]) -> int:
    return max((_columns(len(block)) for block in _blocks(children).values()), default=0)


def _widths(tree: Branch) -> dict[str, int]:
    """Returns how many columns each subtree takes."""
    widths: dict[str, int] = {}
    for _, branch in reversed(list(tree.walk())):
        beside = sum(widths[child.iri] for child in branch.children if child.children)
        widths[branch.iri] = max(1, beside + _block_width(branch.children))
    return widths


def _cells(tree: Branch, widths: Mapping[str, int]) -> dict[str, Cell]:
    """Returns column, level and row within the level of each node."""
    cells: dict[str, Cell] = {}
    waiting: list[tuple[Branch, float, int]] = [(tree, 0.0, 0)]
    while waiting:
        branch, left, row = waiting.pop()
        level = branch.node.level_order
        cells[branch.iri] = (left + (widths[branch.iri] - 1) / 2, level, row)
        for child in branch.children:
            if child.children:
                below = row + 1 if child.node.level_order == level else 0
                waiting.append((child, left, below))
                left += widths[child.iri]
        for order, block in _blocks(branch.children).items():
            first = row + 1 if order == level else 0
            cells.update(_block_cells(block, left, order, first))
    return cells


def _block_cells(block: list[Branch], left: float, level: int, first_row: int) -> dict[str, Cell]:
    columns = _columns(len(block))
    return {
        leaf.iri: (left + index % columns, level, first_row + index // columns)
        for index, leaf in enumerate(block)
    }
