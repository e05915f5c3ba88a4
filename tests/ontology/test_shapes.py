"""The shapes accept every example and refuse every invalid one, in Vietnamese."""

import re
from pathlib import Path

import pyshacl
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from danvan_graph.resources import ontology_folder
from danvan_graph.vocabulary import DV

DVS = "https://w3id.org/danvan/shapes#"
EXAMPLES = sorted((ontology_folder() / "examples").glob("*.ttl"))
INVALID = sorted((ontology_folder() / "examples" / "invalid").glob("*.ttl"))
HEAD = re.compile(r"# breaks: (?P<shape>\w+) (?P<path>\S+)\n# (?P<why>.+)\n")


def report(data: Graph, shapes: Graph, concepts: Graph) -> tuple[bool, Graph]:
    """Returns the verdict and the report of pyshacl, the concept schemes given with the data."""
    conforms, graph, _ = pyshacl.validate(
        data + concepts, shacl_graph=shapes, inference="none", advanced=False
    )
    return conforms, graph


def owner(shapes: Graph, source: Node | None) -> str:
    """Returns the name of the node shape a result comes from."""
    if isinstance(source, URIRef):
        return str(source).removeprefix(DVS)
    (shape,) = shapes.subjects(SH.property, source)
    return str(shape).removeprefix(DVS)


def path_of(results: Graph, result: Node) -> str:
    """Returns the path of a result as a prefixed name, or a hyphen where it has none."""
    path = results.value(result, SH.resultPath)
    if isinstance(path, BNode):
        path = results.value(path, SH.inversePath)
    if path is None:
        return "-"
    if path == RDFS.label:
        return "rdfs:label"
    return "dv:" + str(path).removeprefix(str(DV))


def breaches(results: Graph, shapes: Graph) -> set[tuple[str, str]]:
    """Returns the shape and path of every result."""
    return {
        (owner(shapes, results.value(r, SH.sourceShape)), path_of(results, r))
        for r in results.subjects(RDF.type, SH.ValidationResult)
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_examples_conform(path: Path, shapes: Graph, concepts: Graph) -> None:
    """Each example is valid on its own."""
    conforms, results = report(Graph().parse(path), shapes, concepts)
    assert conforms, breaches(results, shapes)


def test_examples_conform_together(examples: Graph, shapes: Graph, concepts: Graph) -> None:
    """The examples are one consistent world: their union is valid too."""
    conforms, results = report(examples, shapes, concepts)
    assert conforms, breaches(results, shapes)


@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_invalid_examples_break_what_they_say(path: Path, shapes: Graph, concepts: Graph) -> None:
    """Each invalid example breaks exactly the shape and path its head names, said in Vietnamese."""
    head = HEAD.match(path.read_text(encoding="utf-8"))
    assert head, f"{path.name} does not say what it breaks"
    conforms, results = report(Graph().parse(path), shapes, concepts)
    assert not conforms
    assert breaches(results, shapes) == {(head["shape"], head["path"])}
    for result in results.subjects(RDF.type, SH.ValidationResult):
        messages = [m for m in results.objects(result, SH.resultMessage) if isinstance(m, Literal)]
        assert sorted(str(m.language) for m in messages) == ["en", "vi"]


def test_every_shape_is_tried_both_ways(shapes: Graph, examples: Graph) -> None:
    """Each shape has an invalid example, and each of its target classes a valid one."""
    targeting = {s for s in shapes.subjects(SH.targetClass) if isinstance(s, URIRef)}
    tried = {h["shape"] for p in INVALID if (h := HEAD.match(p.read_text(encoding="utf-8")))}
    assert tried == {str(s).removeprefix(DVS) for s in targeting}
    shown = set(examples.objects(None, RDF.type))
    assert {c for s in targeting for c in shapes.objects(s, SH.targetClass)} <= shown


def test_every_class_of_data_has_a_shape(core: Graph, shapes: Graph) -> None:
    """Each class is a target, but for the three that only gather others."""
    classes = {c for c in core.subjects(RDFS.isDefinedBy) if (c, RDF.type, None) in core}
    owl_class = URIRef("http://www.w3.org/2002/07/owl#Class")
    classes = {c for c in classes if (c, RDF.type, owl_class) in core}
    targets = set(shapes.objects(None, SH.targetClass))
    assert classes - targets == {DV.Finding, DV.Agent}


def test_every_message_tells_what_is_wrong_and_what_to_do(shapes: Graph) -> None:
    """Each shape of the data says in Vietnamese what is wrong and what to do, and also in English."""
    holders = set(shapes.subjects(SH.message))
    for shape in shapes.subjects(SH.targetClass):
        assert shape in holders
        assert set(shapes.objects(shape, SH.property)) <= holders
    for holder in holders:
        messages = [m for m in shapes.objects(holder, SH.message) if isinstance(m, Literal)]
        assert sorted(str(m.language) for m in messages) == ["en", "vi"]
        vietnamese = next(str(m) for m in messages if m.language == "vi")
        assert vietnamese.endswith("."), vietnamese
        assert re.search(r"hãy |chưa chắc", vietnamese), vietnamese


def test_every_scheme_a_shape_asks_for_exists(shapes: Graph, concepts: Graph) -> None:
    """The helper shapes name schemes that stand in concepts/, so that none passes by a slip."""
    schemes = set(shapes.objects(None, SH.hasValue))
    known = set(
        concepts.subjects(RDF.type, URIRef("http://www.w3.org/2004/02/skos/core#ConceptScheme"))
    )
    assert len(schemes) > 10
    assert schemes <= known


def test_no_shape_is_a_query(shapes: Graph) -> None:
    """Only SHACL Core is used, which every validator knows and pyshacl runs fast."""
    assert (None, SH.sparql, None) not in shapes
    assert (None, SH.rule, None) not in shapes
