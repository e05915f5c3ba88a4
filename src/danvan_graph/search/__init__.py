"""Finds documents, units, bodies, tasks and passages by words, as one types, best first.

Built beside each generation of the graph by :func:`write_search`, read by :class:`Searcher`. The
engine is tantivy; what is ours is what a word is: Vietnamese with or without its marks, numbers
and symbols in any spelling.
"""

from danvan_graph.search.searcher import Searcher
from danvan_graph.search.writing import write_search

__all__ = ["Searcher", "write_search"]
