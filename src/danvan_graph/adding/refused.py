"""The list of files that were not taken in: their checksum and the reason, and nothing else."""

import datetime
from pathlib import Path

import yaml

from danvan_graph.adding.own_folder import OwnFolder
from danvan_graph.collection.scalars import text_value

REFUSED = "refused.yaml"


def refused_before(own: OwnFolder, sha256: str) -> bool:
    """Returns whether a file of that checksum was refused before."""
    return f"sha256: {text_value(sha256, flow=True)}," in _read(own.folder / REFUSED)


def note_refused(own: OwnFolder, sha256: str, reason: str) -> None:
    """Returns once the refusal is on the list; each file stands there once.

    Args:
        own: the user's own collection, held for writing.
        sha256: checksum of the file.
        reason: a full Vietnamese sentence that tells nothing of the document.
    """
    if refused_before(own, sha256):
        return
    today = datetime.datetime.now(tz=datetime.UTC).date()
    line = (
        f"- {{sha256: {text_value(sha256, flow=True)}, "
        f"reason: {text_value(reason, flow=True)}, date: {today}}}\n"
    )
    own.commit({REFUSED: (_read(own.folder / REFUSED) + line).encode()})


def refusals(own: OwnFolder) -> list[dict[str, str]]:
    """Returns the list."""
    found: list[dict[str, str]] | None = yaml.safe_load(_read(own.folder / REFUSED))
    return found or []


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
