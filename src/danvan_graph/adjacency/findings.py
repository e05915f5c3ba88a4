"""The columns of tasks and duties: where each stands, of what sort, whom it binds, when it is owed."""

import re
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from danvan_graph.adjacency import facts
from danvan_graph.adjacency.columns import Array, lists
from danvan_graph.adjacency.nodes import Nodes
from danvan_graph.adjacency.owing import UNKNOWN
from danvan_graph.adjacency.texts import text_columns
from danvan_graph.store.engines.reader import Reader

SCHEMES = ("chu-de", "vai-tro", "loai-nhiem-vu", "loai-nghia-vu")
"""Schemes of what tasks and duties are about, of parts in them, and of their kinds."""
_TASKS = """SELECT ?finding ?document ?start WHERE {
  ?finding a dv:Task ; dv:inDocument ?document ; dv:start ?start }"""
_DUTIES = """SELECT ?finding ?document ?start ?due ?until WHERE {
  ?finding a dv:Duty ; dv:inDocument ?document ; dv:start ?start
  OPTIONAL { ?finding dv:due ?due } OPTIONAL { ?finding dv:until ?until } }"""
_TRAITS = (
    "?one dv:theme|dv:taskKind|dv:dutyKind ?other",
    "?one dv:hasAssignment ?part . ?part dv:role ?other",
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ANCHOR = re.compile(r"-(?:-(\d\d)|-)-(\d\d)")
_TOLD = ("document", "start", "due", "until")


def finding_columns(store: Reader, nodes: Nodes) -> dict[str, Array]:
    """Returns the columns of the tasks and duties, numbered in the order of their addresses."""
    tasks, duties = _placed(store, _TASKS, nodes), _placed(store, _DUTIES, nodes)
    told = tasks | duties
    numbers = {iri: at for at, iri in enumerate(sorted(told))}
    table = np.array([told[iri] for iri in numbers], np.int64).reshape(-1, len(_TOLD))
    columns = {
        **text_columns("finding", numbers),
        **{f"finding.{name}": table[:, at].astype(np.int32) for at, name in enumerate(_TOLD)},
        "finding.is_duty": np.array([iri in duties for iri in numbers], np.bool_),
    }
    columns |= lists("bound", len(nodes), _bound(store, nodes, numbers, duties))
    traits = _traits(store)
    columns |= text_columns("trait", traits)
    borne = (
        (numbers[one], traits[other])
        for pattern in _TRAITS
        for one, other in facts.pairs(store, pattern)
        if one in numbers and other in traits
    )
    columns |= lists("finding.traits", len(numbers), borne)
    columns |= lists("finding.days", len(numbers), _dated(store, numbers))
    return columns | lists("finding.anchors", len(numbers), _recurring(store, numbers))


def _placed(store: Reader, query: str, nodes: Nodes) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for iri, document, start, *rest in facts.ordered(store, query):
        at = nodes.numbers.get(str(document))
        if at is not None:
            due, until = rest or (None, None)
            row = at, int(str(start)), day_number(due), _year(until)
            found.setdefault(str(iri), row)
    return found


def day_number(day: str | None) -> int:
    """Returns an exact day as a number, −1 for anything else.

    >>> day_number("2022-11-30"), day_number("2022"), day_number(None)
    (20221130, -1, -1)
    """
    return int(day.replace("-", "")) if day and _DAY.fullmatch(day) else UNKNOWN


def _year(text: str | None) -> int:
    return int(text) if text else UNKNOWN


def _traits(store: Reader) -> dict[str, int]:
    schemes = facts.pairs(store, "?one skos:inScheme ?other")
    found = sorted(one for one, scheme in schemes if facts.last_part(scheme) in SCHEMES)
    return {iri: at for at, iri in enumerate(found)}


def _bound(
    store: Reader, nodes: Nodes, numbers: Mapping[str, int], duties: Iterable[str]
) -> Iterator[tuple[int, int]]:
    """Yields who is bound or named by what: in a task who has a part, in a duty who bears it."""
    owed = set(duties)
    for relation, of_duties in (("binds", None), ("involves", False), ("bearer", True)):
        for finding, unit in facts.pairs(store, f"?one dv:{relation} ?other"):
            fits = of_duties is None or (finding in owed) is of_duties
            if fits and finding in numbers and unit in nodes.numbers:
                yield nodes.numbers[unit], numbers[finding]


def _dated(store: Reader, numbers: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    for finding, day in facts.pairs(store, "?one dv:occursOn|dv:due ?other"):
        if finding in numbers and _DAY.fullmatch(day):
            yield numbers[finding], day_number(day)


def _recurring(store: Reader, numbers: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yields days of every year such as 1130, and days of every month such as 15."""
    for finding, day in facts.pairs(store, "?one dv:anchor ?other"):
        found = _ANCHOR.fullmatch(day)
        if finding in numbers and found:
            yield numbers[finding], int(found[1] or 0) * 100 + int(found[2])


def ended_column(store: Reader, nodes: Nodes) -> dict[str, Array]:
    """Returns the first day on which each territory is no more, as a number."""
    ended = np.full(len(nodes), UNKNOWN, np.int32)
    for thing, day in facts.pairs(store, "?one a dv:Territory ; dv:validUntil ?other"):
        if thing in nodes.numbers:
            ended[nodes.numbers[thing]] = day_number(day)
    return {"ended": ended}
