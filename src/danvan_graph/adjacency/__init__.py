"""The look-up index: answers to the common questions kept ready beside each generation.

Built by :func:`write_adjacency` when a graph is published, read by :class:`Adjacency`. Who cites
whom lies there both ways (compressed sparse rows, sorted as lists show them), beside who carries
out, issued and was told what. Nothing is read at opening: the file is mapped into memory.
"""

from danvan_graph.adjacency.index import Adjacency
from danvan_graph.adjacency.writing import write_adjacency

__all__ = ["Adjacency", "write_adjacency"]
