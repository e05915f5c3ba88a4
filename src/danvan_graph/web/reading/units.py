"""Everything about one unit: what it is, what stands above and below, what it became."""

from collections import defaultdict
from dataclasses import dataclass

from danvan_graph.errors import UnknownName
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.web.reading.terms import Row, iri, rows, slug_of


@dataclass(frozen=True, slots=True)
class Change:
    """One step of succession.

    Attributes:
        iri: its address.
        other: address of the old or new territory; empty where there is none.
        day: the day it took effect, ISO 8601.
        kinds: codes of what happened.
        partial: ``yes``, ``no`` or ``unknown``.
        deciding: number of the instrument that decided it; empty when unknown.
    """

    iri: str
    other: str
    day: str
    kinds: tuple[str, ...]
    partial: str
    deciding: str


@dataclass(frozen=True, slots=True)
class Territory:
    """An administrative unit over one span of time."""

    iri: str
    code: str
    kind: str
    level: str
    since: str | None
    until: str | None
    above: tuple[str, ...]
    below: tuple[str, ...]
    became: tuple[Change, ...]
    came_from: tuple[Change, ...]
    final: tuple[str, ...]
    bodies: tuple[str, ...]
    issued: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A body or a group of bodies."""

    iri: str
    group: bool
    kind: str
    branch: str
    level: str
    serves: str | None
    part_of: tuple[str, ...]
    parts: tuple[str, ...]
    groups: tuple[str, ...]
    members: tuple[str, ...]
    issued: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """A plan that a unit was told, or is expected, to issue.

    Attributes:
        iri: address of the expectation.
        of: the body or group it is expected of.
        ordered_by: the document that says so.
        task: the task in which it says so, or None.
        explicit: whether the text says it; otherwise it follows from the title.
        confidence: between 0 and 1.
    """

    iri: str
    of: str
    ordered_by: str
    task: str | None
    explicit: bool
    confidence: float


def _values(store: Store, query: str) -> dict[str, list[str]]:
    """Returns the values of ``?term`` by the end of its address."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, query):
        found[slug_of(row["term"])].append(row["value"])
    return found


def _column(store: Store, pattern: str) -> tuple[str, ...]:
    query = f"SELECT DISTINCT ?x WHERE {{ {pattern} }} ORDER BY ?x"
    return tuple(row["x"] for row in rows(store, query))


def _unknown(address: str) -> UnknownName:
    return UnknownName(
        f"Không có đơn vị nào ở địa chỉ “{address[:200]}”; hãy tìm theo tên ở trang Đơn vị.",
        f"There is no unit at “{address[:200]}”.",
    )


def _changes(store: Store, address: str, this: str, that: str) -> tuple[Change, ...]:
    query = f"""SELECT ?change ?other ?day ?kind ?partial ?deciding WHERE {{
      ?change dv:{this} {iri(address)} ; dv:effectiveDate ?day .
      OPTIONAL {{ ?change dv:{that} ?other }} OPTIONAL {{ ?change dv:changeKind ?kind }}
      OPTIONAL {{ ?change dv:partial ?partial }} OPTIONAL {{ ?change dv:decidingNumber ?deciding }}
    }} ORDER BY ?day ?change ?kind"""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows(store, query):
        grouped[row["change"]].append(row)
    return tuple(
        Change(
            same[0]["change"],
            same[0].get("other", ""),
            same[0]["day"],
            tuple(dict.fromkeys(r["kind"] for r in same if "kind" in r)),
            same[0].get("partial", "unknown"),
            same[0].get("deciding", ""),
        )
        for same in grouped.values()
    )


def territory(store: Store, address: str) -> Territory:
    """Returns a territory.

    Raises:
        UnknownName: the graph has no territory at that address.
    """
    this = iri(address)
    facts = _values(store, f"SELECT ?term ?value WHERE {{ {this} a dv:Territory ; ?term ?value }}")
    if not facts:
        raise _unknown(address)
    became = _changes(store, address, "oldTerritory", "newTerritory")
    direct = {change.other for change in became}
    return Territory(
        iri=address,
        code=facts["code"][0],
        kind=facts["territoryKind"][0],
        level=slug_of(facts["level"][0]),
        since=next(iter(facts["validFrom"]), None),
        until=next(iter(facts["validUntil"]), None),
        above=tuple(sorted(facts["parentTerritory"])),
        below=_column(store, f"?x dv:parentTerritory {this}"),
        became=became,
        came_from=_changes(store, address, "newTerritory", "oldTerritory"),
        final=tuple(t for t in sorted(facts["becomesTransitively"]) if t not in direct),
        bodies=_column(store, f"?x dv:serves {this}"),
        issued=_column(store, f"?x a dv:Instrument ; dv:place {this}"),
    )


def body(store: Store, address: str) -> Body:
    """Returns a body or group.

    Raises:
        UnknownName: the graph has no body at that address.
    """
    this = iri(address)
    facts = _values(
        store, f"SELECT ?term ?value WHERE {{ {this} dv:bodyKind ?kind ; ?term ?value }}"
    )
    if not facts:
        raise _unknown(address)
    return Body(
        iri=address,
        group="Group" in {slug_of(value) for value in facts["type"]},
        kind=slug_of(facts["bodyKind"][0]),
        branch=slug_of(next(iter(facts["branch"]), "")),
        level=slug_of(next(iter(facts["level"]), "")),
        serves=next(iter(facts["serves"]), None),
        part_of=tuple(sorted(facts["partOf"])),
        parts=_column(store, f"?x dv:partOf {this}"),
        groups=_column(store, f"?x dv:hasMember {this}"),
        members=tuple(sorted(facts["hasMember"])),
        issued=_column(store, f"?x dv:issuer {this}"),
    )


def orders(store: Store, address: str) -> list[Order]:
    """Returns the plans that a unit, or a body that serves it, was told or is expected to issue."""
    this = iri(address)
    who = f"?body dv:serves {this} ." if "/territory/" in address else f"VALUES ?body {{ {this} }}"
    query = f"""SELECT DISTINCT ?e ?of ?by ?task ?basis ?confidence WHERE {{ {who}
      ?e dv:expectedBody|dv:expectedOf ?body ; dv:expectedOf ?of ; dv:orderedBy ?by ; dv:basisOfExpectation ?basis ;
        dv:confidence ?confidence .
      OPTIONAL {{ ?e dv:inTask ?task }} }} ORDER BY ?by ?e"""
    return [
        Order(
            row["e"],
            row["of"],
            row["by"],
            row.get("task"),
            slug_of(row["basis"]) == "neu-ro",
            float(row["confidence"]),
        )
        for row in rows(store, query)
    ]
