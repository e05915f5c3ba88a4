"""The core and the alignments together stay inside OWL 2 DL."""

from itertools import chain, combinations

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS

from danvan_graph.vocabulary import DV

BUILT_IN = (str(OWL), str(RDF), str(RDFS))
KINDS = {
    "class": OWL.Class,
    "object property": OWL.ObjectProperty,
    "datatype property": OWL.DatatypeProperty,
    "annotation property": OWL.AnnotationProperty,
}


@pytest.fixture(scope="module")
def everything(core: Graph, alignments: Graph) -> Graph:
    return core + alignments


def declared(graph: Graph, *kinds: str) -> set[URIRef]:
    """Returns the terms declared to be of one of the kinds."""
    found = chain.from_iterable(graph.subjects(RDF.type, KINDS[kind]) for kind in kinds)
    return {s for s in found if isinstance(s, URIRef)}


def super_properties(graph: Graph, prop: URIRef) -> set[URIRef]:
    """Returns the property and everything above it."""
    found = graph.transitive_objects(prop, RDFS.subPropertyOf)
    return {p for p in found if isinstance(p, URIRef)}


def chains(graph: Graph) -> list[tuple[URIRef, list[URIRef]]]:
    """Returns each property with the chain that implies it."""
    found = []
    for prop, head in graph.subject_objects(OWL.propertyChainAxiom):
        assert isinstance(prop, URIRef)
        links = [p for p in Collection(graph, head) if isinstance(p, URIRef)]
        found.append((prop, links))
    return found


@pytest.mark.parametrize(("one", "other"), list(combinations(KINDS, 2)))
def test_kinds_of_term_are_disjoint(everything: Graph, one: str, other: str) -> None:
    """No name is two kinds of term at once (no punning)."""
    assert declared(everything, one) & declared(everything, other) == set()


def test_every_predicate_is_declared(everything: Graph) -> None:
    """Every predicate is built in or a declared annotation property: terms carry no data."""
    known = declared(everything, "annotation property")
    used = {p for p in everything.predicates() if isinstance(p, URIRef)}
    assert {p for p in used if not str(p).startswith(BUILT_IN)} <= known


def test_every_class_in_an_axiom_is_declared(everything: Graph) -> None:
    """Domains, ranges, super-classes, disjoint and united classes are all declared classes."""
    places = (RDFS.domain, RDFS.range, RDFS.subClassOf, OWL.disjointWith)
    used = {o for p in places for o in everything.objects(None, p)}
    used |= {s for p in (RDFS.subClassOf, OWL.disjointWith) for s in everything.subjects(p)}
    lists = chain(everything.objects(None, OWL.members), everything.objects(None, OWL.unionOf))
    for head in lists:
        used |= set(Collection(everything, head))
    assert {c for c in used if isinstance(c, URIRef)} <= declared(everything, "class")
    assert not [c for c in used if isinstance(c, Literal)]


def test_every_property_in_an_axiom_is_declared(everything: Graph) -> None:
    """Sub-properties join properties of one kind; inverses and chains join object properties."""
    for kind in ("object property", "datatype property", "annotation property"):
        known = declared(everything, kind)
        for lower, upper in everything.subject_objects(RDFS.subPropertyOf):
            if lower in known:
                assert upper in known or upper == RDFS.label, (lower, upper)
    objects = declared(everything, "object property")
    for one, other in everything.subject_objects(OWL.inverseOf):
        assert {one, other} <= objects
    for prop, links in chains(everything):
        assert {prop, *links} <= objects


def test_composite_properties_are_never_restricted(everything: Graph) -> None:
    """What is transitive or implied by a chain is not functional, irreflexive or asymmetric."""
    composite = {p for p, _ in chains(everything)}
    composite |= {
        p for p in everything.subjects(RDF.type, OWL.TransitiveProperty) if isinstance(p, URIRef)
    }
    composite |= {above for p in composite for above in super_properties(everything, p)}
    forbidden = {
        OWL.FunctionalProperty,
        OWL.InverseFunctionalProperty,
        OWL.IrreflexiveProperty,
        OWL.AsymmetricProperty,
    }
    for prop in composite:
        assert set(everything.objects(prop, RDF.type)) & forbidden == set(), prop
    assert (None, OWL.propertyDisjointWith, None) not in everything


def test_chains_are_regular(everything: Graph) -> None:
    """No link of a chain lies above the property the chain implies, so the hierarchy has an order."""
    assert len(chains(everything)) == 2
    for prop, links in chains(everything):
        for link in links:
            below = set(everything.transitive_subjects(RDFS.subPropertyOf, link))
            assert prop not in below, (prop, link)


def test_the_hierarchies_have_no_cycle(everything: Graph) -> None:
    """No class and no property is above itself."""
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        for lower, upper in everything.subject_objects(relation):
            assert lower not in set(everything.transitive_objects(upper, relation)), lower


def test_implementing_is_not_citing(everything: Graph) -> None:
    """dv:implements is not below dv:cites, and ELI's deprecated and misleading terms stay out."""
    eli = "http://data.europa.eu/eli/ontology#"
    above = super_properties(everything, DV.implements)
    assert DV.cites not in above
    assert URIRef(f"{eli}based_on") not in above
    assert URIRef(f"{eli}ensures_implementation_of") in above
    assert URIRef(f"{eli}implements") not in set(everything.all_nodes())
    assert {DV.cites, DV.implements} <= super_properties(everything, DV.directlyImplements)
    assert URIRef(f"{eli}based_on") in super_properties(everything, DV.restsOn)


def test_each_alignment_only_adds_to_the_core(core: Graph, alignments: Graph) -> None:
    """An alignment never redefines a term: it names no label, kind, domain or range of ours."""
    for term in declared(core, *KINDS):
        if term.startswith(str(DV)):
            added = {p for p, _ in alignments.predicate_objects(term)}
            allowed = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso, OWL.disjointWith}
            assert added <= allowed, term
    assert not [s for s in alignments.subjects(RDFS.domain) if isinstance(s, BNode)]
