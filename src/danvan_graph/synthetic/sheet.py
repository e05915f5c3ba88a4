"""A sheet on which an invented document is laid out: what stands where, and no words."""

from collections.abc import Iterator
from contextlib import contextmanager

from danvan_graph.records.document import Section
from danvan_graph.records.span import Span


class Sheet:
    """Gives every passage its place, from the first character to the last."""

    def __init__(self) -> None:
        self.end = 0
        self._sections: list[Section] = []

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that are closed, outer before inner."""
        return tuple(self._sections)

    def write(self, text: str) -> Span:
        """Returns where a text stands that is written next."""
        begin = self.end + 1
        self.end = begin + len(text)
        return Span(begin, self.end)

    @contextmanager
    def section(self, path: str, label: str) -> Iterator[str]:
        """Everything written inside belongs to a section that begins with its heading."""
        begin = self.write(label).start
        self._sections.append(Section(path, label, Span(begin, begin + 1)))
        number = len(self._sections) - 1
        yield path
        self._sections[number] = Section(path, label, Span(begin, self.end))
