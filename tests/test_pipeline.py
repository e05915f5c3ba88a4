"""From a data folder to a published graph: one verdict, one step, the same bytes every time."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_graph.errors import InvalidData, InvalidIdentifier, OutputError, StoreError
from danvan_graph.pipeline import build, draft
from danvan_graph.store.engines.oxigraph import Store, open_store
from danvan_graph.store.generations.generation import current
from danvan_graph.vocabulary import DEFAULT_BASE

CHAIN = f"""
PREFIX dv: <{DEFAULT_BASE}ontology#>
SELECT ?plan {{ ?plan dv:implements <{DEFAULT_BASE}instrument/vn/2023-01-10/9001-ct-ubvd> }}
ORDER BY ?plan
"""
PLANS = [
    "99/2023-02-20/12-kh-ubnd",
    "991/2023/ke-hoach-lap-so-tay-gop-y-nam-2023",
    "99102/2023-04-15/5-kh-ubnd",
]
BUILD = """
import sys
from pathlib import Path
from danvan_graph.pipeline import build
data, ontology, store, base = sys.argv[1:]
print(build(Path(data), Path(ontology), Path(store), base).generation.name)
"""


def plans(store: Path) -> list[str]:
    """Returns the keys of the plans that carry out the directive."""
    prefix = f"{DEFAULT_BASE}instrument/"
    return [str(row[0]).removeprefix(prefix) for row in open_store(store).select(CHAIN).rows]


def test_the_small_data_becomes_a_graph(
    small_data: Path, ontology_folder: Path, tmp_path: Path
) -> None:
    """Four documents are published, and the chain of three levels is inferred."""
    told: list[str] = []
    built = build(small_data, ontology_folder, tmp_path / "store", DEFAULT_BASE, told.append)
    assert built.documents == 4
    assert built.inferred > 0
    assert built.warnings == ()
    assert plans(tmp_path / "store") == PLANS
    assert told == list(dict.fromkeys(told))
    assert told[-1] == "Công bố"
    assert built.generation == current(tmp_path / "store")


def test_a_draft_publishes_nothing(small_data: Path, ontology_folder: Path) -> None:
    """A check without publication leaves nothing behind."""
    before = sorted(small_data.rglob("*"))
    made = draft(small_data, ontology_folder, DEFAULT_BASE)
    assert (made.documents, made.warnings) == (4, ())
    assert sorted(small_data.rglob("*")) == before


def test_expected_bodies_are_those_of_the_day(
    small_data: Path, ontology_folder: Path, tmp_path: Path
) -> None:
    """The district's order of 2023 expects a plan of three communes and of no later one."""
    build(small_data, ontology_folder, tmp_path / "store", DEFAULT_BASE)
    answer = open_store(tmp_path / "store").select(
        f"PREFIX dv: <{DEFAULT_BASE}ontology#>\n"
        "SELECT ?body { ?expectation dv:expectedBody ?body ; "
        f"dv:orderedBy <{DEFAULT_BASE}instrument/{PLANS[1]}> }} ORDER BY ?body"
    )
    codes = [str(row[0]).removeprefix(f"{DEFAULT_BASE}body/").split("/")[0] for row in answer.rows]
    assert codes == ["99101", "99102", "99103"]


def test_faulty_data_leaves_the_published_graph(
    small_data: Path, ontology_folder: Path, tmp_path: Path
) -> None:
    """A build that fails changes neither the pointer nor the answers; mending it publishes."""
    store = tmp_path / "store"
    build(small_data, ontology_folder, store, DEFAULT_BASE)
    pointer = (store / "CURRENT").read_bytes()
    before = sorted(store.rglob("*"))
    path = small_data / "documents/ke-hoach-xa.yaml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("value: 2023-04-15", "value: 2023-02-31"), encoding="utf-8")
    with pytest.raises(InvalidData, match="chưa có gì được công bố") as caught:
        build(small_data, ontology_folder, store, DEFAULT_BASE)
    assert "documents/ke-hoach-xa.yaml, dòng 8, trường “header.date.value”" in str(caught.value)
    assert (store / "CURRENT").read_bytes() == pointer
    assert sorted(store.rglob("*")) == before
    assert plans(store) == PLANS
    path.unlink()
    (small_data / "judgements/phan-quyet.yaml").unlink()
    build(small_data, ontology_folder, store, DEFAULT_BASE)
    assert plans(store) == PLANS[:2]


def test_faulty_data_makes_no_store(
    small_data: Path, ontology_folder: Path, tmp_path: Path
) -> None:
    """Where nothing was published, a failed build publishes nothing."""
    shutil.rmtree(small_data / "documents")
    with pytest.raises(InvalidData):
        build(small_data, ontology_folder, tmp_path / "store", DEFAULT_BASE)
    assert not (tmp_path / "store").exists()
    with pytest.raises(StoreError):
        open_store(tmp_path / "store")


def test_a_breach_found_in_the_graph_is_named_with_its_file(
    small_data: Path, ontology_folder: Path, tmp_path: Path
) -> None:
    """What only the finished graph shows still names the file and line to mend."""
    path = small_data / "documents/ke-hoach-tinh.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("due: 2023-03-31", "due: 2023-01-31"), encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        build(small_data, ontology_folder, tmp_path / "store", DEFAULT_BASE)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == ("documents/ke-hoach-tinh.yaml", 1)
    assert "/duty/599-619" in fault.message
    assert not (tmp_path / "store").exists()


