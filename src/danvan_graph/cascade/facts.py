"""Reads from the store what a cascade is made of; nothing is decided here."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.term import Literal, Node

from danvan_graph.cascade.shape import Evidence
from danvan_graph.errors import UnknownName
from danvan_graph.store.engines.reader import Reader
from danvan_graph.vocabulary import CONCEPT, DV, RELATIONS

CARRIES_OUT = "thuc-hien"
WEAK_RELATIONS = (
    "to-chuc-thuc-hien",
    "tiep-tuc",
    "phoi-hop",
    "huong-dan",
    "chi-tiet",
    "can-cu",
)
"""Relations that tie a document to the cascade without making it carry out the whole instrument."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
_AT_ONCE = 400
_PREFIX = f"PREFIX dv: <{DV}>\n"
_DESCRIBING = (
    RDF.type, RDFS.label, SKOS.prefLabel, DV.kind, DV.number, DV.title, DV.level, DV.issueDate,
    DV.dateText, DV.year, DV.collected, DV.place, DV.issuer, DV.serves, DV.bodyKind, DV.order,
    DV.name, DV.validFrom, DV.validUntil, DV.parentTerritory,
)  # fmt: skip
_LISTED = ", ".join(predicate.n3() for predicate in _DESCRIBING)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A citation that expresses a relation between two instruments.

    Attributes:
        lower: the citing instrument.
        relation: slug of the relation.
        upper: the cited instrument.
        evidence: the passage.
    """

    lower: str
    relation: str
    upper: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Expected:
    """That a body or group is told, or expected, to answer an instrument.

    Attributes:
        iri: address of the expectation.
        instrument: what has to be carried out.
        ordered_by: the instrument that orders it.
        agent: the body or group addressed.
        basis: slug of the basis.
        confidence: from 0 to 1.
        as_of: the day that counts, or an empty string.
        reason: a reviewer's reason, or an empty string.
        task: address of the task that orders it, or an empty string.
        section: path of the task's section, or an empty string.
        start: first code point of the task, or None.
        end: code point after its last one, or None.
    """

    iri: str
    instrument: str
    ordered_by: str
    agent: str
    basis: str
    confidence: float
    as_of: str
    reason: str
    task: str
    section: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A dated duty to issue a plan.

    Attributes:
        document: the instrument that sets it.
        task: the task it belongs to, or an empty string.
        bearer: who bears it, or an empty string.
        due: the day, ISO 8601.
    """

    document: str
    task: str
    bearer: str
    due: str


class Things:
    """Describes instruments, bodies, territories and levels, each fetched once.

    Args:
        store: the graph.
    """

    def __init__(self, store: Reader) -> None:
        self._store = store
        self._known: dict[str, dict[URIRef, list[Node]]] = {}

    def fetch(self, iris: Iterable[str]) -> None:
        """Makes the things known in as few queries as possible."""
        wanted = sorted({iri for iri in iris if iri and iri not in self._known})
        for some in _in_portions(wanted):
            for iri in some:
                self._known[iri] = defaultdict(list)
            # A second VALUES instead of the filter makes the engine scan every label there is.
            query = (
                f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {_spelled(some)} }} ?s ?p ?o "
                f"FILTER (?p IN ({_LISTED})) }}"
            )
            for subject, predicate, value in sorted(self._store.select(query).rows, key=str):
                if isinstance(predicate, URIRef) and value is not None:
                    self._known[str(subject)][predicate].append(value)

    def every(self, iri: str, predicate: URIRef) -> tuple[str, ...]:
        """Returns all values of a property, as text."""
        if iri not in self._known:
            self.fetch([iri])
        return tuple(str(v) for v in self._known.get(iri, {}).get(predicate, ()))

    def first(self, iri: str, predicate: URIRef) -> str:
        """Returns the first value of a property, or an empty string."""
        return next(iter(self.every(iri, predicate)), "")

    def label(self, iri: str) -> str:
        """Returns the Vietnamese name of a thing, else any name, else the end of its address."""
        self.fetch([iri])
        known = self._known.get(iri, {})
        names = [*known.get(RDFS.label, ()), *known.get(SKOS.prefLabel, ())]
        vietnamese = [n for n in names if isinstance(n, Literal) and n.language == "vi"]
        found = next(iter(vietnamese or names), None)
        return slug_of(iri) if found is None else str(found)


def slug_of(iri: object) -> str:
    """Returns the last segment of an address.

    >>> slug_of("https://w3id.org/danvan/concept/cap/tinh")
    'tinh'
    """
    return str(iri).rstrip("/").rpartition("/")[2] if iri else ""


def _in_portions(iris: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(iris), _AT_ONCE):
        yield iris[start : start + _AT_ONCE]


