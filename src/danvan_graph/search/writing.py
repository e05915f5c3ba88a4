"""Writes the search index of a graph."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import tantivy

from danvan_graph.search.entries import entries_of
from danvan_graph.search.entry import Entry
from danvan_graph.search.schema import TYPED, WORDS, schema
from danvan_graph.search.words import folded_words, typed_words
from danvan_graph.store.oxigraph import Store

_HEAP = 64_000_000
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
    """Returns once the folder holds the search index of the entries, in one segment."""
    index = tantivy.Index(schema(), path=str(folder), reuse=False)
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for entry in entries:
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()


@lru_cache(_REPEATED)
def _folded(text: str) -> str:
    return " ".join(folded_words(text))


@lru_cache(_REPEATED)
def _typed(text: str) -> str:
    return " ".join(typed_words(text))


def _document(entry: Entry) -> tantivy.Document:
    title = _folded(entry.title)
    document = tantivy.Document()
    document.add_text(WORDS[0], title)
    document.add_text(WORDS[1], " ".join((title, _folded(entry.detail), _folded(entry.more))))
    document.add_text(TYPED, _typed(entry.title))
    document.add_text("kind", entry.kind)
    document.add_text("iri", entry.iri)
    document.add_text("shown", entry.title)
    document.add_text("detail", entry.detail)
    document.add_unsigned("weight", min(entry.weight, _MAX_WEIGHT))
    return document
