"""The index says what the citations and the shipped SPARQL queries say, on graphs of any shape."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rdflib import URIRef
from rdflib.term import Literal, Node

from danvan_graph import resources
from danvan_graph.adjacency.calendar import owed
from danvan_graph.adjacency.columns import Lists
from danvan_graph.adjacency.counts import cascade_levels, coverage, top_cited
from danvan_graph.adjacency.covered import covered_instruments
from danvan_graph.adjacency.index import Adjacency
from danvan_graph.adjacency.naming import Called, UnitRows, agents
from danvan_graph.adjacency.order import LEVELS
from danvan_graph.adjacency.writing import write_adjacency
from danvan_graph.citing import walked
from danvan_graph.citing.mapped import citing_plans
from danvan_graph.identifiers.folding import fold
from danvan_graph.lookup.index import InstrumentIndex
from danvan_graph.lookup.mapped import mapped
from danvan_graph.queries.catalogue import read_catalogue
from danvan_graph.queries.run import run
from danvan_graph.rdf.rules import read_rules
from danvan_graph.store.engines.oxigraph import Answer, Embedded
from danvan_graph.store.engines.reader import Reader
from danvan_graph.store.making.dataset import WorkingDataset

from .conftest import (
    BASE,
    COUNT,
    WORLDS,
    Owing,
    Paper,
    Passage,
    World,
    body,
    instrument,
    territory,
    triples,
)

HEAD = """PREFIX dv: <https://w3id.org/danvan/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> """
RULES = read_rules(resources.ontology_folder() / "rules")
CATALOGUE = read_catalogue(resources.queries_folder())
ROLES = st.sets(st.sampled_from(["thuc-hien", "can-cu", "nhac-den"]), max_size=2)
often = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Held(Embedded):
    """The embedded engine over a graph that is not published."""

    base = BASE


@dataclass(frozen=True)
class Made:
    """A world as an engine and as an index."""

    store: Reader
    index: Adjacency
    instruments: InstrumentIndex


@contextmanager
def made(world: World) -> Iterator[Made]:
    """Gives the engine and the index of a world with all its consequences."""
    dataset = WorkingDataset()
    dataset.add(URIRef(f"{BASE}graph/vi-du"), triples(world))
    dataset.infer(URIRef(f"{BASE}graph/inferred"), RULES)
    store = Held(dataset.engine)
    with tempfile.TemporaryDirectory() as folder:
        write_adjacency(store, Path(folder))
        index = Adjacency(Path(folder))
        yield Made(store, index, mapped(index, BASE))


def _asked(store: Reader, name: str, **params: str) -> list[dict[str, Node | None]]:
    found = run(CATALOGUE.get(name), store, params, lambda _, text: text)
    assert isinstance(found, Answer)
    return list(found.dicts())


def _plain(term: Node | None) -> object:
    return term.toPython() if isinstance(term, Literal) else None if term is None else str(term)


PLAIN = Paper("xa", None, None, plan=True, collected=True, issuer=None)
CROSSED = World(  # of two chains of three steps, the one whose middle was found first
    (PLAIN,) * COUNT,
    tuple(
        Passage(source, target, "thuc-hien", source, nested=False, basis=True, start=0)
        for source, target in ((1, 0), (2, 0), (4, 1), (3, 2), (5, 3), (5, 4))
    ),
    (),
    (None,) * COUNT,
    (),
)


@settings(often, max_examples=300)
@example(world=CROSSED, goal=0, transitive=True, roles=set())
@given(world=WORLDS, goal=st.integers(0, COUNT - 1), transitive=st.booleans(), roles=ROLES)
def test_who_cites(world: World, goal: int, transitive: bool, roles: set[str]) -> None:  # noqa: FBT001
    """Proves that plans, chains, roles and passages are those that the citations give, in order."""
    with made(world) as here:
        known = InstrumentIndex.of(here.store)
        asked = {"transitive": transitive, "roles": frozenset(roles)}
        expected = walked.plans_citing(here.store, known, instrument(goal), **asked)  # type: ignore[arg-type]
        found = citing_plans(here.index, here.instruments, instrument(goal), **asked)  # type: ignore[arg-type]
        assert tuple(found) == expected
        assert found.years() == sorted({p.plan.year for p in expected if p.plan.year})
        assert found.roles() == sorted({role for p in expected for role in p.roles})


@often
@given(WORLDS)
def test_instruments(world: World) -> None:
    """Proves that every instrument and every way to find one is as the engine has it."""
    with made(world) as here:
        expected = InstrumentIndex.of(here.store)
        assert dict(here.instruments.instruments) == expected.instruments
        assert dict(here.instruments.texts) == expected.texts
        assert here.instruments.kinds == expected.kinds
        for name in ("by_label", "by_slug", "by_bare_slug", "by_running_number"):
            found = getattr(here.instruments, name)
            assert {n: list(found[n]) for n in found} == getattr(expected, name)


