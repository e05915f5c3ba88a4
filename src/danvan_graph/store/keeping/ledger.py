"""What changes in the named graphs of an engine, their union kept in step.

Statements are N-Triples lines as long as they can be: terms of the engine are dear to make.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import pyoxigraph as ox

from danvan_graph.store.making.dataset import line_sum

_AT_ONCE = 5_000
MANY = 5_000
"""For fewer statements it does not pay to write files of their own."""
_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
Lines = Mapping[str, Collection[bytes]]


class Ledger:
    """Named graphs and their union without duplicates, and what has been changed in them.

    Args:
        engine: holds them.
        triples: statements in its default graph.
        followed: the graphs of which the sum of the checksums of their lines is kept.

    Attributes:
        triples: so many there are now.
        gained: lines that the union has now and had not in the beginning.
        lost: those it had and has no more.
        subjects: by relation, addresses of the things of which the union says something else by it.
        resaid: by relation, addresses of the things of which other graphs say the same by it.
        members: by class, addresses of the things that came to it or left it.
        fewer: relations by which the union has lost statements, if only for a while.
        more: by graph, how many lines it has more.
        sums: by graph, by how much the sum of the checksums of its lines grew.
    """

    def __init__(self, engine: ox.Store, triples: int, followed: Collection[str]) -> None:
        self._engine = engine
        self._followed = followed
        self.triples = triples
        self.gained: set[bytes] = set()
        self.lost: set[bytes] = set()
        self.subjects: dict[str, set[str]] = defaultdict(set)
        self.resaid: dict[str, set[str]] = defaultdict(set)
        self.members: dict[str, set[str]] = defaultdict(set)
        self.fewer: set[str] = set()
        self.more: Counter[str] = Counter()
        self.sums: Counter[str] = Counter()

    def take_away(self, gone: Lines) -> None:
        """Named graphs no longer hold lines of theirs, nor does the union what no graph says now."""
        self._count(gone, -1)
        every = set().union(*gone.values())
        self._drop({**gone, "": every})
        stays = self._said_still(every)
        self._write({"": stays})
        went = every.difference(stays)
        self._note(went, stays)
        self.triples -= len(went)
        self.fewer.update(_address(line.split(b" ", 2)[1]) for line in went)
        self.lost |= went - self.gained
        self.gained -= went

    def put_in(self, said: Lines) -> None:
        """Named graphs hold lines they did not hold before, and so does the union."""
        self._count(said, 1)
        every = set().union(*said.values())
        came = self._new(every)
        self._write({**said, "": came})
        self._came(came)
        self._note((), every.difference(came))

    def add(self, graph: str, lines: Collection[bytes]) -> None:
        """A named graph and the union hold lines of which neither held any before."""
        self._count({graph: lines}, 1)
        self._write({graph: lines, "": lines})
        self._came(lines)

    def found(self, said: Lines) -> None:
        """Lines have been put into named graphs and the union already, in which they were not."""
        self._count(said, 1)
        self._came(set().union(*said.values()))

    def _came(self, lines: Collection[bytes]) -> None:
        """The union holds lines that it did not hold before."""
        self._note(lines, ())
        self.triples += len(lines)
        self.gained.update(line for line in lines if line not in self.lost)
        self.lost.difference_update(lines)

    def _note(self, changed: Iterable[bytes], resaid: Iterable[bytes]) -> None:
        """Of what the lines are about, the union says something else, or other graphs the same."""
        subjects: dict[bytes, set[bytes]] = defaultdict(set)
        members: dict[bytes, set[bytes]] = defaultdict(set)
        same: dict[bytes, set[bytes]] = defaultdict(set)
        for line in changed:
            subject, relation, rest = line.split(b" ", 2)
            subjects[relation].add(subject)
            if relation == _TYPE:
                members[rest[:-3]].add(subject)
        for line in resaid:
            subject, relation, _ = line.split(b" ", 2)
            same[relation].add(subject)
        pairs = ((subjects, self.subjects), (members, self.members), (same, self.resaid))
        for found, kept in pairs:
            for name, things in found.items():
                kept[_address(name)].update(_address(t) for t in things if t.startswith(b"<"))

    def said_otherwise(self, relations: Iterable[str]) -> set[str]:
        """Returns of what something else is said by one of the relations, or by other graphs."""
        found: set[str] = set()
        for relation in relations:
            for kept in (self.subjects, self.resaid):
                found |= kept.get(relation, set())
        return found

    def close(self) -> None:
        """The engine is no longer held."""
        self._engine = ox.Store()

    def _count(self, changed: Lines, one: int) -> None:
        for graph, lines in changed.items():
            self.more[graph] += one * len(lines)
            if graph in self._followed:
                self.sums[graph] += one * line_sum(lines)

    def _said_still(self, lines: Collection[bytes]) -> set[bytes]:
        """Returns the lines that a graph says; the union no longer says any of them."""
        unsure = self._of_known(lines, None)
        every = self._engine.quads_for_pattern
        triples = zip(unsure, triples_of(unsure), strict=True)
        return {
            line
            for line, triple in triples
            if next(every(triple.subject, triple.predicate, triple.object), None) is not None
        }

    def _new(self, lines: Collection[bytes]) -> list[bytes]:
        """Returns the lines that the union does not hold, sorted."""
        unsure = self._of_known(lines, ox.DefaultGraph())
        triples = zip(unsure, triples_of(unsure), strict=True)
        held = {line for line, triple in triples if bare(triple) in self._engine}
        return sorted(line for line in lines if line not in held)

    def _of_known(self, lines: Collection[bytes], graph: ox.DefaultGraph | None) -> list[bytes]:
        """Returns the lines about things of which a graph, or any, says something.

        Most things are spoken of by one document only; then one question serves many lines. Lines
        about blank nodes are among them in any case.
        """
        ask = self._engine.quads_for_pattern
        known = {
            subject
            for subject in {line.split(b" ", 1)[0] for line in lines}
            if not subject.startswith(b"<")
            or next(ask(ox.NamedNode(_address(subject)), None, None, graph), None) is not None
        }
        return [line for line in lines if line.split(b" ", 1)[0] in known]

    def _write(self, said: Lines) -> None:
        """The engine holds lines by graph, of which the nameless one is the union."""
        blank = {graph: [n for n in lines if b"_:" in n] for graph, lines in said.items()}
        for graph, lines in blank.items():  # a load of text would give other labels
            name = _name(graph)
            self._engine.extend(
                ox.Quad(t.subject, t.predicate, t.object, name) for t in triples_of(lines)
            )
        plain = [
            line[:-3] + _end(graph)
            for graph, lines in said.items()
            for line in sorted(set(lines).difference(blank[graph]))
        ]
        load = self._engine.bulk_load if len(plain) > MANY else self._engine.load
        if plain:
            load(b"".join(plain), ox.RdfFormat.N_QUADS, lenient=True)

    def _drop(self, gone: Lines) -> None:
        """The engine no longer holds lines, the nameless ones in the union.

        Many go in one step; that wants no blank nodes.
        """
        blank = {graph: [n for n in lines if b"_:" in n] for graph, lines in gone.items()}
        for graph, lines in blank.items():
            name = _name(graph)
            for t in triples_of(lines):
                self._engine.remove(ox.Quad(t.subject, t.predicate, t.object, name))
        plain = [
            (graph, line)
            for graph, lines in gone.items()
            for line in sorted(set(lines).difference(blank[graph]))
        ]
        for at in range(0, len(plain), _AT_ONCE):
            self._engine.update(_deletion(plain[at : at + _AT_ONCE]))


def triples_of(lines: Iterable[bytes]) -> Sequence[ox.Triple]:
    """Returns N-Triples lines as triples of the engine, in their order."""
    return [quad.triple for quad in ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES)]


def line_of(triple: ox.Triple) -> bytes:
    """Returns a triple of the engine as an N-Triples line."""
    return f"{triple} .\n".encode()


def bare(triple: ox.Triple) -> ox.Quad:
    """Returns the statement in the default graph."""
    return ox.Quad(triple.subject, triple.predicate, triple.object)


def _address(written: bytes) -> str:
    return written[1:-1].decode()


def _name(graph: str) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(graph) if graph else ox.DefaultGraph()


def _end(graph: str) -> bytes:
    """Returns how a line of a graph ends in N-Quads."""
    return f" {_name(graph)} .\n".encode() if graph else b" .\n"


def _deletion(lines: Iterable[tuple[str, bytes]]) -> str:
    """Returns an update that takes lines out of graphs."""
    parts = []
    for graph, found in itertools.groupby(lines, key=lambda pair: pair[0]):
        text = b"".join(line for _, line in found).decode()
        parts.append(f"GRAPH {_name(graph)} {{\n{text}}}\n" if graph else text)
    return f"DELETE DATA {{\n{''.join(parts)}}}"
