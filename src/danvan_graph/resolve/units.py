"""Reads the administrative unit that a phrase names: "huyện Thanh Hà", "thành phố", "các xã"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from danvan_graph.records.territory import Territory
from danvan_graph.resolve.gazetteer import LEVELS, Gazetteer
from danvan_graph.resolve.words import Word, toned, words_of

_KINDS = {
    "tỉnh": ("tinh",),
    "thành phố": ("tinh", "huyen"),
    "huyện": ("huyen",),
    "quận": ("huyen",),
    "thị xã": ("huyen",),
    "xã": ("xa",),
    "phường": ("xa",),
    "thị trấn": ("xa",),
    "đặc khu": ("xa",),
}
_COMMITTEES = {
    "tỉnh ủy": ("tỉnh", ("tinh",)),
    "thành ủy": ("thành phố", ("tinh", "huyen")),
    "huyện ủy": ("huyện", ("huyen",)),
    "quận ủy": ("quận", ("huyen",)),
    "thị ủy": ("thị xã", ("huyen",)),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a phrase words it.

    Attributes:
        levels: the levels it may be of.
        kinds: the kinds it may be of; empty where only the level is known.
        rows: the units of the register that bear its name, over all time.
        named: whether the phrase gives a name; ``rows`` is empty when the register lacks it.
        many: whether it is a group of units ("các xã, thị trấn").
        within: units named behind it that hold it ("…, huyện Thanh Hà").
    """

    levels: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    rows: tuple[Territory, ...] = ()
    named: bool = False
    many: bool = False
    within: "tuple[Unit, ...]" = ()


def _table() -> dict[tuple[str, ...], tuple[str, tuple[str, ...]]]:
    entries = {kind: (kind, levels) for kind, levels in _KINDS.items()} | _COMMITTEES
    return {tuple(map(toned, words.split())): value for words, value in entries.items()}


_WORDS = _table()
_FIRST = frozenset(words[0] for words in _WORDS)
_VILLAGE, _SOCIETY = toned("xã"), toned("hội")
_OF_LEVEL = {toned("tỉnh"): "tinh", toned("huyện"): "huyen", toned("xã"): "xa"}
_GRADE = toned("cấp")
_REMEMBERED = 4096  # phrases read before; a document asks several times about each


