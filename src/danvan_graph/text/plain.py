"""Plain text and Markdown in any encoding Vietnamese texts are found in."""

import codecs
import re
import unicodedata
from collections.abc import Iterator

from danvan_graph.text.draft import (
    checked,
    clean_in_place,
    legacy_of,
    mixed,
    note_of,
    note_of_dropped,
)
from danvan_graph.text.legacy import CP1258, TCVN3, VNI, decode, judge
from danvan_graph.text.reading import Content, Part, RawFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLANK_LINES = re.compile(r"\n\s*\n")
_ACCENTED = re.compile("[\u00c0-\u00ff\u0102-\u0111\u01a0-\u01b0\u1ea0-\u1ef9\u2010-\u2026]")
_ODD = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_USUAL = re.compile("[\t\n\r\x20-\x7e\u00a0-\u01b0\u0300-\u0323\u1ea0-\u1ef9\u2010-\u2026]")
_MOST_ODD = 0.01
_MOST_BROKEN = 0.005
_FEW = 3
_LONGEST_LETTER = 4  # bytes of one character in UTF-8


def read_plain(raw: RawFile) -> Content:
    r"""Returns a text as it stands in the file, in NFC; ``\r\n`` stays as given.

    Args:
        raw: a file of text.

    Raises:
        UnreadableFile: it is no text, or its encoding is not known or not one.
    """
    text, encoding, notes = decode_bytes(raw, raw.data)
    if encoding.startswith("utf") and (legacy := legacy_of(text, raw)):
        text, encoding = decode(text, legacy), legacy
        notes.append(note_of(legacy))
    text, dropped = clean_in_place(text)
    if dropped:
        notes.append(note_of_dropped(dropped))
    source = unicodedata.normalize("NFC", text)
    if len(source) != len(text):
        notes.append("Dấu rời của chữ (NFD) đã được ghép thành chữ dựng sẵn (NFC).")
    return Content(checked(source, raw), tuple(_parts(source)), encoding, tuple(notes))


def _parts(source: str) -> Iterator[Part]:
    """Yields the pages, when form feeds part them, and the paragraphs between blank lines."""
    if "\f" in source:
        start = 0
        for number, page in enumerate(source.split("\f"), 1):
            yield Part("page", number, start, start + len(page))
            start += len(page) + 1
    bounds = [0, *(b for match in _BLANK_LINES.finditer(source) for b in match.span()), len(source)]
    number = 0
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        words = source[start:end].strip()
        if words:
            number += 1
            begin = start + source[start:end].index(words[0])
            yield Part("paragraph", number, begin, begin + len(words))


def decode_bytes(raw: RawFile, data: bytes) -> tuple[str, str, list[str]]:
    """Returns the text of the bytes, the name of their encoding, and notes.

    Args:
        raw: the file they come from.
        data: its bytes, or a part of it.

    Raises:
        UnreadableFile: they are no text, or their encoding is not known or not one.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig"), []
            except UnicodeDecodeError:
                break
    if wide := _without_mark(data):
        return data.decode(wide), wide, []
    if len(_ODD.findall(data)) > _MOST_ODD * len(data):
        raise raw.refused(
            "đây là tệp nhị phân, không phải văn bản; hãy lưu lại dưới dạng DOCX, PDF hoặc văn bản",
            "binary data",
        )
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError as fault:
        if fault.start > len(data) - _LONGEST_LETTER and not data.isascii() and fault.start:
            note = "Chữ cuối cùng của tệp bị cắt dở nên đã bỏ; tệp có thể còn thiếu phần sau."
            return data[: fault.start].decode("utf-8"), "utf-8", [note]
    return _single_bytes(raw, data)


def _without_mark(data: bytes) -> str:
    """Returns the UTF-16 that data without a byte order mark are in, else nothing."""
    if b"\0" not in data[:4096] or len(data) % 2:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_USUAL.findall(text[:4096])) > 0.9 * len(text[:4096]):
            return encoding
    return ""


def _single_bytes(raw: RawFile, data: bytes) -> tuple[str, str, list[str]]:
    """Returns text that is not UTF-8, or that is so only for the most part."""
    tolerant = data.decode("utf-8", "surrogateescape")
    broken = sum("\udc80" <= c <= "\udcff" for c in tolerant)
    whole = len(_ACCENTED.findall(tolerant))
    if broken <= max(_FEW, _MOST_BROKEN * whole) and whole > 2 * broken:
        note = f"Có {broken} byte hỏng, mỗi byte được thay bằng dấu U+FFFD."
        return data.decode("utf-8", "replace"), "utf-8", [note]
    verdict = judge(data.decode("latin-1"), (CP1258, TCVN3, VNI))
    if whole > 10 and whole > broken / 10:
        raise mixed(raw, "UTF-8", verdict.encoding or "bảng mã một byte")
    if verdict.rival:
        raise mixed(raw, verdict.encoding, verdict.rival)
    if verdict.share <= 1 / 2:
        raise raw.refused(
            "không nhận ra bảng mã của văn bản; hãy lưu lại dưới dạng UTF-8", "unknown encoding"
        )
    if verdict.encoding == CP1258:
        return data.decode(CP1258, "replace"), CP1258, [note_of("Windows-1258")]
    letters = data.decode("cp1252", "surrogateescape")
    return decode(letters, verdict.encoding), verdict.encoding, [note_of(verdict.encoding)]
