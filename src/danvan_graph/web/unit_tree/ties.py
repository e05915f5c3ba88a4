"""What every document carries out directly, and where it is from: read once for an edition."""

from collections.abc import Mapping

import numpy as np

from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.places import document_places
from danvan_graph.web.reading.terms import rows


class Ties:
    """The steps upwards from each document, from the look-up index and never through SPARQL.

    Args:
        edition: the graph.
    """

    def __init__(self, edition: Edition) -> None:
        lower = edition.adjacency.carried_out_by
        uppers = np.repeat(np.arange(len(lower.begins) - 1), np.diff(lower.begins))
        order = np.argsort(lower.members, kind="stable")
        self._lower, self._uppers = lower.members[order], uppers[order]
        self._index = edition.adjacency
        self.places = document_places(edition)

    @classmethod
    def of(cls, edition: Edition) -> "Ties":
        """Returns the steps of an edition."""
        return edition.kept(("ties",), lambda: cls(edition))

    def uppers(self, document: str) -> list[str]:
        """Returns the addresses of what a document carries out directly, in order."""
        number = self._index.number(document)
        if number is None:
            return []
        begin, end = np.searchsorted(self._lower, [number, number + 1])
        return [self._index.iris[int(upper)] for upper in self._uppers[begin:end]]

    def steps_below(self, root: str) -> Mapping[str, int]:
        """Returns how many steps everything that carries out a document is away from it."""
        start, lower = self._index.number(root), self._index.carried_out_by
        away = {} if start is None else {start: 0}
        layer = list(away)
        while layer:
            found = {int(one) for upper in layer for one in lower[upper]} - away.keys()
            steps = 1 + away[layer[0]]
            away |= dict.fromkeys(found, steps)
            layer = sorted(found)
        return {self._index.iris[number]: steps for number, steps in away.items()}

    def citation(self, lower: str, upper: str) -> int | None:
        """Returns the number of the edge by which one document cites another, None without one."""
        index = self._index
        cited, citing = index.number(upper), index.number(lower)
        if cited is None or citing is None:
            return None
        begin, end = (int(index.citing.begins[cited + step]) for step in (0, 1))
        at = begin + int(np.searchsorted(index.source[begin:end], citing))
        return at if at < end and int(index.source[at]) == citing else None


def became(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Returns what each territory that ended became, at its own level, in order."""

    def read() -> dict[str, tuple[str, ...]]:
        names = dict(edition.names.units.items())  # one by one they would be searched for
        found: dict[str, list[str]] = {}
        query = "SELECT ?old ?new WHERE { ?old dv:becomes ?new }"
        told = {(row["old"], row["new"]) for row in rows(edition.store, query)}
        for old_iri, new_iri in sorted(told):
            old, new = names.get(old_iri), names.get(new_iri)
            if old and new and old.until and new.level == old.level:
                found.setdefault(old.iri, []).append(new.iri)
        return {old: tuple(new) for old, new in found.items()}

    return edition.kept(("became",), read)
