"""Ways through a graph, walked from many things at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pyoxigraph as ox

_STEP = re.compile(r"(?P<back>\^?)(?P<prefix>[\w-]*):(?P<name>[\w-]+)(?P<many>\*?)")
_BARE = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Step:
    """One step along a relation.

    Attributes:
        relation: its address.
        back: whether it is gone from the object to the subject.
        many: whether it is gone any number of times, none included.
    """

    relation: str
    back: bool = False
    many: bool = False


Way = tuple[Step, ...]


def read_way(text: str, prefixes: Mapping[str, str]) -> Way:
    """Returns a way written like a property path of steps; a full stop is the way of no step.

    >>> read_way("^x:a*/x:b", {"x": "urn:"})
    (Step(relation='urn:a', back=True, many=True), Step(relation='urn:b', back=False, many=False))

    Raises:
        ValueError: a step is no relation with a known prefix.
    """
    if text == ".":
        return ()
    steps = []
    for part in text.split("/"):
        found = _STEP.fullmatch(part)
        if found is None or found["prefix"] not in prefixes:
            raise ValueError(text)
        relation = prefixes[found["prefix"]] + found["name"]
        steps.append(Step(relation, bool(found["back"]), bool(found["many"])))
    return tuple(steps)


def turned(way: Way) -> Way:
    """Returns the way back."""
    return tuple(replace(step, back=not step.back) for step in reversed(way))


Ends = Callable[[str, Step], Iterable[str]]
"""Gives the addresses at which a step ends that begins at a thing."""


def walked(ends: Ends, things: Iterable[str], way: Sequence[Step]) -> set[str]:
    """Returns the addresses at which a way ends that begins at one of the things."""
    here = set(things)
    for step in way:
        there = _gone(ends, here, step)
        while step.many and not there <= here:
            fresh = there - here
            here |= fresh
            there = _gone(ends, fresh, step)
        if not step.many:
            here = there
    return here


def _gone(ends: Ends, things: Iterable[str], step: Step) -> set[str]:
    found: set[str] = set()
    for thing in things:
        found.update(ends(thing, step))
    return found


def ends(engine: ox.Store, thing: str, step: Step) -> Iterator[str]:
    """Yields the addresses at which a step ends in the default graph of an engine."""
    node, relation = ox.NamedNode(thing), ox.NamedNode(step.relation)
    found: Iterable[object]
    if step.back:
        found = (q.subject for q in engine.quads_for_pattern(None, relation, node, _BARE))
    else:
        found = (q.object for q in engine.quads_for_pattern(node, relation, None, _BARE))
    yield from (term.value for term in found if isinstance(term, ox.NamedNode))


class Described:
    """What the default graph of an engine says of things, each read once.

    A term is dear to read, so nothing is read but what is asked for.

    Args:
        engine: holds the graph.
    """

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine
        self._told: dict[tuple[str, str], Sequence[ox.Quad]] = {}

    def of(self, thing: str, relation: str) -> Sequence[ox.Quad]:
        """Returns what is said of a thing by a relation."""
        found = self._told.get((thing, relation))
        if found is None:
            quads = self._engine.quads_for_pattern(_node(thing), _node(relation), None, _BARE)
            found = self._told[thing, relation] = tuple(quads)
        return found

    def forget(self, thing: str, relation: str) -> None:
        """What is said of a thing by a relation is something else now."""
        self._told.pop((thing, relation), None)

    def ends(self, thing: str, step: Step) -> Iterable[str]:
        """Returns the addresses at which a step ends that begins at the thing."""
        if step.back:
            return ends(self._engine, thing, step)
        found = (quad.object for quad in self.of(thing, step.relation))
        return [term.value for term in found if isinstance(term, ox.NamedNode)]


_node = lru_cache(10_000)(ox.NamedNode)
"""Relations are named again and again, and things once for each of them."""


def told_from(graph: Described, things: Iterable[str], relations: Iterable[str]) -> set[ox.Quad]:
    """Returns what is said by some relations of the things, of what they name, and so on."""
    names = list(relations)
    waiting, seen = list(things), set(things)
    found: set[ox.Quad] = set()
    while waiting:
        thing = waiting.pop()
        for relation in names:
            for quad in graph.of(thing, relation):
                found.add(quad)
                value = quad.object
                if isinstance(value, ox.NamedNode) and value.value not in seen:
                    seen.add(value.value)
                    waiting.append(value.value)
    return found


def told_of(engine: ox.Store, things: Iterable[str]) -> set[ox.Triple]:
    """Returns every statement whose subject is one of the things."""
    nodes = (ox.NamedNode(thing) for thing in things)
    return {
        quad.triple for node in nodes for quad in engine.quads_for_pattern(node, None, None, _BARE)
    }
