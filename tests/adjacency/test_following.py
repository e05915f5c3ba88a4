"""An index that follows changes is, byte for byte, the index made from nothing."""

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.namespace import SKOS

from danvan_graph import resources
from danvan_graph.adjacency.columns import FILE, Columns
from danvan_graph.adjacency.following import follow_adjacency
from danvan_graph.adjacency.pooling import NUMBERED, SORTED
from danvan_graph.adjacency.texts import Texts
from danvan_graph.adjacency.writing import write_adjacency
from danvan_graph.rdf.rules import read_rules
from danvan_graph.store.generations.generation import Generation, current
from danvan_graph.store.keeping.neighbourhood import Neighbourhood
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.succession import Succession
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.vocabulary import CONCEPT

from .conftest import BASE, COUNT, WORLDS, Passage, Triple, World, triples
from .test_same_answers import CROSSED, OWED

RULES = read_rules(resources.ontology_folder() / "rules")
INFERRED = URIRef(f"{BASE}graph/inferred")
PARTS = [URIRef(f"{BASE}graph/{name}") for name in ("ontology", "a", "b", "c")]
DUTY = (CONCEPT["loai-nghia-vu/bao-cao"], SKOS.prefLabel, Literal("báo cáo", lang="vi"))


def parts(world: World) -> dict[URIRef, list[Triple]]:
    """Returns a world in named graphs: what concerns documents is spread over three."""
    found: dict[URIRef, list[Triple]] = defaultdict(list)
    for said in triples(world):
        subject = str(said[0])
        number = sum(subject.encode()) % 3 + 1 if subject.startswith(BASE) else 0
        found[PARTS[number]].append(said)
    found[PARTS[0]].append(DUTY)  # what is said of a concept is told of everywhere
    return found


def from_nothing(world: World, folder: Path) -> Generation:
    """Publishes a world built whole."""
    made = WorkingDataset()
    for name, said in parts(world).items():
        made.add(name, said)
    made.infer(INFERRED, RULES)
    return publish(made, folder, BASE, companions={"adjacency": write_adjacency}, ground="g")


def onwards(world: World, folder: Path) -> Generation:
    """Publishes a world made from the one before, its index too."""
    followed = []

    def follow(before: Path, beside: Path, change: Neighbourhood) -> bool:
        followed.append(follow_adjacency(before, beside, change))
        return followed[-1]

    made = Succession(current(folder))
    held = parts(world)
    for name in PARTS:
        made.replace(name, held.get(name, []))
    made.infer(INFERRED, RULES)
    published = publish(
        made,
        folder,
        BASE,
        companions={"adjacency": write_adjacency},
        followers={"adjacency": follow},
        ground="g",
    )
    assert all(followed)
    return published


SILENT = World(  # a relation that only the register tells, then a passage tells it, too
    CROSSED.papers,
    (),
    ((1, "thuc-hien", 0), (2, "tiep-tuc", 1)),
    CROSSED.above,
    ((0, 1), (0, None)),
)
SPOKEN = World(
    CROSSED.papers,
    (Passage(1, 0, "can-cu", 2, nested=True, basis=False, start=1),),
    ((1, "thuc-hien", 0),),
    (1, *CROSSED.above[1:]),
    ((0, 1),),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@example(start=SILENT, steps=[SPOKEN, SILENT])
@example(start=CROSSED, steps=[OWED, CROSSED])
@given(start=WORLDS, steps=st.lists(WORLDS, min_size=1, max_size=3))
def test_any_sequence_of_changes_gives_the_index_of_its_end(
    start: World, steps: list[World], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever changes, the file is that of an index made from nothing; no change is too much."""
    folder = tmp_path_factory.mktemp("steps")
    from_nothing(start, folder / "on")
    for number, world in enumerate(steps):
        found = onwards(world, folder / "on").companion("adjacency")
        whole = from_nothing(world, folder / f"whole{number}").companion("adjacency")
        held, expected = Columns(found), Columns(whole)
        assert list(held) == list(expected)
        for name in expected:
            assert held[name].tolist() == expected[name].tolist(), name
        assert (found / FILE).read_bytes() == (whole / FILE).read_bytes()


def test_texts_are_sorted_and_all_are_named(tmp_path: Path) -> None:
    """The row of texts depends on the graph alone: sorted, each once, none that nobody names."""
    columns = Columns(from_nothing(OWED, tmp_path).companion("adjacency"))
    row = Texts(columns, "text")
    texts = [row.raw(at) for at in range(len(row))]
    assert texts == sorted(set(texts))
    named = {number for name in NUMBERED for number in columns[name].tolist()} - {-1}
    assert named == set(range(len(texts)))
    assert len(named) > COUNT


@pytest.mark.parametrize("lacking", [SORTED, "newness", "passage_json.ends"])
def test_an_index_of_an_older_form_is_made_anew(tmp_path: Path, lacking: str) -> None:
    """Where texts are not known to be sorted, or a column is missing, nothing is followed."""
    folder = tmp_path / "store"
    before = from_nothing(CROSSED, folder).companion("adjacency")
    raw = (before / FILE).read_bytes()
    older = tmp_path / "older"
    older.mkdir()
    (older / FILE).write_bytes(
        raw.replace(f'"{lacking}"'.encode(), f'"{"x" * len(lacking)}"'.encode())
    )
    made = Succession(current(folder))
    made.replace(PARTS[1], [])
    made.infer(INFERRED, RULES)
    told: list[bool] = []

    def follow(_: Path, beside: Path, change: Neighbourhood) -> bool:
        told.append(follow_adjacency(older, beside, change))
        return told[-1]

    companions = {"adjacency": write_adjacency}
    publish(made, folder, BASE, companions=companions, followers={"adjacency": follow}, ground="g")
    assert told == [False]
    assert (current(folder).companion("adjacency") / FILE).stat().st_size > 0
