"""The letters of Vietnamese, for patterns that have to tell capitals from small letters.

A range such as ``à-ỹ`` will not do: in Unicode it holds capitals too.
"""

import unicodedata

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = "aăâeêioôơuưy"
_CONSONANTS = "bcdđfghjklmnpqrstvwxz"

LOWER = _CONSONANTS + "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES
)
"""Every small letter, to be put between the brackets of a character class."""

UPPER = LOWER.upper()
"""Every capital letter, likewise."""
