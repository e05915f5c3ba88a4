"""Automatic numbers of a DOCX, which stand in no paragraph and are counted when it is shown."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from danvan_graph.text.markup import Attributes

_PLACE = re.compile(r"%([1-9])")
_BULLET = "bullet"
_SHOWN_BULLETS = frozenset("-+•–—●▪*○◦✓➢")
_SYMBOL_BULLETS = {"\uf02d": "-", "\uf0be": "-", "\uf0a7": "▪", "\uf02b": "+"}
_MOST_LEVELS = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered.

    Attributes:
        form: ``decimal``, ``upperRoman``, ``bullet`` …
        pattern: the number as printed, ``%1`` for the count of the first level.
        start: the first count.
        legal: counts of all levels are shown in Arabic numerals.
        gap: what follows the number: ``tab``, ``space`` or ``nothing``.
    """

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    legal: bool = False
    gap: str = "tab"


@dataclass(slots=True)
class _List:
    """One ``w:num``: a list by the pattern of an abstract one."""

    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    changed: dict[int, Level] = field(default_factory=dict)


class Numbering:
    """The lists of one document and how far each was counted; a handler for ``numbering.xml``."""

    def __init__(self) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._abstract = self._list = ""
        self._level = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Reads one element of ``numbering.xml``."""
        value = attributes.get("val", "")
        match name:
            case "w:abstractNum":
                self._abstract = attributes.get("abstractNumId", "")
                self._levels[self._abstract] = {}
            case "w:num":
                self._list = attributes.get("numId", "")
                self._lists[self._list] = _List()
            case "w:abstractNumId" if self._list:
                self._lists[self._list].abstract = value
            case "w:lvl" | "w:lvlOverride":
                self._level = whole(attributes.get("ilvl", ""), self._level)
                if name == "w:lvl":
                    self._change(Level())
            case "w:startOverride" if self._list:
                self._lists[self._list].starts[self._level] = whole(value, 1)
            case _:
                self._read_level(name, value, attributes)

    def _read_level(self, name: str, value: str, attributes: Attributes) -> None:
        level = self._target().get(self._level)
        if level is None:
            return
        match name:
            case "w:numFmt":
                self._change(replace(level, form=value))
            case "w:lvlText":
                self._change(replace(level, pattern=value))
            case "w:start":
                self._change(replace(level, start=whole(value, 1)))
            case "w:suff":
                self._change(replace(level, gap=value))
            case "w:isLgl":
                self._change(replace(level, legal=attributes.get("val") not in {"0", "false"}))

    def _target(self) -> dict[int, Level]:
        if self._list:
            return self._lists[self._list].changed
        return self._levels.setdefault(self._abstract, {})

    def _change(self, level: Level) -> None:
        self._target()[self._level] = level

    def end(self, name: str) -> None:
        """Ends a list."""
        if name == "w:num":
            self._list = ""

    def characters(self, text: str) -> None:
        """Text in ``numbering.xml`` means nothing."""

    def next(self, number: str, level: int) -> str:
        """Returns the number of the next paragraph of a list with the gap behind it, and counts it.

        Args:
            number: the ``numId``; an unknown one gives nothing.
            level: its level, from 0.
        """
        found = self._lists.get(number)
        if found is None or not 0 <= level < _MOST_LEVELS:
            return ""
        levels = {**self._levels.get(found.abstract, {}), **found.changed}
        if level not in levels:
            return ""
        counts = self._counts.setdefault(found.abstract, [None] * _MOST_LEVELS)
        self._count(counts, number, level, levels)
        label = _label(levels, level, counts)
        return label + (" " if label and levels[level].gap != "nothing" else "")

    def _count(
        self, counts: list[int | None], number: str, level: int, levels: Mapping[int, Level]
    ) -> None:
        starts = self._lists[number].starts
        for above in range(level):
            if counts[above] is None:
                counts[above] = starts.get(above, levels.get(above, Level()).start)
        before = counts[level]
        if level in starts and (number, level) not in self._restarted:
            counts[level] = starts[level]
            self._restarted.add((number, level))
        else:
            counts[level] = levels[level].start if before is None else before + 1
        counts[level + 1 :] = [None] * (_MOST_LEVELS - level - 1)


def _label(levels: Mapping[int, Level], level: int, counts: list[int | None]) -> str:
    own = levels[level]
    if own.form == _BULLET:
        return _bullet(own.pattern)

    def count(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        form = "decimal" if own.legal else levels.get(place, Level()).form
        return shown(counts[place] or 0, form)

    return _PLACE.sub(count, own.pattern)


def _bullet(pattern: str) -> str:
    """Returns a bullet that any font has; Word takes its own from the fonts Symbol and Wingdings."""
    if pattern in _SHOWN_BULLETS or not pattern:
        return pattern
    return _SYMBOL_BULLETS.get(pattern, "•")


def shown(count: int, form: str) -> str:
    """Returns a count as a list of that form prints it.

    >>> [shown(4, form) for form in ("decimal", "upperRoman", "lowerLetter", "decimalZero")]
    ['4', 'IV', 'd', '04']
    """
    return _FORMS.get(form, str)(count)


def _roman(count: int) -> str:
    digits = []
    for value, digit in _ROMAN:
        times, count = divmod(min(count, 10_000), value)
        digits.append(digit * times)
    return "".join(digits)


def _letters(count: int) -> str:
    """Returns a, b … z, aa, bb … as Word does."""
    if count < 1:
        return ""
    times, place = divmod(count - 1, 26)
    return chr(ord("a") + place) * min(times + 1, 50)


_FORMS: Mapping[str, Callable[[int], str]] = {
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerLetter": _letters,
    "decimalZero": "{:02d}".format,
    "none": lambda _: "",
}


def whole(value: str, otherwise: int) -> int:
    """Returns a whole number of an attribute, or another one when it holds none."""
    bare = value.removeprefix("-")
    if not (bare.isascii() and bare.isdecimal() and len(bare) < 10):
        return otherwise
    return int(value)
