"""The graph while it is being built: in memory, with inference, ready to be published."""

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.term import Node

from danvan_graph.store.making.terms import from_engine, to_engine, written

_MAX_ROUNDS = 20
MANY_LINES = 100_000
"""A graph of more lines has a checksum that can be followed."""


class WorkingDataset:
    """Named graphs in memory, and their union without duplicates as the default graph."""

    def __init__(self, engine: ox.Store | None = None) -> None:
        self.engine = ox.Store() if engine is None else engine

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
        files = (
            ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
            for path in sorted(paths)
        )
        union = ox.Dataset(ox.Quad(q.subject, q.predicate, q.object) for f in files for q in f)
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

    def graph_names(self) -> list[str]:
        """Returns the addresses of the named graphs that hold a statement, sorted."""
        return graph_names(self.engine)

    def triples(self) -> int:
        """Returns the number of statements in the default graph."""
        (row,) = self.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        return int(str(row["n"]))

    def table(self) -> bytes:
        """Returns a line for each named graph: its address, statements, and their checksum.

        The default graph is left out, for it is the union of the named ones.
        """
        rows = self.rows_of_graphs()
        return "".join(f"{name}\t{count}\t{digest}\n" for name, count, digest in rows).encode()

    def rows_of_graphs(self) -> Iterator[tuple[str, int, str]]:
        """Yields each named graph that holds a statement, their number and their checksum."""
        for name in self.graph_names():
            lines = canonical_lines(self.engine, name)
            yield name, len(lines), checksum(lines)

    def write_engine(self, folder: Path) -> None:
        """The engine's files lie in the folder."""
        engine = ox.Store(str(folder))
        engine.bulk_extend(self.engine)
        engine.flush()
        engine.optimize()

    def canonical(self) -> bytes:
        """Returns the named graphs as canonical N-Quads, as :func:`canonical_quads` gives them."""
        return b"".join(canonical_quads(self.engine))


def graph_names(engine: ox.Store) -> list[str]:
    """Returns the addresses of the named graphs that hold a statement, sorted."""
    names = (g.value for g in engine.named_graphs() if isinstance(g, ox.NamedNode))
    held = (n for n in names if any(engine.quads_for_pattern(None, None, None, ox.NamedNode(n))))
    return sorted(held)


def checksum(lines: Sequence[bytes]) -> str:
    """Returns the checksum of the lines of a graph, which the caller has sorted, each once.

    It is their SHA-256. Of more than a hundred thousand lines it is a plus sign and the sum of the
    SHA-256 of each line (as a number, modulo 2²⁵⁶): that can be followed when some lines change.
    """
    return summed(line_sum(lines)) if len(lines) > MANY_LINES else _sha256(lines)


def matches(lines: Sequence[bytes], told: str) -> bool:
    """Returns whether the lines of a graph have a checksum, of whichever kind it is."""
    return told == (summed(line_sum(lines)) if told.startswith("+") else _sha256(lines))


def _sha256(lines: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(lines)).hexdigest()


def line_sum(lines: Iterable[bytes]) -> int:
    """Returns the sum of the SHA-256 of each line, as a number."""
    return sum(int.from_bytes(hashlib.sha256(line).digest(), "big") for line in lines)


def summed(total: int) -> str:
    """Returns the checksum of many lines, by their sum."""
    return f"+{total % 2**256:064x}"


def plain(triples: Iterable[tuple[Node, Node, Node]]) -> list[bytes]:
    """Returns triples of rdflib as N-Triples lines, each once, sorted by their bytes."""
    return sorted({f"{written(s)} {written(p)} {written(o)} .\n".encode() for s, p, o in triples})


def relabelled(lines: Sequence[bytes]) -> Sequence[bytes]:
    """Returns N-Triples lines of one graph with the labels of RDFC-1.0 for its blank nodes.

    A server that takes a graph in gives blank nodes labels of its own.
    """
    if not any(b"_:" in line for line in lines):
        return lines
    dataset = ox.Dataset(ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    text = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
    return sorted(text.splitlines(keepends=True))


def canonical_lines(engine: ox.Store, graph: str | None) -> list[bytes]:
    """Returns the statements of a graph as N-Triples lines, sorted by their bytes.

    Args:
        engine: holds the graph.
        graph: its address; None is the default graph.
    """
    buffer = io.BytesIO()
    name = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
    engine.dump(buffer, ox.RdfFormat.N_TRIPLES, from_graph=name)
    return sorted(buffer.getvalue().splitlines(keepends=True))


def canonical_quads(engine: ox.Store) -> Iterator[bytes]:
    """Yields the N-Quads lines of each named graph in turn, graphs and lines sorted."""
    for graph in graph_names(engine):
        end = f"<{graph}> .\n".encode()
        for line in canonical_lines(engine, graph):
            yield line.removesuffix(b".\n") + end
