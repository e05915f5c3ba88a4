"""A graph changed bit by bit is the graph built from nothing."""

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef

from danvan_graph.store.engines.oxigraph import Store, open_store
from danvan_graph.store.generations.generation import Generation, current, verify
from danvan_graph.store.keeping import ledger, succession
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.succession import Succession
from danvan_graph.store.making import dataset
from danvan_graph.store.making.dataset import WorkingDataset, checksum, matches

BASE = "https://example.org/"
INFERRED = URIRef(f"{BASE}graph/inferred")
P, Q, R, S, T, LABEL = (URIRef(f"{BASE}{name}") for name in ("p", "q", "r", "s", "t", "label"))
THINGS = [URIRef(f"{BASE}t{i}") for i in range(5)]
GRAPHS = [URIRef(f"{BASE}graph/{i}") for i in range(4)]
RULES = [
    f"CONSTRUCT {{ ?a <{Q}> ?c }} WHERE {{ ?a <{P}>+ ?c }}",
    f"CONSTRUCT {{ ?a <{R}> ?c }} WHERE {{ ?b <{Q}> ?a . ?b <{Q}> ?c }}",
    f"CONSTRUCT {{ ?a <{Q}> ?b }} WHERE {{ ?b <{S}> ?a }}",
    f"CONSTRUCT {{ ?a <{T}> ?c }} WHERE {{ ?a <{T}>|<{R}> ?b . ?b <{R}> ?c }}",
    f"CONSTRUCT {{ ?a <{LABEL}> ?b }} WHERE {{ ?a <{S}> ?b FILTER(isLiteral(?b)) }}",
]

Triple = tuple[URIRef, URIRef, URIRef | Literal | BNode]
State = Mapping[URIRef, list[Triple]]

ODD = Literal('a\\u0041 "b"\n\t<urn:c> . _:d {}')
objects = st.sampled_from([*THINGS, Literal("dân vận", lang="vi"), Literal(5), ODD, BNode("b")])
triples = st.tuples(st.sampled_from(THINGS), st.sampled_from([P, P, Q, R, S, T]), objects)
states = st.dictionaries(st.sampled_from(GRAPHS), st.lists(triples, min_size=1, max_size=5))


def from_nothing(state: State, folder: Path) -> Generation:
    """Publishes a graph built whole."""
    made = WorkingDataset()
    for name, said in state.items():
        made.add(name, said)
    made.infer(INFERRED, RULES)
    return publish(made, folder, BASE)


def onwards(state: State, folder: Path) -> Generation:
    """Publishes a graph made from the one published before, some graphs changed together."""
    made = Succession(current(folder))
    for names in (GRAPHS[:3], GRAPHS[3:]):
        held = made.exchange({name: state.get(name, []) for name in names})
        assert held <= set(map(str, names))
        assert not made.exchange({name: state.get(name, []) for name in names})
    count = made.infer(INFERRED, RULES)
    published = publish(made, folder, BASE)
    assert count == published.graphs().get(str(INFERRED), (0, ""))[0]
    return published


def all_of(generation: Generation) -> tuple[list[bytes], list[bytes]]:
    """Returns every line of the named graphs, and of the default graph."""
    store = Store(generation)
    return list(store.nquads()), store.lines(None)


@pytest.fixture(params=[False, True], ids=["few lines", "many lines"])
def _many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few lines, and so many that checksums are followed and files of their own written."""
    if request.param:
        for room in (dataset, succession):
            monkeypatch.setattr(room, "MANY_LINES", 2)
        monkeypatch.setattr(ledger, "MANY", 2)


@pytest.mark.usefixtures("_many")
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(states, min_size=1, max_size=3), start=states)
def test_any_sequence_of_changes_gives_the_graph_of_its_end(
    start: State, steps: list[State], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Byte for byte: the same lines, counts, name and checksums as a build from nothing."""
    folder = tmp_path_factory.mktemp("steps")
    from_nothing(start, folder / "on")
    for number, state in enumerate(steps):
        found = onwards(state, folder / "on")
        whole = from_nothing(state, folder / f"whole{number}")
        assert all_of(found) == all_of(whole)
        assert found.graphs() == whole.graphs()
        assert (found.name, found.quads, found.triples) == (whole.name, whole.quads, whole.triples)
        verify(found)


