"""Extraction on the machines of a Dask cluster: the same records as on one machine.

Files travel to the workers, so nothing has to be shared between the machines but the version of
this package. Each worker reads the registers once.
"""

import functools
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_graph import __version__
from danvan_graph.errors import DanvanError, StoreError, UnreadableFile
from danvan_graph.extraction.extractor import Extracted, Extractor
from danvan_graph.extraction.shipped import shipped_extractor

if TYPE_CHECKING:
    from distributed import Client

_AHEAD = 64
"""So many files wait on the cluster at most."""
_PATIENCE = "15s"
Outcome = Extracted | DanvanError


def extract_on_cluster(
    paths: Iterable[Path], address: str
) -> Iterator[tuple[Path, Extracted | DanvanError]]:
    """Yields each file with its record, or with the reason why there is none, in order.

    Args:
        paths: files of this machine.
        address: the scheduler, such as ``tcp://10.0.0.5:8786``.

    Raises:
        StoreError: there is no scheduler, it cannot be reached, or its workers run another version.
    """
    with _connected(address) as client:
        waiting: deque[tuple[Path, Any]] = deque()
        for path in paths:
            waiting.append((path, _submitted(client, path)))
            if len(waiting) >= _AHEAD:
                yield _finished(*waiting.popleft())
        while waiting:
            yield _finished(*waiting.popleft())


def _connected(address: str) -> "Client":
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise StoreError(
            "Chưa cài phần chạy trên nhiều máy; hãy cài thêm danvan-graph[cluster].",
            "The extra danvan-graph[cluster] is not installed.",
        ) from error
    try:
        client: Client = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise StoreError(
            f"Không kết nối được bộ điều phối “{address[:200]}”; hãy xem nó có đang chạy và địa chỉ "
            "có dạng tcp://máy:cổng không.",
            f"The scheduler “{address[:200]}” cannot be reached.",
        ) from error
    return client


def _submitted(client: "Client", path: Path) -> Any:
    """Returns the future of a file, or the reason why it cannot be sent."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return UnreadableFile(
            f"Không đọc được “{path.name}” ({error.strerror}); hãy kiểm tra tệp và quyền đọc.",
            f"“{path.name}” cannot be read ({error.strerror}).",
        )
    return client.submit(_on_worker, str(path), content, __version__, pure=False)


def _finished(path: Path, found: Any) -> tuple[Path, Outcome]:
    outcome = found if isinstance(found, DanvanError) else found.result()
    if isinstance(outcome, StoreError):
        raise outcome
    if isinstance(outcome, Extracted):
        return path, replace(outcome, path=path)
    return path, outcome


@functools.cache
def _extractor() -> Extractor:
    return shipped_extractor()


def _on_worker(shown: str, content: bytes, version: str) -> Outcome:
    """Returns what a worker makes of a file that was sent to it."""
    if version != __version__:
        return StoreError(
            f"Máy trạm chạy danvan_graph {__version__}, ở đây là {version}; hãy cài cùng một bản.",
            f"The worker runs danvan_graph {__version__}, this is {version}.",
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(shown).name
        path.write_bytes(content)
        ((_, outcome),) = _extractor().extract_many([path])
    if isinstance(outcome, DanvanError):  # names the file as the person knows it
        told = (text.replace(str(path), shown) for text in (outcome.message, outcome.english))
        return UnreadableFile(*told)
    return outcome
