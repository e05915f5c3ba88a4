"""What pages read in portions or from the look-up index is what the graph says."""

from pathlib import Path

import httpx
import pytest

from danvan_graph.errors import QueryTooExpensive
from danvan_graph.queries.catalogue import read_catalogue
from danvan_graph.queries.run import run
from danvan_graph.resources import queries_folder
from danvan_graph.store.untrusted.pool import QueryPool
from danvan_graph.vocabulary import RELATIONS
from danvan_graph.web.api.catalogue import answer
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.citations import strength
from danvan_graph.web.reading.incoming import incoming_of
from danvan_graph.web.reading.reviewed import Reviewed
from danvan_graph.web.reading.terms import AT_ONCE, in_portions, rows
from danvan_graph.web.reading.work import Wanted, duties, duty_addresses, task_addresses, tasks
from danvan_graph.web.unit_tree.answers import answers_to
from danvan_graph.web.unit_tree.ties import Ties

HA_GIANG = "02/2022-01-07/9-kh-ubnd"


@pytest.fixture(scope="module")
def edition(store_folder: Path) -> Edition:
    """The shipped data as a server reads them."""
    return Edition.of(store_folder)


def test_portions_hold_everything_in_order() -> None:
    """No address is left out or read twice, whatever their number."""
    for number in (0, 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE):
        addresses = [str(n) for n in range(number)]
        sizes: list[int] = []

        def read(some: "list[str] | tuple[str, ...]", told: list[int] = sizes) -> list[str]:
            told.append(len(some))
            return list(some)

        assert list(in_portions(addresses, read)) == addresses  # type: ignore[arg-type]
        assert all(0 < size <= AT_ONCE for size in sizes)


def _related(edition: Edition, instrument: str) -> dict[str, set[str]]:
    """Returns what relates to an instrument, by what the citations and the registers say."""
    found: dict[str, set[str]] = {}
    slugs = {str(relation): slug for slug, relation in RELATIONS.items()}
    cited = f"?c dv:citedInstrument <{instrument}> ; dv:citingInstrument ?other ; dv:relation ?term"
    for pattern in (cited, f"?other ?term <{instrument}> ; a dv:Instrument"):
        for row in rows(edition.store, f"SELECT ?other ?term WHERE {{ {pattern} }}"):
            slug = slugs.get(row["term"]) or row["term"].rpartition("/")[2]
            if slug in RELATIONS:
                found.setdefault(row["other"], set()).add(slug)
    return found


def test_incoming_is_what_the_graph_says(edition: Edition) -> None:
    """Of every instrument: the same documents by the same strongest relation."""
    seen = 0
    for known in edition.index.all():
        told: dict[str, set[str]] = {}
        for other, relations in _related(edition, known.iri).items():
            told.setdefault(min(relations, key=strength), set()).add(other)
        found = incoming_of(edition.store, edition.adjacency, known.iri, 1000)
        assert {i.relation: {link.other for link in i.links} for i in found} == told
        assert all(i.total == len(i.links) for i in found)
        seen += len(found)
    assert seen > 50


def test_who_was_reviewed_is_told_the_same_one_by_one(edition: Edition) -> None:
    """Asked one by one or read whole, the documents that a person has checked are the same."""
    query = """SELECT ?document WHERE { GRAPH ?graph {
        ?graph dv:reviewedBy ?who . ?document dv:source ?text }
        FILTER (STRSTARTS(?who, "person")) }"""
    checked = {row["document"] for row in rows(edition.store, query)}
    known = [known.iri for known in edition.index.all()]
    assert set(known) & checked
    found = Reviewed(edition.store)
    assert {iri for iri in known if iri in found} == checked
    for number in range(600):  # more than are asked about one by one
        assert f"{known[0]}/khong-co/{number}" not in found
    assert {iri for iri in known if iri in found} == checked


def test_a_graph_is_known_by_its_name(edition: Edition) -> None:
    """What is no address, or names no graph, is no graph."""
    names = edition.graph_names
    assert all(edition.holds_graph(name) for name in names)
    assert not any(edition.holds_graph(name) for name in ("", "a b", f"{max(names)}x"))


