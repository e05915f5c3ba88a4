"""Where in a document something stands."""

from dataclasses import dataclass

from danvan_graph.web.reading.terms import Row

SELECTED = "?document ?section ?sectionLabel ?start ?end ?quote"
PATTERN = """dv:inDocument ?document ; dv:start ?start ; dv:end ?end .
  OPTIONAL { ?finding dv:inSection ?provision .
    ?provision dv:path ?section ; rdfs:label ?sectionLabel }
  OPTIONAL { ?finding dv:quote ?quote }"""
"""Follows ``?finding``; binds the variables of :data:`SELECTED`."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a text; offsets are code points from 0, the end exclusive.

    Attributes:
        document: address of the document.
        section: path of the section, or None where the passage is in none.
        section_label: heading of the section.
        start: first code point.
        end: code point after the last.
        quote: the words, where the user's own collection holds the text, else None.
    """

    document: str
    section: str | None
    section_label: str | None
    start: int
    end: int
    quote: str | None = None


def passage(row: Row) -> Passage:
    """Returns the place that a row tells."""
    return Passage(
        document=row["document"],
        section=row.get("section"),
        section_label=row.get("sectionLabel"),
        start=int(row["start"]),
        end=int(row["end"]),
        quote=row.get("quote"),
    )
