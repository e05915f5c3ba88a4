"""Finds the instrument a person or program means, in whatever spelling they hold.

The face is :class:`danvan_graph.lookup.index.InstrumentIndex`, which :func:`index_of` gives of any
store; :mod:`danvan_graph.lookup.request`
reads the spelling.
"""

from danvan_graph.lookup.beside import index_of
from danvan_graph.lookup.index import InstrumentIndex, Known, Match

__all__ = ["InstrumentIndex", "Known", "Match", "index_of"]
