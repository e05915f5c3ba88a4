"""What is doubtful or missing in the graph, counted and listed."""

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_graph.errors import StoreError
from danvan_graph.lookup.index import InstrumentIndex, Known
from danvan_graph.rdf.checked import COMPANION, Checked, read_checked
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.web.reading.citations import Mention, mentions_at
from danvan_graph.web.reading.instruments import SourceFault, source_faults
from danvan_graph.web.reading.terms import findings, rows

_UNRESOLVED = "?finding a dv:Citation . FILTER NOT EXISTS { ?finding dv:citedInstrument ?any }"
_UNSURE = (
    "?finding a dv:Citation ; dv:confidence ?sure ; dv:citedInstrument ?any FILTER (?sure < 1)"
)
_FAULT = "?finding a dv:SourceError ."


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubts of one edition, each as far as it is shown.

    Attributes:
        faults: what looks wrong in the texts.
        unresolved: citations whose instrument is not known.
        unsure: resolved citations with a confidence below 1.
        wanted: instruments cited most among those without text, most cited first.
    """

    faults: Sequence[SourceFault]
    unresolved: Sequence[Mention]
    unsure: Sequence[Mention]
    wanted: Sequence[Known]


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many doubts an edition has of each kind, and how many citations.

    Attributes:
        undated: how many instruments have no date.
    """

    citations: int
    unresolved: int
    unsure: int
    faults: int
    wanted: int
    undated: int


class Quality:
    """The doubts of a graph: counted, the first of each, and all of them.

    Args:
        store: the graph.
        index: its instruments.

    Attributes:
        unresolved_addresses: the citations whose instrument is not known, in order.
        unsure_addresses: the resolved citations that are not quite sure.
        fault_addresses: what looks wrong in the texts.
        undated: the instruments without a date.
    """

    def __init__(self, store: Store, index: InstrumentIndex) -> None:
        self._store = store
        self.unresolved_addresses = findings(store, _UNRESOLVED)
        self.unsure_addresses = findings(store, _UNSURE)
        self.fault_addresses = findings(store, _FAULT)
        wanted = [k for k in index.all() if not k.collected and k.cited_by]
        self._wanted = sorted(wanted, key=lambda k: (-k.cited_by, k.iri))
        self.undated = [k for k in index.all() if not k.date]
        total = rows(store, "SELECT (COUNT(*) AS ?n) WHERE { ?c a dv:Citation }")
        self.numbers = Numbers(
            int(total[0]["n"]),
            len(self.unresolved_addresses),
            len(self.unsure_addresses),
            len(self.fault_addresses),
            len(wanted),
            len(self.undated),
        )

    def doubts(self, most: int) -> Doubts:
        """Returns the first doubts of each kind."""
        return Doubts(
            source_faults(self._store, chosen=self.fault_addresses[:most]),
            mentions_at(self._store, self.unresolved_addresses[:most]),
            mentions_at(self._store, self.unsure_addresses[:most]),
            self._wanted[:most],
        )

    def wanted(self) -> Sequence[Known]:
        """Returns the instruments without text, those cited most first."""
        return self._wanted


def checked_of(store: Store) -> Checked | None:
    """Returns what the checks found when the graph was published; None when nobody wrote it down."""
    try:
        return read_checked(store.generation.companion(COMPANION))
    except StoreError:
        return None


def counts(store: Store) -> dict[str, int]:
    """Returns how many things of each class there are, by the name of the class."""
    query = "SELECT ?c (COUNT(*) AS ?n) WHERE { ?x a ?c } GROUP BY ?c"
    return {row["c"].rpartition("#")[2]: int(row["n"]) for row in rows(store, query)}
