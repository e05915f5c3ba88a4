"""Every address of the graph opens here: as a page, Turtle, JSON-LD, N-Triples or RDF/XML."""

from fastapi import APIRouter, Request
from rdflib import Graph
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response, StreamingResponse

from danvan_graph.errors import DanvanError, InvalidIdentifier, UnknownName
from danvan_graph.resources import ontology_folder
from danvan_graph.store.untrusted.result_format import ResultFormat
from danvan_graph.web.front.sparql import pieces, refusal
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.resources import described, facts, pointing
from danvan_graph.web.reading.terms import iri as term
from danvan_graph.web.site.ontology_page import show_ontology
from danvan_graph.web.site.requests import EditionNow, PagesNow, PoolNow
from danvan_graph.web.wire.negotiation import choose
from danvan_graph.web.wire.protocol import NotAcceptable, content_type

router = APIRouter(include_in_schema=False)

KINDS = (
    "instrument", "territory", "body", "source", "movement", "person", "judgement", "expectation",
    "change", "concept",
)  # fmt: skip
"""First segments of the addresses of things; documents' named graphs and the ontology are apart."""

_HTML = "text/html"
_MEDIA = {
    _HTML: "html",
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/json": "json-ld",
}
_SUFFIXES = {
    ".html": _HTML,
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".json": "application/json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
_POOLED = {
    "turtle": ResultFormat.TURTLE,
    "json-ld": ResultFormat.JSONLD,
    "nt": ResultFormat.NTRIPLES,
    "xml": ResultFormat.RDFXML,
}
_GRAPH_SECONDS = 60.0


def _wanted(path: str, request: Request) -> tuple[str, str]:
    """Returns the path without its suffix, and the media type wanted.

    Raises:
        NotAcceptable: none of ours is.
    """
    for suffix, media in _SUFFIXES.items():
        if path.endswith(suffix) and len(path) > len(suffix):
            return path.removesuffix(suffix), media
    chosen = choose(request.headers.get("accept"), list(_MEDIA))
    if chosen is None:
        listed = ", ".join(_MEDIA)
        raise NotAcceptable(
            f"Không có dạng được yêu cầu; địa chỉ này có các dạng: {listed}.",
            f"This address has these forms: {listed}.",
        )
    return path, chosen


def _text(graph: Graph, media: str) -> Response:
    form = _MEDIA[media]
    if form == "json-ld":
        text = graph.serialize(format=form, auto_compact=True)
    else:
        text = graph.serialize(format=form)
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Response(text, media_type=media + charset, headers={"Vary": "Accept"})


def _unknown(address: str) -> UnknownName:
    return UnknownName(
        f"Đồ thị không có gì ở địa chỉ “{address[:300]}”.",
        f"The graph holds nothing at “{address[:300]}”.",
    )


@router.get("/ontology")
@router.get("/ontology{suffix:path}")
def ontology(request: Request, pages: PagesNow, suffix: str = "") -> Response:
    """Answers with the ontology file, or with a page that lists its terms."""
    if suffix and not suffix.startswith((".", "/")):
        raise HTTPException(404)
    _, media = _wanted(f"ontology{suffix}" if suffix.startswith(".") else "ontology", request)
    file = ontology_folder() / "danvan.ttl"
    if media == _HTML:
        return show_ontology(request, pages)
    if media == "text/turtle":
        kind = content_type(ResultFormat.TURTLE)
        return Response(file.read_bytes(), media_type=kind, headers={"Vary": "Accept"})
    return _text(Graph().parse(file, format="turtle"), media)


@router.get("/graph/{path:path}")
async def named_graph(
    request: Request, edition: EditionNow, pool: PoolNow, pages: PagesNow, path: str
) -> Response:
    """Answers with the statements of a named graph, streamed whole, or with a page about it."""
    path, media = _wanted(path, request)
    address = edition.addresses.iri(f"graph/{path}")
    if not edition.holds_graph(address):
        raise _unknown(address)
    if media == _HTML:
        return await run_in_threadpool(_page, request, pages, edition, address)
    form = _POOLED[_MEDIA[media]]
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {term(address)} {{ ?s ?p ?o }} }}"

    def ask() -> Response:
        try:
            stream = pool.run(
                query, form.value, graphs=edition.holds_graph, deadline=_GRAPH_SECONDS
            )
        except DanvanError as error:
            return refusal(error, request.url.path)
        return StreamingResponse(pieces(stream), media_type=content_type(form))

    return await run_in_threadpool(ask)


def _page(request: Request, pages: PagesNow, edition: Edition, address: str) -> Response:
    graph = described(edition.store, address)
    return pages.render(
        request,
        "resource.html",
        address=address,
        facts=facts(graph, address),
        pointing=pointing(edition.store, address),
    )


@router.get("/{kind}/{path:path}")
def thing(request: Request, edition: EditionNow, pages: PagesNow, kind: str, path: str) -> Response:
    """Answers with what the graph says of a thing."""
    if kind not in KINDS:
        raise HTTPException(404)
    path, media = _wanted(path, request)
    address = edition.addresses.iri(f"{kind}/{path}")
    try:
        graph = described(edition.store, address)
    except InvalidIdentifier as error:
        raise _unknown(address) from error
    if not graph:
        raise _unknown(address)
    if media != _HTML:
        return _text(graph, media)
    page = edition.addresses.page(address)
    if page and page != edition.addresses.local(address):
        return RedirectResponse(page, 303, headers={"Vary": "Accept"})
    return _page(request, pages, edition, address)
