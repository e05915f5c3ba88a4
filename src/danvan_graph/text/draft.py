"""Collects what the reader of a format finds, and turns it into one text with a map of its parts."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from danvan_graph.errors import UnreadableFile
from danvan_graph.text.legacy import TCVN3, UNICODE, VNI, decode, is_plainly_unicode, judge
from danvan_graph.text.reading import Content, Part, PartKind, RawFile

# control characters, overrides of the writing direction, and what is no character at all
_KEPT_OUT = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_ODD_LINE_END = re.compile(r"\r(?!\n)|\u2028|\u2029|\x85")
_BETWEEN = {"page": "\n", "paragraph": "\n\n"}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph.

    Attributes:
        text: as the file holds it.
        capitals: the font shows small letters as capitals.
    """

    text: str
    capitals: bool = False


@dataclass(slots=True)
class Draft:
    """The blocks of a text in the order a person reads them.

    Attributes:
        raw: the file they come from.
        encoding: how the file writes characters.
        fonts: names of the fonts it uses.
        notes: full Vietnamese sentences a person should see.
    """

    raw: RawFile
    encoding: str = "utf-8"
    fonts: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    _blocks: list[tuple[PartKind, Sequence[Run]]] = field(default_factory=list)

    def page(self, text: str) -> None:
        """Adds a page; a blank one counts too."""
        self._blocks.append(("page", [Run(text)]))

    def paragraph(self, runs: Sequence[Run]) -> None:
        """Adds a paragraph, unless it is blank."""
        if any(run.text and not run.text.isspace() for run in runs):
            self._blocks.append(("paragraph", runs))

    def content(self) -> Content:
        """Returns all blocks as one text in NFC, decoded and cleaned.

        Raises:
            UnreadableFile: nothing is left, the text is too long, or two encodings are mixed.
        """
        judged = "\n".join(run.text for _, runs in self._blocks for run in runs)
        legacy = legacy_of(judged, self.raw, self.fonts)
        if legacy:
            self.notes.append(note_of(legacy))
        pieces: list[str] = []
        parts: list[Part] = []
        counts = {"page": 0, "paragraph": 0}
        length = dropped = 0
        for kind, runs in self._blocks:
            text, left_out = _finished(runs, legacy)
            dropped += left_out
            if not text and kind == "paragraph":
                continue
            between = _BETWEEN[kind] if length and text else ""
            counts[kind] += 1
            start = length + len(between)
            length = start + len(text)
            parts.append(Part(kind, counts[kind], start, length))
            pieces += (between, text)
        if dropped:
            self.notes.append(note_of_dropped(dropped))
        source = checked("".join(pieces), self.raw)
        return Content(source, tuple(parts), legacy or self.encoding, tuple(self.notes))


def _finished(runs: Sequence[Run], legacy: str) -> tuple[str, int]:
    """Returns the text of one block, and how many characters were left out of it."""
    pieces: list[str] = []
    for capitals, text in _joined(runs):
        decoded = decode(text, legacy)
        pieces.append(decoded.upper() if capitals and legacy else decoded)
    text, dropped = clean("".join(pieces))
    return unicodedata.normalize("NFC", text.strip("\n\t\f ")), dropped


def _joined(runs: Sequence[Run]) -> list[tuple[bool, str]]:
    """Returns the runs with equal neighbours joined, so that no letter is cut from its mark."""
    joined: list[tuple[bool, str]] = []
    for run in runs:
        if joined and joined[-1][0] == run.capitals:
            joined[-1] = (run.capitals, joined[-1][1] + run.text)
        else:
            joined.append((run.capitals, run.text))
    return joined


def clean(text: str) -> tuple[str, int]:
    r"""Returns the text with one kind of line end and without control characters, and their number.

    >>> clean("Kế\r\nhoạch\x00\u202e")
    ('Kế\nhoạch', 2)
    """
    return _KEPT_OUT.subn("", _LINE_END.sub("\n", text))


def clean_in_place(text: str) -> tuple[str, int]:
    r"""Returns a plain text without control characters, and their number; line ends stay as given.

    Places are counted in the text as given, so the two characters of ``\r\n`` stay two.

    >>> clean_in_place("Kế\r\nhoạch\rsố\x00")
    ('Kế\r\nhoạch\nsố', 1)
    """
    if any(odd in text for odd in "\r\u2028\u2029\x85"):
        text = _ODD_LINE_END.sub("\n", text)
    return _KEPT_OUT.subn("", text)


def legacy_of(text: str, raw: RawFile, fonts: set[str] | None = None) -> str:
    """Returns TCVN3 or VNI when a text is typed so, else nothing.

    Args:
        text: the whole text of a document.
        raw: the file it comes from.
        fonts: names of the fonts used, where they are known.

    Raises:
        UnreadableFile: two encodings are mixed.
    """
    if not fonts and is_plainly_unicode(text):
        return ""
    verdict = judge(text, (UNICODE, TCVN3, VNI), fonts or ())
    if verdict.rival:
        raise mixed(raw, verdict.encoding, verdict.rival)
    return verdict.encoding if verdict.encoding in {TCVN3, VNI} and verdict.share > 1 / 2 else ""


def mixed(raw: RawFile, *encodings: str) -> UnreadableFile:
    """Returns the error that a file is written in two encodings at once."""
    names = " và ".join(encodings)
    return raw.refused(
        f"tệp trộn lẫn hai bảng mã ({names}); "
        "hãy chuyển toàn bộ văn bản sang Unicode (chẳng hạn bằng UniKey) rồi thử lại",
        f"mixed encodings: {', '.join(encodings)}",
    )


def note_of(encoding: str) -> str:
    """Returns the sentence that a text was decoded."""
    return f"Văn bản dùng bảng mã {encoding}, đã giải mã {encoding} sang Unicode."


def note_of_dropped(count: int) -> str:
    """Returns the sentence that characters were left out."""
    return f"Đã bỏ {count} ký tự điều khiển không nhìn thấy được."


def checked(source: str, raw: RawFile) -> str:
    """Returns the text, which is neither blank nor too long.

    Raises:
        UnreadableFile: it is.
    """
    if not source or source.isspace():
        raise raw.refused("tệp không có chữ nào; hãy lấy lại tệp từ nguồn", "no text")
    if len(source) > raw.limits.characters:
        limit = f"{raw.limits.characters:,}".replace(",", ".")
        raise raw.refused(
            f"văn bản dài hơn {limit} ký tự; hãy tách thành nhiều tệp", "text too long"
        )
    return source
