"""Walks over XML without ever expanding an entity, reading a DTD or opening an address."""

from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat  # no entity survives: a DOCTYPE ends the walk before any is declared

from danvan_graph.text.reading import RawFile

_WORD = ("wordprocessingml/2006/main", "wordprocessingml/main", "word/2003/wordml")
_COMPATIBILITY = "markup-compatibility/2006"
_MATH = "officeDocument/2006/math"

Attributes = dict[str, str]


class Handler(Protocol):
    """Receives what stands in the XML, names shortened to ``w:p``, ``mc:Choice``, ``m:t``."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins; its attributes have no prefix."""

    def end(self, name: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """Text stands here."""


class _DoctypeError(Exception):
    """There is a DOCTYPE, which no office program writes."""


def walk(raw: RawFile, data: bytes, handler: Handler) -> None:
    """Hands every element and text of an XML document to the handler.

    Args:
        raw: the file the document is from.
        data: the document.
        handler: receives them.

    Raises:
        UnreadableFile: it is not well-formed, or has a DOCTYPE.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = _shortened(handler.start)
    parser.EndElementHandler = lambda name: handler.end(_short(name))
    parser.CharacterDataHandler = handler.characters
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - positional only
    except _DoctypeError:
        raise raw.refused(
            "tệp khai báo DOCTYPE (cách tạo “bom thực thể” XML), Word không bao giờ làm vậy; "
            "hãy kiểm tra nguồn của tệp",
            "DOCTYPE in a packed document",
        ) from None
    except expat.ExpatError as fault:
        raise raw.refused(
            "nội dung XML bên trong bị hỏng; hãy mở bằng Word hoặc LibreOffice rồi lưu lại",
            f"malformed XML: {fault}",
        ) from None


def _refuse(*_: object) -> None:
    raise _DoctypeError


def _shortened(start: Callable[[str, Attributes], None]) -> Callable[[str, Attributes], None]:
    def call(name: str, attributes: Attributes) -> None:
        start(_short(name), {key.rpartition(" ")[2]: v for key, v in attributes.items()})

    return call


def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    if space.endswith(_WORD):
        return f"w:{local}"
    if space.endswith(_COMPATIBILITY):
        return f"mc:{local}"
    return f"m:{local}" if space.endswith(_MATH) else local
