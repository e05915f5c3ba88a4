"""What a change of documents reaches: the things it touches, and all that is said near them.

What is kept beside a generation (indexes, findings of checks) speaks of one thing at a time, and
looks no further than at what that thing names, and what that names. So it is enough to make it again
for the things reached, from a graph small enough for the memory.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

import pyoxigraph as ox
from rdflib import RDFS

from danvan_graph.store.engines.oxigraph import Embedded, Store
from danvan_graph.store.making.paths import ends, read_way, told_of, walked
from danvan_graph.vocabulary import DV, PREFIXES, RELATIONS

_FROM = {
    str(RDFS.label): ("^dv:place", "^dv:issuer", "^dv:inDocument", "^dv:inSection"),
    str(DV.path): ("^dv:inSection",),
    str(DV.start): ("^dv:inSection",),
    str(DV.end): ("^dv:inSection",),
    str(DV.provisionOf): ("^dv:inSection",),
    str(DV.year): ("^dv:inDocument",),
    str(DV.issueDate): ("^dv:inDocument", "^dv:citingInstrument", "^dv:citedInstrument"),
    str(DV.hasMember): ("^dv:bearer",),
    str(DV.role): ("^dv:hasAssignment",),
    str(DV.validUntil): ("^dv:serves",),
    str(DV.level): ("^dv:parentTerritory",),
    str(DV.aboutCitation): ("dv:aboutCitation",),
    **{str(relation): ("^dv:citingInstrument",) for relation in RELATIONS.values()},
}
"""Who else is told of otherwise when something is said otherwise of a thing, by the relation."""
_ONWARDS = ("dv:parentTerritory*", "dv:directlyImplements*")
"""Relations that are followed to their end."""
_Triples = Collection[ox.Triple]


class Side(Embedded):
    """A graph in which ways are walked.

    Attributes:
        base: of its addresses.
    """

    def __init__(self, engine: ox.Store, base: str) -> None:
        super().__init__(engine)
        self.base = base

    @classmethod
    def of(cls, store: Store) -> "Side":
        """Returns a generation as such a graph."""
        return cls(store._engine, store.base)  # noqa: SLF001 - another face of the same

    def ends(self, things: Iterable[str], way: str) -> set[str]:
        """Returns where a way ends that begins at one of the things.

        Args:
            things: addresses.
            way: such as ``^dv:place/dv:issuer``; see :mod:`danvan_graph.store.making.paths`.
        """
        return walked(partial(ends, self._engine), things, read_way(way, PREFIXES))

    def names(self, relation: str, thing: str) -> bool:
        """Returns whether a statement of a relation has the thing as its object."""
        node, bare = ox.NamedNode(thing), ox.DefaultGraph()
        quads = self._engine.quads_for_pattern(None, ox.NamedNode(relation), node, bare)
        return next(quads, None) is not None

    def count(self, relation: str, thing: str) -> int:
        """Returns how many statements of a relation have the thing as their object."""
        node, bare = ox.NamedNode(thing), ox.DefaultGraph()
        return sum(
            1 for _ in self._engine.quads_for_pattern(None, ox.NamedNode(relation), node, bare)
        )

    def told(self, things: Iterable[str]) -> set[ox.Triple]:
        """Returns every statement whose subject is one of the things."""
        return told_of(self._engine, things)

    def graph(self, name: str) -> Iterator[ox.Quad]:
        """Yields the statements of a named graph, without its name."""
        for quad in self._engine.quads_for_pattern(None, None, None, ox.NamedNode(name)):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)

    def namesakes(self, things: Iterable[str]) -> set[str]:
        """Returns what bears the number and day of issue of one of the things, itself included."""
        slug, day = ox.NamedNode(str(DV.numberSlug)), ox.NamedNode(str(DV.issueDate))
        bare, found = ox.DefaultGraph(), set()
        for thing in map(ox.NamedNode, things):
            slugs = [q.object for q in self._engine.quads_for_pattern(thing, slug, None, bare)]
            days = [q.object for q in self._engine.quads_for_pattern(thing, day, None, bare)]
            for quad in (
                q for d in days for q in self._engine.quads_for_pattern(None, day, d, bare)
            ):
                other = quad.subject
                same = any(ox.Quad(other, slug, s) in self._engine for s in slugs)
                if same and isinstance(other, ox.NamedNode):
                    found.add(other.value)
        return found


@dataclass(frozen=True)
class Neighbourhood:
    """What a change reaches.

    Attributes:
        before: the whole graph as it was.
        now: the whole graph as it is.
        gained: what is said now and was not.
        lost: what was said and is no more.
        ontology: the address of the named graph of terms and concepts.
    """

    before: Side
    now: Side
    gained: _Triples
    lost: _Triples
    ontology: str

    @property
    def relations(self) -> set[str]:
        """The relations by which something else is said."""
        return {triple.predicate.value for triple in (*self.gained, *self.lost)}

    @cached_property
    def named(self) -> frozenset[str]:
        """The addresses of what the changed statements are about or name."""
        ends = (e for t in (*self.gained, *self.lost) for e in (t.subject, t.object))
        return frozenset(end.value for end in ends if isinstance(end, ox.NamedNode))

    def difference(self, relation: str) -> Counter[str]:
        """Returns by how many more statements of a relation each thing is named."""
        found: Counter[str] = Counter()
        for triples, one in ((self.gained, 1), (self.lost, -1)):
            for triple in triples:
                if triple.predicate.value == relation and isinstance(triple.object, ox.NamedNode):
                    found[triple.object.value] += one
        return found

    @cached_property
    def documents(self) -> frozenset[str]:
        """The addresses of the documents of which a finding or themselves are reached."""
        ends = (side.ends(self._touched, "dv:inDocument") for side in self._sides)
        return frozenset(self._touched.union(*ends))

    @cached_property
    def things(self) -> frozenset[str]:
        """The addresses of all things of which something else may be told now."""
        found = set(self.documents)
        for side in self._sides:
            found |= side.ends(self.documents, "^dv:inDocument")
        for side in self._sides:
            found |= side.ends(found, "^dv:aboutCitation")
            found |= side.namesakes(self._touched)
        return frozenset(found)

    @property
    def _sides(self) -> tuple[Side, Side]:
        return self.before, self.now

    @cached_property
    def _touched(self) -> frozenset[str]:
        found: set[str] = set()
        subjects: dict[str, set[str]] = {}
        for triple in (*self.gained, *self.lost):
            if isinstance(triple.subject, ox.NamedNode):
                subjects.setdefault(triple.predicate.value, set()).add(triple.subject.value)
        for relation, things in subjects.items():
            found |= things
            for way in _FROM.get(relation, ()):
                found |= self.before.ends(things, way) | self.now.ends(things, way)
        return frozenset(found)

    def near(self, more: Iterable[str] = ()) -> Side:
        """Returns all that is said of the things, of what they name, and of the terms, now."""
        return self._near(self.now, self.things.union(more))

    def near_before(self) -> Side:
        """Returns the same as it was, without more."""
        return self._near(self.before, self.things)

    def _near(self, side: Side, things: Collection[str]) -> Side:
        begins = (side.ends(things, way) for way in _ONWARDS)
        told = side.told(set().union(*begins))
        named = {t.object.value for t in told if isinstance(t.object, ox.NamedNode)} - set(things)
        told |= side.told(named)
        told |= side.told(side.ends(named, "dv:level"))
        engine = ox.Store()
        engine.extend(ox.Quad(t.subject, t.predicate, t.object) for t in told)
        engine.extend(side.graph(self.ontology))
        return Side(engine, side.base)
