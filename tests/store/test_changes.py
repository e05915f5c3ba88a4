"""The log of what each publication added, changed and removed."""

from collections.abc import Mapping
from pathlib import Path

from rdflib import Literal, URIRef

from danvan_graph.store.generations.generation import Generation
from danvan_graph.store.keeping.changes import LOG, Change, changes
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.snapshots import back_up, restore, roll_back
from danvan_graph.store.making.dataset import WorkingDataset

BASE = "https://example.org/"


def document(name: str) -> str:
    """Returns the address of an invented document."""
    return f"{BASE}instrument/{name}"


def published(folder: Path, said: Mapping[str, int], keep: int = 3) -> Generation:
    """Publishes documents, each with a number."""
    made = WorkingDataset()
    for name, number in said.items():
        graph = URIRef(f"{BASE}graph/instrument/{name}")
        made.add(graph, [(URIRef(document(name)), URIRef(f"{BASE}v"), Literal(number))])
    made.add(URIRef(f"{BASE}graph/register"), [(URIRef(BASE), URIRef(f"{BASE}n"), Literal("x"))])
    return publish(made, folder, BASE, keep=keep)


def _told(change: Change) -> tuple[list[str], list[str], list[str]]:
    names = [
        [iri.rpartition("/")[2] for iri in some]
        for some in (change.added, change.changed, change.removed)
    ]
    return names[0], names[1], names[2]


def test_each_publication_is_told(tmp_path: Path) -> None:
    """Proves that added, changed and removed documents are told, and the shared graphs apart."""
    made = [
        published(tmp_path, said)
        for said in ({"a": 1}, {"a": 1, "b": 1}, {"a": 2, "b": 1}, {"b": 1})
    ]
    found = changes(tmp_path)
    assert [_told(c) for c in found] == [
        (["a"], [], []),
        (["b"], [], []),
        ([], ["a"], []),
        ([], [], ["a"]),
    ]
    assert [c.edition for c in found] == [g.name for g in made]
    assert [c.sequence for c in found] == [1, 2, 3, 4]
    assert [c.shared for c in found] == [("register",), (), (), ()]


def test_the_log_outlives_generations(tmp_path: Path) -> None:
    """Proves that nothing is lost when only one generation is kept, and the same adds nothing."""
    for number in (1, 2, 3, 3):
        published(tmp_path, {"a": number}, keep=1)
    assert [_told(c)[1] for c in changes(tmp_path)] == [[], ["a"], ["a"]]


def test_going_back_is_told(tmp_path: Path) -> None:
    """Proves that a roll-back tells what readers lose by it, and so does a restored backup."""
    first = published(tmp_path / "kho", {"a": 1})
    back_up(tmp_path / "kho", tmp_path / "sao")
    published(tmp_path / "kho", {"a": 1, "b": 1})
    roll_back(tmp_path / "kho", first.name)
    assert _told(changes(tmp_path / "kho")[-1]) == ([], [], ["b"])
    published(tmp_path / "kho", {"a": 1, "b": 1})
    restore(tmp_path / "sao", tmp_path / "kho")
    assert _told(changes(tmp_path / "kho")[-1]) == ([], [], ["b"])


def test_an_unfinished_line_costs_no_change(tmp_path: Path) -> None:
    """Proves that after a broken line the next entry tells the changes of both publications."""
    published(tmp_path, {"a": 1})
    published(tmp_path, {"a": 1, "b": 1})
    whole = (tmp_path / LOG).read_bytes()
    (tmp_path / LOG).write_bytes(whole[:-20])
    published(tmp_path, {"a": 1, "b": 1, "c": 1})
    found = changes(tmp_path)
    assert [_told(c)[0] for c in found] == [["a"], ["b", "c"]]


def test_what_cannot_be_compared_says_so(tmp_path: Path) -> None:
    """Proves that a damaged generation before leads to no invented changes."""
    first = published(tmp_path, {"a": 1})
    (first.folder / "graphs.tsv").unlink()
    published(tmp_path, {"a": 1, "b": 1})
    last = changes(tmp_path)[-1]
    assert (last.compared, last.before, _told(last)) == (False, first.name, ([], [], []))
