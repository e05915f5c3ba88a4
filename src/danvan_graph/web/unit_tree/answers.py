"""Who answered an instrument and who was told to: the whole cascade, read lightly."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from danvan_graph.cascade.facts import WEAK_RELATIONS
from danvan_graph.lookup.index import Known
from danvan_graph.vocabulary import RELATIONS
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.places import document_places
from danvan_graph.web.reading.terms import Row, concept, iri, rows, slug_of, values

if TYPE_CHECKING:
    from danvan_graph.lookup.mapped import Instruments

TIES = ("thuc-hien", *WEAK_RELATIONS, "moi")
"""The relations by which a document may belong: one of them, or ``moi`` for any."""


@dataclass(frozen=True, slots=True)
class Order:
    """That a unit or group was told, or is expected, to answer.

    Attributes:
        iri: address of the expectation.
        ordered_by: the instrument that says so.
        agent: the body or group addressed.
        stated: whether the text says it; otherwise a reviewer concluded it from a title.
        confidence: from 0 to 1.
        task: the task in which it is said, or an empty string.
        due: the day by which the answer is due, or an empty string.
    """

    iri: str
    ordered_by: str
    agent: str
    stated: bool
    confidence: float
    task: str
    due: str


@dataclass(frozen=True)
class Answers:
    """The documents and orders of one cascade, by territory.

    Attributes:
        root: the instrument.
        plans: documents by the address of their territory, the newest first; those of the centre
            under the empty address.
        orders: who was told to answer, by territory.
        groups: groups whose members cannot be listed, by the territory of who told them.
    """

    root: Known
    plans: Mapping[str, Sequence[Known]]
    orders: Mapping[str, Sequence[Order]]
    groups: Mapping[str, Sequence[Order]]

    @cached_property
    def years(self) -> list[int]:
        """The years of the documents, the newest first."""
        return sorted({p.year for ps in self.plans.values() for p in ps if p.year}, reverse=True)


def answers_to(edition: Edition, root: Known, tie: str) -> Answers:
    """Returns who answered an instrument and who was told to, read from the graph once."""
    return edition.kept(("answers", root.iri, tie), lambda: _read(edition, root, tie))


def _read(edition: Edition, root: Known, tie: str) -> Answers:
    plans: dict[str, list[Known]] = defaultdict(list)
    territory, places = dict[str, str](), document_places(edition)
    for plan in _plans(edition, root, tie):
        if plan.iri != root.iri:
            territory[plan.iri] = places.get(plan.iri, "")
            plans[territory[plan.iri]].append(plan)
    for found in plans.values():
        found.sort(key=lambda k: (k.date or str(k.year or ""), k.iri), reverse=True)
    orders, groups = _orders(edition, root.iri, territory)
    return Answers(root, plans, orders, groups)


def _plans(edition: Edition, root: Known, tie: str) -> list[Known]:
    """Returns what belongs to a cascade by a relation, in the order of the addresses."""
    index, goal = edition.adjacency, edition.adjacency.number(root.iri)
    if goal is None:
        return []
    carrying = index.carrying_out(goal)
    instruments = cast("Instruments", edition.index.instruments)
    found = {k.iri: k for k in map(instruments.at, carrying[index.known[carrying]].tolist())}
    slugs = WEAK_RELATIONS if tie == "moi" else [t for t in WEAK_RELATIONS if t == tie]
    weak = _tied(edition, found.keys() | {root.iri}, slugs) if slugs else set()
    chosen = weak | (found.keys() if tie in {"thuc-hien", "moi"} else set())
    return [found.get(iri) or instruments[iri] for iri in sorted(chosen)]


def _tied(edition: Edition, uppers: AbstractSet[str], slugs: Sequence[str]) -> set[str]:
    """Returns the documents that one of the relations ties to one of the others."""
    ties = values("tie", (str(RELATIONS[slug]) for slug in slugs))
    query = f"SELECT ?plan ?upper WHERE {{ {ties} ?plan ?tie ?upper . ?plan a dv:Instrument }}"
    return {row["plan"] for row in rows(edition.store, query) if row["upper"] in uppers}


def _instruments(root: str) -> str:
    return f"{{ ?for dv:implements {iri(root)} }} UNION {{ VALUES ?for {{ {iri(root)} }} }}"


def _orders(
    edition: Edition, root: str, territory: Mapping[str, str]
) -> tuple[dict[str, list[Order]], dict[str, list[Order]]]:
    served: dict[str, set[str]] = defaultdict(set)
    for row in rows(
        edition.store,
        f"SELECT ?e ?place WHERE {{ {_instruments(root)} ?e dv:expectedFor ?for ; "
        "dv:expectedBody ?body . ?body dv:serves ?place }",
    ):
        served[row["e"]].add(row["place"])
    orders: dict[str, list[Order]] = defaultdict(list)
    groups: dict[str, list[Order]] = defaultdict(list)
    for order in _told(edition, root):
        for place in served[order.iri]:
            orders[place].append(order)
        if not served[order.iri]:
            groups[territory.get(order.ordered_by, "")].append(order)
    return orders, groups


def _told(edition: Edition, root: str) -> Iterable[Order]:
    query = f"""SELECT ?e ?for ?by ?agent ?basis ?sure ?task WHERE {{ {_instruments(root)}
      ?e dv:expectedFor ?for ; dv:expectedOf ?agent .
      OPTIONAL {{ ?e dv:orderedBy ?by }} OPTIONAL {{ ?e dv:basisOfExpectation ?basis }}
      OPTIONAL {{ ?e dv:confidence ?sure }} OPTIONAL {{ ?e dv:inTask ?task }} }} ORDER BY ?e"""
    deadlines = _deadlines(edition)
    for row in rows(edition.store, query):
        by, task = row.get("by", row["for"]), row.get("task", "")
        due = [*deadlines.get((by, task), ()), *deadlines.get((by, row["agent"]), ())]
        yield Order(
            iri=row["e"],
            ordered_by=by,
            agent=row["agent"],
            stated=slug_of(row.get("basis", "")) == "neu-ro",
            confidence=float(row.get("sure", 1)),
            task=task,
            due=min(due, default=""),
        )


def _deadlines(edition: Edition) -> Mapping[tuple[str, str], list[str]]:
    """Returns the days by which plans are due, by document and by task or bearer.

    A day before the document that sets it cannot be right and makes nobody late.
    """
    kind = concept("loai-nghia-vu", "ban-hanh-ke-hoach")
    query = f"""SELECT ?document ?task ?bearer ?due WHERE {{
      ?duty dv:dutyKind {kind} ; dv:due ?due ; dv:inDocument ?document .
      OPTIONAL {{ ?duty dv:ofTask ?task }} OPTIONAL {{ ?duty dv:bearer ?bearer }} }}"""

    def read() -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in rows(edition.store, query):
            if _sound(edition, row):
                for key in {row.get("task"), row.get("bearer")} - {None}:
                    found[row["document"], str(key)].append(row["due"])
        return found

    return edition.kept(("deadlines",), read)


def _sound(edition: Edition, row: Row) -> bool:
    document = edition.index.instruments.get(row["document"])
    return document is None or not document.date or row["due"] >= document.date