def test_tasks_and_duties_are_those_that_one_question_finds(edition: Edition) -> None:
    """The findings of every plan and body, asked filter by filter, are those of one pattern."""
    for kind, addresses, term in (
        ("Task", task_addresses, "involves"),
        ("Duty", duty_addresses, "bearer"),
    ):
        for body in list(edition.names.bodies)[::20]:
            one = f"?f a dv:{kind} ; dv:binds|dv:{term} <{body}>"
            wanted = {r["f"] for r in rows(edition.store, f"SELECT ?f WHERE {{ {one} }}")}
            read = tasks if kind == "Task" else duties
            found = {t.iri for t in read(edition.store, Wanted(unit=body))}
            assert found == wanted
            assert found <= set(addresses(edition.store, Wanted(unit=body)))
    plan = edition.addresses.instrument(HA_GIANG)
    both = tasks(edition.store, Wanted(plan=plan, role="chu-tri", kind="nhiem-vu"))
    assert both
    assert {t.kind for t in both} == {"nhiem-vu"}
    assert all(any(a.role == "chu-tri" for a in t.assignments) for t in both)


@pytest.mark.parametrize("tie", ["thuc-hien", "can-cu", "moi"])
def test_a_cascade_holds_what_the_graph_ties(edition: Edition, tie: str) -> None:
    """The documents of a tree are those that a plain question finds."""
    root = edition.index.by_iri(edition.addresses.instrument("vn/2021-11-26/33-ct-ttg"))
    carrying = {
        r["p"] for r in rows(edition.store, f"SELECT ?p WHERE {{ ?p dv:implements <{root.iri}> }}")
    }
    found = {p.iri for same in answers_to(edition, root, tie).plans.values() for p in same}
    if tie == "thuc-hien":
        assert found == carrying - {root.iri}
    if tie == "moi":
        assert found >= carrying - {root.iri}
    assert Ties.of(edition).places.keys() >= {
        p.iri for place, same in answers_to(edition, root, tie).plans.items() if place for p in same
    }


def test_a_number_of_several_is_a_choice(client: httpx.Client) -> None:
    """The page asks which is meant, the most cited first, and leads to each."""
    answer = client.get("/trich-dan?so=ke+hoach", headers={"Accept": "text/html"})
    assert answer.status_code == 300
    assert "Bạn cần văn bản nào?" in answer.text
    part = answer.text.partition('class="choices"')[2]
    links = [p.partition('"')[0] for p in part.split('href="')[1:] if p.startswith("/trich-dan?")]
    assert links
    assert client.get(links[0].replace("&amp;", "&")).status_code == 200


def test_rows_of_a_named_query_come_from_a_worker(edition: Edition) -> None:
    """Whole and typed as from the engine, or not at all where a limit is passed."""
    generation = edition.store.generation
    catalogue = read_catalogue(queries_folder())
    for name in ("research/most-cited", "research/plan-statistics"):
        query = catalogue.get(name)
        with QueryPool(generation.engine, workers=1) as pool:
            assert answer(pool, edition, query, {}, None) == run(query, edition.store, {})
    with (
        QueryPool(generation.engine, workers=1, result_limit=100) as pool,
        pytest.raises(QueryTooExpensive),
    ):
        answer(pool, edition, query, {}, None)


def test_a_named_query_waits_to_be_sent(client: httpx.Client) -> None:
    """Opening shows the form and the question; sending shows the rows."""
    opened = client.get("/truy-van/research/most-cited").text
    assert "SELECT" in opened
    assert "<td>" not in opened
    assert "<td>" in client.get("/truy-van/research/most-cited?chay=1").text
    wrong = client.get("/truy-van/lookup/plans-citing?chay=1&instrument=khong-co-van-ban-nay")
    assert wrong.status_code == 404
    assert 'role="alert"' in wrong.text


def test_a_comparison_begins_with_what_the_plan_carries_out(client: httpx.Client) -> None:
    """Without the upper plan the page offers those that the lower one carries out."""
    page = client.get(f"/so-sanh?duoi={HA_GIANG}").text
    assert "Chọn văn bản cấp trên" in page
    assert "Chỉ thị 33/CT-TTg" in page.partition("Chọn văn bản cấp trên")[2]
    spelled = client.get("/so-sanh", params={"duoi": "09/KH-UBND"})
    assert spelled.status_code == 200
    assert "Chọn văn bản cấp trên" in spelled.text


def test_a_day_of_the_calendar_has_its_list(client: httpx.Client) -> None:
    """The list of a day holds what the calendar shows on it, and nothing else."""
    items = client.get("/nhiem-vu.json?ngay=2023-11-30", follow_redirects=True).json()
    assert items["total"] == len(items["items"]) > 0
    assert client.get("/nhiem-vu.json?ngay=2023-11-29").json()["total"] == 0
    assert client.get("/nhiem-vu?ngay=2023-13-40").status_code == 422
    assert client.get("/nhiem-vu?ngay=2023-02-31").status_code == 200
