"""``/truy-van``: named queries as forms, and free SPARQL for those who write it."""

from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.term import Node
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from danvan_graph.errors import DanvanError
from danvan_graph.queries.catalogue import Catalogue
from danvan_graph.queries.catalogue import Query as NamedQuery
from danvan_graph.store.untrusted.guard import check_query
from danvan_graph.store.untrusted.pool import QueryPool
from danvan_graph.store.untrusted.result_format import ResultFormat
from danvan_graph.web.api.catalogue import answer, labels, plain
from danvan_graph.web.explorer.picture import draw
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.solutions import (
    Solutions,
    read_graph,
    read_solutions,
    table_of,
)
from danvan_graph.web.reading.terms import rows as solutions
from danvan_graph.web.site.requests import (
    CatalogueNow,
    EditionNow,
    PagesNow,
    PoolNow,
    edition_of,
    pool_of,
)
from danvan_graph.web.tables.table import Cell, Suffix, Table, as_file, to_api
from danvan_graph.web.templating import Pages

router = APIRouter()

_LONGEST_DRAWN = 200_000
_EXAMPLE = """PREFIX dv: <https://w3id.org/danvan/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?keHoach ?ten WHERE {
  ?keHoach dv:implements <{base}instrument/vn/2021-11-26/33-ct-ttg> ;
           rdfs:label ?ten .
}
ORDER BY ?ten"""

_TERMS = """SELECT DISTINCT ?term ?class WHERE {
  VALUES (?kind ?class) { (owl:Class true) (owl:ObjectProperty false) (owl:DatatypeProperty false) }
  ?term a ?kind } ORDER BY ?term"""
_COMMON = (str(RDF.type), str(RDFS.label), str(SKOS.prefLabel))

_GROUPS = {
    1: "Văn bản nào viện dẫn, thực hiện văn bản nào",
    2: "Chỉ thị được triển khai xuống các cấp ra sao",
    3: "Kế hoạch giao nhiệm vụ gì, cho ai",
    4: "Đơn vị phải làm gì, báo cáo gì",
    5: "Cấp dưới tiếp nhận nhiệm vụ của cấp trên thế nào",
    6: "Văn bản được viện dẫn nhiều, còn thiếu",
    7: "Điều có vẻ sai trong văn bản",
    8: "Ai ký, ai nhận",
    9: "Đơn vị thay đổi ra sao",
}


def cell_of(term: Node | None) -> Cell:
    """Returns a term as a cell of a table: numbers as such, all else as text."""
    value = plain(term)
    return str(value).lower() if isinstance(value, bool) else value


def groups(catalogue: Catalogue) -> list[tuple[str, list[Any]]]:
    """Returns the named queries by the question of the mission they answer."""
    found = [(_GROUPS[number], list(catalogue.of_group(number))) for number in _GROUPS]
    return [(title, queries) for title, queries in found if queries]


def words(edition: Edition) -> dict[str, list[str]]:
    """Returns the classes and properties that the editor offers."""
    found = solutions(edition.store, _TERMS)
    classes = [row["term"] for row in found if row["class"] == "true"]
    properties = [row["term"] for row in found if row["class"] != "true"]
    return {"lop": classes, "thuoc-tinh": [*properties, *_COMMON]}


@router.get("/truy-van")
def workbench(
    request: Request,
    edition: EditionNow,
    pages: PagesNow,
    catalogue: CatalogueNow,
    query: Annotated[str, Query(max_length=16_000)] = "",
) -> Response:
    """Answers with the list of named queries and the editor."""
    text = query or _EXAMPLE.replace("{base}", edition.addresses.base)
    return pages.render(
        request,
        "workbench.html",
        groups=groups(catalogue),
        words=words(edition),
        text=text,
        given=bool(query),
        result=None,
        trouble=None,
    )


@router.post("/truy-van")
async def free_query(request: Request, pages: PagesNow, catalogue: CatalogueNow) -> Response:
    """Answers with the result of a query somebody wrote, run by a killable worker."""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    text = "\n".join(next(iter(fields.get("query", [])), "").splitlines())
    edition, pool = edition_of(request), pool_of(request)
    client = request.client.host if request.client else None

    def make() -> Response:
        return _result_page(request, pages, catalogue, _run(pool, edition, text, client), text)

    return await run_in_threadpool(make)


