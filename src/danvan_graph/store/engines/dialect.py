"""What differs from one SPARQL server to another."""

import re
from dataclasses import dataclass

from danvan_graph.store.engines.address import Server
from danvan_graph.store.engines.copied import UNION

_TEMPLATE = re.compile(r"\bCONSTRUCT\s*\{[^{}]*\}\s*(?:WHERE)?\s*\{", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """The ways of one server.

    Attributes:
        update: where updates go.
        data: where whole graphs go (Graph Store Protocol).
        union: the named graph that stands for the default graph, where the server has none.
        cuts_unsaid: whether a CONSTRUCT is cut at a number of rows without a word.
    """

    update: str
    data: str
    union: str | None = None
    cuts_unsaid: bool = False


def dialect_of(server: Server, banner: str) -> Dialect:
    """Returns the dialect of a server by how it names itself in its answers.

    Args:
        server: the server; places it names are taken as they are.
        banner: the header ``Server`` of its answers.

    >>> from danvan_graph.store.engines.address import read_server
    >>> found = dialect_of(read_server("sparql+http://localhost:8890/sparql"), "Virtuoso/07.20")
    >>> found.update, found.data
    ('http://localhost:8890/sparql-auth', 'http://localhost:8890/sparql-graph-crud-auth')
    """
    virtuoso = banner.lower().startswith("virtuoso")
    update, data = ("sparql-auth", "sparql-graph-crud-auth") if virtuoso else ("update", "store")
    return Dialect(
        server.update or _beside(server.query, update),
        server.data or _beside(server.query, data),
        union=UNION if virtuoso else None,
        cuts_unsaid=virtuoso,
    )


def _beside(url: str, name: str) -> str:
    return url.rpartition("/")[0] + "/" + name


def counting(construct: str) -> str:
    """Returns the SELECT that counts the solutions of a CONSTRUCT.

    >>> counting("PREFIX x: <urn:x> CONSTRUCT { ?a x:b ?c } WHERE { ?c x:d ?a }")
    'PREFIX x: <urn:x> SELECT (COUNT(*) AS ?n) WHERE { ?c x:d ?a }'

    Args:
        construct: a query of the project itself, with a template and no solution modifiers.

    Raises:
        ValueError: it is none.
    """
    found, times = _TEMPLATE.subn("SELECT (COUNT(*) AS ?n) WHERE {", construct, count=1)
    if not times:
        raise ValueError(construct)
    return found
