"""Where the nodes of a picture stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_graph.cascade import cascade_of, tree_of
from danvan_graph.cascade.layout import COLUMN, MISSING_ROW, positions

if TYPE_CHECKING:
    from tests.cascade.conftest import Country, Opened

    from danvan_graph.cascade.branch import Branch


def _wide_tree(country: Country, opened: Opened) -> Branch:
    """Returns 40 provinces with 6 districts each."""
    top = country.instrument("vn/1", "trung-uong")
    for province in range(40):
        middle = country.instrument(f"{province}/1", "tinh")
        country.relate(middle, top)
        for district in range(6):
            country.relate(country.instrument(f"{province}-{district}/1", "huyen"), middle)
    return tree_of(cascade_of(opened(country), str(top)))


def test_no_two_boxes_overlap(country: Country, opened: Opened) -> None:
    """Boxes side by side are a column apart, boxes above each other at least a row."""
    places = sorted(positions(_wide_tree(country, opened)).values(), key=lambda p: (p[1], p[0]))
    assert len(places) == 281
    for number, (x, y) in enumerate(places):
        near = [p for p in places[number + 1 :] if p[1] - y < MISSING_ROW]
        assert all(abs(x - other) >= COLUMN / 2 for other, _ in near)


def test_a_wide_tree_is_broken_into_shelves_that_fit_a_screen(
    country: Country, opened: Opened
) -> None:
    """A whole country is no line of one pixel: width and height stay within one order."""
    places = positions(_wide_tree(country, opened)).values()
    width = max(x for x, _ in places) - min(x for x, _ in places)
    height = max(y for _, y in places) - min(y for _, y in places)
    assert width < 12 * height


def test_what_is_lower_stands_lower(country: Country, opened: Opened) -> None:
    """On every shelf a document stands below the one it carries out, and the root above all."""
    tree = _wide_tree(country, opened)
    places = positions(tree)
    for _, branch in tree.walk():
        for child in branch.children:
            assert places[child.iri][1] > places[branch.iri][1]


def test_a_lone_instrument_has_a_place(country: Country, opened: Opened) -> None:
    """A directive nobody answered is drawn too."""
    top = country.instrument("vn/1", "trung-uong")
    assert list(positions(tree_of(cascade_of(opened(country), str(top))))) == [str(top)]
