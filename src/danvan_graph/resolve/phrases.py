"""The wordings of every kind of body: those of the register and the table of variants."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from danvan_graph.identifiers.keys import CENTRE
from danvan_graph.records.register import BodyKind
from danvan_graph.resolve.variants import BODIES, TWINS
from danvan_graph.resolve.words import Word, words_of

Phrase = tuple[str, ...]
BELOW = "BELOW"
"""Stands in a meaning for the group of People's Committees of the level next below."""

_LEVEL_WORDS = (
    ("tinh uy", "tinh"), ("dang bo tinh", "tinh"), ("so", "tinh"), ("huyen uy", "huyen"), ("phong", "huyen"),
    ("dang uy", "xa"), ("cong chuc", "xa"),
)  # fmt: skip
_COMMITTEES = (
    ("thanh uy", "thành phố"), ("dang bo thanh pho", "thành phố"), ("huyen uy", "huyện"), ("quan uy", "quận"), ("thi uy", "thị xã"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a wording stands for.

    Attributes:
        kinds: slugs of kinds that it names together; empty for words that name no body.
        level: the level whose body it is, where the words tell, else None.
        named: whether it counts only before the name of a unit ("Báo Hà Giang").
        of_kind: the kind of unit the words imply ("Thành ủy": thành phố), or None.
    """

    kinds: tuple[str, ...]
    level: str | None = None
    named: bool = False
    of_kind: str | None = None


def _phrase(words: str) -> Phrase:
    return tuple(w.plain for w in words_of(words))


def _core(kind: BodyKind) -> Phrase:
    """Returns the folded words of a kind's name without the unit."""
    bare = kind.vi.replace("{unit}", " ").replace("{name}", " ")
    return _phrase(bare)


def _begins_with(phrase: Phrase, words: str) -> bool:
    return phrase[: len(words.split())] == tuple(words.split())


def _holds(phrase: Phrase, words: str) -> bool:
    return f" {words} " in f" {' '.join(phrase)} "


def _level(kind: BodyKind, phrase: Phrase, kinds: Mapping[str, BodyKind]) -> str | None:
    """Returns the level a kind of body exists at; ``vn`` for the centre, None for several."""
    if "{" not in kind.vi:
        return CENTRE
    for words, level in _LEVEL_WORDS:
        if _begins_with(phrase, words) or (" " in words and _holds(phrase, words)):
            return level
    whole = kinds.get(kind.part_of or "")
    return _level(whole, _core(whole), kinds) if whole else None


def _expanded(pattern: str) -> Iterator[Phrase]:
    """Yields the phrases of a pattern whose bracketed words may be missing."""
    parts: list[list[str]] = []
    for chunk in pattern.replace("[", "|[").replace("]", "|").split("|"):
        words = chunk.strip()
        if words:
            parts.append([words[1:].strip(), ""] if words.startswith("[") else [words])
    for choice in itertools.product(*parts):
        yield tuple(" ".join(choice).split())


def _twins(phrase: Phrase) -> Iterator[Phrase]:
    whole = " ".join(phrase)
    for words, others in TWINS.items():
        if _holds(phrase, words):
            yield from (tuple(whole.replace(words, other).split()) for other in others)


class Phrases:
    """Finds the kinds of body a phrase begins with.

    Args:
        kinds: the register's kinds of body.

    >>> phrases = Phrases([BodyKind("ubnd", "Ủy ban nhân dân {unit}", "", "", None, False, None, None)])
    >>> phrases.longest(words_of("UBND tỉnh"), 0)[0][0].kinds
    ('ubnd',)
    """

    def __init__(self, kinds: Iterable[BodyKind]) -> None:
        self._kinds = {kind.slug: kind for kind in kinds}
        self.levels = {s: _level(k, _core(k), self._kinds) for s, k in self._kinds.items()}
        self._meanings: dict[Phrase, list[Meaning]] = {}
        for slug, kind in self._kinds.items():
            core = _core(kind)
            named = "{name}" in kind.vi and len(core) == 1
            self._add(core, Meaning((slug,), self.levels[slug], named))
        for pattern, value in BODIES.items():
            self._add_variant(pattern, tuple(value.split(" + ")) if value else ())
        self._longest = max(map(len, self._meanings), default=0)
        self._first = frozenset(phrase[0] for phrase in self._meanings)

    def member_level(self, slug: str) -> str | None:
        """Returns the level of the members of a group that can be listed, else None."""
        kind = self._kinds.get(slug)
        return kind.member_level if kind else None

    def _add_variant(self, pattern: str, slugs: tuple[str, ...]) -> None:
        known = tuple(slug for slug in slugs if slug in self._kinds or slug == BELOW)
        if slugs and not known:
            return
        levels = {self.levels.get(slug) for slug in known} - {None}
        level = levels.pop() if len(levels) == 1 else None
        for phrase in _expanded(pattern):
            self._meanings.pop(phrase, None)  # the table knows better than the bare name
            self._add(phrase, Meaning(known, level))

    def _add(self, phrase: Phrase, meaning: Meaning) -> None:
        for words in (phrase, *_twins(phrase)):
            implied = next((kind for cue, kind in _COMMITTEES if _holds(words, cue)), None)
            held = self._meanings.setdefault(words, [])
            if (new := replace(meaning, of_kind=implied)) not in held:
                held.append(new)

    def longest(self, words: Sequence[Word], at: int) -> tuple[tuple[Meaning, ...], int] | None:
        """Returns what the longest wording at a place may mean, and its size in words."""
        if words[at].plain not in self._first:
            return None
        end = at + 1
        while end < min(len(words), at + self._longest) and words[end].gap < 3:
            end += 1
        for size in range(end - at, 0, -1):
            meanings = self._meanings.get(tuple(w.plain for w in words[at : at + size]))
            if meanings:
                return tuple(meanings), size
        return None
