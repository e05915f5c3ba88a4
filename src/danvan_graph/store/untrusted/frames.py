"""The frames in which questions and answers travel between the parent and its workers.

A frame is nine bytes (its kind; length of the header, length of the body, both big-endian), a
header in JSON where there is one, and a body of raw bytes. Parent and worker speak nothing else.
"""

import json
import os
import select
import struct
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

FRAME_BODY = 64 * 1024
_AWAKE = 0.0003
"""Seconds: most small queries are answered, and the next one is asked, within these."""

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


def comes_soon(pipe: int, sleeping: float = 0.0) -> bool:
    """Returns whether something can be read from a pipe within a moment.

    A process that has gone to sleep answers a small query half as fast: to be woken takes longer
    than to look into a store. So both sides stay awake at first, without giving the processor away,
    which would take milliseconds where others want it, and unless it is the only one.

    Args:
        pipe: its descriptor.
        sleeping: so many milliseconds longer it is waited for asleep.

    >>> here, there = os.pipe()
    >>> comes_soon(here)
    False
    >>> os.write(there, b"7")
    1
    >>> comes_soon(here)
    True
    >>> os.close(here), os.close(there)
    (None, None)
    """
    if sys.platform == "win32":  # where pipes cannot be watched
        return False
    waiting = select.poll()
    waiting.register(pipe, select.POLLIN)
    end = time.perf_counter() + (_AWAKE if _processors() > 1 else 0.0)
    while time.perf_counter() < end:
        if waiting.poll(0):
            return True
    return bool(waiting.poll(sleeping))


def _processors() -> int:
    """Returns how many processors this process may run on."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


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