@often
@given(WORLDS, st.integers(0, COUNT - 1))
def test_levels_of_a_cascade(world: World, goal: int) -> None:
    """Proves that the counts of each level are those of ``cascade/levels``."""
    with made(world) as here:
        number = here.index.number(instrument(goal))
        assert number is not None
        found = [
            (c.level, c.documents, c.collected, c.direct, c.first_year, c.last_year)
            for c in cascade_levels(here.index, number)
        ]
        names = ("level_label", "documents", "collected", "direct", "first_year", "last_year")
        rows = _asked(here.store, "cascade/levels", instrument=instrument(goal))
        assert found == [tuple(_plain(row[name]) for name in names) for row in rows]


@often
@given(WORLDS)
def test_most_cited(world: World) -> None:
    """Proves that the most cited are those of ``research/most-cited``, in its order."""
    with made(world) as here:
        found = [
            (here.index.iris[c.number], c.documents, c.citations) for c in top_cited(here.index)
        ]
        rows = _asked(here.store, "research/most-cited")
        names = ("instrument", "documents", "citations")
        assert found == [tuple(_plain(row[name]) for name in names) for row in rows]


@often
@given(WORLDS, st.integers(0, COUNT - 1))
def test_cited_by_year_and_level(world: World, goal: int) -> None:
    """Proves that the counts of one year and level are those of ``research/cited-by-year``."""
    with made(world) as here:
        number = here.index.number(instrument(goal))
        rows = _asked(here.store, "research/cited-by-year", instrument=instrument(goal))
        told = {
            (_plain(row["year"]), _plain(row["level_label"])): (
                _plain(row["documents"]),
                _plain(row["citations"]),
            )
            for row in rows
        }
        for year in range(2021, 2025):
            for level in LEVELS:
                found = top_cited(here.index, year=year, level=level)
                counts = [(c.documents, c.citations) for c in found if c.number == number]
                assert counts == ([told[year, level]] if (year, level) in told else [])


@often
@given(WORLDS, st.integers(0, COUNT - 1))
def test_coverage(world: World, goal: int) -> None:
    """Proves that who was told and who has answered are as the two coverage queries say."""
    with made(world) as here:
        number = here.index.number(instrument(goal))
        assert number is not None
        found = coverage(here.index, number)
        rows = _asked(here.store, "coverage/expected-bodies", instrument=instrument(goal))
        expected = {(_plain(row["body"]), _plain(row["plan"])) for row in rows}
        assert {
            (here.index.iris[one], here.index.iris[plan] if plan is not None else None)
            for one, plans in zip(found.bodies.tolist(), found.answers, strict=True)
            for plan in (plans or (None,))
        } == expected
        counts = [
            row
            for row in _asked(here.store, "coverage/by-instrument")
            if str(row["instrument"]) == instrument(goal)
        ]
        told = [
            (_plain(r["expected"]), _plain(r["collected"]), _plain(r["unlisted_groups"]))
            for r in counts
        ]
        held = (len(found.bodies), int(found.collected.sum()), found.groups)
        assert told == ([held] if any(held) else [])


@often
@given(WORLDS)
def test_coverage_of_every_instrument(world: World) -> None:
    """Proves that the table of all instruments is ``coverage/by-instrument``, in its order."""
    with made(world) as here:
        found = [
            (here.index.iris[c.number], c.expected, c.collected, c.groups)
            for c in covered_instruments(here.index)
        ]
        names = ("instrument", "expected", "collected", "unlisted_groups")
        rows = _asked(here.store, "coverage/by-instrument")
        assert found == [tuple(_plain(row[name]) for name in names) for row in rows]


@often
@given(WORLDS, st.integers(0, COUNT - 1), st.integers(0, COUNT - 1), st.integers(2021, 2024))
def test_coverage_of_a_place_and_year(world: World, goal: int, place: int, year: int) -> None:
    """Proves that a territory takes in those inside it, and a year only the answers of that year."""
    with made(world) as here:
        number, where = here.index.number(instrument(goal)), here.index.number(territory(place))
        assert number is not None
        found = coverage(here.index, number, territory=where, year=year)
        rows = here.store.select(
            f"""PREFIX dv: <https://w3id.org/danvan/ontology#>
            SELECT DISTINCT ?body ?plan WHERE {{
              ?e dv:expectedFor <{instrument(goal)}> ; dv:expectedBody ?body .
              ?body dv:serves/dv:parentTerritory* <{territory(place)}> .
              OPTIONAL {{ ?plan dv:implements <{instrument(goal)}> ; dv:issuer ?body ; dv:year {year} }}
            }}"""
        ).rows
        assert {
            (here.index.iris[one], here.index.iris[plan] if plan is not None else None)
            for one, plans in zip(found.bodies.tolist(), found.answers, strict=True)
            for plan in (plans or (None,))
        } == {(_plain(one), _plain(plan)) for one, plan in rows}
        assert {body(n) for n in range(COUNT)} >= {
            here.index.iris[b] for b in found.bodies.tolist()
        }


STATUS = {
    "co-trong-bo-suu-tap": "có trong bộ sưu tập",
    "chi-duoc-vien-dan": "chỉ biết qua viện dẫn",
    "chua-thay": "không có trong bộ sưu tập",
}


