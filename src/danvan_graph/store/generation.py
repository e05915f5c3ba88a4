"""Immutable generations of the published graph, and the pointer to the newest.

A store folder holds::

    CURRENT                     the name of the generation to serve
    generations/<name>/
        graph.nq                canonical N-Quads of all named graphs
        engine/                 the same in the engine's format, with the default graph
        manifest.json           format, base, counts, and the SHA-256 of every file

A generation is written beside the others, brought to disk, renamed into place, and only then
pointed to; whatever happens before that leaves the old one served.
"""

import hashlib
import json
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from danvan_graph import __version__
from danvan_graph.errors import OutputError, StoreError
from danvan_graph.store.dataset import WorkingDataset

FORMAT = 1
_KEEP = 3
_CHANGING = {"LOG", "LOCK"}
_NQUADS = "graph.nq"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Generation:
    """One published state of the graph.

    Attributes:
        name: first 16 digits of the SHA-256 of its canonical N-Quads.
        folder: where it lies.
        base: the base of its addresses.
        quads: statements in named graphs.
        triples: statements in the default graph.
    """

    name: str
    folder: Path
    base: str
    quads: int
    triples: int

    @property
    def engine(self) -> Path:
        """The folder of the engine's files."""
        return self.folder / "engine"

    @property
    def nquads(self) -> Path:
        """The file of canonical N-Quads."""
        return self.folder / _NQUADS


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal(manifest: dict[str, object]) -> str:
    """Returns the checksum of everything else in a manifest."""
    rest = {name: value for name, value in manifest.items() if name != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        stem = path.name.split(".")[0]
        if path.is_file() and path.name != "manifest.json" and stem not in _CHANGING:
            yield path


def _sync(path: Path) -> None:
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


def _unwritable(folder: Path, error: OSError) -> OutputError:
    reason = error.strerror or error  # the engine's errors have no strerror
    return OutputError(
        f"Không ghi được vào “{folder}” ({reason}); hãy kiểm tra quyền ghi và chỗ trống, "
        "hoặc chọn thư mục khác bằng --store. Bản đã công bố trước đó còn nguyên.",
        f"Cannot write to “{folder}” ({reason}); the last published graph is untouched.",
    )


@contextmanager
def _one_writer(folder: Path) -> Iterator[None]:
    """Holds the only right to write; the system takes it back when the process dies."""
    with (folder / "WRITER").open("a") as lock:
        try:
            _lock(lock)
        except (BlockingIOError, PermissionError):
            raise StoreError(
                f"Một tiến trình khác đang công bố vào “{folder}”; hãy đợi nó xong rồi chạy lại.",
                f"Another process is publishing to “{folder}”; wait and run again.",
            ) from None
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def publish(dataset: WorkingDataset, folder: Path, base: str) -> Generation:
    """Returns the generation that now is the published one.

    Args:
        dataset: the finished graph.
        folder: the store folder; made when missing.
        base: the base of the graph's addresses.

    Raises:
        OutputError: the folder cannot be written; the old generation stays published.
        StoreError: another process is publishing.
    """
    data = dataset.canonical()
    name = hashlib.sha256(data).hexdigest()[:16]
    try:
        (folder / "generations").mkdir(parents=True, exist_ok=True)
        with _one_writer(folder):
            final = folder / "generations" / name
            if not _complete(final):
                _write(dataset, data, final, base)
            _point(folder, name)
            _drop_old(folder, keep=name)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return read_generation(final)


def _complete(folder: Path) -> bool:
    try:
        verify(read_generation(folder))
    except StoreError:
        return False
    return True


def _write(dataset: WorkingDataset, data: bytes, final: Path, base: str) -> None:
    draft = final.with_name(f".{final.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    (draft / _NQUADS).write_bytes(data)
    engine = ox.Store(str(draft / "engine"))
    engine.bulk_extend(dataset.engine)
    engine.flush()
    engine.optimize()
    del engine
    triples = sum(1 for _ in dataset.engine.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    files = {p.relative_to(draft).as_posix(): _sha256(p) for p in _files(draft)}
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "name": final.name,
        "base": base,
        "quads": data.count(b"\n"),
        "triples": triples,
        "files": files,
    }
    text = json.dumps(manifest | {"seal": _seal(manifest)}, indent=1, sort_keys=True)
    (draft / "manifest.json").write_text(text, encoding="utf-8")
    for path in (*draft.rglob("*"), draft):
        _sync(path)
    shutil.rmtree(final, ignore_errors=True)
    draft.rename(final)
    _sync(final.parent)


def _point(folder: Path, name: str) -> None:
    draft = folder / "CURRENT.new"
    draft.write_text(name + "\n", encoding="ascii")
    _sync(draft)
    draft.replace(folder / "CURRENT")
    _sync(folder)


def _drop_old(folder: Path, keep: str) -> None:
    found = sorted(
        (p for p in (folder / "generations").iterdir() if p.is_dir()),
        key=lambda p: p.stat().st_mtime,
        reverse=True,
    )
    drafts = [p for p in found if p.name.startswith(".")]
    done = [p for p in found if not p.name.startswith(".") and p.name != keep]
    for path in drafts + done[_KEEP - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def _unreadable(folder: Path) -> StoreError:
    return StoreError(
        f"Kho “{folder}” thiếu hoặc hỏng manifest.json; hãy chạy lại “danvan build”.",
        f"The store “{folder}” has no readable manifest.json; run “danvan build”.",
    )


def _manifest(folder: Path) -> dict[str, object]:
    try:
        manifest: Any = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _unreadable(folder) from error
    if not isinstance(manifest, dict):
        raise _unreadable(folder)
    if manifest.get("format") != FORMAT:
        raise StoreError(
            f"Kho “{folder}” theo định dạng {manifest.get('format')}, bản này chỉ đọc định dạng "
            f"{FORMAT}; hãy chạy lại “danvan build” để dựng kho mới.",
            f"The store “{folder}” has format {manifest.get('format')}, this version reads {FORMAT}.",
        )
    return manifest


def read_generation(folder: Path) -> Generation:
    """Returns the generation of a folder as its manifest describes it.

    Raises:
        StoreError: there is no manifest, or it is of another format.
    """
    manifest = _manifest(folder)
    try:
        return Generation(
            str(manifest["name"]),
            folder,
            str(manifest["base"]),
            int(str(manifest["quads"])),
            int(str(manifest["triples"])),
        )
    except (KeyError, ValueError) as error:
        raise _unreadable(folder) from error


def verify(generation: Generation) -> None:
    """Returns when every file of the generation is as it was published.

    Raises:
        StoreError: a file is missing or differs; the message names it.
    """
    manifest = _manifest(generation.folder)
    files = manifest.get("files")
    if manifest.get("seal") != _seal(manifest) or not isinstance(files, dict):
        raise _unreadable(generation.folder)
    for name, digest in files.items():
        path = generation.folder / name
        if not path.is_file() or _sha256(path) != digest:
            raise StoreError(
                f"Tệp “{name}” của bản “{generation.name}” bị thiếu hoặc hỏng; "
                "hãy chạy lại “danvan build”.",
                f"File “{name}” of generation “{generation.name}” is missing or damaged.",
            )


def current(folder: Path) -> Generation:
    """Returns the newest generation of a store folder that is whole.

    A damaged generation is named in the log and passed over in favour of the one before, never
    served.

    Raises:
        StoreError: the folder holds no generation that is whole; the message says why.
    """
    try:
        name = (folder / "CURRENT").read_text(encoding="ascii").strip()
        folders = [p for p in (folder / "generations").iterdir() if not p.name.startswith(".")]
    except (OSError, ValueError) as error:
        raise StoreError(
            f"Chưa có đồ thị nào trong “{folder}”; hãy chạy “danvan build” trước.",
            f"There is no graph in “{folder}”; run “danvan build” first.",
        ) from error
    newest = sorted(folders, key=lambda p: (p.name != name, -p.stat().st_mtime))
    reasons: list[StoreError] = []
    for path in newest:
        try:
            generation = read_generation(path)
            verify(generation)
        except StoreError as error:
            _log.warning(error.message)
            reasons.append(error)
            continue
        return generation
    if reasons:
        raise reasons[0]
    raise StoreError(
        f"Kho “{folder}” không có bản nào; hãy chạy “danvan build”.",
        f"The store “{folder}” holds no generation; run “danvan build”.",
    )


def describe(generation: Generation) -> dict[str, object]:
    """Returns the generation's facts for people and programs, without its place on disk."""
    facts = asdict(generation)
    facts.pop("folder")
    return facts
