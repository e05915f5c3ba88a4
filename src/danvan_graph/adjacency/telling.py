"""The columns of who carries out what, and of who was told to."""

from danvan_graph.adjacency import facts
from danvan_graph.adjacency.columns import Array, lists
from danvan_graph.adjacency.nodes import Nodes
from danvan_graph.store.engines.reader import Reader

_LISTS = {
    "carried_out_by": "?other dv:directlyImplements ?one",
    "issuer": "?one dv:issuer ?other ; a dv:Instrument",
    "told": "?e dv:expectedFor ?one ; dv:expectedBody ?other",
    "groups_told": "?e dv:expectedFor ?one ; dv:expectedOf ?other "
    "MINUS { ?e dv:expectedBody ?any }",
    "of_place": "?one dv:place ?other ; a dv:Instrument",
    "serves": "?one dv:serves ?other",
    "inside": "?other dv:parentTerritory ?one",
}
"""Lists of things by thing, each with the pattern that pairs an owner and a member."""


def telling_columns(store: Reader, nodes: Nodes) -> dict[str, Array]:
    """Returns the columns of implementations, issuers, expectations and territories."""
    columns: dict[str, Array] = {}
    for name, pattern in _LISTS.items():
        columns |= lists(name, len(nodes), nodes.joined(facts.pairs(store, pattern)))
    return columns
