"""Ranked search: ours beside SQLite's FTS5 with bm25, over the same entries."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from danvan_graph.search.entries import entries_of
from danvan_graph.search.words import folded_words
from danvan_graph.store.engines.oxigraph import Store

ASKED = "dan van kheo"
PATH = f"/api/v1/search?{urlencode({'q': ASKED, 'limit': '50'})}"


def fts5(store: Store, folder: Path) -> Callable[[], list[tuple[str, str]]]:
    """Returns what asks SQLite for the 50 best entries that hold every word."""
    base = sqlite3.connect(folder / "fts5.db")
    base.execute("CREATE VIRTUAL TABLE entry USING fts5 (iri UNINDEXED, title, words)")
    rows = (
        (e.iri, e.title, " ".join(folded_words(f"{e.title} {e.detail} {e.more}")))
        for e in entries_of(store)
    )
    base.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
    base.commit()
    query = "SELECT iri, title FROM entry WHERE words MATCH ? ORDER BY bm25(entry) LIMIT 50"
    words = " ".join(f"{word}*" if word == "kheo" else word for word in folded_words(ASKED))

    def ask() -> list[tuple[str, str]]:
        return base.execute(query, (words,)).fetchall()

    return ask
