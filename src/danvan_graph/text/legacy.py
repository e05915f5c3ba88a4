"""Text typed before Unicode, in the fonts .VnTime (TCVN3) and VNI-Times (VNI).

Such a text reaches us as Latin-1 letters: “Céng hoµ” and “Coäng hoøa” are both “Cộng hòa”. Which
of them it is gets decided once for a whole document, by counting which reading gives Vietnamese
syllables; a single paragraph is too short for that.
"""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from danvan_graph.text.syllables import is_syllable

UNICODE, TCVN3, VNI, CP1258 = "Unicode", "TCVN3", "VNI", "cp1258"

# TCVN 5712:1993, VN3; the soft hyphen U+00AD is ư
_TCVN3_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
_TCVN3_BYTES = bytes.fromhex(
    "b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacbaecccecfd0d1aad2d3d4d5d6d7d8dcdddedfe1e2e3e4abe5e6e7e8e9"
    "aceaebecedeeeff1f2f3f4adf5f6f7f8f9fafbfcfdfea1a2a3a4a5a6a7"
)
_TCVN3_TABLE = dict(zip(_TCVN3_BYTES, _TCVN3_LETTERS, strict=True))

# a letter and the mark typed behind it; Ø for grave, Ù acute, Û hook, Õ tilde, Ï dot below
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS = {"à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323", "â": ""}
_VNI_BREVES = {"è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323", "ê": ""}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

_TOKEN = re.compile(r"[A-Za-z\u00a1-\u1eff]+")
_ASCII_LETTER = re.compile("[A-Za-z]")
_LEGACY_FONT = re.compile(r"\.vn|vni-", re.IGNORECASE)
_CAPITALS_FONT = re.compile(r"\.vn.*h", re.IGNORECASE)
_BLANK_LETTER = "\u1680"  # of the letters of a token the only one that parts words
_SAMPLE = 400_000
_FEW = 10


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for letter in "aeiouy":
        for mark, tone in _VNI_TONES.items():
            pairs[letter + mark] = letter + tone
    for letter in "aeo":
        for mark, tone in _VNI_HATS.items():
            pairs[letter + mark] = letter + "\u0302" + tone
    for mark, tone in _VNI_BREVES.items():
        pairs["a" + mark] = "a\u0306" + tone
    for horned in "ôö":
        for mark, tone in _VNI_TONES.items():
            pairs[horned + mark] = _VNI_ALONE[horned] + tone
    small = {typed: unicodedata.normalize("NFC", meant) for typed, meant in pairs.items()}
    small |= _VNI_ALONE
    large = {typed.upper(): meant.upper() for typed, meant in small.items()}
    # a capital with a small mark occurs where only the first letter was held with Shift
    half = {k[0].upper() + k[1]: v.upper() for k, v in small.items() if len(k) == len("aù")}
    return small | half | large


_VNI_TABLE = _vni_pairs()
_VNI_PIECE = re.compile("|".join(sorted(_VNI_TABLE, key=len, reverse=True)))
_VNI_WHOLE = re.compile(rf"(?:{_VNI_PIECE.pattern}|[A-Za-zíìÍÌ])*")


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3_TABLE)


def _from_vni(text: str) -> str:
    return _VNI_PIECE.sub(lambda match: _VNI_TABLE[match.group()], text)


def _from_cp1258(text: str) -> str:
    return unicodedata.normalize("NFC", text.encode("latin-1").decode("cp1258", "replace"))


