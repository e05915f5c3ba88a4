"""The graph from Python: the examples of the page run, types are kept, the import stays cheap."""

import doctest
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from danvan_graph import open_graph
from danvan_graph.errors import InvalidQuery, StoreError, UnknownName

PAGE = Path(__file__).resolve().parent.parent / "docs" / "notebook.md"
HEAVY = ("pandas", "rdflib", "pyoxigraph", "networkx", "yaml", "fastapi")


def test_the_examples_of_the_page_run(store_folder: Path) -> None:
    """Every example of docs/notebook.md gives what the page shows."""
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    globs = {"place": store_folder}
    told = doctest.testfile(str(PAGE), module_relative=False, globs=globs, optionflags=flags)
    assert told.attempted >= 12
    assert told.failed == 0


def test_columns_keep_their_types(store_folder: Path) -> None:
    """Numbers, truth values and days are what they are, also where some are unknown."""
    graph = open_graph(store_folder)
    table = graph.query("lookup/plans-citing", instrument="33/CT-TTg")
    kinds = {name: str(kind) for name, kind in table.dtypes.items()}
    assert kinds["plan_year"] == "Int64"
    assert kinds["confidence"] == "Float64"
    assert kinds["collected"] == "boolean"
    assert kinds["plan"] == "string"
    triples = graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3")
    assert list(triples.columns) == ["s", "p", "o"]
    assert len(triples) == 3


def test_an_empty_answer_keeps_its_columns(store_folder: Path) -> None:
    """A question without an answer is an empty table, not an error."""
    table = open_graph(store_folder).query("SELECT ?a ?b WHERE { ?a <urn:x:none> ?b }")
    assert isinstance(table, pd.DataFrame)
    assert list(table.columns) == ["a", "b"]
    assert table.empty


def test_mistakes_are_told(store_folder: Path, tmp_path: Path) -> None:
    """Unknown names, parameters and folders are errors with a sentence."""
    graph = open_graph(store_folder)
    with pytest.raises(UnknownName):
        graph.cites("QĐ 99999/QĐ-KHONGCO")
    with pytest.raises(InvalidQuery, match="không có tham số"):
        graph.query("lookup/plans-citing", instrument="33/CT-TTg", nope=1)
    with pytest.raises(StoreError):
        open_graph(tmp_path)


def test_the_place_may_stand_in_the_environment(
    store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a place the variable that the other commands read counts."""
    monkeypatch.setenv("DANVAN_STORE", str(store_folder))
    assert open_graph().instrument("33/CT-TTg").key == "vn/2021-11-26/33-ct-ttg"


def test_importing_the_package_is_cheap() -> None:
    """The package alone loads no engine, no table and no web library."""
    code = f"import sys, danvan_graph; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COVERAGE_PROCESS_START": ""},
    )
    assert done.stdout.strip() == "[]"
