"""Which tasks of two plans belong together."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danvan_graph.comparison.plan_task import PlanTask

TAKEN_UP = 0.5
"""From this likeness on a task counts as taken up."""
ADAPTED = 0.28
"""From this likeness on, below the other, it counts as adapted."""
_WORDS, _THEMES, _CITES = 0.7, 0.15, 0.15


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tasks that belong together.

    Attributes:
        upper: the task of the superior plan.
        lower: the task of the lower plan.
        likeness: how alike they are, between 0 and 1.
        themes: themes of both.
        cites: instruments that both name.
    """

    upper: PlanTask
    lower: PlanTask
    likeness: float
    themes: frozenset[str]
    cites: frozenset[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The tasks of two plans, sorted.

    Attributes:
        taken_up: pairs that say the same.
        adapted: pairs that say the like, in other words or for other matters.
        unseen: tasks of the superior plan to which none of the lower plan is like.
        added: tasks of the lower plan to which none of the superior plan is like.
    """

    taken_up: tuple[Pair, ...]
    adapted: tuple[Pair, ...]
    unseen: tuple[PlanTask, ...]
    added: tuple[PlanTask, ...]


def compare(upper: Sequence[PlanTask], lower: Sequence[PlanTask]) -> Comparison:
    """Returns the tasks of two plans in pairs, the most alike first, each task in one pair.

    Likeness is the cosine of the words and pairs of words, weighed by how rare they are in the two
    plans, with a share for common themes and common citations.

    Args:
        upper: tasks of the superior plan.
        lower: tasks of the lower plan.
    """
    weight = _weights([*upper, *lower])
    near = sorted(
        ((_pair(u, w, weight), i, j) for i, u in enumerate(upper) for j, w in enumerate(lower)),
        key=lambda found: (-found[0].likeness, found[1], found[2]),
    )
    above, below = set(range(len(upper))), set(range(len(lower)))
    pairs: dict[int, Pair] = {}
    for pair, i, j in near:
        if pair.likeness < ADAPTED:
            break
        if i in above and j in below:
            above.discard(i)
            below.discard(j)
            pairs[i] = pair
    ordered = [pairs[i] for i in sorted(pairs)]
    return Comparison(
        tuple(p for p in ordered if p.likeness >= TAKEN_UP),
        tuple(p for p in ordered if p.likeness < TAKEN_UP),
        tuple(upper[i] for i in sorted(above)),
        tuple(lower[j] for j in sorted(below)),
    )


def _weights(tasks: Sequence[PlanTask]) -> Mapping[str, float]:
    """Returns how much each word says: the rarer, the more (inverse document frequency)."""
    counted = Counter(word for task in tasks for word in task.words)
    return {word: math.log(1 + len(tasks) / n) for word, n in counted.items()}


def _pair(upper: PlanTask, lower: PlanTask, weight: Mapping[str, float]) -> Pair:
    common = sum(weight[w] ** 2 for w in upper.words & lower.words)
    norms = math.sqrt(_square(upper, weight) * _square(lower, weight))
    themes, cites = upper.themes & lower.themes, upper.cites & lower.cites
    likeness = _WORDS * (common / norms if norms else 0.0)
    likeness += _THEMES * _shared(themes, upper.themes, lower.themes)
    likeness += _CITES * _shared(cites, upper.cites, lower.cites)
    bare = not (upper.cites or lower.cites)
    return Pair(upper, lower, likeness / (1 - _CITES) if bare else likeness, themes, cites)


def _square(task: PlanTask, weight: Mapping[str, float]) -> float:
    return sum(weight[w] ** 2 for w in task.words)


def _shared(common: frozenset[str], one: frozenset[str], other: frozenset[str]) -> float:
    whole = len(one | other)
    return len(common) / whole if whole else 0.0
