"""Opens a published graph wherever it is."""

from pathlib import Path
from typing import overload

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.store.engines.address import folder_of, is_server, read_server
from danvan_graph.store.engines.memory import MemoryStore
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.engines.oxigraph import open_store as open_folder
from danvan_graph.store.engines.reader import Reader, Writer
from danvan_graph.store.engines.remote import RemoteStore


@overload
def open_store(place: Path) -> Store: ...
@overload
def open_store(place: str) -> Reader: ...
def open_store(place: Path | str) -> Reader:
    """Returns the graph at a place, open for reading.

    ============================================== ==========================================
    ``var/graph``, ``oxigraph:///srv/graph``       the newest whole generation of a folder
    ``memory:``                                    an empty engine in memory
    ``sparql+http://host:7878/query``              any server that speaks SPARQL 1.1
    ============================================== ==========================================

    Args:
        place: a folder or an address; see :func:`danvan_graph.store.engines.address.read_server`.

    Raises:
        StoreError: there is none, it is damaged or of another version, or the server fails.
        InvalidIdentifier: the address cannot be read.
    """
    if isinstance(place, str) and (place == "memory:" or is_server(place)):
        return open_writer(place)
    return open_folder(place if isinstance(place, Path) else folder_of(place))


def open_writer(place: str) -> Writer:
    """Returns the engine at an address, open for reading and writing; a folder is never one.

    Generations in a folder do not change; they are made by
    :func:`danvan_graph.store.keeping.publishing.publish`.

    Raises:
        StoreError: the server fails.
        InvalidIdentifier: it is no address of a server or of memory.
    """
    if place == "memory:":
        return MemoryStore()
    if not is_server(place):
        raise InvalidIdentifier(
            "Nơi nhận phải là một máy chủ, viết theo dạng sparql+http://máy:cổng/đường-dẫn.",
            "The target must be a server: sparql+http://host:port/path.",
        )
    return RemoteStore(read_server(place))
