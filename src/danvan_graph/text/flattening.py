"""Evens a text out for matching and keeps, for every character, its place in the original.

What is evened out follows from how such texts reach us: hard wraps and blank lines between all
lines (text taken from PDF), mark-up (crawled Markdown), no-break spaces (Word as HTML), dashes of
every kind, Đ as U+00D0 (OCR), and both ways to place the tone mark in oa, oe, uy.
"""

import re
import sys
import unicodedata
from array import array
from bisect import bisect_right

from danvan_graph.identifiers.letters import UPPER
from danvan_graph.records.text import Text

_BLANK = r"\s\u00a0\u2000-\u200a\u202f\u205f\u3000"
_ZERO = r"\u200b-\u200f\u2060\ufeff\u00ad"
_LETTERS = rf"(?:[^{_BLANK}{_ZERO}*|_#<\\\-]++|-(?!---)|<(?!br\s?/?>))++"
_PIECE = re.compile(
    rf"(?P<word>{_LETTERS}(?: {_LETTERS})*+)"
    rf"|(?P<space>[{_BLANK}]+)"
    rf"|(?P<gone>[*{_ZERO}]+|\\(?=[.\-+*_#|()\[\]>~`!])|(?m:^\#{{1,6}}(?=[ \t]))|_{{3,}}|-{{4,}})"
    r"|(?P<wall>\||<br\s?/?>)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_BEGINS = re.compile(
    r"(?:[*#\s\u00a0]|\\(?=[-+]))*+"  # mark-up before it; possessive, for none of it can begin one
    rf"(?:[-+•–—●▪]\s*(?=[{UPPER}]|[“\"(*]|[a-zđ]\)\s|\d)(?![^\W\d_]{{1,6}}\s?[-/])"
    rf"|(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|[IVXLC]{{1,6}})\s?\\?[.)/\-]\s*(?=[{UPPER}]|[“\"(*])(?!\s?[A-ZĐ]{{2,}}\s?[-/])"
    rf"|[a-zđ]\)\s|[a-eđ]\s?-\s(?=[{UPPER}])|Điều\s+\d+|Nơi\s+nhận|Kính\s+gửi|(?:Căn\s+cứ|Thực\s+hiện|Xét|Theo\s+đề\s+nghị)\s)"
)
_NEW_SENTENCE = re.compile(rf"\s*\n\s*\n\s*[*“\"]{{0,3}}(?=[{UPPER}])")
_LINE = re.compile(r"[^\n]*\t[^\n]*")
_FEWEST_CELLS = 3
_SAME = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-") | {
    "\u00d0": "Đ", "\u00f0": "đ", "\u2215": "/", "\uff0f": "/"
}  # fmt: skip
_COUNTED = array("L", range(1 << 15))
"""The places of a text of usual length: copying a slice is far quicker than counting anew."""
_OLD = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_NEW = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_TONES = {
    form(old): form(new)
    for old, new in zip(_OLD, _NEW, strict=True)
    for form in (str.lower, str.upper, str.capitalize)
}
_TONE = re.compile(
    "|".join(
        rf"{first}(?<![qQ]{first})[{''.join(t[1] for t in _TONES if t[0] == first)}](?!\w)"
        for first in "oOuU"
    )
)
"""Sought by the plain vowel, for the search then skips every other letter at once."""


def _breaks(source: str, blank: re.Match[str], last: str) -> bool:
    """Returns whether a line break ends a paragraph, by what follows it and what stands before."""
    return "\n" in blank.group() and (
        _BEGINS.match(source, blank.end()) is not None
        or (
            last in ".;:"
            and _NEW_SENTENCE.match(source, blank.start(), blank.end() + 4) is not None
        )
    )


def tabbed_rows(source: str) -> list[tuple[int, int]]:
    r"""Returns where the rows of a table stand whose cells only tabs set apart, in order.

    Two columns side by side, as in a letterhead, are no table; three filled cells are.

    >>> tabbed_rows("Số: 7/KH-SXD\tHà Nội\n1\tTrồng cây\tSở Xây dựng\tTháng 5")
    [(20, 51)]
    """
    if "\t" not in source:
        return []
    found = []
    for line in _LINE.finditer(source):
        filled = sum(not cell.isspace() and cell != "" for cell in line.group().split("\t"))
        if filled >= _FEWEST_CELLS:
            start = line.end() - len(line.group().lstrip())
            found.append((start, line.start() + len(line.group().rstrip())))
    return found


def _within(rows: list[tuple[int, int]], place: int) -> bool:
    at = bisect_right(rows, (place, sys.maxsize)) - 1
    return at >= 0 and place < rows[at][1]


def _evened(source: str) -> str:
    """Returns a text of the same length with one kind of dash, slash and Đ."""
    for odd, usual in _SAME.items():  # quicker than translate, for hardly any of them occurs
        source = source.replace(odd, usual)
    return source


class _Builder:
    """Collects the flat text piece by piece.

    Args:
        source: the text as given.
    """

    def __init__(self, source: str) -> None:
        self.pieces: list[str] = []
        self.places: array[int] = array("L")
        self.last = "\n"
        self._evened = _evened(source)
        length = len(source)
        self._counted = _COUNTED if length <= len(_COUNTED) else array("L", range(length))

    def add(self, start: int, end: int) -> None:
        """Adds a run of the text, which may not be empty."""
        piece = self._evened[start:end]
        self.pieces.append(piece)
        self.places += self._counted[start:end]
        self.last = piece[-1]

    def gap(self, mark: str, start: int) -> None:
        """Adds one blank, or turns the blank before into a paragraph mark."""
        if self.last == "\n" or (self.last == " " and mark == " "):
            return
        if self.last == " ":
            self.pieces[-1] = self.pieces[-1][:-1]
            self.places.pop()
        self.pieces.append(mark)
        self.places.append(start)
        self.last = mark


def flatten(source: str) -> Text:
    r"""Returns the text with its evened-out view.

    Args:
        source: a text in NFC, as given.

    >>> text = flatten("Kế\nhoạch số *09* /KH–UBND\n\n- Giao Sở Nội vụ")
    >>> text.flat
    'Kế hoạch số 09 /KH-UBND\n- Giao Sở Nội vụ'
    >>> start = text.flat.index("09")
    >>> str(text.span(start, start + 2))
    '13-15'
    """
    built = _Builder(source)
    tabbed = tabbed_rows(source)
    edges = {at for row in tabbed for at in row}
    for match in _PIECE.finditer(source):
        kind = match.lastgroup
        start, end = match.span()
        if kind in {"word", "other"}:
            built.add(start, end)
        elif kind == "wall":
            built.gap("\n", start)
        elif kind == "space":
            broken = (
                _breaks(source, match, built.last)
                or start in edges
                or end in edges
                or ("\t" in match.group() and _within(tabbed, start))
            )
            built.gap("\n" if broken else " ", start)
    flat = _TONE.sub(lambda m: _TONES[m.group()], "".join(built.pieces))
    return Text(source, flat, built.places)


def as_given(text: str) -> str:
    """Returns the text in NFC, which is the form every offset counts in."""
    return unicodedata.normalize("NFC", text)
