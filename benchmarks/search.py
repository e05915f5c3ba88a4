"""Ranked search: ours beside SQLite's FTS5 with bm25, over the same entries."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from danvan_graph.search.entries import entries_of
from danvan_graph.search.words import folded_words
from danvan_graph.store.engines.oxigraph import Store

ASKED = {"few hits": "dan van kheo", "many hits": "dan van"}
"""Words of which few or many entries hold all; of many, the best have to be chosen."""


def path(words: str) -> str:
    """Returns the path of our search for words."""
    return f"/api/v1/search?{urlencode({'q': words, 'limit': '50'})}"


def fts5(store: Store, folder: Path) -> Callable[[str], Callable[[], list[tuple[str, str]]]]:
    """Returns what makes calls of SQLite: the 50 best entries that hold every word, the last begun."""
    base = sqlite3.connect(folder / "fts5.db")
    base.execute("CREATE VIRTUAL TABLE entry USING fts5 (iri UNINDEXED, title, words)")
    rows = (
        (e.iri, e.title, " ".join(folded_words(f"{e.title} {e.detail} {e.more}")))
        for e in entries_of(store)
    )
    base.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
    base.commit()
    query = "SELECT iri, title FROM entry WHERE words MATCH ? ORDER BY bm25(entry) LIMIT 50"

    def of(asked: str) -> Callable[[], list[tuple[str, str]]]:
        words = " ".join(folded_words(asked)) + "*"
        return lambda: base.execute(query, (words,)).fetchall()

    return of
