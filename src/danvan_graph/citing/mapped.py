"""The plans that cite an instrument, from the look-up index: each is made when it is looked at."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import overload

import numpy as np

from danvan_graph.adjacency.columns import Array
from danvan_graph.adjacency.index import Adjacency
from danvan_graph.adjacency.instruments import NO_YEAR
from danvan_graph.adjacency.order import LEVELS, level_order
from danvan_graph.adjacency.reach import Reached, direct, reaching
from danvan_graph.citing.answer import (
    CARRYING,
    CitingPlan,
    Evidence,
    Hop,
    place_of,
    strength,
    strongest,
)
from danvan_graph.lookup.index import InstrumentIndex, Known


class CitingPlans(Sequence[CitingPlan]):
    """The plans that reach an instrument, in the order in which they are listed.

    Args:
        index: the graph.
        instruments: its instruments.
        reached: what the walk found.
    """

    def __init__(self, index: Adjacency, instruments: InstrumentIndex, reached: Reached) -> None:
        self._index, self._instruments, self._reached = index, instruments, reached

    @cached_property
    def _plans(self) -> Array:
        return np.asarray(self._index.source[self._reached.edges])

    def __len__(self) -> int:
        """Returns how many there are."""
        return len(self._reached.edges)

    @overload
    def __getitem__(self, at: int) -> CitingPlan: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[CitingPlan, ...]: ...
    def __getitem__(self, at: int | slice) -> CitingPlan | tuple[CitingPlan, ...]:
        """Returns the plan at a place, or those of a span."""
        if isinstance(at, slice):
            return tuple(self._made(int(e)) for e in self._reached.edges[at])
        return self._made(int(self._reached.edges[at]))

    def among(
        self, levels: AbstractSet[str], years: AbstractSet[int], roles: AbstractSet[str]
    ) -> "CitingPlans":
        """Returns those of the levels, years and relations asked for; an empty set asks for any."""
        index, chosen = self._index, np.ones(len(self), np.bool_)
        if levels:
            orders = [level_order(level) for level in levels if level in LEVELS]
            chosen &= np.isin(index.level_order[self._plans], orders)
        if years:
            chosen &= np.isin(index.year[self._plans], list(years))
        if roles:
            chosen &= (index.relations[self._reached.edges] & index.mask(set(roles))) != 0
        return CitingPlans(index, self._instruments, self._reached.among(chosen))

    def place(self, at: int) -> tuple[int, int, str, str]:
        """Returns the key of the plan at a place, as :func:`danvan_graph.citing.answer.place` does."""
        plan = self._instrument(int(self._index.edges[0][self._reached.edges[at]]))
        return place_of(plan, int(self._reached.lengths[at]))

    def chains(self, begin: int, end: int) -> Iterator[tuple[int, ...]]:
        """Yields, for the plans of a span, the edges from each to the instrument, by their numbers."""
        edges = self._reached.edges[begin:end].tolist()
        return (
            (tuple(self._chain(edge)) for edge in edges) if len(self._reached.via) else zip(edges)
        )

    def direct_count(self) -> int:
        """Returns how many of them name the instrument itself."""
        return int((self._reached.lengths == 1).sum())

    def levels(self) -> list[str]:
        """Returns the levels of the plans, from above."""
        held = set(self._index.level_order[self._plans].tolist())
        return [level for at, level in enumerate(LEVELS) if at in held]

    def years(self) -> list[int]:
        """Returns the years of the plans, in order."""
        return sorted(set(self._index.year[self._plans].tolist()) - {NO_YEAR})

    def roles(self) -> list[str]:
        """Returns the slugs of the relations of the first steps, in order."""
        held = np.bitwise_or.reduce(self._index.relations[self._reached.edges], initial=0)
        slugs = enumerate(self._index.relation_slugs)
        return sorted(slug for at, slug in slugs if int(held) >> at & 1)

    def _made(self, edge: int) -> CitingPlan:
        index = self._index
        roles = tuple(sorted(index.relations_of(edge), key=strength))
        path = tuple(self._hop(step) for step in self._chain(edge))
        plan = self._instrument(int(index.source[edge]))
        return CitingPlan(plan, len(path) == 1, roles, path, tuple(passages(index, edge)))

    def _instrument(self, number: int) -> Known:
        return self._instruments.by_iri(self._index.iris[number])

    def _chain(self, edge: int) -> Iterator[int]:
        """Yields the edges from a plan to the instrument."""
        via = self._reached.via
        while edge >= 0:
            yield edge
            edge = int(via[self._index.target[edge]]) if len(via) else -1

    def _hop(self, edge: int) -> Hop:
        index = self._index
        target = self._instrument(int(index.target[edge]))
        return Hop(target.iri, target.label, strongest(set(index.relations_of(edge))))


def passages(index: Adjacency, edge: int) -> Iterator[Evidence]:
    """Yields the passages that say that one instrument cites the other, the strongest first."""
    texts = index.texts
    for row in index.passages(edge):
        citation, document, label, section, heading, start, end, basis, sure, relation, quote = row
        yield Evidence(
            citation=texts[int(citation)],
            document=index.iris[int(document)],
            document_label=texts[int(label)],
            section=texts[int(section)],
            section_label=texts[int(heading)],
            start=int(start),
            end=int(end),
            basis=bool(basis),
            confidence=float(sure),
            relation=index.relation_slugs[int(relation)],
            quote=texts.get(int(quote)),
        )


def citing_plans(
    index: Adjacency,
    instruments: InstrumentIndex,
    iri: str,
    *,
    transitive: bool = False,
    roles: AbstractSet[str] = frozenset(),
) -> CitingPlans:
    """Returns the plans that cite an instrument, in the order in which they are listed.

    Args:
        index: the look-up index of the graph.
        instruments: the instruments of the same.
        iri: address of the instrument.
        transitive: also plans that reach it through documents they carry out, rest on or continue.
        roles: only plans whose first step is one of these relations (slugs); empty for any.

    Raises:
        UnknownName: the graph has no instrument at that address.
    """
    instruments.by_iri(iri)
    goal = index.number(iri)
    assert goal is not None  # noqa: S101 - by_iri has found it
    if transitive:
        return CitingPlans(index, instruments, reaching(index, goal, CARRYING, roles))
    found = CitingPlans(index, instruments, direct(index, goal))
    return found.among(frozenset(), frozenset(), roles) if roles else found
