"""The heading tree of a document, as ``docs/records.md`` names its paths."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from danvan_graph.parse.layout.lines import (
    CAPITAL,
    Line,
    is_capital,
    printed,
    usual_gap,
    usual_width,
)
from danvan_graph.parse.layout.marks import Run
from danvan_graph.parse.layout.title import ends_openly
from danvan_graph.parse.layout.zones import Zones
from danvan_graph.parse.words.units import may_be_a_unit
from danvan_graph.records.document import Section
from danvan_graph.records.span import Span
from danvan_graph.records.text import Text

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SMALL = "abcdđeghiklmnopqrstuvxy"
_WORDY = {"phần": "P", "chương": "C", "mục": "M", "điều": "D"}
_ORDINALS = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"]
_NAMED = re.compile(
    r"(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Điều|ĐIỀU)\s+(?:(?:thứ|THỨ)\s+(?P<ordinal>\w+)|(?P<roman>[IVX]{1,6})"
    rf"|(?P<number>\d{{1,3}}))(?!\w)\s?(?:[.:]|$|(?=[{CAPITAL}]))\s?"
)
_TOP = re.compile(
    rf"(?P<mark>[IVX]{{1,6}}|[A-H])(?:\s?[.)]\s?[-/]?|\s?/\s|\s?-)\s?(?=[{CAPITAL}“\"(]|$)"
)
_NUMBER = re.compile(
    rf"(?P<mark>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})(?:\s?[.)]\s?[-/]?|\s?/\s|\s?-|(?<=\.\d)|(?<=\.\d\d))\s?"
    rf"(?=[{CAPITAL}“\"(]|$)(?![{CAPITAL}]{{2,}}\s?[-/]\s?[{CAPITAL}])"
)
_LETTER = re.compile(r"(?P<mark>[a-zđ])\s?[.)/]\s?(?=\S)")
_NAMED_LETTERS, _TOP_LETTERS = frozenset("PCMĐ"), frozenset("IVXABCDEFGH")
_BULLET = re.compile(rf"(?P<mark>[-+•●▪*])\s?(?=[{CAPITAL}“\"(\d]|[a-zđ]\)|$)")
_STYLES = ("", "1", "1.1", "1.1.1", "1.1.1.1")
_RANKS = {
    "P": 0,
    "C": 1,
    "M": 2,
    "top": 3,
    "D": 5,
    "1": 6,
    "1.1": 7,
    "1.1.1": 8,
    "1.1.1.1": 9,
    "a": 10,
    "-": 11,
    "+": 12,
    "p": 13,
}
_LABEL = 80
_QUOTES = '“"(*'
_MOSTLY = 0.85
_SHORTEST = 4
_UNWRAPPED = 150  # characters: lines of this length are whole paragraphs
_SLACK = 3


class _Mark(NamedTuple):
    """What begins a part: its style, its value, its component of the path, where its words begin."""

    style: str
    value: int
    component: str
    words: int


@dataclass(slots=True, eq=False)
class _Part:
    """A part whose end is not known yet."""

    style: str
    value: int
    path: str
    label: Run
    start: int
    end: int
    bullets: int = 0
    paragraphs: int = 0


def _roman(mark: str) -> int:
    values = [_ROMAN[c] for c in mark]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))


def _named(match: re.Match[str]) -> _Mark | None:
    code = _WORDY[match["word"].lower()]
    if match["number"]:
        value = int(match["number"])
    elif match["roman"]:
        value = _roman(match["roman"])
    elif (match["ordinal"] or "").lower() in _ORDINALS:
        value = _ORDINALS.index(match["ordinal"].lower()) + 1
    else:
        return None
    return _Mark(code, value, f"{code}{value}", match.end())


def _marks(words: str) -> tuple[_Mark, ...]:
    """Returns the ways to read the beginning of a line as a mark, the likelier first."""
    first = words[0]
    if first in _NAMED_LETTERS and (match := _NAMED.match(words)) and (found := _named(match)):
        return found, *(_tops(words) if first in _TOP_LETTERS else ())
    if first in _TOP_LETTERS:
        return _tops(words)
    if first.isdecimal():
        if match := _NUMBER.match(words):
            steps = match["mark"].split(".")
            return (_Mark(_STYLES[len(steps)], int(steps[-1]), "-".join(steps), match.end()),)
    elif first in _SMALL:
        if match := _LETTER.match(words):
            component = "dd" if first == "đ" else first
            return (_Mark("a", _SMALL.index(first) + 1, component, match.end()),)
    elif match := _BULLET.match(words):
        return (_Mark("+" if first == "+" else "-", 0, "g", match.end()),)
    return ()


def _tops(words: str) -> tuple[_Mark, ...]:
    """Returns the ways to read a mark such as "I." or "C."."""
    match = _TOP.match(words)
    if match is None:
        return ()
    mark, end = match["mark"], match.end()
    roman = (_Mark("I", _roman(mark), mark, end),) if mark.strip("IVX") == "" else ()
    letter = len(mark) == 1 and "A" <= mark <= "H"
    return (*roman, _Mark("A", ord(mark) - ord("A") + 1, mark, end)) if letter else roman


def _rank(style: str) -> int:
    return _RANKS["top" if style in "IA" else style]


class _Tree:
    """Grows the tree line by line."""

    def __init__(self) -> None:
        self.open: list[_Part] = []
        self.done: list[_Part] = []
        self.paths: set[str] = set()
        self.again: dict[str, int] = {}  # how often a path was wanted
        self.end = 0
        self.bullets = self.paragraphs = 0

    def accepts(self, mark: _Mark) -> bool:
        """Returns whether a mark carries on, or begins, a row of numbers."""
        if mark.style in "-+":
            return True
        same = self._last(mark.style)
        if same is None:
            return mark.value == 1 or mark.style in ("D", "P", "C") or self._goes_deeper(mark)
        return mark.value == 1 or same.value <= mark.value <= same.value + _SLACK

    def _last(self, style: str) -> _Part | None:
        """Returns the innermost open part of a style, or None."""
        for part in reversed(self.open):
            if part.style == style:
                return part
        return None

    def _goes_deeper(self, mark: _Mark) -> bool:
        return mark.value <= _SLACK and (mark.style != "A" or mark.value == 1)

    def add(self, mark: _Mark, line: Line) -> None:
        """Opens the part that a mark begins."""
        same = self._last(mark.style)
        restart = (
            same is not None and mark.value == 1 and same.value >= 1 and mark.style not in "-+"
        )
        if same and not restart:
            self._close(self.open.index(same))
        else:
            self._leave(mark, restart=restart)
        component = self._bullet() if mark.style in "-+" else self._component(mark)
        self._push(mark.style, mark.value, component, (line.start + mark.words, line.end), line)

    def _leave(self, mark: _Mark, *, restart: bool) -> None:
        """Closes what a mark of a new row cannot stand in."""
        while self.open:
            last = self.open[-1]
            inner = last.style in "-+p" and not (last.style == "-" and mark.style == "+")
            if inner or (not restart and _rank(last.style) > _rank(mark.style)):
                self._close(len(self.open) - 1)
            else:
                break

    def _component(self, mark: _Mark) -> str:
        outer = self.open[-1] if self.open else None
        deep = mark.component.split("-")
        if len(deep) > 1 and outer and outer.style in ("1", "1.1", "1.1.1"):
            return deep[-1]
        return mark.component

    def _bullet(self) -> str:
        if self.open:
            self.open[-1].bullets += 1
            return f"g{self.open[-1].bullets}"
        self.bullets += 1
        return f"g{self.bullets}"

    def paragraph(self, line: Line) -> None:
        """Opens a paragraph without mark."""
        while self.open and self.open[-1].style in "-+p":
            self._close(len(self.open) - 1)
        if self.open:
            self.open[-1].paragraphs += 1
            number = self.open[-1].paragraphs
        else:
            self.paragraphs += 1
            number = self.paragraphs
        self._push("p", 0, f"p{number}", (line.start, line.end), line)

    def _push(self, style: str, value: int, component: str, label: Run, line: Line) -> None:
        path = f"{self.open[-1].path}.{component}" if self.open and style != "D" else component
        unique, again = path, self.again.get(path, 1)
        while unique in self.paths:
            again += 1
            unique = f"{path}-{again}"
        self.again[path] = again
        self.paths.add(unique)
        part = _Part(style, value, unique, label, line.start, line.end)
        self.open.append(part)
        self.done.append(part)

    def _close(self, index: int) -> None:
        for part in self.open[index:]:
            part.end = max(self.end, part.start + 1)
        del self.open[index:]

    def finish(self) -> list[_Part]:
        """Closes everything and returns the parts in text order."""
        self._close(0)
        return self.done


class _Reader:
    """Tells where paragraphs without a mark begin."""

    def __init__(self, lines: Sequence[Line], marks: Sequence[tuple[_Mark, ...]]) -> None:
        self.gap, self.width = usual_gap(lines), usual_width(lines)
        marked = [line.gap > 0 for line, found in zip(lines, marks, strict=True) if found]
        self.by_gaps = self.gap == 0 and sum(marked) > _MOSTLY * len(marked)

    def breaks(self, before: Line | None, line: Line, *, marked: bool) -> bool:
        """Returns whether a line without mark begins a paragraph of its own.

        Args:
            before: the line before, or None for the first.
            line: the line.
            marked: whether the line before bears a mark.
        """
        if before is None:
            return True
        begins = line.words[0].isupper() or line.words[0] in _QUOTES
        if not begins or (len(before.words) < _SHORTEST and not before.words.isalpha()):
            return False
        if before.words[-1] == ";" and not may_be_a_unit(line.words):
            return True
        if self.by_gaps:
            return line.gap > 0 or line.cut or self._far_too_short(before, line)
        heading = is_capital(before.words) and is_capital(line.words) and line.gap <= self.gap
        if heading or ends_openly(before.words):
            return False
        return self._differs(before, line) or self._short(before, line, marked=marked)

    def _differs(self, before: Line, line: Line) -> bool:
        """Returns whether the two lines cannot be one paragraph by their looks."""
        if self.width > _UNWRAPPED or line.cut or (before.strong and not line.strong):
            return True
        return is_capital(before.words) and not is_capital(line.words) and len(before.words) > 6

    def _far_too_short(self, before: Line, line: Line) -> bool:
        """Returns whether the line before ends so early that no wrap can have cut it."""
        if ends_openly(before.words):
            return False
        length = before.end - before.start + len(line.words.split(" ", 1)[0])
        return length < (0.84 if before.words[-1] in ".:!?”" else 0.6) * self.width

    def _short(self, before: Line, line: Line, *, marked: bool) -> bool:
        """Returns whether the line before ends early: its paragraph was at an end."""
        ended = before.words[-1] in ".:;!?”"
        if line.gap > self.gap and ended:
            return True
        length = before.end - before.start + len(line.words.split(" ", 1)[0])
        return length < (0.9 if ended or marked or line.gap > self.gap else 0.84) * self.width


def _parts(zones: Zones) -> list[_Part]:
    start, end = zones.body
    lines = [line for line in zones.lines if start <= line.start < end]
    marks = [_marks(line.words) for line in lines]
    tree, reader, before, marked = _Tree(), _Reader(lines, marks), None, False
    for line, likely in zip(lines, marks, strict=True):
        mark = next(filter(tree.accepts, likely), None) if likely else None
        if mark:
            tree.add(mark, line)
        elif reader.breaks(before, line, marked=marked):
            tree.paragraph(line)
        elif tree.open and tree.open[-1].label[1] - tree.open[-1].label[0] < _LABEL:
            tree.open[-1].label = (tree.open[-1].label[0], line.end)
        tree.end, before, marked = line.end, line, mark is not None
    return tree.finish()


def _label(words: str) -> str:
    """Returns a heading in at most 80 characters, cut at a word."""
    bare = words.rstrip(" .:;")
    return bare if len(bare) <= _LABEL else bare[: _LABEL + 1].rsplit(" ", 1)[0].rstrip(" ,.;:")


def _fixed(text: Text, path: str, label: str, run: Run) -> Iterator[Section]:
    start, end = run
    while start < end and text.flat[start] in " \n":
        start += 1
    while end > start and text.flat[end - 1] in " \n":
        end -= 1
    if start < end:
        yield Section(path, label, _with_markup(text, start, end))


def _with_markup(text: Text, start: int, end: int) -> Span:
    """Returns the place of a run with the mark-up that makes it a heading or bold."""
    first, last = text.places[start], text.places[end - 1] + 1
    while first and text.source[first - 1] in "#* ":
        first -= 1
    while last < len(text.source) and text.source[last] == "*":
        last += 1
    while text.source[first] == " ":
        first += 1
    return Span(first, last)


def find_sections(text: Text, zones: Zones) -> tuple[Section, ...]:
    """Returns the heading tree, outer before inner, with the parts that bear no number.

    Args:
        text: the text.
        zones: its parts.
    """
    above = zones.kind.at[1] if zones.kind else 0
    found = [
        *_fixed(text, "tieu-de", "Tiêu đề", (0, max(zones.head[1], above, zones.title[1]))),
        *_fixed(text, "mo-dau", "Mở đầu", zones.preamble),
    ]
    for part in _parts(zones):
        label = _label(printed(text, *part.label)) or part.path
        found.append(Section(part.path, label, _with_markup(text, part.start, part.end)))
    found += [
        *_fixed(text, "ket", "Lời kết", zones.closing),
        *_fixed(text, "noi-nhan", "Nơi nhận", zones.recipients),
        *_fixed(text, "chu-ky", "Chữ ký", zones.signature),
        *_fixed(text, "phu-luc", "Phụ lục", zones.annexes),
    ]
    return tuple(found)


def outer_of(places: Sequence[Span]) -> list[int]:
    """Returns, for each section, which one holds it by its index; -1 for those on top.

    >>> outer_of([Span(0, 90), Span(5, 40), Span(10, 20), Span(50, 80)])
    [-1, 0, 1, 0]
    """
    outer: list[int] = []
    for index, place in enumerate(places):
        above = index - 1
        while above >= 0 and not places[above].holds(place):
            above = outer[above]
        outer.append(above)
    return outer
