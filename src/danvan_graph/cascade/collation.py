"""The order of Vietnamese names: letters first, then tones, syllable by syllable."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_MOST_KEPT = 20_000
_SYLLABLE = re.compile(r"\d{1,18}|[^\W\d_]+")

SortKey = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


@lru_cache(_MOST_KEPT)
def _letters(syllable: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Returns the places of the letters in the alphabet, and of the tone among the tones."""
    letters: list[int] = []
    tones: list[int] = []
    for letter in unicodedata.normalize("NFC", syllable):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((c for c in parts if c in _TONES), "")
        bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
        place = _LETTERS.find(bare)
        letters.append(100 + ord(bare[0]) if place < 0 else place + 1)
        tones.append(_TONES.find(tone) + 1 if tone else 0)
    return tuple(letters), tuple(tones)


def sort_key(name: str) -> SortKey:
    """Returns a key by which names sort as in a Vietnamese dictionary; numbers sort as numbers.

    >>> sorted(["Đà Nẵng", "Hạ Long", "Hà Nam", "Dương", "Hải Dương", "Ân", "An"], key=sort_key)
    ['An', 'Ân', 'Dương', 'Đà Nẵng', 'Hà Nam', 'Hạ Long', 'Hải Dương']
    >>> sorted(["Quận 10", "Quận 2"], key=sort_key)
    ['Quận 2', 'Quận 10']
    """
    found = _SYLLABLE.findall(unicodedata.normalize("NFC", name).casefold())
    return tuple(((0, int(s)), ()) if s.isdecimal() else _letters(s) for s in found)
