"""The things of a graph that the index speaks of, numbered in the order of their addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from danvan_graph.adjacency import facts
from danvan_graph.adjacency.facts import CitationFacts
from danvan_graph.store.engines.reader import Reader

_THINGS = """SELECT ?thing WHERE {
  { ?thing a dv:Body } UNION { ?thing a dv:Group } UNION { ?thing a dv:Territory }
  UNION { ?thing a dv:Plan } UNION { ?any dv:expectedOf|dv:expectedBody|dv:expectedFor ?thing }
  UNION { ?any dv:orderedBy|dv:issuer|dv:serves|dv:parentTerritory ?thing }
  UNION { ?thing dv:directlyImplements ?any } UNION { ?any dv:directlyImplements ?thing }
  UNION { ?any a dv:Duty ; dv:inDocument ?thing } UNION { ?any dv:binds ?thing }
}"""


@dataclass(frozen=True)
class Nodes:
    """Numbers by address.

    Attributes:
        addresses: in order; the place of an address is its number.
        numbers: the same the other way round.
        known: the addresses of instruments.
    """

    addresses: tuple[str, ...]
    numbers: Mapping[str, int]
    known: frozenset[str]

    @classmethod
    def of(cls, store: Reader, known: Iterable[str], cited: Iterable[CitationFacts]) -> "Nodes":
        """Returns the things of a store.

        Args:
            store: the graph.
            known: the addresses of its instruments.
            cited: its citations.
        """
        held = frozenset(known)
        others = {str(row[0]) for row in facts.rows(store, _THINGS)}
        for told in cited:
            others |= {told.source, told.target, told.document}
        ordered = tuple(sorted(held | others))
        return cls(ordered, {iri: at for at, iri in enumerate(ordered)}, held)

    def __len__(self) -> int:
        """Returns how many things there are."""
        return len(self.addresses)

    def joined(self, found: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
        """Returns pairs of addresses as pairs of numbers; those of other things are left out."""
        numbers = self.numbers
        return [(numbers[a], numbers[b]) for a, b in found if a in numbers and b in numbers]
