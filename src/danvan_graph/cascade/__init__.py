"""How an instrument is carried out downwards, and where the chain breaks.

The face is four functions: :func:`cascade_of` reads the graph of documents below an instrument,
:func:`tree_of` lays it out for people, :func:`totals` and :func:`metrics` count. Nothing here
draws, serves or stores.
"""

from danvan_graph.cascade.branch import tree_of
from danvan_graph.cascade.dag import cascade_of
from danvan_graph.cascade.measures import metrics, totals

__all__ = ["cascade_of", "metrics", "totals", "tree_of"]
