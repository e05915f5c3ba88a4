"""The review of one document: answers are kept at once, and put into the record at the end."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from danvan_graph.adding.add import unknown
from danvan_graph.adding.applying import HEADER, corrected, last_answer, reviewed
from danvan_graph.adding.fields import FIELDS, value_of
from danvan_graph.adding.judging import judgement_changes
from danvan_graph.adding.masking import masked_record
from danvan_graph.adding.own_folder import Changes, document_path, record_bytes
from danvan_graph.adding.points import Point, points_of
from danvan_graph.adding.workplace import Progress, Workplace, silent
from danvan_graph.collection.corrections import RIGHT, WRONG, Correction, append_correction
from danvan_graph.collection.folder import Collection
from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.personal_data import masked
from danvan_graph.pipeline import Built
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.text import Text
from danvan_graph.text.flattening import flatten

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
    """

    def __init__(
        self, work: Workplace, collection: Collection, record: DocumentRecord, by: str
    ) -> None:
        self.record = record
        self._work = work
        self._by = by
        self._lists = work.lists(collection)
        self._text = collection.text(record) or ""

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
        answers = self.answers
        return points_of(corrected(self.record, answers, self._lists), answers)

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
    from danvan_graph.extraction.knowledge import resolver_of  # noqa: PLC0415 - a server starts sooner

    with work.own.writing():
        collection = work.read()
        places: dict[str, str] = {}
        lists, resolver = work.lists(collection), resolver_of(collection, places)
        changes: Changes = {}
        for record in collection.documents:
            if record.id in names and record.id in collection.own:
                answers = work.own.corrections(record.id)
                if place := last_answer(answers, "header.place"):
                    places[record.id] = place
                new = answered(record, answers, lists, resolver, collection.text(record))
                if new != record:
                    changes[document_path(record.id)] = record_bytes(new)
                changes |= judgement_changes(work.own, new, answers)
        return work.change(changes, progress) if changes else None


def answered(
    record: DocumentRecord,
    answers: Sequence[Correction],
    lists: Mapping[str, frozenset[str]],
    resolver: Callable[[DocumentRecord, Text], DocumentRecord],
    text: str | None,
) -> DocumentRecord:
    """Returns a record with the answers in it; what they make another is resolved anew.

    Args:
        record: the record as it is kept.
        answers: what persons said.
        lists: the slugs of each closed list.
        resolver: says what instruments and bodies are meant.
        text: the text of the document; without it nothing is resolved anew.
    """
    new = corrected(record, answers, lists)
    if text and new != record and any(c.field in _ASKING_AGAIN for c in answers):
        new = corrected(resolver(new, flatten(masked(text))), answers, lists)
    return masked_record(reviewed(new, answers))


_ASKING_AGAIN = frozenset(FIELDS) - {
    name for name in FIELDS if not name.startswith(("citation.", "header."))
}
