"""A graph that lies on a server, made a generation of a store folder: with indexes, to be served."""

from collections.abc import Callable, Mapping
from pathlib import Path

from danvan_graph.errors import StoreError
from danvan_graph.store.engines.copied import base_in, facts_in, graphs_in
from danvan_graph.store.engines.reader import Reader
from danvan_graph.store.generations.generation import KEEP, Generation, current
from danvan_graph.store.keeping.bulk import BulkDataset
from danvan_graph.store.keeping.publishing import Companion, publish
from danvan_graph.store.making.dataset import matches, relabelled


def fetch_graph(  # noqa: PLR0913 - from where, where to, and how
    source: Reader,
    shown: str,
    folder: Path,
    *,
    companions: Mapping[str, Companion],
    progress: Callable[[str], None],
    keep: int = KEEP,
) -> Generation:
    """Returns the generation of a store folder that holds just what was copied to a server.

    It has the name of the generation that was copied. When it is there already, nothing is read.

    Args:
        source: the server.
        shown: its address for people, without passwords.
        folder: the store folder; made when missing.
        companions: see :func:`danvan_graph.store.keeping.publishing.publish`.
        progress: told what happens, in Vietnamese.
        keep: how many generations stay in the folder.

    Raises:
        StoreError: the server fails, holds no whole graph, or another than was copied there.
        OutputError: the folder cannot be written.
    """
    base, wanted = base_in(source, shown), graphs_in(source)
    if held := _held(folder, str(facts_in(source, whole=True)["name"]), companions):
        return held
    dataset = BulkDataset(folder)
    for number, (name, digest) in enumerate(sorted(wanted.items()), start=1):
        progress(f"Lấy đồ thị {number}/{len(wanted)}")
        lines = relabelled(source.lines(name))
        if not matches(lines, digest):
            raise StoreError(
                f"Đồ thị con “{name}” trên “{shown}” không đúng như khi được chép tới; "
                "hãy chạy lại “danvan publish”.",
                f"The graph “{name}” on “{shown}” is not the one that was copied there.",
            )
        dataset.take(name, lines)
    progress("Lập chỉ mục")
    return publish(dataset, folder, base, companions=companions, keep=keep)


def _held(folder: Path, name: str, companions: Mapping[str, Companion]) -> Generation | None:
    """Returns the generation that is served from the folder when it is the one of that name."""
    try:
        made = current(folder)
    except StoreError:
        return None
    return made if (made.name, set(made.companions)) == (name, set(companions)) else None
