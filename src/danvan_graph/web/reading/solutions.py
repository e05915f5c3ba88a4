"""The result of somebody's query as people read it: a table, a chart where it suits, a picture."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.sparql.results.jsonresults import parseJsonTerm

from danvan_graph.store.engines.oxigraph import Answer
from danvan_graph.web.reading.resources import literal_words

_ROWS_SHOWN = 500
_FEWEST_BARS = 2
_MOST_BARS = 60
MOST_DRAWN = 300

Shown = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: what is counted, how much, and its share of the greatest."""

    label: Shown
    value: float
    share: float


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a SELECT.

    Attributes:
        columns: the heads.
        rows: the first five hundred; each cell with whether it is an address.
        total: how many there are.
        chart: a bar for each row where one column names and one other counts, else empty.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]
    total: int
    chart: tuple[Bar, ...]


def read_solutions(text: bytes) -> Solutions | bool:
    """Returns what SPARQL Query Results JSON says: rows, or the truth of an ASK."""
    found = json.loads(text)
    return bool(found["boolean"]) if "boolean" in found else table_of(*_rows(found))


def read_rows(text: bytes) -> "tuple[tuple[str, ...], list[tuple[Shown, ...]], int]":
    """Returns the columns of SPARQL Query Results JSON, the first rows, and how many there are."""
    return _rows(json.loads(text))


def rows_told(text: bytes) -> Answer:
    """Returns all rows of SPARQL Query Results JSON, as the engine's own answer has them."""
    found = json.loads(text)
    columns = tuple(found["head"]["vars"])
    rows = (
        tuple(parseJsonTerm(row[c]) if c in row else None for c in columns)
        for row in found["results"]["bindings"]
    )
    return Answer(columns, tuple(rows))


def triples_told(text: bytes) -> Answer:
    """Returns the triples of N-Triples as rows of three, in order."""
    return Answer(("s", "p", "o"), tuple(sorted(Graph().parse(data=text, format="nt"))))


def _rows(found: Any) -> "tuple[tuple[str, ...], list[tuple[Shown, ...]], int]":
    columns = tuple(found["head"]["vars"])
    bindings = found["results"]["bindings"]
    shown = bindings[:_ROWS_SHOWN]
    return columns, [tuple(_cell(row.get(c)) for c in columns) for row in shown], len(bindings)


def _cell(told: Mapping[str, str] | None) -> Shown:
    if told is None:
        return "", False
    if told["type"] == "uri":
        return told["value"], True
    datatype = told.get("datatype")
    return literal_words(Literal(told["value"], datatype=datatype and URIRef(datatype))), False


def read_triples(text: bytes) -> "tuple[tuple[str, ...], list[tuple[Shown, ...]], int]":
    """Returns the triples of N-Triples as rows of three, like :func:`read_rows`."""
    triples = sorted(Graph().parse(data=text, format="nt"))
    shown = triples[:_ROWS_SHOWN]
    cells = [tuple((literal_words(t), isinstance(t, URIRef)) for t in row) for row in shown]
    return ("s", "p", "o"), cells, len(triples)


def table_of(columns: Sequence[str], rows: Sequence[tuple[Shown, ...]], total: int) -> Solutions:
    """Returns rows with the chart that suits them."""
    return Solutions(tuple(columns), tuple(rows), total, _chart(rows, total))


def _chart(rows: Sequence[tuple[Shown, ...]], total: int) -> tuple[Bar, ...]:
    if not _FEWEST_BARS <= total <= _MOST_BARS or len(rows) < total:
        return ()
    numbers = [[_number(cell) for cell in column] for column in zip(*rows, strict=True)]
    counting = [at for at, column in enumerate(numbers) if all(n is not None for n in column)]
    naming = [at for at in range(len(numbers)) if at not in counting]
    if len(counting) != 1 or not naming:
        return ()
    values = [n for n in numbers[counting[0]] if n is not None]
    greatest = max(values)
    if min(values) < 0 or greatest <= 0:
        return ()
    best = max(naming, key=lambda at: (not rows[0][at][1], -at))
    return tuple(
        Bar(row[best], value, value / greatest) for row, value in zip(rows, values, strict=True)
    )


def _number(cell: Shown) -> float | None:
    try:
        return None if cell[1] else float(cell[0])
    except ValueError:
        return None


def read_graph(turtle: str) -> "tuple[nx.MultiDiGraph[str], dict[str, str]] | None":
    """Returns the things of a Turtle text with their ties, and labels it gives; None when too many.

    Args:
        turtle: what one of our own workers wrote.
    """
    triples = Graph().parse(data=turtle, format="turtle")
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    labels: dict[str, str] = {}
    for subject, term, value in sorted(triples):
        if isinstance(value, URIRef) and isinstance(subject, URIRef):
            made.add_edge(str(subject), str(value), key=str(term), label=str(term))
        elif isinstance(value, Literal) and str(term).endswith(("label", "Label")):
            labels[str(subject)] = str(value)
    return (made, labels) if 0 < len(made) <= MOST_DRAWN else None
