"""A time at which something falls due."""

from dataclasses import dataclass

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.document_date import DocumentDate


@dataclass(frozen=True, slots=True)
class When:
    """A time at which something falls due; places count characters of the passage.

    Attributes:
        start: first character of the words.
        end: character after the last.
        due: the date, when it falls due once.
        recurrence: ISO 8601 periods joined by ``+``, or None.
        anchors: recurring days as ``--MM-DD`` or ``---DD``; weekdays as ``Fri 15:00``.
    """

    start: int
    end: int
    due: DocumentDate | None
    recurrence: str | None
    anchors: tuple[str, ...]

    def on(self, year: int) -> "When | None":
        """Returns a day of every year as a day of one year; None where there is no such day."""
        if self.recurrence != "P1Y" or len(self.anchors) != 1:
            return None
        month, day = self.anchors[0].removeprefix("--").split("-")
        due = day_of(str(year), month, day)
        return When(self.start, self.end, due, None, ()) if due else None


def day_of(
    year: str | None, month: str | None = None, day: str | None = None
) -> DocumentDate | None:
    """Returns a day, or its month or year where no more is told; None where no calendar has it."""
    try:
        return DocumentDate(
            int(year or 2000), int(month) if month else None, int(day) if day else None
        )
    except InvalidIdentifier:
        return None
