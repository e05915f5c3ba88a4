"""All statements of a generation written out, in one order, without holding them in memory."""

from collections.abc import Iterator
from typing import IO

import pyoxigraph as ox

from danvan_graph.store.engines.oxigraph import Embedded
from danvan_graph.vocabulary import PREFIXES

_QUADS = {"json-ld": ox.RdfFormat.JSON_LD}


def write_statements(store: Embedded, file: IO[bytes], form: str) -> None:
    """The file holds every statement of the named graphs, graphs and statements sorted.

    Args:
        store: the generation.
        file: open for writing.
        form: ``n-quads`` and ``json-ld`` keep the named graphs; ``turtle`` leaves them out.

    Raises:
        KeyError: there is no such form.
    """
    if form == "n-quads":
        file.writelines(store.nquads())
    elif form == "turtle":
        ox.serialize(_triples(store), file, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    else:
        ox.serialize(_quads(store), file, format=_QUADS[form])


def _quads(store: Embedded) -> Iterator[ox.Quad]:
    for name in store.graph_names():
        graph = ox.NamedNode(name)
        for triple in _of(store, name):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _triples(store: Embedded) -> Iterator[ox.Triple]:
    for name in store.graph_names():
        yield from _of(store, name)


def _of(store: Embedded, graph: str) -> Iterator[ox.Triple]:
    for quad in ox.parse(b"".join(store.lines(graph)), ox.RdfFormat.N_TRIPLES):
        yield quad.triple
