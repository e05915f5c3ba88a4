"""The review of one document: answers are kept at once, and put into the record at the end."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from danvan_graph.adding.applying import HEADER, corrected, last_answer, reviewed
from danvan_graph.adding.fields import FIELDS, value_of
from danvan_graph.adding.judging import is_made, judgement_changes
from danvan_graph.adding.masking import masked_record
from danvan_graph.adding.own_folder import Changes, document_path, record_bytes
from danvan_graph.adding.points import Point, answered_points, points_of
from danvan_graph.adding.workplace import Progress, Workplace, silent, unknown
from danvan_graph.collection.corrections import OPEN, RIGHT, WRONG, Correction, append_correction
from danvan_graph.collection.folder import Collection
from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.personal_data import masked
from danvan_graph.pipeline import Built
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.document import Review as Reviewer
from danvan_graph.records.span import Span
from danvan_graph.text.flattening import flatten

if TYPE_CHECKING:  # a server that only shows starts sooner without it
    from danvan_graph.extraction.extractor import Extractor

_CONTEXT = 240


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a finding with what stands around them."""

    before: str
    words: str
    after: str


class Review:
    """The review of one document of the user's own collection.

    Args:
        work: where everything lies.
        collection: what is collected.
        record: the record to review.
        by: who reviews it.
        text: its text, where it is not that of the collection.
    """

    def __init__(
        self,
        work: Workplace,
        collection: Collection,
        record: DocumentRecord,
        by: str,
        text: str | None = None,
    ) -> None:
        self.record = record
        self._work = work
        self._by = by
        self._lists = work.lists(collection)
        self._text = collection.text(record) or "" if text is None else text

    @classmethod
    def of(cls, work: Workplace, collection: Collection, name: str, by: str) -> "Review":
        """Returns the review of the document with an id.

        Raises:
            UnknownName: the user's own collection holds no document of that id.
        """
        record = next((d for d in collection.documents if d.id == name), None)
        if record is None or name not in collection.own:
            raise unknown(name, collection)
        return cls(work, collection, record, by)

    @property
    def text(self) -> str:
        """The text of the document; empty when it is not held."""
        return self._text

    @property
    def answers(self) -> tuple[Correction, ...]:
        """What persons said so far."""
        return self._work.own.corrections(self.record.id)

    def points(self) -> list[Point]:
        """Returns what has no answer yet, the most doubtful first."""
        return points_of(self.corrected(), self.answers)

    def corrected(self) -> DocumentRecord:
        """Returns the record with the answers in it, as it stands now."""
        return corrected(self.record, self.answers, self._lists)

    def answered(self) -> list[Point]:
        """Returns what has an answer, in text order; what was struck out as well."""
        records, answers = (self.record, self.corrected()), self.answers
        found = {(p.kind, p.at): p for r in records for p in answered_points(r, answers)}
        return sorted(found.values(), key=lambda p: p.at or Span(0, 0))

    def reopen(self, point: Point) -> None:
        """The finding is as the machine read it and is asked about again; this is kept at once."""
        self._keep(Correction(point.at, point.kind, None, None, OPEN, self._by, _today()))

    def passage(self, point: Point) -> Passage | None:
        """Returns the words a finding was read from, or None when the text is not held."""
        if not self._text:
            return None
        if point.at is None:
            return Passage("", self._text[: 3 * _CONTEXT], "")
        start, end = point.at.start, point.at.end
        before = self._text[max(0, start - _CONTEXT) : start]
        return Passage(before, self._text[start:end], self._text[end : end + _CONTEXT])

    def right(self, point: Point) -> None:
        """The finding is right; this is kept at once."""
        self._keep(Correction(point.at, point.kind, None, None, RIGHT, self._by, _today()))

    def wrong(self, point: Point) -> None:
        """The finding is none and will be left out; this is kept at once.

        Raises:
            InvalidIdentifier: it is the header, which every document has.
        """
        if point.kind == HEADER:
            raise InvalidIdentifier(
                "phần đầu văn bản không bỏ được; hãy chọn s để sửa từng trường."
            )
        self._keep(Correction(point.at, point.kind, None, None, WRONG, self._by, _today()))

    def check(self, answers: Mapping[str, str]) -> None:
        """Returns when every answer is a value of its field; nothing is kept.

        Args:
            answers: the values as typed, by field.

        Raises:
            InvalidIdentifier: one of them is no value of its field.
        """
        for field, answer in answers.items():
            value_of(field, answer, self._lists)

    def change(self, point: Point, field: str, answer: str) -> None:
        """A field of the finding gets another value; this is kept at once.

        Args:
            point: the finding.
            field: one of the fields in ``point.values``.
            answer: the value as typed; blank for none.

        Raises:
            InvalidIdentifier: the answer is no value of the field.
        """
        was = next((value for name, _, value in point.values if name == field), None)
        value = value_of(field, answer, self._lists)
        now = None if value is None else str(value)
        self._keep(Correction(point.at, field, was, now, None, self._by, _today()))

    def _keep(self, correction: Correction) -> None:
        append_correction(self._work.own.corrections_path(self.record.id), correction)


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()


