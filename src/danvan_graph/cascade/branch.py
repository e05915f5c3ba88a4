"""The cascade laid out as a tree: each document below the nearest superior it carries out."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import networkx as nx

from danvan_graph.cascade.collation import SortKey, sort_key
from danvan_graph.cascade.shape import Cascade, Node, Related, Step, node_at, root_of, step_at
from danvan_graph.cascade.words import NO_SUPERIOR


@dataclass(frozen=True, slots=True)
class Branch:
    """One node of the tree with all that hangs below it.

    Attributes:
        iri: address of the instrument, or of the unit that is missing.
        node: what it is.
        step: how it is tied to the branch above; None at the root.
        also: what else it carries out, within the cascade and beyond.
        marks: remarks on a break of the chain, in Vietnamese.
        children: the branches directly below, in the order of display.
    """

    iri: str
    node: Node
    step: Step | None
    also: tuple[Related, ...]
    marks: tuple[str, ...]
    children: tuple["Branch", ...]

    def walk(self) -> Iterator[tuple[int, "Branch"]]:
        """Yields every branch with its depth, parents before children, in order of display."""
        waiting = [(0, self)]
        while waiting:
            depth, branch = waiting.pop()
            yield depth, branch
            waiting.extend((depth + 1, child) for child in reversed(branch.children))


def tree_of(graph: Cascade) -> Branch:
    """Returns the cascade as a tree that shows every node once.

    A document hangs below the superior with the longest chain to the root, the lowest of them by
    level; what else it carries out stands in ``also``. A document for which nothing stands between
    the branch above and a unit further below than the next level is marked.

    Args:
        graph: what :func:`danvan_graph.cascade.cascade_of` returned.
    """
    root = root_of(graph)
    order = list(nx.topological_sort(graph))
    parents = _nearest(graph, order)
    below: dict[str, list[Branch]] = defaultdict(list)
    for iri in order:
        children = tuple(sorted(below.pop(iri, []), key=display_order))
        branch = _branch(graph, iri, parents.get(iri), children)
        if iri == root:
            return branch
        below[parents[iri]].append(branch)
    raise AssertionError(root)


def _branch(graph: Cascade, iri: str, parent: str | None, children: tuple[Branch, ...]) -> Branch:
    node = node_at(graph, iri)
    if parent is None:
        return Branch(iri, node, None, (), (), children)
    others = sorted(upper for upper in graph.successors(iri) if upper != parent)
    inside = [_beside(graph, iri, upper) for upper in others]
    marks = (NO_SUPERIOR,) if _chain_breaks(node, node_at(graph, parent)) else ()
    step = step_at(graph, iri, parent)
    return Branch(iri, node, step, (*inside, *node.outside), marks, children)


def _beside(graph: Cascade, lower: str, upper: str) -> Related:
    relation = step_at(graph, lower, upper).relation
    return Related(upper, node_at(graph, upper).label, inside=True, relation=relation)


def _chain_breaks(node: Node, above: Node) -> bool:
    """Returns whether a document skips the level above its own."""
    if node.kind != "instrument" or node.weak or node.superior_order is None:
        return False
    return above.level_order < node.superior_order


def _nearest(graph: Cascade, order: list[str]) -> Mapping[str, str]:
    """Returns the parent of each node for display."""
    depth: dict[str, int] = {}
    parents: dict[str, str] = {}
    for iri in reversed(order):
        above = list(graph.successors(iri))
        depth[iri] = 1 + max((depth[upper] for upper in above), default=-1)
        if above:
            parents[iri] = min(above, key=lambda upper: _nearness(graph, upper, depth))
    return parents


def _nearness(graph: Cascade, upper: str, depth: Mapping[str, int]) -> tuple[int, int, bool, str]:
    node = graph.nodes[upper]
    return -depth[upper], -node["level_order"], not node["collected"], upper


def display_order(branch: Branch) -> tuple[int, int, SortKey, SortKey, str, str]:
    """Returns the key by which branches side by side are sorted.

    Levels from above, then what is collected, what is only cited, what is missing; then places in
    the order of a Vietnamese dictionary, then days.
    """
    node = branch.node
    held = 0 if node.collected else 1
    standing = 3 if node.group else 2 if node.kind == "missing" else held
    place, unit = sort_key(node.place_name), sort_key(node.unit or node.label)
    return node.level_order, standing, place, unit, node.date or node.date_text, branch.iri


def pruned(tree: Branch, keep: Callable[[Branch], bool]) -> Branch:
    """Returns the tree with the wanted branches and the way to each; the root always stays."""
    kept: dict[str, Branch] = {}
    for _, branch in reversed(list(tree.walk())):
        children = tuple(kept[child.iri] for child in branch.children if child.iri in kept)
        if children or keep(branch) or branch is tree:
            kept[branch.iri] = replace(branch, children=children)
    return kept[tree.iri]
