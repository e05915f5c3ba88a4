"""The result of somebody's query as people read it: a table, a chart where it suits, a picture."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.sparql.results.jsonresults import parseJsonTerm
from rdflib.term import Node

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
    if "boolean" in found:
        return bool(found["boolean"])
    answer = _answer(found)
    return table_of(answer.columns, answer)


def rows_told(text: bytes) -> Answer:
    """Returns all rows of SPARQL Query Results JSON, as the engine's own answer has them."""
    return _answer(json.loads(text))


def _answer(found: Any) -> Answer:
    columns = tuple(found["head"]["vars"])
    rows = (
        tuple(parseJsonTerm(row[c]) if c in row else None for c in columns)
        for row in found["results"]["bindings"]
    )
    return Answer(columns, tuple(rows))


def triples_told(text: bytes) -> Answer:
    """Returns the triples of N-Triples as rows of three, in order."""
    return Answer(("s", "p", "o"), tuple(sorted(Graph().parse(data=text, format="nt"))))


def _cell(term: Node | None) -> Shown:
    return ("", False) if term is None else (literal_words(term), isinstance(term, URIRef))


def table_of(heads: Sequence[str], found: Answer) -> Solutions:
    """Returns the first rows of an answer as people read them, with the chart that suits them."""
    rows = tuple(tuple(map(_cell, row)) for row in found.rows[:_ROWS_SHOWN])
    total = len(found.rows)
    return Solutions(tuple(heads), rows, total, _chart(rows, total))


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
