"""Proposes the themes of a task by the words of its passage."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from danvan_graph.records.register import ThemeCues

_MOST = 3
_WORD = re.compile(r"\w+")
_VOWEL = re.compile(r"[^\W\d_bcdđghklmnpqrstvxwzjf]")


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
    def _by_word(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The cues with their themes, by the first word; by none for abbreviations ("UBMTTQ")."""
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for slug, cues in self.cues:
            for cue in cues:
                word = _WORD.search(cue)
                key = word.group() if word and _VOWEL.search(word.group()) else ""
                found[key] = (*found.get(key, ()), (cue, slug))
        return found

    def themes(self, words: str) -> tuple[str, ...]:
        """Returns the slugs of at most three themes, those named first in the passage."""
        small = words.lower()
        first: dict[str, int] = {}
        known = self._by_word
        for word in known.keys() & {"", *_WORD.findall(small)}:
            for cue, slug in known[word]:
                if 0 <= (at := small.find(cue)) < first.get(slug, len(small)):
                    first[slug] = at
        found = [(at, slug) for slug, at in first.items()]
        return tuple(slug for _, slug in sorted(found)[:_MOST])
