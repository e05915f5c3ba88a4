"""Every term of the core is named, explained and used as the code uses it."""

import re
from pathlib import Path

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

import danvan_graph
from danvan_graph.vocabulary import DV

ONTOLOGY = URIRef("https://w3id.org/danvan/ontology")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
SOURCE = Path(danvan_graph.__file__).parent


def terms(core: Graph) -> set[URIRef]:
    """Returns the terms that the core itself defines."""
    found = {s for kind in KINDS for s in core.subjects(RDF.type, kind)}
    return {s for s in found if isinstance(s, URIRef) and s.startswith(str(DV))}


def languages(graph: Graph, term: URIRef, prop: URIRef) -> list[str | None]:
    """Returns the languages of the values of a property, sorted."""
    values = [o for o in graph.objects(term, prop) if isinstance(o, Literal)]
    return sorted((o.language for o in values), key=str)


def test_every_term_is_named_and_explained_in_both_languages(core: Graph) -> None:
    """Each term has exactly one label and one definition in Vietnamese and in English."""
    assert len(terms(core)) > 150
    for term in terms(core):
        assert languages(core, term, RDFS.label) == ["en", "vi"], term
        assert languages(core, term, SKOS.definition) == ["en", "vi"], term


def test_every_definition_is_a_sentence(core: Graph) -> None:
    """Definitions begin with a capital and end with a full stop, so that pages can print them."""
    for term, text in core.subject_objects(SKOS.definition):
        assert str(text)[0].isupper(), (term, text)
        assert str(text).endswith("."), (term, text)


def test_labels_are_unique_among_classes(core: Graph) -> None:
    """No two classes share a label, so that a reader can tell them apart."""
    labels = [
        str(label)
        for cls in core.subjects(RDF.type, OWL.Class)
        for label in core.objects(cls, RDFS.label)
    ]
    assert len(labels) == len(set(labels))


def test_every_term_says_where_it_is_defined(core: Graph) -> None:
    """Each term points at the ontology with rdfs:isDefinedBy."""
    for term in terms(core):
        assert set(core.objects(term, RDFS.isDefinedBy)) == {ONTOLOGY}, term


def test_header_states_version_and_licence(core: Graph) -> None:
    """The ontology states its version, its version's address, its licence, and imports nothing."""
    version = str(core.value(ONTOLOGY, OWL.versionInfo))
    assert core.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert core.value(ONTOLOGY, URIRef("http://purl.org/dc/terms/license"))
    assert (None, OWL.imports, None) not in core


def test_no_datatype_is_named(core: Graph, alignments: Graph) -> None:
    """No XSD datatype occurs in an axiom: HermiT would refuse the ontology."""
    for graph in (core, alignments):
        assert not [o for o in graph.objects() if isinstance(o, URIRef) and o.startswith(str(XSD))]
        for prop in graph.subjects(RDF.type, OWL.DatatypeProperty):
            assert (prop, RDFS.range, None) not in graph, prop


def test_every_term_used_by_the_code_is_defined(core: Graph) -> None:
    """Each DV.name in the source is a term; each property is used once and spelled right."""
    used: dict[str, Path] = {}
    for path in SOURCE.rglob("*.py"):
        for name in re.findall(r"\bDV\.([A-Za-z]\w*)", path.read_text(encoding="utf-8")):
            used[name] = path
    assert used, f"no term found in {SOURCE}"
    missing = {name: str(path) for name, path in used.items() if DV[name] not in terms(core)}
    assert missing == {}


def test_every_term_used_by_queries_rules_checks_and_shapes_is_defined(
    core: Graph, folder: Path
) -> None:
    """Each dv:name in a .rq file or a shape is a term of the core."""
    known = {str(t).removeprefix(str(DV)) for t in terms(core)}
    files = [
        *folder.rglob("*.rq"),
        *(folder / "shapes").glob("*.ttl"),
        *(folder / "alignments").glob("*.ttl"),
        *(folder.parent / "queries").rglob("*.rq"),
    ]
    for path in files:
        text = re.sub(r'"[^"\n]*"|#.*', "", path.read_text(encoding="utf-8"))
        used = set(re.findall(r"(?<![\w-])dv:([A-Za-z]\w*)", text))
        assert used <= known, (path.name, used - known)


def test_the_suffixed_texts_of_a_duty_are_defined(core: Graph) -> None:
    """The mapping forms bearerText, reportsToText and channelText from the property's name."""
    for name in ("bearer", "reportsTo", "channel"):
        assert DV[f"{name}Text"] in terms(core)


def test_blank_nodes_only_hold_lists_and_axioms(core: Graph) -> None:
    """No term is a blank node: a blank node is a list, a union or a disjointness axiom."""
    for node in {s for s in core.subjects() if isinstance(s, BNode)}:
        kinds = set(core.objects(node, RDF.type))
        is_list = (node, RDF.first, None) in core
        assert is_list or kinds <= {OWL.Class, OWL.AllDisjointClasses}, node
