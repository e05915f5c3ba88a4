"""Proposes the themes of a task by the words of its passage."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from danvan_graph.records.register import ThemeCues

_MOST = 3


@dataclass(frozen=True)
class ThemeFinder:
    """Knows the words that speak for each theme.

    Attributes:
        cues: the slug of each theme with the pattern of its words, in the order of the register.
    """

    cues: tuple[tuple[str, re.Pattern[str]], ...]

    @classmethod
    def of(cls, register: Iterable[ThemeCues]) -> "ThemeFinder":
        """Returns the finder of a register."""
        return cls(
            tuple(
                (entry.theme, re.compile("|".join(map(re.escape, entry.cues)), re.IGNORECASE))
                for entry in register
            )
        )

    def themes(self, words: str) -> tuple[str, ...]:
        """Returns the slugs of at most three themes, those named first in the passage."""
        found = [(match.start(), slug) for slug, cue in self.cues if (match := cue.search(words))]
        return tuple(slug for _, slug in sorted(found)[:_MOST])
