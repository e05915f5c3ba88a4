"""Which plans cite an instrument, from the look-up index where there is one."""

from collections.abc import Set as AbstractSet

from danvan_graph.adjacency.index import Adjacency
from danvan_graph.citing import mapped, walked
from danvan_graph.citing.answer import CitingPlan
from danvan_graph.lookup.index import InstrumentIndex
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.engines.reader import Reader


def plans_citing(  # noqa: PLR0913 - the filters of one question
    store: Reader,
    index: InstrumentIndex,
    iri: str,
    *,
    transitive: bool = False,
    roles: AbstractSet[str] = frozenset(),
    levels: AbstractSet[str] = frozenset(),
    years: AbstractSet[int] = frozenset(),
) -> tuple[CitingPlan, ...]:
    """Returns the plans that cite an instrument: upper levels first, then newest first.

    Args:
        store: the graph.
        index: its instruments.
        iri: address of the instrument.
        transitive: also plans that reach it through documents they carry out, rest on or continue.
        roles: only plans whose first step is one of these relations (slugs); empty for any.
        levels: only plans of these levels (slugs); empty for any.
        years: only plans of these years; empty for any.

    Raises:
        UnknownName: the graph has no instrument at that address.
    """
    if isinstance(store, Store) and "adjacency" in store.generation.companions:
        beside = Adjacency(store.generation.companion("adjacency"))
        found = mapped.citing_plans(beside, index, iri, transitive=transitive, roles=roles)
        return tuple(found.among(levels, years, frozenset()))
    return walked.plans_citing(
        store, index, iri, transitive=transitive, roles=roles, levels=levels, years=years
    )
