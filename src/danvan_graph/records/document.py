"""The record of one document."""

import datetime
from dataclasses import dataclass

from danvan_graph.identifiers.keys import InstrumentKey
from danvan_graph.records.citation import Citation
from danvan_graph.records.duty import Duty
from danvan_graph.records.header import Header
from danvan_graph.records.issue import Issue
from danvan_graph.records.recipient import Recipient
from danvan_graph.records.span import Span
from danvan_graph.records.task import Task


@dataclass(frozen=True, slots=True)
class Source:
    """The text the record was read from.

    Attributes:
        file: its file name.
        sha256: checksum of the file's bytes, in hexadecimal.
        characters: length of its NFC text in code points.
        synthetic: whether the text was never written and all that is said of it is invented.
    """

    file: str
    sha256: str
    characters: int
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """Who read the text and when.

    Attributes:
        by: ``person`` or ``extractor``; ``generator`` for an invented document.
        agent: name of the person, the team or the program.
        date: the day of the reading.
    """

    by: str
    agent: str
    date: datetime.date


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the text.

    Attributes:
        path: its place in the heading tree, such as ``III.3.g2``; ``tieu-de``, ``mo-dau``,
            ``ket``, ``noi-nhan`` and ``chu-ky`` are the parts without number.
        label: the heading, or a few words of our own where it is long.
        at: from its first to its last character, its own sub-sections included.
    """

    path: str
    label: str
    at: Span


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """Everything a careful reader finds in one document.

    Attributes:
        id: stem of the source's file name.
        key: the instrument the document is.
        source: the text.
        review: who read it.
        header: what stands above and below the text.
        sections: the heading tree, outer before inner.
        citations: every instrument named, in text order.
        tasks: every objective, requirement and task, in text order.
        duties: every deadline and reporting duty, in text order.
        recipients: the distribution list.
        issues: what looks wrong in the source.
    """

    id: str
    key: InstrumentKey
    source: Source
    review: Review
    header: Header
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    tasks: tuple[Task, ...]
    duties: tuple[Duty, ...]
    recipients: tuple[Recipient, ...]
    issues: tuple[Issue, ...]
