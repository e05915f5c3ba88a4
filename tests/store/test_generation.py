"""Published generations: whole or refused, replaced in one step, the one before kept."""

import json
import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from danvan_graph.errors import OutputError, StoreError
from danvan_graph.store.engines.oxigraph import Store, open_store
from danvan_graph.store.generations import generation
from danvan_graph.store.generations.generation import (
    Generation,
    current,
    describe,
    read_generation,
    verify,
)
from danvan_graph.store.generations.writer_lock import one_writer
from danvan_graph.store.keeping import publishing
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.making.dataset import WorkingDataset

BASE = "https://example.org/"
GRAPH = URIRef(f"{BASE}graph/g")
VALUE = f"SELECT ?n {{ <{BASE}a> <{BASE}version> ?n }}"

Damage = Callable[[Path], None]


def dataset(version: int) -> WorkingDataset:
    """Returns a small graph that tells its version."""
    made = WorkingDataset()
    made.add(GRAPH, [(URIRef(f"{BASE}a"), URIRef(f"{BASE}version"), Literal(version))])
    things = ((URIRef(f"{BASE}t{i}"), URIRef(f"{BASE}p"), Literal("dân vận")) for i in range(20))
    made.add(URIRef(f"{BASE}graph/things"), things)
    made.add(GRAPH, [(URIRef(f"{BASE}t1"), URIRef(f"{BASE}p"), Literal("dân vận"))])
    return made


def version_of(folder: Path) -> int:
    """Returns the version that a reader of the folder gets."""
    (row,) = open_store(folder).select(VALUE).rows
    return int(str(row[0]))


def later(made: Generation) -> None:
    """Makes a generation look younger by an hour, as a clock that was set back would."""
    stamp = made.folder.stat().st_mtime + 3600
    os.utime(made.folder, (stamp, stamp))


def truncate(path: Path) -> None:
    """Cuts a file in half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """Changes one bit in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


DAMAGES: dict[str, Damage] = {"truncated": truncate, "flipped": flip, "missing": Path.unlink}


