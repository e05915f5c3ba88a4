"""Puts the mentions of a text together: what belongs to each, what stands in what, what it says."""

import itertools
from collections.abc import Sequence

from danvan_graph.parse.citing.dates import (
    IMPOSSIBLE,
    date_after_verb,
    date_before,
    date_behind,
    year_behind,
)
from danvan_graph.parse.citing.issuers import issuer_before, issuer_behind
from danvan_graph.parse.citing.mention import Mention
from danvan_graph.parse.citing.names import NameScanner
from danvan_graph.parse.citing.numbers import NumberScanner
from danvan_graph.parse.words.lexicon import Lexicon

LAWS = frozenset({"luat", "bo-luat", "phap-lenh", "hien-phap", "dieu-le-dang"})
_JOINT = (", ", " và ", ", và ", " và các ", ", số ", " và số ", ",", " và các Nghị quyết số ")


class CitationScanner:
    """Finds every instrument a text names, with its date and issuer.

    Args:
        lexicon: the words of the grammar.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._numbers = NumberScanner(lexicon)
        self._names = NameScanner(lexicon)

    def scan(self, flat: str) -> list[Mention]:
        """Returns the mentions of the flat text in order, none overlapping another."""
        numbered = list(self._numbers.scan(flat))
        named = _with_numbers(list(self._names.scan(flat)), numbered, flat)
        mentions = _disjoint([*named, *numbered])
        for index, mention in enumerate(mentions):
            limit = mentions[index + 1].start if index + 1 < len(mentions) else len(flat)
            _attach(flat, mention, limit)
        _share(flat, mentions)
        return mentions


def _with_numbers(named: list[Mention], numbered: list[Mention], flat: str) -> list[Mention]:
    """Joins "Luật Tố cáo" and the number behind it into one mention."""
    starts = {m.start: m for m in numbered if "elliptical-type" in m.flags or m.kind in LAWS}
    for mention in named:
        if mention.kind not in LAWS:
            continue
        tail = flat[mention.end : mention.end + 12]
        gap = len(tail) - len(tail.lstrip(" ,("))
        rest = tail[gap:]
        word = next((w for w in ("số: ", "số ", "SỐ ", "so ", "số") if rest.startswith(w)), "")
        number = starts.get(mention.end + gap + len(word))
        if number and (word or gap):
            mention.end, mention.number = number.end, number.number
            mention.flags += [f for f in number.flags if f != "elliptical-type"]
            numbered.remove(number)
    for number in numbered:
        _bare_law(number, flat)
    return named


def _bare_law(number: Mention, flat: str) -> None:
    """Gives "Luật số 87/2025/QH15" its word."""
    if "elliptical-type" not in number.flags or number.kind != "luat":
        return
    before = flat[max(0, number.start - 18) : number.start]
    for word, kind in (
        ("Bộ luật", "bo-luat"),
        ("Luật", "luat"),
        ("Pháp lệnh", "phap-lenh"),
        ("LUẬT", "luat"),
    ):
        for joint in (" số ", " số: ", " SỐ ", " so ", " "):
            if before.endswith(word + joint):
                number.start -= len(word + joint)
                number.kind = kind
                number.flags.remove("elliptical-type")
                return


def _disjoint(mentions: list[Mention]) -> list[Mention]:
    """Keeps the longer of two mentions that overlap, in text order."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _attach(flat: str, mention: Mention, limit: int) -> None:
    """Notes the date and the issuer that stand with a mention."""
    mention.reach = mention.end
    dated = date_behind(flat, mention, mention.end)
    if mention.kind in LAWS and not dated:
        dated = year_behind(flat, mention, mention.end)
    found = issuer_behind(flat, mention.reach, limit)
    if found:
        mention.issuer = mention.issuer or found[0]
        mention.reach = max(mention.reach, found[1])
        dated = dated or date_behind(flat, mention, mention.reach)
    if not dated and mention.kind in LAWS:
        by = date_after_verb(flat, mention, limit)
        dated = by is not None
        mention.issuer = mention.issuer or by or None
    if not dated and (issuer := date_before(flat, mention)):
        mention.issuer = mention.issuer or issuer
    if mention.issuer is None and (before := issuer_before(flat, mention.start)):
        mention.issuer = before
        mention.flags.append("issuer-before")


def _share(flat: str, mentions: Sequence[Mention]) -> None:
    """Gives a date or issuer stated once to all the mentions it is stated for."""
    for mention, following in reversed(list(itertools.pairwise(mentions))):
        between = flat[mention.reach : following.start]
        if between not in _JOINT:
            continue
        if mention.bare and following.bare and (mention.kind == following.kind or "và" in between):
            mention.issuer = mention.issuer or following.issuer
            continue
        if mention.number is None or following.number is None:
            continue
        if following.issuer is None and "issuer-before" in mention.flags:
            following.issuer = mention.issuer
            following.flags.append("shared-issuer")
        one_body = mention.number.codes[-1] == following.number.codes[-1]
        alike = one_body and mention.kind == following.kind
        joined = one_body and " và" in between  # "Nghị quyết số … và Nghị định số … của Chính phủ"
        if (alike or joined) and mention.issuer is None and following.issuer:
            mention.issuer = following.issuer
            mention.flags.append("shared-issuer")
        if not alike:
            continue
        if (
            mention.date is None
            and following.date
            and (
                " và" in between
                or "elliptical-type" in following.flags
                or _next_to(mention, following)
            )
            and mention.number.codes == following.number.codes
        ):
            mention.date = following.date
            mention.date_start, mention.date_end = following.date_start, following.date_end
            mention.flags.append("shared-date")
            mention.flags += [flag for flag in following.flags if flag == IMPOSSIBLE]


def _next_to(mention: Mention, following: Mention) -> bool:
    """Returns whether two numbers follow each other, as those of papers signed on one day do."""
    if mention.number is None or following.number is None:
        return False
    first, second = mention.number.number, following.number.number
    return first.isdecimal() and second.isdecimal() and int(second) - int(first) == 1
