"""Namespaces of the graph.

The ontology and its concept schemes keep their addresses whatever base the data is published
under; a test proves that every term used by the code is defined in ``ontology/``.
"""

from functools import cache

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD


class Terms(Namespace):
    """A namespace whose terms are made once: a mapping names them millions of times."""

    def __getattr__(self, name: str) -> URIRef:
        """Returns the term of that name."""
        return _term(self, name)


@cache
def _term(namespace: Namespace, name: str) -> URIRef:
    if name.startswith("__"):  # what Python itself looks for is no term
        raise AttributeError(name)
    return namespace.term(name)


DV = Terms("https://w3id.org/danvan/ontology#")
CONCEPT = Namespace("https://w3id.org/danvan/concept/")
OA = Namespace("http://www.w3.org/ns/oa#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
ORG = Namespace("http://www.w3.org/ns/org#")

DEFAULT_BASE = "https://w3id.org/danvan/"

PREFIXES: dict[str, str] = {
    "dv": str(DV),
    "dvc": str(CONCEPT),
    "eli": str(ELI),
    "org": str(ORG),
    "oa": str(OA),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "owl": str(OWL),
    "xsd": str(XSD),
    "skos": str(SKOS),
    "prov": str(PROV),
    "dcterms": str(DCTERMS),
}

RELATIONS: dict[str, URIRef] = {
    "thuc-hien": DV.directlyImplements,
    "can-cu": DV.restsOn,
    "to-chuc-thuc-hien": DV.carriesOut,
    "tiep-tuc": DV.continues,
    "phoi-hop": DV.coordinates,
    "huong-dan": DV.guides,
    "chi-tiet": DV.details,
    "danh-gia-theo": DV.evaluatesBy,
    "phe-duyet": DV.approves,
    "sua-doi": DV.amends,
    "thay-the": DV.replaces,
    "bai-bo": DV.repeals,
    "dinh-chi": DV.suspends,
    "dinh-chinh": DV.corrects,
    "giai-thich": DV.interprets,
    "cong-bo": DV.announces,
    "nhac-den": DV.mentions,
}
"""The property each relation of the concept scheme ``quan-he`` stands for."""