def _run(
    pool: QueryPool, edition: Edition, text: str, client: str | None
) -> dict[str, Any] | DanvanError:
    """Returns the result of a query as the template shows it, or why there is none."""
    try:
        gives_graph = check_query(text, edition.holds_graph).gives_graph
        form = ResultFormat.TURTLE if gives_graph else ResultFormat.JSON
        with pool.run(text, form.value, graphs=edition.holds_graph, client=client) as stream:
            held = b"".join(stream)
    except DanvanError as error:
        return error
    if gives_graph:
        return _graph_shown(edition, held.decode("utf-8", "replace"))
    found = read_solutions(held)
    return {"boolean": found} if isinstance(found, bool) else {"found": found}


def _graph_shown(edition: Edition, turtle: str) -> dict[str, Any]:
    """Returns a graph as its text and, while it is small enough to be read, as a picture."""
    if len(turtle) > _LONGEST_DRAWN:
        return {"turtle": turtle, "picture": None}
    found = read_graph(turtle)
    if found is None:
        return {"turtle": turtle, "picture": None}
    graph, labels = found
    for _, _, data in graph.edges(data=True):
        data["label"] = edition.label(data["label"])
    return {"turtle": turtle, "picture": draw(graph, lambda n: labels.get(n) or edition.label(n))}


def _result_page(
    request: Request,
    pages: Pages,
    catalogue: Catalogue,
    found: dict[str, Any] | DanvanError,
    text: str,
) -> Response:
    trouble = found if isinstance(found, DanvanError) else None
    made = pages.render(
        request,
        "workbench.html",
        groups=groups(catalogue),
        words=words(edition_of(request)),
        text=text,
        given=False,
        result=None if trouble else found,
        trouble=trouble,
    )
    made.status_code = trouble.status if trouble else 200
    return made


@router.get("/truy-van.json")
def list_as_json() -> Response:
    """Leads to the list of named queries of the API."""
    return to_api("/api/v1/queries", {})


@router.get("/truy-van/{name:path}.{suffix}")
def named_as_file(  # noqa: PLR0913, PLR0917 - what a request is answered from
    request: Request,
    edition: EditionNow,
    pool: PoolNow,
    catalogue: CatalogueNow,
    name: str,
    suffix: Suffix,
) -> Response:
    """Answers with all rows of a named query as a file; ``.json`` leads to the API."""
    params = {k: v for k, v in request.query_params.items() if k != "chay"}
    query = catalogue.get(name)
    if suffix == "json":
        return to_api(f"/api/v1/queries/{query.name}", params)
    client = request.client.host if request.client else None
    found = answer(pool, edition, query, params, client)
    rows = tuple(tuple(cell_of(term) for term in row) for row in found.rows)
    file = Table(query.name.replace("/", "-"), labels(query, found.columns), rows)
    return as_file(file, suffix)


@router.get("/truy-van/{name:path}")
def named(  # noqa: PLR0913, PLR0917 - what a request is answered from
    request: Request,
    edition: EditionNow,
    pages: PagesNow,
    pool: PoolNow,
    catalogue: CatalogueNow,
    name: str,
) -> Response:
    """Answers with the form of a named query, and with its result when it is sent."""
    query = catalogue.get(name)
    params = {k: v for k, v in request.query_params.items() if k != "chay"}
    sent = "chay" in request.query_params
    client = request.client.host if request.client else None
    found = _named_result(pool, edition, query, params, client) if sent else None
    trouble = found if isinstance(found, DanvanError) else None
    blank = not sent and not params
    made = pages.render(
        request,
        "query.html",
        query=query,
        filled={p.name: params.get(p.name, p.example if blank else "") for p in query.params},
        given=bool(params),
        table=None if trouble else found,
        trouble=trouble,
    )
    if trouble:
        made.status_code = trouble.status
    return made


def _named_result(
    pool: QueryPool,
    edition: Edition,
    query: NamedQuery,
    params: dict[str, str],
    client: str | None,
) -> Solutions | DanvanError:
    """Returns the table of a named query, run by a killable worker, or why there is none."""
    try:
        found = answer(pool, edition, query, params, client)
    except DanvanError as error:
        return error
    return table_of(labels(query, found.columns), found)
