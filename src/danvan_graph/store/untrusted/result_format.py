"""The shape of an answer: forms of query, and formats a reader may ask for."""

from enum import Enum
from functools import lru_cache
from typing import Self

from danvan_graph.errors import InvalidQuery


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
    @lru_cache(64)
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
