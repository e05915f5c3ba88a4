"""The tables a document is resolved against, indexed once and shared read-only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from danvan_graph.identifiers.keys import CENTRE, InstrumentKey
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.register import BodyKind, Instrument, IssuerCode, Judgement
from danvan_graph.records.territory import Territory, TerritoryChange
from danvan_graph.resolve.bodies import BodyFinder
from danvan_graph.resolve.gazetteer import LEVELS, Gazetteer
from danvan_graph.resolve.phrases import Phrases
from danvan_graph.resolve.register import Register
from danvan_graph.resolve.symbols import Symbols
from danvan_graph.resolve.units import Unit, UnitReader
from danvan_graph.resolve.variants import CENTRAL_WORDS
from danvan_graph.resolve.words import toned, words_of

_HEADS = {"so": ("tinh",), "phong": ("huyen",)}
_MINISTRY = toned("Bộ")


@dataclass(frozen=True)
class Knowledge:
    """Everything known beforehand.

    Attributes:
        gazetteer: the administrative units.
        units: reads units out of phrases.
        bodies: finds bodies by their wording.
        symbols: the codes of issuers.
        register: the instruments known.
        judged_places: where persons decided that documents stand, by id of the document.
        judged: the instruments persons decided a document means, with their confidence.
    """

    gazetteer: Gazetteer
    units: UnitReader
    bodies: BodyFinder
    symbols: Symbols
    register: Register
    judged_places: Mapping[str, str]
    judged: Mapping[tuple[str, InstrumentKey], float]

    @classmethod
    def of(  # noqa: PLR0913, PLR0917 - one argument for each table there is
        cls,
        territories: Iterable[Territory],
        changes: Iterable[TerritoryChange],
        body_kinds: Iterable[BodyKind],
        issuer_codes: Iterable[IssuerCode],
        instruments: Iterable[Instrument],
        documents: Sequence[DocumentRecord],
        judgements: Sequence[Judgement],
    ) -> "Knowledge":
        """Returns the tables, indexed.

        Args:
            territories: the administrative units over time.
            changes: the steps from old units to new ones.
            body_kinds: the kinds of body.
            issuer_codes: the codes of issuers in symbols.
            instruments: the register of instruments.
            documents: the records of collected documents; they are instruments too, and a
                judged place that is not told is that of the key of the document it is about.
            judgements: the decisions of persons.
        """
        gazetteer = Gazetteer(territories, changes)
        units = UnitReader(gazetteer)
        placed = {j.document: j.place for j in judgements if j.kind == "place-of-document"}
        return cls(
            gazetteer=gazetteer,
            units=units,
            bodies=BodyFinder(Phrases(body_kinds), units),
            symbols=Symbols(issuer_codes),
            register=Register(instruments, documents),
            judged_places={d.id: placed[d.id] or d.key.place for d in documents if d.id in placed},
            judged={
                (j.document, j.instrument): j.confidence
                for j in judgements
                if j.kind == "same-instrument" and j.document and j.instrument
            },
        )

    def units_in(self, text: str) -> tuple[Unit, ...]:
        """Returns the units a phrase names, in order, groups included."""
        return self.units.in_phrase(text)

    def words_unit(self, text: str) -> bool:
        """Returns whether a phrase words a unit, named or not."""
        return any(not unit.many for unit in self.units_in(text))

    def is_central(self, text: str) -> bool:
        """Returns whether the words for an issuer name a body of the centre.

        "Ban Chấp hành Trung ương Đảng" is one; "Tỉnh ủy" and whatever names a unit are none.
        """
        words = words_of(text)
        folded = " ".join(w.plain for w in words)
        if self.words_unit(text):
            return False
        if words and words[0].tone == _MINISTRY:
            return True
        return any(f" {cue} " in f" {folded} " for cue in CENTRAL_WORDS)

    def levels_of(self, text: str) -> tuple[str, ...] | None:
        """Returns the levels of a body worded without a unit; empty for one at any level.

        None when the words tell nothing.
        """
        items = self.bodies.items(text)
        levels = {m.level for item in items[:1] for m in item.meanings}
        if items:
            return tuple(lv for lv in LEVELS if lv in levels) if CENTRE not in levels else None
        words = words_of(text)
        for word in words[:3]:
            if word.plain in _HEADS and word.capital:
                return _HEADS[word.plain]
        return None
