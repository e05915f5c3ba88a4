"""Adds files, removes documents, and binds texts to records; the graph is built before anything stays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from danvan_graph.adding.batch import Batch, Outcome, State, given_answers
from danvan_graph.adding.judging import judgement_path
from danvan_graph.adding.own_folder import Changes, document_path, text_bytes, text_path
from danvan_graph.adding.refused import note_refused
from danvan_graph.adding.secrecy import secret_marking
from danvan_graph.adding.staging import has_no_head, read_staged, staging_changes
from danvan_graph.adding.workplace import Progress, Workplace, silent, told, unknown
from danvan_graph.collection.folder import Collection
from danvan_graph.errors import DanvanError, Fault, InvalidData
from danvan_graph.pipeline import Built, Draft
from danvan_graph.text.many import read_many
from danvan_graph.text.reading import Reading

_STAGED = "Đã đọc; hãy xem lại rồi bấm “Công bố” để đưa vào đồ thị."
_NO_PAPER = (
    "Không thấy loại văn bản, số, ngày hay cơ quan ban hành nên đây có vẻ không phải văn bản hành "
    "chính; nếu đúng là văn bản, hãy gửi lại và nêu nơi hoặc cơ quan ban hành."
)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the files of one run.

    Attributes:
        outcomes: one for each file, in the order given.
        built: the graph that now is published, or None when nothing changed.
    """

    outcomes: tuple[Outcome, ...]
    built: Built | None


@dataclass(frozen=True, slots=True)
class Wishes:
    """How files are to be added.

    Attributes:
        allow_secret: whether a document with a marking of secrecy is taken in all the same.
        again: whether a file that is held already is read anew.
        place: code of the unit whose documents these are, where the machine cannot find it.
        issuer: who issued them, likewise.
        date: when they were issued, likewise.
        by: who adds them.
        stage: whether they wait for a person to publish them.
    """

    allow_secret: bool = False
    again: bool = False
    place: str | None = None
    issuer: str | None = None
    date: str | None = None
    by: str = "người nạp"
    stage: bool = False


def add_files(
    work: Workplace, paths: Iterable[Path], wishes: Wishes, progress: Progress = silent
) -> Report:
    """Returns once every file that can be added is in the collection and in the published graph.

    A file that cannot be read, or whose record breaks a rule, is reported and keeps no other out.

    Args:
        work: where everything lies.
        paths: the files.
        wishes: how they are to be added.
        progress: told what happens, in Vietnamese.

    Raises:
        InvalidData: what was collected before breaks a rule; nothing was changed.
        OutputError: something cannot be written; nothing was changed.
    """
    named = tuple(dict.fromkeys(paths))
    with work.own.writing():
        run = _Run(work, wishes, progress)
        for number, (path, read) in enumerate(read_many(named), start=1):
            progress(f"Đọc tệp {number}/{len(named)}")
            run.take(path, read)
        return run.finish(named)


