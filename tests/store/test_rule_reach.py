"""Rules that run for a few things only give what they give for all of them."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from danvan_graph.rdf.rules import read_rules
from danvan_graph.resources import ontology_folder
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.generations.generation import Generation, current
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.succession import Succession
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.store.making.rule_reach import Rule, read_rule
from danvan_graph.vocabulary import DV

BASE = "https://example.org/"
INFERRED = URIRef(f"{BASE}graph/inferred")
TEXTS = read_rules(ontology_folder() / "rules")
RULES = [read_rule(text) for text in TEXTS]
THINGS = [URIRef(f"{BASE}t{i}") for i in range(7)]
GRAPHS = [URIRef(f"{BASE}graph/{i}") for i in range(3)]
DAYS = [Literal(day, datatype=XSD.date) for day in ("2022-01-07", "2024-05-01", "2025-07-01")]
DATED = {DV.issueDate, DV.asOf, DV.validFrom, DV.validUntil}
RELATIONS = sorted(
    URIRef(name)
    for name in frozenset().union(*(rule.reads | rule.writes for rule in RULES))
    if name.startswith(str(DV)) and name[len(str(DV))].islower()
)

Triple = tuple[URIRef, URIRef, Node]
State = Mapping[URIRef, list[Triple]]


def _objects(relation: URIRef) -> st.SearchStrategy[Node]:
    if relation == DV.year:
        return st.sampled_from([Literal(2022), Literal(2025)])
    return st.sampled_from(DAYS if relation in DATED else THINGS)


typed = st.tuples(st.sampled_from(THINGS), st.just(RDF.type), st.sampled_from([DV.Body, DV.Plan]))
said = st.sampled_from(RELATIONS).flatmap(
    lambda relation: st.tuples(st.sampled_from(THINGS), st.just(relation), _objects(relation))
)
many = st.lists(typed | said | said | said, min_size=1, max_size=40)
states = st.dictionaries(st.sampled_from(GRAPHS), many)


@pytest.mark.parametrize("rule", RULES, ids=[text.splitlines()[1] for text in TEXTS])
def test_every_rule_says_how_far_a_change_of_documents_reaches(rule: Rule) -> None:
    """What documents say never makes a rule run for the whole country again."""
    units = {str(DV.parentTerritory), str(DV.validFrom), str(DV.validUntil)}
    names = {n for n in rule.reads if n.startswith(str(DV)) and n[len(str(DV))].islower()}
    typed = {str(RDF.type)} & rule.reads
    assert rule.local((names | typed) - units)


@pytest.mark.parametrize(
    ("body", "classes", "any_class", "grows"),
    [
        ("?a a x:C . ?a x:p ?b", {"urn:x:C"}, False, True),
        ("?a a <urn:x:C> ; x:p ?b", {"urn:x:C"}, False, True),
        ("?a a ?c ; x:p ?b", set(), True, True),
        ("?a a x:C , x:D ; x:p ?b", set(), True, True),
        ("?a a/x:p ?b", set(), True, True),
        ("?a (x:p|a) ?b", set(), True, True),
        (f"?a <{RDF.type}> x:C ; x:p ?b", set(), True, True),
        ("?a x:p ?b FILTER NOT EXISTS { ?a a x:C }", {"urn:x:C"}, False, False),
        ("?a x:p ?b OPTIONAL { ?a x:q ?c }", set(), False, False),
    ],
)
def test_what_a_rule_looks_at(
    *, body: str, classes: set[str], any_class: bool, grows: bool
) -> None:
    """Only a class written out, alone and in full, lets the others be passed over."""
    rule = read_rule(f"PREFIX x: <urn:x:> CONSTRUCT {{ ?a x:r ?b }} WHERE {{ {body} }}")
    assert (set(rule.classes), rule.any_class, rule.grows) == (classes, any_class, grows)


def _whole(state: State, folder: Path) -> Generation:
    made = WorkingDataset()
    for name, triples in state.items():
        made.add(name, triples)
    made.infer(INFERRED, TEXTS)
    return publish(made, folder, BASE)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(start=states, steps=st.lists(states, min_size=1, max_size=2))
def test_what_follows_is_what_follows_from_nothing(
    start: State, steps: list[State], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The rules of the ontology, any statements they read, and any change of them."""
    folder = tmp_path_factory.mktemp("rules")
    before = _whole(start, folder / "on")
    for number, state in enumerate(steps):
        made = Succession(current(folder / "on"))
        for name in GRAPHS:
            made.replace(name, state.get(name, []))
        made.infer(INFERRED, TEXTS)
        gained = {f"{t} .\n".encode() for t in made.gained}
        lost = {f"{t} .\n".encode() for t in made.lost}
        old = set(Store(before).lines(None))
        before = publish(made, folder / "on", BASE)
        whole = _whole(state, folder / f"whole{number}")
        assert before.graphs() == whole.graphs()
        now = Store(before).lines(None)
        assert now == Store(whole).lines(None)
        assert (gained, lost) == (set(now) - old, old - set(now))
