"""That our API and SPARQL give the same rows to every question that ``make bench`` times."""

from pathlib import Path

import httpx
from benchmarks.questions import questions, same

from danvan_graph.store.opening import open_store


def test_the_rows_are_the_same(client: httpx.Client, store_folder: Path) -> None:
    """Each address answers with the rows of the query beside it, most of them with more than one."""
    store = open_store(store_folder)
    long = 0
    for question in questions(store):
        answer = client.get(question.path, headers={"Accept": "application/json"})
        assert answer.status_code == 200, question.name
        ours = question.read(answer.content)
        theirs = [
            tuple("" if term is None else str(term) for term in row)
            for row in store.select(question.sparql).rows
        ]
        assert len(ours) == len(theirs) > 0, question.name
        assert same(question, ours, theirs), question.name
        long += len(ours) > 1
    assert long > 7


def test_a_difference_is_seen(store_folder: Path) -> None:
    """Rows that differ, are missing or stand in another order where it counts are not the same."""
    asked = questions(open_store(store_folder))
    loose, ordered = (next(q for q in asked if q.ordered is kind) for kind in (False, True))
    assert same(loose, [("a", "1"), ("b", "2")], [("b",), ("a",)])
    assert not same(loose, [("a",), ("b",)], [("a",), ("c",)])
    assert not same(loose, [("a",)], [("a",), ("a",)])
    assert not same(ordered, [("a",), ("b",)], [("b",), ("a",)])
