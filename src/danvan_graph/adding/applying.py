"""Puts the answers of persons into a record, also into one that was read anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from danvan_graph.adding.fields import value_of
from danvan_graph.collection.corrections import OPEN, RIGHT, WRONG, Correction
from danvan_graph.identifiers.keys import UNDATED, InstrumentKey
from danvan_graph.records.agent import Agent
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord, Review
from danvan_graph.records.duty import Duty
from danvan_graph.records.header import Header, HeaderConfidence, Stated
from danvan_graph.records.recipient import Recipient
from danvan_graph.records.span import Span
from danvan_graph.records.task import Task

Lists = Mapping[str, frozenset[str]]
T = TypeVar("T")
HEADER = "header"
KINDS = {
    "citation": "citations",
    "task": "tasks",
    "duty": "duties",
    "recipient": "recipients",
    "issue": "issues",
}
"""The list of the record in which each kind of finding stands."""
_BEFOREHAND = frozenset({"header.place", "header.issuer", "header.date"})
"""What may be said when a file is added, before anybody has looked at the record."""
_IDENTIFYING = frozenset(f"citation.{name}" for name in ("kind", "number", "name", "date"))


def corrected(
    record: DocumentRecord, corrections: Sequence[Correction], lists: Lists
) -> DocumentRecord:
    """Returns the record as the persons who reviewed it want it.

    An answer belongs to the finding of its kind whose passage overlaps most with the one it was
    given about; of several answers about one field the last holds. An answer about a passage in
    which nothing is found any more changes nothing.

    Args:
        record: what the extractor read.
        corrections: the answers in the order given.
        lists: the slugs of each closed list.

    Raises:
        InvalidIdentifier: an answer is no value of its field.
    """
    found: dict[str, Any] = {
        name: _with_answers(
            getattr(record, name), [c for c in corrections if c.kind == kind], lists
        )
        for kind, name in KINDS.items()
    }
    found["citations"] = _without_lost_hosts(found["citations"])
    record = replace(record, **found)
    return _with_header(record, [c for c in corrections if c.kind == HEADER], lists)


def reviewed(record: DocumentRecord, corrections: Sequence[Correction]) -> DocumentRecord:
    """Returns the record as read by a person when every finding of it has an answer.

    Args:
        record: a corrected record.
        corrections: the answers in the order given.
    """
    if not corrections or any(not is_answered(record, p, corrections) for p in places(record)):
        return record
    last = corrections[-1]
    return replace(record, review=Review("person", last.by, last.date))


def last_answer(answers: Sequence[Correction], field: str) -> str | None:
    """Returns the last value that persons gave to a field of the header."""
    return next((c.now for c in reversed(answers) if c.field == field), None)


def places(record: DocumentRecord) -> list[tuple[str, Span | None]]:
    """Returns the kind and place of everything a person is asked about."""
    found: list[tuple[str, Span | None]] = [(HEADER, None)]
    for kind, name in KINDS.items():
        found.extend((kind, item.at) for item in getattr(record, name))
    return found


def is_answered(
    record: DocumentRecord, place: tuple[str, Span | None], corrections: Iterable[Correction]
) -> bool:
    """Returns whether a person said something about a finding."""
    kind, at = place
    told = [c for c in corrections if c.kind == kind]
    if at is None:
        told = [c for c in told if c.verdict or c.field not in _BEFOREHAND]
    else:
        items = getattr(record, KINDS[kind])
        told = [c for c in told if (i := nearest(items, c.at)) is not None and items[i].at == at]
    return bool(told) and told[-1].verdict != OPEN


def in_force(record: DocumentRecord, corrections: Sequence[Correction]) -> list[Correction]:
    """Returns the answers that were not taken back by reopening their finding.

    Args:
        record: a record of the document.
        corrections: the answers in the order given.
    """
    kept: list[Correction] = []
    for told in corrections:
        if told.verdict != OPEN:
            kept.append(told)
        elif told.kind != HEADER:
            items = getattr(record, KINDS[told.kind])
            same = nearest(items, told.at)
            kept = [
                c
                for c in kept
                if c.kind != told.kind
                or (c.at != told.at and (same is None or nearest(items, c.at) != same))
            ]
    return kept


def nearest(items: Sequence[Any], at: Span | None) -> int | None:
    """Returns the index of the item that shares most signs with a place, the equal one first."""
    if at is None:
        return None
    shared = [min(i.at.end, at.end) - max(i.at.start, at.start) for i in items]
    best = max(
        range(len(items)),
        key=lambda i: (shared[i], -(items[i].at.end - items[i].at.start)),
        default=None,
    )
    return best if best is not None and shared[best] > 0 else None


def _with_answers(
    items: tuple[Any, ...], corrections: Sequence[Correction], lists: Lists
) -> tuple[Any, ...]:
    new, gone = list(items), set[int]()
    for correction in corrections:
        index = nearest(items, correction.at)
        if index is None:
            continue
        if correction.verdict == WRONG:
            gone.add(index)
            continue
        if correction.verdict == OPEN:
            gone.discard(index)
            new[index] = items[index]
            continue
        gone.discard(index)
        new[index] = _with_answer(new[index], correction, lists)
    return tuple(item for i, item in enumerate(new) if i not in gone)


def _with_answer(item: T, correction: Correction, lists: Lists) -> T:
    known = isinstance(item, Task | Duty | Recipient)
    known = known or (isinstance(item, Citation) and item.instrument is not None)
    if correction.verdict == RIGHT:
        return replace(item, confidence=1.0) if known else item  # type: ignore[type-var]
    name = correction.field.partition(".")[2]
    value = value_of(correction.field, correction.now, lists)
    changes: dict[str, Any] = {name: value}
    if isinstance(item, Task | Duty | Recipient):
        changes["confidence"] = 1.0  # who mends a field of it has seen the finding
    if correction.field in _IDENTIFYING and value != getattr(item, name):
        changes |= {"instrument": None, "candidates": (), "confidence": 0.0}  # it was for the old
    if correction.field == "citation.instrument" and value is not None:
        changes |= {"confidence": 1.0, "candidates": ()}
    if correction.field == "citation.date" and value is None:
        changes["date_at"] = None
    return replace(item, **changes)  # type: ignore[type-var]


def _without_lost_hosts(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Returns the citations; one whose host was struck out is a mention of the document itself."""
    starts = {c.at.start for c in citations}
    return tuple(
        replace(c, host=None, relation="nhac-den")
        if c.host is not None and c.host not in starts
        else c
        for c in citations
    )


