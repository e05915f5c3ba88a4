"""What stands above a document's text: kind, number, date, issuer, title; below it the signature."""

import re

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.parse.head.issuing import (
    Named,
    authority,
    completed,
    issuing_sentence,
    leaders,
    mended,
)
from danvan_graph.parse.head.letterhead import Issuer, read_letterhead
from danvan_graph.parse.head.level import (
    has_departments,
    level_of_codes,
    level_of_name,
    level_of_text,
)
from danvan_graph.parse.head.signature import find_signature, signing_body
from danvan_graph.parse.layout.lines import printed
from danvan_graph.parse.layout.marks import DateLine, dated_line
from danvan_graph.parse.layout.zones import Zones
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.records.agent import Agent
from danvan_graph.records.header import Header, Stated
from danvan_graph.records.text import Text

_LETTER = "cong-van"
_YEAR = re.compile(r"(?<!\d)năm\s+(20\d\d)(?!\s?-\s?\d|\d)", re.IGNORECASE)
_DATED = re.compile(r"(?:tháng\s+\d{1,2}\s+|/)$", re.IGNORECASE)
_LOOSE_YEAR = re.compile(r"(?<![\d/.\-])(?<!- )(20\d\d)(?![\d/\-]|\s?-\s?\d)")
_ISSUED_KIND = re.compile(r"(?:ban hành|xây dựng|Trên đây là)\s+(?P<kind>\w+\s\w+)(?!\w)")
_ADOPTED = re.compile(r"thông qua\s+(?P<date>ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})")
_DAY = re.compile(r"tháng\s+\d{1,2}\s+năm\s+\d{4}", re.IGNORECASE)
_TAIL = 2500
_SHORT = 16


def _kind(text: Text, zones: Zones, lexicon: Lexicon) -> Stated[str]:
    """Returns the kind: by its word, else by the symbol, else by the sentence that issues."""
    if zones.kind:
        return Stated(zones.kind.slug, text.span(*zones.kind.at))
    number = zones.marks.number
    if number and number.codes:
        kinds = lexicon.kind_of_code.get(number.codes[0].upper(), frozenset())
        return Stated(min(kinds, key=lambda k: (len(k), k)) if kinds else _LETTER)
    match = _ISSUED_KIND.search(text.flat, zones.title[1])
    slug = lexicon.kinds.get(match["kind"].lower()) if match and not zones.title[1] else None
    return Stated(slug or _LETTER)


def _title(text: Text, zones: Zones) -> Stated[str]:
    start, end = zones.title
    if start == end:
        return Stated("")
    return Stated(printed(text, start, end), text.span(start, end))


def _dated(zones: Zones) -> DateLine | None:
    """Returns the place-date line of the letterhead, else the one above the signature."""
    start, end = zones.title[1], zones.annexes[0]
    own = (ln for ln in reversed(zones.lines) if ln.start >= start and not 0 < end <= ln.start)
    return zones.marks.dated or next(filter(None, map(dated_line, own)), None)


def _date(text: Text, zones: Zones, dated: DateLine | None) -> Stated[DocumentDate] | None:
    """Returns the date of the place-date line, else of the vote a law or resolution tells of."""
    if dated:
        return Stated(dated.date, text.span(*dated.at)) if dated.date else None
    end = zones.closing[1]
    adopted = list(_ADOPTED.finditer(text.flat, max(zones.body[0], end - _TAIL), end))
    if not adopted:
        return None
    try:
        value = DocumentDate.parse(adopted[-1]["date"])
    except InvalidIdentifier:
        return None
    return Stated(value, text.span(*adopted[-1].span("date")))


def _place(text: Text, dated: DateLine | None) -> Stated[str] | None:
    if dated is None or dated.place_at is None:
        return None
    return Stated(printed(text, *dated.place_at), text.span(*dated.place_at))


