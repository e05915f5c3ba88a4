"""What is known after a file was read, and what reading it may cost."""

import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from danvan_graph.errors import UnreadableFile

if TYPE_CHECKING:
    from danvan_graph.records.text import Text

MEBIBYTE = 1024 * 1024
PartKind = Literal["page", "paragraph"]
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost; whatever needs more is refused, never cut.

    Attributes:
        file_bytes: size of the file.
        pages: pages of a PDF.
        characters: length of the text.
        members: files inside a packed document.
        unpacked_bytes: size of a packed document when unpacked.
        ratio: how many times larger a packed document may become.
        memory_bytes: address space of the process that reads, and of a tool it starts.
        seconds: from start to end, OCR and conversion included.
    """

    file_bytes: int = 50 * MEBIBYTE
    pages: int = 2_000
    characters: int = 10_000_000
    members: int = 2_000
    unpacked_bytes: int = 200 * MEBIBYTE
    ratio: int = 100
    memory_bytes: int = 2_048 * MEBIBYTE
    seconds: float = 60.0


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Part:
    """A page or paragraph of a text; a blank page has no length.

    Attributes:
        kind: page or paragraph.
        number: counted from 1 within its kind.
        start: its first character in the source text.
        end: the character after its last.
    """

    kind: PartKind
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Content:
    """What the reader of one format found.

    Attributes:
        source: the text in NFC.
        parts: its pages and paragraphs in order.
        encoding: how the characters were written: ``utf-8``, ``cp1258``, ``TCVN3``, ``VNI`` …;
            ``OCR`` when they were recognised in a picture.
        notes: full Vietnamese sentences a person should see.
    """

    source: str
    parts: tuple[Part, ...]
    encoding: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read.

    Attributes:
        text: its words, with a map from the evened-out form back to the source text.
        media_type: what the file is, by its content.
        sha256: of the bytes of the file.
        encoding: see :class:`Content`.
        parts: pages and paragraphs over ``text.source``.
        notes: full Vietnamese sentences a person should see.
    """

    text: "Text"
    media_type: str
    sha256: str
    encoding: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...]

    def part_at(self, offset: int, kind: PartKind) -> Part | None:
        """Returns the page or paragraph a character of the source text stands in, if it is in one.

        Args:
            offset: place in ``text.source``.
            kind: which of the two is asked for.
        """
        of_kind = (part for part in self.parts if part.kind == kind)
        return next((part for part in of_kind if part.start <= offset < part.end), None)


@dataclass(frozen=True, slots=True)
class RawFile:
    """The bytes of a file, and how to say that they cannot be read.

    Attributes:
        path: where it lies.
        data: its bytes.
        limits: what reading it may cost.
    """

    path: Path
    data: bytes
    limits: Limits = DEFAULT_LIMITS

    @classmethod
    def open(cls, path: Path, limits: Limits = DEFAULT_LIMITS) -> "RawFile":
        """Returns the file with its bytes in memory.

        Args:
            path: a regular file.
            limits: its size is held against ``file_bytes``.

        Raises:
            UnreadableFile: there is no such file, or it is a folder, locked, empty or too large.
        """
        try:
            told = path.stat()
            if not stat.S_ISREG(told.st_mode):
                raise refusal(path, "đây không phải là tệp; hãy chỉ đến một tệp", "not a file")
            with path.open("rb") as stream:
                data = stream.read(min(told.st_size, limits.file_bytes) + 1)
                if len(data) > told.st_size:  # it has grown
                    data += stream.read(limits.file_bytes + 1 - len(data))
        except FileNotFoundError:
            raise refusal(path, "không có tệp này; hãy xem lại đường dẫn", "no such file") from None
        except PermissionError:
            raise refusal(
                path, "không có quyền đọc; hãy cấp quyền đọc cho tệp", "permission denied"
            ) from None
        except (OSError, ValueError) as fault:
            raise refusal(
                path, f"hệ thống không mở được ({fault}); hãy chép tệp sang chỗ khác", str(fault)
            ) from None
        raw = cls(path, data, limits)
        if not data:
            raise raw.refused("tệp trống; hãy lấy lại tệp từ nguồn", "empty file")
        if len(data) > limits.file_bytes:
            raise raw.refused(
                f"tệp lớn hơn {limits.file_bytes // MEBIBYTE} MB; hãy tách thành nhiều tệp nhỏ hơn",
                "file too large",
            )
        return raw

    @property
    def suffix(self) -> str:
        """The extension in lower case, with its dot."""
        return self.path.suffix.lower()

    def refused(self, reason: str, english: str) -> UnreadableFile:
        """Returns the error that says why the file cannot be read and what to do.

        Args:
            reason: Vietnamese, both halves, without the final full stop.
            english: the reason for programs.
        """
        return refusal(self.path, reason, english)


def refusal(path: Path, reason: str, english: str) -> UnreadableFile:
    r"""Returns the error that names the file, why it cannot be read, and what to do.

    Args:
        path: the file.
        reason: Vietnamese, both halves, without the final full stop.
        english: the reason for programs.

    >>> print(refusal(Path("kế\nhoạch.pdf"), "tệp trống; hãy lấy lại tệp từ nguồn", "empty"))
    Không đọc được tệp “kế�hoạch.pdf”: tệp trống; hãy lấy lại tệp từ nguồn.
    """
    name = _UNPRINTABLE.sub("\ufffd", str(path))
    return UnreadableFile(
        f"Không đọc được tệp “{name}”: {reason}.", f"Cannot read {name}: {english}."
    )