class UnitReader:
    """Reads units out of phrases.

    Args:
        gazetteer: the units of the register.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._read: dict[str, tuple[Unit, ...]] = {}

    def kind_at(self, words: Sequence[Word], at: int) -> tuple[str, tuple[str, ...], int] | None:
        """Returns the kind of unit worded at a place, its levels and its size in words."""
        if at >= len(words) or words[at].tone not in _FIRST:
            return None
        for size in (2, 1):
            run = words[at : at + size]
            if len(run) < size or (size == 2 and run[1].gap):
                continue
            entry = _WORDS.get(tuple(w.tone for w in run))
            if entry is None or (size == 1 and self._is_society(words, at)):
                continue
            return (*entry, size)
        return None

    def _is_society(self, words: Sequence[Word], at: int) -> bool:
        """Returns whether "xã hội" is the society and not a commune such as Hội Sơn."""
        if [w.tone for w in words[at : at + 2]] != [_VILLAGE, _SOCIETY]:
            return False
        found = self._gazetteer.longest_name(words, at + 1, ("xa",))
        return not (words[at + 1].capital and found and found.size > 1)

    def read(self, words: Sequence[Word], at: int) -> tuple[Unit, int] | None:
        """Returns the unit worded at a place and where the next word stands, or None.

        >>> from danvan_graph.resolve.words import words_of
        >>> reader = UnitReader(Gazetteer((), ()))
        >>> unit, end = reader.read(words_of("các xã, thị trấn"), 0)
        >>> unit.kinds, unit.many, end
        (('xã', 'thị trấn'), True, 3)
        """
        found = self.kind_at(words, at)
        if found is None:
            return None
        kind, levels, size = found
        end = at + size
        more = self._listed(words, end)
        if words[at].many or more:
            return self._group(words, at, end)
        unit = Unit(levels, (kind,))
        name, end = self._named(words, end, levels)
        if name is not None:
            within, end = self._holders(words, end, levels)
            unit = Unit(levels, (kind,), name, named=True, within=within)
        return unit, end

    def in_phrase(self, text: str) -> tuple[Unit, ...]:
        """Returns the units a phrase names, in order, groups included."""
        found = self._read.get(text)
        if found is None:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            found = self._read[text] = tuple(self._units(words_of(text)))
        return found

    def _units(self, words: Sequence[Word]) -> Iterator[Unit]:
        at = 0
        while at < len(words):
            step = self.read(words, at) if words[at].tone in _FIRST else None
            if step is None:
                at += 1
                continue
            unit, at = step
            yield unit

    def read_name(
        self, words: Sequence[Word], at: int, levels: tuple[str, ...]
    ) -> tuple[Unit, int] | None:
        """Returns the unit whose bare name stands at a place ("Sở Nội vụ Hà Giang"), or None."""
        if not levels or at >= len(words) or words[at].opens or not words[at].capital:
            return None
        found = self._gazetteer.longest_name(words, at, levels)
        return (Unit(levels, (), found.rows, named=True), at + found.size) if found else None

    def _named(
        self, words: Sequence[Word], at: int, levels: tuple[str, ...]
    ) -> tuple[tuple[Territory, ...] | None, int]:
        if at >= len(words) or words[at].gap or words[at].many or not words[at].capital:
            return None, at
        found = self._gazetteer.longest_name(words, at, levels)
        if self.kind_at(words, at) and (found is None or found.size == 1):
            return None, at
        if found:
            return found.rows, at + found.size
        end = at
        while end < len(words) and words[end].capital and not words[end].opens:
            end += 1
        return (), end

    def _holders(
        self, words: Sequence[Word], at: int, levels: tuple[str, ...]
    ) -> tuple[tuple[Unit, ...], int]:
        """Returns the units named behind a unit that lie above it."""
        found: list[Unit] = []
        lowest = LEVELS.index(levels[-1])
        while at < len(words) and not words[at].many and (kind := self.kind_at(words, at)):
            _, above, size = kind
            rows, end = self._named(words, at + size, above)
            if not rows or words[at].gap > 2 or LEVELS.index(above[0]) >= lowest:
                break
            found.append(Unit(above, (kind[0],), rows, named=True))
            at = end
        return tuple(found), at

    def _listed(self, words: Sequence[Word], at: int) -> bool:
        """Returns whether a second kind of unit follows at once: "xã, phường"."""
        following = at < len(words) and words[at].gap in (1, 2) and self.kind_at(words, at)
        return (
            bool(following) and self._named(words, at + following[2], LEVELS)[0] is None
            if following
            else False
        )

    def _group(self, words: Sequence[Word], at: int, end: int) -> tuple[Unit, int]:
        kinds, levels = [], set()
        while found := self.kind_at(words, at):
            kinds.append(found[0])
            levels |= set(found[1]) if found[0] != "thành phố" else set()
            end = at + found[2]
            at = end
            if at < len(words) and words[at].gap not in (1, 2):
                break
        ordered = tuple(lv for lv in LEVELS if lv in levels) or ("huyen",)
        return Unit(ordered, tuple(kinds), many=True), end

    def grade_at(self, words: Sequence[Word], at: int) -> tuple[Unit, int] | None:
        """Returns the group that "cấp huyện" or "cấp xã" stands for, or None."""
        if at + 1 < len(words) and words[at].tone == _GRADE:
            level = _OF_LEVEL.get(words[at + 1].tone)
            if level:
                return Unit((level,), (), many=True), at + 2
        return None
