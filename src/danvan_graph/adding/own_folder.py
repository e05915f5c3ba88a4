"""The user's own collection on disk: one writer, drafts beside it, changes that can be undone.

::

    documents/<id>.yaml     what the machine read, or a person
    texts/<sha256>.txt      the NFC text of a source, by the checksum of the file it came from
    judgements/*.yaml       decisions of persons
    corrections/<id>.yaml   answers of persons about findings of the machine
    refused.yaml            checksum and reason of files that were not taken in
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from danvan_graph.collection.corrections import CORRECTIONS, Correction, read_corrections
from danvan_graph.collection.own_texts import TEXTS
from danvan_graph.collection.writing import write_record
from danvan_graph.errors import OutputError, StoreError
from danvan_graph.records.document import DocumentRecord
from danvan_graph.store.generations.file_lock import lock

DOCUMENTS, JUDGEMENTS = "documents", "judgements"
_DRAFT = ".nhap-"
_LOCK = ".khoa"
Changes = dict[str, bytes | None]
"""The new bytes of each file, by path below the collection; None takes the file away."""


def text_path(sha256: str) -> str:
    """Returns where the text of a source stands below the collection."""
    return f"{TEXTS}/{sha256}.txt"


def document_path(name: str) -> str:
    """Returns where the record of a document stands below the collection."""
    return f"{DOCUMENTS}/{name}.yaml"


def text_bytes(text: str) -> bytes:
    """Returns a text as it is kept; half characters, which no file can hold, are replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")


def record_bytes(record: DocumentRecord) -> bytes:
    """Returns a record as it is kept."""
    return write_record(record).encode("utf-8")


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """The user's own collection.

    Attributes:
        folder: where it lies; made when something is first written.
    """

    folder: Path

    @property
    def name(self) -> str:
        """How faults name it."""
        return self.folder.name

    def corrections_path(self, name: str) -> Path:
        """Returns the file of the answers about a document."""
        return self.folder / CORRECTIONS / f"{name}.yaml"

    def corrections(self, name: str) -> tuple[Correction, ...]:
        """Returns the answers about a document in the order given."""
        return read_corrections(self.corrections_path(name))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the only right to write; the system takes it back when the process dies.

        Raises:
            StoreError: another process writes.
            OutputError: the folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / _LOCK).open("a")
        except OSError as error:
            raise self._unwritable(error) from error
        busy = StoreError(
            f"Một tiến trình khác đang ghi vào “{self.folder}”; hãy đợi nó xong rồi chạy lại.",
            f"Another process is writing to “{self.folder}”; wait and run again.",
        )
        with file:
            lock(file, busy)
            self._drop_drafts()
            yield

    def _drop_drafts(self) -> None:
        for path in self.folder.glob(f"{_DRAFT}*"):
            shutil.rmtree(path, ignore_errors=True)
        for path in self.folder.glob(f"*/{_DRAFT}*"):
            path.unlink(missing_ok=True)

    def _unwritable(self, error: OSError) -> OutputError:
        return OutputError(
            f"Không ghi được vào “{self.folder}” ({error.strerror}); hãy kiểm tra quyền ghi và chỗ "
            "trống, hoặc chọn thư mục khác bằng --collection. Bộ sưu tập còn nguyên.",
            f"Cannot write to “{self.folder}” ({error.strerror}); the collection is untouched.",
        )

    @contextmanager
    def draft(self, changes: Mapping[str, bytes | None]) -> Iterator[Path]:
        """Gives a copy of the collection with the changes made; it is gone afterwards."""
        try:
            outer = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=self.folder))
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            copy = outer / self.folder.resolve().name
            try:
                self._fill(copy, changes)
            except OSError as error:
                raise self._unwritable(error) from error
            yield copy
        finally:
            shutil.rmtree(outer, ignore_errors=True)

    def _fill(self, copy: Path, changes: Mapping[str, bytes | None]) -> None:
        copy.mkdir()
        for name in (DOCUMENTS, TEXTS, JUDGEMENTS):
            if (self.folder / name).is_dir():
                shutil.copytree(self.folder / name, copy / name, copy_function=_link)
        for name, data in changes.items():
            path = copy / name
            path.unlink(missing_ok=True)  # a link: the original must not be written through it
            if data is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)

    def commit(self, changes: Mapping[str, bytes | None]) -> Callable[[], None]:
        """Returns once the changes are on disk, with the function that takes them back.

        Raises:
            OutputError: one of them cannot be made; none remains.
        """
        before: Changes = {}
        try:
            for name in sorted(
                changes, key=lambda n: (changes[n] is None, n.startswith(DOCUMENTS))
            ):
                path = self.folder / name
                before[name] = path.read_bytes() if path.is_file() else None
                _put(path, changes[name])
        except OSError as error:
            self._restore(before)
            raise self._unwritable(error) from error
        return lambda: self._restore(before)

    def _restore(self, before: Changes) -> None:
        for name, data in before.items():
            _put(self.folder / name, data)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        with suppress(NotADirectoryError):  # what is in its way keeps it from being there
            path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{_DRAFT}{os.getpid()}-{path.stem[:40]}")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
