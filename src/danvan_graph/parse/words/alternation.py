"""Long alternations, grouped by their first letters.

The engine tries the branches of an alternation one after another. Where a list of verbs has three
hundred of them, nearly all of that is in vain; grouped by first letters, a place that no verb begins
at is left after some twenty tries. What matches, and which branch wins, stays the same: branches
that begin alike keep their order, and no two that begin differently can match at one place.
"""

import re
from collections.abc import Iterable, Iterator

_QUANTIFIERS = frozenset("?*+{")
_SPECIAL = r"\.^$[](){}|?*+"
_BEHIND = re.compile(r"((?:\(\?<![^()|]+\))+)(.)", re.DOTALL)
_EACH_BEHIND = re.compile(r"\(\?<!([^()|]+)\)")


def grouped(alternation: str) -> str:
    """Returns a pattern that matches as the alternation does, its branches grouped by first letters.

    Args:
        alternation: branches with ``|`` between them and nothing around them; case must count, and
            a branch may begin with lookbehinds that hold neither groups nor branches.

    >>> grouped("họp|học tập|(?<!Đài )phát|hỗ trợ|mở")
    'h(?:ọ(?:p|c tập)|ỗ trợ)|p(?<!Đài p)hát|mở'
    """
    return _joined(_branches(alternation))


def beginnings(words: Iterable[str]) -> re.Pattern[str]:
    """Returns a pattern that finds every place where one of some words begins, also within another.

    A match is the first letter alone, so that none hides the next.

    >>> [m.start() for m in beginnings(["chuyển đổi số", "đổi", "số hóa"]).finditer("chuyển đổi số")]
    [0, 7]
    """
    letters: dict[str, list[str]] = {}
    for word in words:
        rest = re.escape(word[1:]).replace(r"\ ", " ")
        letters.setdefault(re.escape(word[0]), []).append(rest)
    found = (f"{letter}(?={grouped('|'.join(rests))})" for letter, rests in letters.items())
    return re.compile("|".join(found) or r"(?!)")  # of no words none is found


def _branches(alternation: str) -> Iterator[str]:
    """Yields the branches of the outermost level."""
    depth = start = at = 0
    while at < len(alternation):
        letter = alternation[at]
        if letter == "\\":
            at += 1
        elif letter == "[":
            at = alternation.index("]", at + 2)
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == "|" and depth == 0:
            yield alternation[start:at]
            start = at + 1
        at += 1
    yield alternation[start:]


def _begun(branch: str) -> str:
    """Returns a branch with its first letter before its lookbehinds: ``(?<!a )b`` as ``b(?<!a b)``."""
    found = _BEHIND.match(branch)
    if found is None or not _literal(branch[found.start(2) :]):
        return branch
    letter = found[2]
    behind = _EACH_BEHIND.sub(lambda m: f"(?<!{m[1]}{letter})", found[1])
    return letter + behind + branch[found.end() :]


def _literal(branch: str) -> bool:
    """Returns whether a branch begins with a letter that must stand there once."""
    return bool(branch) and branch[0] not in _SPECIAL and branch[1:2] not in _QUANTIFIERS


def _joined(branches: Iterable[str]) -> str:
    """Returns branches as one pattern, those with the same first letter in a group."""
    pieces: list[str] = []
    letters: dict[str, list[str]] = {}
    for branch in map(_begun, branches):
        if _literal(branch):
            letters.setdefault(branch[0], []).append(branch[1:])
        else:  # it may match where others do, so none is moved across it
            pieces += map(_group, letters.items())
            letters = {}
            pieces.append(branch)
    pieces += map(_group, letters.items())
    return "|".join(pieces)


def _group(of_letter: tuple[str, list[str]]) -> str:
    letter, rests = of_letter
    return letter + (rests[0] if len(rests) == 1 else f"(?:{_joined(rests)})")
