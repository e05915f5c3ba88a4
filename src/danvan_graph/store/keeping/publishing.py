"""A finished graph becomes a generation, whole and in one step.

A generation is written beside the others, brought to disk, renamed into place, and only then
pointed to; whatever happens before that leaves the old one served.
"""

import datetime
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from danvan_graph import __version__
from danvan_graph.errors import StoreError
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.generations.generation import (
    GRAPHS,
    KEEP,
    Generation,
    current,
    generations,
    read_generation,
)
from danvan_graph.store.generations.manifest import identity, write_manifest
from danvan_graph.store.generations.stamps import DRAFT, assure, known_files, note
from danvan_graph.store.generations.writer_lock import one_writer, writing
from danvan_graph.store.keeping.changes import record
from danvan_graph.store.keeping.neighbourhood import Neighbourhood
from danvan_graph.store.keeping.succession import PREFIX, Succession
from danvan_graph.store.making.dataset import WorkingDataset

Companion = Callable[[Store, Path], None]
"""Fills an empty folder from the graph of the same generation."""
Follower = Callable[[Path, Path, Neighbourhood], bool]
"""Fills an empty folder from that of the generation before and from what has changed since.

It says whether it did; what it left behind when it did not is taken away.
"""
_NONE: Mapping[str, Companion] = {}
_NO_FOLLOWERS: Mapping[str, Follower] = {}


def publish(  # noqa: PLR0913 - what is published, where, and how
    dataset: WorkingDataset,
    folder: Path,
    base: str,
    *,
    companions: Mapping[str, Companion] = _NONE,
    followers: Mapping[str, Follower] = _NO_FOLLOWERS,
    ground: str = "",
    keep: int = KEEP,
) -> Generation:
    """Returns the generation that now is the published one.

    Args:
        dataset: the finished graph.
        folder: the store folder; made when missing.
        base: the base of the graph's addresses.
        companions: by name of a folder beside the engine, what fills it. Each is given the new
            graph, open for reading, and the empty folder; its files are vouched for by the
            manifest and are found again with :meth:`Generation.companion`.
        followers: by the same names, what fills a folder faster where the graph is made from a
            generation of the same ground.
        ground: see :class:`Generation`.
        keep: how many generations stay, the new one included; at least 1.

    Raises:
        OutputError: the folder cannot be written; the old generation stays published.
        StoreError: another process is publishing, or has published since the dataset was begun.
    """
    table = dataset.table()
    name = hashlib.sha256(table).hexdigest()[:16]
    final = folder / "generations" / name
    with writing(folder):
        final.parent.mkdir(parents=True, exist_ok=True)
        with one_writer(folder):
            _refuse_when_overtaken(dataset, folder)
            if not _complete(final, companions, ground):
                draft = _Draft(final, base, table, 1 + _last_number(folder), ground)
                draft.write(dataset, companions, followers)
            point(folder, name)
            record(folder, name)
            drop_old(folder, name, keep)
    return read_generation(final)


def _refuse_when_overtaken(dataset: WorkingDataset, folder: Path) -> None:
    """Returns when the generation that a dataset began with is still the one that is served.

    What another process has added since would be taken away again.
    """
    if isinstance(dataset, Succession) and dataset.previous.name != current(folder).name:
        raise StoreError(
            f"Một tiến trình khác vừa công bố vào “{folder}” trong lúc lập đồ thị này; "
            "hãy chạy lại để không làm mất phần vừa thêm.",
            f"Another process has published to “{folder}” meanwhile; run again.",
        )


def _complete(folder: Path, companions: Mapping[str, Companion], ground: str) -> bool:
    try:
        generation = read_generation(folder)
        assure(folder)
    except StoreError:
        return False
    return set(generation.companions) == set(companions) and generation.ground == ground


def _last_number(folder: Path) -> int:
    return max((g.number for g in generations(folder)), default=0)


