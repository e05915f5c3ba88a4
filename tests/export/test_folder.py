"""An export says what the graph says, in every form, the same bytes each time, whole or not at all."""

import gzip
import hashlib
import io
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID

from danvan_graph.errors import OutputError
from danvan_graph.export.folder import FORMS, SUMS, export, files_of
from danvan_graph.export.tables import TABLES
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.vocabulary import DV

SPDX = Namespace("http://spdx.org/rdf/terms#")


def _silent(_name: str, _done: int, _total: int) -> None:
    return


@pytest.fixture(scope="module")
def folder(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of the shipped data."""
    target = tmp_path_factory.mktemp("export") / "out"
    export(store, target, _silent)
    return target


def _unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def _count(store: Store, pattern: str) -> int:
    (row,) = store.strings(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    return int(row[0] or 0)


@pytest.mark.parametrize(
    ("name", "form"),
    [("danvan.nq.gz", ox.RdfFormat.N_QUADS), ("danvan.jsonld.gz", ox.RdfFormat.JSON_LD)],
)
def test_dumps_with_graphs_hold_every_statement(
    folder: Path, store: Store, name: str, form: ox.RdfFormat
) -> None:
    """Read back, N-Quads and JSON-LD are the named graphs of the generation."""
    read = ox.Store()
    read.load(_unpacked(folder / name), form)
    assert len(read) == store.generation.quads
    assert {g.value for g in read.named_graphs()} == set(store.graph_names())


def test_n_quads_are_canonical(folder: Path, store: Store) -> None:
    """The dump is the canonical form, byte for byte."""
    assert _unpacked(folder / "danvan.nq.gz") == b"".join(store.nquads())


def test_turtle_holds_the_default_graph(folder: Path, store: Store) -> None:
    """Read back, Turtle is the union of the named graphs."""
    read = ox.Store()
    read.load(_unpacked(folder / "danvan.ttl.gz"), ox.RdfFormat.TURTLE)
    assert len(read) == store.generation.triples


@pytest.mark.parametrize(
    ("table", "cls", "column"),
    [
        ("documents", DV.Instrument, "document"),
        ("citations", DV.Citation, "citation"),
        ("tasks", DV.Task, "task"),
        ("duties", DV.Duty, "duty"),
        ("units", DV.Territory, "unit"),
    ],
)
def test_tables_hold_every_thing(
    folder: Path, store: Store, table: str, cls: URIRef, column: str
) -> None:
    """Each thing of a kind stands in its table, and nothing else does."""
    read = pq.read_table(folder / f"{table}.parquet")
    assert len(set(read[column].to_pylist())) == _count(store, f"?x a <{cls}>")
    assert set(TABLES) >= {table}


def test_tables_are_typed(folder: Path) -> None:
    """Days are days, numbers numbers, truth values truth values."""
    read = pq.read_table(folder / "citations.parquet")
    kinds = {field.name: str(field.type) for field in read.schema}
    assert kinds["start"] == "int64"
    assert kinds["confidence"] == "double"
    assert kinds["basis"] == "bool"
    documents = pq.read_table(folder / "documents.parquet")
    assert str(documents.schema.field("issued").type) == "date32[day]"


def test_networks_hold_every_relation(folder: Path, store: Store) -> None:
    """GraphML and GEXF are one network: instruments, and the relations between them."""
    one = nx.read_graphml(io.BytesIO(_unpacked(folder / "citations.graphml.gz")))
    other = nx.read_gexf(io.BytesIO(_unpacked(folder / "citations.gexf.gz")))
    assert set(one) == set(other)
    assert one.number_of_nodes() == _count(store, f"?i a <{DV.Instrument}>")
    assert one.number_of_edges() == other.number_of_edges()
    drawn = _count(store, f"?a <{DV.directlyImplements}> ?b")
    relations = [d["relation"] for _, _, d in one.edges(data=True)]
    assert relations.count("thuc-hien") == drawn > 0


def test_checksums_and_description_agree(folder: Path, store: Store) -> None:
    """SHA256SUMS, the DCAT description and the files say the same."""
    catalogue = Graph().parse(folder / "dcat.ttl")
    (dataset,) = catalogue.subjects(RDF.type, DCAT.Dataset)
    assert catalogue.value(dataset, DCTERMS.identifier) == Literal(store.generation.name)
    assert catalogue.value(dataset, DCTERMS.license)
    told = {
        str(catalogue.value(d, DCTERMS.title)): str(
            catalogue.value(catalogue.value(d, SPDX.checksum), SPDX.checksumValue)
        )
        for d in catalogue.objects(dataset, DCAT.distribution)
    }
    lines = [line.split("  ") for line in (folder / SUMS).read_text().splitlines()]
    assert {name for _, name in lines} == {p.name for p in folder.iterdir()} - {SUMS}
    for digest, name in lines:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        assert told.get(name, digest) == digest
    assert set(told) == {name for _, name in lines} - {"dcat.ttl", "void.ttl"}


def test_void_counts(folder: Path, store: Store) -> None:
    """VoID tells the number of statements, of things of each class, and where the dumps are."""
    void = Graph().parse(folder / "void.ttl")
    (dataset,) = void.subjects(RDF.type, VOID.Dataset)
    assert void.value(dataset, VOID.triples) == Literal(store.generation.triples)
    parts = {void.value(p, VOID["class"]): p for p in void.objects(dataset, VOID.classPartition)}
    told = void.value(parts[DV.Citation], VOID.entities)
    assert told == Literal(_count(store, f"?x a <{DV.Citation}>"))
    assert len(list(void.objects(dataset, VOID.dataDump))) == 3


def test_the_same_generation_gives_the_same_bytes(
    folder: Path, store: Store, tmp_path: Path
) -> None:
    """A second export is the first one, down to the checksums."""
    export(store, tmp_path / "again", _silent)
    assert (tmp_path / "again" / SUMS).read_bytes() == (folder / SUMS).read_bytes()


def test_some_forms_only(store: Store, tmp_path: Path) -> None:
    """What was not asked for is not there, and an older export is replaced."""
    export(store, tmp_path / "out", _silent, ("gexf",))
    files = export(store, tmp_path / "out", _silent, ("graphml",))
    assert {f.name for f in files} == {"citations.graphml.gz", "dcat.ttl", "void.ttl"}
    assert files_of(tmp_path / "out") == files
    assert {p.name for p in tmp_path.iterdir()} == {"out"}
    assert len(FORMS) == 6


def test_a_foreign_folder_is_left_alone(store: Store, tmp_path: Path) -> None:
    """A folder with other people's files is refused and keeps them."""
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(OutputError, match="đang chứa thứ khác"):
        export(store, tmp_path, _silent)
    assert (tmp_path / "mine.txt").read_text() == "x"


def test_a_failing_disk_leaves_the_older_export(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a file cannot be written the older export stays whole, and no draft is left."""
    target = tmp_path / "out"
    export(store, target, _silent, ("gexf",))
    before = (target / SUMS).read_bytes()
    full = OSError(28, "No space left on device")
    monkeypatch.setattr(
        pq.ParquetWriter, "write_table", lambda *_a, **_k: (_ for _ in ()).throw(full)
    )
    with pytest.raises(OutputError, match="No space left"):
        export(store, target, _silent, ("parquet",))
    assert (target / SUMS).read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} == {"out"}
