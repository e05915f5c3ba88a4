"""Who was told to answer and is not in the collection; absence there proves nothing."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from danvan_graph.cascade import cascade_of
from danvan_graph.cascade.shape import MISSING, node_at, step_at
from danvan_graph.rdf.triples import day
from danvan_graph.vocabulary import DEFAULT_BASE, DV

if TYPE_CHECKING:
    from rdflib import URIRef
    from tests.cascade.conftest import Country, Opened

    from danvan_graph.cascade.shape import Cascade
    from danvan_graph.store.engines.oxigraph import Store

    Two = tuple[URIRef, dict[str, URIRef], dict[str, URIRef]]


@pytest.fixture
def two(country: Country) -> Two:
    """A directive and two provinces that are told to answer it by 31/12/2021."""
    top = country.instrument("vn/1", "trung-uong", date="2021-11-26")
    places = {c: country.territory(c, "tinh", n) for c, n in (("8", "Ví Dụ"), ("9", "Mẫu Mực"))}
    bodies = {c: country.body(t, "tinh", f"Ủy ban {c}") for c, t in places.items()}
    for body in bodies.values():
        country.expect(top, body, due="2021-12-31")
    return top, places, bodies


def _plan(country: Country, two: Two, date: str = "2022-01-07", code: str = "9") -> URIRef:
    top, places, bodies = two
    plan = country.instrument(
        f"{code}/plan", "tinh", date=date, issuer=bodies[code], place=places[code]
    )
    country.cite(plan, top)
    return plan


def test_a_unit_without_document_is_a_node_with_basis_and_due_date(
    country: Country, opened: Opened, two: Two
) -> None:
    """What is missing says so in words that do not accuse, with why and until when."""
    top, _, bodies = two
    _plan(country, two)
    graph = cascade_of(opened(country), str(top))
    assert str(bodies["9"]) not in graph
    ghost = node_at(graph, str(bodies["8"]))
    assert (ghost.kind, ghost.status, ghost.group) == ("missing", MISSING, False)
    assert "chưa ban hành" not in ghost.status
    assert (ghost.basis, ghost.confidence, ghost.due) == ("neu-ro", 1.0, "2021-12-31")
    step = step_at(graph, str(bodies["8"]), str(top))
    assert (step.evidence_kind, step.days) == ("doc", None)
    assert (step.evidence[0].start, step.evidence[0].end) == (100, 150)


def test_an_expectation_from_a_title_is_told_as_such(country: Country, opened: Opened) -> None:
    """A reviewer's conclusion is not dressed up as something the document says."""
    top = country.instrument("vn/1", "trung-uong")
    body = country.body(country.territory("8", "tinh", "Ví Dụ"), "tinh", "Ủy ban 8")
    country.expect(top, body, basis="suy-tu-ten", sure=0.6)
    graph = cascade_of(opened(country), str(top))
    assert step_at(graph, str(body), str(top)).evidence_kind == "title"
    assert node_at(graph, str(body)).confidence == pytest.approx(0.6)
    assert node_at(graph, str(body)).basis_label == "Suy từ tên gọi"


def test_an_answer_after_the_due_date_is_late(country: Country, opened: Opened, two: Two) -> None:
    """Lateness is counted from the day the ordering document states."""
    plan = _plan(country, two)
    node = node_at(cascade_of(opened(country), str(two[0])), str(plan))
    assert (node.due, node.late_days, node.due_doubtful) == ("2021-12-31", 7, False)


def test_an_answer_in_time_is_not_late(country: Country, opened: Opened, two: Two) -> None:
    """An answer on the very day is in time."""
    plan = _plan(country, two, date="2021-12-31")
    node = node_at(cascade_of(opened(country), str(two[0])), str(plan))
    assert (node.due, node.late_days) == ("2021-12-31", None)