def _spelled(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def checked(store: Reader, iri: str) -> str:
    """Returns the address when the graph has an instrument there.

    Raises:
        UnknownName: it has none.
    """
    if _IRI.fullmatch(iri):
        query = f"SELECT ?type WHERE {{ <{iri}> a ?type FILTER (?type = <{DV.Instrument}>) }}"
        if store.select(query).rows:
            return iri
    raise UnknownName(
        f"Không có văn bản nào ở địa chỉ “{iri[:200]}”; hãy tra theo số, ký hiệu.",
        f"There is no instrument at “{iri[:200]}”.",
    )


def _rows(store: Reader, body: str) -> Iterator[dict[str, str]]:
    for row in store.select(_PREFIX + body).dicts():
        yield {name: "" if value is None else str(value) for name, value in row.items()}


def implementing(store: Reader, root: str) -> list[tuple[str, str]]:
    """Returns what carries out the root, each with everything it carries out directly."""
    query = f"""SELECT DISTINCT ?lower ?upper WHERE {{
      ?lower dv:directlyImplements+ <{root}> ; dv:directlyImplements ?upper
    }} ORDER BY ?lower ?upper"""
    return [(row["lower"], row["upper"]) for row in _rows(store, query)]


def weakly_tied(store: Reader, root: str) -> list[tuple[str, str, str]]:
    """Returns document, slug of a weak relation, and instrument of the cascade it points at."""
    slugs = {str(RELATIONS[slug]): slug for slug in WEAK_RELATIONS}
    query = f"""SELECT DISTINCT ?lower ?relation ?upper WHERE {{
      ?upper dv:directlyImplements* <{root}> .
      VALUES ?relation {{ {_spelled(slugs)} }}
      ?lower ?relation ?upper
    }} ORDER BY ?lower ?relation ?upper"""
    return [(row["lower"], slugs[row["relation"]], row["upper"]) for row in _rows(store, query)]


def quotations(store: Reader, root: str, relations: Iterable[str]) -> Iterator[Quotation]:
    """Yields the passages that relate a document to an instrument of the cascade."""
    concepts = _spelled(str(CONCEPT[f"quan-he/{slug}"]) for slug in relations)
    query = f"""SELECT DISTINCT ?finding ?lower ?relation ?upper ?document ?path ?start ?end ?sure
    WHERE {{
      ?upper dv:directlyImplements* <{root}> .
      VALUES ?relation {{ {concepts} }}
      ?finding dv:citedInstrument ?upper ; dv:citingInstrument ?lower ; dv:relation ?relation .
      OPTIONAL {{ ?finding dv:inDocument ?document }}
      OPTIONAL {{ ?finding dv:inSection/dv:path ?path }}
      OPTIONAL {{ ?finding dv:start ?start }} OPTIONAL {{ ?finding dv:end ?end }}
      OPTIONAL {{ ?finding dv:confidence ?sure }}
    }} ORDER BY ?lower ?upper ?finding"""
    for row in _rows(store, query):
        passage = Evidence(
            finding=row["finding"],
            document=row["document"],
            document_label="",
            section=row["path"],
            start=_number(row["start"]),
            end=_number(row["end"]),
            confidence=float(row["sure"] or 1),
        )
        yield Quotation(row["lower"], slug_of(row["relation"]), row["upper"], passage)


def _number(text: str) -> int | None:
    return int(text) if text else None


def expectations(store: Reader, root: str) -> list[Expected]:
    """Returns who was told or expected to answer an instrument of the cascade."""
    query = f"""SELECT DISTINCT ?e ?for ?by ?agent ?basis ?sure ?asOf ?reason ?task ?path ?start ?end
    WHERE {{
      ?for dv:directlyImplements* <{root}> .
      ?e dv:expectedFor ?for ; dv:expectedOf ?agent .
      OPTIONAL {{ ?e dv:orderedBy ?by }} OPTIONAL {{ ?e dv:basisOfExpectation ?basis }}
      OPTIONAL {{ ?e dv:confidence ?sure }} OPTIONAL {{ ?e dv:asOf ?asOf }}
      OPTIONAL {{ ?e dv:reason ?reason }}
      OPTIONAL {{ ?e dv:inTask ?task .
        OPTIONAL {{ ?task dv:inSection/dv:path ?path }}
        OPTIONAL {{ ?task dv:start ?start }} OPTIONAL {{ ?task dv:end ?end }} }}
    }} ORDER BY ?for ?e ?agent"""
    return [_expected(row) for row in _rows(store, query)]


def _expected(row: dict[str, str]) -> Expected:
    return Expected(
        iri=row["e"],
        instrument=row["for"],
        ordered_by=row["by"] or row["for"],
        agent=row["agent"],
        basis=slug_of(row["basis"]),
        confidence=float(row["sure"] or 1),
        as_of=row["asOf"],
        reason=row["reason"],
        task=row["task"],
        section=row["path"],
        start=_number(row["start"]),
        end=_number(row["end"]),
    )


def expected_bodies(store: Reader, root: str) -> dict[str, tuple[str, ...]]:
    """Returns the bodies each expectation lists, by its address."""
    query = f"""SELECT DISTINCT ?e ?body WHERE {{
      ?for dv:directlyImplements* <{root}> . ?e dv:expectedFor ?for ; dv:expectedBody ?body
    }} ORDER BY ?e ?body"""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows(store, query):
        found[row["e"]].append(row["body"])
    return {iri: tuple(bodies) for iri, bodies in found.items()}


def deadlines(store: Reader, root: str) -> list[Deadline]:
    """Returns the days by which documents of the cascade want plans to be issued."""
    kind = CONCEPT["loai-nghia-vu/ban-hanh-ke-hoach"]
    query = f"""SELECT DISTINCT ?document ?task ?bearer ?due WHERE {{
      ?document dv:directlyImplements* <{root}> .
      ?duty dv:inDocument ?document ; dv:dutyKind <{kind}> ; dv:due ?due .
      OPTIONAL {{ ?duty dv:ofTask ?task }} OPTIONAL {{ ?duty dv:bearer ?bearer }}
    }} ORDER BY ?document ?due"""
    return [Deadline(r["document"], r["task"], r["bearer"], r["due"]) for r in _rows(store, query)]


def successors(store: Reader, territories: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Returns what each territory became in one or more steps."""
    found: dict[str, list[str]] = defaultdict(list)
    for some in _in_portions(sorted(set(territories))):
        query = f"""SELECT DISTINCT ?old ?new WHERE {{
          VALUES ?old {{ {_spelled(some)} }} ?old dv:becomes+ ?new
        }} ORDER BY ?old ?new"""
        for row in _rows(store, query):
            found[row["old"]].append(row["new"])
    return {old: tuple(new) for old, new in found.items()}