def _from_unicode(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\u00ad", ""))


_DECODERS: Mapping[str, Callable[[str], str]] = {
    UNICODE: _from_unicode,
    CP1258: _from_cp1258,
    TCVN3: _from_tcvn3,
    VNI: _from_vni,
}


def decode(text: str, encoding: str) -> str:
    """Returns the text in Unicode.

    Args:
        text: bytes read as Latin-1 or cp1252, or the letters a document holds.
        encoding: ``TCVN3`` or ``VNI``; any other name gives the text back.

    >>> decode("Céng hoµ x\u00b7 héi, tr\u00ad\u00eang", "TCVN3")
    'Cộng hoà xã hội, trường'
    >>> decode("Coäng hoøa xaõ hoäi chuû nghóa, ÑIEÀU", "VNI")
    'Cộng hòa xã hội chủ nghĩa, ĐIỀU'
    """
    return _DECODERS[encoding](text) if encoding in {TCVN3, VNI} else text


def is_capitals_font(font: str) -> bool:
    """Returns whether a font shows small letters as capitals, as .VnTimeH does."""
    return _CAPITALS_FONT.fullmatch(font) is not None


def _reads(token: str, encoding: str) -> bool:
    """Returns whether a token gives a Vietnamese syllable in that encoding."""
    if encoding != UNICODE and any(c > "\u00ff" for c in token):
        return False
    if encoding == VNI and not _VNI_WHOLE.fullmatch(token):
        return False  # a mark without its letter
    return is_syllable(_DECODERS[encoding](token))


@lru_cache(maxsize=50_000)  # the same few thousand syllables make up all texts
def _able(token: str, names: tuple[str, ...]) -> tuple[str, ...] | None:
    """Returns in which encodings a token is a syllable; None for one without a plain letter."""
    if not _ASCII_LETTER.search(token):
        return None
    return tuple(name for name in names if _reads(token, name))


_MOST_KNOWN = 50_000
_LONGEST_WORD = 40  # characters; longer ones are no words and not worth the memory


def _is_odd(token: str) -> bool:
    """Returns whether a token speaks for an old encoding and not for Unicode."""
    return not _reads(token, UNICODE) and (_reads(token, TCVN3) or _reads(token, VNI))


class _OddTokens(dict[str, int]):
    """For each word asked for, how many of its tokens may be a sign of an old encoding.

    Attributes:
        telling: those words with a Vietnamese syllable that only Unicode can write.
    """

    def __init__(self) -> None:
        self.telling: set[str] = set()

    def __missing__(self, word: str) -> int:
        """Returns the number for a word not asked for before; the old ones go when they are too many."""
        marked = [t for t in _TOKEN.findall(word) if not t.isascii() and _ASCII_LETTER.search(t)]
        odd = sum(_is_odd(token) for token in marked)
        if len(self) >= _MOST_KNOWN:
            self.clear()
            self.telling.clear()
        if len(word) > _LONGEST_WORD:
            return odd
        self[word] = odd
        if any(max(token) > "\u00ff" and _reads(token, UNICODE) for token in marked):
            self.telling.add(word)
        return odd


_ODD = _OddTokens()


def is_plainly_unicode(text: str) -> bool:
    """Returns whether so little of a text is odd that :func:`judge` cannot find TCVN3 or VNI in it.

    It is asked first because hardly any text is old. Only odd tokens speak for an old encoding and
    not for Unicode: fewer than ``_FEW`` of them make no rival. And Unicode is the best reading when
    more words hold a syllable that only Unicode can write than there are odd tokens.

    >>> is_plainly_unicode("Đường Hồ Chí Minh"), is_plainly_unicode("Céng hoµ x· héi")
    (True, False)
    """
    words = text[:_SAMPLE].split()
    doubtful = sum(map(_ODD.__getitem__, words))
    telling = itertools.islice((word for word in words if word in _ODD.telling), doubtful, None)
    return doubtful < _FEW and any(telling) and _BLANK_LETTER not in text


@dataclass(frozen=True, slots=True)
class Verdict:
    """In which encoding a text is.

    Attributes:
        encoding: the one most words speak for; empty when no word has a mark, or none is
            Vietnamese.
        share: share of words with marks that are Vietnamese in it.
        rival: another encoding that many further words speak for; empty when there is none.
    """

    encoding: str
    share: float
    rival: str


def judge(text: str, encodings: Iterable[str], fonts: Iterable[str] = ()) -> Verdict:
    """Returns in which of the encodings a text is.

    Args:
        text: as Unicode holds it, or bytes read as Latin-1.
        encodings: those that are possible, the likeliest first.
        fonts: names of the fonts used, where they are known; an old font settles a short text.

    >>> judge("Céng hoµ x· héi chñ nghÜa ViÖt Nam", [UNICODE, TCVN3, VNI]).encoding
    'TCVN3'
    >>> judge("Cộng hòa xã hội chủ nghĩa Việt Nam", [UNICODE, TCVN3, VNI]).encoding
    'Unicode'
    """
    names = tuple(encodings)
    read: Counter[str] = Counter()
    sole: Counter[str] = Counter()
    total = 0
    for token, times in Counter(_TOKEN.findall(text[:_SAMPLE])).items():
        able = None if token.isascii() else _able(token, names)
        if able is None:
            continue
        total += times
        for name in able:
            read[name] += times
        if len(able) == 1:
            sole[able[0]] += times
    if not total or not read:
        return Verdict("", 0.0, "")
    if any(_LEGACY_FONT.match(font) for font in fonts):
        names = tuple(sorted(names, key=lambda name: name == UNICODE))
    best = max(names, key=lambda name: (read[name], -names.index(name)))
    rivals = [n for n in names if n != best and sole[n] >= max(_FEW, total / 10)]
    return Verdict(best, read[best] / total, max(rivals, key=lambda n: sole[n], default=""))