def test_what_is_published_is_what_is_read(tmp_path: Path) -> None:
    """The engine's files hold the same statements as the N-Quads, and their union once."""
    made = dataset(1)
    published = publish(made, tmp_path, BASE)
    engine = ox.Store.read_only(str(published.engine))
    named = [q for q in engine if not isinstance(q.graph_name, ox.DefaultGraph)]
    text = ox.serialize(named, format=ox.RdfFormat.N_QUADS)
    assert text is not None
    lines = made.canonical().splitlines(keepends=True)
    assert sorted(text.splitlines(keepends=True)) == sorted(lines)
    assert list(open_store(tmp_path).nquads()) == lines
    assert sum(count for count, _ in published.graphs().values()) == len(lines)
    union = list(engine.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    assert {q.triple for q in union} == {q.triple for q in named}
    assert (published.quads, published.triples) == (len(named), len(union)) == (22, 21)
    assert open_store(tmp_path).generation == published


def test_the_name_is_the_checksum_of_the_content(tmp_path: Path) -> None:
    """The same graph has the same name wherever it is published; publishing again is harmless."""
    one = publish(dataset(1), tmp_path / "a", BASE)
    other = publish(dataset(1), tmp_path / "b", BASE)
    assert one.name == other.name
    assert publish(dataset(1), tmp_path / "a", BASE) == one
    assert publish(dataset(2), tmp_path / "a", BASE).name != one.name
    assert describe(one) | {"published": ""} == describe(other) | {"published": ""}
    assert "folder" not in describe(one)


def test_readers_get_the_newest_and_two_older_are_kept(tmp_path: Path) -> None:
    """Each publication replaces the answers; three generations stay on disk, no drafts."""
    made = []
    for version in range(1, 6):
        made.append(publish(dataset(version), tmp_path, BASE))
        assert version_of(tmp_path) == version
        later(made[-1])
        (tmp_path / "generations" / f".draft.{version}").mkdir()
    kept = {p.name for p in (tmp_path / "generations").iterdir()}
    assert kept == {g.name for g in made[2:]} | {".draft.5"}


def test_going_back_to_an_older_graph_points_to_it(tmp_path: Path) -> None:
    """Publishing what is already there only moves the pointer."""
    first = publish(dataset(1), tmp_path, BASE)
    publish(dataset(2), tmp_path, BASE)
    before = (first.folder / "manifest.json").stat().st_mtime_ns
    publish(dataset(1), tmp_path, BASE)
    assert version_of(tmp_path) == 1
    assert (first.folder / "manifest.json").stat().st_mtime_ns == before


def test_a_reader_keeps_its_generation_after_it_was_removed(tmp_path: Path) -> None:
    """An open store answers from one generation until it is closed, whatever is published."""
    first = publish(dataset(1), tmp_path, BASE)
    reader = open_store(tmp_path)
    for version in range(2, 6):
        later(publish(dataset(version), tmp_path, BASE))
    shutil.rmtree(first.folder, ignore_errors=True)
    assert str(reader.select(VALUE).rows[0][0]) == "1"
    assert version_of(tmp_path) == 5


@pytest.mark.parametrize("name", DAMAGES)
@pytest.mark.parametrize(
    "pattern", ["graphs.tsv", "manifest.json", "engine/*.sst", "engine/CURRENT"]
)
def test_a_damaged_generation_is_named_and_the_one_before_served(
    tmp_path: Path, name: str, pattern: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever file is hurt, it is named in the log and the older graph answers whole."""
    later(publish(dataset(1), tmp_path, BASE))
    newest = publish(dataset(2), tmp_path, BASE)
    path = min(newest.folder.glob(pattern))
    DAMAGES[name](path)
    with caplog.at_level(logging.WARNING, logger=generation.__name__):
        assert version_of(tmp_path) == 1
    assert path.relative_to(newest.folder).as_posix() in caplog.text


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_to_any_file_is_found(tmp_path: Path, name: str) -> None:
    """No file of a generation can be hurt unseen; with nothing older the store is refused."""
    whole = publish(dataset(1), tmp_path / "whole", BASE)
    files = [p.relative_to(whole.folder) for p in whole.folder.rglob("*") if p.is_file()]
    hurtful = [f for f in files if not f.name.startswith(("LOG", "LOCK"))]
    assert len(hurtful) > 4
    for i, file in enumerate(hurtful):
        folder = tmp_path / str(i)
        shutil.copytree(tmp_path / "whole", folder)
        path = folder / "generations" / whole.name / file
        if path.stat().st_size == 0 and name != "missing":
            path.write_bytes(b"x")
        else:
            DAMAGES[name](path)
        with pytest.raises(StoreError, match=file.name.replace(".", r"\.")) as caught:
            open_store(folder)
        assert "danvan build" in caught.value.message


def test_a_damaged_generation_is_written_anew(tmp_path: Path) -> None:
    """Building again heals a generation of the same name instead of pointing to its ruins."""
    hurt = publish(dataset(1), tmp_path, BASE)
    flip(min(hurt.engine.glob("*.sst")))
    publish(dataset(1), tmp_path, BASE)
    verify(current(tmp_path))
    assert version_of(tmp_path) == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": 0}, "định dạng 0"),
        ({"format": 2}, "định dạng 2"),
        ({"companions": None}, "manifest.json"),
        ({"files": {}}, "manifest.json"),
        ({"files": None}, "manifest.json"),
        ({"files": {"graphs.tsv": "0" * 64}}, "manifest.json"),
        ({"base": "https://example.com/"}, "manifest.json"),
        ({"triples": 5}, "manifest.json"),
        ({"seal": None}, "manifest.json"),
        ({"quads": "many"}, "manifest.json"),
        ({"name": None}, "manifest.json"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    tmp_path: Path, change: dict[str, object], says: str
) -> None:
    """Another version, or a manifest that vouches for nothing, is no reason to serve a graph."""
    path = publish(dataset(1), tmp_path, BASE).folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), encoding="utf-8")
    with pytest.raises(StoreError, match=says):
        open_store(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "[" * 100_000, "{}"])
def test_a_manifest_that_is_no_object_is_refused(tmp_path: Path, text: str) -> None:
    """Whatever stands in the file, the answer is a sentence and not a traceback."""
    made = publish(dataset(1), tmp_path, BASE)
    (made.folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="danvan build"):
        open_store(tmp_path)
    with pytest.raises(StoreError):
        read_generation(made.folder)


def test_a_folder_without_a_pointer_is_refused(tmp_path: Path) -> None:
    """No CURRENT, no folder, or an empty store: the message says to build first."""
    publish(dataset(1), tmp_path / "store", BASE)
    (tmp_path / "store" / "CURRENT").unlink()
    (tmp_path / "empty").mkdir()
    (tmp_path / "bare" / "generations").mkdir(parents=True)
    (tmp_path / "bare" / "CURRENT").write_text("x\n", encoding="ascii")
    for name in ("store", "empty", "missing", "bare"):
        with pytest.raises(StoreError, match="danvan build"):
            open_store(tmp_path / name)


@pytest.mark.parametrize("text", ["", "\n", "0123456789abcdef\n", "../../etc\n", "." * 5000])
def test_a_pointer_to_nothing_serves_the_newest_whole_generation(tmp_path: Path, text: str) -> None:
    """A damaged pointer loses no graph."""
    later(publish(dataset(1), tmp_path, BASE))
    publish(dataset(2), tmp_path, BASE)
    (tmp_path / "CURRENT").write_text(text, encoding="ascii")
    assert version_of(tmp_path) == 2


def test_a_pointer_of_garbage_bytes_is_refused(tmp_path: Path) -> None:
    """Bytes that are no text end in a clear message."""
    publish(dataset(1), tmp_path, BASE)
    (tmp_path / "CURRENT").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StoreError, match="danvan build"):
        open_store(tmp_path)


@pytest.mark.parametrize("step", ["sync", "point", "drop_old"])
def test_a_write_that_fails_leaves_the_old_graph(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk at any step gives an OutputError; a whole graph is served before and after."""
    publish(dataset(1), tmp_path, BASE)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, step, full)
    with pytest.raises(OutputError, match="Bản đã công bố trước đó còn nguyên"):
        publish(dataset(2), tmp_path, BASE)
    monkeypatch.undo()
    assert version_of(tmp_path) == (2 if step == "drop_old" else 1)
    publish(dataset(3), tmp_path, BASE)
    assert version_of(tmp_path) == 3


@pytest.mark.parametrize("way", ["store", "generations", "parent", "WRITER"])
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, way: str) -> None:
    """A file where a folder belongs, or a folder where a file belongs, gives an OutputError."""
    store = tmp_path / "store"
    if way == "store":
        store.write_text("", encoding="ascii")
    elif way == "parent":
        (tmp_path / "file").write_text("", encoding="ascii")
        store = tmp_path / "file" / "store"
    else:
        store.mkdir()
        (store / "generations").touch() if way == "generations" else (store / "WRITER").mkdir()
    with pytest.raises(OutputError, match="Không ghi được vào") as caught:
        publish(dataset(1), store, BASE)
    assert str(store) in caught.value.message
    assert "None" not in caught.value.message


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    """While one publishes, another gets a StoreError and changes nothing."""
    publish(dataset(1), tmp_path, BASE)
    with one_writer(tmp_path), pytest.raises(StoreError, match="tiến trình khác"):
        publish(dataset(2), tmp_path, BASE)
    assert version_of(tmp_path) == 1
    publish(dataset(2), tmp_path, BASE)
    assert version_of(tmp_path) == 2


