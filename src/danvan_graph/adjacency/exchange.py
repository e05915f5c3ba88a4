"""Which things of an index go, come, or are told of otherwise, and how all are numbered then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from danvan_graph.adjacency.columns import Array, Columns
from danvan_graph.adjacency.splicing import owners_in, renumbered, sources
from danvan_graph.adjacency.texts import NONE, Texts
from danvan_graph.adjacency.writing import adjacency_columns
from danvan_graph.store.keeping.neighbourhood import Neighbourhood, Side
from danvan_graph.vocabulary import RELATIONS

_CLASSES = ("Body", "Group", "Territory", "Plan")
_NAMED_BY = (
    "expectedOf", "expectedBody", "expectedFor", "orderedBy", "issuer", "serves",
    "parentTerritory", "directlyImplements", "binds",
)  # fmt: skip
_DV = "https://w3id.org/danvan/ontology#"
_OF_THINGS = ("dv:serves", "dv:issuer", "dv:parentTerritory")


class Unlike(Exception):
    """The older index cannot be followed."""


@dataclass(frozen=True)
class Exchange:
    """An older index beside a small one of what a change reaches.

    Attributes:
        change: what has changed.
        old: the older index.
        near: the columns of the small one.
        things: addresses of what is told of otherwise; all else is as it was.
        from_old: the new number of each old thing, −1 where it is no more.
        from_near: the new number of each thing of the small index.
        chosen: for each new thing its old number, or −1, −2, … for what is new.
        fresh: the addresses of what is new, in order.
    """

    change: Neighbourhood
    old: Columns
    near: Mapping[str, Array]
    things: frozenset[str]
    from_old: Array
    from_near: Array
    chosen: Array
    fresh: Sequence[str]

    @classmethod
    def of(cls, old: Columns, change: Neighbourhood) -> "Exchange":
        """Returns the exchange of what a change reaches.

        Raises:
            Unlike: it reaches things in a way that only a whole index tells.
        """
        more: frozenset[str] = frozenset()
        while True:
            near = adjacency_columns(change.near(more))
            nodes = _Nodes(old, near, change, change.things | more)
            gone, fresh = nodes.exchanged()
            further = nodes.further(fresh) - nodes.things
            if not further:
                return cls._numbered(nodes, gone, sorted(fresh))
            more |= further

    @classmethod
    def _numbered(cls, nodes: "_Nodes", gone: Iterable[int], fresh: Sequence[str]) -> "Exchange":
        keep = np.ones(len(nodes.old_iris), np.bool_)
        keep[list(gone)] = False
        places = np.array([nodes.old_iris.place(iri) for iri in fresh], np.int64)
        numbers = renumbered(keep, places)
        chosen = sources(numbers, int(keep.sum()) + len(fresh))
        at = dict(zip(fresh, np.flatnonzero(chosen < 0).tolist(), strict=True))
        from_near = [
            at[iri] if iri in at else int(numbers[nodes.old_iris.find(iri)]) for iri in nodes.near
        ]
        made = cls(
            nodes.change, nodes.old, nodes.columns, nodes.things,
            numbers, np.array(from_near, np.int64), chosen, fresh,
        )  # fmt: skip
        made.hold()
        return made

    def hold(self) -> None:
        """Returns when the small index tells all of the things that it should.

        Raises:
            Unlike: a thing of it is none of the new ones, or one of no class has a place.
        """
        near = set(self.near_iris)
        untold = [iri for iri in self.things if iri not in near and self.number(iri) != NONE]
        told = (self.change.now.ends(untold, way) for way in _OF_THINGS)
        if NONE in self.from_near.tolist() or any(told):
            raise Unlike

    def __len__(self) -> int:
        """Returns how many things there are now."""
        return len(self.chosen)

    def number(self, iri: str) -> int:
        """Returns the new number of an address, −1 for that of nothing."""
        found = self.old_iris.find(iri)
        if found != NONE:
            return int(self.from_old[found])
        return self._fresh_numbers.get(iri, NONE)

    @cached_property
    def _fresh_numbers(self) -> dict[str, int]:
        return dict(zip(self.fresh, np.flatnonzero(self.chosen < 0).tolist(), strict=True))

    @cached_property
    def old_iris(self) -> Texts:
        """The addresses of the old things."""
        return Texts(self.old, "iri")

    @cached_property
    def near_iris(self) -> tuple[str, ...]:
        """The addresses of the things of the small index."""
        row = Texts(self.near, "iri")
        return tuple(row[at] for at in range(len(row)))

    @cached_property
    def old_texts(self) -> Texts:
        """The row of texts of the older index."""
        return Texts(self.old, "text")

    @cached_property
    def near_texts(self) -> tuple[str, ...]:
        """The row of texts of the small index."""
        row = Texts(self.near, "text")
        return tuple(row[at] for at in range(len(row)))

    def renumbered_texts(self, numbers: Array) -> Array:
        """Returns numbers of texts of the small index, counted on from those of the older one."""
        return np.where(numbers == NONE, NONE, numbers.astype(np.int64) + len(self.old_texts))

    @cached_property
    def told(self) -> Array:
        """The new numbers of the things that are told of otherwise."""
        found = (self.number(iri) for iri in self.things)
        return np.array(sorted(n for n in found if n != NONE), np.int64)

    @cached_property
    def is_told(self) -> Array:
        """Of each new thing, whether it is told of otherwise."""
        found = np.zeros(len(self), np.bool_)
        found[self.told] = True
        return found

    @cached_property
    def told_near(self) -> Array:
        """The numbers, in the small index, of the things that are told of otherwise."""
        return np.flatnonzero(self.is_told[self.from_near])

    @cached_property
    def documents(self) -> Array:
        """Of each new thing, whether it is a document of which any finding may have changed."""
        return self._among(self.change.documents)

    def _among(self, iris: Iterable[str]) -> Array:
        found = np.zeros(len(self), np.bool_)
        numbers = [n for n in map(self.number, iris) if n != NONE]
        found[numbers] = True
        return found


class _Nodes:
    """Which addresses are things of the index, before and now."""

    def __init__(
        self,
        old: Columns,
        columns: Mapping[str, Array],
        change: Neighbourhood,
        things: frozenset[str],
    ) -> None:
        self.old, self.columns, self.change, self.things = old, columns, change, things
        self.old_iris = Texts(old, "iri")
        row = Texts(columns, "iri")
        self.near = tuple(row[at] for at in range(len(row)))
        self._near_numbers = {iri: at for at, iri in enumerate(self.near)}

    def exchanged(self) -> tuple[list[int], set[str]]:
        """Returns the old numbers of what is no thing any more, and the addresses of what is new."""
        ends, spoken = self._ends_of_passages(), self._spoken_of()
        candidates = self.things | self.change.named
        candidates |= {self.old_iris[at] for at in np.unique(np.concatenate(ends)).tolist()}
        gone, fresh = [], set()
        for iri in candidates:
            at = self.old_iris.find(iri)
            stays = (at != NONE and bool(spoken[at])) or self._is_thing(iri, at)
            if at != NONE and not stays:
                gone.append(at)
            elif at == NONE and stays:
                fresh.add(iri)
        return gone, fresh

    def further(self, fresh: set[str]) -> set[str]:
        """Returns the things that have to be told of with those that are new, and with passages."""
        found = set(fresh)
        for name in RELATIONS.values():
            relation = f"^dv:{name.rpartition('#')[2]}"
            found |= self.change.now.ends(fresh, relation)
        sources = self.old["source"][self._dropped_edges]
        found |= {self.old_iris[at] for at in np.unique(sources).tolist()}
        owners = owners_in(self.columns["passage.from"])
        documents = self.columns["passage.document"].tolist()
        for at, edge in enumerate(owners.tolist()):
            if self.near[documents[at]] in self.change.documents:
                found.add(self.near[int(self.columns["source"][edge])])
        return found

    @cached_property
    def _dropped(self) -> Array:
        numbers = (self.old_iris.find(iri) for iri in self.change.documents)
        found = [n for n in numbers if n != NONE]
        return np.isin(self.old["passage.document"], found)

    @cached_property
    def _dropped_edges(self) -> Array:
        return owners_in(self.old["passage.from"])[self._dropped]

    def _ends_of_passages(self) -> tuple[Array, ...]:
        edges = self._dropped_edges
        documents = self.old["passage.document"][self._dropped]
        return self.old["source"][edges], self.old["target"][edges], documents

    def _spoken_of(self) -> Array:
        """Returns of each old thing whether a passage or duty that stays speaks of it."""
        found = np.zeros(len(self.old_iris), np.bool_)
        edges = np.unique(owners_in(self.old["passage.from"])[~self._dropped])
        found[self.old["source"][edges]] = True
        found[self.old["target"][edges]] = True
        found[self.old["passage.document"][~self._dropped]] = True
        duties = Texts(self.old, "duty")
        gone = [duties.find(iri) for iri in self.things]
        stay = np.ones(len(duties), np.bool_)
        stay[[at for at in gone if at != NONE]] = False
        found[self.old["duty.document"][stay]] = True
        return found

    def _is_thing(self, iri: str, at: int) -> bool:
        if iri in self._near_numbers:
            return True
        known = iri not in self.things and at != NONE and bool(self.old["known"][at])
        return known or is_named(self.change.now, iri)


def is_named(side: Side, iri: str) -> bool:
    """Returns whether a graph speaks of an address in a way that makes it a thing of the index."""
    typed = side.ends([iri], "rdf:type")
    if any(_DV + name in typed for name in _CLASSES):
        return True
    if any(side.names(_DV + name, iri) for name in _NAMED_BY):
        return True
    return bool(side.ends([iri], "dv:directlyImplements"))
