"""What each publication added, changed and removed: a log beside the generations, only added to.

The log outlives the generations that it speaks of. A line that a dying process left unfinished is
passed over; the next publication then tells the changes of both.
"""

import datetime
import json
import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from danvan_graph.errors import StoreError
from danvan_graph.store.generations.generation import Generation, read_generation

LOG = "changes.jsonl"
_log = logging.getLogger(__name__)
Graphs = Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """What readers of a store got with one turn of its pointer.

    Attributes:
        sequence: 1 for the first, and so on.
        edition: name of the generation that is served from then on.
        before: name of the one served before; None for the first.
        made: when the pointer was turned, UTC, as ``2026-11-21T04:05:06Z``.
        added: addresses of the documents that were not there before.
        changed: of those of which something else is said.
        removed: of those that are there no more.
        shared: what else was said otherwise: ``register``, ``units``, ``ontology`` …
        compared: false where the generation before could not be read; then nothing is told.
    """

    sequence: int
    edition: str
    before: str | None
    made: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    shared: tuple[str, ...]
    compared: bool = True


def documents(generation: Generation) -> dict[str, tuple[int, str]]:
    """Returns the number of statements and the checksum of each document, by its address."""
    begin = f"{generation.base}graph/instrument/"
    return {
        f"{generation.base}instrument/{name.removeprefix(begin)}": told
        for name, told in generation.graphs().items()
        if name.startswith(begin)
    }


def _shared(generation: Generation) -> dict[str, tuple[int, str]]:
    begin = f"{generation.base}graph/"
    rest = {
        name.removeprefix(begin): told
        for name, told in generation.graphs().items()
        if not name.startswith(f"{begin}instrument/")
    }
    rest.pop("inferred", None)
    return rest


Names = tuple[str, ...]


def compared(before: Graphs, after: Graphs) -> tuple[Names, Names, Names]:
    """Returns the names that were added, that changed, and that were removed, each sorted."""
    added = sorted(after.keys() - before.keys())
    changed = sorted(n for n in after.keys() & before.keys() if after[n] != before[n])
    return tuple(added), tuple(changed), tuple(sorted(before.keys() - after.keys()))


def changes(folder: Path) -> list[Change]:
    """Returns what is told of the publications of a store folder, the oldest first."""
    try:
        lines = (folder / LOG).read_bytes().splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        _log.warning("%s", error)
        return []
    return [made for line in lines if (made := _read(line))]


def _read(line: bytes) -> Change | None:
    try:
        told = json.loads(line)
        for name in ("added", "changed", "removed", "shared"):
            told[name] = tuple(map(str, told[name]))
        return Change(**told)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def record(folder: Path, name: str) -> None:
    """The log tells how the generation now pointed to differs from the one pointed to before.

    A log that cannot be written stops no publication: the next entry tells the changes of both.

    Args:
        folder: the store folder, which the caller has the right to write.
        name: the generation that is served from now on.
    """
    told = changes(folder)
    if told and told[-1].edition == name:
        return
    try:
        made = _change(folder, name, told[-1] if told else None)
        _append(folder / LOG, json.dumps(asdict(made), ensure_ascii=False).encode())
    except (OSError, StoreError) as error:
        _log.warning("%s", error)


def _change(folder: Path, name: str, last: Change | None) -> Change:
    after = read_generation(folder / "generations" / name)
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if last is None:
        added, shared = tuple(sorted(documents(after))), tuple(sorted(_shared(after)))
        return Change(1, name, None, now, added, (), (), shared)
    before, sequence = _readable(folder / "generations" / last.edition), last.sequence + 1
    if before is None:
        return Change(sequence, name, last.edition, now, (), (), (), (), compared=False)
    told = compared(documents(before), documents(after))
    others = compared(_shared(before), _shared(after))
    shared = tuple(sorted({path for some in others for path in some}))
    return Change(sequence, name, last.edition, now, *told, shared)


def _readable(folder: Path) -> Generation | None:
    try:
        made = read_generation(folder)
        made.graphs()
    except (StoreError, OSError, ValueError):
        return None
    return made


def _append(path: Path, line: bytes) -> None:
    """Adds a line, on disk when this returns, after whatever an unfinished one left."""
    with path.open("ab+") as file:
        file.seek(0, os.SEEK_END)
        begun = file.tell() > 0
        if begun:
            file.seek(-1, os.SEEK_END)
            begun = file.read(1) != b"\n"
        file.write((b"\n" if begun else b"") + line + b"\n")
        file.flush()
        os.fsync(file.fileno())
