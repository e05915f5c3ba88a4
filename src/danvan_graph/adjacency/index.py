"""The look-up index of one generation, mapped into memory."""

from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np

from danvan_graph.adjacency.citing import PASSAGE
from danvan_graph.adjacency.columns import Array, Columns, Lists
from danvan_graph.adjacency.instruments import GROUPINGS, TEXTS
from danvan_graph.adjacency.texts import NONE, Texts

_MOST_KEPT, _LONG_KEPT = 50_000, 64


class Adjacency:
    """Who cites, carries out, issued and was told what, by number of thing.

    Things are numbered in the order of their addresses, so numbers sort as addresses do. Opening
    reads nothing but the names of the columns. ``slugs_of`` tells the relations that the bits of a
    number stand for.

    Args:
        folder: where :func:`danvan_graph.adjacency.writing.write_adjacency` wrote it.

    Raises:
        StoreError: the folder holds no index that this version reads.
    """

    def __init__(self, folder: Path) -> None:
        self.columns = columns = Columns(folder)
        self.iris = Texts(columns, "iri")
        self.texts = Texts(columns, "text")
        self.folded = Texts(columns, "folded")
        self.known = columns["known"]
        self.plan = columns["plan"]
        self.collected = columns["collected"]
        self.year = columns["year"]
        self.level_order = columns["level_order"]
        self.newness = columns["newness"]
        self.citing = Lists(columns, "source")
        self.source = columns["source"]
        self.target = columns["target"]
        self.relations = columns["relations"]
        self.cites = Lists(columns, "cites")
        self.plans = Lists(columns, "plans")
        self.one_step = np.broadcast_to(np.int32(1), len(self.plans.members))  # takes no room
        self.carried_out_by = Lists(columns, "carried_out_by")
        self.issuer = Lists(columns, "issuer")
        self.told = Lists(columns, "told")
        self.groups_told = Lists(columns, "groups_told")
        self.serves = Lists(columns, "serves")
        self.inside = Lists(columns, "inside")
        self.slugs_of = cache(self._unmasked)
        self._numbered = lru_cache(_MOST_KEPT)(self._searched)
        self._answers_to = lru_cache(_LONG_KEPT)(self._issued_below)
        self._carrying_out = lru_cache(_LONG_KEPT)(self._walked_down)

    def __len__(self) -> int:
        """Returns how many things there are."""
        return len(self.iris)

    def number(self, iri: str) -> int | None:
        """Returns the number of a thing, None when the graph has none at that address."""
        return self._numbered(iri)

    def _searched(self, iri: str) -> int | None:
        found = self.iris.find(iri)
        return None if found == NONE else found

    def _walked_down(self, goal: int) -> Array:
        return self.carried_out_by.below(len(self), goal)

    def _issued_below(self, goal: int) -> tuple[Array, Array]:
        plans = self._carrying_out(goal)
        places, owners = self.issuer.places(plans)
        return self.issuer.members[places], plans[owners]

    def text(self, column: str, number: int) -> str | None:
        """Returns what a column of texts says of a thing."""
        return self.texts.get(self._texts[column][number])

    @cached_property
    def _texts(self) -> dict[str, memoryview]:
        """Columns of single numbers: reading one of a memory view makes no array."""
        return {name: memoryview(self.columns[name]) for name in TEXTS}  # type: ignore[arg-type]

    @cached_property
    def _passages(self) -> tuple[Array, ...]:
        return tuple(self.columns[f"passage.{name}"] for name in PASSAGE)

    @cached_property
    def passages_from(self) -> memoryview:
        """Where the passages of each edge begin, and last where all end."""
        return memoryview(self.columns["passage.from"])  # type: ignore[arg-type]

    @cached_property
    def passage_document(self) -> memoryview:
        """The number of the document of each passage."""
        return memoryview(self.columns["passage.document"])  # type: ignore[arg-type]

    def carrying_out(self, goal: int) -> Array:
        """Returns what carries out an instrument, directly or through others; a few are kept."""
        return self._carrying_out(goal)

    def answers_to(self, goal: int) -> tuple[Array, Array]:
        """Returns who issued what carries out an instrument: bodies, and a document of each."""
        return self._answers_to(goal)

    def passages(self, edge: int) -> list[tuple[float, ...]]:
        """Returns the passages of an edge, each as the numbers that :data:`PASSAGE` names."""
        begin, end = self.passages_from[edge], self.passages_from[edge + 1]
        return list(zip(*(column[begin:end].tolist() for column in self._passages), strict=True))

    @cached_property
    def relation_slugs(self) -> tuple[str, ...]:
        """The slugs of the relations, by their number."""
        slugs = Texts(self.columns, "relation_slug")
        return tuple(slugs[at] for at in range(len(slugs)))

    @cached_property
    def edges(self) -> tuple[memoryview, memoryview, memoryview]:
        """Of each edge what cites, what is cited, and the relations as the bits of a number."""
        columns = self.source, self.target, self.relations
        return tuple(map(memoryview, columns))  # type: ignore[arg-type, return-value]

    def relations_of(self, edge: int) -> tuple[str, ...]:
        """Returns the slugs of the relations by which an edge cites."""
        return self.slugs_of(int(self.relations[edge]))

    def _unmasked(self, held: int) -> tuple[str, ...]:
        return tuple(slug for at, slug in enumerate(self.relation_slugs) if held >> at & 1)

    def mask(self, slugs: "frozenset[str] | set[str]") -> np.uint64:
        """Returns the relations as the bits of a number."""
        return np.uint64(sum(1 << at for at, s in enumerate(self.relation_slugs) if s in slugs))

    def names(self, grouping: str) -> tuple[Texts, Lists]:
        """Returns sorted names, and the numbers of the instruments that bear each.

        Args:
            grouping: ``named`` for labels, or one of :data:`GROUPINGS`.
        """
        if grouping != "named" and grouping not in GROUPINGS:
            raise KeyError(grouping)
        return Texts(self.columns, grouping), Lists(self.columns, f"{grouping}.bearers")