def finish_review(
    work: Workplace, names: Sequence[str], progress: Progress = silent
) -> Built | None:
    """Returns once the answers about documents stand in their records and in the published graph.

    Args:
        work: where everything lies.
        names: ids of the documents.
        progress: told what happens, in Vietnamese.

    Returns:
        The graph that now is published, or None when no record changed.

    Raises:
        InvalidData: an answer breaks a rule; the answers are kept, the records stay.
    """
    # read here, for a server that only shows starts sooner without them
    from danvan_graph.extraction.extractor import Extractor  # noqa: PLC0415
    from danvan_graph.extraction.knowledge import resolver_of  # noqa: PLC0415

    with work.own.writing():
        collection = work.read()
        places: dict[str, str] = {}
        lists, changes = work.lists(collection), Changes()
        extractor = Extractor.of(
            collection, resolver_of(_reopened(work, collection, names), places)
        )
        for record in collection.documents:
            if record.id in names and record.id in collection.own:
                answers = work.own.corrections(record.id)
                if place := last_answer(answers, "header.place"):
                    places[record.id] = place
                new = answered(record, answers, lists, extractor, collection.text(record))
                if new != record:
                    changes[document_path(record.id)] = record_bytes(new)
                changes |= judgement_changes(work.own, new, answers)
        return work.change(changes, progress) if changes else None


def _reopened(work: Workplace, collection: Collection, names: Sequence[str]) -> Collection:
    """Returns the collection without the judgements that reopened answers about documents made."""
    gone = {n for n in names if any(c.verdict == OPEN for c in work.own.corrections(n))}
    kept = (j for j in collection.judgements if j.document not in gone or not is_made(j))
    return replace(collection, judgements=tuple(kept)) if gone else collection


def answered(
    record: DocumentRecord,
    answers: Sequence[Correction],
    lists: Mapping[str, frozenset[str]],
    extractor: "Extractor",
    text: str | None,
) -> DocumentRecord:
    """Returns a record with the answers in it; what they make another is resolved anew.

    Where an answer was taken back, the text is read again, for the record has it already.

    Args:
        record: the record as it is kept.
        answers: what persons said.
        lists: the slugs of each closed list.
        extractor: reads the text, and says what instruments and bodies are meant.
        text: the text of the document; without it nothing is read or resolved anew.
    """
    flat = flatten(masked(text)) if text else None
    if flat and any(c.verdict == OPEN for c in answers):
        by = record.review if record.review.by == "extractor" else _machine()
        record = replace(extractor.parser.parse(flat, record.source, by), id=record.id)
        new = extractor.resolver(corrected(record, answers, lists), flat)
        return masked_record(reviewed(corrected(new, answers, lists), answers))
    new = corrected(record, answers, lists)
    if flat and new != record and any(c.field in _ASKING_AGAIN for c in answers):
        new = corrected(extractor.resolver(new, flat), answers, lists)
    return masked_record(reviewed(new, answers))


def _machine() -> Reviewer:
    return Reviewer("extractor", "danvan_graph", _today())


_ASKING_AGAIN = frozenset(FIELDS) - {
    name for name in FIELDS if not name.startswith(("citation.", "header."))
}
