"""What is doubtful or missing in the graph, counted and listed."""

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_graph.lookup.index import InstrumentIndex, Known
from danvan_graph.store.oxigraph import Store
from danvan_graph.web.reading.citations import Mention, mentions
from danvan_graph.web.reading.instruments import SourceFault, source_faults
from danvan_graph.web.reading.terms import rows


@dataclass(frozen=True, slots=True)
class Quality:
    """The doubts of one edition.

    Attributes:
        faults: what looks wrong in the texts.
        unresolved: citations whose instrument is not known.
        unsure: resolved citations with a confidence below 1.
        wanted: instruments cited most among those without text, most cited first.
        citations: how many citations there are.
    """

    faults: Sequence[SourceFault]
    unresolved: Sequence[Mention]
    unsure: Sequence[Mention]
    wanted: Sequence[Known]
    citations: int


def quality(store: Store, index: InstrumentIndex) -> Quality:
    """Returns the doubts of a graph."""
    unresolved = mentions(store, "FILTER NOT EXISTS { ?finding dv:citedInstrument ?any }")
    unsure = mentions(
        store, "?finding dv:citedInstrument ?any ; dv:confidence ?sure . FILTER (?sure < 1)"
    )
    wanted = [k for k in index.all() if not k.collected and k.cited_by]
    total = rows(store, "SELECT (COUNT(*) AS ?n) WHERE { ?c a dv:Citation }")
    return Quality(
        faults=source_faults(store),
        unresolved=unresolved,
        unsure=unsure,
        wanted=sorted(wanted, key=lambda k: (-k.cited_by, k.iri)),
        citations=int(total[0]["n"]),
    )


def counts(store: Store) -> dict[str, int]:
    """Returns how many things of each class there are, by the name of the class."""
    query = "SELECT ?c (COUNT(*) AS ?n) WHERE { ?x a ?c } GROUP BY ?c"
    return {row["c"].rpartition("#")[2]: int(row["n"]) for row in rows(store, query)}
