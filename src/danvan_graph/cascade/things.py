"""What is said of instruments, bodies, territories and levels: each read once, many at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from rdflib import URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from danvan_graph.store.engines.reader import Reader
from danvan_graph.vocabulary import DV

Said = Mapping[URIRef, tuple[str, ...]]
"""The values of each property of one thing, as text."""

_AT_ONCE = 400
_MANY = 4000
"""From so many things on, reading what is said of all there are is quicker."""
_DESCRIBING = (
    RDF.type, RDFS.label, SKOS.prefLabel, DV.kind, DV.number, DV.title, DV.level, DV.issueDate,
    DV.dateText, DV.year, DV.collected, DV.place, DV.issuer, DV.serves, DV.bodyKind, DV.order,
    DV.name, DV.validFrom, DV.validUntil, DV.parentTerritory,
)  # fmt: skip
_PREDICATES = {str(predicate): predicate for predicate in _DESCRIBING}
_LISTED = ", ".join(predicate.n3() for predicate in _DESCRIBING)
_NAMES = (RDFS.label, SKOS.prefLabel)
_NOTHING: Said = {}
LACKED = frozenset({RDF.type, DV.bodyKind, DV.name, DV.validFrom})
"""What no look-up index says of a thing."""


class Things:
    """Describes instruments, bodies, territories and levels, each fetched once.

    Args:
        store: the graph.
        mapped: tells what a look-up index says of a thing, :data:`LACKED` left out; None where it
            does not know the thing.
    """

    def __init__(self, store: Reader, mapped: Callable[[str], Said | None] | None = None) -> None:
        self._store, self._mapped = store, mapped
        self._known: dict[str, Said] = {}
        self._names: dict[str, str] = {}
        self._of_index: set[str] = set()
        self._lacked: defaultdict[URIRef, dict[str, tuple[str, ...]]] = defaultdict(dict)

    def fetch(self, iris: Iterable[str]) -> None:
        """Makes the things known in as few queries as possible."""
        wanted = sorted({iri for iri in iris if iri and iri not in self._known})
        for some in in_portions([iri for iri in wanted if not self._is_mapped(iri)]):
            self._ask(some)

    def _is_mapped(self, iri: str) -> bool:
        said = self._mapped(iri) if self._mapped else None
        if said is None:
            return False
        self._known[iri], self._names[iri] = said, said[RDFS.label][0]
        self._of_index.add(iri)
        return True

    def _ask(self, some: list[str]) -> None:
        found: dict[str, dict[URIRef, list[str]]] = {iri: defaultdict(list) for iri in some}
        names: dict[str, list[tuple[bool, bool, str]]] = defaultdict(list)
        # A second VALUES instead of the filter makes the engine scan every label there is.
        query = (
            f"SELECT ?s ?p ?o (LANG(?o) AS ?language) WHERE {{ VALUES ?s {{ {spelled(some)} }} "
            f"?s ?p ?o FILTER (?p IN ({_LISTED})) }}"
        )
        for subject, name, value, language in sorted(self._store.strings(query), key=_as_texts):
            predicate = _PREDICATES[str(name)]
            found[str(subject)][predicate].append(str(value))
            if predicate in _NAMES:
                order = language != "vi", predicate != RDFS.label, str(value)
                names[str(subject)].append(order)
        for iri in some:
            self._known[iri] = {p: tuple(values) for p, values in found[iri].items()}
            self._names[iri] = min(names[iri])[-1] if names[iri] else slug_of(iri)

    def complete(self, iris: Iterable[str], predicate: URIRef) -> None:
        """Makes known what the look-up index lacked of things, in as few queries as possible.

        Args:
            iris: the things; those that were fetched from the graph are known already.
            predicate: one of :data:`LACKED`.
        """
        lacked = self._lacked[predicate]
        wanted = sorted({iri for iri in iris if iri in self._of_index and iri not in lacked})
        found: dict[str, list[str]] = {iri: [] for iri in wanted}
        pattern = f"?s {predicate.n3()} ?o"
        portions = in_portions(wanted) if len(wanted) < _MANY else iter(([],))
        for some in portions:
            named = f"VALUES ?s {{ {spelled(some)} }} " if some else ""
            rows = self._store.strings(f"SELECT ?s ?o WHERE {{ {named}{pattern} }}")
            for subject, value in rows:
                if str(subject) in found:
                    found[str(subject)].append(str(value))
        lacked.update((iri, tuple(sorted(values))) for iri, values in found.items())

    def every(self, iri: str, predicate: URIRef) -> tuple[str, ...]:
        """Returns all values of a property, as text."""
        said = self._known.get(iri)
        if said is None:
            self.fetch([iri])
            said = self._known.get(iri, _NOTHING)
        if predicate in LACKED and iri in self._of_index:
            if iri not in self._lacked[predicate]:
                self.complete([iri], predicate)
            return self._lacked[predicate][iri]
        return said.get(predicate, ())

    def first(self, iri: str, predicate: URIRef) -> str:
        """Returns the first value of a property, or an empty string."""
        return next(iter(self.every(iri, predicate)), "")

    def label(self, iri: str) -> str:
        """Returns the Vietnamese name of a thing, else any name, else the end of its address."""
        if iri not in self._names:
            self.fetch([iri])
        return self._names.get(iri) or slug_of(iri)


def _as_texts(row: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(part or "" for part in row)


def slug_of(iri: object) -> str:
    """Returns the last segment of an address.

    >>> slug_of("https://w3id.org/danvan/concept/cap/tinh")
    'tinh'
    """
    return str(iri).rstrip("/").rpartition("/")[2] if iri else ""


def in_portions(iris: list[str]) -> Iterator[list[str]]:
    """Yields so many addresses at once as one query may name."""
    for start in range(0, len(iris), _AT_ONCE):
        yield iris[start : start + _AT_ONCE]


def spelled(iris: Iterable[str]) -> str:
    """Returns addresses as SPARQL spells them."""
    return " ".join(f"<{iri}>" for iri in iris)
