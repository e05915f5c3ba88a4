"""Documents that were read and wait to be published: only editors see them, a restart keeps them.

::

    staged/records/<id>.yaml   the record as the machine read it
    staged/texts/<id>.txt      the text
    staged/answers/<id>.yaml   the answers about the document as they were before; none: no file
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danvan_graph.adding.applying import last_answer
from danvan_graph.adding.judging import judgement_changes
from danvan_graph.adding.own_folder import (
    Changes,
    OwnFolder,
    document_path,
    record_bytes,
    text_bytes,
    text_path,
)
from danvan_graph.adding.review import answered
from danvan_graph.adding.workplace import Progress, Workplace, silent, told
from danvan_graph.collection.corrections import CORRECTIONS
from danvan_graph.collection.folder import Collection
from danvan_graph.collection.one_record import read_record
from danvan_graph.collection.own_texts import read_own_text
from danvan_graph.errors import DanvanError, InvalidData, UnknownName
from danvan_graph.pipeline import Built
from danvan_graph.records.document import DocumentRecord

STAGED = "staged"
_RECORDS, _TEXTS, _ANSWERS = f"{STAGED}/records", f"{STAGED}/texts", f"{STAGED}/answers"
_ADVICE = {
    "key": "hãy điền mã đơn vị của nơi ban hành ở phần đầu văn bản",
    "header.level": "hãy điền mã đơn vị của nơi ban hành ở phần đầu văn bản",
    "header.issuers": "hãy điền cơ quan ban hành ở phần đầu văn bản",
    "header.year": "hãy điền ngày hoặc năm ở phần đầu văn bản",
}


class NotPublished(DanvanError):
    """A staged document breaks a rule; it stays staged, and nothing was published."""

    status = 422


@dataclass(frozen=True, slots=True)
class Staged:
    """A document that waits to be published.

    Attributes:
        record: its record, as the machine read it.
        text: its text.
    """

    record: DocumentRecord
    text: str


def read_staged(own: OwnFolder, lists: Mapping[str, frozenset[str]]) -> dict[str, Staged]:
    """Returns the documents that wait to be published, by id.

    Args:
        own: the user's own collection.
        lists: the slugs of each closed list.

    Raises:
        InvalidData: the record of one is broken.
    """
    found = {}
    for path in sorted((own.folder / _RECORDS).glob("*.yaml")):
        record = read_record(path, f"{own.name}/{_RECORDS}/{path.name}", lists)
        text = own.folder / _TEXTS / f"{path.stem}.txt"
        found[path.stem] = Staged(record, read_own_text(text) if text.is_file() else "")
    return found


def has_no_head(record: DocumentRecord) -> bool:
    """Returns whether nothing in a text looks like the head of an official paper."""
    header = record.header
    return not (header.kind.at or header.number or header.date or header.issuers)


def staging_changes(
    own: OwnFolder, record: DocumentRecord, read: Mapping[str, bytes | None]
) -> Changes:
    """Returns what lets a document wait, instead of what would publish it.

    Args:
        own: the user's own collection.
        record: its record.
        read: what would publish it: record, text and answers.
    """
    name = record.id
    changes: Changes = {
        f"{_RECORDS}/{name}.yaml": record_bytes(record),
        f"{_TEXTS}/{name}.txt": read[text_path(record.source.sha256)],
    }
    answers = f"{CORRECTIONS}/{name}.yaml"
    if not (own.folder / _RECORDS / f"{name}.yaml").is_file():
        before = own.corrections_path(name)
        changes[f"{_ANSWERS}/{name}.yaml"] = before.read_bytes() if before.is_file() else None
    if answers in read:
        changes[answers] = read[answers]
    return changes


def publish_staged(work: Workplace, names: Sequence[str], progress: Progress = silent) -> Built:
    """Returns once documents that waited are in the collection and in the published graph.

    Args:
        work: where everything lies.
        names: their ids.
        progress: told what happens, in Vietnamese.

    Raises:
        UnknownName: no document of that id waits.
        NotPublished: a record breaks a rule; all of them go on waiting.
    """
    with work.own.writing():
        collection = work.read()
        held = _held(work, collection, names)
        changes: Changes = {}
        for name in names:
            changes |= _publishing(work, collection, held[name])
        try:
            return work.change(changes, progress)
        except InvalidData as error:
            raise _not_published(names, error) from error


def _held(work: Workplace, collection: Collection, names: Sequence[str]) -> dict[str, Staged]:
    held = read_staged(work.own, work.lists(collection))
    for name in names:
        if name not in held:
            raise UnknownName(
                f"Không có văn bản nào tên “{name}” đang chờ công bố; có thể đã được công bố hoặc bỏ.",
                f"No document “{name}” is staged.",
                sorted(held),
            )
    return held


def _publishing(work: Workplace, collection: Collection, staged: Staged) -> Changes:
    # read here, for a server that only shows starts sooner without them
    from danvan_graph.extraction.extractor import Extractor  # noqa: PLC0415
    from danvan_graph.extraction.knowledge import resolver_of  # noqa: PLC0415

    record, places = staged.record, dict[str, str]()
    answers = work.own.corrections(record.id)
    if place := last_answer(answers, "header.place"):
        places[record.id] = place
    extractor = Extractor.of(collection, resolver_of(collection, places))
    new = answered(record, answers, work.lists(collection), extractor, staged.text)
    changes: Changes = dict.fromkeys(_paths(record.id))
    changes |= judgement_changes(work.own, new, answers)
    old = next((d for d in collection.documents if d.id == record.id), None)
    if old and old.source.sha256 != record.source.sha256:
        changes[text_path(old.source.sha256)] = None
    changes[document_path(record.id)] = record_bytes(new)
    changes[text_path(record.source.sha256)] = text_bytes(staged.text)
    return changes


def _not_published(names: Sequence[str], error: InvalidData) -> NotPublished:
    advice = {_ADVICE[fault.field] for fault in error.faults if fault.field in _ADVICE}
    todo = "; ".join(sorted(advice)) or "hãy xem lại các điểm này"
    return NotPublished(
        f"Chưa công bố được “{', '.join(names)}” ({told(error)}); {todo} rồi công bố lại. "
        "Bản chờ và các câu trả lời còn nguyên.",
        f"“{', '.join(names)}” breaks a rule and is still staged.",
    )


def discard_staged(work: Workplace, name: str) -> None:
    """Returns once a document waits no more; the answers are as they were before it was sent.

    Args:
        work: where everything lies.
        name: its id.

    Raises:
        UnknownName: no document of that id waits.
    """
    with work.own.writing():
        if not (work.own.folder / _RECORDS / f"{name}.yaml").is_file():
            raise UnknownName(
                f"Không có văn bản nào tên “{name}” đang chờ công bố.",
                f"No document “{name}” is staged.",
            )
        before = work.own.folder / _ANSWERS / f"{name}.yaml"
        changes: Changes = dict.fromkeys(_paths(name))
        changes[f"{CORRECTIONS}/{name}.yaml"] = before.read_bytes() if before.is_file() else None
        work.own.commit(changes)


def _paths(name: str) -> tuple[str, ...]:
    return f"{_RECORDS}/{name}.yaml", f"{_TEXTS}/{name}.txt", f"{_ANSWERS}/{name}.yaml"
