"""What is known of an invented plan before it is written out."""

import datetime
from dataclasses import dataclass

from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import BodyKey, InstrumentKey
from danvan_graph.records.register import Instrument
from danvan_graph.records.territory import Territory


@dataclass(frozen=True, slots=True)
class Cited:
    """An instrument as another document names it.

    Attributes:
        key: its identity.
        kind: slug of its kind.
        number: its number, or None when it has none.
        name: its name, for one without number.
        date: its date, or None when the other document does not print it.
        issuer: its issuer as printed.
    """

    key: InstrumentKey
    kind: str
    number: Designation | None
    name: str | None
    date: DocumentDate | None
    issuer: str

    @classmethod
    def of(cls, instrument: Instrument, issuer: str) -> "Cited":
        """Returns an instrument of the register as documents name it."""
        number, date = instrument.number, instrument.date
        return cls(instrument.key, instrument.kind, number, instrument.name, date, issuer)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan says of an instrument above it.

    Attributes:
        relation: slug of the relation.
        cited: the instrument.
        answers: what the instrument itself carries out, as its title says; None when not said.
    """

    relation: str
    cited: Cited
    answers: Cited | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """An invented plan.

    Attributes:
        key: its identity.
        kind: slug of its kind.
        number: its number, or None when its copy does not show it.
        issued: the day of issue.
        dated: whether its copy shows the day.
        year: the year it is for.
        unit: the unit that issues it; None for the centre.
        above: the unit above, or None.
        issuers: who issues it.
        bases: what it answers and rests on.
    """

    key: InstrumentKey
    kind: str
    number: Designation | None
    issued: datetime.date
    dated: bool
    year: int
    unit: Territory | None
    above: Territory | None
    issuers: tuple[BodyKey, ...]
    bases: tuple[Basis, ...] = ()

    @property
    def level(self) -> str:
        """The level of the unit."""
        return self.unit.level if self.unit else "trung-uong"

    @property
    def date(self) -> DocumentDate | None:
        """The day its copy shows."""
        day = self.issued
        return DocumentDate(day.year, day.month, day.day) if self.dated else None

    def cited(self) -> Cited:
        """Returns the plan as the plans below name it."""
        name = None if self.number else f"Kế hoạch năm {self.year}"
        unit = self.unit.full_name if self.unit else ""
        issuer = f"UBND {unit[0].lower()}{unit[1:]}" if unit else "Bộ Nội vụ"
        return Cited(self.key, self.kind, self.number, name, self.date, issuer)
