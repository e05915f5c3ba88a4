"""Long lists in steps: opaque cursors that survive a new edition of the graph."""

import base64
import binascii
import json
import string
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring as quoted
from typing import Generic, TypeVar
from urllib.parse import parse_qsl, quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from danvan_graph.errors import InvalidIdentifier

Item = TypeVar("Item")
_PLAIN = "/:@!$&'()*+,;=~"
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_READABLE = frozenset(f"{string.ascii_letters}{string.digits}%+.~/:,_-=&")
"""What may stand in an address as it came."""
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step(Generic[Item]):
    """One step of a list.

    Attributes:
        items: what it shows.
        total: how long the whole list is.
        cursor: where the next step begins, or None at the end.
    """

    items: tuple[Item, ...]
    total: int
    cursor: str | None


def _write(key: Key) -> str:
    raw = f"[{','.join(map(quoted, key))}]".encode("utf-8", "replace")
    return binascii.b2a_base64(raw, newline=False).translate(_URL_SAFE).rstrip(b"=").decode()


def _read(cursor: str) -> Key:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        key = json.loads(raw)
    except (binascii.Error, ValueError) as error:
        raise _bad_cursor(cursor) from error
    if not isinstance(key, list) or not all(isinstance(part, str) for part in key):
        raise _bad_cursor(cursor)
    return tuple(key)


def _bad_cursor(cursor: str) -> InvalidIdentifier:
    return InvalidIdentifier(
        f"Con trỏ “{cursor[:40]}” không dùng được; hãy lấy lại từ trang đầu.",
        f"The cursor “{cursor[:40]}” cannot be read; begin again without it.",
    )


def step(
    items: Sequence[Item], key: Callable[[Item], Key], limit: int, cursor: str | None
) -> Step[Item]:
    """Returns the items after a cursor, in the order of their keys.

    The cursor holds the key of the last item shown, so nothing is repeated or left out when the
    graph changes between two steps.

    Args:
        items: the whole list, in any order.
        key: gives each item its own key.
        limit: the most items to show.
        cursor: as the step before gave it, or None.

    Raises:
        InvalidIdentifier: the cursor was not made by this server.
    """
    return step_of(sorted(items, key=key), key, limit, cursor)


def step_of(
    ordered: Sequence[Item], key: Callable[[Item], Key], limit: int, cursor: str | None
) -> Step[Item]:
    """Returns the items after a cursor of a list that is in the order of its keys already.

    Only the items shown, and a few to find where they begin, are looked at.

    Args:
        ordered: the whole list.
        key: gives each item its own key.
        limit: the most items to show.
        cursor: as the step before gave it, or None.

    Raises:
        InvalidIdentifier: the cursor was not made by this server.
    """
    found = span_of(len(ordered), lambda at: key(ordered[at]), limit, cursor)
    return Step(tuple(ordered[found.begin : found.end]), len(ordered), found.cursor)


@dataclass(frozen=True, slots=True)
class Span:
    """The places of a list that a step shows.

    Attributes:
        begin: the first.
        end: the one after the last.
        cursor: where the next step begins, or None at the end.
    """

    begin: int
    end: int
    cursor: str | None


def span_of(length: int, key: Callable[[int], Key], limit: int, cursor: str | None) -> Span:
    """Returns the places after a cursor of a list that is in the order of its keys.

    Args:
        length: of the list.
        key: gives the key of the item at a place.
        limit: the most items to show.
        cursor: as the step before gave it, or None.

    Raises:
        InvalidIdentifier: the cursor was not made by this server.
    """
    begin = bisect_right(range(length), _read(cursor), key=key) if cursor else 0
    end = min(begin + limit, length)
    return Span(begin, end, _write(key(end - 1)) if end < length else None)


def next_path(request: Request, cursor: str | None, *, name: str = "cursor") -> str | None:
    """Returns the path of the next step of a list, None at its end."""
    if cursor is None:
        return None
    query = request.scope["query_string"].decode("latin-1")
    parts = [part.partition("=") for part in query.split("&") if part]
    if query and _READABLE.issuperset(query) and not any("%" in part[0] for part in parts):
        kept = ["".join(part) for part in parts if part[0] != name]
        following = "&".join([*kept, f"{name}={cursor}"])
    else:
        pairs = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != name]
        following = urlencode([*pairs, (name, cursor)])
    return f"{quote(request.scope['path'], safe=_PLAIN)}?{following}"


def link_header(following: str | None) -> dict[str, str]:
    """Returns the header that tells the next step, where there is one."""
    return {"Link": f'<{following}>; rel="next"'} if following else {}


def next_link(
    request: Request, response: Response, cursor: str | None, *, name: str = "cursor"
) -> str | None:
    """Returns the path of the next step, told in the ``Link`` header as well."""
    following = next_path(request, cursor, name=name)
    response.headers.update(link_header(following))
    return following