class _Run:
    """One run of adding."""

    def __init__(self, work: Workplace, wishes: Wishes, progress: Progress) -> None:
        # read here, for a server that only shows starts sooner without them
        from danvan_graph.extraction.extractor import Extractor  # noqa: PLC0415
        from danvan_graph.extraction.knowledge import resolver_of  # noqa: PLC0415

        self._work = work
        self._wishes = wishes
        self._progress = progress
        progress("Đọc dữ liệu")
        self._collection = work.read()
        places: dict[str, str] = {}
        lists = work.lists(self._collection)
        self._staged = read_staged(work.own, lists) if wishes.stage else {}
        self._batch = Batch(
            self._collection,
            work.own,
            Extractor.of(self._collection, resolver_of(self._collection, places)),
            lists,
            places,
            {name: one.record.key for name, one in self._staged.items()},
            given_answers(wishes.place, wishes.issuer, wishes.date, wishes.by),
        )
        self._sources = {d.source.sha256: d for d in self._collection.documents}
        self._texts: Changes = {}
        self._outcomes: dict[Path, Outcome] = {}

    def take(self, path: Path, read: Reading | DanvanError) -> None:
        """One file waits for the graph, or its outcome is known."""
        if isinstance(read, DanvanError):
            self._outcomes[path] = Outcome(path, State.FAILED, read.message)
            return
        outcome = self._refused(path, read) or self._waits(path, read) or self._known(path, read)
        outcome = outcome or self._batch.take(path, read)
        if outcome:
            self._outcomes[path] = outcome

    def _refused(self, path: Path, read: Reading) -> Outcome | None:
        marking = None if self._wishes.allow_secret else secret_marking(read.text.source)
        if marking is None:
            return None
        reason = f"Đầu văn bản có dấu {marking}; tài liệu mang bí mật nhà nước không được nạp."
        note_refused(self._work.own, read.sha256, reason)
        return Outcome(path, State.REFUSED, reason)

    def _waits(self, path: Path, read: Reading) -> Outcome | None:
        """Returns the outcome of a file that was read before and waits to be published."""
        held = (one.record for one in self._staged.values())
        record = next((r for r in held if r.source.sha256 == read.sha256), None)
        if record is None or self._wishes.again:
            return None
        message = f"Tệp này đã được đọc trước đó và đang chờ công bố với tên “{record.id}”."
        return Outcome(path, State.STAGED, message, record)

    def _stage(self) -> None:
        """Lets what was read wait for a person, instead of publishing it."""
        changes: Changes = {}
        for pending in self._batch.pending.values():
            state, message = State.STAGED, _STAGED
            if has_no_head(pending.record):
                state, message = State.FAILED, _NO_PAPER
            else:
                changes |= staging_changes(self._work.own, pending.record, pending.changes)
            self._outcomes[pending.outcome.path] = replace(
                pending.outcome, state=state, message=message
            )
        self._work.own.commit(changes)
        self._batch.pending.clear()

    def _known(self, path: Path, read: Reading) -> Outcome | None:
        """Returns the outcome of a file that is the source of a record already."""
        record = self._sources.get(read.sha256)
        if record is None or (record.id in self._collection.own and self._wishes.again):
            return None
        if read.sha256 in self._collection.texts:
            message = f"Tệp này đã có trong bộ sưu tập với tên “{record.id}”; không có gì thay đổi."
            return Outcome(path, State.UNCHANGED, message, record)
        bound = _bound(path, read, self._collection)
        if bound.state is State.ATTACHED:
            self._texts[text_path(read.sha256)] = text_bytes(read.text.source)
        return bound

    def finish(self, paths: Sequence[Path]) -> Report:
        """Returns the report after the graph was built with what it accepts, and published."""
        built = None
        if self._wishes.stage:
            self._stage()
        while self._batch.pending or self._texts:
            changes = self._batch.changes() | self._texts
            made = self._tried(changes)
            if made:
                built = self._work.settle(changes, made, self._progress)
                break
        done = {p.outcome.path: p.outcome for p in self._batch.pending.values()}
        found = self._outcomes | done
        lost = "Có tệp khác của cùng văn bản trong lần nạp này; chỉ giữ tệp đến sau."
        return Report(
            tuple(found.get(p) or Outcome(p, State.UNCHANGED, lost) for p in paths), built
        )

    def _tried(self, changes: Changes) -> Draft | None:
        """Returns the graph with the changes, or None after the files at fault were put aside."""
        try:
            return self._work.tried(changes, self._progress)
        except InvalidData as error:
            guilty = self._guilty(error)
            if not guilty:
                raise
        for name, faults in guilty.items():
            pending = self._batch.pending.pop(name)
            message = f"Bản ghi đọc được chưa hợp lệ ({told(faults)}){_advice(faults)}"
            self._outcomes[pending.outcome.path] = replace(
                pending.outcome, state=State.FAILED, message=message
            )
        return None

    def _guilty(self, error: InvalidData) -> dict[str, tuple[Fault, ...]]:
        files = {
            f"{self._work.own.name}/{path(name)}": name
            for name in self._batch.pending
            for path in (document_path, judgement_path)
        }
        found: dict[str, tuple[Fault, ...]] = {}
        for fault in error.faults:
            if name := files.get(fault.file):
                found[name] = (*found.get(name, ()), fault)
        return found


