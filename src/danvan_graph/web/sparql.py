"""``/sparql``: the query part of the SPARQL 1.1 Protocol, answered by killable workers only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.responses import RedirectResponse, Response, StreamingResponse

from danvan_graph.errors import DanvanError, InvalidQuery
from danvan_graph.store.guard import MisplacedText, check_query
from danvan_graph.store.pool import AnswerStream, QueryPool, TooManyQueries
from danvan_graph.store.result_format import ResultFormat
from danvan_graph.web.negotiation import choose
from danvan_graph.web.problems import RETRY_AFTER, problem
from danvan_graph.web.publication import Edition
from danvan_graph.web.requests import edition_of, pool_of
from danvan_graph.web.service_description import service_description

router = APIRouter(include_in_schema=False)

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"

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
_CHARSET = "; charset=utf-8"
_TEXTS = {ResultFormat.CSV, ResultFormat.TSV, ResultFormat.TURTLE, ResultFormat.NTRIPLES}


class NotAcceptable(DanvanError):
    """None of the forms that an answer can have is wanted."""

    status = 406


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


def _read(params: QueryParams, query: str | None = None) -> Asked | None:
    """Returns the query of the parameters, or None when they hold none.

    Raises:
        InvalidQuery: there are several.
    """
    queries = params.getlist("query") if query is None else [query]
    if not queries:
        return None
    if len(queries) > 1:
        raise InvalidQuery(
            "Yêu cầu có nhiều tham số “query”; hãy gửi một truy vấn mỗi lần.",
            "There are several query parameters; send one query at a time.",
        )
    return Asked(
        queries[0],
        params.getlist("default-graph-uri") or None,
        params.getlist("named-graph-uri") or None,
        params.get("format", ""),
    )


def result_format(asked: Asked, edition: Edition, accept: str | None) -> ResultFormat:
    """Returns the form of the answer that the client wants and the query can have.

    Raises:
        InvalidQuery: the query or the ``format`` is refused.
        NotAcceptable: the client wants none of the forms.
    """
    gives_graph = check_query(asked.query, edition.graph_names).gives_graph
    offers = _GRAPHS if gives_graph else _TABLES
    if asked.form:
        wanted = next((f for f in ResultFormat if asked.form in {f.suffix, f.value}), None)
        found = wanted or offers.get(asked.form) or ResultFormat.of(asked.form)
        if found.holds_graph == gives_graph:
            return found
        if found in {ResultFormat.JSON, ResultFormat.XML}:
            return ResultFormat.JSONLD if found is ResultFormat.JSON else ResultFormat.RDFXML
        raise _not_acceptable(offers)
    chosen = choose(accept, list(offers))
    if chosen is None:
        raise _not_acceptable(offers)
    return offers[chosen]


def _not_acceptable(offers: dict[str, ResultFormat]) -> NotAcceptable:
    listed = ", ".join(offers)
    return NotAcceptable(
        f"Không trả được dạng được yêu cầu; truy vấn này có các dạng: {listed}.",
        f"The answer to this query can have these forms: {listed}.",
    )


def content_type(form: ResultFormat) -> str:
    """Returns the ``Content-Type`` of an answer."""
    return form.media_type + (_CHARSET if form in _TEXTS else "")


def ask(
    pool: QueryPool, edition: Edition, asked: Asked, form: ResultFormat, client: str | None
) -> AnswerStream:
    """Returns the answer as a stream whose first bytes have come.

    Raises:
        DanvanError: the query is refused or passed a limit.
    """
    return pool.run(
        asked.query,
        form.value,
        graphs=edition.graph_names,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        client=client,
    )


def refusal(error: DanvanError, path: str) -> Response:
    """Returns the problem that a refused or stopped query is, with line and column when known."""
    more: dict[str, object] = {}
    if isinstance(error, MisplacedText):
        more = {"line": error.line, "column": error.column}
    headers = None
    if error.status == 503:
        wait = str(error.retry_after) if isinstance(error, TooManyQueries) else RETRY_AFTER
        headers = {"Retry-After": wait}
    return problem(error.status, error.message, error.english, path, headers, **more)


def pieces(stream: AnswerStream) -> Iterator[bytes]:
    """Yields the answer and gives the worker back; raises, so the connection breaks, when cut."""
    with stream:
        yield from stream


async def _answer(request: Request, asked: Asked) -> Response:
    edition, pool = edition_of(request), pool_of(request)
    client = request.client.host if request.client else None
    try:
        form = result_format(asked, edition, request.headers.get("accept"))
        stream = await run_in_threadpool(ask, pool, edition, asked, form, client)
    except DanvanError as error:
        return refusal(error, request.url.path)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    return StreamingResponse(pieces(stream), media_type=content_type(form), headers=headers)


def _no_update() -> Response:
    return problem(
        403,
        "Đồ thị chỉ để đọc; không nhận lệnh cập nhật SPARQL.",
        "The graph is read-only; SPARQL updates are refused.",
        "/sparql",
    )


@router.get("/sparql")
async def by_get(request: Request) -> Response:
    """Answers ``?query=``; without one describes the service to programs and sends people on."""
    if "update" in request.query_params:
        return _no_update()
    try:
        asked = _read(request.query_params)
    except InvalidQuery as error:
        return refusal(error, request.url.path)
    if asked is not None:
        return await _answer(request, asked)
    rdf = [m for m in _GRAPHS if m not in {"application/json", "text/plain"}]
    wanted = choose(request.headers.get("accept"), ["text/html", *rdf])
    if wanted in _GRAPHS:
        here = str(request.url.replace(query="", fragment=""))
        graph = service_description(edition_of(request), here)
        text = graph.serialize(format=_GRAPHS[wanted].media_type)
        return Response(text, media_type=content_type(_GRAPHS[wanted]), headers={"Vary": "Accept"})
    return RedirectResponse("/truy-van", 303, headers={"Vary": "Accept"})


@router.post("/sparql")
async def by_post(request: Request) -> Response:
    """Answers a query sent as a form or as ``application/sparql-query``."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _UPDATE:
        return _no_update()
    if kind not in {_FORM, _QUERY}:
        return problem(
            415,
            f"Hãy gửi truy vấn dưới dạng {_QUERY} hoặc {_FORM}.",
            f"Send the query as {_QUERY} or {_FORM}.",
            request.url.path,
        )
    try:
        asked = _read_body(await request.body(), kind, request.query_params)
    except InvalidQuery as error:
        return refusal(error, request.url.path)
    return _no_update() if asked is None else await _answer(request, asked)


def _read_body(body: bytes, kind: str, params: QueryParams) -> Asked | None:
    """Returns the query of a body, or None when the body is an update.

    Raises:
        InvalidQuery: there is none, or the body is not UTF-8.
    """
    try:
        text = body.decode("utf-8")
        if kind == _QUERY:
            return _read(params, text)
        fields = parse_qs(text, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise InvalidQuery(
            "Nội dung gửi lên không phải là UTF-8.", "The body is not UTF-8."
        ) from error
    if "update" in fields:
        return None
    asked = _read(QueryParams(urlencode(fields, doseq=True)))
    if asked is None:
        raise InvalidQuery("Yêu cầu thiếu tham số “query”.", "The query parameter is missing.")
    return asked
