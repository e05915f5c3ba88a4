"""What a generation holds, file by file, so that no damage goes unseen."""

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from danvan_graph.errors import StoreError

FORMAT = 4
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


def known_files(folder: Path) -> dict[tuple[int, int], str]:
    """Returns the SHA-256 of the files of all generations in a folder, as their manifests say.

    A file that a new generation shares with an older one need not be read again.
    """
    found: dict[tuple[int, int], str] = {}
    for path in folder.glob("*/manifest.json"):
        with contextlib.suppress(StoreError, OSError):
            files = read_manifest(path.parent).get("files")
            if isinstance(files, dict):
                found |= {identity(path.parent / name): str(files[name]) for name in files}
    return found


def write_manifest(
    folder: Path, facts: Mapping[str, object], known: Mapping[tuple[int, int], str]
) -> None:
    """The folder has a manifest with the facts and the SHA-256 of every file, under a seal.

    Args:
        folder: holds everything but its manifest.
        facts: what else the manifest is to say; JSON values.
        known: checksums by :func:`identity` of files that need not be read.
    """
    files = {
        path.relative_to(folder).as_posix(): known.get(identity(path)) or _sha256(path)
        for path in _files(folder)
    }
    manifest = {"format": FORMAT, **facts, "files": files}
    text = json.dumps(manifest | {"seal": _seal(manifest)}, indent=1, sort_keys=True)
    (folder / "manifest.json").write_text(text, encoding="utf-8")


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


def check_files(folder: Path) -> None:
    """Returns when the manifest is sealed and every file is as it was when it was written.

    Raises:
        StoreError: a file is missing or differs; the message names it.
    """
    manifest = read_manifest(folder)
    files = manifest.get("files")
    if manifest.get("seal") != _seal(manifest) or not isinstance(files, dict):
        raise unreadable(folder)
    for name, digest in files.items():
        path = folder / name
        if not path.is_file() or _sha256(path) != digest:
            raise StoreError(
                f"Tệp “{name}” của bản “{folder.name}” bị thiếu hoặc hỏng; "
                "hãy chạy lại “danvan build”.",
                f"File “{name}” of generation “{folder.name}” is missing or damaged.",
            )
