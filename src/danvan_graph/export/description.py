"""What an export is, for catalogues and machines: DCAT, VoID, SPDX checksums."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, VOID, XSD

from danvan_graph.store.engines.oxigraph import Embedded
from danvan_graph.vocabulary import DV

LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
_SPDX = Namespace("http://spdx.org/rdf/terms#")
_MEDIA = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class File:
    """One file of an export.

    Attributes:
        name: its name.
        vi: what it holds, in Vietnamese.
        media: its media type, before packing.
        size: bytes.
        sha256: checksum of the bytes, in hexadecimal.
    """

    name: str
    vi: str
    media: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """What is exported.

    Attributes:
        base: the base of the graph's addresses.
        generation: name of the generation.
        issued: when it was published, UTC, as ``2026-11-21T04:05:06Z``.
        triples: statements in it.
        synthetic: whether its documents are invented.
    """

    base: str
    generation: str
    issued: str
    triples: int
    synthetic: bool

    @property
    def dataset(self) -> URIRef:
        """The address of the graph as a data set."""
        return URIRef(f"{self.base}dataset/{self.generation}")


def is_synthetic(store: Embedded) -> bool:
    """Returns whether a document of the graph is invented."""
    query = f"SELECT ?s WHERE {{ ?s <{DV.synthetic}> true }} LIMIT 1"
    return next(store.strings(query), None) is not None


def _titled(about: About) -> Iterator[tuple[URIRef, URIRef | Literal]]:
    vi = "Đồ thị các văn bản về công tác dân vận chính quyền"
    en = "Graph of documents on the mass mobilisation work of the administration"
    if about.synthetic:
        vi, en = f"{vi} (dữ liệu giả lập)", f"{en} (invented data)"
    yield DCTERMS.title, Literal(vi, lang="vi")
    yield DCTERMS.title, Literal(en, lang="en")
    yield DCTERMS.identifier, Literal(about.generation)
    yield DCTERMS.issued, Literal(about.issued, datatype=XSD.dateTime)
    yield DCTERMS.language, URIRef("http://publications.europa.eu/resource/authority/language/VIE")


def catalogue(about: About, files: Iterable[File]) -> Graph:
    """Returns the DCAT description of an export: a data set and a distribution for each file."""
    graph = Graph()
    for prefix, space in (("dcat", DCAT), ("dct", DCTERMS), ("spdx", _SPDX)):
        graph.bind(prefix, space)
    this = about.dataset
    graph.add((this, RDF.type, DCAT.Dataset))
    graph.add((this, DCTERMS.license, URIRef(LICENCE)))
    graph.add((this, DCAT.landingPage, URIRef(f"{about.base}tai-ve")))
    for relation, value in _titled(about):
        graph.add((this, relation, value))
    for file in files:
        for triple in _distribution(about, file):
            graph.add(triple)
    return graph


def _distribution(about: About, file: File) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal]]:
    this = URIRef(f"{about.dataset}/{file.name}")
    checksum = URIRef(f"{this}#sha256")
    yield about.dataset, DCAT.distribution, this
    yield this, RDF.type, DCAT.Distribution
    yield this, DCTERMS.title, Literal(file.name)
    yield this, DCTERMS.description, Literal(file.vi, lang="vi")
    yield this, DCTERMS.issued, Literal(about.issued, datatype=XSD.dateTime)
    yield this, DCTERMS.license, URIRef(LICENCE)
    yield this, DCAT.downloadURL, URIRef(f"{about.base}tai-ve/{file.name}")
    yield this, DCAT.mediaType, URIRef(_MEDIA + file.media)
    if file.name.endswith(".gz"):
        yield this, DCAT.compressFormat, URIRef(f"{_MEDIA}application/gzip")
    yield this, DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)
    yield this, _SPDX.checksum, checksum
    yield checksum, RDF.type, _SPDX.Checksum
    yield checksum, _SPDX.algorithm, _SPDX.checksumAlgorithm_sha256
    yield checksum, _SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)


def dumps(about: About, files: Iterable[File]) -> Iterator[tuple[URIRef, URIRef, URIRef]]:
    """Yields where the files lie that hold the whole graph."""
    for file in files:
        if file.name.startswith("danvan."):
            yield about.dataset, VOID.dataDump, URIRef(f"{about.base}tai-ve/{file.name}")


def statistics(store: Embedded, about: About) -> Graph:
    """Returns the VoID description: how many statements, of which classes and properties.

    Args:
        store: the graph.
        about: what it is.
    """
    graph, this = Graph(), about.dataset
    graph.bind("void", VOID)
    graph.bind("dct", DCTERMS)
    graph.add((this, RDF.type, VOID.Dataset))
    graph.add((this, VOID.triples, Literal(about.triples)))
    graph.add((this, VOID.uriSpace, Literal(about.base)))
    graph.add((this, VOID.vocabulary, URIRef(str(DV))))
    graph.add((this, VOID.sparqlEndpoint, URIRef(f"{about.base}sparql")))
    graph.add((this, DCTERMS.license, URIRef(LICENCE)))
    graph.add((this, FOAF.homepage, URIRef(about.base)))
    for relation, value in _titled(about):
        graph.add((this, relation, value))
    classes = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?c } GROUP BY ?c ORDER BY ?c"
    relations = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"
    counts = (
        (classes, VOID.classPartition, VOID["class"], VOID.entities),
        (relations, VOID.propertyPartition, VOID.property, VOID.triples),
    )
    for query, partition, names, counted in counts:
        for number, (name, count) in enumerate(store.strings(query)):
            part = URIRef(f"{this}#{partition.rpartition('#')[2]}-{number}")
            graph.add((this, partition, part))
            graph.add((part, names, URIRef(name or "")))
            graph.add((part, counted, Literal(int(count or 0))))
    return graph
