"""The extractor that knows the registers which travel with the package."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from danvan_graph.collection.folder import read_collection
from danvan_graph.extraction.extractor import Extractor
from danvan_graph.extraction.knowledge import resolver_of
from danvan_graph.resources import data_folder, ontology_folder


def shipped_extractor() -> Extractor:
    """Returns an extractor with the shipped registers and no document of the user's own.

    Raises:
        InvalidData: the shipped data are broken.
    """
    with _no_search_for_garbage():
        collection = read_collection(data_folder(), ontology_folder())
        return Extractor.of(collection, resolver_of(collection))


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Keeps Python from looking, again and again, for garbage among a growing heap that all stays."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
