"""A search index that follows changes finds what an index made from nothing finds."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.term import Node

from danvan_graph.search.entry import KINDS
from danvan_graph.search.following import follow_search
from danvan_graph.search.searcher import Hit, Searcher
from danvan_graph.search.writing import write_search
from danvan_graph.store.generations.generation import Generation, current
from danvan_graph.store.keeping.neighbourhood import Neighbourhood
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.succession import Succession
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.vocabulary import CONCEPT, DV

BASE = "https://vi-du.vn/"
SHARED = URIRef(f"{BASE}graph/shared")
DOCUMENTS = [URIRef(f"{BASE}instrument/{n}") for n in range(5)]
PLACES = [URIRef(f"{BASE}territory/{n}") for n in range(3)]
WORDS = ["dân vận khéo", "kế hoạch", "báo cáo quý", "xã Ví Dụ", "09/KH-UBND"]
ASKED = ("dan", "ke hoach", "bao cao", "vi du", "9 kh", "xa", "tinh", "t", "u")
Triple = tuple[URIRef, URIRef, Node]
Document = tuple[int, int, str, str, frozenset[int]]

words = st.sampled_from(WORDS)
documents = st.tuples(
    st.integers(0, 4), st.integers(0, 2), words, words, st.frozensets(st.integers(0, 4), max_size=3)
)
states = st.tuples(
    st.lists(documents, max_size=5, unique_by=lambda d: d[0]),
    st.sampled_from(["Xã Đầu", "Xã Cuối"]),
)
State = tuple[list[Document], str]


def _document(
    number: int, place: int, title: str, task: str, cited: frozenset[int]
) -> list[Triple]:
    here = DOCUMENTS[number]
    work, quoted = URIRef(f"{here}/task/1"), URIRef(f"{here}/citation/1")
    return [
        (here, RDF.type, DV.Instrument),
        (here, RDFS.label, Literal(f"Kế hoạch {number} {title}")),
        (here, DV.place, PLACES[place]),
        *((here, DV.cites, DOCUMENTS[n]) for n in cited),
        (work, RDF.type, DV.Task),
        (work, DV.summary, Literal(task)),
        (work, DV.inDocument, here),
        (quoted, DV.quote, Literal(f"“{task}” và {title}")),
        (quoted, DV.inDocument, here),
    ]


def _shared(name: str) -> list[Triple]:
    said: list[Triple] = []
    for at, place in enumerate(PLACES):
        said += [
            (place, RDF.type, DV.Territory),
            (place, RDFS.label, Literal(f"{name} {at}", lang="vi")),
            (place, DV.level, CONCEPT["cap/xa"]),
        ]
    return [*said, (PLACES[1], DV.parentTerritory, PLACES[0])]


def _graphs(state: State) -> dict[URIRef, list[Triple]]:
    told = {URIRef(f"{BASE}graph/instrument/{d[0]}"): _document(*d) for d in state[0]}
    return {**told, SHARED: _shared(state[1])}


def _whole(state: State, folder: Path) -> Generation:
    made = WorkingDataset()
    for name, said in _graphs(state).items():
        made.add(name, said)
    return publish(made, folder, BASE, companions={"search": write_search}, ground="g")


def _onwards(state: State, folder: Path, followed: list[bool]) -> Generation:
    def follow(before: Path, beside: Path, change: Neighbourhood) -> bool:
        followed.append(follow_search(before, beside, change))
        return followed[-1]

    made, graphs = Succession(current(folder)), _graphs(state)
    for name in {*graphs, *map(URIRef, made.previous.graphs())}:
        made.replace(name, graphs.get(name, []))
    companions = {"search": write_search}
    return publish(
        made, folder, BASE, companions=companions, followers={"search": follow}, ground="g"
    )


def _found(searcher: Searcher, text: str) -> list[tuple[object, ...]]:
    def told(hit: Hit) -> tuple[object, ...]:
        return hit.iri, hit.kind, hit.title, hit.detail, hit.weight

    found = searcher.find(text, kinds=KINDS, limit=1000)
    assert found.total == len(found.hits)
    return sorted(map(told, found.hits))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(start=states, steps=st.lists(states, min_size=1, max_size=3))
def test_the_same_is_found_after_any_changes(
    start: State, steps: list[State], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every entry with its words, titles and weights, whatever came, went or was renamed."""
    folder = tmp_path_factory.mktemp("steps")
    _whole(start, folder / "on")
    followed: list[bool] = []
    for number, state in enumerate(steps):
        found = Searcher(_onwards(state, folder / "on", followed).companion("search"))
        expected = Searcher(_whole(state, folder / f"whole{number}").companion("search"))
        for text in ASKED:
            assert _found(found, text) == _found(expected, text), text


def test_a_reader_of_the_generation_before_sees_no_change(tmp_path: Path) -> None:
    """Segments are shared with the generation before, which finds what it found."""
    many = [(n, n % 3, WORDS[n], WORDS[0], frozenset({0})) for n in range(5)]
    before = Searcher(_whole((many, "Xã Đầu"), tmp_path).companion("search"))
    first = _found(before, "ke hoach")
    followed: list[bool] = []
    changed = [*many[:-1], (4, 1, "kế hoạch khác", WORDS[0], frozenset({0}))]
    after = _onwards((changed, "Xã Đầu"), tmp_path, followed)
    assert followed == [True]
    assert _found(before, "ke hoach") == first
    assert _found(Searcher(after.companion("search")), "khac") != []
    assert _found(before, "khac") == []
    old = {p.stat().st_ino for p in before_files(tmp_path, after)}
    assert old & {p.stat().st_ino for p in after.companion("search").iterdir()}


def before_files(folder: Path, after: Generation) -> list[Path]:
    """Returns the files of the search index of the other generation."""
    (other,) = (p for p in (folder / "generations").iterdir() if p.name != after.name)
    return list((other / "search").iterdir())


def test_too_much_that_is_deleted_makes_the_index_anew(tmp_path: Path) -> None:
    """When a tenth of the entries is deleted and still counted, the next index is a new one."""
    many = [(n, n % 3, WORDS[n], WORDS[0], frozenset({0})) for n in range(5)]
    _whole((many, "Xã Đầu"), tmp_path)
    followed: list[bool] = []
    _onwards((many[:4], "Xã Đầu"), tmp_path, followed)
    _onwards((many[:3], "Xã Đầu"), tmp_path, followed)
    assert followed == [True, False]
