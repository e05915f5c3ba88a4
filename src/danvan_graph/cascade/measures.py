"""Counts of a cascade: how many answered, how deep it reaches, how long each step took."""

import statistics
from collections import Counter
from dataclasses import dataclass

import networkx as nx

from danvan_graph.cascade.branch import Branch, tree_of
from danvan_graph.cascade.shape import Cascade, Node, node_at, root_of


@dataclass(frozen=True, slots=True)
class LevelTotal:
    """What one level has done.

    Attributes:
        level: slug of the level.
        label: the level in Vietnamese.
        order: 0 for the centre, 3 for the communes.
        expected: units told or expected to answer: ``answered`` and ``missing``.
        answered: those of them with a document below what they had to answer, each time.
        missing: those of them that lack a document in the collection at least once.
        groups: groups expected to answer whose members cannot be listed.
        documents: documents whose text is in the collection.
        cited: documents known only because others cite them.
        weak: documents tied by a weak relation only.
    """

    level: str
    label: str
    order: int
    expected: int
    answered: int
    missing: int
    groups: int
    documents: int
    cited: int
    weak: int


@dataclass(frozen=True, slots=True)
class Delay:
    """Days from each document to the one above it.

    Attributes:
        count: steps of which both days are known, those dated before the step above left out.
        median: the median in days.
        shortest: the shortest.
        longest: the longest.
    """

    count: int
    median: float
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of one cascade.

    Attributes:
        depth: steps of the longest chain of documents.
        breadth: documents by slug of level, the root left out.
        delay: how long the steps took, None when no two days are known.
        undated: steps of which a day is unknown.
        reversed: documents dated before the one they carry out; their dates need a look.
        breaks: addresses of documents that skip the level above their own.
    """

    depth: int
    breadth: dict[str, int]
    delay: Delay | None
    undated: int
    reversed: tuple[str, ...]
    breaks: tuple[str, ...]


def totals(graph: Cascade) -> tuple[LevelTotal, ...]:
    """Returns the counts of each level from above; the root itself is not counted.

    Args:
        graph: what :func:`danvan_graph.cascade.cascade_of` returned.
    """
    root = root_of(graph)
    nodes = [node_at(graph, iri) for iri in graph if iri != root]
    ghosts = {n.unit_iri for n in nodes if n.kind == "missing" and not n.group}
    answered = Counter(
        level for body, level in graph.graph["answered"].items() if body not in ghosts
    )
    levels = {n.level: (n.level_order, n.level_label) for n in nodes}
    return tuple(
        _level_total(level, label, order, [n for n in nodes if n.level == level], answered[level])
        for level, (order, label) in sorted(levels.items(), key=lambda item: item[1])
    )


def _level_total(
    level: str, label: str, order: int, nodes: list[Node], answered: int
) -> LevelTotal:
    strong = [n for n in nodes if n.kind == "instrument" and not n.weak]
    missing = sum(n.kind == "missing" and not n.group for n in nodes)
    return LevelTotal(
        level=level,
        label=label,
        order=order,
        expected=answered + missing,
        answered=answered,
        missing=missing,
        groups=sum(n.group for n in nodes),
        documents=sum(n.collected for n in strong),
        cited=sum(not n.collected for n in strong),
        weak=sum(n.weak for n in nodes),
    )


def metrics(graph: Cascade, tree: Branch | None = None) -> Metrics:
    """Returns the figures of a cascade; weak ties and what is missing do not count.

    Args:
        graph: what :func:`danvan_graph.cascade.cascade_of` returned.
        tree: what :func:`danvan_graph.cascade.tree_of` made of it; None to make it.
    """
    nodes = graph.nodes
    strong = [i for i in graph if nodes[i]["kind"] == "instrument" and not nodes[i]["weak"]]
    documents = [b for _, b in (tree or tree_of(graph)).walk() if _is_answer(b)]
    days = [(b.iri, b.step.days) for b in documents if b.step]
    known = [d for _, d in days if d is not None and d >= 0]
    return Metrics(
        depth=nx.dag_longest_path_length(graph.subgraph(strong), weight="", default_weight=1),
        breadth=dict(Counter(b.node.level for b in documents)),
        delay=_delay(known),
        undated=sum(d is None for _, d in days),
        reversed=tuple(iri for iri, d in days if d is not None and d < 0),
        breaks=tuple(b.iri for b in documents if b.marks),
    )


def _is_answer(branch: Branch) -> bool:
    return branch.step is not None and branch.node.kind == "instrument" and not branch.node.weak


def _delay(days: list[int]) -> Delay | None:
    if not days:
        return None
    return Delay(len(days), statistics.median(days), min(days), max(days))
