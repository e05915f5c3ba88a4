"""From the citations of a document to the instruments they mean."""

import re
from collections.abc import Mapping
from dataclasses import replace

from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import InstrumentKey
from danvan_graph.records.changing import changed
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.issue import Issue
from danvan_graph.records.text import Text
from danvan_graph.resolve.decision import OPEN, Decision
from danvan_graph.resolve.ground import Ground
from danvan_graph.resolve.knowledge import Knowledge
from danvan_graph.resolve.named import Names
from danvan_graph.resolve.numbered import Cited, Numbers, bare_number
from danvan_graph.resolve.siting import Site, Siting
from danvan_graph.resolve.topics import Topics

_BARE = re.compile(r"\w+\s\w+\s(?:số\s)?0*(?P<number>\d{1,4})")


def latest_day(record: DocumentRecord) -> str:
    """Returns the last day on which the document may have been issued, ISO 8601."""
    header = record.header
    if header.date and header.date.value.date:
        return header.date.value.date.isoformat()
    year = header.date.value.year if header.date else header.year
    return f"{year}-12-31" if year else "9999-12-31"


def earliest_day(record: DocumentRecord) -> str:
    """Returns the first day on which the document may have been issued, ISO 8601."""
    header = record.header
    if header.date:
        return str(header.date.value)
    return str(header.year) if header.year else ""


class Citations:
    """Resolves the citations of one document.

    Args:
        record: the record.
        knowledge: the tables.
        ground: where the document stands.
        text: the text, where the caller has it.
    """

    def __init__(
        self, record: DocumentRecord, knowledge: Knowledge, ground: Ground, text: Text | None
    ) -> None:
        self._record = record
        self._knowledge = knowledge
        self._siting = Siting(knowledge, ground)
        latest = latest_day(record)
        self._sites = self._sited()
        self._cited = {
            c.at.start: Cited(c, c.number, self._sites[c.at.start], c.number.slug)
            for c in record.citations
            if c.number and c.number.symbol
        }
        cited = tuple(self._cited.values())
        topics = Topics(record, text)
        self._numbers = Numbers(knowledge.register, cited, latest, topics)
        self._names = Names(knowledge, ground, (earliest_day(record), latest), topics)

    def _sited(self) -> Mapping[int, Site]:
        """Returns the site of every citation by its start; hosts come before what they hold."""
        by_start = {c.at.start: c for c in self._record.citations}
        sites: dict[int, Site] = {}
        for citation in sorted(self._record.citations, key=lambda c: c.host is not None):
            host = by_start.get(citation.host) if citation.host is not None else None
            place = host.instrument.place if host and host.instrument else None
            if place is None and host and host.at.start in sites:
                place = sites[host.at.start].place
            sites[citation.at.start] = self._siting.site(citation, place)
        return sites

    def resolved(self) -> tuple[tuple[Citation, ...], tuple[Issue, ...]]:
        """Returns the citations, resolved where that is certain, and what looks wrong in them.

        A citation that has an instrument keeps it: a person or an earlier run decided.
        """
        decisions = {start: self._numbered(cited) for start, cited in self._cited.items()}
        hosts = {start: d.instrument for start, d in decisions.items() if d.instrument}
        for citation in self._record.citations:
            if citation.at.start not in self._cited:
                decisions[citation.at.start] = self._named(citation, hosts)
        citations = tuple(_filled(c, decisions[c.at.start]) for c in self._record.citations)
        issues = tuple(i for c in self._record.citations for i in decisions[c.at.start].issues)
        return citations, issues

    def _numbered(self, cited: Cited) -> Decision:
        if cited.citation.instrument:
            return _kept(cited.citation)
        return self._judged(self._numbers.decide(cited))

    def _named(self, citation: Citation, hosts: Mapping[int, InstrumentKey]) -> Decision:
        if citation.instrument:
            return _kept(citation)
        if bare := _bare(citation):
            decided = (
                (c, hosts[c.at.start]) for c in self._record.citations if c.at.start in hosts
            )
            here = bare_number(citation, decided, bare)
            if here == OPEN:
                here = self._judged(self._numbers.bare(citation, bare))
            if here != OPEN:
                return here
        return self._judged(self._names.decide(citation, hosts))

    def _judged(self, decision: Decision) -> Decision:
        """Returns the decision, closed where a person judged one of its candidates to be meant."""
        judged = self._knowledge.judged
        meant = [k for k in decision.candidates if (self._record.id, k) in judged]
        if decision.instrument or len(meant) != 1:
            return decision
        return replace(
            decision, instrument=meant[0], candidates=(), sure=judged[self._record.id, meant[0]]
        )


def _bare(citation: Citation) -> str | None:
    """Returns the number of "Quy định 377", which is all it gives, or None for another citation."""
    if citation.number:
        return citation.number.number.lstrip("0")
    match = _BARE.fullmatch(citation.name or "")
    return match["number"] if match else None


def _kept(citation: Citation) -> Decision:
    return Decision(citation.instrument, citation.candidates, citation.confidence)


def _filled(citation: Citation, decision: Decision) -> Citation:
    return changed(
        citation,
        instrument=decision.instrument,
        candidates=decision.candidates,
        confidence=decision.sure,
    )


def when_of(record: DocumentRecord) -> DocumentDate | None:
    """Returns the date of the document's key: its day, else the year it is for."""
    if record.header.date:
        return record.header.date.value
    return DocumentDate(record.header.year) if record.header.year else None
