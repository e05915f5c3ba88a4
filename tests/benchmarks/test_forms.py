"""That other forms of a shipped query are queries, and that one that asks the same counts."""

from pathlib import Path

from benchmarks.forms import compared, others, rival
from benchmarks.report import Report

from benchmarks import forms
from danvan_graph import resources
from danvan_graph.queries.catalogue import read_catalogue
from danvan_graph.queries.run import run
from danvan_graph.store.engines.oxigraph import Answer
from danvan_graph.store.opening import open_store
from danvan_graph.store.untrusted.guard import check_query

ABSENT = """SELECT ?s WHERE {
  VALUES ?i { <x:i> }
  ?s <x:p> ?i . OPTIONAL { ?s <x:q> ?o . FILTER (?o > 1) } FILTER (!BOUND(?o)) }"""


def test_forms_of_what_is_not_there() -> None:
    """OPTIONAL with !BOUND is turned into NOT EXISTS and MINUS, VALUES moved or put in place."""
    found = dict(others(ABSENT))
    assert set(found) == {"NOT EXISTS", "MINUS", "VALUES last", "the thing itself"}
    assert "FILTER NOT EXISTS { ?s <x:q> ?o . FILTER (?o > 1) }" in found["NOT EXISTS"]
    assert found["VALUES last"].rstrip().endswith("VALUES ?i { <x:i> }")
    assert "?s <x:p> <x:i> ." in found["the thing itself"]


def test_a_way_that_may_be_missing_in_two_steps() -> None:
    """A path of two relations becomes one OPTIONAL inside another."""
    (form,) = [f for _, f in others("SELECT ?a WHERE { ?a <x:p> ?b OPTIONAL { ?a x:q/x:r ?c } }")]
    assert "OPTIONAL { ?a x:q ?c_between OPTIONAL { ?c_between x:r ?c } }" in form


def test_every_form_is_a_query() -> None:
    """The guard takes every form of every shipped query."""
    forms = [
        form
        for query in read_catalogue(resources.queries_folder())
        for _, form in others(query.body)
    ]
    assert len(forms) > 20
    for form in forms:
        check_query(form)


def test_rivals_written_by_hand(store_folder: Path) -> None:
    """Each rival belongs to a shipped query, is another text, and gives the same rows."""
    catalogue, store = read_catalogue(resources.queries_folder()), open_store(store_folder)
    found = {query.name: rival(query) for query in catalogue}
    written = {name: query for name, query in found.items() if query is not None}
    files = Path(forms.__file__).parent.glob("rivals/*/*.rq")
    assert set(written) == {f"{path.parent.name}/{path.stem}" for path in files}
    for name, query in written.items():
        ours = catalogue.get(name)
        assert ours.body != query.body
        expected, rows = (run(q, store, ours.examples) for q in (ours, query))
        assert isinstance(expected, Answer)
        assert rows == expected, name


def test_the_table(store_folder: Path) -> None:
    """The shipped queries are timed on a real graph, most of them beside another form."""
    report = Report("test")
    compared(report, open_store(store_folder), quick=True)
    assert len(report.forms) > 30
    assert sum(bool(form.other) for form in report.forms) > 5
    assert all(form.line().startswith(f"| {form.query} |") for form in report.forms)
