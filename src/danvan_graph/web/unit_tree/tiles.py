"""The country as tiles: one for each province, with how it stands and how many below it answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_graph.web.reading.names import Unit
from danvan_graph.web.unit_tree.tree import Standing, UnitTree


@dataclass(frozen=True, slots=True)
class Tile:
    """One province.

    Attributes:
        unit: the province.
        standing: how it stands.
        answered: how many units below it have a document.
        below: how many units stand below it.
    """

    unit: Unit
    standing: Standing
    answered: int
    below: int


def tiles_of(tree: UnitTree) -> Sequence[Tile]:
    """Returns the provinces in the order of a dictionary."""
    provinces = [u for u in tree.units.units.values() if u.level == "tinh"]
    return [_tile(tree, u) for u in sorted(provinces, key=lambda u: tree.units.rank[u.iri])]


def _tile(tree: UnitTree, unit: Unit) -> Tile:
    below = tree.counts.get(unit.iri, {}).values()
    return Tile(unit, tree.standings[unit.iri], sum(a for a, _ in below), sum(n for _, n in below))
