"""Terms of the Party's Central Committee: "khóa XI" dates an instrument to five years."""

import itertools
import re

from danvan_graph.resolve.variants import TERMS

_TERM = re.compile(r"kh(?:óa|oá|OÁ|ÓA)\s+(?P<numeral>[IVXL]{1,6})(?!\w)", re.IGNORECASE)
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
