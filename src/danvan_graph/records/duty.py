"""What has to be done, reported or issued by a date, once or again and again."""

import datetime
from dataclasses import dataclass

from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.recurrence import Anchor
from danvan_graph.records.agent import Agent
from danvan_graph.records.span import Span


@dataclass(frozen=True, slots=True)
class Duty:
    """One deadline or reporting duty.

    Attributes:
        at: place of the words that set it.
        section: path of the section it stands in.
        kind: ``bao-cao`` (report), ``ban-hanh-ke-hoach`` (issue a plan), ``thoi-han`` (deadline)
            or ``giai-doan`` (period).
        summary: the duty in Vietnamese, in our own words.
        due: the date, for a duty that falls due once.
        recurrence: ISO 8601 periods joined by ``+`` with ``event``, ``periodic`` and ``ad-hoc``
            (``P6M+P1Y+ad-hoc``); None for a duty that falls due once or at no stated time.
        anchors: the days of every year or month at which it falls due.
        bearers: who owes it.
        to: who gets it.
        through: by way of whom it goes ("qua Phòng Nội vụ").
        until: the last year it is owed, where the text ends it (a plan for one year), else None.
        confidence: between 0 and 1; how sure passage and time are. 1 when a person read it.
    """

    at: Span
    section: str
    kind: str
    summary: str
    due: DocumentDate | None
    recurrence: str | None
    anchors: tuple[Anchor, ...]
    bearers: tuple[Agent, ...]
    to: tuple[Agent, ...]
    through: tuple[Agent, ...]
    until: int | None
    confidence: float = 1.0

    @property
    def rules(self) -> tuple[str, ...]:
        """The RFC 5545 rules of its anchors."""
        return tuple(anchor.rrule(self.until) for anchor in self.anchors)

    def falls_due(self, year: int) -> tuple[datetime.date, ...]:
        """Returns the days of a year on which it falls due, in order."""
        owed = self.until is None or year <= self.until
        days = {day for anchor in self.anchors for day in anchor.days(year) if owed}
        if self.due and self.due.date and self.due.year == year:
            days.add(self.due.date)
        return tuple(sorted(days))
