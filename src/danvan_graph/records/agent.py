"""A body or group of bodies as a text names it."""

from dataclasses import dataclass

from danvan_graph.identifiers.keys import BodyKey
from danvan_graph.records.span import Span


@dataclass(frozen=True, slots=True)
class Agent:
    """A body or group of bodies as a text names it.

    Attributes:
        text: the words of the text.
        bodies: what they stand for; several when the text lists several, none when unknown.
        at: place of the words, or None.
    """

    text: str
    bodies: tuple[BodyKey, ...] = ()
    at: Span | None = None
