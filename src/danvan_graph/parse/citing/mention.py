"""What a scan of the text yields before its parts are put together."""

from dataclasses import dataclass, field

from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate


@dataclass(slots=True)
class Mention:
    """One instrument named in the flat text; places count characters of the flat text.

    Attributes:
        start: first character of kind word, number or name.
        end: character after the last.
        kind: slug of the kind.
        number: number and symbol, or None.
        bare: the number of an elliptical mention ("Quy định 377"), or None.
        name: the name, for laws and instruments without number.
        date: the date stated with it.
        date_start: first character of the date, or -1.
        date_end: character after the date, or -1.
        issuer: the issuer as worded, or None.
        reach: where what belongs to the mention (date, issuer) ends.
        flags: what is odd about its form.
        optional: whether a reader may also take it for no citation.
    """

    start: int
    end: int
    kind: str
    number: Designation | None = None
    bare: str | None = None
    name: str | None = None
    date: DocumentDate | None = None
    date_start: int = -1
    date_end: int = -1
    issuer: str | None = None
    reach: int = 0
    flags: list[str] = field(default_factory=list)
    optional: bool = False