@pytest.mark.parametrize("text", ["", "999999999", "no number", "1"])
def test_a_lock_left_behind_is_taken_over(tmp_path: Path, text: str) -> None:
    """Only a living writer holds the lock, whatever its file says."""
    (tmp_path / "WRITER").write_text(text, encoding="ascii")
    publish(dataset(1), tmp_path, BASE)
    assert version_of(tmp_path) == 1


def test_drafts_left_behind_are_removed(tmp_path: Path) -> None:
    """What a killed writer left half done goes with the next publication."""
    (tmp_path / "generations" / ".0123.99").mkdir(parents=True)
    (tmp_path / "generations" / ".0123.99" / "graphs.tsv").write_text("half", encoding="ascii")
    (tmp_path / "CURRENT.new").write_text("half", encoding="ascii")
    noting = tmp_path / f".VERIFIED.{os.getpid()}-0"
    noting.write_text("at work", encoding="ascii")
    (tmp_path / ".VERIFIED.4194999-0").write_text("half", encoding="ascii")  # no such process
    made = publish(dataset(1), tmp_path, BASE)
    assert [p.name for p in (tmp_path / "generations").iterdir()] == [made.name]
    assert list(tmp_path.glob(".VERIFIED.*")) == [noting]
    assert version_of(tmp_path) == 1


