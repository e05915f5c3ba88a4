"""Who cites whom, with every passage that says so."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.vocabulary import RELATIONS
from danvan_graph.web.reading.passages import PATTERN, SELECTED, Passage, passage
from danvan_graph.web.reading.terms import Row, findings, in_portions, iri, rows, slug_of, values

_RELATION_OF = {str(term): slug for slug, term in RELATIONS.items()}
_WEAKEST = "nhac-den"


@dataclass(frozen=True, slots=True)
class Mention:
    """One citation.

    Attributes:
        iri: its address.
        at: where it stands.
        source: address of the instrument that cites (a quoted one, when nested); empty if unknown.
        target: address of the cited instrument; empty while unresolved.
        relation: slug of the relation.
        printed: number or name as printed.
        basis: whether it stands in the preamble.
        confidence: between 0 and 1.
        candidates: what it may be while unresolved.
        flags: marks on it.
    """

    iri: str
    at: Passage
    source: str
    target: str
    relation: str
    printed: str
    basis: bool
    confidence: float
    candidates: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """All the ways one instrument is joined to another.

    Attributes:
        other: address of the other instrument.
        relations: slugs, the strongest first.
        mentions: passages that say so; none where only the register does.
        more: how many further passages say so.
    """

    other: str
    relations: tuple[str, ...]
    mentions: tuple[Mention, ...]
    more: int = 0


_MENTIONS = f"""SELECT ?finding {SELECTED} ?source ?target ?relation ?number ?name ?basis
       ?confidence WHERE {{
  %s
  ?finding a dv:Citation ; {PATTERN}
  ?finding dv:relation ?relation ; dv:isBasis ?basis ; dv:confidence ?confidence .
  OPTIONAL {{ ?finding dv:citingInstrument ?source }}
  OPTIONAL {{ ?finding dv:citedInstrument ?target }}
  OPTIONAL {{ ?finding dv:printedNumber ?number }} OPTIONAL {{ ?finding dv:printedName ?name }}
}} ORDER BY ?document ?start ?end"""


def mentions(store: Store, pattern: str) -> list[Mention]:
    """Returns the citations that a pattern of ``?finding`` chooses, in the order of the texts.

    The pattern is asked alone first: an engine without statistics else begins with all citations
    there are.
    """
    return mentions_at(store, findings(store, pattern))


def mentions_at(store: Store, addresses: Sequence[str]) -> list[Mention]:
    """Returns the citations at some addresses, in the order of the texts."""
    found = in_portions(addresses, lambda some: _read_mentions(store, some))
    return sorted(found, key=lambda m: (m.at.document, m.at.start, m.at.end))


def _read_mentions(store: Store, addresses: Sequence[str]) -> list[Mention]:
    pattern = values("finding", addresses)
    found = rows(store, _MENTIONS % pattern)
    more: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    query = f"""SELECT ?finding ?term ?value WHERE {{ {pattern} ?finding a dv:Citation .
        VALUES ?term {{ dv:candidate dv:flag }} ?finding ?term ?value }} ORDER BY ?finding ?value"""
    for row in rows(store, query):
        more[row["finding"]][slug_of(row["term"])].append(row["value"])
    return [_mention(row, more[row["finding"]]) for row in found]


def _mention(row: Row, more: dict[str, list[str]]) -> Mention:
    return Mention(
        iri=row["finding"],
        at=passage(row),
        source=row.get("source", ""),
        target=row.get("target", ""),
        relation=slug_of(row["relation"]),
        printed=row.get("number") or row.get("name", ""),
        basis=row["basis"] == "true",
        confidence=float(row["confidence"]),
        candidates=tuple(more["candidate"]),
        flags=tuple(more["flag"]),
    )


def strength(relation: str) -> tuple[bool, int]:
    """Returns a key that sorts relations from the strongest to a bare mention."""
    order = list(RELATIONS)
    return relation == _WEAKEST, order.index(relation) if relation in order else len(order)


def _registered(store: Store, query: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(store, query):
        if row["term"] in _RELATION_OF:
            found[row["other"]].add(_RELATION_OF[row["term"]])
    return found


def _links(found: Iterable[tuple[str, Mention]], registered: dict[str, set[str]]) -> list[Link]:
    passages: dict[str, list[Mention]] = defaultdict(list)
    for other, mention in found:
        passages[other].append(mention)
    relations = {o: {m.relation for m in same} for o, same in passages.items()}
    for other, said in registered.items():
        relations[other] = relations.get(other, set()) | said
    return [
        Link(other, tuple(sorted(said, key=strength)), tuple(passages.get(other, ())))
        for other, said in relations.items()
    ]


def links_from(store: Store, instrument: str) -> list[Link]:
    """Returns what an instrument cites or otherwise relates to."""
    term = iri(instrument)
    found = mentions(store, f"?finding dv:citingInstrument {term} .")
    query = f"SELECT DISTINCT ?term ?other WHERE {{ {term} ?term ?other . ?other a dv:Instrument }}"
    return _links(((m.target, m) for m in found if m.target), _registered(store, query))
