"""What a thing is tied to: counted by relation first, then named."""

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.vocabulary import DV
from danvan_graph.web.explorer.state import Direction, Opening
from danvan_graph.web.reading.terms import iri, rows

MOST_OPENED = 60
_COUNTED = "SELECT ?p (COUNT(*) AS ?n) WHERE {{ {pattern} FILTER (isIRI(?o)) }} GROUP BY ?p"
_NAMED = "SELECT ?o WHERE {{ {pattern} FILTER (isIRI(?o)) }}"
_UNSHOWN = frozenset({"inSection", "inDocument", "member"})


@dataclass(frozen=True, slots=True)
class Relation:
    """How many things one is tied to by a property.

    Attributes:
        term: name of the property in our ontology.
        direction: whether the tie goes out or comes in.
        count: how many things.
    """

    term: str
    direction: Direction
    count: int


def relations_of(store: Store, address: str) -> list[Relation]:
    """Returns the relations of a thing to others, those going out first, by name."""
    this = iri(address)
    found = []
    directions: tuple[tuple[Direction, str], ...] = (
        ("xuoi", f"{this} ?p ?o"),
        ("nguoc", f"?o ?p {this}"),
    )
    for direction, pattern in directions:
        for row in rows(store, _COUNTED.format(pattern=pattern)):
            term = row["p"].removeprefix(str(DV))
            if term.isalnum() and term not in _UNSHOWN:
                found.append(Relation(term, direction, int(row["n"])))
    return sorted(found, key=lambda r: (r.direction == "nguoc", r.term))


def opened(store: Store, address: str, step: Opening) -> tuple[Sequence[str], bool]:
    """Returns the first sixty things a relation leads to, and whether there are more."""
    this, term = iri(address), iri(f"{DV}{step.term}")
    pattern = f"{this} {term} ?o" if step.direction == "xuoi" else f"?o {term} {this}"
    found = sorted({row["o"] for row in rows(store, _NAMED.format(pattern=pattern))})
    return found[:MOST_OPENED], len(found) > MOST_OPENED
