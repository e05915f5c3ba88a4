"""One instrument named in a text."""

from dataclasses import dataclass

from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import InstrumentKey
from danvan_graph.records.span import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of an instrument, with what the text says about it there.

    Attributes:
        at: place of kind word, "số" and number, or of the name; never of date or issuer.
        section: path of the section it stands in, such as ``III.3.g2``.
        kind: slug of the kind as the text words it.
        number: the number as printed, spaces closed up; None for an instrument named only.
        name: the name of a law, or of an instrument cited without number.
        date: the date printed, at the mention or shared with it.
        date_at: place of that date.
        issuer: the issuer as printed.
        basis: whether it stands in the preamble (Căn cứ, Thực hiện, Theo, Xét).
        relation: slug of the relation it expresses. Of the document to the cited instrument; of
            the host to the cited instrument where ``host`` is given.
        host: start of the citation in whose title or clause this one is named, or None.
        optional: whether a careful reader may also take it for no citation at all.
        instrument: the instrument meant, or None while it is unresolved.
        candidates: the instruments it may mean while it is unresolved.
        confidence: between 0 and 1; how sure the resolution is.
        flags: slugs of what is odd about the form (``line-break``, ``shared-date`` …).
    """

    at: Span
    section: str
    kind: str
    number: Designation | None
    name: str | None
    date: DocumentDate | None
    date_at: Span | None
    issuer: str | None
    basis: bool
    relation: str
    host: int | None
    optional: bool
    instrument: InstrumentKey | None
    candidates: tuple[InstrumentKey, ...]
    confidence: float
    flags: tuple[str, ...]
