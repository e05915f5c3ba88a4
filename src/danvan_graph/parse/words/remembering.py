"""Answers about a line, remembered while a document asks several times about it."""

import functools
from collections.abc import Callable
from typing import TypeVar

_Answer = TypeVar("_Answer")
_LONGEST = 500
"""Characters of a string whose answer is kept: a hostile file must not fill the memory with its lines."""


def remembered(
    answers: int,
) -> Callable[[Callable[[str], _Answer]], Callable[[str], _Answer]]:
    """Returns a decorator that keeps the last answers of a function of one string.

    Args:
        answers: how many are kept; none for a string longer than a paragraph.

    >>> @remembered(8)
    ... def shout(words: str) -> str:
    ...     return words.upper()
    >>> shout("giao"), shout("x" * 501) == "X" * 501
    ('GIAO', True)
    """

    def decorated(question: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
        kept = functools.lru_cache(maxsize=answers)(question)

        @functools.wraps(question)
        def asked(words: str) -> _Answer:
            return kept(words) if len(words) <= _LONGEST else question(words)

        return asked

    return decorated