def test_a_store_moved_elsewhere_is_served(tmp_path: Path) -> None:
    """A backup restored in another place answers the same."""
    publish(dataset(1), tmp_path / "here", BASE)
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    shutil.rmtree(tmp_path / "here")
    assert version_of(tmp_path / "there") == 1


def count_subjects(store: Store, folder: Path) -> None:
    """A companion: how often each subject has a statement, read from the new graph."""
    rows = store.strings("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s ORDER BY ?s")
    text = "".join(f"{name}\t{count}\n" for name, count in rows)
    (folder / "deep").mkdir()
    (folder / "deep" / "subjects.tsv").write_text(text, encoding="utf-8")


def test_companions_are_made_from_the_new_graph_and_vouched_for(tmp_path: Path) -> None:
    """What a room keeps beside the engine is published, sealed and refused with it."""
    first = publish(dataset(1), tmp_path, BASE, companions={"subjects": count_subjects})
    assert first.companions == ("subjects",)
    path = first.companion("subjects") / "deep" / "subjects.tsv"
    assert f"{BASE}a\t1\n" in path.read_text("utf-8")
    assert current(tmp_path).companion("subjects") == first.folder / "subjects"
    flip(path)
    with pytest.raises(StoreError, match=r"subjects/deep/subjects\.tsv"):
        open_store(tmp_path)


def test_a_companion_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A room that finds no companion of its own says to build again."""
    made = publish(dataset(1), tmp_path, BASE)
    with pytest.raises(StoreError, match="không có phần “subjects”") as caught:
        made.companion("subjects")
    assert "danvan build" in caught.value.message


def test_other_companions_make_the_generation_anew(tmp_path: Path) -> None:
    """The same graph published with another set of companions has just these."""
    bare = publish(dataset(1), tmp_path, BASE)
    full = publish(dataset(1), tmp_path, BASE, companions={"subjects": count_subjects})
    assert (bare.name, bare.companions, full.companions) == (full.name, (), ("subjects",))
    assert publish(dataset(1), tmp_path, BASE).companions == ()


def test_a_companion_that_fails_publishes_nothing(tmp_path: Path) -> None:
    """The old graph stays served, and nothing of the new one is left where readers look."""
    publish(dataset(1), tmp_path, BASE)

    def fail(_: Store, folder: Path) -> None:
        (folder / "half").write_bytes(b"x")
        raise StoreError("hỏng")

    with pytest.raises(StoreError, match="hỏng"):
        publish(dataset(2), tmp_path, BASE, companions={"bad": fail})
    assert version_of(tmp_path) == 1
    publish(dataset(3), tmp_path, BASE)
    assert [p.name[0] for p in (tmp_path / "generations").iterdir()].count(".") == 0


@pytest.mark.parametrize("keep", [1, 2, 5])
def test_as_many_generations_stay_as_are_wanted(tmp_path: Path, keep: int) -> None:
    """The newest is always among them."""
    made = [publish(dataset(version), tmp_path, BASE, keep=keep) for version in range(1, 5)]
    kept = {p.name for p in (tmp_path / "generations").iterdir()}
    assert kept == {g.name for g in made[-keep:]}
    assert [g.number for g in made] == [1, 2, 3, 4]
