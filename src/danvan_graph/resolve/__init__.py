"""From words to what they mean: places, bodies and instruments, seen from where a document stands.

The face is :func:`resolve`, with the tables it needs in :class:`Knowledge`. Everything here is a
pure function of a record and the tables; nothing is guessed: what may mean two things stays open.
"""

from danvan_graph.resolve.document import resolve
from danvan_graph.resolve.ground import Ground
from danvan_graph.resolve.knowledge import Knowledge
from danvan_graph.resolve.places import ground_of

__all__ = ["Ground", "Knowledge", "ground_of", "resolve"]
