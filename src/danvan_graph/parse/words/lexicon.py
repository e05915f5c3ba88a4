"""The words the grammar is made of, taken from the registers so that data can extend it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from danvan_graph.records.register import IssuerCode, Kind, LawNames

_VARIANTS = {
    "Kế hoạch hành động": "ke-hoach",
    "Kế hoạch liên tịch": "ke-hoach",
    "Kế hoạch liên ngành": "ke-hoach",
    "Kế hoạch phối hợp": "ke-hoach",
    "Chương trình hành động": "chuong-trinh",
    "Chương trình công tác": "chuong-trinh",
    "Quyết định liên tịch": "quyet-dinh",
    "Hướng dẫn liên ngành": "huong-dan",
    "Hướng dẫn liên tịch": "huong-dan",
    "Thông báo kết luận": "thong-bao",
    "Thông báo Kết luận": "thong-bao",
    "Báo cáo thẩm định": "bao-cao",
    "Báo cáo thẩm tra": "bao-cao",
    "Quy chế phối hợp": "quy-che",
    "Công điện khẩn": "cong-dien",
    "Công văn hỏa tốc": "cong-van",
    "Văn bản": "cong-van",
    "Thông tư liên bộ": "thong-tu-lien-tich",
}
_LAWS = frozenset({"luat", "bo-luat", "phap-lenh", "hien-phap", "dieu-le-dang"})
_SPACES = r"\s+"


def _wide(word: str) -> str:
    """Returns a pattern for a phrase in any spacing."""
    return _SPACES.join(re.escape(part) for part in word.split())


def longest_first(words: Iterable[str]) -> str:
    """Returns a pattern that takes the longest of several phrases."""
    return "|".join(_wide(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


def _forms(name: str) -> Iterator[str]:
    """Yields the name of a law in small letters, and with the usual abbreviations."""
    whole = name.lower()
    yield whole
    short = whole.replace("hội đồng nhân dân", "hđnd").replace("ủy ban nhân dân", "ubnd")
    if short != whole:
        yield short


@dataclass(frozen=True)
class Lexicon:
    """What the grammar knows of words.

    Attributes:
        kinds: slug of each kind of document by its word in lower case.
        kind_words: pattern of all words for kinds, the longest first, in any case.
        codes: each code in its correct capitals, by its capitals.
        kind_codes: the codes that stand for kinds, in capitals.
        kind_of_code: the kinds a code may stand for.
        law_names: pattern of all names of laws, the longest first, in any case.
        law_kinds: slug of the kind of each name of a law, in lower case.
        party_codes: the codes that stand for bodies of the Party, in capitals.
    """

    kinds: Mapping[str, str]
    kind_words: str
    codes: Mapping[str, str]
    kind_codes: frozenset[str]
    kind_of_code: Mapping[str, frozenset[str]]
    law_names: str
    law_kinds: Mapping[str, str]
    party_codes: frozenset[str]

    @classmethod
    def of(
        cls, kinds: Iterable[Kind], issuers: Iterable[IssuerCode], laws: Iterable[LawNames]
    ) -> "Lexicon":
        """Returns the lexicon of the registers."""
        known = tuple(kinds)
        slugs = {k.slug for k in known}
        words = {k.vi: k.slug for k in known if k.slug not in _LAWS}
        words.update({w: s for w, s in _VARIANTS.items() if s in slugs})
        codes: dict[str, str] = {}
        of_code: dict[str, set[str]] = {}
        issued = tuple(issuers)
        for kind in known:
            for code in (*kind.abbreviations, *kind.variants):
                codes.setdefault(code.upper(), code)
                of_code.setdefault(code.upper(), set()).add(kind.slug)
        for issuer in issued:
            codes.setdefault(issuer.code.upper(), issuer.code)
        named = {
            form: group.kind for group in laws for name in group.names for form in _forms(name)
        }
        return cls(
            kinds={w.lower(): s for w, s in words.items()},
            kind_words=longest_first(words),
            codes=codes,
            kind_codes=frozenset(of_code),
            kind_of_code={c: frozenset(s) for c, s in of_code.items()},
            law_names=longest_first(named),
            law_kinds=named,
            party_codes=frozenset(i.code.upper() for i in issued if i.branch == "dang"),
        )

    def kind(self, words: str) -> str:
        """Returns the slug of a kind by the words a text has for it."""
        return self.kinds[" ".join(words.lower().split())]

    def cased(self, code: str) -> str:
        """Returns a code in its correct capitals; an unknown one stays unless it is lower case.

        A code with digits (``QH15``) is cased by its letters.
        """
        stem = code.rstrip("0123456789")
        known = self.codes.get(stem.upper())
        if known:
            return known + code[len(stem) :]
        return code.upper() if code.islower() and len(code) > 2 else code
