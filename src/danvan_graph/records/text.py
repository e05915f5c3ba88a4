"""A text, and an evened-out view of it whose every character knows its place in the text."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from danvan_graph.records.span import Span

if TYPE_CHECKING:
    from array import array


@dataclass(frozen=True)
class Text:
    """One text in two forms.

    Attributes:
        source: the NFC text as given; every span counts its code points.
        flat: the same for matching: runs of white space are one space, or a line feed where a
            paragraph begins; mark-up and zero-width characters are gone; every dash is a hyphen.
        places: for each character of ``flat`` its place in ``source``.
    """

    source: str
    flat: str
    places: "array[int]"

    def span(self, start: int, end: int) -> Span:
        """Returns where a run of the flat text stands in the source.

        Args:
            start: first character of the run in ``flat``.
            end: character after its last; must lie behind ``start``.
        """
        return Span(self.places[start], self.places[end - 1] + 1)

    def flat_place(self, offset: int) -> int:
        """Returns the place in ``flat`` of the first character at or after a place in the source."""
        return bisect_left(self.places, offset)

    def words(self, span: Span) -> str:
        """Returns a run of the source, evened out."""
        return self.flat[self.flat_place(span.start) : self.flat_place(span.end)].strip()
