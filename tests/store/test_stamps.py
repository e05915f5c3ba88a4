"""A generation is read whole once; afterwards only what may have changed is read again."""

import os
import shutil
import threading
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from danvan_graph.errors import StoreError
from danvan_graph.store.engines.oxigraph import open_store
from danvan_graph.store.generations.generation import Generation, current, generations, verify
from danvan_graph.store.generations.recheck import Recheck
from danvan_graph.store.generations.stamps import FILE, assure
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.snapshots import back_up, restore, snapshots
from danvan_graph.store.keeping.succession import Succession
from danvan_graph.store.making.dataset import WorkingDataset

BASE = "https://example.org/"
GRAPH = URIRef(f"{BASE}graph/g")


def dataset(version: int) -> WorkingDataset:
    """Returns a small graph that tells its version."""
    made = WorkingDataset()
    made.add(GRAPH, [(URIRef(f"{BASE}a"), URIRef(f"{BASE}version"), Literal(version))])
    return made


def two(folder: Path) -> Generation:
    """Returns the newer of two generations published in a folder."""
    publish(dataset(1), folder, BASE)
    return publish(dataset(2), folder, BASE)


def rot(path: Path) -> None:
    """Turns one bit in the middle of a file as a bad disk does: no stamp tells of it."""
    before = path.stat()
    with path.open("r+b") as file:
        file.seek(before.st_size // 2)
        byte = file.read(1)
        file.seek(before.st_size // 2)
        file.write(bytes([byte[0] ^ 1]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def table(made: Generation) -> Path:
    """Returns a file of the generation that no engine checks."""
    return made.folder / "graphs.tsv"


def test_a_published_generation_is_not_read_again(tmp_path: Path) -> None:
    """The publisher has read its files; an opening that took them unread cannot see this damage."""
    made = two(tmp_path)
    rot(table(made))
    assert open_store(tmp_path).generation == made
    with pytest.raises(StoreError, match=r"graphs\.tsv"):
        verify(made)
    assert current(tmp_path).number == 1, "what was found damaged is believed no more"


def test_a_thorough_look_reads_every_file(tmp_path: Path) -> None:
    """`snapshots` takes the stamps; thoroughly it reads, and the older graph is served from then."""
    made = two(tmp_path)
    rot(table(made))
    assert [s.fault for s in snapshots(tmp_path)] == [None, None]
    newest, older = snapshots(tmp_path, thoroughly=True)
    assert newest.fault is not None
    assert "graphs.tsv" in newest.fault
    assert older.fault is None
    assert current(tmp_path).number == 1


@pytest.mark.parametrize("damage", ["written", "longer", "replaced"])
def test_a_file_that_was_touched_is_read_again(tmp_path: Path, damage: str) -> None:
    """Another time, length or file under the name: the stamp does not hold."""
    made = two(tmp_path)
    path = table(made)
    rot(path)
    stamp = path.stat()
    if damage == "written":
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + 1))
    elif damage == "longer":
        path.write_bytes(path.read_bytes() + b"\n")
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    else:
        shutil.copy2(path, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)
    assert current(tmp_path).number == 1


def test_a_copy_is_read_before_it_is_served(tmp_path: Path) -> None:
    """The word of one disk is worth nothing on another: a replica reads its files once."""
    made = two(tmp_path / "one")
    shutil.copytree(tmp_path / "one", tmp_path / "replica")
    found = current(tmp_path / "replica")
    assert found.name == made.name
    assert verified(tmp_path / "replica") != verified(tmp_path / "one")
    rot(tmp_path / "one" / table(made).relative_to(tmp_path / "one"))
    shutil.copytree(tmp_path / "one", tmp_path / "rotten")
    assert current(tmp_path / "rotten").number == 1


def verified(folder: Path) -> bytes:
    """Returns what is noted in a store folder."""
    return (folder / FILE).read_bytes()


@pytest.mark.parametrize("text", [b"", b"\n{}", b"{}", b"\xff\xfe", b"0" * 64 + b"\n{}"])
def test_a_damaged_note_is_not_believed(tmp_path: Path, text: bytes) -> None:
    """Whatever stands in the file of notes: the files are read, and it is written anew."""
    made = two(tmp_path)
    good = verified(tmp_path)
    (tmp_path / FILE).write_bytes(text)
    assert current(tmp_path) == made
    assert verified(tmp_path) != text
    rot(tmp_path / FILE)
    rot(table(made))
    assert current(tmp_path).number == 1
    assert verified(tmp_path) != good


def test_where_nothing_can_be_noted_files_are_read_each_time(tmp_path: Path) -> None:
    """A note that cannot be written is no reason not to serve, nor to serve unread."""
    made = two(tmp_path)
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()  # even the system's own administrator cannot write such a file
    assert current(tmp_path) == made
    rot(table(made))
    assert current(tmp_path).number == 1
    assert sorted(p.name for p in tmp_path.glob(".*")) == []


def test_damage_is_not_handed_on_to_the_next_generation(tmp_path: Path) -> None:
    """A shared file that was written since it was read is compared, not taken as it is."""
    made = publish(dataset(1), tmp_path, BASE)
    following = Succession(made)
    following.replace(GRAPH, [(URIRef(f"{BASE}a"), URIRef(f"{BASE}version"), Literal(2))])
    shared = max(made.engine.glob("*.sst"), key=lambda path: path.stat().st_size)
    shared.write_bytes(shared.read_bytes()[:-1] + b"\0")
    with pytest.raises(StoreError, match=shared.name):
        publish(following, tmp_path, BASE)
    assert [g.number for g in generations(tmp_path)] == [1]


def test_old_generations_are_forgotten(tmp_path: Path) -> None:
    """What is noted does not grow with the number of publications."""
    sizes = []
    for version in range(9):
        publish(dataset(version), tmp_path, BASE)
        sizes.append(len(verified(tmp_path)))
    assert max(sizes[4:]) < 1.2 * sizes[3]


def test_a_damaged_graph_is_not_backed_up(tmp_path: Path) -> None:
    """A copy is read before it is made: what the disk has spoiled is named."""
    made = two(tmp_path / "store")
    rot(table(made))
    with pytest.raises(StoreError, match=r"graphs\.tsv"):
        back_up(tmp_path / "store", tmp_path / "copy.tar")
    assert not (tmp_path / "copy.tar").exists()
    back_up(tmp_path / "store", tmp_path / "copy.tar")
    assert restore(tmp_path / "copy.tar", tmp_path / "other").number == 1
    assure(current(tmp_path / "other").folder)


def test_what_is_served_is_read_again(tmp_path: Path) -> None:
    """Damage that no stamp tells of is found while the graph is served, and told."""
    made = two(tmp_path)
    told: list[Path] = []
    found = threading.Event()

    def damaged(folder: Path) -> None:
        told.append(folder)
        found.set()

    rot(table(made))
    watch = Recheck(lambda: made.folder, damaged, first=0.0, every=3600.0)
    watch.start()
    assert found.wait(30)
    watch.close()
    assert told == [made.folder]
    assert current(tmp_path).number == 1
