"""What follows by the rules near a change, and what followed there before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import partial

import pyoxigraph as ox

from danvan_graph.store.keeping.ledger import Ledger, line_of
from danvan_graph.store.making.paths import Described, Way, told_from, turned, walked
from danvan_graph.store.making.rule_reach import Rule, Stratum

_MANY = 20_000
"""Things reached by a change; for more, a rule runs as a whole."""


class Consequences:
    """The consequences of a changed graph, looked at where a change reaches.

    Args:
        engine: holds the graph as it is now.
        before: holds it as it was.
        changed: what changed.
        graph: the named graph of the consequences.
    """

    def __init__(self, engine: ox.Store, before: ox.Store, changed: Ledger, graph: str) -> None:
        self._engine = engine
        self._now, self._before = Described(engine), Described(before)
        self._changed = changed
        self._graph = ox.NamedNode(graph)

    def touches(self, stratum: Stratum) -> bool:
        """Returns whether what the rules read is said otherwise, or what they write."""
        told = self._changed.subjects.keys() | self._changed.resaid.keys() & stratum.writes
        return not stratum.touches.isdisjoint(told)

    def reached(self, stratum: Stratum) -> set[str] | None:
        """Returns the things whose consequences may be others now; None when they may be many."""
        if not stratum.local(self._changed.subjects):
            return None
        reached = self._changed.said_otherwise(stratum.writes)
        for way, things in self._ways(stratum).items():
            reached |= walked(self._now.ends, things, way)
            if way and not self._only_more(stratum):
                reached |= walked(self._before.ends, things, way)
        if len(reached) > _MANY:
            return None
        telling = stratum.needs and stratum.needs | stratum.writes
        return {t for t in reached if self._tells(telling, t)} if telling else reached

    def _only_more(self, stratum: Stratum) -> bool:
        """Returns whether all that the rules look at is still said, and no document says more.

        What the rules write is said otherwise by documents only, as long as they have not run.
        """
        if self._changed.said_otherwise(stratum.writes):
            return False
        return stratum.touches.isdisjoint(self._changed.fewer)

    def _tells(self, relations: Iterable[str], thing: str) -> bool:
        """Returns whether one of the relations tells of a thing."""
        return any(self._now.of(thing, relation) for relation in relations)

    def _ways(self, stratum: Stratum) -> dict[Way, set[str]]:
        """Returns the ways from what has changed, and where each begins."""
        found: dict[Way, set[str]] = defaultdict(set)
        for rule in stratum.rules:
            for relation in self._changed.subjects:
                for way in rule.ways(relation):
                    found[way] |= self._things(rule, relation)
        return found

    def _things(self, rule: Rule, relation: str) -> set[str]:
        """Returns of what something else is said by a relation, so that the rule may care."""
        if not rule.reads_classes_of(relation):
            return self._changed.subjects[relation]
        kept = self._changed.members
        return set().union(*(kept[name] for name in rule.classes & kept.keys()))

    def following(self, stratum: Stratum, reached: set[str] | None) -> set[bytes]:
        """Returns as lines what follows of the things reached, or of all."""
        if reached is None:
            found = (t for rule in stratum.rules for t in _asked(self._engine, rule))
            return set(map(line_of, found))
        near, begins = self._near(stratum, reached), {f"<{thing}>".encode() for thing in reached}
        lines = {line_of(t) for rule in stratum.rules for t in _asked(near, rule)}
        return {line for line in lines if line.split(b" ", 1)[0] in begins}

    def held(self, stratum: Stratum, things: Collection[str] | None) -> set[bytes]:
        """Returns as lines the consequences held of the things, or of all.

        Where none of them can have lost its reasons, none is told of.
        """
        if things is not None and stratum.grows and self._only_more(stratum):
            return set()
        return {line_of(quad.triple) for quad in self._held(stratum, things)}

    def _held(self, stratum: Stratum, things: Collection[str] | None) -> Iterator[ox.Quad]:
        ask = partial(self._engine.quads_for_pattern, graph_name=self._graph)
        for relation in sorted(stratum.writes):
            name = ox.NamedNode(relation)
            if things is None:
                yield from ask(None, name, None)
                continue
            for thing in things:
                if self._now.of(thing, relation):
                    yield from ask(ox.NamedNode(thing), name, None)

    def _near(self, stratum: Stratum, things: set[str]) -> ox.Store:
        """Returns an engine with all that the rules need to know of the things."""
        told: set[ox.Quad] = set()
        for rule in stratum.rules:
            back = {turned(way) for _, way in rule.reach}
            begins = things.union(*(walked(self._now.ends, things, way) for way in back))
            told |= told_from(self._now, begins, rule.reads)
        near = ox.Store()
        near.extend(told)
        return near

    def changed(self, lines: Iterable[bytes]) -> None:
        """Consequences have been written or taken away."""
        for subject, relation in {tuple(line.split(b" ", 2)[:2]) for line in lines}:
            self._now.forget(subject[1:-1].decode(), relation[1:-1].decode())


def _asked(engine: ox.Store, rule: Rule) -> Iterator[ox.Triple]:
    found = engine.query(rule.text)
    if not isinstance(found, ox.QueryTriples):
        raise TypeError(type(found))
    return found
