"""The columns of what is owed: duties by the units they bind, with the days they fall due."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from danvan_graph.adjacency import facts
from danvan_graph.adjacency.columns import Array, lists
from danvan_graph.adjacency.nodes import Nodes
from danvan_graph.adjacency.texts import Pool, text_columns
from danvan_graph.store.engines.reader import Reader

UNKNOWN = -1
_DAY = re.compile(r"(?:\d{4}|-)-\d\d-\d\d")
_DUTIES = """SELECT ?duty ?plan ?year ?until ?kind ?summary WHERE {
  ?duty a dv:Duty ; dv:inDocument ?plan ; dv:dutyKind ?kind ; dv:summary ?summary . ?plan dv:year ?year
  OPTIONAL { ?duty dv:until ?until } }"""
_BOUND = "?other a dv:Duty ; dv:binds ?one ; dv:bearer ?via . ?via dv:hasMember? ?one"
_STATED = "?one a dv:Duty ; dv:occursOn|dv:due ?other"
_YEARLY = "?one a dv:Duty ; dv:anchor ?other FILTER (STRLEN(STR(?other)) = 7)"
_GONE = "?one dv:serves ?place . ?place dv:validUntil ?other"


def owing_columns(store: Reader, nodes: Nodes, pool: Pool) -> dict[str, Array]:
    """Returns the columns of the duties, numbered in the order of their addresses."""
    told: dict[str, tuple[str | None, ...]] = {}
    for row in facts.ordered(store, _DUTIES):
        told.setdefault(str(row[0]), row)
    numbers = {iri: at for at, iri in enumerate(sorted(told))}
    rows = [told[iri] for iri in numbers]
    columns = {
        **text_columns("duty", numbers),
        "duty.document": np.array([nodes.numbers[str(row[1])] for row in rows], np.int32),
        "duty.year": np.array([int(str(row[2])) for row in rows], np.int32),
        "duty.kind": np.array([pool.number(facts.last_part(str(r[4]))) for r in rows], np.int32),
        "duty.summary": np.array([pool.number(row[5]) for row in rows], np.int32),
        "duty.until": np.array([_year(row[3]) for row in rows], np.int32),
    }
    bound = (
        (nodes.numbers[unit], numbers[duty])
        for unit, duty in facts.pairs(store, _BOUND)
        if unit in nodes.numbers and duty in numbers
    )
    columns |= lists("owes", len(nodes), bound)
    for name, pattern in (("duty.days", _STATED), ("duty.yearly", _YEARLY)):
        found = facts.pairs(store, pattern)
        columns |= lists(name, len(numbers), _dated(found, numbers))
    return columns | {"gone": _gone(store, nodes)}


def _year(text: str | None) -> int:
    return int(text) if text else UNKNOWN


def _dated(found: Iterable[tuple[str, str]], numbers: Mapping[str, int]) -> list[tuple[int, int]]:
    """Returns duties with days as numbers: 20221130, and 1130 for one of every year."""
    return [
        (numbers[duty], int(day.replace("-", "")))
        for duty, day in found
        if duty in numbers and _DAY.fullmatch(day)
    ]


def _gone(store: Reader, nodes: Nodes) -> Array:
    """Returns the first day on which the place of each thing is no more, as a number."""
    ends: dict[str, list[int]] = defaultdict(list)
    for thing, day in facts.pairs(store, _GONE):
        if _DAY.fullmatch(day):
            ends[thing].append(int(day.replace("-", "")))
    found = [max(ends[iri]) if iri in ends else UNKNOWN for iri in nodes.addresses]
    return np.array(found, np.int32)


def is_day(number: int) -> bool:
    """Returns whether a number such as 20230230 is a day of the calendar.

    >>> is_day(20231130), is_day(20230229)
    (True, False)
    """
    try:
        datetime.date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        return False
    return True
