"""Counts from the index: who carried out, who was told and has answered, what is cited most."""

from dataclasses import dataclass

import numpy as np

from danvan_graph.adjacency.columns import Array
from danvan_graph.adjacency.index import Adjacency
from danvan_graph.adjacency.instruments import NO_YEAR
from danvan_graph.adjacency.order import LEVELS, level_order

SEEN, ONLY_CITED, UNSEEN = "co-trong-bo-suu-tap", "chi-duoc-vien-dan", "chua-thay"


@dataclass(frozen=True, slots=True)
class LevelCount:
    """What one level has issued to carry out an instrument.

    Attributes:
        level: slug of the level.
        documents: documents that carry it out, directly or through others.
        collected: those whose text is in the collection.
        direct: those that carry it out directly.
        first_year: the first year of one of them, None when none is known.
        last_year: the last.
    """

    level: str
    documents: int
    collected: int
    direct: int
    first_year: int | None
    last_year: int | None


def cascade_levels(index: Adjacency, goal: int) -> tuple[LevelCount, ...]:
    """Returns the counts of what carries out an instrument, by level from above."""
    found = index.carrying_out(goal)
    found = found[index.known[found]]
    straight = np.isin(found, index.carried_out_by[goal])
    levels = index.level_order[found]
    return tuple(
        _level_count(index, level, found[levels == at], straight[levels == at])
        for at, level in enumerate(LEVELS)
        if (levels == at).any()
    )


def _level_count(index: Adjacency, level: str, found: Array, straight: Array) -> LevelCount:
    years = index.year[found]
    years = years[years != NO_YEAR]
    return LevelCount(
        level,
        len(found),
        int(index.collected[found].sum()),
        int(straight.sum()),
        int(years.min()) if len(years) else None,
        int(years.max()) if len(years) else None,
    )


@dataclass(frozen=True, slots=True)
class Cited:
    """How often an instrument is cited.

    Attributes:
        number: of the instrument.
        documents: documents whose text cites it.
        citations: how often they do.
    """

    number: int
    documents: int
    citations: int


def top_cited(
    index: Adjacency, *, year: int | None = None, level: str = "", most: int = 100
) -> list[Cited]:
    """Returns the instruments that most documents cite, the most cited first.

    Args:
        index: the graph.
        year: only documents of this year.
        level: only documents of this level (slug).
        most: how many to return.
    """
    columns = index.columns
    target, document = columns["printed.target"], columns["printed.document"]
    chosen = index.known[target]
    if year is not None:
        chosen &= index.year[document] == year
    if level:
        chosen &= index.level_order[document] == level_order(level)
    target, times = target[chosen], columns["printed.times"][chosen]
    documents = np.bincount(target, minlength=len(index))
    citations = np.bincount(target, times, minlength=len(index)).astype(np.int64)
    cited = np.flatnonzero(documents)
    order = np.lexsort((cited, -citations[cited], -documents[cited]))[:most]
    return [Cited(int(n), int(documents[n]), int(citations[n])) for n in cited[order]]


@dataclass(frozen=True)
class Coverage:
    """Who was told to answer an instrument, and who has.

    Attributes:
        bodies: numbers of the bodies told or expected to answer, in the order of their addresses.
        answers: for each, the numbers of the documents that answer, in the same order.
        collected: for each, whether the collection holds the text of one of them.
        groups: how many groups were told whose members cannot be listed.
    """

    bodies: Array
    answers: tuple[tuple[int, ...], ...]
    collected: Array
    groups: int

    def standing(self, at: int) -> str:
        """Returns what is known of the body at a place; never that it has issued nothing."""
        if self.collected[at]:
            return SEEN
        return ONLY_CITED if self.answers[at] else UNSEEN


def coverage(
    index: Adjacency, goal: int, *, territory: int | None = None, year: int | None = None
) -> Coverage:
    """Returns who was told to answer an instrument and has, by body.

    Args:
        index: the graph.
        goal: number of the instrument.
        territory: only bodies that serve this territory or one inside it.
        year: only answers of this year.
    """
    bodies = index.told[goal]
    groups = index.groups_told[goal]
    if territory is not None:
        within = _within(index, territory)
        bodies, groups = _serving(index, bodies, within), _serving(index, groups, within)
    issued_by, issued = index.answers_to(goal)
    if year is not None:
        chosen = index.year[issued] == year
        issued_by, issued = issued_by[chosen], issued[chosen]
    answers = _by_body(bodies, issued_by, issued)
    collected = index.collected
    held = np.array([any(collected[plan] for plan in some) for some in answers], np.bool_)
    return Coverage(bodies, answers, held, len(groups))


def _by_body(bodies: Array, issued_by: Array, issued: Array) -> tuple[tuple[int, ...], ...]:
    chosen = np.isin(issued_by, bodies)
    answers: dict[int, list[int]] = {}
    for body, plan in zip(issued_by[chosen].tolist(), issued[chosen].tolist(), strict=True):
        answers.setdefault(body, []).append(plan)
    return tuple(tuple(sorted(answers.get(body, ()))) for body in bodies.tolist())


def _within(index: Adjacency, territory: int) -> Array:
    return np.append(index.inside.below(len(index), territory), territory)


def _serving(index: Adjacency, bodies: Array, territories: Array) -> Array:
    places, owners = index.serves.places(bodies)
    return np.unique(bodies[owners[np.isin(index.serves.members[places], territories)]])