def test_a_due_date_before_the_order_makes_nobody_late(country: Country, opened: Opened) -> None:
    """A deadline that precedes its own document is shown with a doubt and not held against anyone."""
    top = country.instrument("vn/1", "trung-uong", date="2022-01-07")
    place = country.territory("9", "tinh", "Mẫu Mực")
    body = country.body(place, "tinh", "Ủy ban 9")
    absent = country.body(country.territory("8", "tinh", "Ví Dụ"), "tinh", "Ủy ban 8")
    for agent in (body, absent):
        country.expect(top, agent, due="2021-01-15")
    plan = country.instrument("9/plan", "tinh", date="2022-03-01", issuer=body, place=place)
    country.cite(plan, top)
    graph = cascade_of(opened(country), str(top))
    assert node_at(graph, str(plan)).late_days is None
    assert node_at(graph, str(plan)).due_doubtful
    assert node_at(graph, str(absent)).due_doubtful


def test_a_document_answers_only_what_it_carries_out(
    country: Country, opened: Opened, two: Two
) -> None:
    """A plan that skips the order of its province is missing below that order, and this is told."""
    top, places, _ = two
    province = _plan(country, two)
    place = country.territory("99", "huyen", "Thử", above=places["9"])
    body = country.body(place, "huyen", "Ủy ban 99")
    country.expect(province, body)
    skipping = country.instrument("99/plan", "huyen", issuer=body, place=place, label="Kế hoạch X")
    country.cite(skipping, top)
    graph = cascade_of(opened(country), str(top))
    ghost = node_at(graph, str(body))
    assert ghost.elsewhere == "Kế hoạch X"
    assert list(graph.successors(str(body))) == [str(province)]


def test_the_same_body_of_what_a_territory_became_answers_for_it(
    country: Country, opened: Opened, two: Two
) -> None:
    """After a merger the plan of the new province answers what the old one was told."""
    top, places, _ = two
    new = country.territory("9", "tinh", "Hợp Nhất", since="2025-07-01")
    country.add(places["8"], DV.becomes, new)
    country.add(places["8"], DV.validUntil, day("2025-07-01"))
    heir = country.body(new, "tinh", "Ủy ban mới")
    other = country.body(new, "tinh", "Tỉnh ủy mới", kind="tinh-uy")
    for number, issuer in enumerate((heir, other)):
        plan = country.instrument(
            f"9/{number}", "tinh", date="2025-09-01", issuer=issuer, place=new
        )
        country.cite(plan, top)
    graph = cascade_of(opened(country), str(top))
    missing = [i for i in graph if graph.nodes[i]["kind"] == "missing"]
    assert [node_at(graph, i).unit for i in missing] == ["Ủy ban 9"]


def test_another_body_of_the_new_territory_does_not_answer(
    country: Country, opened: Opened, two: Two
) -> None:
    """A Party committee's plan does not answer for the People's Committee."""
    top, places, bodies = two
    new = country.territory("9", "tinh", "Hợp Nhất", since="2025-07-01")
    country.add(places["8"], DV.becomes, new)
    country.add(places["8"], DV.validUntil, day("2025-07-01"))
    party = country.body(new, "tinh", "Tỉnh ủy mới", kind="tinh-uy")
    country.cite(country.instrument("9/1", "tinh", issuer=party, place=new), top)
    graph = cascade_of(opened(country), str(top))
    assert node_at(graph, str(bodies["8"])).now == "nay là địa bàn Hợp Nhất"


def test_an_abolished_unit_is_told_to_be_gone(country: Country, opened: Opened) -> None:
    """A district without successor of its level no longer exists, and the day is told."""
    top = country.instrument("vn/1", "trung-uong")
    place = country.territory("99", "huyen", "Thử", until="2025-07-01")
    body = country.body(place, "huyen", "Ủy ban 99")
    country.expect(top, body, as_of="2024-01-01")
    store = opened(country)
    assert node_at(cascade_of(store, str(top)), str(body)).now == "không còn từ 01/07/2025"
    earlier = cascade_of(store, str(top), day=datetime.date(2024, 6, 1))
    assert node_at(earlier, str(body)).now == ""


