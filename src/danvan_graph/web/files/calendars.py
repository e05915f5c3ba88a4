"""The duties of a unit as a calendar (RFC 5545)."""

from collections.abc import Iterable, Iterator

from danvan_graph.web import wording
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.due import today
from danvan_graph.web.reading.work import Duty

_LONGEST_LINE = 75


def _text(text: str) -> str:
    """Returns a value whose special characters are escaped."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split())


def _folded(line: str) -> Iterator[str]:
    """Yields a line in pieces of at most 75 bytes, the later ones begun by a space."""
    piece = b""
    for letter in line:
        raw = letter.encode()
        if len(piece) + len(raw) > _LONGEST_LINE:
            yield piece.decode()
            piece = b" "
        piece += raw
    yield piece.decode()


def _event(duty: Duty, day: str, document: str) -> Iterator[str]:
    compact = day.replace("-", "")
    where = wording.section(duty.at.section) if duty.at.section else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{compact}-{duty.iri}"
    yield f"DTSTAMP:{compact}T000000Z"
    yield f"DTSTART;VALUE=DATE:{compact}"
    yield f"SUMMARY:{_text(duty.summary)}"
    yield f"DESCRIPTION:{_text(f'Theo {document}, {where}')}"
    yield f"URL:{duty.iri}"
    yield "END:VEVENT"


def days_of(duty: Duty) -> list[str]:
    """Returns the days of a duty that are known, and the next one of what comes again, ISO 8601."""
    coming = duty.dates.after(today())
    return sorted({*duty.dates.known(), *([coming] if coming else [])})


def calendar_of(edition: Edition, name: str, duties: Iterable[Duty]) -> str:
    """Returns the calendar of the days of some duties.

    Args:
        edition: tells what documents are called.
        name: what the calendar is called.
        duties: in any order.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//danvan_graph//vi"]
    lines.append(f"X-WR-CALNAME:{_text(name)}")
    for duty in duties:
        document = edition.index.by_iri(duty.at.document).label
        for day in days_of(duty):
            lines += _event(duty, day, document)
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))
