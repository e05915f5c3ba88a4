"""What falls due soon and what has passed, over the whole graph, without reading every duty."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from danvan_graph.adjacency.index import Adjacency
from danvan_graph.adjacency.owing import UNKNOWN
from danvan_graph.adjacency.texts import Texts
from danvan_graph.identifiers.recurrence import Anchor
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.web.reading.terms import iri, rows

_SOON = 6
_LATELY = 6


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


def due_around(
    store: Store, index: Adjacency, day: datetime.date, ended: Callable[[str], str | None]
) -> Due:
    """Returns what is owed next and how much has passed.

    Args:
        store: the graph.
        index: its look-up index.
        day: the day that counts as today.
        ended: tells of the address of a document the day on which its territory ceased to be.
    """
    dues: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, "SELECT ?d ?due WHERE { ?d dv:due ?due }"):
        dues[row["due"]].append(row["d"])
    said = day.isoformat()
    exact = {duty for same in dues.values() for duty in same}
    found = [(when, same) for when, same in dues.items() if when >= said]
    found += _yearly(store, day, exact, _ends(index, ended)).items()
    passed = sorted(((when, same) for when, same in dues.items() if when < said), reverse=True)
    return Due(
        [_coming(store, *pair) for pair in sorted(found)[:_SOON]],
        [_coming(store, *pair) for pair in passed[:_LATELY]],
        sum(len(same) for _, same in passed),
    )


def _ends(index: Adjacency, ended: Callable[[str], str | None]) -> dict[str, str]:
    """Returns the first day on which each duty that ends is owed no more, ISO 8601."""
    duties, columns = Texts(index.columns, "duty"), index.columns
    until, documents = columns["duty.until"].tolist(), columns["duty.document"].tolist()
    gone = {document: ended(index.iris[document]) for document in set(documents)}
    found = {}
    for at, (last, document) in enumerate(zip(until, documents, strict=True)):
        ends = [] if last == UNKNOWN else [f"{last + 1:04d}-01-01"]
        ends += [day] if (day := gone[document]) else []
        if ends:
            found[duties[at]] = min(ends)
    return found


def _yearly(
    store: Store, day: datetime.date, exact: AbstractSet[str], ends: Mapping[str, str]
) -> dict[str, list[str]]:
    """Returns what comes again by the next day on which it is owed; what has one day is left out."""
    anchors = rows(store, "SELECT ?d ?anchor WHERE { ?d dv:anchor ?anchor }")
    following = {anchor: _next(anchor, day) for anchor in {row["anchor"] for row in anchors}}
    found: dict[str, list[str]] = defaultdict(list)
    for row in anchors:
        duty, when = row["d"], following[row["anchor"]]
        if when and duty not in exact and when < ends.get(duty, "~"):
            found[when].append(duty)
    return found


def _next(anchor: str, day: datetime.date) -> str:
    """Returns the next day of an anchor, ISO 8601, or an empty string."""
    read = Anchor.parse(anchor)
    days = [d for year in (day.year, day.year + 1) for d in read.days(year) if d >= day]
    return min(days).isoformat() if days else ""


def _coming(store: Store, when: str, duties: Sequence[str]) -> Coming:
    one = min(duties)
    query = f"""SELECT ?summary ?document WHERE {{ {iri(one)} dv:inDocument ?document .
        OPTIONAL {{ {iri(one)} dv:summary ?summary }} }} LIMIT 1"""
    said = rows(store, query)[0]
    return Coming(when, one, said.get("summary", ""), said["document"], len(duties))
