"""From a file to a text with a map back: every place found refers to the text as it was given."""

from danvan_graph.text.many import read_many
from danvan_graph.text.reader import read_text
from danvan_graph.text.reading import Limits, Part, Reading

__all__ = ["Limits", "Part", "Reading", "read_many", "read_text"]
