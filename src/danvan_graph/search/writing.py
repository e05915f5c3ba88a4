"""Writes the search index of a graph."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import tantivy

from danvan_graph.search.entries import entries_of
from danvan_graph.search.entry import Entry
from danvan_graph.search.schema import TYPED, WORDS, schema
from danvan_graph.search.words import folded_words, typed_words
from danvan_graph.store.engines.oxigraph import Store

HEAP = 64_000_000
_MAX_WEIGHT = 2**32
_REPEATED = 4096
"""The name of a document stands with each of its tasks."""


def write_search(store: Store, folder: Path) -> None:
    """Returns once the folder holds the search index of everything in the store that has a name.

    Args:
        store: the graph.
        folder: an empty folder that exists.
    """
    write_entries(entries_of(store), folder)


def write_entries(entries: Iterable[Entry], folder: Path) -> None:
    """Returns once the folder holds the search index of the entries."""
    index = tantivy.Index(schema(), path=str(folder), reuse=False)
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for entry in entries:
        writer.add_document(document(entry))
    writer.commit()
    writer.wait_merging_threads()


@lru_cache(_REPEATED)
def _folded(text: str) -> str:
    return " ".join(folded_words(text))


@lru_cache(_REPEATED)
def _typed(text: str) -> str:
    return " ".join(typed_words(text))


def document(entry: Entry) -> tantivy.Document:
    """Returns an entry as the engine takes it."""
    title = _folded(entry.title)
    made = tantivy.Document()
    made.add_text(WORDS[0], title)
    made.add_text(WORDS[1], " ".join((title, _folded(entry.detail), _folded(entry.more))))
    made.add_text(TYPED, _typed(entry.title))
    made.add_text("kind", entry.kind)
    made.add_text("iri", entry.iri)
    made.add_text("shown", entry.title)
    made.add_text("detail", entry.detail)
    made.add_unsigned("weight", min(entry.weight, _MAX_WEIGHT))
    return made
