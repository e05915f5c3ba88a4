"""The frames in which questions and answers travel between the parent and its workers.

A frame is nine bytes (its kind; length of the header, length of the body, both big-endian), a
header in JSON where there is one, and a body of raw bytes. Parent and worker speak nothing else.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

FRAME_BODY = 64 * 1024

_START = struct.Struct(">BII")
_KINDS = ("ready", "query", "data", "end", "error")
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}


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
    header = json.dumps(frame.header).encode() if frame.header else b""
    return _START.pack(_NUMBERS[frame.kind], len(header), len(frame.body)) + header


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
    start = pipe.read(_START.size)
    if len(start) < _START.size:
        return None
    number, header_length, body_length = _START.unpack(start)
    header, body = pipe.read(header_length), pipe.read(body_length)
    if len(header) < header_length or len(body) < body_length:
        return None
    return Frame(_KINDS[number], json.loads(header) if header else {}, body)


class ArrivingFrames:
    """Bytes in the pieces in which they happen to arrive, and the frames that are whole by now.

    >>> arriving = ArrivingFrames()
    >>> sent = head_of(Frame("end", body=b"abc")) + b"abc"
    >>> arriving.add(sent[:10])
    >>> arriving.take() is None
    True
    >>> arriving.add(sent[10:])
    >>> arriving.take()
    Frame(kind='end', header={}, body=b'abc')
    """

    def __init__(self) -> None:
        self._held = b""

    def add(self, piece: bytes) -> None:
        """The piece is held."""
        self._held = self._held + piece if self._held else piece

    def take(self) -> Frame | None:
        """Returns the next frame, or None while it is not whole."""
        held = self._held
        if len(held) < _START.size:
            return None
        number, header_length, body_length = _START.unpack_from(held)
        body_at = _START.size + header_length
        end = body_at + body_length
        if len(held) < end:
            return None
        header = held[_START.size : body_at]
        self._held = held[end:]
        return Frame(_KINDS[number], json.loads(header) if header else {}, held[body_at:end])
