"""Terms of the Party, between one national congress and the next: "khóa XI".

Source: the congresses met in June 1996 (VIII), April 2001 (IX), April 2006 (X), January 2011 (XI),
January 2016 (XII), January 2021 (XIII) and January 2026 (XIV).
"""

import re

_BEGAN = {
    "VIII": 1996,
    "IX": 2001,
    "X": 2006,
    "XI": 2011,
    "XII": 2016,
    "XIII": 2021,
    "XIV": 2026,
}
_YEARS = 5
_TERM = re.compile(r"\(?\b(?:kh[óo]a|kho[áa])\s+(?P<term>[IVX]{1,5})\b\)?", re.IGNORECASE)


def years_of_term(term: str) -> tuple[int, int] | None:
    """Returns the first and the last year of a term, both included, or None for an unknown one.

    In the year of a congress documents of both terms were issued.

    >>> years_of_term("XI"), years_of_term("XL")
    ((2011, 2016), None)
    """
    began = _BEGAN.get(term.upper())
    return (began, began + _YEARS) if began else None


def take_term(text: str) -> tuple[str | None, str]:
    """Returns the term that a text names, and the text without those words.

    >>> take_term("25-NQ/TW (khóa XI)")
    ('XI', '25-NQ/TW ')
    """
    match = _TERM.search(text)
    if match is None or years_of_term(match["term"]) is None:
        return None, text
    return match["term"].upper(), f"{text[: match.start()]}{text[match.end() :]}"
