"""From the words for a body to the bodies they stand for, seen from where the document stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from danvan_graph.identifiers.keys import CENTRE, BodyKey
from danvan_graph.resolve.gazetteer import LEVELS
from danvan_graph.resolve.ground import Ground
from danvan_graph.resolve.phrases import BELOW, Meaning, Phrases
from danvan_graph.resolve.units import Unit, UnitReader
from danvan_graph.resolve.words import Word, words_of

_BEFORE = (("giam", "doc"), ("bo", "truong"), ("thu", "truong"), ("truong",))
_SPREADING = frozenset({("van", "phong"), ("lanh", "dao"), ("thuong", "truc")})
_COUNCIL = ("uy", "ban", "nhan", "dan")
_REMEMBERED = 4096  # phrases read before; documents name the same bodies again and again
_UBND = "ubnd"
_COMMITTEE = frozenset({_UBND, "chu-tich-ubnd"})
_GROUPS = {"tinh": "ubnd-cap-tinh", "huyen": "ubnd-cap-huyen", "xa": "ubnd-cap-xa"}


@dataclass(frozen=True, slots=True)
class Item:
    """One body of a list, as worded.

    Attributes:
        meanings: what its words may mean.
        unit: the unit named with it, or None.
        gap: what stands before it (see :class:`~danvan_graph.resolve.words.Word`).
    """

    meanings: tuple[Meaning, ...]
    unit: Unit | None
    gap: int


class BodyReader:
    """Reads phrases that name bodies.

    Args:
        phrases: the wordings of the kinds of body.
        units: reads the units named with them.
    """

    def __init__(self, phrases: Phrases, units: UnitReader) -> None:
        self._phrases = phrases
        self._units = units

    def read(self, text: str) -> tuple[Item, ...]:
        """Returns the bodies a phrase lists, in order, each with the unit named with it."""
        words = words_of(text)
        items: list[Item] = []
        at = 0
        while at < len(words):
            step = self._item(words, at) if words[at].opens else None
            if step is None:
                at += 1
                continue
            item, at = step
            if item is None:
                continue
            if not any(
                m.kinds for m in item.meanings
            ):  # "người đứng đầu …": what follows is part of that
                return tuple(items)
            items.append(item)
        return tuple(_inherited(items))

    def _item(self, words: Sequence[Word], at: int) -> tuple[Item | None, int] | None:
        """Returns the body named at a place and where its words end."""
        start = self._behind_title(words, at)
        if start >= len(words):
            return None
        gap = words[at].gap
        found = self._phrases.longest(words, start)
        if found is None:
            return self._bare_group(words, start, gap) or self._office(words, start)
        meanings, size = found
        unit, end = self._unit(words, start + size, meanings)
        if end < len(words) and not words[end].opens and words[end].capital:
            return None, end  # the head of a longer name that is not in the register
        meanings = tuple(m for m in meanings if unit or not m.named)
        if end + 1 == len(words) and words[end].many and words[end].plain == "cap":
            end += 1  # "MTTQ các cấp"
        return (Item(meanings, unit, gap), end) if meanings else (None, end)

    @staticmethod
    def _behind_title(words: Sequence[Word], at: int) -> int:
        for title in _BEFORE:
            if tuple(w.plain for w in words[at : at + len(title)]) == title:
                return at + len(title)
        return at

    @staticmethod
    def _office(words: Sequence[Word], at: int) -> tuple[None, int] | None:
        """Returns where an office of several bodies ends: "Văn phòng Đoàn ĐBQH và HĐND"."""
        if tuple(w.plain for w in words[at : at + 2]) not in _SPREADING:
            return None
        rest = (i for i in range(at + 1, len(words)) if words[i].gap == 3)
        return None, next(rest, len(words))

    def _bare_group(self, words: Sequence[Word], at: int, gap: int) -> tuple[Item, int] | None:
        """Returns "các xã, thị trấn" as the People's Committees of these units."""
        found = self._units.read(words, at)
        if found is None or not found[0].many:
            return None
        return Item((Meaning((_UBND,)),), found[0], gap), found[1]

    def _unit(
        self, words: Sequence[Word], at: int, meanings: tuple[Meaning, ...]
    ) -> tuple[Unit | None, int]:
        """Returns the unit named behind a body and where its words end."""
        if tuple(w.plain for w in words[at : at + 4]) == _COUNCIL and not words[at].opens:
            at += 4  # "đơn vị sự nghiệp trực thuộc UBND huyện"
        if at < len(words) and words[at].gap <= 1:
            found = self._units.grade_at(words, at) or self._units.read(words, at)
            if found:
                return found
            levels = tuple(lv for lv in LEVELS if any(m.level == lv for m in meanings))
            if named := self._units.read_name(words, at, levels):
                return named
        return None, at


