"""Two plans side by side: which tasks of the superior the lower one takes up, adapts, or adds.

A text seldom says that a task takes up another, so the pairs are found by likeness, are told with
how alike they are and why, and are never a statement of the graph.
"""

from danvan_graph.comparison.pairing import Comparison, compare
from danvan_graph.comparison.plan_task import tasks_of

__all__ = ["Comparison", "compare", "tasks_of"]