def test_a_group_without_members_is_one_node(country: Country, opened: Opened) -> None:
    """Whoever cannot be listed is shown as a group, not as nobody."""
    top = country.instrument("vn/1", "trung-uong")
    group = country.group("Các cơ quan, đơn vị, địa phương", "tinh")
    country.expect(top, group)
    graph = cascade_of(opened(country), str(top))
    node = node_at(graph, str(group))
    assert (node.kind, node.group, node.status) == ("missing", True, MISSING)


def test_members_of_a_group_count_on_the_day_of_the_order(country: Country, opened: Opened) -> None:
    """A province founded later was not told, one abolished before was not either."""
    top = country.instrument("vn/1", "trung-uong")
    spans = {"6": ("", "2020-01-01"), "7": ("", ""), "8": ("2025-07-01", "")}
    bodies = {}
    for code, (since, until) in spans.items():
        place = country.territory(code, "tinh", code, since=since, until=until)
        bodies[code] = country.body(place, "tinh", f"Ủy ban {code}")
    country.expect(top, country.group("Các tỉnh", "trung-uong", "tinh"), as_of="2021-11-26")
    graph = cascade_of(opened(country), str(top))
    assert [i for i in graph if graph.nodes[i]["kind"] == "missing"] == [str(bodies["7"])]


def test_a_weak_document_is_no_answer(country: Country, opened: Opened, two: Two) -> None:
    """Having a task about the directive is not carrying it out."""
    top, places, bodies = two
    weak = country.instrument("9/plan", "tinh", issuer=bodies["9"], place=places["9"])
    country.cite(weak, top, "to-chuc-thuc-hien")
    graph = cascade_of(opened(country), str(top), weak=True)
    assert str(weak) in graph
    assert str(bodies["9"]) in graph


def test_a_document_of_the_missing_unit_that_others_name_is_hinted_at(
    country: Country, opened: Opened, two: Two
) -> None:
    """A district that names its province's plan beside the directive gives a hint, not a claim."""
    top, places, bodies = two
    plan = country.instrument(
        "8/plan", "tinh", date="2022-02-02", issuer=bodies["8"], collected=False, label="KH 595"
    )
    place = country.territory("88", "huyen", "Thử", above=places["8"])
    low = country.instrument("88/plan", "huyen", place=place)
    country.cite(low, top)
    country.cite(low, plan, start=50)
    graph = cascade_of(opened(country), str(top))
    assert node_at(graph, str(bodies["8"])).hint == "KH 595"
    assert str(plan) not in graph


def test_what_was_expected_later_is_not_missing_yet(
    country: Country, opened: Opened, two: Two
) -> None:
    """On an early day nobody is missing who had not been told."""
    top = two[0]
    graph = cascade_of(opened(country), str(top), day=datetime.date(2022, 1, 1))
    assert set(graph) == {str(top)}


def test_the_real_ghosts_are_61_provinces_11_districts_20_communes(store: Store) -> None:
    """All provinces of 2021 but Hà Giang and Bình Định, and the units told by two of the plans."""
    top = f"{DEFAULT_BASE}instrument/vn/2021-11-26/33-ct-ttg"
    graph = cascade_of(store, top)
    ghosts = {i: node_at(graph, i) for i in graph if graph.nodes[i]["kind"] == "missing"}
    provinces = {n.place_name for i, n in ghosts.items() if graph.has_edge(i, top)}
    assert len(provinces) == 61
    assert not {"Hà Giang", "Bình Định"} & provinces
    told = {
        place: [i for i in graph.predecessors(iri) if i in ghosts and not ghosts[i].group]
        for place, iri in _documents(graph).items()
    }
    assert (len(told["Bình Định"]), len(told["Thanh Hà"])) == (11, 20)
    hints = {n.place_name: n.hint for n in ghosts.values() if n.hint}
    assert hints == {"Hải Dương": "Kế hoạch 595/KH-UBND ngày 06/03/2023"}


def _documents(graph: Cascade) -> dict[str, str]:
    return {
        data["place_name"]: iri
        for iri, data in graph.nodes(data=True)
        if data["kind"] == "instrument"
    }
