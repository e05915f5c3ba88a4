"""The place whose series a cited number belongs to."""

from dataclasses import dataclass, field

from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import CENTRE
from danvan_graph.records.citation import Citation
from danvan_graph.records.issue import Issue
from danvan_graph.resolve import confidence as sure
from danvan_graph.resolve.gazetteer import LEVELS
from danvan_graph.resolve.ground import Ground
from danvan_graph.resolve.knowledge import Knowledge
from danvan_graph.resolve.symbols import WORDS
from danvan_graph.resolve.variants import CENTRAL_KINDS


def iso_day(date: DocumentDate) -> str:
    """Returns a day on which the names of a date are read; 30 June where only the year is known.

    >>> iso_day(DocumentDate(2023)), iso_day(DocumentDate(2023, 5))
    ('2023-06-30', '2023-05-28')
    """
    if date.day:
        return str(date)
    return f"{date.year}-{date.month:02d}-28" if date.month else f"{date.year}-06-30"


@dataclass(frozen=True, slots=True)
class Site:
    """The places a number may belong to.

    Attributes:
        places: codes or ``vn``; one when it is certain, none when nothing is known.
        sure: how sure the place is, where there is one.
        issues: what looks wrong about issuer and code.
    """

    places: tuple[str, ...]
    sure: float = 0.0
    issues: tuple[Issue, ...] = field(default=())

    @property
    def place(self) -> str | None:
        """The place when it is certain, else None."""
        return self.places[0] if len(self.places) == 1 else None


_NOWHERE = Site(())
_CENTRE = Site((CENTRE,), sure.PLACE_OF_SYMBOL)
_RIGHT_CODES = {"xa": "ĐU", "huyen": "HU"}


class Siting:
    """Finds the places of the numbers one document cites.

    Args:
        knowledge: the tables.
        ground: where the document stands.
    """

    def __init__(self, knowledge: Knowledge, ground: Ground) -> None:
        self._knowledge = knowledge
        self._ground = ground

    def site(self, citation: Citation, host: str | None) -> Site:
        """Returns the places whose series a citation's number may belong to.

        Args:
            citation: the citation.
            host: the place of the citation in whose title it stands, or None.
        """
        if citation.number is None or citation.kind in CENTRAL_KINDS:
            return _CENTRE if citation.kind in CENTRAL_KINDS else _NOWHERE
        level = self._knowledge.symbols.level(citation.number)
        if level == CENTRE:
            return _CENTRE
        day = min(self._stated_day(citation, citation.number), self._ground.day)
        for ground in self._grounds(host, day):
            site = self._local(citation, level, ground, day)
            if site.places:
                return site
        return _NOWHERE

    def _stated_day(self, citation: Citation, number: Designation) -> str:
        """Returns the day at which the issuer's words are read: of the date, else of the symbol's year."""
        date = citation.date or (DocumentDate(number.year) if number.year else None)
        return iso_day(date) if date else self._ground.day

    def _grounds(self, host: str | None, day: str) -> list[Ground]:
        """Returns from where relative words are read: a local host first, then the document."""
        row = self._knowledge.gazetteer.at(host, day) if host and host != CENTRE else None
        hosts = [Ground(self._knowledge.gazetteer, day, (row,))] if row else []
        return [*hosts, self._ground]

    def _local(self, citation: Citation, level: str | None, ground: Ground, day: str) -> Site:
        worded = self.worded(citation.issuer, ground, day) if citation.issuer else None
        if worded and worded.places:
            return self._checked(citation, level, worded, day)
        if worded and citation.issuer and self._knowledge.words_unit(citation.issuer):
            return worded  # a unit is worded, but which it is remains open
        if level in LEVELS:
            return Site(tuple(sorted(ground.relative((level,), (), day))), sure.PLACE_OF_LEVEL)
        return self._silent(ground, day) if level == WORDS else _NOWHERE

    def worded(self, words: str, ground: Ground, day: str) -> Site:
        """Returns the places that the words for an issuer tell."""
        if self._knowledge.is_central(words):
            return _CENTRE
        units = [u for u in self._knowledge.units_in(words) if not u.many]
        if not units:
            return self._by_body(words, ground, day)
        found = ground.find(units[0], day)
        sureness = sure.PLACE_NAMED if units[0].named else sure.PLACE_RELATIVE
        return Site(tuple(sorted(found)), sureness)

    def _by_body(self, words: str, ground: Ground, day: str) -> Site:
        """Returns the places of an issuer worded without a unit: "Sở Nội vụ", "Đảng ủy"."""
        levels = self._knowledge.levels_of(words)
        if levels is None:
            return _NOWHERE
        found = ground.relative(levels, (), day) if levels else ground.own(day)
        return Site(tuple(sorted(found)), sure.PLACE_RELATIVE)

    def _silent(self, ground: Ground, day: str) -> Site:
        """Returns the places of UBND without an issuer: a province's own, else any above."""
        chains = ground.chains(day)
        places = tuple(dict.fromkeys(row.key.code for chain in chains for row in chain))
        return Site(places, sure.PLACE_ASSUMED)

    def _checked(self, citation: Citation, level: str | None, site: Site, day: str) -> Site:
        """Returns the site, with an issue where the code is another level's than the issuer."""
        row = self._knowledge.gazetteer.at(site.places[0], day) if site.place else None
        right = _RIGHT_CODES.get(row.level) if row else None
        if level != "tinh" or row is None or right is None or citation.number is None:
            return site
        city = row.level == "huyen" and row.kind in ("thành phố", "thị xã")
        if city or not citation.number.symbol.upper().endswith("TU"):
            return site
        expected = citation.number.text[: -len("TU")] + right
        reason = (
            f"Ký hiệu TU là của Tỉnh ủy, Thành ủy, còn cơ quan ban hành được ghi là “{citation.issuer}”; "
            f"ký hiệu đúng có thể là {expected}."
        )
        issue = Issue(citation.at, "sai-ky-hieu", citation.number.text, expected, reason)
        return Site(site.places, sure.PLACE_AGAINST_SYMBOL, (issue,))
