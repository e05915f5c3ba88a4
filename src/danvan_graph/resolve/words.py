"""A phrase cut into words that can be compared: abbreviations written out, joints noted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from danvan_graph.identifiers.folding import fold, tidy
from danvan_graph.identifiers.letters import LOWER
from danvan_graph.resolve.variants import ABBREVIATIONS, DROPPED, JOINTS, MANY, STANDING

_PLAIN = str.maketrans({letter: fold(letter) for letter in LOWER})
_MARKS = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}


def _split(letter: str) -> tuple[str, str]:
    """Returns a letter without its tone, and the tone as a digit."""
    import unicodedata  # noqa: PLC0415 - only while the tables are made

    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(_MARKS.get(c, "") for c in parts)
    bare = "".join(c for c in parts if c not in _MARKS)
    return unicodedata.normalize("NFC", bare), tone
