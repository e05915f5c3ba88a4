"""Which documents' records a person has checked."""

from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.web.reading.terms import iri, rows

_PERSON = "person"
_FEW = 50
"""So many are asked about one by one; on a small graph all are read in that time."""


class Reviewed:
    """The documents whose record a person has checked, of a graph that does not change.

    Args:
        store: the graph.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asked: dict[str, bool] = {}
        self._all: frozenset[str] | None = None

    def __contains__(self, document: str) -> bool:
        """Returns whether a person has checked the record of a document."""
        if self._all is not None:
            return document in self._all
        if document not in self._asked:
            if len(self._asked) >= _FEW:
                self._all = self._whole()
                return document in self._all
            self._asked[document] = self._ask(document)
        return self._asked[document]

    @property
    def is_nobody(self) -> bool:
        """Whether it is known that no record was checked by a person."""
        return self._all is not None and not self._all

    def read(self) -> None:
        """Everything is known from now on, without a question for each."""
        self._all = self._whole()

    def _ask(self, document: str) -> bool:
        # in one question an engine without statistics begins with all who reviewed anything
        where = f"SELECT ?graph WHERE {{ GRAPH ?graph {{ {iri(document)} dv:source ?text }} }}"
        return any(self._by_person(row["graph"]) for row in rows(self._store, where))

    def _by_person(self, graph: str) -> bool:
        said = f"GRAPH {iri(graph)} {{ {iri(graph)} dv:reviewedBy ?who }}"
        who = rows(self._store, f"SELECT ?who WHERE {{ {said} }}")
        return any(row["who"].startswith(_PERSON) for row in who)

    def _whole(self) -> frozenset[str]:
        query = f"""SELECT DISTINCT ?document WHERE {{
            GRAPH ?graph {{ ?graph dv:reviewedBy ?who . ?document dv:source ?text }}
            FILTER (STRSTARTS(?who, "{_PERSON}")) }}"""
        return frozenset(row["document"] for row in rows(self._store, query))
