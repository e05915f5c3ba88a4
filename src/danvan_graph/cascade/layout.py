"""Where each node of a cascade stands in a picture: levels from above, subtrees side by side."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from danvan_graph.cascade.branch import Branch

COLUMN = 216
DOCUMENT_ROW = 190
MISSING_ROW = 92
_BAND_GAP = 40

Cell = tuple[float, int, int]


def positions(tree: Branch) -> dict[str, tuple[float, float]]:
    """Returns the place of each node in pixels, the root on top.

    Each level of the administration is a band; a subtree has columns of its own; units of which
    nothing is in the collection stand as a block of several rows beside their siblings.
    """
    cells = _cells(tree, _widths(tree))
    heights: dict[tuple[int, int], int] = {}
    for _, branch in tree.walk():
        _, level, row = cells[branch.iri]
        height = MISSING_ROW if branch.node.kind == "missing" else DOCUMENT_ROW
        heights[level, row] = max(heights.get((level, row), 0), height)
    tops = _tops(heights)
    return {iri: (x * COLUMN, tops[level, row]) for iri, (x, level, row) in cells.items()}


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


def _is_ghost(branch: Branch) -> bool:
    return branch.node.kind == "missing" and not branch.children


def _blocks(children: Iterable[Branch]) -> dict[int, list[Branch]]:
    """Returns the missing units of each level."""
    blocks: dict[int, list[Branch]] = defaultdict(list)
    for child in children:
        if _is_ghost(child):
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
        beside = sum(widths[child.iri] for child in branch.children if not _is_ghost(child))
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
            if not _is_ghost(child):
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
        ghost.iri: (left + index % columns, level, first_row + index // columns)
        for index, ghost in enumerate(block)
    }
