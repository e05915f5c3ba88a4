"""The texts of sources in the user's own collection: ``texts/<checksum of the source>.txt``."""

from collections.abc import Iterable
from pathlib import Path

from danvan_graph.errors import Fault
from danvan_graph.records.document import DocumentRecord

TEXTS = "texts"


def read_own_text(path: Path) -> str:
    """Returns the text of a file as it was written: line ends are part of it.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: it is no UTF-8.
    """
    return path.read_bytes().decode("utf-8")


def bind_texts(
    own: Path, documents: Iterable[DocumentRecord], faults: list[Fault]
) -> dict[str, Path]:
    """Returns the file of each text that a record was read from, by checksum of the source.

    Args:
        own: the user's own collection.
        documents: all records, shipped and own.
        faults: a text that cannot be the record's is noted here.
    """
    found: dict[str, Path] = {}
    for record in documents:
        path = own / TEXTS / f"{record.source.sha256}.txt"
        if not path.is_file():
            continue
        try:
            length = len(read_own_text(path))
        except (OSError, UnicodeDecodeError):
            length = -1
        if length == record.source.characters:
            found[record.source.sha256] = path
        else:
            message = (
                f"tệp hỏng, không còn là văn bản của “{record.id}”; "
                "hãy xóa tệp này rồi chạy “danvan attach” với tệp gốc."
            )
            faults.append(Fault(f"{own.name}/{TEXTS}/{path.name}", 0, "", message))
    return found
