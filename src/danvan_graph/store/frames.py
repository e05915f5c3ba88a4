"""The frames in which questions and answers travel between the parent and its workers.

A frame is eight bytes (length of the header, length of the body, both big-endian), a header in
JSON, and a body of raw bytes. Parent and worker speak nothing else.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

FRAME_BODY = 64 * 1024

_LENGTHS = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Frame:
    """One message between parent and worker.

    Attributes:
        kind: ``ready``, ``query``, ``data``, ``end`` or ``error``.
        header: the other fields of the header.
        body: the raw bytes of the answer; only ``data`` and ``end`` have them.
    """

    kind: str
    header: Mapping[str, Any] = field(default_factory=dict)
    body: bytes = b""


def head_of(frame: Frame) -> bytes:
    """Returns the bytes of a frame that stand before its body."""
    header = json.dumps({**frame.header, "kind": frame.kind}).encode()
    return _LENGTHS.pack(len(header), len(frame.body)) + header


def write_frame(pipe: BinaryIO, frame: Frame) -> None:
    """Leaves the whole frame in the pipe, flushed.

    Raises:
        OSError: the other side is gone.
    """
    pipe.write(head_of(frame))
    if frame.body:
        pipe.write(frame.body)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> Frame | None:
    """Returns the next frame, or None when the other side ended, even in the middle of one."""
    lengths = pipe.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    header_length, body_length = _LENGTHS.unpack(lengths)
    header, body = pipe.read(header_length), pipe.read(body_length)
    if len(header) < header_length or len(body) < body_length:
        return None
    fields = json.loads(header)
    return Frame(fields.pop("kind"), fields, body)


class ArrivingFrames:
    """Bytes in the pieces in which they happen to arrive, and the frames that are whole by now.

    >>> arriving = ArrivingFrames()
    >>> arriving.take() is None
    True
    >>> arriving.add(_LENGTHS.pack(14, 3) + b'{"kind":"end"}')
    >>> arriving.add(b"abc")
    >>> arriving.take()
    Frame(kind='end', header={}, body=b'abc')
    """

    def __init__(self) -> None:
        self._held = bytearray()

    def add(self, piece: bytes) -> None:
        """The piece is held."""
        self._held += piece

    def take(self) -> Frame | None:
        """Returns the next frame, or None while it is not whole."""
        held = self._held
        if len(held) < _LENGTHS.size:
            return None
        header_length, body_length = _LENGTHS.unpack_from(held)
        body_at = _LENGTHS.size + header_length
        end = body_at + body_length
        if len(held) < end:
            return None
        fields = json.loads(held[_LENGTHS.size : body_at])
        body = bytes(held[body_at:end])
        del held[:end]
        return Frame(fields.pop("kind"), fields, body)
