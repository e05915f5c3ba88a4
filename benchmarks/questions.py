"""What is asked of every engine, and how their answers are made comparable.

Each question is asked of our API at the address that answers it, and of the others in SPARQL; the
rows have to be the same before anything is timed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from danvan_graph import resources
from danvan_graph.queries.catalogue import read_catalogue
from danvan_graph.queries.run import bound
from danvan_graph.store.engines.oxigraph import Store

_MANY = 100
ROOT = "vn/2021-11-26/33-ct-ttg"
_PREFIX = "PREFIX dv: <https://w3id.org/danvan/ontology#>\n"
Rows = list[tuple[str, ...]]
Reader = Callable[[bytes], Rows]


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        name: what it is called.
        goal: the goals of the project for it, by the engine compared with: ours may take at most
            so many times as long.
        path: where our server answers it.
        sparql: the same in SPARQL.
        read: our answer as rows.
        ordered: whether the order of the rows counts.
        others: paths of the same question about other things, so that first requests are.
    """

    name: str
    goal: dict[str, float]
    path: str
    sparql: str
    read: Reader
    ordered: bool = False
    others: tuple[str, ...] = ()


def solutions(body: bytes) -> Rows:
    """Returns the rows of an answer in SPARQL's JSON."""
    answer = json.loads(body)
    names = answer["head"]["vars"]
    rows = answer["results"]["bindings"]
    return [tuple(row[n]["value"] if n in row else "" for n in names) for row in rows]


def _levels(body: bytes) -> Rows:
    names = ("level_label", "documents", "collected", "direct", "first_year", "last_year")
    return [tuple(_plain(level[n]) for n in names) for level in json.loads(body)["levels"]]


def _answers(body: bytes) -> Rows:
    return [
        (item["body"]["iri"], document["iri"])
        for item in json.loads(body)["items"]
        for document in item["documents"] or ({"iri": ""},)
    ]


def _covered(body: bytes) -> Rows:
    names = ("expected", "collected", "not_collected", "unlisted_groups")
    return [
        (item["instrument"]["iri"], item["instrument"]["label"], *(str(item[n]) for n in names))
        for item in json.loads(body)["items"]
    ]


def _cited(body: bytes) -> Rows:
    return [
        (
            *(item["instrument"][n] for n in ("iri", "label", "level_label")),
            *(str(item[n]) for n in ("documents", "citations")),
        )
        for item in json.loads(body)["items"]
    ]


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _plans(body: bytes) -> Rows:
    return [(item["plan"]["iri"],) for item in json.loads(body)["items"]]


def _total(body: bytes) -> Rows:
    return [(str(json.loads(body)["total"]),)]


def questions(store: Store) -> list[Question]:
    """Returns what is asked of a graph; small and middling things are chosen from it."""
    base = store.base
    root = f"<{base}instrument/{ROOT}>"
    small, *others = _chosen(
        store,
        "SELECT ?i (COUNT(DISTINCT ?p) AS ?n) { ?p dv:cites ?i . ?i dv:collected ?held } "
        "GROUP BY ?i ?held HAVING (COUNT(DISTINCT ?p) <= 40) ORDER BY DESC(?held) DESC(?n) ?i "
        f"LIMIT {_MANY}",
    )
    told, *_ = _chosen(
        store,
        "SELECT ?i (COUNT(DISTINCT ?b) AS ?n) { ?e dv:expectedFor ?i ; dv:expectedBody ?b } "
        "GROUP BY ?i HAVING (COUNT(DISTINCT ?b) <= 40) ORDER BY DESC(?n) ?i LIMIT 1",
    )
    cites = "SELECT DISTINCT ?p { ?p dv:cites <%s> }"
    return [
        Question(
            "cites, small",
            {"floor": 1.6, "oxigraph serve": 0.9, "Virtuoso": 0.3, "rdflib-endpoint": 0.15},
            _path("plans", cites=small, limit="200"),
            _PREFIX + cites % small,
            _plans,
            others=tuple(_path("plans", cites=other, limit="200") for other in others),
        ),
        Question(
            "cites, hot count",
            {"floor": 1.6},
            _path("plans", cites=ROOT, limit="1"),
            _PREFIX + f"SELECT (COUNT(DISTINCT ?p) AS ?n) {{ ?p dv:cites {root} }}",
            _total,
        ),
        Question(
            "cites, hot page of 50",
            {"floor": 5.0, "Virtuoso": 0.01},
            _path("plans", cites=ROOT, limit="50"),
            _PREFIX
            + f"SELECT DISTINCT ?p ?o ?when {{ ?p dv:cites {root} ; dv:level/dv:order ?o . "
            + "OPTIONAL { ?p dv:issueDate ?day } OPTIONAL { ?p dv:year ?year } "
            + 'BIND (COALESCE(STR(?day), CONCAT(STR(?year), "~")) AS ?when) } '
            + "ORDER BY ?o DESC(?when) ?p LIMIT 50",
            _plans,
            ordered=True,
        ),
        Question(
            "cascade, counts of levels",
            {"Virtuoso": 0.1, "floor": 2.0},
            f"/api/v1/instruments/{ROOT}/counts",
            _shipped(store, "cascade/levels", instrument=ROOT),
            _levels,
            ordered=True,
        ),
        Question(
            "coverage of a province",
            {"Virtuoso": 0.3},
            _path("coverage", instrument=told, limit="200"),
            _PREFIX
            + f"SELECT DISTINCT ?body ?plan {{ ?e dv:expectedFor <{told}> ; dv:expectedBody ?body "
            + f"OPTIONAL {{ ?plan dv:implements <{told}> ; dv:issuer ?body }} }}",
            _answers,
        ),
        Question(
            "coverage of the country, first 50",
            {"Virtuoso": 0.2},
            _path("coverage/instruments", limit="50"),
            _shipped(store, "coverage/by-instrument") + "\nLIMIT 50",
            _covered,
            ordered=True,
        ),
        Question(
            "most cited, first 50",
            {"floor": 2.0},
            _path("top-cited", limit="50"),
            _shipped(store, "research/most-cited") + "\nLIMIT 50",
            _cited,
            ordered=True,
        ),
        replace(
            _through("SPARQL, small", 2.5, _PREFIX + cites % small),
            others=tuple(_sparql(_PREFIX + cites % other) for other in others),
        ),
        _through(
            "SPARQL, 10,000 rows",
            1.1,
            _PREFIX + "SELECT ?c ?i { ?c dv:citedInstrument ?i } ORDER BY ?c LIMIT 10000",
        ),
    ]


def _chosen(store: Store, query: str) -> list[str]:
    return [str(row[0]) for row in store.select(_PREFIX + query).rows]


def _path(name: str, **params: str) -> str:
    return f"/api/v1/{name}?{urlencode(params)}"


def _shipped(store: Store, name: str, **params: str) -> str:
    """Returns a query of the catalogue, bound to what it asks about."""
    query = read_catalogue(resources.queries_folder()).get(name)
    return bound(query, params, base=store.base)


def _through(name: str, most: float, text: str) -> Question:
    """Returns a question that our own SPARQL endpoint passes through."""
    return Question(name, {"oxigraph serve": most}, _sparql(text), text, solutions)


def _sparql(text: str) -> str:
    return f"/sparql?{urlencode({'query': text})}"


def same(question: Question, one: Rows, other: Rows) -> bool:
    """Returns whether two answers say the same; the first columns count where ours has fewer."""
    width = min(len(row) for row in (*one, *other)) if one and other else 0
    left, right = ([row[:width] for row in rows] for rows in (one, other))
    return left == right if question.ordered else sorted(left) == sorted(right)
