"""Which generations were verified on this machine, so that opening one reads no file again.

A file in the store folder says of each verified generation where its files lay, how long they were
and when they were last written. While all that is the same, the files are taken for those that
were read then; a file that was written, replaced, cut or copied has another stamp and is read
again. Damage that keeps the stamp is found by the engine's checksums when it reads the block, and
by :class:`danvan_graph.store.generations.recheck.Recheck`.
"""

import contextlib
import hashlib
import json
import os
import uuid
from pathlib import Path
from typing import Any

from danvan_graph.errors import StoreError
from danvan_graph.store.generations.manifest import Known, check_files, sealed_files

FILE = "VERIFIED"
DRAFT = f".{FILE}."
"""Begins the name of a note being written; the process that writes it comes next."""
_Entries = dict[str, dict[str, Any]]


def assure(folder: Path) -> None:
    """Returns when every file of a generation is as it was published.

    Files are read only when their stamps are not those of the last time; then they are noted.

    Args:
        folder: that of the generation, inside a store folder.

    Raises:
        StoreError: a file is missing or differs; the message names it.
    """
    entry = _entry(folder)  # before reading: what is written meanwhile is read again next time
    if entry is None or _read(_store(folder)).get(folder.name) != entry:
        forget(folder)
        check_files(folder)
        _note(folder, entry)


def note(folder: Path) -> None:
    """The files of a generation count as verified while their stamps stay as they are now.

    Where the store folder cannot be written, nothing is noted and the next start reads them again.
    """
    _note(folder, _entry(folder))


def _note(folder: Path, entry: dict[str, Any] | None) -> None:
    if entry is not None:
        with contextlib.suppress(OSError):
            _write(_store(folder), _read(_store(folder)) | {folder.name: entry})


def forget(folder: Path) -> None:
    """A generation does not count as verified."""
    entries = _read(_store(folder))
    if entries.pop(folder.name, None) is not None:
        with contextlib.suppress(OSError):
            _write(_store(folder), entries)


def known_files(store: Path) -> dict[tuple[int, int], Known]:
    """Returns what is known of the files of all generations, by device and number.

    A file that a new generation shares with an older one (a hard link) need not be read again.
    """
    entries = _read(store)
    found: dict[tuple[int, int], Known] = {}
    for folder in (store / "generations").glob("[!.]*"):
        stamps = entries.get(folder.name, {}).get("stamps", {})
        with contextlib.suppress(StoreError, OSError):
            for file, digest in sealed_files(folder).items():
                stamp = _stamp(folder / file)
                vouched = stamps.get(file) == stamp
                if vouched or (stamp[0], stamp[1]) not in found:
                    found[stamp[0], stamp[1]] = Known(digest, vouched)
    return found


def _entry(folder: Path) -> dict[str, Any] | None:
    """Returns what is noted of a generation as it lies there; None when a file is missing."""
    files = sealed_files(folder)
    sums = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
    try:
        return {"files": sums, "stamps": {name: _stamp(folder / name) for name in files}}
    except OSError:
        return None


def _stamp(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns]


def _store(folder: Path) -> Path:
    return folder.parent.parent


def _read(store: Path) -> _Entries:
    """Returns what is noted; nothing when the file is not there or not as it was written."""
    try:
        digest, _, body = (store / FILE).read_bytes().partition(b"\n")
    except OSError:
        return {}
    if digest.decode("ascii", "replace") != hashlib.sha256(body).hexdigest():
        return {}
    return dict(json.loads(body))


def _write(store: Path, entries: _Entries) -> None:
    """The file holds the entries of the generations that are still there, on disk, in one step."""
    kept = {n: e for n, e in entries.items() if (store / "generations" / n).is_dir()}
    body = json.dumps(kept, sort_keys=True).encode()
    draft = store / f"{DRAFT}{os.getpid()}-{uuid.uuid4().hex}"
    try:
        with draft.open("wb") as file:
            file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(store / FILE)
    finally:
        draft.unlink(missing_ok=True)
