"""The Lược đồ of a document: what it rests on, itself, and what speaks of it; one step each way."""

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

from danvan_graph.lookup.index import Known
from danvan_graph.web.explorer.picture import Box, wrapped
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.citations import Link
from danvan_graph.web.reading.incoming import Incoming

_WIDTH, _GAP, _BETWEEN, _LINE, _PADDING, _HEAD = 250.0, 90.0, 8.0, 16.0, 12.0, 30.0
_SIDE = 24
"""At most so many documents on each side, 49 nodes in all with the document itself."""


@dataclass(frozen=True, slots=True)
class Group:
    """Documents joined by one relation.

    Attributes:
        relation: its slug.
        label: its Vietnamese name.
        total: how many documents there are.
        boxes: those that are drawn.
        y: base line of the heading.
        anchor: the list of the page that holds all of them.
    """

    relation: str
    label: str
    total: int
    boxes: tuple[Box, ...]
    y: float
    anchor: str

    @property
    def rest(self) -> int:
        """How many are not drawn."""
        return self.total - len(self.boxes)


@dataclass(frozen=True, slots=True)
class Diagram:
    """A drawn document; figures are in pixels from the upper left corner."""

    centre: Box
    upper: tuple[Group, ...]
    lower: tuple[Group, ...]
    width: float
    height: float

    @property
    def groups(self) -> tuple[Group, ...]:
        """Both sides."""
        return (*self.upper, *self.lower)

    def graphml(self) -> str:
        """Returns the nodes and ties that are drawn as GraphML."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_node(self.centre.name, label=" ".join(self.centre.lines))
        for group in self.groups:
            for box in group.boxes:
                graph.add_node(box.name, label=" ".join(box.lines))
                ends = (self.centre.name, box.name)
                graph.add_edge(*(ends if group in self.upper else ends[::-1]), label=group.label)
        return "\n".join(nx.generate_graphml(graph))


def diagram_of(
    edition: Edition,
    known: Known,
    outgoing: Sequence[tuple[str, list[Link]]],
    incoming: Sequence[Incoming],
) -> Diagram:
    """Returns the diagram of a document.

    Args:
        edition: names the documents.
        known: the document in the middle.
        outgoing: what it relates to, by relation.
        incoming: what relates to it, by relation.
    """
    left = [(slug, len(links), [x.other for x in links]) for slug, links in outgoing]
    right = [(i.relation, i.total, [x.other for x in i.links]) for i in incoming]
    upper, high = _side(edition, left, 0.0, "lien-quan")
    lower, low = _side(edition, right, 2 * (_WIDTH + _GAP), "duoc-vien-dan")
    lines = wrapped(edition.label(known.iri))
    own = len(lines) * _LINE + _PADDING
    height = max(high, low, own + 2 * _HEAD)
    middle = min(height / 2, 300.0) - own / 2
    centre = Box(known.iri, _WIDTH + _GAP, middle, _WIDTH, own, lines)
    return Diagram(centre, upper, lower, 3 * _WIDTH + 2 * _GAP, height)


def _side(
    edition: Edition, groups: Sequence[tuple[str, int, list[str]]], x: float, anchor: str
) -> tuple[tuple[Group, ...], float]:
    shares = _shares([len(others) for _, _, others in groups])
    made, y = [], 4.0
    for (slug, total, others), share in zip(groups, shares, strict=True):
        head, y = y + 18.0, y + _HEAD
        boxes = []
        for other in others[:share]:
            lines = wrapped(edition.label(other))
            box = Box(other, x, y, _WIDTH, len(lines) * _LINE + _PADDING, lines)
            boxes.append(box)
            y += box.height + _BETWEEN
        y += _HEAD * (total > share)
        label = edition.names.concept("quan-he", slug)
        made.append(Group(slug, label, total, tuple(boxes), head, anchor))
    return tuple(made), y


def _shares(sizes: Sequence[int]) -> list[int]:
    """Returns how many of each group are drawn: in turn one of each, while there is room."""
    shares = [0] * len(sizes)
    room = _SIDE
    while room and any(share < size for share, size in zip(shares, sizes, strict=True)):
        for at, size in enumerate(sizes):
            if room and shares[at] < size:
                shares[at] += 1
                room -= 1
    return shares
