"""What the codes of a number and symbol tell of the place its series belongs to."""

from collections.abc import Iterable
from contextlib import suppress

from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.keys import CENTRE
from danvan_graph.records.register import IssuerCode
from danvan_graph.resolve.variants import CENTRAL_CODES

_STATE = frozenset({"UBND", "HĐND", "CTUBND", "TTHĐND", "MTTQ", "UBMTTQ", "BTT", "UBMTTQVN"})
_ENDINGS = (
    ("TW", CENTRE),
    ("TƯ", CENTRE),
    ("TWMTTQVN", CENTRE),
    ("TU", "tinh"),
    ("HU", "huyen"),
    ("ĐU", "xa"),
)
_DEPARTMENT = "S"
_REMEMBERED = 4096  # symbols asked for before; a country has some hundreds
WORDS = "words"
"""The series of a code such as UBND belongs to whichever unit the issuer's words name."""


class Symbols:
    """The codes of issuers, and the levels they tell.

    Args:
        codes: the register's codes of issuers.

    >>> symbols = Symbols(())
    >>> [symbols.level(Designation.parse(n)) for n in ("25-NQ/TW", "10/2022/QH15", "49-KH/UBND-BDVTU")]
    ['vn', 'vn', 'tinh']
    >>> symbols.level(Designation.parse("1494/TTr-SNV")), symbols.level(Designation.parse("27/KH-UBND"))
    ('tinh', 'words')
    """

    def __init__(self, codes: Iterable[IssuerCode]) -> None:
        listed = list(codes)
        central = {c.code.upper() for c in listed if c.levels == ("trung-uong",)}
        self._central = central | {code.upper() for code in CENTRAL_CODES}
        self._told: dict[str, str | None] = {}
        self._departments = {c.code.upper() for c in listed if (c.body or "").startswith("so-")}

    def level(self, number: Designation) -> str | None:
        """Returns ``vn``, a level, ``words``, or None where no code is known.

        A joint symbol is of the most certain of its codes: BDVTU tells the province, UBND does not.
        """
        with suppress(KeyError):
            return self._told[number.symbol]
        levels = [level for code in number.codes if (level := self._level(code.upper()))]
        certain = [level for level in levels if level != WORDS]
        if len(self._told) >= _REMEMBERED:
            self._told.clear()
        told = self._told[number.symbol] = next(iter(certain), WORDS if levels else None)
        return told

    def _level(self, code: str) -> str | None:
        if code in _STATE:
            return WORDS
        bare = code.rstrip("0123456789")
        if code in self._central or bare in self._central:
            return CENTRE
        for ending, level in _ENDINGS:
            if code.endswith(ending):
                return level
        if code in self._departments or _is_department(code):
            return "tinh"
        return None


def _is_department(code: str) -> bool:
    """Returns whether a code has the form of a Sở: SNV, STC, SGDĐT."""
    return code.startswith(_DEPARTMENT) and 3 <= len(code) <= 8 and code.isalpha()