def test_what_only_looks_odd_is_told_and_published(
    small_data: Path, ontology_folder: Path, tmp_path: Path
) -> None:
    """A warning names its subject in Vietnamese and stops nothing."""
    path = small_data / "documents/ke-hoach-huyen.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[ubnd-cap-xa@991]", "[van-phong-ubnd@991]"), encoding="utf-8")
    bodies = small_data / "register/bodies.yaml"
    text = bodies.read_text(encoding="utf-8")
    bodies.write_text(
        text.replace("slug: van-phong-ubnd,", "slug: van-phong-ubnd, group: true,"),
        encoding="utf-8",
    )
    built = build(small_data, ontology_folder, tmp_path / "store", DEFAULT_BASE)
    assert built.warnings
    assert not any(w.violation for w in built.warnings)
    assert any("expectation" in w.focus for w in built.warnings)
    assert plans(tmp_path / "store") == PLANS


@pytest.mark.parametrize("base", ["danvan", "https://w3id.org/danvan", "https://w3id.org/a b/"])
def test_a_bad_base_is_refused_before_anything_is_read(
    tmp_path: Path, ontology_folder: Path, base: str
) -> None:
    """The base is looked at first, even when there is no data at all."""
    with pytest.raises(InvalidIdentifier):
        build(tmp_path / "missing", ontology_folder, tmp_path / "store", base)


def test_a_store_that_cannot_be_written_is_named(
    small_data: Path, ontology_folder: Path, tmp_path: Path
) -> None:
    """A file in the way of the store folder gives one Vietnamese sentence."""
    (tmp_path / "store").write_text("", encoding="ascii")
    with pytest.raises(OutputError, match="hãy kiểm tra quyền ghi"):
        build(small_data, ontology_folder, tmp_path / "store", DEFAULT_BASE)


def test_a_verdict_without_shapes_rules_or_checks_is_none(
    small_data: Path, ontology_folder: Path, tmp_path: Path
) -> None:
    """An ontology folder that lost a part ends the build; a check of nothing is no check."""
    for part in ("shapes", "rules", "checks"):
        ontology = tmp_path / part
        shutil.copytree(ontology_folder, ontology)
        shutil.rmtree(ontology / part)
        (ontology / part).mkdir()
        with pytest.raises(FileNotFoundError):
            draft(small_data, ontology, DEFAULT_BASE)


def _list_shuffled(path: Path, shuffle: random.Random) -> None:
    """Writes the entries of a YAML list in another order."""
    head, *entries = path.read_text(encoding="utf-8").split("- key:")
    shuffle.shuffle(entries)
    path.write_text(head + "".join(f"- key:{entry}" for entry in entries), encoding="utf-8")


def _rows_shuffled(path: Path, shuffle: random.Random) -> None:
    """Writes the rows of a table in another order below the same head."""
    head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    shuffle.shuffle(rows)
    path.write_text(head + "".join(rows), encoding="utf-8")


def _shuffled(data: Path, seed: int) -> None:
    """Shuffles whatever in a data folder has no order of its own."""
    shuffle = random.Random(seed)  # noqa: S311 - no secret
    for path in (data / "units").iterdir():
        _rows_shuffled(path, shuffle)
    register = data / "register/instruments"
    for path in sorted(register.iterdir()):
        _list_shuffled(path, shuffle)
        path.rename(register / f"{shuffle.randrange(1000):03d}-{path.name}")
    for name in ("bodies", "kinds", "movements", "issuers"):
        path = data / f"register/{name}.yaml"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        shuffle.shuffle(lines)
        path.write_text("".join(lines), encoding="utf-8")


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_data_gives_the_same_bytes(
    small_data: Path, ontology_folder: Path, tmp_path: Path, seed: int
) -> None:
    """Another process, another hash seed and another order of everything: the same statements."""
    here = build(small_data, ontology_folder, tmp_path / "here", DEFAULT_BASE).generation
    _shuffled(small_data, seed)
    folders = [str(p) for p in (small_data, ontology_folder, tmp_path / "there")]
    done = subprocess.run(
        [sys.executable, "-c", BUILD, *folders, DEFAULT_BASE],
        env=os.environ | {"PYTHONHASHSEED": str(seed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [here.name]
    there, ours = open_store(tmp_path / "there"), open_store(tmp_path / "here")
    assert list(there.nquads()) == list(ours.nquads())


def test_the_shipped_data_is_published_whole(store: Store) -> None:
    """Five plans, each with a graph of its own; blank nodes only in the ontology's graph."""
    held = store.select(
        f"SELECT ?plan {{ ?plan <{DEFAULT_BASE}ontology#collected> true }} ORDER BY ?plan"
    )
    assert len(held.rows) == 5
    names = [name.removeprefix(f"{DEFAULT_BASE}graph/") for name in store.graph_names()]
    assert sum(name.startswith("instrument/") for name in names) == 5
    shared = {"agents", "inferred", "judgements", "ontology", "register", "units"}
    assert {name for name in names if not name.startswith("instrument/")} == shared
    blank = {line.rsplit(b" ", 2)[1].decode() for line in store.nquads() if line.startswith(b"_:")}
    assert blank <= {f"<{DEFAULT_BASE}graph/ontology>"}


def test_the_shipped_data_has_the_lineage_of_directive_33(store: Store) -> None:
    """The plan of a ward answers the directive through the plan of its city."""
    directive = f"{DEFAULT_BASE}instrument/vn/2021-11-26/33-ct-ttg"
    answer = store.select(
        f"PREFIX dv: <{DEFAULT_BASE}ontology#>\n"
        f"SELECT ?plan {{ ?plan dv:implements <{directive}> ; dv:collected true }}"
    )
    places = {str(row[0]).removeprefix(f"{DEFAULT_BASE}instrument/")[:5] for row in answer.rows}
    assert {"02/20", "294/2", "52/20", "14764"} <= places
