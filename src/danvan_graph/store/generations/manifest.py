"""What a generation holds, file by file, so that no damage goes unseen."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan_graph.errors import StoreError

FORMAT = 5
"""Raised with every change in what a generation holds, companions included."""

_CHANGING = {"LOG", "LOCK"}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal(manifest: Mapping[str, object]) -> str:
    """Returns the checksum of everything else in a manifest."""
    rest = {name: value for name, value in manifest.items() if name != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        stem = path.name.split(".")[0]
        if path.is_file() and path.name != "manifest.json" and stem not in _CHANGING:
            yield path


def identity(path: Path) -> tuple[int, int]:
    """Returns what two names of one file (hard links) have in common."""
    found = path.stat()
    return found.st_dev, found.st_ino


@dataclass(frozen=True, slots=True)
class Known:
    """What another generation says of a file that it shares.

    Attributes:
        digest: its SHA-256 as the manifest there says.
        vouched: whether it is still the file that was read then.
    """

    digest: str
    vouched: bool


def write_manifest(
    folder: Path, facts: Mapping[str, object], known: Mapping[tuple[int, int], Known]
) -> None:
    """The folder has a manifest with the facts and the SHA-256 of every file, under a seal.

    Args:
        folder: holds everything but its manifest.
        facts: what else the manifest is to say; JSON values.
        known: files by :func:`identity`; those that are vouched for are not read.

    Raises:
        StoreError: a shared file is not what the other generation says.
    """
    files = {
        path.relative_to(folder).as_posix(): _sum(path, known.get(identity(path)))
        for path in _files(folder)
    }
    manifest = {"format": FORMAT, **facts, "files": files}
    text = json.dumps(manifest | {"seal": _seal(manifest)}, indent=1, sort_keys=True)
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def _sum(path: Path, known: Known | None) -> str:
    if known and known.vouched:
        return known.digest
    digest = _sha256(path)
    if known and known.digest != digest:
        raise _damaged(path.parent.parent, path.name)
    return digest


def _damaged(folder: Path, name: str) -> StoreError:
    return StoreError(
        f"Tệp “{name}” của bản “{folder.name}” bị thiếu hoặc hỏng; hãy chạy lại “danvan build”.",
        f"File “{name}” of generation “{folder.name}” is missing or damaged.",
    )


def unreadable(folder: Path) -> StoreError:
    """Returns the error of a folder whose manifest is missing or cannot be believed."""
    return StoreError(
        f"Kho “{folder}” thiếu hoặc hỏng manifest.json; hãy chạy lại “danvan build”.",
        f"The store “{folder}” has no readable manifest.json; run “danvan build”.",
    )


def read_manifest(folder: Path) -> dict[str, object]:
    """Returns the manifest of a folder.

    Raises:
        StoreError: there is none, or it is of another format.
    """
    try:
        manifest: Any = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise unreadable(folder) from error
    if not isinstance(manifest, dict):
        raise unreadable(folder)
    if manifest.get("format") != FORMAT:
        raise StoreError(
            f"Kho “{folder}” theo định dạng {manifest.get('format')}, bản này chỉ đọc định dạng "
            f"{FORMAT}; hãy chạy lại “danvan build” để dựng kho mới.",
            f"The store “{folder}” has format {manifest.get('format')}, this version reads {FORMAT}.",
        )
    return manifest


def sealed_files(folder: Path) -> dict[str, str]:
    """Returns the SHA-256 of each file of a folder as its manifest says, once it is believed.

    Raises:
        StoreError: there is no manifest, it is of another format, or it was changed.
    """
    manifest = read_manifest(folder)
    files = manifest.get("files")
    if manifest.get("seal") != _seal(manifest) or not isinstance(files, dict):
        raise unreadable(folder)
    return {str(name): str(digest) for name, digest in files.items()}


def _go_on(_: float) -> None:
    return


def check_files(folder: Path, between: Callable[[float], None] = _go_on) -> None:
    """Returns when the manifest is sealed and every file is as it was when it was written.

    Args:
        folder: that of the generation.
        between: called after each file with the seconds that reading it took.

    Raises:
        StoreError: a file is missing or differs; the message names it.
    """
    for name, digest in sealed_files(folder).items():
        begin = time.monotonic()
        if _digest_of(folder / name) != digest:
            raise _damaged(folder, name)
        between(time.monotonic() - begin)


def _digest_of(path: Path) -> str | None:
    """Returns the SHA-256 of a file, None when it cannot be read."""
    try:
        return _sha256(path)
    except OSError:
        return None
