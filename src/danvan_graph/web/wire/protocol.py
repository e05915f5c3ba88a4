"""A request to ``/sparql`` as the SPARQL 1.1 Protocol carries it, and the form of its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs

from danvan_graph.errors import DanvanError, InvalidQuery
from danvan_graph.store.untrusted.guard import GraphNames, check_query
from danvan_graph.store.untrusted.result_format import ResultFormat
from danvan_graph.web.wire.negotiation import choose

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

_MOST_FIELDS = 10_000
_UTF8 = frozenset({"", "utf-8", "utf8", "us-ascii"})
_TABLES = {
    "application/sparql-results+json": ResultFormat.JSON,
    "application/json": ResultFormat.JSON,
    "application/sparql-results+xml": ResultFormat.XML,
    "application/xml": ResultFormat.XML,
    "text/xml": ResultFormat.XML,
    "text/csv": ResultFormat.CSV,
    "text/tab-separated-values": ResultFormat.TSV,
}
_GRAPHS = {
    "text/turtle": ResultFormat.TURTLE,
    "application/n-triples": ResultFormat.NTRIPLES,
    "text/plain": ResultFormat.NTRIPLES,
    "application/rdf+xml": ResultFormat.RDFXML,
    "application/ld+json": ResultFormat.JSONLD,
    "application/json": ResultFormat.JSONLD,
}
DESCRIPTIONS = {
    media: form
    for media, form in _GRAPHS.items()
    if media not in {"application/json", "text/plain"}
}
"""The forms in which the service describes itself to programs."""
_CHARSET = "; charset=utf-8"
_TEXTS = {ResultFormat.CSV, ResultFormat.TSV, ResultFormat.TURTLE, ResultFormat.NTRIPLES}


class NotAcceptable(DanvanError):
    """None of the forms that an answer can have is wanted."""

    status = 406


class WrongMedia(DanvanError):
    """The body of a request is of a type or in an encoding that no query comes in."""

    status = 415


class NoUpdates(DanvanError):
    """An update was sent; the graph is for reading only."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            "Đồ thị chỉ để đọc; không nhận lệnh cập nhật SPARQL.",
            "The graph is read-only; SPARQL updates are refused.",
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """One query as the protocol carries it.

    Attributes:
        query: the SPARQL.
        default_graphs: ``default-graph-uri``, or None when not given.
        named_graphs: ``named-graph-uri``, likewise.
        form: ``format``, which overrides the ``Accept`` header; empty when not given.
    """

    query: str
    default_graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None
    form: str = ""


def names_query(query_string: bytes) -> bool:
    """Returns whether an address holds a query or an update, or cannot be read at all."""
    if b"query=" in query_string or b"update=" in query_string:
        return True
    try:
        return not {"query", "update"}.isdisjoint(_fields(query_string.decode("latin-1")))
    except InvalidQuery:
        return True


def read_address(query_string: bytes) -> Asked:
    """Returns the query in an address.

    Raises:
        InvalidQuery: there is none, there are several, or the address is not UTF-8.
        NoUpdates: it is an update.
    """
    return _asked(_fields(query_string.decode("latin-1")))


def read_body(content_type: str, body: bytes, query_string: bytes) -> Asked:
    """Returns the query in a body: a form, or the query itself with its parameters in the address.

    Raises:
        InvalidQuery: there is none, there are several, or it is not UTF-8.
        NoUpdates: it is an update.
        WrongMedia: the body is of another type or in another encoding.
    """
    kind = _kind(content_type)
    outside = _fields(query_string.decode("latin-1"))
    try:
        text = body.decode("utf-8")
    except ValueError as error:
        raise _not_utf8() from error
    if kind == FORM:
        return _asked(_fields(text), outside.get("format"))
    return _asked({**outside, "query": [*outside.get("query", ()), text]})


def _kind(content_type: str) -> str:
    kind, *parameters = (part.strip().lower() for part in content_type.split(";"))
    if kind == UPDATE:
        raise NoUpdates
    if kind not in {FORM, QUERY}:
        raise WrongMedia(
            f"Hãy gửi truy vấn dưới dạng {QUERY} hoặc {FORM}.",
            f"Send the query as {QUERY} or {FORM}.",
        )
    charset = next((p.partition("=")[2] for p in parameters if p.startswith("charset=")), "")
    if charset.strip('"') not in _UTF8:
        raise WrongMedia(
            f"Truy vấn phải viết bằng UTF-8, không phải “{charset[:40]}”.",
            f"A query has to be written in UTF-8, not in {charset[:40]}.",
        )
    return kind


def _fields(text: str) -> dict[str, list[str]]:
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise _not_utf8() from error
    except ValueError as error:
        raise InvalidQuery(
            f"Yêu cầu có hơn {_MOST_FIELDS} tham số; hãy bớt đi.",
            f"The request has more than {_MOST_FIELDS} parameters.",
        ) from error


def _not_utf8() -> InvalidQuery:
    return InvalidQuery("Nội dung gửi lên không phải là UTF-8.", "The request is not UTF-8.")


def _asked(fields: Mapping[str, list[str]], form: Sequence[str] | None = None) -> Asked:
    if "update" in fields:
        raise NoUpdates
    queries = fields.get("query", ())
    if not queries:
        raise InvalidQuery("Yêu cầu thiếu tham số “query”.", "The query parameter is missing.")
    if len(queries) > 1:
        raise InvalidQuery(
            "Yêu cầu có nhiều tham số “query”; hãy gửi một truy vấn mỗi lần.",
            "There are several query parameters; send one query at a time.",
        )
    return Asked(
        queries[0],
        fields.get("default-graph-uri"),
        fields.get("named-graph-uri"),
        (fields.get("format") or form or ("",))[0],
    )


def result_format(asked: Asked, graphs: GraphNames, accept: str | None) -> ResultFormat:
    """Returns the form of the answer that the client wants and the query can have.

    Args:
        asked: the query.
        graphs: the names of the graphs that it may use.
        accept: the ``Accept`` header.

    Raises:
        InvalidQuery: the query or the ``format`` is refused.
        NotAcceptable: the client wants none of the forms.
    """
    gives_graph = check_query(asked.query, graphs).gives_graph
    if not asked.form:
        return _wanted(accept, gives_graph=gives_graph)
    offers = _GRAPHS if gives_graph else _TABLES
    wanted = next((f for f in ResultFormat if asked.form in {f.suffix, f.value}), None)
    found = wanted or offers.get(asked.form) or ResultFormat.of(asked.form)
    if found.holds_graph == gives_graph:
        return found
    if found in {ResultFormat.JSON, ResultFormat.XML}:
        return ResultFormat.JSONLD if found is ResultFormat.JSON else ResultFormat.RDFXML
    raise not_acceptable(list(offers))


@lru_cache(256)
def _wanted(accept: str | None, *, gives_graph: bool) -> ResultFormat:
    offers = _GRAPHS if gives_graph else _TABLES
    chosen = choose(accept, list(offers))
    if chosen is None:
        raise not_acceptable(list(offers))
    return offers[chosen]


def not_acceptable(offers: Sequence[str]) -> NotAcceptable:
    """Returns what a client is told that wants none of the forms."""
    listed = ", ".join(offers)
    return NotAcceptable(
        f"Không trả được dạng được yêu cầu; ở đây có các dạng: {listed}.",
        f"None of the wanted forms can be given; there are: {listed}.",
    )


def content_type(form: ResultFormat) -> str:
    """Returns the ``Content-Type`` of an answer."""
    return form.media_type + (_CHARSET if form in _TEXTS else "")