def _year(title: str, date: Stated[DocumentDate] | None, dated: DateLine | None) -> int | None:
    """Returns the year the title names, else the year of issue.

    Years of cited instruments ("ngày 26/11/2021") and periods ("2021-2025") do not count.
    """
    flat = re.sub(r"[–—]", "-", title)
    for match in _YEAR.finditer(flat):
        if not _DATED.search(flat[max(0, match.start() - _SHORT) : match.start()]):
            return int(match[1])
    if date:
        return date.value.year
    if dated:
        return dated.year
    loose = _LOOSE_YEAR.findall(_DAY.sub("", flat))
    return int(loose[-1]) if loose else None


def _named(text: Text, zones: Zones, title: str, place: str | None) -> Named | None:
    """Returns the issuer of a document without letterhead, its name completed where needed."""
    start, end = max(zones.title[1], zones.head[1]), zones.preamble[1]
    found = authority(zones.lines, start, end) or issuing_sentence(
        text.flat, start, max(end, start + 1500)
    )
    if found is None:
        words = signing_body(zones)
        found = Named(words, None) if words else None
    if found is None:
        return None
    closing = text.flat[zones.closing[0] : zones.closing[1]] + " " + text.flat[start:end]
    whole = completed(mended(found.name), title, place, closing)
    return Named(whole, found.at if whole == found.name else None)


def _issuers(text: Text, zones: Zones, title: str, place: str | None) -> tuple[Issuer, ...]:
    heads = read_letterhead(text, zones.lines, zones.marks, zones.head[1])
    if len(heads) == 1 and heads[0].name in (
        "Ban Chấp hành Trung ương",
        "Ban Chấp hành Trung ương Đảng",
    ):
        start = max(zones.title[1], zones.head[1])
        signs = signing_body(zones)
        inner = Named(signs, None) if signs in ("Bộ Chính trị", "Ban Bí thư") else None
        inner = inner or leaders(text.flat, start, max(zones.preamble[1], start + _TAIL))
        return (Issuer(inner.name, heads[0].name, inner.at or heads[0].at),) if inner else heads
    if heads:
        return tuple(_with_unit(head, title) for head in heads)
    named = _named(text, zones, title, place)
    return (Issuer(named.name, "", named.at),) if named else ()


def _with_unit(head: Issuer, title: str) -> Issuer:
    """Returns an issuer of the letterhead with the unit that only the title names."""
    if not re.search(r"(?:nhân dân|Tổ quốc Việt Nam)$", head.name):
        return head
    whole = completed(head.name, title, None, "")
    return Issuer(whole, head.superior, head.at) if whole != head.name else head


def _level(text: Text, zones: Zones, issuers: tuple[Issuer, ...], date: DocumentDate | None) -> str:
    """Returns the level by the issuer, else by the symbol, else by what the text speaks of."""
    number = zones.marks.number
    coded = level_of_codes(number.codes) if number else None
    for issuer in issuers:
        level = level_of_name(issuer.name, issuer.superior, date)
        level = level or (level_of_name(issuer.superior) if issuer.superior else None)
        if level:
            if coded == "tinh" and "thành ủy" in issuer.name.lower():
                return "tinh"
            city = "thành phố" in issuer.name and "tỉnh" not in issuer.superior.lower()
            return "tinh" if city and level == "huyen" and has_departments(text.flat) else level
    return coded or level_of_text(text.flat)


def _agent(text: Text, issuer: Issuer) -> Agent:
    return Agent(issuer.name, (), text.span(*issuer.at) if issuer.at else None)


def read_header(text: Text, zones: Zones, lexicon: Lexicon) -> Header:
    """Returns what letterhead, title and foot say of a document; None for what they do not.

    Args:
        text: the text.
        zones: its parts.
        lexicon: the words of the grammar.
    """
    number, title, dated = zones.marks.number, _title(text, zones), _dated(zones)
    date, place = _date(text, zones, dated), _place(text, dated)
    issuers = _issuers(text, zones, title.value, place.value if place else None)
    return Header(
        kind=_kind(text, zones, lexicon),
        number=Stated(number.number, text.span(*number.value_at))
        if number and number.number
        else None,
        date=date,
        year=_year(title.value, date, dated),
        issuers=tuple(_agent(text, issuer) for issuer in issuers),
        place=place,
        level=_level(text, zones, issuers, date.value if date else None),
        title=title,
        signature=find_signature(text, zones, [issuer.name for issuer in issuers]),
    )
