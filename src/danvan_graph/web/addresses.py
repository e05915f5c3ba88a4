"""Where on this server the things of the graph are shown, whatever base their addresses have."""

from dataclasses import dataclass
from urllib.parse import quote

from danvan_graph.vocabulary import DEFAULT_BASE

_SAFE = "/:@!$&'()*+,;=~-._"
_FIXED = ("ontology", "concept/")
_PAGES = {"instrument/": "/van-ban/", "territory/": "/don-vi/", "body/": "/don-vi/"}
_PARTS_BEGIN = 3


@dataclass(frozen=True, slots=True)
class Addresses:
    """Translates between the addresses of the graph and paths of this server.

    Attributes:
        base: the base of the graph's addresses; the ontology keeps its own.

    >>> here = Addresses("https://example.vn/g/")
    >>> here.local("https://example.vn/g/territory/294/open")
    '/territory/294/open'
    >>> here.page("https://example.vn/g/instrument/vn/2021-11-26/33-ct-ttg")
    '/van-ban/vn/2021-11-26/33-ct-ttg'
    >>> here.iri("concept/cap/tinh")
    'https://w3id.org/danvan/concept/cap/tinh'
    """

    base: str

    def path(self, iri: str) -> str | None:
        """Returns the path of an address below its base, or None for a foreign address."""
        if iri.startswith(self.base):
            return iri[len(self.base) :]
        rest = iri.removeprefix(DEFAULT_BASE)
        return rest if rest != iri and rest.startswith(_FIXED) else None

    def local(self, iri: str) -> str | None:
        """Returns where this server tells everything about the thing, or None when foreign."""
        path = self.path(iri)
        if path is None:
            return None
        before, sign, fragment = path.partition("#")
        return f"/{quote(before, safe=_SAFE)}{sign}{quote(fragment, safe=_SAFE)}"

    def page(self, iri: str) -> str | None:
        """Returns the page made for people where there is one, else the same as :meth:`local`."""
        path = self.path(iri) or ""
        for begin, page in _PAGES.items():
            rest = path.removeprefix(begin)
            whole = begin != "instrument/" or len(rest.split("/")) == _PARTS_BEGIN
            if rest != path and whole:
                return page + quote(rest, safe=_SAFE)
        return self.local(iri)

    def iri(self, path: str) -> str:
        """Returns the address in the graph of what a path of this server shows."""
        base = DEFAULT_BASE if path.startswith(_FIXED) else self.base
        return base + path

    def instrument(self, key: str) -> str:
        """Returns the address of an instrument from its key."""
        return f"{self.base}instrument/{key}"

    def unit(self, path: str) -> str:
        """Returns the address of the unit that the rest of a ``/don-vi/`` path names.

        Two parts name a territory and three a body; ``vn/…`` is a body of the centre.
        """
        parts = path.split("/")
        is_body = len(parts) > 2 or parts[0] == "vn"
        return f"{self.base}{'body' if is_body else 'territory'}/{path}"