class _Draft:
    """A generation that nobody can see yet.

    Args:
        final: where it will lie.
        base: the base of its addresses.
        table: the content of ``graphs.tsv``.
        number: its number in the store folder.
        ground: see :class:`Generation`.
    """

    def __init__(self, final: Path, base: str, table: bytes, number: int, ground: str) -> None:
        self._final = final
        self._folder = final.with_name(f".{final.name}.{os.getpid()}")
        self._table = table
        counts = (int(line.split(b"\t")[1]) for line in table.splitlines())
        now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._facts = Generation(
            final.name, self._folder, base, sum(counts), 0, number, now, ground=ground
        )

    def write(
        self,
        dataset: WorkingDataset,
        companions: Mapping[str, Companion],
        followers: Mapping[str, Follower],
    ) -> None:
        """The generation lies in its place, whole and on disk."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        (self._folder / GRAPHS).write_bytes(self._table)
        dataset.write_engine(self._facts.engine)
        made = replace(self._facts, triples=dataset.triples(), companions=tuple(sorted(companions)))
        change = self._change(dataset, Store(made))
        left = [name for name in companions if not self._followed(name, followers, change)]
        side_by_side([partial(companions[n], Store(made), self._folder / n) for n in left])
        self._seal(made)
        shutil.rmtree(self._final, ignore_errors=True)
        self._folder.rename(self._final)
        sync(self._final.parent)
        note(self._final)

    def _followed(
        self,
        name: str,
        followers: Mapping[str, Follower],
        change: tuple[Generation, Neighbourhood] | None,
    ) -> bool:
        """Returns whether the folder of a companion holds what follows a change, or is empty."""
        beside = self._folder / name
        beside.mkdir()
        follow = followers.get(name)
        if not (change and follow and name in change[0].companions):
            return False
        if follow(change[0].companion(name), beside, change[1]):
            return True
        shutil.rmtree(beside)
        beside.mkdir()
        return False

    def _change(
        self, dataset: WorkingDataset, now: Store
    ) -> tuple[Generation, Neighbourhood] | None:
        """Returns the generation before and what has changed since, where that can be followed."""
        if not isinstance(dataset, Succession) or not self._facts.ground:
            return None
        before = dataset.previous
        fits = (before.ground, before.base) == (self._facts.ground, self._facts.base)
        return (before, dataset.neighbourhood(now)) if fits else None

    def _seal(self, made: Generation) -> None:
        facts = {
            "version": __version__,
            "name": made.name,
            "base": made.base,
            "quads": made.quads,
            "triples": made.triples,
            "number": made.number,
            "published": made.published,
            "companions": list(made.companions),
            "ground": made.ground,
        }
        known = known_files(self._final.parent.parent)
        write_manifest(self._folder, facts, known)
        for path in (*self._folder.rglob("*"), self._folder):
            if identity(path) not in known:
                sync(path)


def side_by_side(tasks: Sequence[Callable[[], None]]) -> None:
    """Every task is done, each in a thread of its own, which holds nobody up who wants to stop.

    Raises:
        BaseException: what the first of those raised that failed.
    """
    faults: SimpleQueue[BaseException | None] = SimpleQueue()

    def run(task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as fault:  # noqa: BLE001 - it is raised by who waits
            faults.put(fault)
        else:
            faults.put(None)

    for task in tasks:
        Thread(target=run, args=(task,), daemon=True).start()
    told = [faults.get() for _ in tasks]
    if fault := next(filter(None, told), None):
        raise fault


def sync(path: Path) -> None:
    """Brings a file or folder to disk; a no-op where folders cannot be opened (Windows)."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)


def point(folder: Path, name: str) -> None:
    """Readers of the store folder get the generation of that name from now on."""
    draft = folder / "CURRENT.new"
    draft.write_text(name + "\n", encoding="ascii")
    sync(draft)
    draft.replace(folder / "CURRENT")
    sync(folder)


def drop_old(folder: Path, name: str, keep: int) -> None:
    """The store folder holds one generation and the newest others, and no drafts of the dead.

    The export of a generation goes with it.

    Args:
        folder: the store folder, which the caller has the right to write.
        name: the generation that stays in any case.
        keep: how many stay.
    """
    kept = [name, *(g.folder.name for g in generations(folder) if g.folder.name != name)][:keep]
    for path in (folder / "generations").iterdir():
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
    for path in (folder / "exports").glob("[!.]*"):
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(f"{PREFIX}*"):
        if not _alive(path.name.removeprefix(PREFIX).partition("-")[0]):
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(f"{DRAFT}*"):
        if not _alive(path.name.removeprefix(DRAFT).partition("-")[0]):
            path.unlink(missing_ok=True)


def _alive(process: str) -> bool:
    """Returns whether a process may be at work; on Windows asking would end it."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True
