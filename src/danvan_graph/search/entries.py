"""Everything in a graph that has a name or words of its own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from danvan_graph.search.entry import Entry, Kind
from danvan_graph.store.engines.reader import Reader
from danvan_graph.vocabulary import DV

_PREFIXES = f"PREFIX dv: <{DV}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
_INSTRUMENTS = """SELECT ?i ?label ?title ?place WHERE { ?i a dv:Instrument ; rdfs:label ?label
  OPTIONAL { ?i dv:title ?title } OPTIONAL { ?i dv:place/rdfs:label ?place } }"""
_OTHER_NAMES = """SELECT ?i ?name WHERE { ?i a dv:Instrument .
  { ?i dv:alias ?name } UNION { ?i dv:number ?name } UNION { ?i dv:name ?name }
  UNION { ?i dv:issuer/rdfs:label ?name FILTER (LANG(?name) = "vi") } }"""
_CITED = "SELECT ?i (COUNT(?by) AS ?n) WHERE { ?by dv:cites ?i } GROUP BY ?i"
_TERRITORIES = """SELECT ?u ?label ?level ?above ?until WHERE {
  ?u a dv:Territory ; rdfs:label ?label ; dv:level ?level
  OPTIONAL { ?u dv:parentTerritory ?above } OPTIONAL { ?u dv:validUntil ?until } }"""
_ISSUED = "SELECT ?u (COUNT(?i) AS ?n) WHERE { ?i dv:place ?u } GROUP BY ?u"
_BODIES = """SELECT ?b ?label WHERE { { ?b a dv:Body } UNION { ?b a dv:Group }
  ?b rdfs:label ?label FILTER (LANG(?label) = "vi") }"""
_MOVEMENTS = """SELECT ?m ?label WHERE { ?m a dv:Movement ; rdfs:label ?label
  FILTER (LANG(?label) = "vi") }"""
_WORK = """SELECT ?f ?summary ?document WHERE {{ ?f a dv:{kind} ; dv:summary ?summary ;
  dv:inDocument/rdfs:label ?document }}"""
_QUOTES = """SELECT ?f ?quote ?document WHERE { ?f dv:quote ?quote ;
  dv:inDocument/rdfs:label ?document }"""

_DEPTH = 4
_LEVEL_WEIGHTS = {"tinh": 6, "huyen": 3}


@dataclass(frozen=True, slots=True)
class Named:
    """How often things are named in a graph.

    Attributes:
        cited: by how many documents an instrument is cited.
        placed: how many instruments were issued for a territory.
    """

    cited: Callable[[str], int]
    placed: Callable[[str], int]

    @classmethod
    def of(cls, store: Reader) -> "Named":
        """Returns how often each thing is named, counted once."""
        cited = {iri: int(count) for iri, count in _rows(store, _CITED)}
        placed = {iri: int(count) for iri, count in _rows(store, _ISSUED)}
        return cls(lambda iri: cited.get(iri, 0), lambda iri: placed.get(iri, 0))


def entries_of(store: Reader, named: Named | None = None) -> Iterator[Entry]:
    """Yields every instrument, territory, body, movement, task, duty and quoted passage.

    Args:
        store: the graph, or a part of it.
        named: how often they are named in the whole graph; counted when it is left out.
    """
    counted = named or Named.of(store)
    yield from _instruments(store, counted)
    yield from _territories(store, counted)
    yield from _labelled(store, _BODIES, "co-quan")
    yield from _labelled(store, _MOVEMENTS, "phong-trao")
    yield from _said(store, _WORK.format(kind="Task"), "nhiem-vu")
    yield from _said(store, _WORK.format(kind="Duty"), "nghia-vu")
    yield from _said(store, _QUOTES, "trich-doan")


def _rows(store: Reader, query: str) -> Iterator[tuple[str, ...]]:
    """Yields the solutions in order, which is faster than to have the engine order them."""
    yield from sorted(tuple(v or "" for v in row) for row in store.strings(_PREFIXES + query))


def _instruments(store: Reader, named: Named) -> Iterator[Entry]:
    names: dict[str, list[str]] = {}
    for iri, name in _rows(store, _OTHER_NAMES):
        names.setdefault(iri, []).append(name)
    for iri, label, title, place in _rows(store, _INSTRUMENTS):
        more = " ".join([place, *names.get(iri, ())])
        yield Entry(iri, "van-ban", label, title, more, named.cited(iri))


def _territories(store: Reader, named: Named) -> Iterator[Entry]:
    labels: dict[str, str] = {}
    above: dict[str, str] = {}
    weights: dict[str, int] = {}
    for iri, label, level, parent, until in _rows(store, _TERRITORIES):
        if iri not in labels:
            labels[iri] = label
            weight = _LEVEL_WEIGHTS.get(level.rpartition("/")[2], 0) + (not until)
            weights[iri] = named.placed(iri) + weight
        if parent:
            above.setdefault(iri, parent)
    for iri, label in labels.items():
        line = ", ".join(labels[a] for a in _upwards(iri, above) if a in labels)
        yield Entry(iri, "dia-ban", label, line, weight=weights[iri])


def _upwards(iri: str, above: Mapping[str, str]) -> Iterator[str]:
    for _ in range(_DEPTH):
        iri = above.get(iri, "")
        if not iri:
            return
        yield iri


def _labelled(store: Reader, query: str, kind: Kind) -> Iterator[Entry]:
    seen: set[str] = set()
    for iri, label in _rows(store, query):
        if iri not in seen:
            seen.add(iri)
            yield Entry(iri, kind, label)


def _said(store: Reader, query: str, kind: Kind) -> Iterator[Entry]:
    seen: set[str] = set()
    for iri, text, document in _rows(store, query):
        if iri not in seen:
            seen.add(iri)
            yield Entry(iri, kind, text, document)
