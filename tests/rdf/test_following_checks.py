"""What the checks find after a change is what they find in the whole graph."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import SKOS, XSD
from rdflib.term import Node

from danvan_graph.rdf.checked import checked_again, read_checked, write_checks
from danvan_graph.rdf.rules import read_rules
from danvan_graph.resources import ontology_folder
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.generations.generation import Generation, current
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.succession import Succession
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.vocabulary import CONCEPT, DV, RELATIONS

BASE = "https://vi-du.vn/"
ONTOLOGY = ontology_folder()
RULES = read_rules(ONTOLOGY / "rules")
INFERRED = URIRef(f"{BASE}graph/inferred")
TERMS = URIRef(f"{BASE}graph/ontology")
THINGS = [URIRef(f"{BASE}t{i}") for i in range(6)]
GRAPHS = [URIRef(f"{BASE}graph/{i}") for i in range(3)]
LEVELS = [CONCEPT["cap/trung-uong"], CONCEPT["cap/tinh"], CONCEPT["cap/xa"]]
RELATION = CONCEPT["quan-he/can-cu"]
CONCEPTS: list[tuple[URIRef, URIRef, Node]] = [
    *((level, DV.order, Literal(at)) for at, level in enumerate(LEVELS)),
    *((one, SKOS.inScheme, CONCEPT["x"]) for one in (*LEVELS[:2], RELATION)),
    (RELATION, DV.relationProperty, RELATIONS["can-cu"]),
]
VALUES: Mapping[URIRef, list[Node]] = {
    RDF.type: [DV.Citation, DV.Duty, DV.Task, DV.Instrument, DV.SourceError],
    DV.level: list(LEVELS),
    DV.kind: [*LEVELS, THINGS[0]],
    DV.relation: [RELATION],
    DV.numberSlug: [Literal("9-kh-ubnd")],
    DV.collected: [Literal(True), Literal(False)],  # noqa: FBT003 - what it says
    **{r: [Literal(n) for n in (0, 5, 9)] for r in (DV.start, DV.end)},
    **{
        relation: [Literal(day, datatype=XSD.date) for day in ("2022-01-07", "2024-05-01")]
        for relation in (DV.issueDate, DV.due)
    },
    **{
        relation: list(THINGS)
        for relation in (
            DV.parentTerritory, DV.inSection, DV.citingInstrument, DV.citedInstrument, DV.place,
            DV.aboutCitation, DV.inDocument, DV.expectedOf, DV.expectedBody, DV.becomes,
            DV.directlyImplements, RELATIONS["can-cu"], DV.provisionOf,
        )
    },
}  # fmt: skip
said = st.sampled_from(sorted(VALUES)).flatmap(
    lambda relation: st.tuples(
        st.sampled_from(THINGS), st.just(relation), st.sampled_from(VALUES[relation])
    )
)
states = st.dictionaries(st.sampled_from(GRAPHS), st.lists(said, min_size=1, max_size=30))
State = Mapping[URIRef, list[tuple[URIRef, URIRef, Node]]]


def _checks(store: Store, folder: Path) -> None:
    write_checks(store, folder, ONTOLOGY)


def _whole(state: State, folder: Path) -> Generation:
    made = WorkingDataset()
    made.add(TERMS, CONCEPTS)
    for name, triples in state.items():
        made.add(name, triples)
    made.infer(INFERRED, RULES)
    return publish(made, folder, BASE, companions={"checks": _checks}, ground="g")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(start=states, steps=st.lists(states, min_size=1, max_size=2))
def test_what_is_found_after_a_change_is_what_the_whole_graph_gives(
    start: State, steps: list[State], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every check of the ontology, any statements it reads, and any change of them."""
    folder = tmp_path_factory.mktemp("checks")
    held = read_checked(_whole(start, folder / "on").companion("checks"))
    for number, state in enumerate(steps):
        made = Succession(current(folder / "on"))
        for name in GRAPHS:
            made.replace(name, state.get(name, []))
        made.infer(INFERRED, RULES)
        found = checked_again(held, made.neighbourhood(), ONTOLOGY)
        whole = read_checked(_whole(state, folder / f"whole{number}").companion("checks"))
        assert found == whole
        publish(made, folder / "on", BASE, companions={"checks": _checks}, ground="g")
        held = whole
