"""A reading, or the reason why there is none, as bytes between two processes; never a pickle."""

import json
import struct
from array import array
from collections.abc import Iterator
from typing import Any

from danvan_graph.errors import UnreadableFile
from danvan_graph.records.text import Text
from danvan_graph.text.reading import Part, Reading

_LENGTHS = struct.Struct("<4Q")

Outcome = Reading | UnreadableFile


def to_frame(outcome: Outcome) -> bytes:
    """Returns an outcome as bytes."""
    if isinstance(outcome, UnreadableFile):
        head: dict[str, Any] = {"message": outcome.message, "english": outcome.english}
        source = flat = places = b""
    else:
        head = {
            "media_type": outcome.media_type,
            "sha256": outcome.sha256,
            "encoding": outcome.encoding,
            "parts": [(p.kind, p.number, p.start, p.end) for p in outcome.parts],
            "notes": outcome.notes,
        }
        source, flat = outcome.text.source.encode(), outcome.text.flat.encode()
        places = outcome.text.places.tobytes()
    body = json.dumps(head).encode()
    return b"".join(
        (_LENGTHS.pack(*map(len, (body, source, flat, places))), body, source, flat, places)
    )


def from_frames(data: bytes) -> Iterator[Outcome]:
    """Yields the outcomes that bytes hold, up to the first that is not whole."""
    place = 0
    while place + _LENGTHS.size <= len(data):
        lengths = _LENGTHS.unpack_from(data, place)
        place += _LENGTHS.size
        if place + sum(lengths) > len(data):
            return
        pieces = []
        for length in lengths:
            pieces.append(data[place : place + length])
            place += length
        yield _outcome(*pieces)


def _outcome(body: bytes, source: bytes, flat: bytes, places: bytes) -> Outcome:
    head = json.loads(body)
    if "message" in head:
        return UnreadableFile(head["message"], head["english"])
    offsets = array("L")
    offsets.frombytes(places)
    return Reading(
        text=Text(source.decode(), flat.decode(), offsets),
        media_type=head["media_type"],
        sha256=head["sha256"],
        encoding=head["encoding"],
        parts=tuple(Part(*part) for part in head["parts"]),
        notes=tuple(head["notes"]),
    )
