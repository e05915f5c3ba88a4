"""What falls due soon and what has passed, over the whole graph, without reading every duty."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_graph.identifiers.recurrence import Anchor
from danvan_graph.store.oxigraph import Store
from danvan_graph.web.reading.terms import Row, rows

_SOON = 6
_LATELY = 6
_TYPE = "^^<http://www.w3.org/2001/XMLSchema#date>"


@dataclass(frozen=True, slots=True)
class Coming:
    """A day on which something is owed.

    Attributes:
        day: the day, ISO 8601.
        duty: address of the one duty; of an example where there are several.
        summary: what is owed; empty for several.
        document: the document that says so.
        number: how many duties fall due on it.
    """

    day: str
    duty: str
    summary: str
    document: str
    number: int


@dataclass(frozen=True, slots=True)
class Due:
    """What is owed around a day.

    Attributes:
        coming: the next days, the first first.
        passed: the last days before it, the latest first; whether the duties were done, the
            documents do not tell.
        overdue: how many duties with one exact day lie before it.
    """

    coming: Sequence[Coming]
    passed: Sequence[Coming]
    overdue: int


def due_around(store: Store, day: datetime.date) -> Due:
    """Returns what is owed next and how much has passed.

    Args:
        store: the graph.
        day: the day that counts as today.
    """
    said = f'"{day.isoformat()}"{_TYPE}'
    exact = rows(
        store,
        f"""SELECT ?due (COUNT(?d) AS ?n) (SAMPLE(?d) AS ?one) WHERE {{
            ?d a dv:Duty ; dv:due ?due FILTER (?due >= {said}) }}
            GROUP BY ?due ORDER BY ?due LIMIT {_SOON}""",
    )
    found = [(row["due"], row) for row in exact]
    found += [(when, row) for row in _yearly(store, day) if (when := _next(row["anchor"], day))]
    chosen = sorted(found, key=lambda pair: (pair[0], pair[1]["one"]))[:_SOON]
    coming = [_coming(store, when, row) for when, row in chosen]
    passed = rows(
        store,
        f"""SELECT ?due (COUNT(?d) AS ?n) (SAMPLE(?d) AS ?one) WHERE {{
            ?d a dv:Duty ; dv:due ?due FILTER (?due < {said}) }} GROUP BY ?due ORDER BY DESC(?due)""",
    )
    last = [_coming(store, row["due"], row) for row in passed[:_LATELY]]
    return Due(coming, last, sum(int(row["n"]) for row in passed))


def _yearly(store: Store, day: datetime.date) -> list[Row]:
    """Returns the days of every year on which something is owed by a unit that still stands."""
    said = f'"{day.isoformat()}"{_TYPE}'
    return rows(
        store,
        f"""SELECT ?anchor (COUNT(?d) AS ?n) (SAMPLE(?d) AS ?one) WHERE {{
            ?d a dv:Duty ; dv:anchor ?anchor ; dv:inDocument ?document .
            OPTIONAL {{ ?d dv:until ?until }}
            OPTIONAL {{ ?document dv:place/dv:validUntil ?ended }}
            FILTER (!BOUND(?until) || xsd:integer(STR(?until)) >= {day.year})
            FILTER (!BOUND(?ended) || ?ended > {said})
            FILTER NOT EXISTS {{ ?d dv:due ?exact }} }} GROUP BY ?anchor""",
    )


def _next(anchor: str, day: datetime.date) -> str:
    """Returns the next day of an anchor, ISO 8601, or an empty string."""
    read = Anchor.parse(anchor)
    days = [d for year in (day.year, day.year + 1) for d in read.days(year) if d >= day]
    return min(days).isoformat() if days else ""


def _coming(store: Store, when: str, row: Row) -> Coming:
    query = f"""SELECT ?summary ?document WHERE {{ <{row["one"]}> dv:inDocument ?document .
        OPTIONAL {{ <{row["one"]}> dv:summary ?summary }} }} LIMIT 1"""
    said = rows(store, query)[0]
    return Coming(when, row["one"], said.get("summary", ""), said["document"], int(row["n"]))