def _with_header(
    record: DocumentRecord, corrections: Sequence[Correction], lists: Lists
) -> DocumentRecord:
    header, place = record.header, record.key.place
    for correction in corrections:
        if correction.verdict == RIGHT:
            header = replace(header, confidence=HeaderConfidence())
        if correction.verdict == OPEN:  # what persons filled in stays, to be looked at again
            header = replace(header, confidence=record.header.confidence)
        if correction.verdict:
            continue
        value = value_of(correction.field, correction.now, lists)
        name = correction.field.partition(".")[2]
        if name == "place":
            place = value
        else:
            header = _with_field(header, name, value)
            header = replace(header, confidence=replace(header.confidence, **{name: 1.0}))
    if (header, place) == (record.header, record.key.place):
        return record
    surer = replace(record.header, confidence=header.confidence)
    if (header, place) == (surer, record.key.place):
        return replace(record, header=header)
    return replace(record, header=header, key=_key(record, header, place))


def _with_field(header: Header, name: str, value: Any) -> Header:
    if name == "year":
        return replace(header, year=value)
    if name == "level":
        return replace(header, level=value)
    if name == "issuer":
        known = {issuer.text: issuer for issuer in header.issuers}
        return replace(header, issuers=(known.get(value, Agent(value)),))
    old: Stated[Any] | None = getattr(header, name)
    at = old.at if old else None
    changes: dict[str, Any] = {name: None if value is None else Stated(value, at)}
    return replace(header, **changes)


def _key(record: DocumentRecord, header: Header, place: str) -> InstrumentKey:
    """Returns the key that follows from a corrected header."""
    date = header.date.value if header.date else None
    if header.number:
        return InstrumentKey.of(place, date, str(header.number.value))
    when = str(date or header.year or UNDATED)
    same = header.title == record.header.title and record.header.number is None
    if same:
        return InstrumentKey(place, when, record.key.slug)
    name = f"{header.kind.value} {header.title.value}"
    return InstrumentKey(place, when, InstrumentKey.of(place, date, name).slug)
