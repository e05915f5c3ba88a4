"""What counts as a word: of a text that is indexed, and of what a person types."""

import re

from danvan_graph.identifiers.folding import fold, tidy

_PIECE = re.compile(r"\d+|[^\W\d_]+")
_TYPED = re.compile(r"\w+")
_LONGEST = 40
_MOST = 16


def folded_words(text: str) -> list[str]:
    """Returns the words of a text without marks; digits and letters part, leading zeros fall.

    >>> folded_words("Kế hoạch số 09/KH-UBND"), folded_words("NQ25"), folded_words("Đắk Lắk")
    (['ke', 'hoach', 'so', '9', 'kh', 'ubnd'], ['nq', '25'], ['dak', 'lak'])
    """
    return [_even(piece[:_LONGEST]) for piece in _PIECE.findall(fold(text))]


def typed_words(text: str) -> list[str]:
    """Returns the words of a text with their marks, in lower case.

    >>> typed_words("Dân vận khéo")
    ['dân', 'vận', 'khéo']
    """
    return [piece[:_LONGEST] for piece in _TYPED.findall(tidy(text).casefold())]


def asked_words(text: str) -> list[str]:
    """Returns the folded words a person asks for: each once, sixteen at most.

    >>> asked_words("dân vận dân")
    ['dan', 'van']
    """
    return list(dict.fromkeys(folded_words(text)))[:_MOST]


def _even(piece: str) -> str:
    return (piece.lstrip("0") or "0") if piece.isdecimal() else piece