def test_a_rule_without_reach_runs_whole(tmp_path: Path) -> None:
    """What a document stops saying may still follow, beside other consequences of the same thing."""
    (one, two, three), (first, second, *_) = THINGS[:3], GRAPHS
    stays: dict[URIRef, list[Triple]] = {first: [(two, S, three), (three, P, one)]}
    from_nothing({**stays, second: [(three, Q, one), (one, S, one)]}, tmp_path / "on")
    state: State = {**stays, second: [(one, S, one)]}
    assert all_of(onwards(state, tmp_path / "on")) == all_of(from_nothing(state, tmp_path / "new"))


def test_a_change_leaves_the_generation_before_as_it_was(tmp_path: Path) -> None:
    """Files are shared between generations, and yet each answers for itself."""
    first = from_nothing({GRAPHS[0]: [(THINGS[0], P, THINGS[1])]}, tmp_path)
    reader = open_store(tmp_path)
    second = onwards({GRAPHS[0]: [(THINGS[0], P, THINGS[2])]}, tmp_path)
    ask = f"SELECT ?o {{ <{THINGS[0]}> <{P}> ?o }}"
    assert reader.select(ask).rows == Store(first).select(ask).rows == ((THINGS[1],),)
    assert Store(second).select(ask).rows == ((THINGS[2],),)
    for generation in (first, second):
        verify(generation)
    shared = {p.stat().st_ino for p in first.engine.glob("*.sst")}
    assert shared & {p.stat().st_ino for p in second.engine.glob("*.sst")}


def test_an_unpublished_change_leaves_nothing_behind(tmp_path: Path) -> None:
    """What was begun and thrown away takes its folder along."""
    from_nothing({GRAPHS[0]: [(THINGS[0], P, THINGS[1])]}, tmp_path)
    before = sorted(tmp_path.rglob("*"))
    made = Succession(current(tmp_path))
    made.remove(str(GRAPHS[0]))
    del made
    assert sorted(tmp_path.rglob("*")) == before


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    """Folders of processes that are gone go with the next publication, others stay."""
    (tmp_path / ".next-999999999-x" / "engine").mkdir(parents=True)
    (tmp_path / ".next-1-x").mkdir()
    from_nothing({GRAPHS[0]: [(THINGS[0], P, THINGS[1])]}, tmp_path)
    assert [p.name for p in tmp_path.glob(".next-*")] == [".next-1-x"]


def test_a_graph_changed_back_is_the_one_before(tmp_path: Path) -> None:
    """What was said, taken back and said again leaves no trace."""
    first = from_nothing({GRAPHS[0]: [(THINGS[0], P, THINGS[1])]}, tmp_path)
    made = Succession(current(tmp_path))
    assert made.replace(GRAPHS[0], [(THINGS[0], P, THINGS[2])])
    assert made.replace(GRAPHS[0], [(THINGS[0], P, THINGS[1])])
    assert not made.gained | made.lost
    made.infer(INFERRED, RULES)
    assert publish(made, tmp_path, BASE).name == first.name


def test_who_speaks_of_a_thing(tmp_path: Path) -> None:
    """Graphs that describe a thing or name it."""
    state: State = {GRAPHS[0]: [(THINGS[0], P, THINGS[1])], GRAPHS[1]: [(THINGS[2], P, THINGS[0])]}
    from_nothing(state, tmp_path)
    made = Succession(current(tmp_path))
    assert made.speaking_of([str(THINGS[0])]) >= {str(GRAPHS[0]), str(GRAPHS[1])}
    assert isinstance(made.engine, ox.Store)


def test_a_checksum_of_many_lines_is_that_of_any_order_and_of_no_others() -> None:
    """Whichever kind it is, a checksum is known again, and only that of the same lines."""
    lines = [b'<urn:a> <urn:b> "%06d" .\n' % at for at in range(dataset.MANY_LINES + 1)]
    few, many = checksum(lines[:-1]), checksum(lines)
    assert (few[0] == "+", many[0], len(many)) == (False, "+", 65)
    assert checksum(lines[::-1]) == many
    assert matches(lines, many)
    assert matches(lines[:-1], few)
    assert not matches(lines[:-1], many)
    assert not matches([*lines[:-1], lines[0]], many)
