"""A phrase cut into words that can be compared: abbreviations written out, joints noted."""

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from danvan_graph.identifiers.folding import fold, tidy
from danvan_graph.identifiers.letters import LOWER
from danvan_graph.resolve.variants import ABBREVIATIONS, SIGNS, STANDING

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
_ASIDE = re.compile(r"\([^()]*\)?")
_INITIALS = re.compile(r"(?<!\w)CT\s?[-,]?\s?XH(?!\w)")
_DROPPED = re.compile(
    r"(?<!\w)(?:[đĐ]ồng chí|[đĐ]/c|trực thuộc|thuộc|trên địa bàn|TRÊN ĐỊA BÀN|của|CỦA|toàn(?= tỉnh| huyện| xã))(?!\w)"
)
_ABOVE_ALL = re.compile(r"(?<!\w),?\s*nhất là(?!\w)")
_JOINTS = frozenset({"và", "với", "cùng"})
_MANY = frozenset({"các", "những", "mỗi"})
KIND_WORDS = frozenset({"tỉnh", "phố", "huyện", "quận", "xã", "phường", "trấn", "khu"})
"""The last words of the kinds of unit; a name may follow."""


def _toneless(letter: str) -> tuple[str, str]:
    """Returns a letter without its tone, and the tone."""
    parts = unicodedata.normalize("NFD", letter)
    bare = "".join(c for c in parts if c not in _TONES)
    return unicodedata.normalize("NFC", bare), "".join(c for c in parts if c in _TONES)


_SPLIT = {letter: _toneless(letter) for letter in LOWER}
_PLAIN = str.maketrans({letter: fold(letter) for letter in LOWER})
_BARE = str.maketrans({letter: bare for letter, (bare, tone) in _SPLIT.items() if tone})
_TONE_OF = {letter: tone for letter, (_, tone) in _SPLIT.items() if tone}


@functools.lru_cache(8192)
def toned(word: str) -> str:
    """Returns a word in lower case with its tone at the end, wherever it was put.

    >>> toned("Hoà") == toned("Hòa"), toned("Hòa") == toned("Hóa")
    (True, False)
    """
    low = word.lower()
    return low.translate(_BARE) + "".join(_TONE_OF.get(c, "") for c in low)


@functools.lru_cache(8192)
def plain(word: str) -> str:
    """Returns a word in lower case without diacritics.

    >>> plain("Đắk")
    'dak'
    """
    return word.lower().translate(_PLAIN)


def name_words(name: str) -> tuple[str, ...]:
    """Returns the words of a proper name, punctuation left out.

    >>> name_words("Bà Rịa - Vũng Tàu")
    ('Bà', 'Rịa', 'Vũng', 'Tàu')
    """
    return tuple(w.replace("’", "'") for w in _PIECE.findall(tidy(name)) if w[0].isalnum())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase.

    Attributes:
        tone: in lower case, the tone at its end.
        plain: in lower case without diacritics.
        capital: whether it begins with a capital.
        gap: what stands before it: 0 nothing, 1 a hyphen, 2 a comma or "và", 3 a semicolon.
        many: whether "các" stands before it.
    """

    tone: str
    plain: str
    capital: bool
    gap: int
    many: bool

    @property
    def opens(self) -> bool:
        """Whether a new item of a list may begin here."""
        return self.gap > 0 or self.many


def _in_full(pieces: list[str], place: int) -> str:
    """Returns what a piece stands for: itself unless it is an abbreviation."""
    piece = pieces[place]
    if not piece.isupper() and piece not in ("Tp", "Tx", "tp", "tx"):
        return piece
    before = pieces[place - 1] if place else ""
    if before.lower() in KIND_WORDS:  # "XÃ TU BÔNG" is a name in capitals
        return piece
    if piece == "TT":  # Thường trực, thị trấn or trung tâm: what follows decides
        following = next((p for p in pieces[place + 1 :] if p[0].isalnum()), "")
        if following in STANDING:
            return "thường trực"
        return "thị trấn" if before in ("UBND", "HĐND", "ĐU", "MTTQ") else piece
    return ABBREVIATIONS.get(piece.upper(), piece)


def _pieces(text: str) -> list[str]:
    closed = _INITIALS.sub("chính trị - xã hội", _ASIDE.sub(" ", tidy(text)))
    return _PIECE.findall(_DROPPED.sub(" ", _ABOVE_ALL.sub(", ", closed)))


def _in_name(pieces: list[str], place: int) -> bool:
    """Returns whether a joint is part of a proper name: "xã Các Sơn", "xã Lao Và Chải"."""
    before = pieces[place - 1] if place else ""
    return pieces[place].istitle() and before[:1].isalnum() and not before.isupper()


def _joins(pieces: list[str], place: int) -> bool:
    """Returns whether a piece joins two items of a list; "cùng cấp" does not."""
    low = pieces[place].lower()
    if low == "cùng" and pieces[place + 1 : place + 2] == ["cấp"]:
        return False
    return low in _JOINTS and not _in_name(pieces, place)


def _words(text: str) -> Iterator[Word]:
    pieces = _pieces(text)
    gap, many = 3, False
    for place, piece in enumerate(pieces):
        if not piece[0].isalnum():
            gap = max(gap, SIGNS.get(piece, 0))
            continue
        if _joins(pieces, place):
            gap = max(gap, 2)
            continue
        if piece.lower() in _MANY and not _in_name(pieces, place):
            many = True
            continue
        for part in _in_full(pieces, place).split():
            bare = part.replace("’", "'")
            yield Word(toned(bare), plain(bare), part[0].isupper() or part.isdigit(), gap, many)
            gap, many = 0, False


@functools.lru_cache(4096)
def words_of(text: str) -> tuple[Word, ...]:
    """Returns the words of a phrase that names bodies, abbreviations written out.

    What stands in parentheses is left out, as are "của", "thuộc" and "trên địa bàn".

    >>> [w.plain for w in words_of("CT, các PCT UBND tỉnh (B/cáo)")]
    ['chu', 'tich', 'pho', 'chu', 'tich', 'uy', 'ban', 'nhan', 'dan', 'tinh']
    >>> [w.gap for w in words_of("Sở Nội vụ; Thanh tra")]
    [3, 0, 0, 3, 0]
    """
    return tuple(_words(text))
