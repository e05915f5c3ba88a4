"""Ways through a graph, walked from many things at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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


def walked(engine: ox.Store, things: Iterable[str], way: Sequence[Step]) -> set[str]:
    """Returns the addresses at which a way ends that begins at one of the things."""
    here = set(things)
    for step in way:
        ends = _gone(engine, here, step)
        while step.many and not ends <= here:
            fresh = ends - here
            here |= fresh
            ends = _gone(engine, fresh, step)
        if not step.many:
            here = ends
    return here


def _gone(engine: ox.Store, things: Iterable[str], step: Step) -> set[str]:
    relation = ox.NamedNode(step.relation)
    found: set[str] = set()
    for thing in things:
        node = ox.NamedNode(thing)
        if step.back:
            quads = engine.quads_for_pattern(None, relation, node, _BARE)
            found.update(q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode))
        else:
            quads = engine.quads_for_pattern(node, relation, None, _BARE)
            found.update(q.object.value for q in quads if isinstance(q.object, ox.NamedNode))
    return found


def told_from(engine: ox.Store, things: Iterable[str], relations: Iterable[str]) -> set[ox.Triple]:
    """Returns what is said by some relations of the things, of what they name, and so on."""
    nodes = [ox.NamedNode(relation) for relation in relations]
    waiting, seen, found = list(things), set(things), set()
    while waiting:
        thing = ox.NamedNode(waiting.pop())
        for relation in nodes:
            for quad in engine.quads_for_pattern(thing, relation, None, _BARE):
                found.add(quad.triple)
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
