"""Where in a text something is said."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of characters of the source text.

    Attributes:
        start: first code point, counted from 0 in the NFC text of the source as given.
        end: code point after the last one.

    >>> str(Span(109, 129))
    '109-129'
    """

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        """Returns whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"
