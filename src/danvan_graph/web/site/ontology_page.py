"""The ontology for people: every term with its Vietnamese name and meaning."""

from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.vocabulary import DV
from danvan_graph.web.reading.terms import rows, slug_of
from danvan_graph.web.site.requests import edition_of
from danvan_graph.web.templating import Pages

_TERMS = """SELECT ?term ?type ?vi ?en ?meaning (GROUP_CONCAT(DISTINCT ?d; SEPARATOR=" ") AS ?domains)
  (GROUP_CONCAT(DISTINCT ?r; SEPARATOR=" ") AS ?ranges)
  (GROUP_CONCAT(DISTINCT ?a; SEPARATOR=" ") AS ?above) WHERE {
  VALUES ?type { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }
  ?term a ?type ; rdfs:label ?vi FILTER (LANG(?vi) = "vi")
  OPTIONAL { ?term rdfs:label ?en FILTER (LANG(?en) = "en") }
  OPTIONAL { ?term skos:definition ?meaning FILTER (LANG(?meaning) = "vi") }
  OPTIONAL { ?term rdfs:domain ?d FILTER (isIRI(?d)) }
  OPTIONAL { ?term rdfs:range ?r FILTER (isIRI(?r)) }
  OPTIONAL { ?term rdfs:subClassOf|rdfs:subPropertyOf ?a FILTER (isIRI(?a)) }
} GROUP BY ?term ?type ?vi ?en ?meaning ORDER BY ?term"""

_GROUPS = {
    "Class": "Lớp",
    "ObjectProperty": "Quan hệ",
    "DatatypeProperty": "Thuộc tính có giá trị",
    "AnnotationProperty": "Ghi chú",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the ontology."""

    name: str
    label: str
    english: str
    meaning: str
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    above: tuple[str, ...]


def terms(store: Store) -> dict[str, list[Term]]:
    """Returns the terms of the ontology by group."""
    groups: dict[str, list[Term]] = {name: [] for name in _GROUPS.values()}
    for row in rows(store, _TERMS):
        if not row["term"].startswith(str(DV)):
            continue
        groups[_GROUPS[slug_of(row["type"])]].append(
            Term(
                slug_of(row["term"]),
                row["vi"],
                row.get("en", ""),
                row.get("meaning", ""),
                tuple(row.get("domains", "").split()),
                tuple(row.get("ranges", "").split()),
                tuple(row.get("above", "").split()),
            )
        )
    return groups


def show_ontology(request: Request, pages: Pages) -> Response:
    """Returns the page of the ontology."""
    store = edition_of(request).store
    return pages.render(request, "ontology.html", groups=terms(store))
