"""Patterns that are found quickly: a search leaps to the letters with which they can begin.

The search of :mod:`re` skips, many times faster than it tries a pattern, to the next character with
which a match may begin. It knows these characters only when the pattern begins with letters in the
case of the text: not with a look-behind, not with what may be missing, and not in any case.
"""

import re
from collections.abc import Iterable


def beginning(words: Iterable[str]) -> str:
    r"""Returns a pattern for one of some words where a word begins, as ``(?<!\w)(?:A|B)`` would.

    Args:
        words: words that begin with a letter; they are taken as they are, in this order.

    >>> re.findall(beginning(["Luật", "LUẬT"]), "Luật và Bộ LUẬT, không phải tLuật")
    ['Luật', 'LUẬT']
    """
    first = (rf"{word[0]}(?<!\w{word[0]}){re.escape(word[1:])}" for word in words)
    return f"(?:{'|'.join(first)})"
