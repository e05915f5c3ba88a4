"""The paragraphs of a run of the flat text, where line breaks or the look of the lines part them."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the flat text.

    Attributes:
        start: its first character in the flat text.
        text: its words.
    """

    start: int
    text: str


def paragraphs_of(
    flat: str, start: int, end: int, begins: Sequence[int] = ()
) -> Iterator[Paragraph]:
    """Yields the paragraphs between two places of the flat text.

    Args:
        flat: the flat text.
        start: the first place.
        end: the place behind the last.
        begins: where further paragraphs begin by the look of the lines, in order.
    """
    at = start
    for text in flat[start:end].split("\n"):
        if not begins:
            yield Paragraph(at, text)
            at += len(text) + 1
            continue
        inner = begins[bisect_right(begins, at) : bisect_left(begins, at + len(text))]
        if not inner:
            yield Paragraph(at, text)
            at += len(text) + 1
            continue
        cuts = [0, *(begin - at for begin in inner), len(text)]
        for first, last in itertools.pairwise(cuts):
            yield Paragraph(at + first, text[first:last])
        at += len(text) + 1
