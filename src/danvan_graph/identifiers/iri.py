"""The addresses of everything in the graph, computed from identity under one base."""

import re
from dataclasses import dataclass

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.keys import CENTRE, InstrumentKey, TerritoryKey

_BASE = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)*/"
)


@dataclass(frozen=True, slots=True)
class Namer:
    """Gives each thing its IRI under one base.

    >>> Namer("https://w3id.org/danvan/").instrument(InstrumentKey.parse("vn/2021-11-26/33-ct-ttg"))
    'https://w3id.org/danvan/instrument/vn/2021-11-26/33-ct-ttg'
    """

    base: str

    def __post_init__(self) -> None:
        if _BASE.fullmatch(self.base) is None:
            raise InvalidIdentifier(
                f"“{self.base[:80]}” không dùng làm địa chỉ gốc được; "
                "hãy viết một địa chỉ http(s) kết thúc bằng dấu “/”.",
                f"“{self.base[:80]}” cannot be the base; write an http(s) address ending in “/”.",
            )

    def instrument(self, key: InstrumentKey) -> str:
        """Returns the address of an instrument, collected or only cited."""
        return f"{self.base}instrument/{key}"

    def part(self, key: InstrumentKey, kind: str, name: str) -> str:
        """Returns the address of something inside a document, such as a ``citation`` or ``task``.

        >>> key = InstrumentKey.parse("02/2022-01-07/9-kh-ubnd")
        >>> Namer("https://w3id.org/danvan/").part(key, "section", "III.1.g1")
        'https://w3id.org/danvan/instrument/02/2022-01-07/9-kh-ubnd/section/III.1.g1'
        """
        return f"{self.instrument(key)}/{kind}/{name}"

    def source(self, sha256: str) -> str:
        """Returns the address of a source text, known by its SHA-256."""
        return f"{self.base}source/{sha256[:16]}"

    def territory(self, key: TerritoryKey) -> str:
        """Returns the address of an administrative unit over one span of time."""
        return f"{self.base}territory/{key}"

    def body(self, kind: str, territory: TerritoryKey | None) -> str:
        """Returns the address of a body; ``territory`` is None for the centre."""
        return f"{self.base}body/{territory or CENTRE}/{kind}"

    def change(self, old: str, new: str) -> str:
        """Returns the address of the step from one territory to another (either may be empty)."""
        return f"{self.base}change/{old or 'none'}/{new or 'none'}"

    def person(self, slug: str) -> str:
        """Returns the address of a signatory, known by name only."""
        return f"{self.base}person/{slug}"

    def movement(self, slug: str) -> str:
        """Returns the address of a named movement, campaign or motto."""
        return f"{self.base}movement/{slug}"

    def graph(self, path: str) -> str:
        """Returns the address of a named graph: ``units``, ``inferred``, ``instrument/…``."""
        return f"{self.base}graph/{path}"
