"""The search index of the generation before, with the entries exchanged that a change reaches.

The engine's segments never change once written: they are shared by hard links, and what is gone is
noted beside them. It counts a word of a deleted entry until it merges segments, so scores, and with
them the order among what fits equally well, may differ a little from those of an index made anew.
"""

import json
import os
import shutil
from pathlib import Path

import tantivy

from danvan_graph.search.entries import Named, entries_of
from danvan_graph.search.schema import schema
from danvan_graph.search.writing import HEAP, document
from danvan_graph.store.keeping.neighbourhood import Neighbourhood
from danvan_graph.vocabulary import DV

_CHANGING = {"meta.json", ".managed.json"}
_MOST_DELETED = 0.1
_MANY = 50_000


def follow_search(before: Path, folder: Path, change: Neighbourhood) -> bool:
    """Returns whether the folder holds the search index of a graph, made from the one before.

    Args:
        before: the folder of the index of the generation before.
        folder: an empty folder that exists.
        change: what has changed since.
    """
    cited, placed = change.difference(str(DV.cites)), change.difference(str(DV.place))
    things = change.things.union(cited, placed)
    if len(things) > _MANY or _deleted(before) > _MOST_DELETED:
        return False
    for path in before.iterdir():
        if path.name in _CHANGING:
            shutil.copyfile(path, folder / path.name)
        elif not path.name.endswith(".lock"):
            _link(path, folder / path.name)
    now = change.now
    named = Named(
        lambda iri: now.count(str(DV.cites), iri), lambda iri: now.count(str(DV.place), iri)
    )
    index = tantivy.Index(schema(), path=str(folder), reuse=True)
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for iri in sorted(things):
        writer.delete_documents_by_term("iri", iri)
    for entry in entries_of(change.near(things), named):
        if entry.iri in things:
            writer.add_document(document(entry))
    writer.commit()
    writer.wait_merging_threads()
    return True


def _link(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(path, target)


def _deleted(folder: Path) -> float:
    """Returns which part of the entries is deleted and still counted."""
    segments = json.loads((folder / "meta.json").read_text("utf-8"))["segments"]
    deleted = sum(s["deletes"]["num_deleted_docs"] for s in segments if s.get("deletes"))
    return float(deleted / max(1, sum(s["max_doc"] for s in segments)))
