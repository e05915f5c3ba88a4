"""Tells Vietnamese syllables from letters that only look like them."""

import re
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TONES_BEFORE_STOPS = frozenset("\u0301\u0323")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:"
    r"(?:iê|yê|uô|ươ|oa|oă|oe|oo|uâ|uê|uyê|uy|[aăâeêioôơuưy])(?:(?P<stop>ch|[ckpt])|ng|nh|[mn])"
    r"|oai|oay|oao|oeo|uây|uôi|uya|uyu|ươi|ươu|iêu|yêu"
    r"|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oe|oi|ôi|ơi|ua|uê|uơ|uy|ui|ưa|ưi|ưu|[aeêioôơuưy]"
    r")"
)


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    """Returns whether a word could be one Vietnamese syllable.

    Args:
        word: letters in NFC, any case.

    >>> [is_syllable(word) for word in ("nghiệp", "QUYẾT", "Céng", "hoµ", "hoäi", "nghìêp")]
    [True, True, True, False, False, False]
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in decomposed if c in _TONES]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    match = _SYLLABLE.fullmatch(bare)
    if match is None:
        return False
    return not match["stop"] or (bool(tones) and tones[0] in _TONES_BEFORE_STOPS)
