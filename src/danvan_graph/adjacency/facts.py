"""What an index of a graph is made of, read from any engine in a few long answers."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from danvan_graph.identifiers.folding import fold, slug
from danvan_graph.store.engines.reader import Reader
from danvan_graph.vocabulary import PREFIXES

_HEAD = "".join(f"PREFIX {prefix}: <{address}>\n" for prefix, address in PREFIXES.items())

_INSTRUMENTS = """
SELECT ?iri ?label ?number ?title ?name ?kind ?kindLabel ?date ?year ?level ?levelLabel ?place
       ?collected
WHERE {
  ?iri a dv:Instrument ; rdfs:label ?label ; dv:kind ?kind ; dv:level ?level ; dv:collected ?collected .
  ?kind rdfs:label ?kindLabel .
  ?level skos:prefLabel ?levelLabel .
  FILTER (LANG(?levelLabel) = "vi" && LANG(?kindLabel) = "vi")
  OPTIONAL { ?iri dv:number ?number }
  OPTIONAL { ?iri dv:title ?title }
  OPTIONAL { ?iri dv:name ?name }
  OPTIONAL { ?iri dv:dateText ?date }
  OPTIONAL { ?iri dv:year ?year }
  OPTIONAL { ?iri dv:place/rdfs:label ?place }
}"""

_CITATIONS = """
SELECT ?citation ?from ?to ?relation ?document ?section ?sectionLabel ?start ?end ?basis ?confidence
WHERE {
  ?citation a dv:Citation ; dv:citingInstrument ?from ; dv:citedInstrument ?to ;
    dv:relation ?relation ; dv:inDocument ?document ; dv:start ?start ; dv:end ?end ;
    dv:isBasis ?basis ; dv:confidence ?confidence ; dv:inSection ?sectionNode .
  ?sectionNode dv:path ?section ; rdfs:label ?sectionLabel .
}"""

_QUOTES = "?one a dv:Citation ; dv:quote ?other"
_LABELS = "?one a dv:Instrument ; rdfs:label ?other"

_REGISTERED = """
SELECT ?from ?to ?relation WHERE {
  ?relation skos:inScheme <https://w3id.org/danvan/concept/quan-he> ; dv:relationProperty ?property .
  ?from ?property ?to ; dv:kind ?kind .
}"""

_NAMES = """
SELECT ?kind ?name WHERE {
  ?kind skos:inScheme <https://w3id.org/danvan/concept/loai-van-ban> ; skos:prefLabel|dv:alias ?name
  FILTER (LANG(?name) != "en")
}"""

_SHORT = {
    "uy ban nhan dan": "ubnd",
    "hoi dong nhan dan": "hdnd",
    "mat tran to quoc": "mttq",
    "thu tuong chinh phu": "ttg",
    "thanh pho": "tp",
}


class InstrumentFacts(NamedTuple):
    """What the graph says of one instrument, as bare texts; None where it says nothing."""

    iri: str
    label: str
    number: str | None
    title: str | None
    name: str | None
    kind: str
    kind_label: str
    date: str | None
    year: str | None
    level: str
    level_label: str
    place: str | None
    collected: str


class CitationFacts(NamedTuple):
    """One citation whose instrument is known, as bare texts."""

    citation: str
    source: str
    target: str
    relation: str
    document: str
    document_label: str
    section: str
    section_label: str
    start: str
    end: str
    basis: str
    confidence: str
    quote: str | None


def rows(store: Reader, query: str) -> Iterator[tuple[str | None, ...]]:
    """Yields the solutions of a query of the project, its prefixes put before it."""
    return store.strings(_HEAD + query)


def ordered(store: Reader, query: str) -> list[tuple[str | None, ...]]:
    """Returns the solutions of a query, each once, in order; what is unbound comes first.

    Engines take eight times as long for DISTINCT and ORDER BY as this does.
    """
    found = set(rows(store, query))
    return sorted(found, key=lambda row: tuple(part or "" for part in row))


def pairs(store: Reader, pattern: str) -> Iterator[tuple[str, str]]:
    """Yields the distinct values of ``?one`` and ``?other`` in a pattern, in order."""
    for one, other in ordered(store, f"SELECT ?one ?other WHERE {{ {pattern} }}"):
        yield str(one), str(other)


def last_part(iri: str) -> str:
    """Returns the last segment of an address."""
    return iri.rpartition("/")[2]


def instruments(store: Reader) -> dict[str, InstrumentFacts]:
    """Returns every instrument by its address, in the order of the addresses."""
    found = (InstrumentFacts(*row) for row in ordered(store, _INSTRUMENTS))  # type: ignore[arg-type]
    return {
        facts.iri: facts._replace(kind=last_part(facts.kind), level=last_part(facts.level))
        for facts in found
    }


def plans(store: Reader) -> frozenset[str]:
    """Returns the addresses of all plans."""
    return frozenset(str(row[0]) for row in rows(store, "SELECT ?plan { ?plan a dv:Plan }"))


def issuers(store: Reader) -> dict[str, list[str]]:
    """Returns the Vietnamese names of the bodies that issued each instrument."""
    pattern = "?one dv:issuer ?x . ?x rdfs:label ?other FILTER (LANG(?other) = 'vi')"
    return _collected(pairs(store, pattern))


def citers(store: Reader) -> dict[str, list[str]]:
    """Returns the addresses of what cites each instrument."""
    return _collected(pairs(store, "?other dv:cites ?one"))


def slugs(store: Reader) -> dict[str, list[str]]:
    """Returns the slugs of the number of each instrument, aliases included."""
    found = _collected(pairs(store, "?one dv:numberSlug ?other"))
    for iri, alias in pairs(store, "?one dv:alias ?other ; a dv:Instrument"):
        found.setdefault(iri, []).append(slug(alias).lstrip("0"))
    return {iri: sorted(set(same)) for iri, same in found.items()}


def kinds(store: Reader) -> dict[str, frozenset[str]]:
    """Returns slugs of the kinds of document by folded name and code."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind, name in rows(store, _NAMES):
        found[fold(str(name))].add(last_part(str(kind)))
    return {name: frozenset(slugs) for name, slugs in found.items()}


