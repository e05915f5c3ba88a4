"""The figures of a cascade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from danvan_graph.cascade import cascade_of, metrics, totals
from danvan_graph.cascade.measures import Delay

if TYPE_CHECKING:
    from tests.cascade.conftest import Country, Opened

    from danvan_graph.cascade.shape import Cascade


@pytest.fixture
def graph(country: Country, opened: Opened) -> Cascade:
    """Three provinces told, two answered; one district without a day, one dated too early."""
    top = country.instrument("vn/1", "trung-uong", date="2021-11-26")
    for code in ("7", "8", "9"):
        place = country.territory(code, "tinh", code)
        body = country.body(place, "tinh", f"Ủy ban {code}")
        country.expect(top, body)
        if code != "7":
            plan = country.instrument(
                f"{code}/1", "tinh", issuer=body, place=place, collected=code == "8",
                date={"8": "2022-01-07", "9": "2021-12-06"}[code],
            )  # fmt: skip
            country.cite(plan, top)
    country.cite(country.instrument("88/1", "huyen", year=2022), plan)
    country.cite(country.instrument("89/1", "huyen", date="2021-12-05"), plan)
    country.cite(country.instrument("87/1", "huyen"), top, start=90)
    country.cite(country.instrument("86/1", "xa", date="2022-02-02"), top, "tiep-tuc")
    country.expect(top, country.group("Các sở", "tinh"))
    return cascade_of(opened(country), str(top), weak=True)


def test_totals_count_each_level(graph: Cascade) -> None:
    """Answered and missing add up to expected; cited, weak and groups stand apart."""
    found = {t.level: t for t in totals(graph)}
    assert list(found) == ["tinh", "huyen", "xa"]
    province = found["tinh"]
    assert (province.expected, province.answered, province.missing) == (3, 2, 1)
    assert (province.documents, province.cited, province.groups) == (1, 1, 1)
    assert (found["huyen"].expected, found["huyen"].documents) == (0, 3)
    assert (found["xa"].documents, found["xa"].weak) == (0, 1)
    assert (province.label, province.order) == ("Cấp tỉnh", 1)


def test_metrics_measure_documents_only(graph: Cascade) -> None:
    """Depth, breadth and delay leave out what is missing, what is weak and what is undated."""
    found = metrics(graph)
    assert found.depth == 2
    assert found.breadth == {"tinh": 2, "huyen": 3}
    assert found.delay == Delay(count=2, median=26, shortest=10, longest=42)
    assert found.undated == 2
    assert [iri.rpartition("instrument/")[2] for iri in found.reversed] == ["89/1"]
    assert [iri.rpartition("instrument/")[2] for iri in found.breaks] == ["87/1"]


def test_a_lone_instrument_has_no_figures(country: Country, opened: Opened) -> None:
    """Nothing below means no delay and no depth, not an error."""
    top = country.instrument("vn/1", "trung-uong")
    graph = cascade_of(opened(country), str(top))
    assert totals(graph) == ()
    found = metrics(graph)
    assert (found.depth, found.breadth, found.delay) == (0, {}, None)


def test_a_unit_that_answered_one_order_and_not_another_counts_as_missing(
    country: Country, opened: Opened
) -> None:
    """A body is counted once, and its gap is not hidden by its other plan."""
    top = country.instrument("vn/1", "trung-uong")
    body = country.body(country.territory("9", "tinh", "Chín"), "tinh", "Ủy ban 9")
    other = country.instrument("8/1", "tinh")
    country.relate(other, top)
    country.relate(country.instrument("9/1", "tinh", issuer=body), top)
    country.expect(top, body)
    country.expect(other, body)
    (province,) = totals(cascade_of(opened(country), str(top)))
    assert (province.expected, province.answered, province.missing) == (1, 0, 1)
