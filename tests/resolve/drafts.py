"""Builds invented documents as an extractor leaves them: nothing resolved yet."""

import datetime
from dataclasses import dataclass

from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import InstrumentKey
from danvan_graph.records.agent import Agent
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord, Review, Source
from danvan_graph.records.header import Header, Stated
from danvan_graph.records.recipient import Recipient
from danvan_graph.records.register import Instrument
from danvan_graph.records.span import Span

_APART = 100  # characters between two citations of a draft


@dataclass(frozen=True)
class Cite:
    """One citation of a draft.

    Attributes:
        kind: slug of its kind.
        number: number and symbol, or None.
        date: a day, month or year, or None.
        issuer: as printed.
        name: name of an instrument without number.
        host: place in the list of the citation in whose title it stands.
        relation: slug of the relation.
        flags: what is odd about its form.
    """

    kind: str
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    name: str | None = None
    host: int | None = None
    relation: str = "nhac-den"
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """What the header of a draft says, and what it names.

    Attributes:
        issuer: the issuer as printed, or None.
        date: the day of issue, or only the year.
        level: slug of the level.
        title: the title.
        place: the place of the date line.
        to: the distribution list.
        cites: the citations.
        number: the document's own number.
        id: its id, for judgements.
    """

    issuer: str | None
    date: str = "2023-03-15"
    level: str = "xa"
    title: str = "Công tác dân vận chính quyền"
    place: str | None = None
    to: tuple[str, ...] = ()
    cites: tuple[Cite, ...] = ()
    number: str | None = None
    id: str = "vi-du"

    def record(self) -> DocumentRecord:
        """Returns the draft as a record."""
        date = DocumentDate.parse(self.date)
        return DocumentRecord(
            id=self.id,
            key=InstrumentKey.parse("vn/undated/chua-ro"),
            source=Source(f"{self.id}.txt", "0" * 64, 10_000),
            review=Review("extractor", "danvan_graph", datetime.date(2026, 11, 20)),
            header=self._header(date),
            sections=(),
            citations=tuple(_citation(c, at) for at, c in enumerate(self.cites)),
            tasks=(),
            duties=(),
            recipients=tuple(
                Recipient(Span(9000 + i, 9001 + i), Agent(words), "khong-ro")
                for i, words in enumerate(self.to)
            ),
            issues=(),
        )

    def _header(self, date: DocumentDate) -> Header:
        return Header(
            kind=Stated("ke-hoach", Span(0, 8)),
            number=Stated(Designation.parse(self.number)) if self.number else None,
            date=Stated(date) if date.date else None,
            year=date.year,
            issuers=(Agent(self.issuer),) if self.issuer else (),
            place=Stated(self.place) if self.place else None,
            level=self.level,
            title=Stated(self.title, Span(10, 40)),
            signature=None,
        )


def _citation(cite: Cite, at: int) -> Citation:
    start = 100 + at * _APART
    return Citation(
        at=Span(start, start + 20),
        section="mo-dau",
        kind=cite.kind,
        number=Designation.parse(cite.number) if cite.number else None,
        name=cite.name,
        date=DocumentDate.parse(cite.date) if cite.date else None,
        date_at=Span(start + 21, start + 35) if cite.date else None,
        issuer=cite.issuer,
        basis=True,
        relation=cite.relation,
        host=None if cite.host is None else 100 + cite.host * _APART,
        optional=False,
        instrument=None,
        candidates=(),
        confidence=0.0,
        flags=cite.flags,
    )


def instrument(
    key: str,
    kind: str,
    number: str | None = None,
    title: str | None = None,
    name: str | None = None,
    aliases: tuple[str, ...] = (),
    in_force: str | None = None,
) -> Instrument:
    """Returns an entry of the register."""
    parsed = InstrumentKey.parse(key)
    return Instrument(
        key=parsed,
        kind=kind,
        number=Designation.parse(number) if number else None,
        aliases=aliases,
        name=name,
        title=title,
        date=None if parsed.when == "undated" else DocumentDate.parse(parsed.when),
        issuers=(),
        status=None,
        in_force=DocumentDate.parse(in_force) if in_force else None,
        relations=(),
        sources=(),
        note=None,
    )
