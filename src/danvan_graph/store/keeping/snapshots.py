"""The generations of a store folder as a person keeps them: listed, gone back to, carried off."""

import os
import shutil
import tarfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from danvan_graph.errors import OutputError, StoreError, UnknownName
from danvan_graph.store.generations.generation import (
    KEEP,
    Generation,
    current,
    folders,
    pointed_to,
    read_generation,
    verify,
)
from danvan_graph.store.generations.stamps import assure, forget, note
from danvan_graph.store.generations.writer_lock import one_writer, writing
from danvan_graph.store.keeping.changes import record
from danvan_graph.store.keeping.publishing import drop_old, point, sync
from danvan_graph.store.keeping.succession import PREFIX


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A generation as it lies in a store folder.

    Attributes:
        name: its name.
        generation: what its manifest says; None when that cannot be read.
        current: whether the pointer names it.
        fault: what is wrong with it, in Vietnamese; None when every file is whole.
    """

    name: str
    generation: Generation | None
    current: bool
    fault: str | None


def snapshots(folder: Path, *, thoroughly: bool = False) -> list[Snapshot]:
    """Returns every generation of a store folder, newest first, each held against its manifest.

    Args:
        folder: the store folder.
        thoroughly: every file is read, whatever its stamp.

    Raises:
        StoreError: there is no store in the folder.
    """
    name = pointed_to(folder)
    if thoroughly:
        for path in folders(folder):
            forget(path)
    found = [_snapshot(path, current=path.name == name) for path in folders(folder)]
    return sorted(found, key=lambda s: -s.generation.number if s.generation else 0)


def _snapshot(folder: Path, *, current: bool) -> Snapshot:
    made = None
    try:
        made = read_generation(folder)
        assure(folder)
    except StoreError as error:
        return Snapshot(folder.name, made, current, error.message)
    return Snapshot(folder.name, made, current, None)


def named(folder: Path, name: str) -> Generation:
    """Returns the generation of a name.

    Args:
        folder: the store folder.
        name: the first digits of its name, as many as tell it from the others.

    Raises:
        UnknownName: no generation, or more than one, has such a name.
        StoreError: its manifest cannot be read.
    """
    names = [p.name for p in folders(folder)]
    chosen = [n for n in names if name and n.startswith(name)]
    if len(chosen) != 1:
        raise UnknownName(
            f"Không có đúng một bản tên “{name[:40]}”; các bản là: {', '.join(names)}.",
            f"“{name[:40]}” is not the name of exactly one generation.",
            names,
        )
    return read_generation(folder / "generations" / chosen[0])


def roll_back(folder: Path, name: str) -> Generation:
    """Returns the older generation that is served from now on.

    Args:
        folder: the store folder.
        name: the first digits of its name, as many as tell it from the others.

    Raises:
        UnknownName: no generation, or more than one, has such a name.
        StoreError: it is damaged, or another process is publishing; nothing was changed.
        OutputError: the folder cannot be written; likewise.
    """
    with writing(folder), one_writer(folder):
        generation = named(folder, name)
        verify(generation)
        point(folder, generation.name)
        record(folder, generation.name)
    return generation


def back_up(folder: Path, target: Path) -> Generation:
    """Returns the current generation, which now also lies in a file or folder of its own.

    Args:
        folder: the store folder.
        target: a file ending in ``.tar`` or ``.tar.gz``, or a new folder, which then is a store.

    Raises:
        StoreError: there is no whole generation.
        OutputError: the target exists or cannot be written; nothing is left of it.
    """
    if target.exists():
        raise OutputError(
            f"Đã có “{target}”; hãy chọn tên khác để không ghi đè.",
            f"“{target}” exists; choose another name.",
        )
    with _held(folder) as generation, writing(target.parent), _draft(target) as draft:
        verify(generation)  # a copy of damage would be worth nothing
        if target.suffixes[-1:] == [".tar"] or target.suffixes[-2:] == [".tar", ".gz"]:
            _pack(generation, draft)
        else:
            shutil.copytree(generation.folder, draft / "generations" / generation.name)
            point(draft, generation.name)
        for path in (*draft.rglob("*"), draft):
            sync(path)
        draft.rename(target)
        sync(target.parent)
    return replace(generation, folder=folder / "generations" / generation.name)


@contextmanager
def _held(folder: Path) -> Iterator[Generation]:
    """Gives the current generation, whose files stay until the end though it be dropped meanwhile.

    They are held by hard links; where none can be made, they are taken where they lie.
    """
    place = folder / f"{PREFIX}{os.getpid()}-{uuid.uuid4().hex}"
    try:
        yield _linked(folder, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _linked(folder: Path, place: Path) -> Generation:
    while True:
        name = pointed_to(folder)
        made = current(folder)
        try:
            shutil.copytree(made.folder, place / made.name, copy_function=os.link)
        except (OSError, shutil.Error):
            shutil.rmtree(place, ignore_errors=True)
            if pointed_to(folder) == name:
                return made
        else:
            return replace(made, folder=place / made.name)


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """Gives a name beside the target; what is left there afterwards is taken away."""
    draft = target.with_name(f".{target.name[:40]}.{os.getpid()}.part")
    try:
        yield draft
    finally:
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            draft.unlink(missing_ok=True)


def _pack(generation: Generation, file: Path) -> None:
    mode = "w:gz" if ".gz" in file.name else "w"
    with tarfile.open(file, mode) as archive:  # type: ignore[call-overload]
        archive.add(generation.folder, generation.name)


def restore(source: Path, folder: Path, keep: int = KEEP) -> Generation:
    """Returns the generation of a backup, which is served from a store folder from now on.

    Args:
        source: what :func:`back_up` made.
        folder: the store folder; made when missing.
        keep: how many generations stay.

    Raises:
        StoreError: the backup is no generation, or is damaged; nothing was changed.
        OutputError: the store folder cannot be written; likewise.
    """
    with writing(folder):
        (folder / "generations").mkdir(parents=True, exist_ok=True)
        place = folder / f"{PREFIX}{os.getpid()}-{uuid.uuid4().hex}"
        try:
            found = _unpacked(source, place)
            verify(found)
            with one_writer(folder):
                _settle(found, folder / "generations" / found.name)
                point(folder, found.name)
                record(folder, found.name)
                drop_old(folder, found.name, keep)
        finally:
            shutil.rmtree(place, ignore_errors=True)
    return read_generation(folder / "generations" / found.name)


def _settle(found: Generation, final: Path) -> None:
    for path in (*found.folder.rglob("*"), found.folder):
        sync(path)
    shutil.rmtree(final, ignore_errors=True)
    found.folder.rename(final)
    sync(final.parent)
    note(final)


def _unpacked(source: Path, place: Path) -> Generation:
    """Returns the generation of a backup, unpacked or copied to a place."""
    if source.is_dir():
        made = current(source)
        shutil.copytree(made.folder, place / made.name)
        return read_generation(place / made.name)
    try:
        with tarfile.open(source) as archive:
            archive.extractall(place, filter="data")
    except (OSError, tarfile.TarError, EOFError, ValueError) as error:
        raise _no_backup(source) from error
    inside = list(place.iterdir())
    if len(inside) != 1:
        raise _no_backup(source)
    made = read_generation(inside[0])
    if made.name != inside[0].name:
        raise _no_backup(source)
    return made


def _no_backup(source: Path) -> StoreError:
    return StoreError(
        f"“{source}” không phải là bản sao lưu còn nguyên vẹn; hãy chọn tệp do “danvan backup” ghi ra.",
        f"“{source}” is no whole backup made by “danvan backup”.",
    )
