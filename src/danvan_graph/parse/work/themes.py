"""Proposes the themes of a task by the words of its passage."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from danvan_graph.records.register import ThemeCues

_MOST = 3


@dataclass(frozen=True)
class ThemeFinder:
    """Knows the words that speak for each theme.

    Attributes:
        cues: the slug of each theme with its words in small letters, in the order of the register.
    """

    cues: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, register: Iterable[ThemeCues]) -> "ThemeFinder":
        """Returns the finder of a register."""
        return cls(tuple((entry.theme, tuple(map(str.lower, entry.cues))) for entry in register))

    @cached_property
    def _flat(self) -> tuple[tuple[str, str], ...]:
        return tuple((cue, slug) for slug, cues in self.cues for cue in cues)

    def themes(self, words: str) -> tuple[str, ...]:
        """Returns the slugs of at most three themes, those named first in the passage."""
        small = words.lower()
        first: dict[str, int] = {}
        for cue, slug in self._flat:
            if cue in small and (at := small.find(cue)) < first.get(slug, len(small)):
                first[slug] = at
        found = [(at, slug) for slug, at in first.items()]
        return tuple(slug for _, slug in sorted(found)[:_MOST])
