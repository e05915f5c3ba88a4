"""Answers untrusted queries in a process of its own that may be killed at any moment.

Started by :mod:`danvan_graph.store.untrusted.pool` as ``python -m danvan_graph.store.untrusted.worker STORE_DIR
MEMORY_BYTES``. It opens the generation read-only, confines itself, says ``ready``, and then
answers one ``query`` frame after the other: ``data`` frames and an ``end``, or an ``error``.
"""

import os
import re
import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import IO, Any, BinaryIO, cast

import pyoxigraph as ox

from danvan_graph.store.untrusted.frames import (
    FRAME_BODY,
    Frame,
    comes_soon,
    read_frame,
    write_frame,
)
from danvan_graph.store.untrusted.result_format import ResultFormat
from danvan_graph.store.untrusted.sandbox import confine, renew_cpu

_IDLE_CPU_SECONDS = 60
_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)

_TABLES = {
    ResultFormat.JSON: ox.QueryResultsFormat.JSON,
    ResultFormat.XML: ox.QueryResultsFormat.XML,
    ResultFormat.CSV: ox.QueryResultsFormat.CSV,
    ResultFormat.TSV: ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    ResultFormat.TURTLE: ox.RdfFormat.TURTLE,
    ResultFormat.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    ResultFormat.RDFXML: ox.RdfFormat.RDF_XML,
    ResultFormat.JSONLD: ox.RdfFormat.JSON_LD,
}


class ResultTooLargeError(Exception):
    """The answer passed the limit of its size."""


class FrameSink:
    """A file to the engine; frames of at most 64 kB to the parent.

    Args:
        pipe: where the frames go.
        limit: how many bytes an answer may have.
    """

    def __init__(self, pipe: BinaryIO, limit: int) -> None:
        self._pipe = pipe
        self._left = limit
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        """Takes the bytes; whole frames have been sent.

        Raises:
            ResultTooLargeError: the answer passed its limit.
        """
        self._left -= len(data)
        if self._left < 0:
            raise ResultTooLargeError
        self._held += data
        while len(self._held) > FRAME_BODY:
            write_frame(self._pipe, Frame("data", body=bytes(self._held[:FRAME_BODY])))
            del self._held[:FRAME_BODY]
        return len(data)

    def flush(self) -> None:
        """Changes nothing; the engine flushes often and frames are sent when they are full."""

    def finish(self) -> None:
        """Sends the rest together with the end, so that a small answer is a single frame."""
        write_frame(self._pipe, Frame("end", body=bytes(self._held)))


def main(arguments: list[str]) -> int:
    """Serves queries until the parent closes the pipe; returns the exit code.

    Args:
        arguments: the folder of the store and the ceiling of memory in bytes.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    requests, answers = _take_pipes()
    store_dir, memory = arguments
    try:
        store = ox.Store.read_only(store_dir)
    except (OSError, ValueError) as fault:
        write_frame(answers, Frame("error", {"fault": "store", "message": str(fault)}))
        return 1
    confinement = confine(int(memory), _IDLE_CPU_SECONDS)
    write_frame(answers, Frame("ready", {"confinement": asdict(confinement)}))
    while (frame := read_frame(requests)) is not None:
        answer(store, frame.header, answers)
        comes_soon(requests.fileno())
    return 0


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Returns the pipes of the parent; a stray print can no longer reach it."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return requests, answers


def answer(store: ox.Store, request: Mapping[str, Any], pipe: BinaryIO) -> None:
    """Leaves one whole answer or one error in the pipe.

    Args:
        store: the generation to ask.
        request: the fields of the ``query`` frame.
        pipe: where the frames go.
    """
    sink = FrameSink(pipe, request["limit"])
    try:
        renew_cpu(request["cpu_seconds"])
        _evaluate(store, request, cast("IO[bytes]", sink))
    except SyntaxError as fault:
        write_frame(pipe, Frame("error", {"fault": "syntax", **_place(str(fault))}))
    except ResultTooLargeError:
        write_frame(pipe, Frame("error", {"fault": "size", "message": "result too large"}))
    except MemoryError:
        write_frame(pipe, Frame("error", {"fault": "memory", "message": "out of memory"}))
    except BrokenPipeError:
        raise
    except OSError as fault:
        write_frame(pipe, Frame("error", {"fault": "store", "message": str(fault)}))
    except (RuntimeError, ValueError, TypeError) as fault:
        write_frame(pipe, Frame("error", {"fault": "evaluation", "message": str(fault)}))
    else:
        sink.finish()


def _evaluate(store: ox.Store, request: Mapping[str, Any], sink: IO[bytes]) -> None:
    default, named = request["default_graphs"], request["named_graphs"]
    chosen = default is not None or named is not None
    results = store.query(
        request["query"],
        use_default_graph_as_union=request["union"],
        # the protocol: whoever names one kind of graph gets nothing of the other
        default_graph=[ox.NamedNode(name) for name in default or ()] if chosen else None,
        named_graphs=[ox.NamedNode(name) for name in named or ()] if chosen else None,
    )
    wanted = ResultFormat.of(request["format"])
    if isinstance(results, ox.QueryTriples):
        results.serialize(sink, _GRAPHS[wanted])
    else:
        results.serialize(sink, _TABLES[wanted])


def _place(message: str) -> dict[str, Any]:
    """Returns line, column and the rest of the engine's message."""
    found = _POSITION.fullmatch(message)
    if found is None:
        return {"line": 1, "column": 1, "message": message}
    return {"line": int(found[1]), "column": int(found[2]), "message": found[3]}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
