"""The tree as it is shown, as a picture: the country as tiles, anything opened as rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_graph.web.unit_tree.branch import Row
from danvan_graph.web.unit_tree.tiles import Tile, tiles_of
from danvan_graph.web.unit_tree.tree import UnitTree

MOST_ROWS = 300
_HEAD, _LINE, _TILE, _FOOT = 190, 26, 78, 60
_ACROSS = 8


@dataclass(frozen=True, slots=True)
class TreePicture:
    """What is drawn; figures are in pixels.

    Attributes:
        tree: the cascade over a map.
        tiles: the provinces, or none when rows are drawn.
        rows: the rows, or none when tiles are drawn.
        left_out: how many rows are not drawn.
        height: of the whole picture.
    """

    tree: UnitTree
    tiles: Sequence[Tile]
    rows: Sequence[Row]
    left_out: int
    height: int

    @classmethod
    def of(cls, tree: UnitTree, rows: Sequence[Row], *, country: bool) -> "TreePicture":
        """Returns the picture of a tree.

        Args:
            tree: the cascade over a map.
            rows: those that are shown.
            country: whether nothing is opened or filtered, so that tiles tell more.
        """
        if country:
            tiles = tiles_of(tree)
            return cls(tree, tiles, (), 0, _HEAD + -(-len(tiles) // _ACROSS) * _TILE + _FOOT)
        drawn = rows[:MOST_ROWS]
        height = _HEAD + _LINE * (len(drawn) + 1) + _FOOT
        return cls(tree, (), drawn, len(rows) - len(drawn), height)
