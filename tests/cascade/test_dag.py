"""What the graph of a cascade holds: edges with their evidence, days, weak ties, broken cycles."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from rdflib import URIRef

from danvan_graph.cascade import cascade_of, tree_of
from danvan_graph.cascade.shape import node_at, step_at
from danvan_graph.errors import UnknownName
from danvan_graph.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    from tests.cascade.conftest import Country, Opened

    from danvan_graph.store.engines.oxigraph import Store


def _chain(country: Country) -> tuple[str, str, str]:
    """A directive, a province plan after 42 days, a district plan without a day."""
    top = country.instrument("vn/1", "trung-uong", date="2021-11-26")
    middle = country.instrument("9/2", "tinh", date="2022-01-07", number="09/KH-UBND")
    low = country.instrument("99/3", "huyen", year=2022)
    country.cite(middle, top)
    country.cite(low, middle)
    return str(top), str(middle), str(low)


def test_edges_run_from_lower_to_upper_with_days_and_passage(
    country: Country, opened: Opened
) -> None:
    """A step knows its days, who says so, and where."""
    top, middle, _ = _chain(country)
    step = step_at(cascade_of(opened(country), top), middle, top)
    assert (step.days, step.evidence_kind, step.weak) == (42, "doc", False)
    passage = step.evidence[0]
    assert (passage.document, passage.section, passage.start, passage.end) == (
        middle,
        "mo-dau",
        10,
        15,
    )
    assert passage.confidence == pytest.approx(0.9)


def test_days_are_unknown_when_either_day_is(country: Country, opened: Opened) -> None:
    """A year is no day, so no delay is made up from it."""
    top, middle, low = _chain(country)
    graph = cascade_of(opened(country), top)
    assert step_at(graph, low, middle).days is None
    assert (node_at(graph, low).date, node_at(graph, low).year) == ("", 2022)


def test_what_carries_out_through_others_belongs_to_the_cascade(
    country: Country, opened: Opened
) -> None:
    """A chain is followed to its end, and only downwards."""
    top, middle, low = _chain(country)
    store = opened(country)
    assert set(cascade_of(store, top)) == {top, middle, low}
    assert set(cascade_of(store, middle)) == {middle, low}


def test_evidence_of_another_document_is_quoted_and_no_passage_is_the_register(
    country: Country, opened: Opened
) -> None:
    """Each edge says whether the document itself, another one or the register vouches for it."""
    top = country.instrument("vn/1", "trung-uong")
    quoted = country.instrument("9/2", "tinh", collected=False)
    listed = country.instrument("8/2", "tinh", collected=False)
    reader = country.instrument("99/3", "huyen")
    country.cite(reader, quoted)
    country.cite(quoted, top, inside=reader, start=40)
    country.relate(listed, top)
    graph = cascade_of(opened(country), str(top))
    assert step_at(graph, str(quoted), str(top)).evidence_kind == "quoted"
    assert step_at(graph, str(listed), str(top)).evidence_kind == "register"
    assert step_at(graph, str(reader), str(quoted)).evidence_kind == "doc"


def test_a_diamond_is_one_node_with_two_edges(country: Country, opened: Opened) -> None:
    """One plan may answer several instruments and still is one plan."""
    top, middle, low = _chain(country)
    country.relate(URIRef(low), URIRef(top))
    graph = cascade_of(opened(country), top)
    assert sorted(graph.successors(low)) == sorted([top, middle])
    assert nx.is_directed_acyclic_graph(graph)


@pytest.mark.parametrize("iri", ["x", "", "https://w3id.org/danvan/instrument/vn/none"])
def test_an_unknown_address_is_an_unknown_name(country: Country, opened: Opened, iri: str) -> None:
    """Nothing is drawn for an instrument the graph does not have."""
    _chain(country)
    store = opened(country)
    with pytest.raises(UnknownName, match="Không có văn bản nào ở địa chỉ"):
        cascade_of(store, iri)


def test_an_address_cannot_carry_a_query(country: Country, opened: Opened) -> None:
    """What looks like an address but holds SPARQL is refused before the engine."""
    _chain(country)
    store = opened(country)
    with pytest.raises(UnknownName):
        cascade_of(store, f"{DEFAULT_BASE}instrument/vn/1> ?p ?o }} #")


def test_a_body_is_no_instrument(country: Country, opened: Opened) -> None:
    """Only instruments have a cascade."""
    body = country.body(None, "trung-uong", "Ủy ban Ví Dụ")
    store = opened(country)
    with pytest.raises(UnknownName):
        cascade_of(store, str(body))


def test_cycles_are_broken_where_they_lead_away_from_the_root_and_noted(
    country: Country, opened: Opened
) -> None:
    """Data that says A carries out B carries out A ends in a note, not in a hanging program."""
    top = country.instrument("vn/1", "trung-uong")
    first, second = country.instrument("9/1", "tinh"), country.instrument("9/2", "tinh")
    for lower, upper in ((first, top), (second, first), (first, second), (second, second)):
        country.relate(lower, upper)
    country.relate(top, second)
    graph = cascade_of(opened(country), str(top))
    assert nx.is_directed_acyclic_graph(graph)
    assert set(graph.edges) == {(str(first), str(top)), (str(second), str(first))}
    assert len(graph.graph["notes"]) == 1
    assert "thành vòng" in graph.graph["notes"][0]
    assert {b.iri for _, b in tree_of(graph).walk()} == {str(top), str(first), str(second)}


def test_a_thousand_steps_do_not_exhaust_the_stack(country: Country, opened: Opened) -> None:
    """The length of a chain is bounded by memory, not by recursion."""
    upper = top = country.instrument("vn/0", "trung-uong")
    for number in range(1, 1200):
        lower = country.instrument(f"9/{number}", "tinh")
        country.relate(lower, upper)
        upper = lower
    graph = cascade_of(opened(country), str(top))
    assert max(depth for depth, _ in tree_of(graph).walk()) == 1199


def test_weak_ties_are_left_out_unless_asked_for(country: Country, opened: Opened) -> None:
    """A document that only has a task about the directive is shown on request, and marked."""
    top, middle, _ = _chain(country)
    weak = country.instrument("98/4", "xa")
    country.cite(weak, country.instrument("vn/1", "trung-uong", date="2021-11-26"), "tiep-tuc")
    country.cite(weak, country.instrument("9/2", "tinh"), "to-chuc-thuc-hien", start=30)
    country.cite(weak, country.instrument("8/9", "tinh"), "nhac-den", start=60)
    store = opened(country)
    assert str(weak) not in cascade_of(store, top)
    graph = cascade_of(store, top, weak=True)
    assert node_at(graph, str(weak)).weak
    assert set(graph.successors(str(weak))) == {top, middle}
    assert step_at(graph, str(weak), top).relation == "tiep-tuc"
    assert step_at(graph, str(weak), top).evidence_kind == "doc"


def test_a_member_is_never_weak_as_well(country: Country, opened: Opened) -> None:
    """What carries out the directive and also has a task about it stands once, as strong."""
    top, middle, _ = _chain(country)
    upper = country.instrument("vn/1", "trung-uong", date="2021-11-26")
    country.cite(country.instrument("9/2", "tinh"), upper, "to-chuc-thuc-hien", start=70)
    graph = cascade_of(opened(country), top, weak=True)
    assert not node_at(graph, middle).weak
    assert graph.number_of_edges() == 2


def test_a_day_shows_what_stood_then(country: Country, opened: Opened) -> None:
    """Documents of a later day or year are left out; unknown ones stay."""
    top, middle, low = _chain(country)
    store = opened(country)
    assert set(cascade_of(store, top, day=datetime.date(2021, 12, 31))) == {top}
    assert set(cascade_of(store, top, day=datetime.date(2022, 1, 7))) == {top, middle, low}


def test_what_else_a_document_carries_out_is_told_beside_it(
    country: Country, opened: Opened
) -> None:
    """An upper document outside the cascade is named, with a doubt when it may belong to it."""
    top, middle, _ = _chain(country)
    plan = country.instrument("9/2", "tinh", date="2022-01-07", number="09/KH-UBND")
    for key, date in (("9/older", "2020-05-05"), ("9/newer", "2021-12-12")):
        country.cite(plan, country.instrument(key, "tinh", date=date), start=len(key) * 10)
    outside = node_at(cascade_of(opened(country), top), middle).outside
    assert [(r.iri.rpartition("/")[2], r.inside, r.may_belong) for r in outside] == [
        ("newer", False, True),
        ("older", False, False),
    ]


def test_the_real_cascade_has_the_plans_of_the_five_documents(store: Store) -> None:
    """Directive 33 of 2021 reaches Hà Giang in 42 days and Trường Thi through its city."""
    graph = cascade_of(store, f"{DEFAULT_BASE}instrument/vn/2021-11-26/33-ct-ttg")
    found = {graph.nodes[i]["place"]: i for i in graph if graph.nodes[i]["kind"] == "instrument"}
    top = graph.graph["root"]
    assert step_at(graph, found["Tỉnh Hà Giang"], top).days == 42
    ward, city = found["Phường Trường Thi"], found["Thành phố Thanh Hóa"]
    assert set(graph.successors(ward)) == {top, city}
    assert not node_at(graph, city).collected
    assert step_at(graph, city, top).evidence_kind == "quoted"
    assert step_at(graph, city, top).evidence[0].document == ward
