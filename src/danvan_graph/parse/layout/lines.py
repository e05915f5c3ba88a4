"""The lines of a source, evened out, for what only line breaks tell: titles, headers, signatures."""

import re
import statistics
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from danvan_graph.identifiers.letters import LOWER
from danvan_graph.parse.words.remembering import remembered
from danvan_graph.records.text import Text

CAPITAL = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_PIECE = re.compile(r"(?:[^\n|<]++|<(?![bB][rR]\s?/?>))++|<[bB][rR]\s?/?>|\n|\|")
_RULE = re.compile(r"[-_=–—.…]{2}[\s\u00a0*\-_=–—.…]*")
_TRIMMED = frozenset(" \n[")
"""With one of these begins or ends what :func:`_trimmed` shortens; no other blank is in a flat text."""
_BREAK = re.compile(r"<[bB][rR]")
_RULED = frozenset("-_=–—.…")
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]{0,60}\]\s*")
_LEFT_OUT = re.compile(r"[*\\#_|<\u200b-\u200f\u2060\ufeff\u00ad]|----")
"""What the flat text may leave out besides blanks, or a sign of it."""
_WIDE = re.compile(r"[ \u00a0]{3,}|[ \u00a0]*\t[\s\u00a0]*")
_WORD = re.compile(r"(?<![\w/\-])[^\W\d_]{2,}")
_SMALL_WORD = re.compile(rf"[{LOWER}](?<![\w/\-].)[^\W\d_]")
"""One is enough to tell that words do not stand in capitals."""


class Line(NamedTuple):
    """One line, or one cell of a table, with its words evened out.

    Attributes:
        start: its first character in the flat text.
        end: the character after its last.
        words: the flat text between.
        gap: how many empty lines stand before it.
        cut: whether a rule or the border of a table cell stands before it.
        strong: whether mark-up makes all of it a heading or bold.
    """

    start: int
    end: int
    words: str
    gap: int = 0
    cut: bool = False
    strong: bool = False


def _strong(piece: str) -> bool:
    if "*" not in piece and "#" not in piece:
        return False
    bare = piece.strip()
    return bare.startswith("#") or (bare.startswith("**") and bare.endswith("**") and len(bare) > 5)


def _trimmed(flat: str, start: int, end: int) -> tuple[int, int]:
    """Returns the run without blanks and bookmarks at its ends."""
    words = flat[start:end].lstrip()
    start, end = end - len(words), end - len(words) + len(words.rstrip())
    mark = _BOOKMARK.match(flat, start, end) if flat.startswith("[b", start) else None
    return (mark.end() if mark else start), end


def _cells(line: Line) -> Iterator[Line]:
    """Yields the cells of a line that tabs set apart, each of which the flat text ends like a paragraph."""
    at = line.start
    for words in line.words.split("\n"):
        yield Line(at, at + len(words), words, line.gap if at == line.start else 0, cut=True)
        at += len(words) + 1


def lines_of(text: Text) -> tuple[Line, ...]:
    r"""Returns the lines of a text that hold words, cells of tables apart, in order.

    >>> from danvan_graph.text.flattening import flatten
    >>> [line.words for line in lines_of(flatten("|**SỞ XÂY DỰNG**|\n\nSố:  7/KH-SXD"))]
    ['SỞ XÂY DỰNG', 'Số: 7/KH-SXD']
    """
    found: list[Line] = []
    breaks, cut, end = 0, False, 0
    for match in _PIECE.finditer(text.source):
        piece = match.group()
        if piece == "\n" or (piece[0] == "<" and _BREAK.match(piece)):
            breaks += 1
        elif piece == "|":
            cut = True
        else:
            since, until = match.span()
            start = bisect_left(text.places, since, end)
            end = bisect_left(text.places, until, start)
            words = text.flat[start:end]
            if words and (words[0] in _TRIMMED or words[-1] in _TRIMMED):
                start, last = _trimmed(text.flat, start, end)
                words = text.flat[start:last]
            if words and not (words[0] in _RULED and _RULE.fullmatch(words)):
                line = Line(
                    start, start + len(words), words, max(0, breaks - 1), cut, _strong(piece)
                )
                found += _cells(line) if "\n" in words else (line,)
                breaks, cut = 0, False
            elif piece.strip(" \u00a0\t\r*"):
                cut = True
    return tuple(found)


def columns(text: Text, line: Line) -> list[Line]:
    """Returns the parts of a line that wide blanks set apart, as in two columns side by side."""
    if line.end - line.start == text.places[line.end - 1] + 1 - text.places[line.start]:
        return [line]
    source = text.source[text.places[line.start] : text.places[line.end - 1] + 1]
    cuts = [text.flat_place(text.places[line.start] + m.end()) for m in _WIDE.finditer(source)]
    parts: list[Line] = []
    for start, end in zip([line.start, *cuts], [*cuts, line.end], strict=True):
        first, last = _trimmed(text.flat, start, end)
        if first < last:
            words = text.flat[first:last]
            parts.append(Line(first, last, words, line.gap, line.cut or bool(parts), line.strong))
    return parts


def usual_gap(lines: Sequence[Line]) -> int:
    """Returns how many empty lines stand between two lines of one paragraph (0 or 1)."""
    inner = [line.gap for line in lines[4:]]
    return min(1, round(statistics.median(inner))) if inner else 0


def usual_width(lines: Sequence[Line]) -> int:
    """Returns how long a full line is; a text without hard wraps gives a large number."""
    lengths = sorted(line.end - line.start for line in lines)
    return lengths[len(lengths) * 4 // 5] if lengths else 80


def printed(text: Text, start: int, end: int) -> str:
    """Returns a run of the flat text as the source prints it, in one line and without mark-up."""
    if start >= end:
        return ""
    first, last = text.places[start], text.places[end - 1]
    words = text.source[first : last + 1]
    whole = last - first == end - 1 - start  # nothing was left out
    if whole and words.isprintable():  # no blank but single spaces
        return words.strip()
    if not whole and _LEFT_OUT.search(words):
        words = "".join(map(text.source.__getitem__, text.places[start:end]))
    return " ".join(words.split())


@remembered(512)
def is_capital(words: str) -> bool:
    """Returns whether words stand in capitals; symbols such as 27/CT-TTg do not count.

    >>> is_capital("THỰC HIỆN CHỈ THỊ SỐ 27/CT-TTg"), is_capital("CHÍNH PHỦ điện:")
    (True, False)
    """
    if _SMALL_WORD.search(words):
        return False
    found = _WORD.findall(words)
    return (
        bool(found)
        and not any(word[0].islower() for word in found)
        and any(map(str.isupper, found))
    )
