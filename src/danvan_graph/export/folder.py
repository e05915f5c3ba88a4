"""An export as a folder: written beside its place, checked, moved there at once."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from danvan_graph.errors import OutputError, StoreError
from danvan_graph.export.description import About, File, catalogue, dumps, is_synthetic, statistics
from danvan_graph.export.network import network, write_gexf, write_graphml
from danvan_graph.export.packing import packed
from danvan_graph.export.tables import TABLES, write_table
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.keeping.statements import write_statements

SUMS = "SHA256SUMS"
DUMPS = {
    "n-quads": ("danvan.nq.gz", "application/n-quads", "mọi phát biểu, kèm đồ thị con"),
    "turtle": ("danvan.ttl.gz", "text/turtle", "mọi phát biểu, không kèm đồ thị con"),
    "json-ld": ("danvan.jsonld.gz", "application/ld+json", "mọi phát biểu, kèm đồ thị con"),
}
_NETWORKS = {
    "graphml": ("citations.graphml.gz", "application/graphml+xml"),
    "gexf": ("citations.gexf.gz", "application/gexf+xml"),
}
_NETWORK = "mạng lưới văn bản viện dẫn nhau"
_PARQUET = "application/vnd.apache.parquet"
FORMS = (*DUMPS, "parquet", *_NETWORKS)
_DESCRIPTIONS = {
    "dcat.ttl": "mô tả bản tải về theo DCAT",
    "void.ttl": "số liệu về đồ thị theo VoID",
}
Progress = Callable[[str, int, int], None]
"""Told what is written next, in Vietnamese, how many files are done, and of how many."""


def place_of(store: Path, generation: str) -> Path:
    """Returns where the server looks for the export of a generation."""
    return store / "exports" / generation


def export(
    store: Store, target: Path, progress: Progress, forms: tuple[str, ...] = FORMS
) -> tuple[File, ...]:
    """Returns the files of the folder that now holds the export of a generation.

    Args:
        store: the generation.
        target: the folder; an older export there is replaced.
        progress: told what is being done.
        forms: some of ``FORMS``.

    Raises:
        OutputError: the folder cannot be written, or holds something that is no export.
    """
    if target.exists() and any(target.iterdir()) and not (target / SUMS).is_file():
        raise OutputError(
            f"Thư mục “{target}” đang chứa thứ khác; hãy chọn một thư mục trống hoặc chưa có.",
            f"The folder “{target}” holds something else; choose an empty one.",
        )
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        files = tuple(_written(store, draft, progress, forms))
        old = target.with_name(f"{draft.name}.old")
        if target.exists():
            target.rename(old)
        draft.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise OutputError(
            f"Không ghi được vào “{target}” ({error.strerror}); hãy kiểm tra quyền ghi và chỗ trống.",
            f"Cannot write to “{target}” ({error.strerror}).",
        ) from error
    return files


def _written(
    store: Store, folder: Path, progress: Progress, forms: tuple[str, ...]
) -> Iterator[File]:
    made: list[File] = []
    tasks = list(_tasks(store, forms))
    for done, (name, vi, media, write) in enumerate(tasks):
        progress(name, done, len(tasks))
        write(folder / name)
        made.append(_file(folder, name, vi, media))
    about = about_of(store)
    void = statistics(store, about)
    for statement in dumps(about, made):
        void.add(statement)
    graphs = {"void.ttl": void, "dcat.ttl": catalogue(about, made)}
    for name, graph in graphs.items():
        (folder / name).write_text(graph.serialize(format="turtle"), "utf-8")
        made.append(_file(folder, name, _DESCRIPTIONS[name], "text/turtle"))
    lines = (f"{file.sha256}  {file.name}\n" for file in made)
    (folder / SUMS).write_text("".join(lines), "ascii")
    progress("", len(tasks), len(tasks))
    yield from made


def _tasks(
    store: Store, forms: tuple[str, ...]
) -> Iterator[tuple[str, str, str, Callable[[Path], object]]]:
    """Yields each file with what it holds, its media type, and what writes it."""
    for form in (form for form in DUMPS if form in forms):
        name, media, vi = DUMPS[form]
        yield name, vi, media, partial(_dump, store, form)
    for table, told in TABLES.items() if "parquet" in forms else ():
        yield f"{table}.parquet", told.vi, _PARQUET, partial(write_table, store, table)
    if _NETWORKS.keys() & set(forms):
        graph, day = network(store), store.generation.published[:10]
        for form in (form for form in _NETWORKS if form in forms):
            name, media = _NETWORKS[form]
            write = write_graphml if form == "graphml" else partial(write_gexf, day)
            yield name, _NETWORK, media, partial(write, graph)


def _dump(store: Store, form: str, path: Path) -> None:
    with packed(path) as file:
        write_statements(store, file, form)


def _file(folder: Path, name: str, vi: str, media: str) -> File:
    path = folder / name
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return File(name, vi, media, path.stat().st_size, digest)


def about_of(store: Store) -> About:
    """Returns what is said of the export of a generation."""
    made = store.generation
    synthetic = is_synthetic(store)
    return About(made.base, made.name, made.published, made.triples, synthetic)


def files_of(folder: Path) -> tuple[File, ...]:
    """Returns the files of an export as its list of checksums names them; none without an export.

    Raises:
        StoreError: the list cannot be read, or names a file that is not there.
    """
    known = {name: (vi, media) for name, media, vi in DUMPS.values()}
    known |= {f"{name}.parquet": (told.vi, _PARQUET) for name, told in TABLES.items()}
    known |= {name: (vi, "text/turtle") for name, vi in _DESCRIPTIONS.items()}
    known |= {name: (_NETWORK, media) for name, media in _NETWORKS.values()}
    try:
        if not (folder / SUMS).exists():
            return ()
        lines = (folder / SUMS).read_text("ascii").splitlines()
        pairs = [(name, digest) for digest, name in (line.split("  ", 1) for line in lines)]
        return tuple(
            File(name, *known[name], (folder / name).stat().st_size, digest)
            for name, digest in pairs
        )
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(
            f"Bản tải về trong “{folder}” bị hỏng; hãy chạy lại “danvan export”.",
            f"The export in “{folder}” is damaged; run “danvan export” again.",
        ) from error
