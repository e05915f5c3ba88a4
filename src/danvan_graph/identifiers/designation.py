"""The number and symbol of a document, such as ``33/CT-TTg`` or ``25-NQ/TW``.

Sources: Nghị định 30/2020/NĐ-CP, appendix I (State documents); Quy định 399-QĐ/TW and its
predecessor 66-QĐ/TW (Party documents); Nghị quyết 351/2017/UBTVQH14 (National Assembly).
"""

import re
from dataclasses import dataclass

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.folding import fold, slug, tidy
from danvan_graph.identifiers.letters import LOWER, UPPER

_NUMBER = r"(?P<number>[0-9]{1,5}(?:\.[0-9]{1,3})?[a-zđ]?)"
_YEAR = r"(?:/(?P<year>(?:19|20)[0-9]{2}))?"
_SYMBOL = r"(?P<symbol>[^\W\d_][\w&]*(?:[-/][\w&]+)*(?:\.[IVX]{1,4})?)"
_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
_FORM = re.compile(rf"{_NUMBER}{_YEAR}[-/]{_SYMBOL}", re.IGNORECASE)
_LATIN = frozenset(map(chr, range(128))) | frozenset(LOWER + UPPER)
"""What nearly every number is written with; its folded form is ASCII."""
_LONGEST = 200  # characters; none met is longer than 50, and NFC takes quadratic time
_INNER_SPACE = re.compile(r"\s*([-/])\s*|(?<=\d)\s+(?=[^\W\d])")


def _close_up(text: str) -> str:
    return _INNER_SPACE.sub(lambda m: m.group(1) or "-", text) if " " in text else text


@dataclass(frozen=True, slots=True)
class Designation:
    r"""One number and symbol, inner spaces removed, every dash a hyphen.

    The separators stay as printed (``217/QĐ-TW`` is not rewritten), while :attr:`slug`, by which
    designations are compared, is the same for both styles. A designation is no identity: numbers
    restart every year, with every issuer, and every term of the Party congress.

    Attributes:
        text: the canonical text, such as ``218-QĐ/TW``.
        number: the running number with its letter suffix and leading zeros, such as ``09``.
        year: the year inside the symbol (``10/2022/QH15``), or None.
        symbol: what follows the number, such as ``QĐ/TW``.

    >>> Designation.parse("218- \nQĐ/TW").text
    '218-QĐ/TW'
    >>> Designation.parse("217/QĐ-TW").slug == Designation.parse("217-QĐ/TW").slug
    True
    >>> Designation.parse("10/2022/QH15").year
    2022
    """

    text: str
    number: str
    year: int | None
    symbol: str

    @classmethod
    def parse(cls, text: str) -> "Designation":
        """Returns the designation that the whole text is.

        Args:
            text: a number and symbol; inner spaces and line breaks are allowed.

        Raises:
            InvalidIdentifier: the text is no number and symbol.

        >>> Designation.parse("33")
        Traceback (most recent call last):
        ...
        danvan_graph.errors.InvalidIdentifier: “33” không phải là số, ký hiệu văn bản; hãy viết như 33/CT-TTg hoặc 25-NQ/TW.
        """
        closed = _close_up(tidy(text[: _LONGEST + 1]))
        match = _FORM.fullmatch(closed) if len(text) <= _LONGEST else None
        latin = _LATIN.issuperset(closed) or fold(closed).isascii()
        if match is None or not latin:  # a Cyrillic “СТ” is no “CT”
            raise InvalidIdentifier(
                f"“{closed[:80]}” không phải là số, ký hiệu văn bản; "
                "hãy viết như 33/CT-TTg hoặc 25-NQ/TW.",
                f"“{closed[:80]}” is not a document number; write it like 33/CT-TTg.",
            )
        year = int(match["year"]) if match["year"] else None
        return cls(closed, match["number"], year, match["symbol"])

    @property
    def slug(self) -> str:
        """The form by which designations are compared: ``09/KH-UBND`` gives ``9-kh-ubnd``."""
        whole = slug(self.text)
        return _LEADING_ZEROS.sub("", whole) if whole.startswith("0") else whole

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of kind and issuer in order, such as ``("QĐ", "TW")``."""
        return tuple(self.symbol.replace("/", "-").split("-"))

    def __str__(self) -> str:
        return self.text
