"""Proposes the themes of a task by the words of its passage."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from danvan_graph.parse.words.alternation import beginnings
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
    def _of_letter(self) -> dict[str, list[tuple[str, str]]]:
        """Words with their themes, by the first letter."""
        found: dict[str, list[tuple[str, str]]] = {}
        for slug, cues in self.cues:
            for cue in cues:
                found.setdefault(cue[0], []).append((cue, slug))
        return found

    @cached_property
    def _begins(self) -> re.Pattern[str]:
        return beginnings(cue for _, cues in self.cues for cue in cues)

    def themes(self, words: str) -> tuple[str, ...]:
        """Returns the slugs of at most three themes, those named first in the passage."""
        small = words.lower()
        first: dict[str, int] = {}
        for begin in self._begins.finditer(small):
            if len(first) >= _MOST:
                break
            at = begin.start()
            of_place = sorted(
                slug for cue, slug in self._of_letter[begin.group()] if small.startswith(cue, at)
            )
            for slug in of_place:
                first.setdefault(slug, at)
        return tuple(first)[:_MOST]
