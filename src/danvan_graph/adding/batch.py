"""Files on their way into the collection: what each becomes, and what the graph says to that."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_graph.adding.applying import corrected, last_answer, reviewed
from danvan_graph.adding.judging import judgement_changes
from danvan_graph.adding.masking import masked_record
from danvan_graph.adding.names import document_id, shown_name
from danvan_graph.adding.own_folder import (
    Changes,
    OwnFolder,
    document_path,
    record_bytes,
    text_bytes,
    text_path,
)
from danvan_graph.collection.corrections import Correction, write_correction
from danvan_graph.collection.folder import Collection
from danvan_graph.errors import DanvanError
from danvan_graph.identifiers.keys import InstrumentKey
from danvan_graph.identifiers.personal_data import masked
from danvan_graph.records.document import DocumentRecord, Review, Source
from danvan_graph.records.text import Text
from danvan_graph.text.flattening import flatten
from danvan_graph.text.reading import Reading

if TYPE_CHECKING:  # a server that only shows starts sooner without it
    from danvan_graph.extraction.extractor import Extractor


class State(Enum):
    """What became of a file."""

    ADDED = "đã nạp"
    REPLACED = "đã thay bản cũ"
    ATTACHED = "đã gắn văn bản"
    STAGED = "chờ công bố"
    UNCHANGED = "không đổi"
    REFUSED = "từ chối"
    FAILED = "không nạp được"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Attributes:
        path: the file as the person named it.
        state: what became of it.
        message: a full Vietnamese sentence.
        record: its record, where there is one.
        notes: what a person should know besides, in full Vietnamese sentences.
    """

    path: Path
    state: State
    message: str
    record: DocumentRecord | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that was read and is not yet in the collection."""

    outcome: Outcome
    record: DocumentRecord
    changes: Mapping[str, bytes | None]


@dataclass
class Batch:
    """The files of one run.

    Attributes:
        collection: what is collected before the run.
        own: the user's own collection.
        extractor: reads records out of texts.
        lists: the slugs of each closed list.
        places: where persons say that documents stand, by id; the extractor's resolver reads it.
        staged: keys of the documents that wait to be published, by id.
        given: what the person who adds says of all of the files.
        pending: what would be added, by id.
    """

    collection: Collection
    own: OwnFolder
    extractor: "Extractor"
    lists: Mapping[str, frozenset[str]]
    places: dict[str, str]
    staged: Mapping[str, InstrumentKey] = field(default_factory=dict)
    given: tuple[Correction, ...] = ()
    pending: dict[str, Pending] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_key = {d.key: d for d in self.collection.documents}
        self._by_id = {d.id: d for d in self.collection.documents}

    def take(self, path: Path, reading: Reading) -> Outcome | None:
        """Returns what became of a file at once, or None when it now waits for the graph.

        Args:
            path: the file.
            reading: its text.
        """
        text, sha256 = reading.text, reading.sha256
        if not text.source.strip():
            return Outcome(path, State.FAILED, "Tệp không có chữ nào; hãy lấy lại tệp từ nguồn.")
        try:
            name, record, answers, added = self._identified(path, text, sha256)
        except DanvanError as error:
            return Outcome(path, State.FAILED, error.message)
        shipped = self._by_key.get(record.key)
        if shipped and shipped.id not in self.collection.own:
            return Outcome(path, State.FAILED, _held(shipped), shipped)
        old = self._by_id.get(name)
        changes: Changes = {
            text_path(sha256): text_bytes(text.source),
            document_path(name): record_bytes(record),
        }
        if added:
            changes[f"corrections/{name}.yaml"] = added
        changes |= judgement_changes(self.own, record, answers)
        if old and old.source.sha256 != sha256:
            changes[text_path(old.source.sha256)] = None
        outcome = self._outcome(path, record, old, reading.notes)
        self.pending[name] = Pending(outcome, record, changes)
        return None

    def changes(self) -> Changes:
        """Returns everything the files that wait would change."""
        found: Changes = {}
        for pending in self.pending.values():  # a text dropped by one may be another's
            found |= {n: d for n, d in pending.changes.items() if d is not None or n not in found}
        return found

    def _identified(
        self, path: Path, text: Text, sha256: str
    ) -> tuple[str, DocumentRecord, tuple[Correction, ...], bytes | None]:
        """Returns the id of the document, its corrected record, its answers, and their file if new."""
        source = Source(shown_name(path.name), sha256, len(text.source))
        today = datetime.datetime.now(tz=datetime.UTC).date()
        covered = masked(text.source)  # before parsing: a summary may begin amid a figure
        text = text if covered == text.source else flatten(covered)
        raw = self.extractor.parser.parse(text, source, Review("extractor", "danvan_graph", today))
        first = self._read(replace(raw, id=document_id(path.name, sha256)), text, self.given)
        name = self._name(path, first.key, sha256)
        kept = self.own.corrections(name)
        new = tuple(c for c in self.given if c.now != last_answer(kept, c.field))
        answers = (*kept, *new)
        record = self._read(replace(raw, id=name), text, answers)
        finished = masked_record(reviewed(record, answers))
        told = "".join(map(write_correction, answers)).encode() if new else None
        return name, finished, answers, told

    def _read(
        self, raw: DocumentRecord, text: Text, answers: tuple[Correction, ...]
    ) -> DocumentRecord:
        """Returns the resolved record; a corrected number is resolved, a corrected key stays."""
        if place := last_answer(answers, "header.place"):
            self.places[raw.id] = place
        first = self.extractor.resolver(corrected(raw, answers, self.lists), text)
        return corrected(first, answers, self.lists)

    def _name(self, path: Path, key: InstrumentKey, sha256: str) -> str:
        """Returns the id of the document: that of the instrument's record, else the file's name."""
        waiting = {held: name for name, held in self.staged.items()}
        waiting |= {p.record.key: name for name, p in self.pending.items()}
        if key in waiting:
            return waiting[key]
        held = self._by_key.get(key)
        if held and held.id in self.collection.own:
            return held.id
        name = document_id(path.name, sha256)
        known = {other.casefold(): other for other in self._by_id}
        taken = {other.casefold() for other in (*self.pending, *self.staged)}
        same = known.get(name.casefold(), name)
        shipped = same in self._by_id and same not in self.collection.own
        return f"{name}-{sha256[:8]}" if shipped or name.casefold() in taken else same

    def _outcome(
        self,
        path: Path,
        record: DocumentRecord,
        old: DocumentRecord | None,
        notes: tuple[str, ...],
    ) -> Outcome:
        other = self.pending.get(record.id)
        if other:
            message = f"Thay cho “{other.record.source.file}” của cùng lần nạp: cùng một văn bản."
            return Outcome(path, State.REPLACED, message, record, notes)
        if old is None:
            return Outcome(path, State.ADDED, "Đã nạp.", record, notes)
        if old.source.sha256 == record.source.sha256:
            return Outcome(path, State.REPLACED, "Đã đọc lại cùng một tệp.", record, notes)
        changed = "" if old.key == record.key else f", trước đây là {old.key}"
        message = f"Thay cho “{old.source.file}” của cùng văn bản{changed}; chỉ giữ bản mới."
        return Outcome(path, State.REPLACED, message, record, notes)


def given_answers(
    place: str | None, issuer: str | None, date: str | None, by: str
) -> tuple[Correction, ...]:
    """Returns what a person says of documents before they are read, as answers.

    Args:
        place: code of the unit that issued them, or None.
        issuer: name of the body that issued them, or None.
        date: the day or year of issue, or None.
        by: who says so.
    """
    today = datetime.datetime.now(tz=datetime.UTC).date()
    said = (("header.place", place), ("header.issuer", issuer), ("header.date", date))
    return tuple(Correction(None, f, None, now, None, by, today) for f, now in said if now)


def _held(record: DocumentRecord) -> str:
    return (
        f"Văn bản này ({record.key}) đã có bản ghi do người duyệt trong dữ liệu đi kèm, nên không "
        "thay; nếu đây đúng là tệp gốc thì dùng “danvan attach”."
    )
