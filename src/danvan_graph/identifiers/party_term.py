"""Terms of the Party's Central Committee: "khóa XI" dates an instrument to five years."""

import itertools
import re

TERMS: tuple[tuple[str, str], ...] = (
    ("IX", "2001-04-19"),
    ("X", "2006-04-18"),
    ("XI", "2011-01-12"),
    ("XII", "2016-01-20"),
    ("XIII", "2021-01-25"),
    ("XIV", "2026-01-19"),
    ("XV", "2031-01-01"),
)
"""Terms of the Party's Central Committee: numeral and the day its congress opened; each ends where the next begins."""
_TERM = re.compile(r"kh(?:óa|oá|oa)\s+(?P<numeral>[IVXL]{1,6})(?!\w)", re.IGNORECASE)
_STATE = re.compile(r"quốc hội|hội đồng nhân dân|hđnd", re.IGNORECASE)


def term_of(words: str) -> tuple[str, str] | None:
    """Returns the first day of the term that words name and the first after it, or None.

    >>> term_of("Ban Chấp hành Trung ương Đảng khóa XI")
    ('2011-01-12', '2016-01-20')
    >>> term_of("Quốc hội khóa XV") is None
    True
    """
    match = _TERM.search(words)
    if match is None or _STATE.search(words):
        return None
    numeral = match["numeral"].upper()
    for (name, since), (_, until) in itertools.pairwise(TERMS):
        if name == numeral:
            return since, until
    return None


def take_term(text: str) -> tuple[tuple[str, str] | None, str]:
    """Returns the days of the term that a text names, as :func:`term_of`, and the text without it.

    >>> take_term("25-NQ/TW (khóa XI)")
    (('2011-01-12', '2016-01-20'), '25-NQ/TW')
    """
    span, match = term_of(text), _TERM.search(text)
    if span is None or match is None:
        return None, text
    before, behind = text[: match.start()].rstrip(" ("), text[match.end() :].lstrip(" )")
    return span, f"{before} {behind}".strip()
