"""The shape of an answer: forms of query, formats a reader may ask for, frames it travels in.

A frame is eight bytes (length of the header, length of the body, both big-endian), a header in
JSON, and a body of raw bytes. Parent and worker speak nothing else.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, BinaryIO, Self

from danvan_graph.errors import InvalidQuery

FRAME_BODY = 64 * 1024

_LENGTHS = struct.Struct(">II")


class QueryForm(Enum):
    """What a query asks for."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def gives_graph(self) -> bool:
        """True when the answer is a graph and not a table or a truth value."""
        return self in {QueryForm.CONSTRUCT, QueryForm.DESCRIBE}


class ResultFormat(Enum):
    """A format of answers, with its media type, the suffix of its files, and what it can hold.

    >>> ResultFormat.of("text/turtle")
    <ResultFormat.TURTLE: 'turtle'>
    >>> ResultFormat.of("json").media_type, ResultFormat.of("json").suffix
    ('application/sparql-results+json', 'json')
    """

    media_type: str
    suffix: str
    holds_graph: bool

    JSON = ("json", "application/sparql-results+json", "json", False)
    XML = ("xml", "application/sparql-results+xml", "xml", False)
    CSV = ("csv", "text/csv", "csv", False)
    TSV = ("tsv", "text/tab-separated-values", "tsv", False)
    TURTLE = ("turtle", "text/turtle", "ttl", True)
    NTRIPLES = ("ntriples", "application/n-triples", "nt", True)
    RDFXML = ("rdfxml", "application/rdf+xml", "rdf", True)
    JSONLD = ("jsonld", "application/ld+json", "jsonld", True)

    def __new__(cls, name: str, media_type: str, suffix: str, holds_graph: bool) -> Self:  # noqa: FBT001  the members above are the only callers
        """Returns the member, whose value is its name."""
        member = object.__new__(cls)
        member._value_ = name
        member.media_type = media_type
        member.suffix = suffix
        member.holds_graph = holds_graph
        return member

    @classmethod
    def of(cls, name: str) -> Self:
        """Returns the format of a name (``turtle``) or of a media type (``text/turtle``).

        Raises:
            InvalidQuery: no such format is known.
        """
        wanted = name.partition(";")[0].strip().lower()
        for member in cls:
            if wanted in {member.value, member.media_type}:
                return member
        known = ", ".join(member.value for member in cls)
        raise InvalidQuery(
            f"Không có định dạng kết quả “{name}”; hãy chọn một trong các định dạng: {known}.",
            f"There is no result format {name!r}; choose one of: {known}.",
        )

    def require(self, form: QueryForm) -> None:
        """Returns when the result of such a query can be written in this format.

        Raises:
            InvalidQuery: a table was asked for as a graph, or a graph as a table.
        """
        if self.holds_graph != form.gives_graph:
            fitting = ", ".join(
                each.value for each in ResultFormat if each.holds_graph == form.gives_graph
            )
            raise InvalidQuery(
                f"Kết quả của {form.value} không ghi được thành {self.value}; hãy chọn: {fitting}.",
                f"The result of {form.value} cannot be written as {self.value}; choose: {fitting}.",
            )


@dataclass(frozen=True, slots=True)
class Frame:
    """One message between parent and worker.

    Attributes:
        kind: ``ready``, ``query``, ``data``, ``end`` or ``error``.
        header: the other fields of the header.
        body: the raw bytes of the answer; only ``data`` and ``end`` have them.
    """

    kind: str
    header: Mapping[str, Any] = field(default_factory=dict)
    body: bytes = b""


def write_frame(pipe: BinaryIO, frame: Frame) -> None:
    """Leaves the whole frame in the pipe, flushed.

    Raises:
        OSError: the other side is gone.
    """
    header = json.dumps({**frame.header, "kind": frame.kind}).encode()
    pipe.write(_LENGTHS.pack(len(header), len(frame.body)) + header)
    if frame.body:
        pipe.write(frame.body)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> Frame | None:
    """Returns the next frame, or None when the other side ended, even in the middle of one."""
    lengths = pipe.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    header_length, body_length = _LENGTHS.unpack(lengths)
    header, body = pipe.read(header_length), pipe.read(body_length)
    if len(header) < header_length or len(body) < body_length:
        return None
    fields = json.loads(header)
    return Frame(fields.pop("kind"), fields, body)
