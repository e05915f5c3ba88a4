"""Reads from the store what a cascade is made of; nothing is decided here."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from danvan_graph.cascade.shape import Evidence
from danvan_graph.cascade.things import in_portions, slug_of, spelled
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

Tie = tuple[str, str, str]
"""A document, the slug of a relation, and the document it points at."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
_MANY = 2000
"""From so many territories on, reading all successions there are is quicker."""
_PREFIX = f"PREFIX dv: <{DV}>\n"


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


def _rows(store: Reader, body: str) -> Iterator[tuple[str, ...]]:
    """Yields the solutions as bare texts, an empty one where a variable is unbound."""
    for row in store.strings(_PREFIX + body):
        yield tuple(value or "" for value in row)


def implementing(store: Reader, root: str) -> list[tuple[str, str]]:
    """Returns what carries out the root, each with everything it carries out directly."""
    query = f"""SELECT DISTINCT ?lower ?upper WHERE {{
      ?lower dv:directlyImplements+ <{root}> ; dv:directlyImplements ?upper
    }} ORDER BY ?lower ?upper"""
    return [(lower, upper) for lower, upper in _rows(store, query)]


def weakly_tied(store: Reader, root: str) -> list[Tie]:
    """Returns document, slug of a weak relation, and instrument of the cascade it points at."""
    slugs = {str(RELATIONS[slug]): slug for slug in WEAK_RELATIONS}
    query = f"""SELECT DISTINCT ?lower ?relation ?upper WHERE {{
      ?upper dv:directlyImplements* <{root}> .
      VALUES ?relation {{ {spelled(slugs)} }}
      ?lower ?relation ?upper
    }} ORDER BY ?lower ?relation ?upper"""
    return [(lower, slugs[relation], upper) for lower, relation, upper in _rows(store, query)]


def quotations(store: Reader, root: str, relations: Iterable[str]) -> Iterator[Quotation]:
    """Yields the passages that relate a document to an instrument of the cascade."""
    concepts = spelled(str(CONCEPT[f"quan-he/{slug}"]) for slug in relations)
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
    for finding, lower, relation, upper, document, path, start, end, sure in _rows(store, query):
        passage = Evidence(
            finding=finding,
            document=document,
            document_label="",
            section=path,
            start=_number(start),
            end=_number(end),
            confidence=float(sure or 1),
        )
        yield Quotation(lower, slug_of(relation), upper, passage)


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


def _expected(row: tuple[str, ...]) -> Expected:
    iri, instrument, by, agent, basis, sure, as_of, reason, task, path, start, end = row
    return Expected(
        iri=iri,
        instrument=instrument,
        ordered_by=by or instrument,
        agent=agent,
        basis=slug_of(basis),
        confidence=float(sure or 1),
        as_of=as_of,
        reason=reason,
        task=task,
        section=path,
        start=_number(start),
        end=_number(end),
    )


def expected_bodies(store: Reader, root: str) -> dict[str, tuple[str, ...]]:
    """Returns the bodies each expectation lists, by its address."""
    query = f"""SELECT ?e ?body WHERE {{
      ?for dv:directlyImplements* <{root}> . ?e dv:expectedFor ?for ; dv:expectedBody ?body
    }}"""  # engines take five times as long for DISTINCT and ORDER BY as this does
    found: dict[str, set[str]] = defaultdict(set)
    for expectation, body in _rows(store, query):
        found[expectation].add(body)
    return {iri: tuple(sorted(found[iri])) for iri in sorted(found)}


def deadlines(store: Reader, root: str) -> list[Deadline]:
    """Returns the days by which documents of the cascade want plans to be issued."""
    kind = CONCEPT["loai-nghia-vu/ban-hanh-ke-hoach"]
    query = f"""SELECT DISTINCT ?document ?task ?bearer ?due WHERE {{
      ?document dv:directlyImplements* <{root}> .
      ?duty dv:inDocument ?document ; dv:dutyKind <{kind}> ; dv:due ?due .
      OPTIONAL {{ ?duty dv:ofTask ?task }} OPTIONAL {{ ?duty dv:bearer ?bearer }}
    }} ORDER BY ?document ?due"""
    return [Deadline(*row) for row in _rows(store, query)]


def successors(store: Reader, territories: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Returns what each territory became in one or more steps."""
    wanted = sorted(set(territories))
    if len(wanted) >= _MANY:
        return _all_successors(store, wanted)
    found: dict[str, list[str]] = defaultdict(list)
    for some in in_portions(wanted):
        query = f"""SELECT DISTINCT ?old ?new WHERE {{
          VALUES ?old {{ {spelled(some)} }} ?old dv:becomes+ ?new
        }} ORDER BY ?old ?new"""
        for old, new in _rows(store, query):
            found[old].append(new)
    return {old: tuple(new) for old, new in found.items()}


def _all_successors(store: Reader, wanted: Iterable[str]) -> dict[str, tuple[str, ...]]:
    next_of: dict[str, list[str]] = defaultdict(list)
    for old, new in _rows(store, "SELECT ?old ?new WHERE { ?old dv:becomes ?new }"):
        next_of[old].append(new)
    found: dict[str, tuple[str, ...]] = {}
    for old in wanted:
        reached: set[str] = set()
        waiting = list(next_of.get(old, ()))
        while waiting:
            new = waiting.pop()
            if new not in reached:
                reached.add(new)
                waiting += next_of.get(new, ())
        if reached:
            found[old] = tuple(sorted(reached))
    return found
