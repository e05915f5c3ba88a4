"""Writes the search index of a graph."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from danvan_graph.search.entries import entries_of
from danvan_graph.search.entry import Entry
from danvan_graph.search.schema import TYPED, WORDS, schema
from danvan_graph.search.words import folded_words, typed_words
from danvan_graph.store.oxigraph import Store

_HEAP = 64_000_000
_MAX_WEIGHT = 2**32


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


def _document(entry: Entry) -> tantivy.Document:
    title = folded_words(entry.title)
    words = [*title, *folded_words(entry.detail), *folded_words(entry.more)]
    document = tantivy.Document()
    document.add_text(WORDS[0], " ".join(title))
    document.add_text(WORDS[1], " ".join(words))
    document.add_text(TYPED, " ".join(typed_words(entry.title)))
    document.add_text("kind", entry.kind)
    document.add_text("iri", entry.iri)
    document.add_text("shown", entry.title)
    document.add_text("detail", entry.detail)
    document.add_unsigned("weight", min(entry.weight, _MAX_WEIGHT))
    return document
