"""The order of the letters on a PDF page, when the order they were drawn in is not it.

Where a font lacks the Vietnamese letters, a program draws all plain letters of a page first and
the accented ones from another font afterwards; readers that follow the drawing get “K ho ch” and
further down “ế ạ”. Sorting the letters by their place restores the words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(r"\S+")
_WORDS_OF_ONE_LETTER = frozenset("àýôởổạđÀÝÔỞỔĐ")
_MOST_ISOLATED = 0.05
_SAME_LINE = 0.35  # of the size of the letters
_BLANK = 0.16
_GUTTER = 2.2
_NEXT_LINE = 1.8


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter on a page.

    Attributes:
        letter: its character.
        left: where it begins.
        right: where the next would begin.
        base: height of its line above the foot of the page.
        size: of its font.
    """

    letter: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Letters of one line without a wide gap."""

    left: float
    right: float
    base: float
    size: float
    text: str


def is_scrambled(text: str) -> bool:
    r"""Returns whether too many accented letters stand alone for a text to be in order.

    >>> is_scrambled("K ho ch n m\nế ạ ă")
    True
    >>> is_scrambled("Kế hoạch năm ở đó")
    False
    """
    tokens = _TOKEN.findall(text)
    alone = [t for t in tokens if len(t) == 1 and t > "\u00bf" and t.isalpha()]
    odd = sum(t not in _WORDS_OF_ONE_LETTER for t in alone)
    return odd > _MOST_ISOLATED * len(tokens)


def in_reading_order(glyphs: Iterable[Glyph]) -> str:
    """Returns the letters of a page as lines; two columns side by side come one after the other.

    Args:
        glyphs: the letters in any order, without blanks.
    """
    rows = [list(_stretches(line)) for line in _lines(list(glyphs))]
    return "\n".join(_laid_out(rows))


def _lines(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Yields the letters line by line from the top."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: -g.base):
        if line and line[0].base - glyph.base > _SAME_LINE * max(line[0].size, glyph.size):
            yield sorted(line, key=lambda g: g.left)
            line = []
        line.append(glyph)
    if line:
        yield sorted(line, key=lambda g: g.left)


def _stretches(line: Sequence[Glyph]) -> Iterator[_Stretch]:
    """Yields the words of a line between its wide gaps."""
    first, text = line[0], line[0].letter
    for before, glyph in pairwise(line):
        gap, size = glyph.left - before.right, max(before.size, glyph.size)
        if gap > _GUTTER * size:
            yield _Stretch(first.left, before.right, first.base, first.size, text)
            first, text = glyph, ""
        elif gap > _BLANK * size:
            text += " "
        text += glyph.letter
    yield _Stretch(first.left, line[-1].right, first.base, first.size, text)


def _laid_out(rows: Sequence[Sequence[_Stretch]]) -> Iterator[str]:
    """Yields the lines; rows of two stretches that follow each other are read as two columns."""
    columns: tuple[list[_Stretch], list[_Stretch]] = ([], [])
    for row in rows:
        side = _side(row, columns)
        if side is not None:
            columns[side].append(row[0])
        elif len(row) == 2 and _goes_on(row, columns):
            columns[0].append(row[0])
            columns[1].append(row[1])
        else:
            yield from _emptied(columns)
            if len(row) == 2:
                columns[0].append(row[0])
                columns[1].append(row[1])
            else:
                yield " ".join(stretch.text for stretch in row)
    yield from _emptied(columns)


def _emptied(columns: tuple[list[_Stretch], list[_Stretch]]) -> Iterator[str]:
    for column in columns:
        yield from (stretch.text for stretch in column)
        column.clear()


def _gutter(columns: tuple[list[_Stretch], list[_Stretch]]) -> tuple[float, float]:
    return max(s.right for s in columns[0]), min(s.left for s in columns[1])


def _near(row: Sequence[_Stretch], columns: tuple[list[_Stretch], list[_Stretch]]) -> bool:
    lowest = min(columns[0][-1].base, columns[1][-1].base)
    return lowest - row[0].base < _NEXT_LINE * row[0].size


def _goes_on(row: Sequence[_Stretch], columns: tuple[list[_Stretch], list[_Stretch]]) -> bool:
    """Returns whether a row of two stretches leaves the gap of the columns free."""
    if not columns[0] or not _near(row, columns):
        return False
    left, right = _gutter(columns)
    return max(left, row[0].right) < min(right, row[1].left)


def _side(row: Sequence[_Stretch], columns: tuple[list[_Stretch], list[_Stretch]]) -> int | None:
    """Returns the column a row of one stretch belongs to, if it belongs to one."""
    if len(row) != 1 or not columns[0] or not _near(row, columns):
        return None
    left, right = _gutter(columns)
    if row[0].right < right:
        return 0
    return 1 if row[0].left > left else None
