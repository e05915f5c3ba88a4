"""The columns of who cites whom, and of the passages that say so."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from danvan_graph.adjacency import facts
from danvan_graph.adjacency.columns import Array, grouped
from danvan_graph.adjacency.facts import CitationFacts
from danvan_graph.adjacency.nodes import Nodes
from danvan_graph.adjacency.texts import Pool, text_columns
from danvan_graph.store.engines.reader import Reader
from danvan_graph.vocabulary import RELATIONS

MENTIONED = "nhac-den"
_MOST_RELATIONS = 63
_Passage = tuple[int, ...]


class _Edges:
    """Who cites whom, gathered from the passages one by one.

    Args:
        nodes: numbers the instruments.
        pool: numbers the texts.
    """

    def __init__(self, nodes: Nodes, pool: Pool) -> None:
        self._nodes, self._pool = nodes, pool
        self.relations = {slug: at for at, slug in enumerate(sorted(RELATIONS))}
        self.masks: dict[tuple[int, int], int] = defaultdict(int)
        self.passages: list[_Passage] = []
        self.confidences: list[float] = []

    def relate(self, source: str, target: str, relation: str) -> tuple[int, int]:
        """Notes that one cites the other, and returns the two."""
        numbers = self._nodes.numbers
        edge = numbers[target], numbers[source]
        at = self.relations.setdefault(relation, len(self.relations))
        self.masks[edge] |= 1 << min(at, _MOST_RELATIONS)
        return edge

    def say(self, told: CitationFacts, source: str, relation: str) -> None:
        """Notes a passage that says so."""
        number = self._pool.number
        edge = self.relate(source, told.target, relation)
        basis = told.basis == "true"
        order = (*edge, relation == MENTIONED, not basis, int(told.start), len(self.passages))
        texts = told.citation, told.document_label, told.section, told.section_label, told.quote
        self.passages.append((
            *order,
            int(told.end),
            basis,
            self._nodes.numbers[told.document],
            self.relations[relation],
            *(number(text) for text in texts),
        ))  # fmt: skip
        self.confidences.append(float(told.confidence))


_INTEGERS = (
    "start", "place", "end", "basis", "document", "relation",
    "citation", "document_label", "section", "section_label", "quote",
)  # fmt: skip
PASSAGE = (
    "citation", "document", "document_label", "section", "section_label", "start", "end", "basis",
    "confidence", "relation", "quote",
)  # fmt: skip
"""The columns of a passage, in the order in which an answer tells them."""


def citing_columns(
    store: Reader, cited: Sequence[CitationFacts], nodes: Nodes, pool: Pool
) -> dict[str, Array]:
    """Returns the columns of the citations: by the cited one, by the citing one, and by date."""
    edges, nested = _Edges(nodes, pool), facts.nested(store)
    for told in cited:
        relation = facts.last_part(told.relation)
        edges.say(told, told.source, relation)
        if told.citation in nested and told.document != told.target:
            edges.say(told, told.document, MENTIONED)
    printed = frozenset(edges.masks)
    for source, target, relation in facts.registered(store):
        ends = nodes.numbers.get(target), nodes.numbers.get(source)
        if None not in ends and ends not in printed:
            edges.relate(source, target, relation)
    return _edge_columns(edges, len(nodes)) | _printed_columns(cited, nodes)


def _edge_columns(edges: _Edges, count: int) -> dict[str, Array]:
    ordered = sorted(edges.masks)
    both = np.array(ordered, np.int64).reshape(-1, 2)
    numbers = {edge: at for at, edge in enumerate(ordered)}
    forward = np.lexsort((both[:, 0], both[:, 1])).astype(np.int32)
    columns = {
        "target": both[:, 0].astype(np.int32),
        "source": both[:, 1].astype(np.int32),
        "source.from": grouped(count, both[:, 0]),
        "relations": np.array([edges.masks[edge] for edge in ordered], np.uint64),
        "cites": forward,
        "cites.from": grouped(count, both[forward, 1]),
    }
    slugs = sorted(edges.relations, key=lambda slug: edges.relations[slug])
    return columns | text_columns("relation_slug", slugs) | _passage_columns(edges, numbers)


def _passage_columns(edges: _Edges, numbers: dict[tuple[int, int], int]) -> dict[str, Array]:
    order = sorted(range(len(edges.passages)), key=edges.passages.__getitem__)
    kept = [edges.passages[at] for at in order]
    owners = [numbers[row[0], row[1]] for row in kept]
    table = np.array([row[4:] for row in kept], np.int64).reshape(-1, len(_INTEGERS))
    columns = {
        f"passage.{name}": table[:, at].astype(np.int32)
        for at, name in enumerate(_INTEGERS)
        if name != "place"
    }
    columns["passage.confidence"] = np.array([edges.confidences[at] for at in order], np.float64)
    columns["passage.from"] = grouped(len(numbers), owners)
    return columns


def _printed_columns(cited: Iterable[CitationFacts], nodes: Nodes) -> dict[str, Array]:
    """Returns how often each document prints a citation of each instrument."""
    times = Counter((nodes.numbers[c.target], nodes.numbers[c.document]) for c in cited)
    table = np.array(sorted((*pair, n) for pair, n in times.items()), np.int64).reshape(-1, 3)
    names = ("target", "document", "times")
    return {f"printed.{n}": table[:, at].astype(np.int32) for at, n in enumerate(names)}


def presorted(columns: dict[str, Array]) -> dict[str, Array]:
    """Returns the columns of the plans that cite each instrument itself, in their order.

    Upper levels come first, then the newest, then the order of the addresses.

    Args:
        columns: those of the instruments and of the citations.
    """
    source, target = columns["source"], columns["target"]
    chosen = np.flatnonzero(columns["plan"][source] & columns["known"][source])
    chosen = chosen[source[chosen] != target[chosen]]
    plan = source[chosen]
    keys = (plan, columns["newness"][plan], columns["level_order"][plan], target[chosen])
    ordered = chosen[np.lexsort(keys)]
    count = len(columns["plan"])
    return {
        "plans": ordered.astype(np.int32),
        "plans.from": grouped(count, target[ordered]),
    }
