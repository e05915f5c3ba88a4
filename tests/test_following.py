"""A build that continues from the published graph gives the graph that a whole build gives."""

import random
import shutil
from pathlib import Path

import pytest

from danvan_graph.errors import InvalidData
from danvan_graph.pipeline import Built, build, draft
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.keeping.succession import Succession
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.vocabulary import DEFAULT_BASE

CHAIN = ["chi-thi", "ke-hoach-tinh", "ke-hoach-huyen", "ke-hoach-xa"]
"""Each carries out the one before, so that any beginning of the chain is whole."""


@pytest.fixture
def loose_data(small_data: Path) -> Path:
    """The invented data without judgements, so that any document may be missing."""
    shutil.rmtree(small_data / "judgements")
    (small_data / "judgements").mkdir()
    return small_data


def built(data: Path, ontology: Path, store: Path) -> Built:
    """Publishes the data folder."""
    return build(data, ontology, store, DEFAULT_BASE)


def made_by(data: Path, ontology: Path, store: Path) -> type[WorkingDataset]:
    """Returns whether a build would be whole or continue."""
    return type(draft(data, ontology, DEFAULT_BASE, store=store).dataset)


def assert_same(one: Built, other: Built) -> None:
    """Both builds hold the same statements, and tell the same of them."""
    mine, theirs = Store(one.generation), Store(other.generation)
    assert list(mine.nquads()) == list(theirs.nquads())
    assert mine.lines(None) == theirs.lines(None)
    assert one.generation.name == other.generation.name
    assert (one.documents, one.inferred) == (other.documents, other.inferred)
    assert one.warnings == other.warnings


def vary(path: Path, number: int) -> None:
    """Changes what a record says."""
    text = path.read_text(encoding="utf-8")
    changed = text.replace("confidence: 1.0", f"confidence: 0.{number + 5}", 1)
    path.write_text(changed, encoding="utf-8")


@pytest.mark.parametrize("seed", [1, 2])
def test_documents_added_replaced_and_removed_in_any_order(
    loose_data: Path, ontology_folder: Path, tmp_path: Path, seed: int
) -> None:
    """After each step the graph is byte for byte that of a whole build."""
    choose = random.Random(seed)  # noqa: S311 - no secret, and the same steps in every run
    paths = [loose_data / "documents" / f"{name}.yaml" for name in CHAIN]
    records = {path: path.read_bytes() for path in paths}
    assert_same(
        built(loose_data, ontology_folder, tmp_path / "on"),
        built(loose_data, ontology_folder, tmp_path / "start"),
    )
    for number in range(4):
        held = choose.randint(1, len(paths))
        for path in paths[:held]:
            path.write_bytes(path.read_bytes() if path.exists() else records[path])
        for path in paths[held:]:
            path.unlink(missing_ok=True)
        vary(choose.choice(paths[1:held] or paths[:1]), number)
        assert made_by(loose_data, ontology_folder, tmp_path / "on") is Succession
        onwards = built(loose_data, ontology_folder, tmp_path / "on")
        assert_same(onwards, built(loose_data, ontology_folder, tmp_path / f"whole{number}"))


@pytest.mark.parametrize("what", ["units", "rules", "base", "damage", "none"])
def test_a_whole_build_where_more_than_documents_changed(
    small_data: Path, ontology_folder: Path, tmp_path: Path, what: str
) -> None:
    """Other units, rules or bases, or a graph that is not whole, are never continued from."""
    ontology, store = Path(shutil.copytree(ontology_folder, tmp_path / "o")), tmp_path / "store"
    base = "https://example.org/" if what == "base" else DEFAULT_BASE
    made = build(small_data, ontology, store, base)
    assert draft(small_data, ontology, base, store=store).inferred == made.inferred
    if what == "units":
        path = small_data / "units" / "units.tsv"
        path.write_bytes(path.read_bytes() + b"\n")
    elif what == "rules":
        path = ontology / "rules" / "01-implements.rq"
        path.write_text(path.read_text("utf-8") + "\n# thêm\n", encoding="utf-8")
    elif what == "damage":
        min(made.generation.engine.glob("*.sst")).unlink()
    wanted = Succession if what == "none" else WorkingDataset
    assert made_by(small_data, ontology, store) is wanted


def test_a_fault_found_on_the_way_leaves_everything(
    small_data: Path, ontology_folder: Path, tmp_path: Path
) -> None:
    """A record whose shape is broken is named, and the store is as it was, file by file."""
    store = tmp_path / "store"
    built(small_data, ontology_folder, store)
    before = {p: p.stat().st_size for p in store.rglob("*") if not p.name.startswith("LO")}
    path = small_data / "documents/ke-hoach-tinh.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("due: 2023-03-31", "due: 2023-01-31"), encoding="utf-8")
    with pytest.raises(InvalidData, match="ke-hoach-tinh"):
        built(small_data, ontology_folder, store)
    after = {p: p.stat().st_size for p in store.rglob("*") if not p.name.startswith("LO")}
    assert after == before
