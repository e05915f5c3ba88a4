"""What the SPARQL endpoint says of itself (SPARQL 1.1 Service Description)."""

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, RDFS, VOID, XSD

from danvan_graph.export.folder import about_of
from danvan_graph.web.publication import Edition

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_GIVEN = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
)  # fmt: skip


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
    for statement in edition.description():
        graph.add(statement)
    graph.add((default, RDFS.seeAlso, about_of(edition.store).dataset))
    for number, name in enumerate(sorted(edition.graph_names)):
        named = URIRef(f"{endpoint}#graph{number}")
        graph.add((dataset, _SD.namedGraph, named))
        graph.add((named, RDF.type, _SD.NamedGraph))
        graph.add((named, _SD.name, URIRef(name)))
    return graph
