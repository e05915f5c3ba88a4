"""Finds the unit a document stands in, from its header and from the units it names."""

from collections.abc import Iterator

from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.records.agent import Agent
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.territory import Territory
from danvan_graph.resolve.gazetteer import LEVELS, clamp
from danvan_graph.resolve.ground import Ground
from danvan_graph.resolve.knowledge import Knowledge
from danvan_graph.resolve.siting import iso_day
from danvan_graph.resolve.units import Unit
from danvan_graph.resolve.words import words_of

_CENTRAL = "trung-uong"


def day_of(record: DocumentRecord) -> str:
    """Returns the day at which the places of a document are read, ISO 8601.

    The day of issue; 30 June of the year where no more is known, the last day before names
    changed their meaning in 2025; where not even the year is known, the day of the youngest
    instrument cited.
    """
    if record.header.date:
        return iso_day(record.header.date.value)
    if record.header.year:
        return iso_day(DocumentDate(record.header.year))
    cited = [iso_day(c.date) for c in record.citations if c.date]
    return max(cited, default=clamp(""))


def agents_of(record: DocumentRecord) -> Iterator[Agent]:
    """Yields every body the record names below its header."""
    for task in record.tasks:
        yield from (assignment.agent for assignment in task.assignments)
    for duty in record.duties:
        yield from (*duty.bearers, *duty.to, *duty.through)
    yield from (recipient.agent for recipient in record.recipients)


class _Finder:
    """Finds the unit of one document."""

    def __init__(self, record: DocumentRecord, knowledge: Knowledge) -> None:
        self.record = record
        self.knowledge = knowledge
        self.day = day_of(record)
        self.nowhere = Ground(knowledge.gazetteer, self.day)

    def ground(self) -> Ground:
        found = self._found()
        if found.rows or found.central or self.record.header.date or not self.record.header.year:
            return found
        self.day = f"{self.record.header.year}-12-31"  # perhaps a unit of the year's second half
        self.nowhere = Ground(self.knowledge.gazetteer, self.day)
        later = self._found()
        return later if later.rows else found

    def _found(self) -> Ground:
        judged = self.knowledge.judged_places.get(self.record.id)
        row = self.knowledge.gazetteer.at(judged, self.day) if judged else None
        if row:
            return self._on(row)
        worded = list(self._issuing_units())
        if not worded and self._is_central():
            return Ground(self.knowledge.gazetteer, self.day, central=True)
        rows = self._rows(worded)
        return self._on(*self._told_apart(rows))

    def _on(self, *rows: Territory) -> Ground:
        return Ground(self.knowledge.gazetteer, self.day, rows)

    def _is_central(self) -> bool:
        if self.record.header.level == _CENTRAL:
            return True
        issuers = self.record.header.issuers
        return bool(issuers) and all(self.knowledge.is_central(a.text) for a in issuers)

    def _issuing_units(self) -> Iterator[Unit]:
        for issuer in self.record.header.issuers:
            yield from self._units(issuer.text)

    def _units(self, text: str) -> Iterator[Unit]:
        yield from (u for u in self.knowledge.units_in(text) if not u.many)

    def _rows(self, worded: list[Unit]) -> tuple[Territory, ...]:
        """Returns the units the document may stand in: named by the issuer, else elsewhere."""
        for unit in worded:
            if unit.named and unit.levels == worded[0].levels:
                return self.nowhere.holding(unit, self.day)
        levels = worded[0].levels if worded else (self.record.header.level,)
        kinds = worded[0].kinds if worded else ()
        for named in (self._of_place_line(levels, kinds), self._of_title(levels, kinds)):
            if named:
                return named
        return self._of_text(kinds) if "tinh" in levels else ()

    def _of_place_line(
        self, levels: tuple[str, ...], kinds: tuple[str, ...]
    ) -> tuple[Territory, ...]:
        place = self.record.header.place
        if place is None:
            return ()
        words = words_of(place.value)
        found = self.knowledge.gazetteer.longest_name(words, 0, levels)
        units = list(self._units(place.value))
        if found and (found.size == len(words) or not units):
            units = [Unit(levels, (), found.rows, named=True)]
        return self._fitting(units, levels, kinds)

    def _of_title(self, levels: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[Territory, ...]:
        return self._fitting(list(self._units(self.record.header.title.value)), levels, kinds)

    def _of_text(self, kinds: tuple[str, ...]) -> tuple[Territory, ...]:
        """Returns the one province that the document names anywhere, or nothing."""
        rows = {r for u in self._named_anywhere() for r in self._fitting([u], ("tinh",), kinds)}
        return tuple(rows) if len(rows) == 1 else ()

    def _fitting(
        self, units: list[Unit], levels: tuple[str, ...], kinds: tuple[str, ...]
    ) -> tuple[Territory, ...]:
        """Returns the rows of the first named unit that is of the level and kind sought."""
        for unit in units:
            rows = tuple(
                row
                for row in self.nowhere.holding(unit, self.day)
                if row.level in levels and (not kinds or row.kind in kinds)
            )
            if unit.named and rows:
                return rows
        return ()

    def _named_anywhere(self) -> Iterator[Unit]:
        texts = [a.text for a in (*self.record.header.issuers, *agents_of(self.record))]
        texts += [self.record.header.title.value, *(s.label for s in self.record.sections)]
        texts += [c.issuer for c in self.record.citations if c.issuer and c.host is None]
        texts += [c.name for c in self.record.citations if c.name and c.host is None]
        for text in dict.fromkeys(texts):
            for unit in self._units(text):
                yield from (u for u in (unit, *unit.within) if u.named)

    def _told_apart(self, rows: tuple[Territory, ...]) -> tuple[Territory, ...]:
        """Returns of several namesakes those whose superiors the document names or answers."""
        if len(rows) < 2:
            return rows
        named = [u for u in self._named_anywhere() if u.rows]
        for level in reversed(LEVELS[: LEVELS.index(rows[-1].level)]):
            codes = {
                t.key.code
                for u in named
                for t in self.nowhere.holding(u, self.day)
                if t.level == level
            }
            rows = self._under(rows, codes) or rows
        answered = {code for row in rows for code in self._answered(row)}
        return self._under(rows, answered) or rows

    def _under(self, rows: tuple[Territory, ...], codes: set[str]) -> tuple[Territory, ...]:
        return tuple(row for row in rows if codes & set(self._above(row)))

    def _above(self, row: Territory) -> list[str]:
        return [t.key.code for t in self.knowledge.gazetteer.chain(row, self.day)[1:]]

    def _answered(self, row: Territory) -> Iterator[str]:
        """Yields the units above one of which the register has an instrument cited here."""
        for citation in self.record.citations:
            number, date = citation.number, citation.date
            if isinstance(number, Designation) and date and date.day and citation.host is None:
                for code in self._above(row):
                    known = self.knowledge.register.series(code, number.slug)
                    if any(k.key.when == str(date) for k in known):
                        yield code


def ground_of(record: DocumentRecord, knowledge: Knowledge) -> Ground:
    """Returns where a document stands: one unit, several it may be, or none.

    A judgement comes first; then the issuer's words, the line of place and date, the title. Of
    namesakes those remain whose superiors the document names, or whose superiors issued an
    instrument that it cites by number and day.

    Args:
        record: the record of the document.
        knowledge: the tables.
    """
    return _Finder(record, knowledge).ground()