def citations(store: Reader) -> Iterator[CitationFacts]:
    """Yields every citation whose instrument is known, in the order of their addresses."""
    quotes, labels = dict(pairs(store, _QUOTES)), dict(pairs(store, _LABELS))
    for citation, source, target, relation, document, *said in ordered(store, _CITATIONS):
        if document in labels:
            about = citation, source, target, relation, document, labels[document]
            row = (*about, *said, quotes.get(str(citation)))
            yield CitationFacts(*row)  # type: ignore[arg-type]


def nested(store: Reader) -> frozenset[str]:
    """Returns the addresses of the citations that stand inside another."""
    query = "SELECT ?citation { ?citation dv:nestedIn ?host }"
    return frozenset(str(row[0]) for row in rows(store, query))


def registered(store: Reader) -> Iterator[tuple[str, str, str]]:
    """Yields what the graph relates, whoever says so: citing, cited, slug of the relation."""
    for source, target, relation in ordered(store, _REGISTERED):
        yield str(source), str(target), last_part(str(relation))


def searched(facts: InstrumentFacts, issued_by: list[str]) -> str:
    """Returns the folded words by which an instrument is found besides its number.

    The usual abbreviations of the names in it are added.
    """
    named = (facts.label, facts.name, facts.title, facts.place, *issued_by)
    folded = fold(" ".join(part for part in named if part))
    return " ".join([folded, *(short for name, short in _SHORT.items() if name in folded)])


def _collected(found: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    many: dict[str, list[str]] = defaultdict(list)
    for one, other in found:
        many[one].append(other)
    return many
