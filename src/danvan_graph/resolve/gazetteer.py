"""The administrative units as names and codes find them, on a day."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from danvan_graph.identifiers.keys import REGISTER_BEGINS, TerritoryKey
from danvan_graph.records.territory import Territory, TerritoryChange
from danvan_graph.resolve.words import Word, name_words, plain, toned

LEVELS = ("tinh", "huyen", "xa")
"""The levels of local government, the highest first."""

_LONGEST = 6  # words in a name; "Bà Rịa - Vũng Tàu" has four


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name of the register met in a phrase.

    Attributes:
        rows: every unit that bears or bore it.
        size: how many words it takes.
    """

    rows: tuple[Territory, ...]
    size: int


class Gazetteer:
    """Every administrative unit over time.

    Args:
        territories: the rows of the register.
        changes: the steps from old rows to new ones.
    """

    def __init__(
        self, territories: Iterable[Territory], changes: Iterable[TerritoryChange]
    ) -> None:
        self._by_code: dict[str, list[Territory]] = defaultdict(list)
        self._by_key: dict[TerritoryKey, Territory] = {}
        self._by_name: dict[str, dict[str, list[Territory]]] = {
            lv: defaultdict(list) for lv in LEVELS
        }
        self._older: dict[TerritoryKey, list[TerritoryKey]] = defaultdict(list)
        for row in territories:
            self._by_code[row.key.code].append(row)
            self._by_key[row.key] = row
            self._name(row)
        for change in changes:
            if change.old and change.new:
                self._older[change.new].append(change.old)
        self._ends = {level: self._last_day(level) for level in LEVELS}

    def _name(self, row: Territory) -> None:
        names = self._by_name[row.level]
        for key in {key for name in (row.name, *row.alt_names) for key in _name_keys(name)}:
            names[key].append(row)

    def _last_day(self, level: str) -> str:
        """Returns the first day without any unit of the level; empty while there are some."""
        untils = [r.until for rows in self._by_code.values() for r in rows if r.level == level]
        return "" if None in untils else max((u for u in untils if u), default="")

    def has_level(self, level: str, day: str) -> bool:
        """Returns whether there are units of a level on a day."""
        return not self._ends[level] or day < self._ends[level]

    def at(self, code: str, day: str) -> Territory | None:
        """Returns the unit that bears a code on a day (ISO 8601), or None."""
        return next((t for t in self._by_code.get(code, ()) if t.holds_on(clamp(day))), None)

    def chain(self, row: Territory, day: str) -> tuple[Territory, ...]:
        """Returns a unit and those above it on a day, itself first."""
        found = [row]
        while found[-1].parent and (above := self.at(found[-1].parent, day)):
            found.append(above)
        return tuple(found)

    def as_of(self, row: Territory, day: str) -> tuple[Territory, ...]:
        """Returns what a unit was on an earlier day: itself, or the units that became it."""
        day = clamp(day)
        if row.holds_on(day):
            return (row,)
        seen, found, waiting = {row.key}, [], [row.key]
        while waiting:
            for key in self._older.get(waiting.pop(), ()):
                old = self._by_key.get(key)
                if old is None or key in seen or old.level != row.level:
                    continue
                seen.add(key)
                if old.holds_on(day):
                    found.append(old)
                elif (old.since or "") > day:
                    waiting.append(key)
        return tuple(sorted(found, key=lambda t: t.key))

    def longest_name(
        self, words: Sequence[Word], at: int, levels: Iterable[str]
    ) -> NameFound | None:
        """Returns the longest name of the register that begins at a word, or None.

        Words with diacritics have to agree in them; words typed without are compared without.
        """
        if at >= len(words):
            return None
        end = at + 1
        while end < min(len(words), at + _LONGEST) and words[end].gap <= 1 and not words[end].many:
            end += 1
        for size in range(end - at, 0, -1):
            run = words[at : at + size]
            typed = any(w.tone != w.plain for w in run)
            key = " ".join(w.tone for w in run) if typed else "~" + " ".join(w.plain for w in run)
            if rows := tuple(self._of_name(key, levels)):
                return NameFound(rows, size)
        return None

    def _of_name(self, key: str, levels: Iterable[str]) -> Iterator[Territory]:
        for level in levels:
            yield from self._by_name[level].get(key, ())


@functools.lru_cache(16_384)  # half of the units bear a name that another one bears, too
def _name_keys(name: str) -> tuple[str, ...]:
    """Returns what a name is looked up by: its words with their tones, and without (behind ~)."""
    words = name_words(name)
    keys = [" ".join(map(toned, words)), "~" + " ".join(map(plain, words))]
    if words and words[0].isdigit():  # "Phường 08" is Phường 8
        keys.append("~" + words[0].lstrip("0"))
    return tuple(keys)


def clamp(day: str) -> str:
    """Returns the day, or the first of the register for one before it.

    >>> clamp("2013-06-03"), clamp("2023-06-03")
    ('2021-11-01', '2023-06-03')
    """
    return max(day, REGISTER_BEGINS)
