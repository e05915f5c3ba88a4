"""The graph while it is being built: in memory, with inference, ready to be published."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.term import Node

from danvan_graph.store.terms import from_engine, to_engine

_MAX_ROUNDS = 20


class WorkingDataset:
    """Named graphs in memory, and their union without duplicates as the default graph."""

    def __init__(self) -> None:
        self.engine = ox.Store()

    def add(self, graph: URIRef, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        """Makes the triples part of a named graph and of the default graph."""
        name = ox.NamedNode(str(graph))
        pairs = [tuple(to_engine(term) for term in triple) for triple in triples]
        self.engine.extend(ox.Quad(s, p, o, name) for s, p, o in pairs)  # type: ignore[arg-type]
        self.engine.extend(ox.Quad(s, p, o) for s, p, o in pairs)  # type: ignore[arg-type]

    def add_turtle(self, graph: URIRef, paths: Iterable[Path]) -> None:
        """Makes the triples of Turtle files part of a named graph, blank nodes canonical.

        Labels of blank nodes follow RDFC-1.0, so the same files give the same N-Quads.
        """
        union = ox.Dataset()
        for path in sorted(paths):
            for quad in ox.parse(
                path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True
            ):
                union.add(ox.Quad(quad.subject, quad.predicate, quad.object))
        union.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        name = ox.NamedNode(str(graph))
        for quad in union:
            self.engine.add(quad)
            self.engine.add(ox.Quad(quad.subject, quad.predicate, quad.object, name))

    def infer(self, graph: URIRef, rules: Iterable[str]) -> int:
        """Makes every consequence of the CONSTRUCT rules part of a named graph.

        Args:
            graph: where consequences go.
            rules: SPARQL CONSTRUCT queries over the default graph.

        Returns:
            The number of triples that were not there before.
        """
        name = ox.NamedNode(str(graph))
        queries = list(rules)
        added = 0
        for _ in range(_MAX_ROUNDS):
            before = added
            for query in queries:
                found = self.engine.query(query)
                fresh = [ox.Quad(t.subject, t.predicate, t.object) for t in found]  # type: ignore[union-attr]
                fresh = [quad for quad in dict.fromkeys(fresh) if quad not in self.engine]
                self.engine.extend(fresh)
                self.engine.extend(ox.Quad(q.subject, q.predicate, q.object, name) for q in fresh)
                added += len(fresh)
            if added == before:
                return added
        message = f"rules did not settle in {_MAX_ROUNDS} rounds"
        raise RuntimeError(message)

    def rows(self, query: str) -> list[dict[str, Node]]:
        """Returns the solutions of a SELECT over the default graph."""
        found = self.engine.query(query)
        names = [v.value for v in found.variables]  # type: ignore[union-attr]
        return [
            {name: from_engine(row[name]) for name in names if row[name] is not None}
            for row in found  # type: ignore[union-attr]
        ]

    def canonical(self) -> bytes:
        """Returns the named graphs as canonical N-Quads: sorted lines, each statement once.

        The default graph is left out, for it is the union of the named ones.
        """
        named = (q for q in self.engine if not isinstance(q.graph_name, ox.DefaultGraph))
        lines = ox.serialize(named, format=ox.RdfFormat.N_QUADS)
        if lines is None:
            return b""
        return b"".join(sorted(lines.splitlines(keepends=True)))
