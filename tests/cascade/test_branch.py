"""How the graph is laid out as a tree: nearest superior, order of siblings, breaks of the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from danvan_graph.cascade import cascade_of, tree_of
from danvan_graph.cascade.branch import pruned
from danvan_graph.cascade.words import NO_SUPERIOR, also_words

if TYPE_CHECKING:
    from tests.cascade.conftest import Country, Opened

    from danvan_graph.cascade.branch import Branch


def _children(tree: Branch, iri: object) -> tuple[Branch, ...]:
    return next(b for _, b in tree.walk() if b.iri == str(iri)).children


def test_a_document_hangs_below_the_superior_with_the_longest_chain(
    country: Country, opened: Opened
) -> None:
    """A plan that names directive and province plan stands below the plan, and tells the other."""
    top = country.instrument("vn/1", "trung-uong", label="Chỉ thị 1")
    middle = country.instrument("9/2", "tinh")
    low = country.instrument("99/3", "huyen")
    for lower, upper in ((middle, top), (low, middle), (low, top)):
        country.relate(lower, upper)
    tree = tree_of(cascade_of(opened(country), str(top)))
    assert [c.iri for c in tree.children] == [str(middle)]
    (branch,) = _children(tree, middle)
    assert [(r.label, r.inside) for r in branch.also] == [("Chỉ thị 1", True)]


def test_what_was_only_expected_or_weakly_tied_is_not_said_to_be_carried_out(
    country: Country, opened: Opened
) -> None:
    """A second tie of a missing unit or of a weak document keeps its own word."""
    top = country.instrument("vn/1", "trung-uong", label="Chỉ thị 1")
    middle = country.instrument("9/2", "tinh")
    country.relate(middle, top)
    ghost = country.body(country.territory("99", "huyen", "Thử"), "huyen", "Ủy ban 99")
    weak = country.instrument("98/1", "xa")
    for upper in (top, middle):
        country.expect(upper, ghost)
        country.relate(weak, upper, "to-chuc-thuc-hien")
    tree = tree_of(cascade_of(opened(country), str(top), weak=True))
    said = [also_words(r) for b in _children(tree, middle) for r in b.also]
    assert said == [
        "cũng được mong đợi thực hiện Chỉ thị 1",
        "cũng có nhiệm vụ thực hiện Chỉ thị 1",
    ]


def test_every_node_stands_in_the_tree_once(country: Country, opened: Opened) -> None:
    """A diamond of diamonds is shown without repetition."""
    top = country.instrument("vn/1", "trung-uong")
    rows = [[top]]
    for level in ("tinh", "huyen", "xa"):
        row = [country.instrument(f"{level}/{n}", level) for n in range(4)]
        for lower in row:
            for upper in rows[-1]:
                country.relate(lower, upper)
        rows.append(row)
    graph = cascade_of(opened(country), str(top))
    shown = [b.iri for _, b in tree_of(graph).walk()]
    assert len(shown) == len(set(shown)) == len(graph) == 13


def test_siblings_are_sorted_by_level_standing_place_and_day(
    country: Country, opened: Opened
) -> None:
    """Upper levels first, then what is held, cited, missing; places as in a Vietnamese dictionary."""
    top = country.instrument("vn/1", "trung-uong")
    for code, name, collected in (
        ("1", "Đà Nẵng", True), ("2", "Hải Dương", True), ("3", "Hà Nam", True),
        ("4", "Ân Thi", True), ("5", "An Giang", False),
    ):  # fmt: skip
        place = country.territory(code, "tinh", name)
        country.relate(
            country.instrument(f"{code}/1", "tinh", place=place, collected=collected), top
        )
    ghost = country.body(country.territory("6", "tinh", "A Lưới"), "tinh", "Ủy ban A Lưới")
    country.expect(top, ghost)
    country.expect(top, country.group("Các sở", "tinh"))
    place = country.territory("41", "huyen", "An Lão")
    country.relate(country.instrument("41/1", "huyen", place=place), top)
    tree = tree_of(cascade_of(opened(country), str(top)))
    names = [b.node.place_name or b.node.label for b in tree.children]
    assert names == [
        "Ân Thi",
        "Đà Nẵng",
        "Hà Nam",
        "Hải Dương",
        "An Giang",
        "A Lưới",
        "Các sở",
        "An Lão",
    ]


def test_documents_of_one_place_are_sorted_by_day(country: Country, opened: Opened) -> None:
    """Yearly plans of one unit stand in the order of their days."""
    top = country.instrument("vn/1", "trung-uong")
    place = country.territory("1", "tinh", "Ví Dụ")
    for date in ("2023-02-01", "2022-03-01", "2024-01-01"):
        country.relate(country.instrument(f"1/{date}", "tinh", place=place, date=date), top)
    tree = tree_of(cascade_of(opened(country), str(top)))
    assert [b.node.year for b in tree.children] == [2022, 2023, 2024]


@pytest.mark.parametrize(
    ("level", "above", "marks"),
    [("tinh", "", ()), ("huyen", "tinh", (NO_SUPERIOR,)), ("xa", "tinh", (NO_SUPERIOR,))],
)
def test_a_document_that_skips_its_superior_level_is_marked(
    country: Country, opened: Opened, level: str, above: str, marks: tuple[str, ...]
) -> None:
    """A district or commune directly below the directive has a gap above it, a province has none."""
    top = country.instrument("vn/1", "trung-uong")
    upper = country.territory("1", above, "Trên") if above else None
    place = country.territory("11", level, "Dưới", above=upper)
    country.relate(country.instrument("11/1", level, place=place), top)
    (branch,) = tree_of(cascade_of(opened(country), str(top))).children
    assert branch.marks == marks


def test_a_commune_of_today_below_its_province_is_not_marked(
    country: Country, opened: Opened
) -> None:
    """Since districts were abolished nothing is missing between province and commune."""
    top = country.instrument("vn/1", "trung-uong")
    province = country.territory("1", "tinh", "Tỉnh")
    commune = country.territory("11", "xa", "Xã", above=province, since="2025-07-01")
    middle = country.instrument("1/1", "tinh", place=province)
    low = country.instrument("11/1", "xa", place=commune)
    country.relate(middle, top)
    country.relate(low, middle)
    (branch,) = _children(tree_of(cascade_of(opened(country), str(top))), middle)
    assert branch.marks == ()


def test_a_commune_without_known_place_is_held_against_the_level_above(
    country: Country, opened: Opened
) -> None:
    """Where the place is unknown the level alone tells that a district plan is lacking."""
    top = country.instrument("vn/1", "trung-uong")
    middle, low = country.instrument("1/1", "tinh"), country.instrument("11/1", "xa")
    country.relate(middle, top)
    country.relate(low, middle)
    (branch,) = _children(tree_of(cascade_of(opened(country), str(top))), middle)
    assert branch.marks == (NO_SUPERIOR,)


def test_pruning_keeps_the_way_to_what_is_wanted(country: Country, opened: Opened) -> None:
    """A filter by level shows the branches above, and nothing else."""
    top = country.instrument("vn/1", "trung-uong")
    one, other = country.instrument("1/1", "tinh"), country.instrument("2/1", "tinh")
    low = country.instrument("11/1", "huyen")
    for lower, upper in ((one, top), (other, top), (low, one)):
        country.relate(lower, upper)
    tree = tree_of(cascade_of(opened(country), str(top)))
    shown = pruned(tree, lambda branch: branch.node.level == "huyen")
    assert [b.iri for _, b in shown.walk()] == [str(top), str(one), str(low)]
    assert [b.iri for _, b in pruned(tree, lambda _: False).walk()] == [str(top)]