def _advice(faults: tuple[Fault, ...]) -> str:
    fields = {fault.field for fault in faults}
    if "header.year" in fields:
        return "; máy không thấy ngày hay năm: hãy nạp lại với --date, ví dụ --date 15/3/2023."
    if "header.issuers" in fields:
        return (
            "; máy chưa biết cơ quan ban hành: hãy nạp lại với --issuer, ví dụ "
            "--issuer “Ủy ban nhân dân huyện Thanh Hà”."
        )
    if fields & {"key", "header.level"}:
        return (
            "; máy chưa biết nơi ban hành: hãy nạp lại với --place và mã đơn vị hành chính, "
            "ví dụ --place 294."
        )
    return "; hãy kiểm tra tệp rồi nạp lại."


def _bound(path: Path, read: Reading, collection: Collection) -> Outcome:
    """Returns whether the text of a file is that of a record."""
    record = next((d for d in collection.documents if d.source.sha256 == read.sha256), None)
    if record is None:
        message = (
            f"Không có bản ghi nào được lập từ tệp này (SHA-256 {read.sha256[:16]}…); phải là đúng "
            "tệp gốc, không sửa một byte. Văn bản mới thì dùng “danvan add”."
        )
        return Outcome(path, State.FAILED, message)
    if len(read.text.source) != record.source.characters:
        message = (
            f"Đọc được {len(read.text.source)} ký tự, bản ghi “{record.id}” ghi "
            f"{record.source.characters}; các vị trí sẽ lệch nên không gắn."
        )
        return Outcome(path, State.FAILED, message, record)
    return Outcome(path, State.ATTACHED, f"Đã gắn văn bản vào bản ghi “{record.id}”.", record)


def attach_files(work: Workplace, paths: Iterable[Path], progress: Progress = silent) -> Report:
    """Returns once the text of every file whose checksum a record bears is bound to the record.

    Args:
        work: where everything lies.
        paths: the files.
        progress: told what happens, in Vietnamese.

    Raises:
        InvalidData: what was collected before breaks a rule; nothing was changed.
        OutputError: something cannot be written; nothing was changed.
    """
    changes: Changes = {}
    outcomes = []
    with work.own.writing():
        collection = work.read()
        for path, read in read_many(dict.fromkeys(paths)):
            if isinstance(read, DanvanError):
                outcomes.append(Outcome(path, State.FAILED, read.message))
                continue
            outcome = _bound(path, read, collection)
            if outcome.state is State.ATTACHED and read.sha256 in collection.texts:
                outcome = replace(
                    outcome, state=State.UNCHANGED, message="Văn bản này đã được gắn từ trước."
                )
            elif outcome.state is State.ATTACHED:
                changes[text_path(read.sha256)] = text_bytes(read.text.source)
            outcomes.append(outcome)
        built = work.change(changes, progress) if changes else None
    return Report(tuple(outcomes), built)


def remove_document(work: Workplace, name: str, progress: Progress = silent) -> Built:
    """Returns once a document is in the collection and in the graph no more; its corrections stay.

    Args:
        work: where everything lies.
        name: id of the document.
        progress: told what happens, in Vietnamese.

    Raises:
        UnknownName: the user's own collection holds no document of that id.
        InvalidData: something else speaks of the document; nothing was changed.
    """
    with work.own.writing():
        collection = work.read()
        record = next((d for d in collection.documents if d.id == name), None)
        if record is None or name not in collection.own:
            raise unknown(name, collection)
        changes: Changes = {
            document_path(name): None,
            text_path(record.source.sha256): None,
            judgement_path(name): None,
        }
        return work.change(changes, progress)
