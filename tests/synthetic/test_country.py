"""The invented country has the shape of the real one, and says that it is invented."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import RDF

from danvan_graph.identifiers.iri import Namer
from danvan_graph.rdf.mapping import named_graphs
from danvan_graph.rdf.rules import read_rules
from danvan_graph.rdf.triples import Graphs
from danvan_graph.rdf.validation import (
    graph_to_validate,
    hold_against_checks,
    hold_against_shapes,
)
from danvan_graph.store.keeping.bulk import BulkDataset
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.synthetic.country import ROOT, Country
from danvan_graph.synthetic.wording import MARK
from danvan_graph.vocabulary import DEFAULT_BASE, DV

NAMER = Namer(DEFAULT_BASE)


@pytest.fixture(scope="module")
def graphs(country: Country) -> Graphs:
    """The named graphs of the country."""
    keys = [plan.key for plan in country.plans]
    found = named_graphs(country.collection, country.records(), keys, NAMER)
    return {name: list(triples) for name, triples in found}


def _filled(dataset: WorkingDataset, graphs: Graphs, ontology: Path) -> WorkingDataset:
    for name, triples in graphs.items():
        dataset.add(name, triples)
    terms = [ontology / "danvan.ttl", *(ontology / "concepts").glob("*.ttl")]
    dataset.add_turtle(URIRef(NAMER.graph("ontology")), terms)
    dataset.infer(URIRef(NAMER.graph("inferred")), read_rules(ontology / "rules"))
    return dataset


@pytest.fixture(scope="module")
def dataset(graphs: Graphs, ontology_folder: Path) -> WorkingDataset:
    """The country as a build makes a graph: in memory, rules repeated until they settle."""
    return _filled(WorkingDataset(), graphs, ontology_folder)


def test_the_bulk_way_gives_the_same_graph(
    dataset: WorkingDataset, graphs: Graphs, ontology_folder: Path, tmp_path: Path
) -> None:
    """Written to disk graph by graph, rules run once, it is the same graph byte for byte."""
    bulk = _filled(BulkDataset(tmp_path / "store"), graphs, ontology_folder)
    assert bulk.table() == dataset.table()
    bulk.write_engine(tmp_path / "engine")
    assert bulk.triples() == dataset.triples()
    assert list((tmp_path / "store").iterdir()) == []


def test_it_passes_shapes_and_checks(
    dataset: WorkingDataset, graphs: Graphs, ontology_folder: Path
) -> None:
    """A build would publish it: no shape and no check of the ontology finds a violation."""
    chosen = dict(list(graphs.items())[::5]) | {n: t for n, t in graphs.items() if "/vn/" in n}
    units = URIRef(NAMER.graph("units"))
    shared = (NAMER.graph(name) for name in ("units", "register", "agents", "judgements"))
    chosen |= {URIRef(name): graphs[URIRef(name)] for name in shared}
    concepts = (ontology_folder / "concepts").glob("*.ttl")
    data = graph_to_validate(chosen, units, concepts)
    assert hold_against_shapes(data, ontology_folder / "shapes") == []
    found = hold_against_checks(ontology_folder / "checks", dataset.rows)
    assert [f for f in found if f.violation] == []


def test_the_same_seed_gives_the_same_country(
    country: Country, data_folder: Path, ontology_folder: Path
) -> None:
    """Nothing depends on anything but scale and seed."""
    again = Country(data_folder, ontology_folder, country.scale)
    assert list(again.records()) == list(country.records())
    other = Country(data_folder, ontology_folder, replace(country.scale, seed=1))
    assert [p.key for p in other.plans] != [p.key for p in country.plans]


def test_every_document_says_that_it_is_invented(country: Country, graphs: Graphs) -> None:
    """The source of each document is marked, and so is each title."""
    for record in country.records():
        assert record.source.synthetic
        assert MARK in record.header.title.value
        assert record.review.by == "generator"
    marked = sum(
        (s, DV.synthetic, Literal(True)) in triples  # noqa: FBT003
        for triples in graphs.values()
        for s, p, o in triples
        if (p, o) == (RDF.type, DV.Source)
    )
    assert marked == len(country.plans)


def test_the_calendar_runs_downwards(country: Country) -> None:
    """No plan is older than a plan of the country it carries out, and none is numbered twice."""
    issued = {plan.key: plan.issued for plan in country.plans}
    assert len(issued) == len(country.plans)
    for plan in country.plans:
        for basis in plan.bases:
            if basis.cited.key in issued:
                assert issued[basis.cited.key] <= plan.issued, plan


def test_some_units_do_not_answer(country: Country) -> None:
    """Coverage is below one at the lowest level, and above a half."""
    within = country.collection.units.within
    for year in country.scale.years:
        there = len(within(None, "xa", f"{year}-03-01"))
        answered = sum(p.level == "xa" and p.year == year for p in country.plans)
        assert there / 2 < answered < there


def test_the_directive_is_hot_and_there_are_diamonds(
    dataset: WorkingDataset, country: Country
) -> None:
    """Nearly every plan cites the directive; some reach it by two plans that both carry it out."""
    root = f"<{NAMER.instrument(ROOT)}>"
    cited = dataset.rows(f"SELECT DISTINCT ?p {{ ?p <{DV.cites}> {root} }}")
    assert len(cited) > 0.85 * len(country.plans)
    diamonds = dataset.rows(
        f"SELECT ?p {{ ?p <{DV.directlyImplements}> ?a , ?b . ?a <{DV.directlyImplements}> {root} . "
        f"?b <{DV.directlyImplements}> {root} FILTER (STR(?a) < STR(?b)) }}"
    )
    assert len({row["p"] for row in diamonds}) > 10


def test_levels_follow_the_reform(country: Country) -> None:
    """Districts issue plans before the reform of 2025 and none after it."""
    levels = Counter((p.year, p.level) for p in country.plans)
    assert levels[2023, "huyen"] > 0
    assert levels[2026, "huyen"] == 0
    assert levels[2026, "xa"] > 0
