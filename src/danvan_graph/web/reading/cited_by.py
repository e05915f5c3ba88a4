"""Who cites an instrument, step by step: the look-up index tells who, the graph in which words."""

from collections import defaultdict

import numpy as np

from danvan_graph.web.paging import Step, step_of
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.citations import Link, Mention, mentions_at, strength


def links_to(edition: Edition, instrument: str, limit: int, cursor: str | None) -> Step[Link]:
    """Returns one step of what cites an instrument or relates to it, by address.

    Args:
        edition: the graph.
        instrument: the address of one that it holds.
        limit: the most to show.
        cursor: as the step before gave it, or None.

    Raises:
        InvalidIdentifier: the cursor was not made by this server.
    """
    index, number = edition.adjacency, edition.adjacency.number(instrument)
    assert number is not None  # noqa: S101 - the edition holds it
    edges = np.sort(index.citing.places(np.array([number]))[0])
    others = [index.iris[other] for other in index.source[edges].tolist()]
    found = step_of(range(len(edges)), lambda at: (others[at],), limit, cursor)
    said = _said(edition, [int(edges[at]) for at in found.items])
    links = (
        Link(
            others[at],
            tuple(sorted(index.relations_of(int(edges[at])), key=strength)),
            tuple(said[others[at]]),
        )
        for at in found.items
    )
    return Step(tuple(links), found.total, found.cursor)


def _said(edition: Edition, edges: list[int]) -> dict[str, list[Mention]]:
    """Returns the passages of edges by who cites."""
    index = edition.adjacency
    iris = (index.texts[int(row[0])] for edge in edges for row in index.passages(edge))
    found: dict[str, list[Mention]] = defaultdict(list)
    if chosen := sorted(set(iris)):
        for mention in mentions_at(edition.store, chosen):
            found[mention.source].append(mention)
    return found
