"""The instruments come from the look-up index beside a store, and are the same either way."""

import shutil
from pathlib import Path

from danvan_graph.lookup import InstrumentIndex, index_of
from danvan_graph.lookup.mapped import Instruments
from danvan_graph.store.engines.oxigraph import Store, open_store


def test_the_same_instruments(store: Store) -> None:
    """Proves that what is read when asked for is what is read at once, and is found by the same names."""
    read, found = InstrumentIndex.of(store), index_of(store)
    assert isinstance(found.instruments, Instruments)
    assert dict(found.instruments) == read.instruments
    for text in ("33/CT-TTg", "chi thi 33", "217-QĐ/TW"):
        assert found.find(text) == read.find(text)


def test_an_index_of_another_version(store_folder: Path, tmp_path: Path) -> None:
    """Proves that an index that cannot be read is left alone, and the graph is read instead."""
    shutil.copytree(store_folder, tmp_path / "store")
    opened = open_store(tmp_path / "store")
    columns = opened.generation.companion("adjacency") / "columns.bin"
    columns.chmod(0o644)
    columns.write_bytes(b"of another version")
    found = index_of(opened)
    assert not isinstance(found.instruments, Instruments)
    assert found.find("33/CT-TTg").known.key == "vn/2021-11-26/33-ct-ttg"
