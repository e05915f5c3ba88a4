"""Immutable generations of the published graph, and the pointer to the newest.

A store folder holds::

    CURRENT                     the name of the generation to serve
    VERIFIED                    which generations were read whole on this machine, and their stamps
    generations/<name>/
        graphs.tsv              each named graph, the number of its statements and their checksum
        engine/                 the statements in the engine's format, with the default graph
        <companion>/            what other rooms keep beside the engine, such as an index
        manifest.json           format, base, counts, and the SHA-256 of every file
"""

import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from danvan_graph.errors import StoreError
from danvan_graph.store.generations.manifest import check_files, read_manifest, unreadable
from danvan_graph.store.generations.stamps import assure, forget

GRAPHS = "graphs.tsv"
KEEP = 3
"""So many generations stay in a store folder unless another number is asked for."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Generation:
    """One published state of the graph.

    Attributes:
        name: first 16 digits of the SHA-256 of ``graphs.tsv``; the same statements give the same.
        folder: where it lies.
        base: the base of its addresses.
        quads: statements in named graphs.
        triples: statements in the default graph.
        number: 1 for the first of a store folder, and so on; clocks may jump, this does not.
        published: when it was made, UTC, as ``2026-11-21T04:05:06Z``.
        companions: names of the folders that other rooms keep beside the engine.
        ground: what it was made by and from, beside the documents; equal where a change of
            documents alone leads from one generation to the next.
    """

    name: str
    folder: Path
    base: str
    quads: int
    triples: int
    number: int = 0
    published: str = ""
    companions: tuple[str, ...] = ()
    ground: str = ""

    @property
    def engine(self) -> Path:
        """The folder of the engine's files."""
        return self.folder / "engine"

    def companion(self, name: str) -> Path:
        """Returns the folder that was filled under this name when the generation was made.

        Raises:
            StoreError: the generation has no such folder.
        """
        if name not in self.companions:
            raise StoreError(
                f"Bản “{self.name}” không có phần “{name}”; hãy chạy lại “danvan build”.",
                f"Generation “{self.name}” has no companion “{name}”; run “danvan build”.",
            )
        return self.folder / name

    def graphs(self) -> dict[str, tuple[int, str]]:
        """Returns for each named graph the number of its statements and their checksum.

        See :func:`danvan_graph.store.making.dataset.checksum`; the lines are its N-Triples lines.
        """
        lines = (self.folder / GRAPHS).read_text("utf-8").splitlines()
        rows = (line.split("\t") for line in lines)
        return {name: (int(count), digest) for name, count, digest in rows}


def read_generation(folder: Path) -> Generation:
    """Returns the generation of a folder as its manifest describes it.

    Raises:
        StoreError: there is no manifest, or it is of another format.
    """
    manifest = read_manifest(folder)
    companions = manifest.get("companions")
    if not isinstance(companions, list):
        raise unreadable(folder)
    try:
        return Generation(
            str(manifest["name"]),
            folder,
            str(manifest["base"]),
            int(str(manifest["quads"])),
            int(str(manifest["triples"])),
            int(str(manifest["number"])),
            str(manifest["published"]),
            tuple(map(str, companions)),
            str(manifest["ground"]),
        )
    except (KeyError, ValueError) as error:
        raise unreadable(folder) from error


def verify(generation: Generation) -> None:
    """Returns when every file of the generation has been read and is as it was published.

    Raises:
        StoreError: a file is missing or differs; the message names it.
    """
    try:
        check_files(generation.folder)
    except StoreError:
        forget(generation.folder)
        raise


def generations(folder: Path) -> list[Generation]:
    """Returns the generations of a store folder whose manifest can be read, newest first.

    Raises:
        StoreError: there is no store in the folder.
    """
    found = []
    for path in folders(folder):
        try:
            found.append(read_generation(path))
        except StoreError as error:
            _log.warning(error.message)
    return sorted(found, key=lambda g: -g.number)


def folders(folder: Path) -> list[Path]:
    """Returns the folders of all generations, readable or not, in no order that means anything.

    Raises:
        StoreError: there is no store in the folder.
    """
    try:
        inside = sorted((folder / "generations").iterdir())
    except OSError as error:
        raise _none(folder) from error
    return [path for path in inside if not path.name.startswith(".")]


def _none(folder: Path) -> StoreError:
    return StoreError(
        f"Chưa có đồ thị nào trong “{folder}”; hãy chạy “danvan build” trước.",
        f"There is no graph in “{folder}”; run “danvan build” first.",
    )


def pointed_to(folder: Path) -> str:
    """Returns the name that ``CURRENT`` gives.

    Raises:
        StoreError: there is no readable pointer.
    """
    try:
        return (folder / "CURRENT").read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise _none(folder) from error


def current(folder: Path) -> Generation:
    """Returns the newest generation of a store folder that is whole.

    A damaged generation is named in the log and passed over in favour of the one before, never
    served. Files are read where they may have changed since they were verified on this machine;
    see :mod:`danvan_graph.store.generations.stamps`.

    Raises:
        StoreError: the folder holds no generation that is whole; the message says why.
    """
    name = pointed_to(folder)
    reasons: list[StoreError] = []
    read: list[Generation] = []
    for path in folders(folder):
        try:
            read.append(read_generation(path))
        except StoreError as error:
            reasons.append(error)
    for generation in sorted(read, key=lambda g: (g.folder.name != name, -g.number)):
        try:
            assure(generation.folder)
        except StoreError as error:
            reasons.append(error)
            continue
        _tell(reasons)
        return generation
    _tell(reasons[1:])  # the first is told by who catches it
    raise reasons[0] if reasons else _none(folder)


def _tell(reasons: list[StoreError]) -> None:
    for reason in reasons:
        _log.warning(reason.message)


def describe(generation: Generation) -> dict[str, object]:
    """Returns the generation's facts for people and programs, without its place on disk."""
    facts = asdict(generation)
    facts.pop("folder")
    return facts
