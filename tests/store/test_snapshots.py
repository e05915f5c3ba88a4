"""Generations as people keep them: listed, gone back to, backed up and restored."""

import io
import shutil
import tarfile
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from danvan_graph.errors import OutputError, StoreError, UnknownName
from danvan_graph.store.engines.oxigraph import Store, open_store
from danvan_graph.store.generations.generation import Generation, current
from danvan_graph.store.generations.writer_lock import one_writer
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.keeping.snapshots import back_up, restore, roll_back, snapshots
from danvan_graph.store.making.dataset import WorkingDataset

BASE = "https://example.org/"


def note(store: Store, folder: Path) -> None:
    """A companion."""
    (folder / "note").write_text(str(len(store.lines(None))), encoding="ascii")


def published(folder: Path, version: int) -> Generation:
    """Publishes a graph that tells its version."""
    made = WorkingDataset()
    made.add(URIRef(f"{BASE}g"), [(URIRef(f"{BASE}a"), URIRef(f"{BASE}v"), Literal(version))])
    return publish(made, folder, BASE, companions={"note": note})


def version_of(folder: Path) -> int:
    """Returns the version a reader gets."""
    ((value,),) = open_store(folder).select(f"SELECT ?v {{ <{BASE}a> <{BASE}v> ?v }}").rows
    return int(str(value))


def test_generations_are_listed_with_what_is_wrong(tmp_path: Path) -> None:
    """Newest first; the one in use is marked, and damage is told."""
    made = [published(tmp_path, version) for version in (1, 2, 3)]
    (made[0].folder / "note" / "note").write_text("x", encoding="ascii")
    (made[1].folder / "manifest.json").unlink()
    found = {s.name: s for s in snapshots(tmp_path)}
    assert list(found) == [made[2].name, made[0].name, made[1].name]
    assert [s.current for s in found.values()] == [True, False, False]
    newest, first, second = found.values()
    assert newest.fault is None
    assert "note/note" in (first.fault or "")
    assert "manifest.json" in (second.fault or "")
    assert (newest.generation, second.generation) == (made[2], None)


def test_going_back_and_on_again(tmp_path: Path) -> None:
    """A few digits of the name are enough; the next publication takes over again."""
    made = [published(tmp_path, version) for version in (1, 2)]
    assert roll_back(tmp_path, made[0].name[:8]) == made[0]
    assert version_of(tmp_path) == 1
    assert published(tmp_path, 3).number == 3
    assert version_of(tmp_path) == 3


def test_going_back_to_what_is_not_there_changes_nothing(tmp_path: Path) -> None:
    """Unknown, ambiguous and damaged generations are refused, and so is a second writer."""
    made = [published(tmp_path, version) for version in (1, 2)]
    for name in ("", "zz", "../x"):
        with pytest.raises(UnknownName, match="các bản là"):
            roll_back(tmp_path, name)
    with one_writer(tmp_path), pytest.raises(StoreError, match="tiến trình khác"):
        roll_back(tmp_path, made[0].name)
    (made[0].folder / "graphs.tsv").write_bytes(b"")
    with pytest.raises(StoreError, match=r"graphs\.tsv"):
        roll_back(tmp_path, made[0].name)
    assert version_of(tmp_path) == 2


@pytest.mark.parametrize("target", ["copy.tar", "copy.tar.gz", "copy"])
def test_a_backup_restored_elsewhere_answers_the_same(tmp_path: Path, target: str) -> None:
    """Everything of the generation comes back, companions included, in a new or an old store."""
    made = published(tmp_path / "store", 1)
    assert back_up(tmp_path / "store", tmp_path / target) == made
    shutil.rmtree(tmp_path / "store")
    for place in ("new", "old"):
        if place == "old":
            published(tmp_path / place, 7)
        back = restore(tmp_path / target, tmp_path / place)
        assert (back.name, back.published) == (made.name, made.published)
        assert version_of(tmp_path / place) == 1
        assert (back.companion("note") / "note").read_text("ascii") == "1"
        assert list((tmp_path / place).glob(".next-*")) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([target, "new", "old"])


def test_a_backup_overwrites_nothing(tmp_path: Path) -> None:
    """A target that exists, or lies in no folder, is refused."""
    published(tmp_path / "store", 1)
    (tmp_path / "there.tar").write_bytes(b"mine")
    with pytest.raises(OutputError, match="Đã có"):
        back_up(tmp_path / "store", tmp_path / "there.tar")
    assert (tmp_path / "there.tar").read_bytes() == b"mine"
    with pytest.raises(OutputError, match="Không ghi được"):
        back_up(tmp_path / "store", tmp_path / "no" / "where.tar")


def hostile(path: Path) -> None:
    """Writes an archive with a member that would land outside."""
    with tarfile.open(path, "w") as archive:
        member = tarfile.TarInfo("../../outside")
        member.size = 1
        archive.addfile(member, io.BytesIO(b"x"))


def cut(path: Path) -> None:
    """Cuts a file in half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """Changes a byte in the middle of the archive's largest member."""
    with tarfile.open(path) as archive:
        sealed = [m for m in archive.getmembers() if not m.name.rpartition("/")[2].startswith("LO")]
        largest = max(sealed, key=lambda m: m.size)
        at = largest.offset_data + largest.size // 2
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("spoil", [hostile, cut, flip, Path.unlink, lambda p: p.write_bytes(b"x")])
def test_a_spoiled_backup_is_refused(tmp_path: Path, spoil: object) -> None:
    """Nothing is changed and nothing is written outside."""
    published(tmp_path / "a" / "store", 1)
    back_up(tmp_path / "a" / "store", tmp_path / "copy.tar")
    assert callable(spoil)
    spoil(tmp_path / "copy.tar")
    published(tmp_path / "b" / "store", 2)
    before = current(tmp_path / "b" / "store")
    with pytest.raises(StoreError):
        restore(tmp_path / "copy.tar", tmp_path / "b" / "store")
    assert current(tmp_path / "b" / "store") == before
    assert {p.name for p in tmp_path.rglob("outside")} == set()
    assert list((tmp_path / "b" / "store").glob(".next-*")) == []
