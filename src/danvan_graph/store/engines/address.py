"""Addresses of stores: a folder, the memory, or a server that speaks SPARQL."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit, urlunsplit

from danvan_graph.errors import InvalidIdentifier

_SERVERS = {"sparql+http": "http", "sparql+https": "https"}
_TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks; never printed, for a password belongs in no log.

    Attributes:
        user: the user's name, empty when there is none.
        password: the password.
        token: a bearer token, used instead of the two others.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Server:
    """A server that speaks SPARQL 1.1.

    Attributes:
        query: where queries go.
        update: where updates go; None takes what is usual beside ``query``.
        data: where whole graphs go (Graph Store Protocol); likewise.
        credentials: who asks.
        timeout: seconds for a whole answer.
    """

    query: str
    update: str | None
    data: str | None
    credentials: Credentials
    timeout: float


def is_server(place: str) -> bool:
    """Returns whether an address is that of a server.

    >>> is_server("sparql+https://kho.example/query"), is_server("var/graph")
    (True, False)
    """
    return place.partition(":")[0].lower() in _SERVERS


def folder_of(place: str) -> Path:
    """Returns the folder that an address without a server names.

    >>> folder_of("oxigraph:///srv/graph").as_posix(), folder_of("var/graph").as_posix()
    ('/srv/graph', 'var/graph')

    Raises:
        InvalidIdentifier: it is an address of another kind.
    """
    scheme, sign, rest = place.partition("://")
    if not sign:
        return Path(place)
    if scheme.lower() != "oxigraph":
        raise _unknown(scheme)
    return Path(unquote(rest))


def read_server(place: str) -> Server:
    """Returns the server that an address names.

    ``sparql+http://user:password@host:port/path?update=/u&data=/d&timeout=30``: everything behind
    the path may be left out. Without a user the environment is asked: ``DANVAN_STORE_TOKEN``, or
    ``DANVAN_STORE_USER`` and ``DANVAN_STORE_PASSWORD``.

    >>> read_server("sparql+http://an:bi-mat@localhost:7878/query?timeout=5")
    Server(query='http://localhost:7878/query', update=None, data=None,
    credentials=Credentials(user='an'), timeout=5.0)

    Args:
        place: the address.

    Raises:
        InvalidIdentifier: the address cannot be read.
    """
    try:
        parts = urlsplit(place)
        wishes = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        timeout = float(wishes.get("timeout", _TIMEOUT))
        root = urlunsplit((_SERVERS[parts.scheme], _host(parts), "", "", ""))
    except (ValueError, KeyError) as error:
        raise _unreadable() from error
    if not parts.hostname or not timeout > 0 or wishes.keys() - {"update", "data", "timeout"}:
        raise _unreadable()
    beside = {name: root + wishes[name] for name in ("update", "data") if name in wishes}
    query = root + (parts.path if parts.path not in {"", "/"} else "/query")
    return Server(query, beside.get("update"), beside.get("data"), _credentials(parts), timeout)


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{parts.port}" if parts.port else host


def _credentials(parts: SplitResult) -> Credentials:
    if parts.username:
        return Credentials(unquote(parts.username), unquote(parts.password or ""))
    token = os.environ.get("DANVAN_STORE_TOKEN", "")
    if token:
        return Credentials(token=token)
    user = os.environ.get("DANVAN_STORE_USER", "")
    return Credentials(user, os.environ.get("DANVAN_STORE_PASSWORD", ""))


def _unreadable() -> InvalidIdentifier:
    # the address itself is not repeated: it may hold a password
    return InvalidIdentifier(
        "Địa chỉ máy chủ không đọc được; hãy viết theo dạng sparql+http://máy:cổng/đường-dẫn, "
        "có thể thêm ?update=/…&data=/…&timeout=giây.",
        "The address of the server cannot be read; write sparql+http://host:port/path.",
    )


def _unknown(scheme: str) -> InvalidIdentifier:
    return InvalidIdentifier(
        f"Không biết loại kho “{scheme[:40]}://”; hãy dùng một thư mục, oxigraph:///thư-mục, memory: "
        "hoặc sparql+http(s)://máy:cổng/đường-dẫn.",
        f"“{scheme[:40]}://” is no known kind of store.",
    )
