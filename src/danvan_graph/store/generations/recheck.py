"""Reads the files of the served generation again from time to time, without hurry.

A generation is opened on the word of its stamps. A bit that turned on the disk leaves the stamps
as they were; here it is found, and the generation is no longer believed.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from danvan_graph.errors import StoreError
from danvan_graph.store.generations.manifest import check_files
from danvan_graph.store.generations.stamps import forget

FIRST_SECONDS = 600.0
EVERY_SECONDS = 86_400.0
REST = 9
"""So many times as long as it reads, it rests."""

_log = logging.getLogger(__name__)


class _StoppedError(Exception):
    """Nobody wants to know any more."""


class Recheck:
    """Reads every file of a generation some time after the start, and once a day.

    Times are counted by the clock that never jumps.

    Args:
        served: gives the folder of the generation that is served now.
        damaged: told the folder of a generation that differs from its manifest.
        first: seconds until it is read for the first time.
        every: seconds between two readings.
    """

    def __init__(
        self,
        served: Callable[[], Path],
        damaged: Callable[[Path], object],
        first: float = FIRST_SECONDS,
        every: float = EVERY_SECONDS,
    ) -> None:
        self._served, self._damaged = served, damaged
        self._first, self._every = first, every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recheck", daemon=True)

    def start(self) -> None:
        """The first reading will come."""
        self._thread.start()

    def close(self) -> None:
        """No file is read any more."""
        self._stop.set()

    def _run(self) -> None:
        with contextlib.suppress(_StoppedError):
            self._rest(self._first)
            while True:
                self._check(self._served())
                self._rest(self._every)

    def _check(self, folder: Path) -> None:
        begin = time.monotonic()
        try:
            check_files(folder, lambda seconds: self._rest(REST * seconds))
        except StoreError as error:
            if folder.is_dir():  # an old generation may be dropped while it is read
                _log.error(error.message)
                forget(folder)
                self._damaged(folder)
            return
        _log.info("%s read again in %.0f s", folder.name, time.monotonic() - begin)

    def _rest(self, seconds: float) -> None:
        if self._stop.wait(seconds):
            raise _StoppedError
