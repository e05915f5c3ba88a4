"""Who cites and carries out whom, for programs that draw and measure networks."""

from pathlib import Path

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from danvan_graph.cascade.exchange import xml_text
from danvan_graph.export.packing import packed
from danvan_graph.store.engines.oxigraph import Embedded
from danvan_graph.vocabulary import DV, RELATIONS

_NODES = f"""PREFIX dv: <{DV}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?i ?label ?kind ?level ?year ?collected WHERE {{
  ?i a dv:Instrument ; rdfs:label ?label ; dv:kind ?kind ; dv:level ?level ; dv:collected ?collected
  OPTIONAL {{ ?i dv:year ?year }} }} ORDER BY ?i ?label ?kind ?year"""


def network(store: Embedded) -> "nx.MultiDiGraph[str]":
    """Returns the instruments as nodes and what joins them as edges, from lower to upper.

    An edge bears the slug of its relation; two instruments may be joined by several.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, label, kind, level, year, collected in store.strings(_NODES):
        if iri and iri not in graph:
            known = {"year": int(year)} if year else {}
            graph.add_node(
                iri,
                label=xml_text(label or ""),
                kind=_slug(kind),
                level=_slug(level),
                collected=collected == "true",
                **known,
            )
    for slug, relation in sorted(RELATIONS.items()):
        query = f"SELECT ?a ?b WHERE {{ ?a <{relation}> ?b }} ORDER BY ?a ?b"
        for lower, upper in store.strings(query):
            if lower in graph and upper in graph and lower and upper:
                graph.add_edge(lower, upper, key=slug, relation=slug)
    return graph


def _slug(iri: str | None) -> str:
    return (iri or "").rpartition("/")[2]


def write_graphml(graph: "nx.MultiDiGraph[str]", path: Path) -> None:
    """The file holds the network as GraphML, packed with gzip."""
    with packed(path) as file:
        nx.write_graphml_xml(graph, file, encoding="utf-8")


def write_gexf(day: str, graph: "nx.MultiDiGraph[str]", path: Path) -> None:
    """The file holds the network as GEXF, packed with gzip.

    Args:
        day: the day of the graph, ISO 8601; networkx would write today.
        graph: the network.
        path: where to.
    """
    writer = GEXFWriter(encoding="utf-8", prettyprint=False, version="1.2draft")
    writer.add_graph(graph)
    for meta in writer.xml.iter("meta"):
        meta.set("lastmodifieddate", day)
    with packed(path) as file:
        writer.write(file)
