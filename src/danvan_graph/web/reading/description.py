"""What an edition says of itself as a dataset: the figures of VoID, and the files of its export."""

from pathlib import Path

from rdflib import Graph

from danvan_graph.export.description import dumps, statistics
from danvan_graph.export.folder import about_of, files_of, place_of
from danvan_graph.web.publication import Edition


def description(edition: Edition) -> Graph:
    """Returns the VoID description of the graph, counted once, with the files there are now."""
    about = about_of(edition.store)
    counted = edition.kept(("statistics",), lambda: statistics(edition.store, about))
    told = Graph() + counted
    for statement in dumps(about, files_of(exports(edition))):
        told.add(statement)
    return told


def exports(edition: Edition) -> Path:
    """Returns where the export of the generation lies when there is one."""
    folder = edition.store.generation.folder
    return place_of(folder.parent.parent, folder.name)
