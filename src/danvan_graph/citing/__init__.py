"""Which plans cite an instrument, directly or through other documents, and where they say so.

The face is :func:`plans_citing`. It answers from the look-up index of a generation, or, where an
engine has none, from its citations; both give the same.
"""

from danvan_graph.citing.answer import CARRYING, CitingPlan, Evidence, Hop
from danvan_graph.citing.asking import plans_citing

__all__ = ["CARRYING", "CitingPlan", "Evidence", "Hop", "plans_citing"]
