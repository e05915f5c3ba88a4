"""What the SPARQL endpoint says of itself (SPARQL 1.1 Service Description)."""

from fastapi import APIRouter, Request
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, RDFS, VOID, XSD
from starlette.responses import RedirectResponse, Response

from danvan_graph.export.folder import about_of
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.description import description
from danvan_graph.web.site.requests import EditionNow
from danvan_graph.web.wire.negotiation import choose
from danvan_graph.web.wire.protocol import DESCRIPTIONS, content_type, not_acceptable

router = APIRouter(include_in_schema=False)

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_GIVEN = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
)  # fmt: skip


@router.get("/sparql")
def described(request: Request, edition: EditionNow) -> Response:
    """Answers a request that holds no query: to programs what the service is, to people a form."""
    offers = ["text/html", *DESCRIPTIONS]
    wanted = choose(request.headers.get("accept"), offers)
    if wanted is None:
        raise not_acceptable(offers)
    if wanted not in DESCRIPTIONS:
        return RedirectResponse("/truy-van", 303, headers={"Vary": "Accept"})
    form, here = DESCRIPTIONS[wanted], str(request.url.replace(query="", fragment=""))

    def made() -> str:
        return service_description(edition, here).serialize(format=form.media_type)

    text = edition.kept(("service", here, form), made)
    return Response(text, media_type=content_type(form), headers={"Vary": "Accept"})


def service_description(edition: Edition, endpoint: str) -> Graph:
    """Returns the description of the endpoint: language, formats, default and named graphs.

    Args:
        edition: what it answers from.
        endpoint: the address it was asked at.
    """
    graph = Graph()
    graph.bind("sd", _SD)
    graph.bind("void", VOID)
    this, dataset = URIRef(endpoint), URIRef(f"{endpoint}#dataset")
    default = URIRef(f"{endpoint}#default")
    graph.add((this, RDF.type, _SD.Service))
    graph.add((this, _SD.endpoint, this))
    graph.add((this, _SD.supportedLanguage, _SD.SPARQL11Query))
    for name in _GIVEN:
        graph.add((this, _SD.resultFormat, _FORMATS[name]))
    graph.add((this, _SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, _SD.Dataset))
    graph.add((dataset, _SD.defaultGraph, default))
    triples = Literal(edition.store.generation.triples, datatype=XSD.integer)
    graph.add((default, RDF.type, _SD.Graph))
    graph.add((default, VOID.triples, triples))
    for statement in description(edition):
        graph.add(statement)
    graph.add((default, RDFS.seeAlso, about_of(edition.store).dataset))
    for number, name in enumerate(sorted(edition.graph_names)):
        named = URIRef(f"{endpoint}#graph{number}")
        graph.add((dataset, _SD.namedGraph, named))
        graph.add((named, RDF.type, _SD.NamedGraph))
        graph.add((named, _SD.name, URIRef(name)))
    return graph
