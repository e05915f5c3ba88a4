"""What the graph holds about one instrument besides its citations and its work."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.web.reading.passages import PATTERN, SELECTED, Passage, passage
from danvan_graph.web.reading.terms import Row, findings, in_portions, iri, rows, slug_of, values


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of the distribution list; ``confidence`` is from 0 to 1."""

    text: str
    role: str
    bodies: tuple[str, ...]
    archive: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class SourceFault:
    """Something in a text that looks wrong."""

    iri: str
    at: Passage
    kind: str
    printed: str
    expected: str
    reason: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where what is known about an instrument comes from."""

    file: str | None
    sha256: str | None
    characters: int | None
    reviewed_by: str | None
    reviewed_on: str | None
    addresses: tuple[str, ...]
    judgements: tuple[tuple[str, str, float], ...]


def recipients(store: Store, instrument: str) -> list[Recipient]:
    """Returns the distribution list in its order."""
    query = f"""SELECT ?entry ?order ?text ?role ?body ?unit ?sure WHERE {{
      ?entry a dv:DistributionEntry ; dv:inDocument {iri(instrument)} ; dv:order ?order ;
        dv:agentText ?text ; dv:distributionRole ?role .
      OPTIONAL {{ ?entry dv:recipient ?body }} OPTIONAL {{ ?entry dv:archiveUnit ?unit }}
      OPTIONAL {{ ?entry dv:confidence ?sure }}
    }} ORDER BY ?order ?entry ?body ?unit"""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows(store, query):
        grouped[row["entry"]].append(row)
    return [
        Recipient(
            same[0]["text"],
            slug_of(same[0]["role"]),
            tuple(dict.fromkeys(r["body"] for r in same if "body" in r)),
            tuple(dict.fromkeys(r["unit"] for r in same if "unit" in r)),
            float(same[0].get("sure", 1)),
        )
        for same in grouped.values()
    ]


def source_faults(
    store: Store, instrument: str | None = None, *, chosen: Sequence[str] | None = None
) -> list[SourceFault]:
    """Returns the faults found in one text, those at some addresses, or all."""
    if chosen is None:
        here = f"?finding dv:inDocument {iri(instrument)} ." if instrument else ""
        chosen = findings(store, f"{here} ?finding a dv:SourceError .")
    found = in_portions(chosen, lambda some: _faults(store, some))
    return sorted(found, key=lambda f: (f.at.document, f.at.start, f.iri))


def _faults(store: Store, addresses: Sequence[str]) -> list[SourceFault]:
    query = f"""SELECT ?finding {SELECTED} ?kind ?printed ?expected ?reason WHERE {{
      {values("finding", addresses)} ?finding a dv:SourceError ; {PATTERN}
      ?finding dv:errorKind ?kind ; dv:reason ?reason .
      OPTIONAL {{ ?finding dv:printed ?printed }} OPTIONAL {{ ?finding dv:expected ?expected }}
    }}"""
    return [
        SourceFault(
            row["finding"],
            passage(row),
            slug_of(row["kind"]),
            row.get("printed", ""),
            row.get("expected", ""),
            row["reason"],
        )
        for row in rows(store, query)
    ]


def origin(store: Store, instrument: str) -> Origin:
    """Returns where what is known about an instrument comes from."""
    term = iri(instrument)
    query = f"""SELECT ?file ?sha ?characters WHERE {{ {term} dv:source ?text .
      ?text dv:fileName ?file ; dv:sha256 ?sha ; dv:characters ?characters }}"""
    row = next(iter(rows(store, query)), {})
    reviewed = f"""SELECT ?by ?on WHERE {{ {term} dv:source ?text .
      ?bundle prov:wasDerivedFrom ?text ; dv:reviewedBy ?by ; dv:reviewedOn ?on }}"""
    row |= next(iter(rows(store, reviewed)), {})
    sources = rows(store, f"SELECT ?a WHERE {{ {term} dcterms:source ?a }} ORDER BY ?a")
    judged = rows(
        store,
        f"""SELECT ?j ?reason ?confidence WHERE {{ ?j a dv:Judgement ; dv:judges {term} ;
            dv:reason ?reason ; dv:confidence ?confidence }} ORDER BY ?j""",
    )
    return Origin(
        row.get("file"),
        row.get("sha"),
        int(row["characters"]) if "characters" in row else None,
        row.get("by"),
        row.get("on"),
        tuple(r["a"] for r in sources),
        tuple((r["j"], r["reason"], float(r["confidence"])) for r in judged),
    )


def doubtful_fields(store: Store, instrument: str, below: float) -> list[tuple[str, float]]:
    """Returns the fields of the header that were read less surely than that, as (slug, sureness)."""
    query = f"""SELECT ?field (MIN(?share) AS ?sure) WHERE {{
      ?part a dv:HeaderField ; dv:inDocument {iri(instrument)} ; dv:field ?field ;
        dv:confidence ?share FILTER (?share < {below})
    }} GROUP BY ?field ORDER BY ?field"""
    return [(slug_of(row["field"]), float(row["sure"])) for row in rows(store, query)]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an instrument besides its identity."""

    issuers: tuple[str, ...]
    place: str | None
    status: str | None
    in_force: str | None
    notes: tuple[str, ...]
    aliases: tuple[str, ...]
    name: str | None
    signatories: tuple[tuple[str, str, str], ...]


def standing(store: Store, instrument: str) -> Standing:
    """Returns issuers, place, validity, notes and who signed."""
    found: dict[str, list[str]] = defaultdict(list)
    query = f"""SELECT ?term ?value WHERE {{ VALUES ?term {{ dv:issuer dv:place dv:status
        dv:inForceFrom dv:note dv:alias dv:name }} {iri(instrument)} ?term ?value }}
        ORDER BY ?term ?value"""
    for row in rows(store, query):
        found[slug_of(row["term"])].append(row["value"])
    signed = rows(
        store,
        f"""SELECT ?who ?office (GROUP_CONCAT(?c) AS ?capacities) WHERE {{
            ?s a dv:Signature ; dv:inDocument {iri(instrument)} ; dv:signatory ?who .
            OPTIONAL {{ ?s dv:office ?office }} OPTIONAL {{ ?s dv:capacity ?c }}
        }} GROUP BY ?who ?office ORDER BY ?who""",
    )
    return Standing(
        tuple(found["issuer"]),
        next(iter(found["place"]), None),
        next(iter(found["status"]), None),
        next(iter(found["inForceFrom"]), None),
        tuple(found["note"]),
        tuple(found["alias"]),
        next(iter(found["name"]), None),
        tuple((r["who"], r.get("office", ""), r.get("capacities", "")) for r in signed),
    )