@often
@given(WORLDS, st.integers(0, COUNT - 1))
def test_how_each_body_stands(world: World, goal: int) -> None:
    """Proves that what is said of each body is the best that ``coverage/expected-bodies`` says."""
    with made(world) as here:
        number = here.index.number(instrument(goal))
        assert number is not None
        found = coverage(here.index, number)
        told = {
            here.index.iris[one]: STATUS[found.standing(at)]
            for at, one in enumerate(found.bodies.tolist())
        }
        rows = _asked(here.store, "coverage/expected-bodies", instrument=instrument(goal))
        best: dict[str, str] = {}
        for row in sorted(rows, key=lambda r: list(STATUS.values()).index(str(r["status"]))):
            best.setdefault(str(row["body"]), str(row["status"]))
        assert told == best
        missing = _asked(here.store, "coverage/missing", instrument=instrument(goal))
        seen = {one for one, standing in told.items() if standing == "có trong bộ sưu tập"}
        assert {str(row["body"]) for row in missing} == told.keys() - seen


@often
@given(WORLDS)
def test_names_and_units(world: World) -> None:
    """Proves that what things are called, who acts, and the forms of units are as the engine says."""
    with made(world) as here:
        labels = here.store.select(
            f"""{HEAD} SELECT ?thing ?label WHERE {{ ?thing a ?class ; rdfs:label ?label
            VALUES ?class {{ dv:Body dv:Group }} FILTER (LANG(?label) = "vi") }}"""
        ).rows
        assert dict(Called(here.index.columns)) == {str(a): str(b) for a, b in labels}
        acting = here.store.select(
            f"{HEAD} SELECT DISTINCT ?a {{ VALUES ?c {{ dv:Body dv:Group }} ?a a ?c }} ORDER BY ?a"
        ).rows
        assert agents(here.index.columns) == tuple(str(row[0]) for row in acting)
        units = here.store.select(
            f"""{HEAD} SELECT ?unit ?label ?level ?until ?above WHERE {{
            ?unit a dv:Territory ; rdfs:label ?label ; dv:level ?level
            OPTIONAL {{ ?unit dv:validUntil ?until }}
            OPTIONAL {{ ?unit dv:parentTerritory ?above }} }}"""
        ).rows
        assert dict(UnitRows(here.index.columns)) == {
            str(unit): (
                str(label), str(level).rpartition("/")[2], None, until and str(until),
                above and str(above), fold(str(label)),
            )
            for unit, label, level, until, above in units
        }  # fmt: skip


LISTS = {
    "issuer": "?one dv:issuer ?other ; a dv:Instrument",
    "serves": "?one dv:serves ?other",
    "inside": "?other dv:parentTerritory ?one",
    "carried_out_by": "?other dv:directlyImplements ?one",
    "told": "?e dv:expectedFor ?one ; dv:expectedBody ?other",
    "owed": "?d a dv:Duty ; dv:binds ?one ; dv:inDocument ?other . ?other dv:year ?year",
}


@often
@given(WORLDS)
def test_lists(world: World) -> None:
    """Proves that each list pairs just what the graph relates, and every duty has its words."""
    with made(world) as here:
        index = here.index
        duties = Lists(index.columns, "owes")
        documents = index.columns["duty.document"]
        for name, pattern in LISTS.items():
            rows = here.store.select(f"{HEAD} SELECT DISTINCT ?one ?other {{ {pattern} }}").rows
            found = {
                (index.iris[one], index.iris[int(documents[n]) if name == "owed" else n])
                for one in range(len(index))
                for n in (duties if name == "owed" else getattr(index, name))[one].tolist()
            }
            assert found == {(str(one), str(other)) for one, other in rows}, name
        summaries = index.columns["duty.summary"].tolist()
        assert {index.texts[n] for n in summaries} <= {"Báo cáo kết quả"}


OWED = replace(  # ended, coming back for ever, and to a year; a place that is no more
    CROSSED,
    papers=(replace(PLAIN, year=2022),) * COUNT,
    duties=(
        Owing(0, None, ("2022-11-30", "2023-06-15"), ("--11-30",), 2022),
        Owing(0, 1, (), ("--06-15", "--02-29"), None),
        Owing(0, 0, (), ("--11-30", "--06-15"), None),
    ),
    ended=("2023-07-01", *(None,) * (COUNT - 1)),
)


@often
@example(world=OWED, number=0, year=2023)
@example(world=OWED, number=1, year=2023)
@example(world=OWED, number=1, year=2024)
@given(world=WORLDS, number=st.integers(0, COUNT - 1), year=st.integers(2022, 2025))
def test_owed_in_a_year(world: World, number: int, year: int) -> None:
    """Proves that what a body owes in a year, and on which days, is what ``deadlines/of-unit`` says."""
    with made(world) as here:
        rows = _asked(here.store, "deadlines/of-unit", unit=body(number), year=str(year))
        expected = {(str(row["date"]), str(row["plan"]), str(row["duty"])) for row in rows}
        unit = here.index.number(body(number))
        assert unit is not None
        found = owed(here.index, unit, year)
        assert [o.day for o in found] == sorted(o.day for o in found)
        assert {(o.day, here.index.iris[o.document], o.duty) for o in found} == expected
