"""What a state shows: its nodes and ties, within a limit that is told."""

from dataclasses import dataclass

import networkx as nx
from rdflib import URIRef

from danvan_graph.errors import UnknownName
from danvan_graph.vocabulary import DV
from danvan_graph.web.explorer.neighbours import opened
from danvan_graph.web.explorer.state import Opening, State
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.terms import iri

MOST_NODES = 300


@dataclass(frozen=True, slots=True)
class Explored:
    """The graph of a state.

    Attributes:
        graph: nodes are addresses in the order in which they were reached; edges carry ``term``
            and ``label``.
        cut: openings that lead to more things than are drawn.
    """

    graph: "nx.MultiDiGraph[str]"
    cut: tuple[Opening, ...]


def explore(edition: Edition, state: State) -> Explored:
    """Returns the graph of a state; at most 300 nodes.

    Raises:
        InvalidIdentifier: the state names something that can be no address.
        UnknownName: the graph knows nothing of a thing the state names.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node(_known(edition, state.start))
    cut = tuple(step for step in state.opened if not _open(edition, graph, step))
    return Explored(graph, cut)


def _open(edition: Edition, graph: "nx.MultiDiGraph[str]", step: Opening) -> bool:
    """Adds what a step leads to; returns whether everything is drawn."""
    this = _known(edition, step.path)
    found, more = opened(edition.store, this, step)
    label = edition.names.label(f"{DV}{step.term}")
    for other in found:
        if other not in graph and len(graph) >= MOST_NODES:
            return False
        ends = (this, other) if step.direction == "xuoi" else (other, this)
        graph.add_edge(*ends, key=step.term, term=step.term, label=label)
    return not more


def _known(edition: Edition, path: str) -> str:
    address = edition.addresses.iri(path)
    iri(address)
    if not edition.store.knows(URIRef(address)):
        raise UnknownName(
            f"Đồ thị không có gì ở “{path[:200]}”; hãy bắt đầu từ một văn bản hoặc đơn vị.",
            f"The graph holds nothing at “{path[:200]}”.",
        )
    return address
