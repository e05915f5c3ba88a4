"""What stands above and below the text of a document: kind, number, date, issuer, signature."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.records.agent import Agent
from danvan_graph.records.span import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value of the header with the place where the text states it.

    Attributes:
        value: the value.
        at: its place, or None when it was concluded and stands nowhere in the text.
    """

    value: T
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, in what office, on whose behalf.

    Attributes:
        name: the signatory as printed.
        office: the office as printed, such as ``Phó Chủ tịch``.
        capacity: slugs of the concept scheme ``tu-cach-ky`` in the order printed
            (``tm``, ``kt``, ``tl``, ``tuq``, ``q``); empty when no prefix is printed.
        at: place of the whole block, or None.
    """

    name: str
    office: str | None
    capacity: tuple[str, ...]
    at: Span | None


@dataclass(frozen=True, slots=True)
class HeaderConfidence:
    """How sure each field of a header is, between 0 and 1; also that a missing one is not stated.

    Everything is 1 when a person read it.
    """

    kind: float = 1.0
    number: float = 1.0
    date: float = 1.0
    year: float = 1.0
    issuer: float = 1.0
    place: float = 1.0
    level: float = 1.0
    title: float = 1.0
    signature: float = 1.0


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a document; None stands for what the text does not state.

    Attributes:
        kind: slug of the kind of document, such as ``ke-hoach``.
        number: the document's own number.
        date: its date of issue.
        year: the year the document is for, or in which it was issued.
        issuers: the bodies that issued it, as printed and as understood; two for a joint one.
        place: the place in the date line.
        level: ``trung-uong``, ``tinh``, ``huyen`` or ``xa``.
        title: the official title (trích yếu).
        signature: the signature block.
        confidence: how sure each of them is.
    """

    kind: Stated[str]
    number: Stated[Designation] | None
    date: Stated[DocumentDate] | None
    year: int | None
    issuers: tuple[Agent, ...]
    place: Stated[str] | None
    level: str
    title: Stated[str]
    signature: Signature | None
    confidence: HeaderConfidence = HeaderConfidence()
