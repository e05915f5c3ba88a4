"""From a cited number to the instrument it means: place, then date, then register."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.folding import fold
from danvan_graph.identifiers.keys import CENTRE, InstrumentKey
from danvan_graph.records.citation import Citation
from danvan_graph.resolve import confidence as sure
from danvan_graph.resolve.decision import OPEN, Decision, one_of
from danvan_graph.resolve.misprints import known_twins, misprint, too_late
from danvan_graph.resolve.register import Known, Register, key_of, running_number
from danvan_graph.resolve.siting import Site
from danvan_graph.resolve.topics import Topics
from danvan_graph.resolve.variants import CENTRAL_KINDS

_IMPOSSIBLE = "impossible-date"
"""The flag of a citation whose printed date no calendar has; only its year is kept."""


_CODES = (
    ("thu tuong", "-ttg"),
    ("bo chinh tri", "-tw"),
    ("ban bi thu", "-tw"),
    ("trung uong", "-tw"),
    ("chinh phu", "-cp"),
)
"""How the symbols of the centre's bodies end, by words for the body, folded."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation by number with the places it may belong to.

    Attributes:
        citation: the citation.
        number: its number.
        site: the places its series may belong to.
        slug: its number and symbol for comparison.
    """

    citation: Citation
    number: Designation
    site: Site
    slug: str


class Numbers:
    """Decides what the numbers of one document mean.

    Args:
        register: the known instruments.
        cited: every citation by number, with its site, in text order.
        latest: the last day on which the document may have been issued, ISO 8601.
        topics: the words that stand with the citations.
    """

    def __init__(
        self, register: Register, cited: Sequence[Cited], latest: str, topics: Topics
    ) -> None:
        self._register = register
        self._cited = cited
        self._latest = latest
        self._topics = topics
        self._settled = {
            cited.citation.at.start: self._dated(cited, place, date)
            for cited in cited
            if (place := cited.site.place) and (date := cited.citation.date) and date.day
        }
        self._dated_here = tuple(self._certain())

    def _certain(self) -> Iterator[tuple[Cited, str, InstrumentKey]]:
        """Yields the mentions with a day, their place and what they mean."""
        for cited in self._cited:
            decision = self._settled.get(cited.citation.at.start)
            if decision and decision.instrument and cited.site.place:
                yield cited, cited.site.place, decision.instrument

    def decide(self, cited: Cited) -> Decision:
        """Returns what a cited number means."""
        site = cited.site if cited.site.place else self._twin_site(cited)
        if site.place is None:
            decision = self._somewhere(cited, site.places)
        else:
            sited = cited if site is cited.site else replace(cited, site=site)
            decision = self._at(sited, site.place)
        if not site.issues:
            return decision
        return replace(decision, issues=(*site.issues, *decision.issues))

    def _twin_site(self, cited: Cited) -> Site:
        """Returns the place that another mention of the same number and date tells."""
        places = {
            other.site.place
            for other in self._cited
            if other.slug == cited.slug
            and cited.citation.date in (None, other.citation.date)
            and other.site.place
        }
        if len(places) == 1 and (place := places.pop()):
            return Site((place,), sure.PLACE_OF_TWIN, cited.site.issues)
        return cited.site

    def _somewhere(self, cited: Cited, places: tuple[str, ...]) -> Decision:
        """Returns the decision where the place is open: what the register has at one of them."""
        date = cited.citation.date
        keys = tuple(key_of(p, date or _year(cited), str(cited.number)) for p in places)
        known = tuple(key for key in keys if self._register.get(key))
        if date and date.day and len(known) == 1:
            return Decision(known[0], sure=sure.both(sure.PLACE_OF_TWIN, sure.DATE_STATED))
        return Decision(candidates=tuple(sorted(known or keys)))

    def _at(self, cited: Cited, place: str) -> Decision:
        if _IMPOSSIBLE in cited.citation.flags:
            return self._no_day(cited, place)
        date = cited.citation.date
        if date and date.day:
            settled = self._settled.get(cited.citation.at.start)
            return settled or self._dated(cited, place, date)
        return self._undated(cited, place)

    def _dated(self, cited: Cited, place: str, date: DocumentDate) -> Decision:
        key = key_of(place, date, str(cited.number))
        if known := self._exactly(place, key):
            late = (too_late(cited.citation, date),) if key.when > self._latest else ()
            return Decision(known, sure=sure.both(cited.site.sure, sure.REGISTERED), issues=late)
        if slip := misprint(cited.citation, cited.number, date, place, self._register):
            return slip
        if key.when > self._latest:
            return Decision(candidates=(key,), issues=(too_late(cited.citation, date),))
        if same := self._of_year(place, cited, date):
            return Decision(same, sure=sure.both(cited.site.sure, sure.DATE_OF_YEAR))
        return Decision(key, sure=sure.both(cited.site.sure, sure.DATE_STATED))

    def _no_day(self, cited: Cited, place: str) -> Decision:
        """Returns the open decision for a day that no calendar has: what bears the number that year."""
        year = cited.citation.date or _year(cited)
        same = (k.key for k in self._candidates(cited, place) if k.key.when.startswith(str(year)))
        known = tuple(dict.fromkeys(same))
        return Decision(candidates=known or (key_of(place, year, str(cited.number)),))

    def _exactly(self, place: str, key: InstrumentKey) -> InstrumentKey | None:
        """Returns the registered instrument of that day and number, aliases included."""
        named = (k.key for k in self._register.series(place, key.slug) if k.key.when == key.when)
        return next(named, None)

    def _of_year(self, place: str, cited: Cited, date: DocumentDate) -> InstrumentKey | None:
        """Returns the one instrument of the register of which only that year or month is known."""
        vague = [
            k.key
            for k in self._register.series(place, cited.slug)
            if not k.dated and str(date).startswith(k.key.when)
        ]
        return vague[0] if len(vague) == 1 else None

    def _undated(self, cited: Cited, place: str) -> Decision:
        stated = cited.citation.date or _year(cited)
        if stated and str(stated) > self._latest[: len(str(stated))]:
            key = key_of(place, stated, str(cited.number))
            return Decision(candidates=(key,), issues=(too_late(cited.citation, stated),))
        for keys, date_sure in (
            (self._twins(cited, place, stated), sure.DATE_OF_TWIN),
            (self._in_year(cited, place, stated), sure.DATE_IN_SYMBOL),
            (self._in_term(cited, place), sure.DATE_OF_TERM),
            (self._on_topic(cited, place, stated), sure.DATE_OF_TOPIC),
            (self._of_subject(cited, place, stated), sure.DATE_OF_SUBJECT),
            (self._known(cited, place, stated), sure.DATE_OF_REGISTER),
        ):
            if keys:
                return self._unless_denied(
                    cited.citation, one_of(keys, sure.both(cited.site.sure, date_sure))
                )
        key = key_of(place, stated, str(cited.number))
        return Decision(key, sure=sure.both(cited.site.sure, _alone(stated, cited)))

    def bare(self, citation: Citation, number: str) -> Decision:
        """Returns what “Quyết định 217 của Bộ Chính trị” means, by the register of the centre."""
        code = _code(citation)
        if code is None:
            return OPEN
        when = str(citation.date or "")
        known = tuple(
            k
            for k in self._register.of_place(CENTRE)
            if k.number
            and (k.kind, running_number(k.number)) == (citation.kind, number)
            and k.key.slug.endswith(code)
            and k.before(self._latest)
            and k.key.when.startswith(when)
        )
        about = self._topics.of_subject(known) if len(known) > 1 else ()
        way = sure.both(sure.PLACE_NAMED, sure.DATE_OF_REGISTER)
        return self._unless_denied(citation, one_of(known_twins(about or known), way))

    def _unless_denied(self, citation: Citation, decision: Decision) -> Decision:
        """Returns the decision, opened again where the words behind the number tell of other things."""
        known = self._register.get(decision.instrument) if decision.instrument else None
        told = citation.date or self._topics.term(citation)
        if known is None or told or not self._topics.deny(citation, known):
            return decision
        return Decision(candidates=(known.key,))

    def _twins(
        self, cited: Cited, place: str, stated: DocumentDate | None
    ) -> tuple[InstrumentKey, ...]:
        """Returns what dated mentions of the same number in the document mean."""
        return tuple(
            key
            for other, where, key in self._dated_here
            if where == place
            and other.slug == cited.slug
            and other.citation.kind == cited.citation.kind
            and (stated is None or key.when.startswith(str(stated)))
        )

    def _candidates(self, cited: Cited, place: str) -> tuple[Known, ...]:
        """Returns the known instruments of that number issued before the document."""
        series = self._register.series(place, cited.slug)
        before = tuple(k for k in series if k.before(self._latest))
        return tuple(k for k in before if k.kind == cited.citation.kind) or before

    def _in_year(
        self, cited: Cited, place: str, stated: DocumentDate | None
    ) -> tuple[InstrumentKey, ...]:
        if stated is None:
            return ()
        of_year = (k for k in self._candidates(cited, place) if k.key.when.startswith(str(stated)))
        return known_twins(tuple(of_year))

    def _in_term(self, cited: Cited, place: str) -> tuple[InstrumentKey, ...]:
        span = self._topics.term(cited.citation) if place == CENTRE else None
        if span is None or cited.citation.date:
            return ()
        since, until = span
        return known_twins(
            tuple(
                k for k in self._candidates(cited, place) if k.dated and since <= k.key.when < until
            )
        )

    def _on_topic(
        self, cited: Cited, place: str, stated: DocumentDate | None
    ) -> tuple[InstrumentKey, ...]:
        if stated is not None:
            return ()
        return known_twins(self._topics.best(cited.citation, self._candidates(cited, place)))

    def _of_subject(
        self, cited: Cited, place: str, stated: DocumentDate | None
    ) -> tuple[InstrumentKey, ...]:
        candidates = self._candidates(cited, place) if stated is None else ()
        return known_twins(self._topics.of_subject(candidates)) if len(candidates) > 1 else ()

    def _known(
        self, cited: Cited, place: str, stated: DocumentDate | None
    ) -> tuple[InstrumentKey, ...]:
        return known_twins(self._candidates(cited, place)) if stated is None else ()


def _code(citation: Citation) -> str | None:
    """Returns how the symbols of the issuer end; "" for a kind that only the centre issues."""
    issuer = fold(citation.issuer or "")
    if not issuer:
        return "" if citation.kind in CENTRAL_KINDS else None
    return next((code for words, code in _CODES if words in issuer), None)


def _year(cited: Cited) -> DocumentDate | None:
    """Returns the year inside the symbol (10/2022/QH15), or None."""
    return DocumentDate(cited.number.year) if cited.number.year else None


def _alone(stated: DocumentDate | None, cited: Cited) -> float:
    """Returns how sure a key is that no register confirms."""
    if cited.number.year:
        return sure.DATE_IN_SYMBOL
    return sure.DATE_OF_YEAR if stated else sure.DATE_UNKNOWN


def bare_number(
    citation: Citation, decided: Iterable[tuple[Citation, InstrumentKey]], bare: str
) -> Decision:
    """Returns what "Quy định 377" means: the only such number the document gives in full."""
    keys = tuple(
        key
        for other, key in decided
        if other.kind == citation.kind and other.number and other.number.number.lstrip("0") == bare
    )
    return one_of(keys, sure.IN_DOCUMENT) if keys else OPEN
