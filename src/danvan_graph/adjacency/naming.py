"""What concepts, terms, bodies, people and movements are called, and the forms of each territory."""

from collections.abc import Iterator, Mapping

import numpy as np

from danvan_graph.adjacency import facts
from danvan_graph.adjacency.columns import Array, Columns
from danvan_graph.adjacency.texts import NONE, Pool, Texts, text_columns
from danvan_graph.identifiers.folding import fold
from danvan_graph.store.engines.reader import Reader

_LABELS = """SELECT ?thing ?label WHERE {
  VALUES ?class { skos:Concept skos:ConceptScheme owl:Class owl:ObjectProperty owl:DatatypeProperty
                  owl:AnnotationProperty dv:Movement dv:Body dv:Group dv:Person }
  ?thing a ?class ; rdfs:label ?label FILTER (LANG(?label) != "en")
}"""
_UNITS = """SELECT ?unit ?label ?level ?from ?until ?above WHERE {
  ?unit a dv:Territory ; rdfs:label ?label ; dv:level ?level .
  OPTIONAL { ?unit dv:validFrom ?from } OPTIONAL { ?unit dv:validUntil ?until }
  OPTIONAL { ?unit dv:parentTerritory ?above }
}"""
_AGENTS = "SELECT ?agent { VALUES ?class { dv:Body dv:Group } ?agent a ?class }"

UNIT = ("label", "level", "since", "until", "above", "folded")
"""The columns of a unit, each of numbers in the row of texts."""


def naming_columns(store: Reader, pool: Pool) -> dict[str, Array]:
    """Returns the columns of names, each row of addresses in order."""
    labels: dict[str, str] = {}
    for thing, label in facts.rows(store, _LABELS):
        labels[str(thing)] = max(labels.get(str(thing), ""), str(label))
    named = sorted(labels)
    agents = [str(row[0]) for row in facts.ordered(store, _AGENTS)]
    return {
        **text_columns("called", named),
        "called.label": np.array([pool.number(labels[iri]) for iri in named], np.int32),
        **text_columns("agent", agents),
        **_unit_columns(store, pool),
    }


def _unit_columns(store: Reader, pool: Pool) -> dict[str, Array]:
    told: dict[str, tuple[str, ...]] = {}
    for iri, *rest in facts.rows(store, _UNITS):
        row = tuple(part or "" for part in rest)
        told[str(iri)] = min(told.get(str(iri), row), row, key=lambda r: (r[-1], r))
    ordered = sorted(told)
    table = [
        (label, facts.last_part(level), *(part or None for part in others), fold(label))
        for label, level, *others in (told[iri] for iri in ordered)
    ]
    columns = text_columns("unit", ordered)
    for at, name in enumerate(UNIT):
        columns[f"unit.{name}"] = np.array([pool.number(row[at]) for row in table], np.int32)
    return columns


class Called(Mapping[str, str]):
    """Names by address, each read when it is asked for.

    Args:
        columns: those of a look-up index.
    """

    def __init__(self, columns: Columns) -> None:
        self._iris, self._texts = Texts(columns, "called"), Texts(columns, "text")
        self._labels = columns["called.label"]

    def __getitem__(self, iri: str) -> str:
        """Returns what the thing of an address is called."""
        at = self._iris.find(iri)
        if at == NONE:
            raise KeyError(iri)
        return self._texts[int(self._labels[at])]

    def __iter__(self) -> Iterator[str]:
        """Yields the addresses in order."""
        return (self._iris[at] for at in range(len(self._iris)))

    def __len__(self) -> int:
        """Returns how many things have a name."""
        return len(self._iris)

    def beginning(self, begin: str) -> Iterator[tuple[str, str]]:
        """Yields the addresses that begin in a way, in order, and the names."""
        at = self._iris.place(begin)
        while at < len(self) and (iri := self._iris[at]).startswith(begin):
            yield iri, self._texts[int(self._labels[at])]
            at += 1


class UnitRows(Mapping[str, tuple[str | None, ...]]):
    """The texts of each territory by address, in the order of :data:`UNIT`.

    Args:
        columns: those of a look-up index.
    """

    def __init__(self, columns: Columns) -> None:
        self._iris, self._texts = Texts(columns, "unit"), Texts(columns, "text")
        self._columns = [columns[f"unit.{name}"] for name in UNIT]

    def __getitem__(self, iri: str) -> tuple[str | None, ...]:
        """Returns the texts of the territory of an address."""
        at = self._iris.find(iri)
        if at == NONE:
            raise KeyError(iri)
        return tuple(self._texts.get(int(column[at])) for column in self._columns)

    def __iter__(self) -> Iterator[str]:
        """Yields the addresses in order."""
        return (self._iris[at] for at in range(len(self._iris)))

    def __len__(self) -> int:
        """Returns how many territories there are."""
        return len(self._iris)

    def all(self) -> Iterator[tuple[str, tuple[str | None, ...]]]:
        """Yields every territory in the order of the addresses, faster than one by one."""
        get = self._texts.get
        rows = zip(*(column.tolist() for column in self._columns), strict=True)
        for iri, row in zip(self, rows, strict=True):
            yield iri, tuple(map(get, row))


def agents(columns: Columns) -> tuple[str, ...]:
    """Returns the addresses of the bodies and groups that documents speak of, in order."""
    found = Texts(columns, "agent")
    return tuple(found[at] for at in range(len(found)))
