"""The part of a cascade that a form asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_graph.errors import UnknownName
from danvan_graph.lookup.index import Known
from danvan_graph.web.pages.tree_form import TreeForm
from danvan_graph.web.publication import Edition
from danvan_graph.web.unit_tree.answers import answers_to
from danvan_graph.web.unit_tree.branch import ALL, Branches, Row
from danvan_graph.web.unit_tree.network import Part
from danvan_graph.web.unit_tree.reading import tree_over
from danvan_graph.web.unit_tree.tree import UnitTree

_MOST_FOUND = 300


@dataclass(frozen=True, slots=True)
class TreeView:
    """A cascade with what of it is shown.

    Attributes:
        edition: the graph.
        known: the instrument.
        form: what is asked for.
        tree: the cascade over a map.
        shown: makes the rows that are shown.
    """

    edition: Edition
    known: Known
    form: TreeForm
    tree: UnitTree
    shown: Branches

    @classmethod
    def of(cls, edition: Edition, known: Known, form: TreeForm) -> "TreeView":
        """Returns what a form asks for.

        Raises:
            UnknownName: the map has no unit of that address.
        """
        tree = _tree(edition, known, form)
        return cls(edition, known, form, tree, _shown(edition, tree, form))

    def rows(self, *, whole: bool = False) -> Sequence[Row]:
        """Returns the rows as they are shown, or opened to the last one."""
        shown = self.shown
        if whole:
            shown = Branches(self.edition, self.tree, shown.kept, frozenset(), everything=True)
        if not self.form.branch:
            return [shown.root(), *shown.rows_below("", 2)]
        return shown.alone(unit_on(self.edition, self.tree, self.form.branch))

    @property
    def part(self) -> Part:
        """The units that are asked for, opened or not."""
        branch = unit_on(self.edition, self.tree, self.form.branch) if self.form.branch else ""
        return Part(self.shown.kept, branch)

    @property
    def country(self) -> bool:
        """Whether the whole country is shown with nothing opened."""
        return self.part.whole and not self.shown.opened and not self.shown.everything


def unit_on(edition: Edition, tree: UnitTree, path: str) -> str:
    """Returns the address of a unit of the map.

    Raises:
        UnknownName: the map has none there.
    """
    iri = edition.addresses.unit(path.strip("/"))
    if iri not in tree.units.units:
        raise UnknownName(
            f"Bản đồ ngày {tree.units.day:%d/%m/%Y} không có đơn vị “{path[:80]}”; "
            "hãy đổi bản đồ hành chính hoặc mở lại từ gốc.",
            f"The map of {tree.units.day} has no unit “{path[:80]}”.",
        )
    return iri


def _tree(edition: Edition, known: Known, form: TreeForm) -> UnitTree:
    target = edition.names.units.get(edition.addresses.unit(form.target)) if form.target else None
    return tree_over(
        edition,
        answers_to(edition, known, form.relation),
        int(form.year) if form.year else None,
        form.chosen_map,
        target,
    )


def _shown(edition: Edition, tree: UnitTree, form: TreeForm) -> Branches:
    """Returns what makes the rows that the form asks for."""
    found = tree.matching(form.wanted) if form.wanted else None
    kept = None if found is None else tree.with_ways(found)
    everything = ALL in form.opened
    opened = {edition.addresses.unit(p) for p in form.opened if p != ALL}
    if found is not None and len(found) <= _MOST_FOUND and not form.opened:
        opened |= tree.with_ways(found) - set(found)
    if form.target:
        target = unit_on(edition, tree, form.target)
        opened |= set(tree.units.upwards(target))
        if kept is not None:
            kept |= {target, *tree.units.upwards(target)}
    if form.branch:
        opened.add(unit_on(edition, tree, form.branch))
    return Branches(edition, tree, kept, frozenset(opened), everything)
