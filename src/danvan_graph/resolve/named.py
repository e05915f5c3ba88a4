"""Instruments cited by name: laws, congress resolutions, programmes, what a decision approves."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.folding import fold
from danvan_graph.identifiers.keys import CENTRE, InstrumentKey
from danvan_graph.records.citation import Citation
from danvan_graph.resolve import confidence as sure
from danvan_graph.resolve.decision import OPEN, Decision, one_of
from danvan_graph.resolve.ground import Ground
from danvan_graph.resolve.knowledge import Knowledge
from danvan_graph.resolve.misprints import known_twins, law_slip, too_late
from danvan_graph.resolve.register import Known, folded_name
from danvan_graph.resolve.siting import Siting
from danvan_graph.resolve.topics import Topics, likeness
from danvan_graph.resolve.variants import CENTRAL_KINDS, LAW_ALIASES

_CONGRESS = "nghi-quyet-dai-hoi"
_PROGRAMME = "chuong-trinh-phoi-hop"
_RESOLUTION = "nghi-quyet"
_APPROVES = "phe-duyet"
_LIKE = 0.8  # part of a title's words that makes an instrument a candidate for a name
_NUMERAL = re.compile(
    r"(?:lần thứ|khóa|khoá|đại hội)\s+(?P<numeral>[IVXL]{1,6}|\d{1,2})(?!\w)", re.IGNORECASE
)
_TERM = re.compile(r"nhiệm kỳ\s+(?P<from>\d{4})\s?-\s?(?P<to>\d{4})", re.IGNORECASE)
_UNIT = re.compile(
    r"đảng bộ\s+(?P<unit>tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)(?!\w)",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"(?<!\w)(?:mặt trận|mttq|(?:công|liên)\s+đoàn|đoàn\s+(?:thanh niên|tncs)|(?<!đại )hội|"
    r"thanh niên|phụ nữ|nông dân|cựu chiến binh)(?!\w)",
    re.IGNORECASE,
)
_BELOW_COUNTRY = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|trường)(?!\w)",
    re.IGNORECASE,
)
_ANY_LEVEL = re.compile(r"các cấp", re.IGNORECASE)
_INITIALS = re.compile(r"\s*\([A-ZĐ]{2,8}\)")  # "cải cách hành chính (CCHC)"
_YEAR = re.compile(r",?\s+năm\s+(?P<year>\d{4})$", re.IGNORECASE)


def congress_name(name: str) -> str:
    """Returns the one name under which a congress resolution is kept.

    >>> congress_name("Nghị quyết đại hội Đảng lần thứ XIII")
    'Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII'
    >>> congress_name("Nghị quyết Đại hội Đảng bộ xã Ví Dụ nhiệm kỳ 2020-2025")
    'Nghị quyết Đại hội đại biểu Đảng bộ xã nhiệm kỳ 2020 - 2025'
    """
    numeral, term, unit = (p.search(name) for p in (_NUMERAL, _TERM, _UNIT))
    parts = [
        "Nghị quyết Đại hội đại biểu",
        f"Đảng bộ {unit['unit'].lower()}" if unit else "toàn quốc",
    ]
    if numeral:
        parts.append(f"lần thứ {numeral['numeral'].upper()}")
    elif term:
        parts.append(f"nhiệm kỳ {term['from']} - {term['to']}")
    return " ".join(parts)


@lru_cache(1024)  # documents name the same laws again and again
def law_name(name: str) -> tuple[str, DocumentDate | None]:
    """Returns the name of a law without its year, and the year.

    >>> law_name("Luật Khiếu nại năm 2011")
    ('Luật Khiếu nại', DocumentDate(year=2011, month=None, day=None))
    >>> law_name("Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam")[0]
    'Hiến pháp'
    """
    match = _YEAR.search(name)
    bare = name[: match.start()] if match else name
    year = DocumentDate(int(match["year"])) if match else None
    return LAW_ALIASES.get(fold(bare), bare), year


class Names:
    """Decides what the names of one document mean.

    Args:
        knowledge: the tables.
        ground: where the document stands.
        days: the first and the last day on which the document may have been issued, ISO 8601.
        topics: the document and the words that stand with its citations.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        ground: Ground,
        days: tuple[str, str],
        topics: Topics,
    ) -> None:
        self._dated_laws = dict(_dated_laws(topics.record.citations))
        self._topics = topics
        self._knowledge = knowledge
        self._ground = ground
        self._earliest, self._latest = days
        self._siting = Siting(knowledge, ground)

    def decide(self, citation: Citation, hosts: Mapping[int, InstrumentKey]) -> Decision:
        """Returns what a name means.

        Args:
            citation: a citation without number.
            hosts: what the citations with a number mean, by their start.
        """
        if citation.name is None:
            return OPEN
        ways = {_CONGRESS: self._congress, _PROGRAMME: self._programme}
        way = self._law if citation.kind in CENTRAL_KINDS else ways.get(citation.kind)
        if way:
            return way(citation, citation.name)
        host = hosts.get(citation.host) if citation.host is not None else None
        if host and citation.relation == _APPROVES:
            name = _INITIALS.sub("", citation.name)
            return Decision(InstrumentKey.of(host.place, _date(host), name), sure=sure.NAME_OF_HOST)
        if known := self._before(self._knowledge.register.called(citation.name), citation.date):
            return self._called(citation, known)
        return self._registered(citation, citation.name)

    def _called(self, citation: Citation, known: tuple[Known, ...]) -> Decision:
        """Returns which instrument people call so.

        A plenum passes several resolutions, and the register need not know all: one is meant
        where the words behind it or the subject of the document are its title.
        """
        meant = known
        if citation.kind == _RESOLUTION:
            meant = self._topics.best(citation, known) or self._topics.of_subject(known)
        if len(meant) != 1:
            return Decision(candidates=tuple(sorted(k.key for k in known)))
        return Decision(meant[0].key, sure=sure.NICKNAME)

    def _law(self, citation: Citation, words: str) -> Decision:
        name, year = law_name(words)
        stated = citation.date or year or self._dated_laws.get(folded_name(name))
        known = [k for k in self._knowledge.register.named(CENTRE, name) if k.before(self._latest)]
        if stated:
            same = [k for k in known if k.key.when.startswith(str(stated))]
            if same:
                return self._standing(same)
            if slip := law_slip(citation, stated, known):
                return slip
            key = InstrumentKey.of(CENTRE, stated, name)
            if str(stated) > self._latest[: len(str(stated))]:
                return Decision(candidates=(key,), issues=(too_late(citation, stated),))
            return Decision(key, sure=sure.NAME_ALONE)
        if known:
            return self._standing(known)
        return Decision(InstrumentKey.of(CENTRE, None, name), sure=sure.NAME_ALONE)

    def _standing(self, known: Sequence[Known]) -> Decision:
        """Returns which of the laws of one name stood on the day of the document.

        One that was issued by then may be meant as well where it came into force later, or
        nobody knows when.
        """
        keys = known_twins(tuple(known))
        if len(keys) == 1:
            return one_of(keys, sure.NAME_REGISTERED)
        dated = [k for k in known if k.key in keys]
        since = (k.in_force for k in dated if k.in_force and k.in_force <= self._earliest)
        newest = max(since, default="")
        standing = (k.key for k in dated if (k.in_force or k.key.when) >= newest)
        return one_of(tuple(standing), sure.NAME_IN_FORCE)

    def _congress(self, citation: Citation, words: str) -> Decision:
        name = congress_name(words)
        if _ANY_LEVEL.search(words) or not (_NUMERAL.search(words) or _TERM.search(words)):
            return OPEN
        if _OF_OTHERS.search(words):
            # where the congress of a province's union stands, its name does not say for sure
            below = _BELOW_COUNTRY.search(words)
            return self._kept(None if below else CENTRE, words, citation.date)
        if not _UNIT.search(words):
            place: str | None = CENTRE
        else:
            units = [u for u in self._knowledge.units_in(words) if not u.many]
            codes = self._ground.find(units[0], self._ground.day) if units else frozenset()
            place = next(iter(codes)) if len(codes) == 1 else None
        return self._kept(place, name, citation.date)

    def _programme(self, citation: Citation, name: str) -> Decision:
        day = self._ground.day
        site = self._siting.worded(citation.issuer or name, self._ground, day)
        return self._kept(site.place, name, citation.date)

    def _kept(self, place: str | None, name: str, date: DocumentDate | None) -> Decision:
        """Returns the registered instrument of that name and place, else a key made of them."""
        if place is None:
            return OPEN
        known = self._before(self._knowledge.register.named(place, name), date)
        if known:
            return one_of(known_twins(known), sure.NAME_REGISTERED)
        return Decision(InstrumentKey.of(place, date, name), sure=sure.NAME_ALONE)

    def _before(self, known: Iterable[Known], date: DocumentDate | None) -> tuple[Known, ...]:
        when = str(date) if date else ""
        return tuple(k for k in known if k.before(self._latest) and k.key.when.startswith(when))

    def _places(self) -> list[str]:
        chains = self._ground.chains(self._ground.day)
        return [row.key.code for chain in chains for row in chain] + [CENTRE]

    def _registered(self, citation: Citation, name: str) -> Decision:
        """Returns the one instrument of that name here; those of a like title are only candidates."""
        here = self._ground.place
        known = (
            self._before(self._knowledge.register.named(here, name), citation.date) if here else ()
        )
        keys = set(known_twins(known)) | set(self._like(citation, name))
        return (
            one_of(tuple(keys), sure.NAME_REGISTERED)
            if known
            else Decision(candidates=tuple(sorted(keys)))
        )

    def _like(self, citation: Citation, name: str) -> Iterator[InstrumentKey]:
        """Yields instruments of that kind, here or above, whose title is like the name."""
        words = frozenset(folded_name(name).split())
        for place in self._places():
            for known in self._knowledge.register.of_place(place):
                if known.kind != citation.kind or not known.before(self._latest):
                    continue
                if likeness(words, known.title or "") >= _LIKE:
                    yield known.key


def _dated_laws(citations: Iterable[Citation]) -> Iterator[tuple[str, DocumentDate]]:
    """Yields the laws of which a document gives one date or year only, by folded name."""
    dates: dict[str, set[DocumentDate]] = {}
    for citation in citations:
        if citation.name and citation.kind in CENTRAL_KINDS:
            name, year = law_name(citation.name)
            if stated := citation.date or year:
                dates.setdefault(folded_name(name), set()).add(stated)
    yield from ((name, found.pop()) for name, found in dates.items() if len(found) == 1)


def _date(key: InstrumentKey) -> DocumentDate | None:
    return None if key.when == "undated" else DocumentDate.parse(key.when)