def _lent(item: Item) -> Unit | None:
    """Returns the unit of an item that is also that of the one before it in the list."""
    own_group = item.unit and item.unit.many and any(_UBND in m.kinds for m in item.meanings)
    return None if item.gap == 3 or own_group else item.unit  # "MTTQ, UBND các xã" are apart


def _inherited(items: Sequence[Item]) -> Iterator[Item]:
    """Yields the items; one without unit takes that of the next in the same list.

    "MTTQ, các đoàn thể CT-XH huyện" are both of the district.
    """
    done: list[Item] = []
    for item in reversed(items):
        unit = _lent(done[-1]) if done else None
        fits = item.unit is None and all(m.level is None for m in item.meanings)
        done.append(replace(item, unit=unit) if unit and fits else item)
    yield from reversed(done)


def _level_of(meaning: Meaning, ground: Ground, day: str) -> str | None:
    """Returns the level a body is at; offices (Phòng) are the communes' since the districts ended."""
    if meaning.level == "huyen" and not ground.gazetteer.has_level("huyen", day):
        offices = all(kind.startswith("phong") for kind in meaning.kinds)
        return "xa" if offices else "huyen"
    return meaning.level


def place_of(item: Item, meaning: Meaning, ground: Ground, day: str) -> frozenset[str]:
    """Returns the places at which a body may stand; one when it is certain."""
    if meaning.level == CENTRE:
        return frozenset({CENTRE})
    level = _level_of(meaning, ground, day)
    kinds = (meaning.of_kind,) if meaning.of_kind else ()
    if item.unit is None:
        return ground.relative((level,), kinds, day) if level else ground.own(day)
    if level and level not in item.unit.levels:
        return frozenset()
    unit = replace(item.unit, levels=(level,)) if level else item.unit
    return ground.find(replace(unit, kinds=unit.kinds or kinds), day)


def _group(unit: Unit, ground: Ground, day: str) -> Iterator[BodyKey]:
    """Yields the groups of People's Committees of the kinds of unit listed."""
    for level in unit.levels:
        if level == "tinh":
            yield BodyKey(_GROUPS[level], CENTRE)
            continue
        own = ground.own(day)
        above = ground.level and LEVELS.index(ground.level) < LEVELS.index(level)
        if len(own) == 1 and above and ground.gazetteer.has_level(level, day):
            yield BodyKey(_GROUPS[level], next(iter(own)))


def _below(place: str, ground: Ground) -> str | None:
    """Returns the group of People's Committees of the level next below a place, if there is one."""
    row = ground.gazetteer.at(place, ground.day)
    levels = LEVELS[LEVELS.index(row.level) + 1 :] if row else ()
    return next((_GROUPS[lv] for lv in levels if ground.gazetteer.has_level(lv, ground.day)), None)


class BodyFinder:
    """Finds the bodies that worded items stand for.

    Args:
        phrases: the wordings of the kinds of body.
        units: reads the units named with them.
    """

    def __init__(self, phrases: Phrases, units: UnitReader) -> None:
        self._phrases = phrases
        self._reader = BodyReader(phrases, units)
        self._read: dict[str, tuple[Item, ...]] = {}

    def items(self, text: str) -> tuple[Item, ...]:
        """Returns the bodies a phrase lists, as worded."""
        found = self._read.get(text)
        if found is None:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            found = self._read[text] = self._reader.read(text)
        return found

    def find(self, text: str, ground: Ground) -> tuple[BodyKey, ...]:
        """Returns the bodies a phrase stands for, in order, none twice.

        What may be several bodies is left out: nothing is guessed.

        Args:
            text: the words of the document.
            ground: where the document stands.
        """
        found: list[BodyKey] = []
        for item in self.items(text):
            readings = {k: None for m in item.meanings if (k := self._keys(item, m, ground))}
            if len(readings) == 1:
                found.extend(*readings)
        return tuple(dict.fromkeys(found))

    def _keys(self, item: Item, meaning: Meaning, ground: Ground) -> tuple[BodyKey, ...]:
        if item.unit and item.unit.many:
            return (
                tuple(_group(item.unit, ground, ground.day))
                if _COMMITTEE & set(meaning.kinds)
                else ()
            )
        places = place_of(item, meaning, ground, ground.day)
        if len(places) != 1:
            return ()
        place = next(iter(places))
        kinds = (_below(place, ground) if k == BELOW else k for k in meaning.kinds)
        return tuple(BodyKey(k, place) for k in kinds if k and self._exists(k, place, ground))

    def _exists(self, kind: str, place: str, ground: Ground) -> bool:
        """Returns whether a group can have members there: communes of a commune there are none."""
        level = self._phrases.member_level(kind)
        if level is None or place == CENTRE:
            return True
        row = ground.gazetteer.at(place, ground.day)
        below = row is not None and LEVELS.index(row.level) < LEVELS.index(level)
        return below and ground.gazetteer.has_level(level, ground.day)
