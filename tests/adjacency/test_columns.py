"""The file of the index: what is wrong with it is told in one sentence."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_graph.adjacency.columns import FILE, Columns, write_columns
from danvan_graph.adjacency.texts import NONE, Texts, text_columns
from danvan_graph.errors import StoreError


@pytest.mark.parametrize(
    "held", [b"", b"x" * 200, b"danvan adjacency 1\n{", b"danvan adjacency 1\n"]
)
def test_another_file(tmp_path: Path, held: bytes) -> None:
    """Proves that a file that is no index, or a missing one, is refused."""
    (tmp_path / FILE).write_bytes(held)
    with pytest.raises(StoreError, match="danvan build"):
        Columns(tmp_path)
    with pytest.raises(StoreError, match="danvan build"):
        Columns(tmp_path / "khong-co")


def test_missing_column(tmp_path: Path) -> None:
    """Proves that a column that another version did not write is named."""
    write_columns(tmp_path, {"a": np.array([1, 2], np.int32)})
    columns = Columns(tmp_path)
    assert columns["a"].tolist() == [1, 2]
    with pytest.raises(StoreError, match="thiếu “b”"):
        columns["b"]


def test_read_only(tmp_path: Path) -> None:
    """Proves that nothing can be written into a mapped column."""
    write_columns(tmp_path, {"a": np.array([1, 2], np.int32)})
    with pytest.raises(ValueError, match="read-only"):
        Columns(tmp_path)["a"][0] = 3


@given(texts=st.lists(st.text(max_size=8), unique=True, max_size=20), asked=st.text(max_size=8))
def test_texts(tmp_path_factory: pytest.TempPathFactory, texts: list[str], asked: str) -> None:
    """Proves that any texts come back, and a sorted row finds those it holds and no other."""
    folder = tmp_path_factory.mktemp("texts")
    ordered = sorted(texts)
    write_columns(folder, text_columns("t", ordered))
    held = Texts(Columns(folder), "t")
    assert [held[at] for at in range(len(held))] == ordered
    assert [held.find(text) for text in ordered] == list(range(len(ordered)))
    assert held.find(asked) == (ordered.index(asked) if asked in ordered else NONE)
