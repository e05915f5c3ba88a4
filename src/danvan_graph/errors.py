"""Everything that can go wrong, as one tree of exceptions.

::

    DanvanError                 500
    ├── InvalidIdentifier       422   a number, date, code or IRI that is malformed
    ├── InvalidData             422   data/ breaks a rule; names file, line and field
    ├── UnreadableFile          422   a document cannot be read; names the file and what to do
    ├── UnknownName             404   nothing of that name is known
    ├── AmbiguousName           300   several things answer to that name
    ├── InvalidQuery            400   a SPARQL query or a query parameter is wrong
    ├── QueryTooExpensive       503   a query passed its limit of time, memory or size
    ├── StoreError              500   a store is missing, damaged, or of another version
    └── OutputError             500   a file or folder cannot be written

Every message is a full Vietnamese sentence that says what is wrong, where, and what to do;
``english`` says the same for programs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


class DanvanError(Exception):
    """Something a person has to be told about.

    Args:
        message: a full Vietnamese sentence for the person.
        english: the same in English, for the API; empty repeats the Vietnamese.
    """

    status: ClassVar[int] = 500

    def __init__(self, message: str, english: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.english = english or message


class InvalidIdentifier(DanvanError):
    """A designation, date, code or IRI does not have the form it must have."""

    status = 422


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in the data, with the place where a person can mend it.

    Attributes:
        file: path relative to the data folder, with forward slashes.
        line: 1-based line, or 0 when the fault is about the file as a whole.
        field: path of the field inside the file, such as ``citations[3].date``.
        message: a full Vietnamese sentence.
    """

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, dòng {self.line}" if self.line else self.file
        field = f", trường “{self.field}”" if self.field else ""
        return f"{place}{field}: {self.message}"


class InvalidData(DanvanError):
    """The data breaks at least one rule; nothing was published."""

    status = 422

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda f: (f.file, f.line, f.field, f.message)))
        count = len(self.faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(
            f"Dữ liệu có {count} lỗi, chưa có gì được công bố; hãy sửa các chỗ sau rồi chạy lại:\n"
            f"{lines}",
            f"The data has {count} fault(s); nothing was published.\n{lines}",
        )


class UnreadableFile(DanvanError):
    """A document is empty, damaged, locked, too large, or of a kind that cannot be read."""

    status = 422


class UnknownName(DanvanError):
    """Nothing is known under that name; ``nearest`` lists what comes close."""

    status = 404

    def __init__(self, message: str, english: str = "", nearest: Sequence[str] = ()) -> None:
        super().__init__(message, english)
        self.nearest = tuple(nearest)


class AmbiguousName(DanvanError):
    """Several things answer to that name; ``candidates`` lists their IRIs."""

    status = 300

    def __init__(self, message: str, english: str = "", candidates: Sequence[str] = ()) -> None:
        super().__init__(message, english)
        self.candidates = tuple(candidates)


class InvalidQuery(DanvanError):
    """A query or one of its parameters cannot be read."""

    status = 400


class QueryTooExpensive(DanvanError):
    """A query passed the limit of time, memory, size or concurrency and was stopped."""

    status = 503


class StoreError(DanvanError):
    """A store is missing, damaged, or written by another version."""


class OutputError(DanvanError):
    """A file or folder cannot be written."""
