"""The path of the next step holds the parameters of this one, and nothing that an address may not."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.requests import Request

from danvan_graph.web.paging import Span, next_path, span_of

PLAIN = re.compile(r"[!-;=?-~]+")
"""What an address is written with, without ``<`` and ``>``: it stands between them in a header."""
QUERIES = st.text(st.characters(min_codepoint=33, max_codepoint=255, exclude_characters="#"))


def asked(query: str) -> Request:
    """Returns a request with a query."""
    return Request(
        {"type": "http", "path": "/api/v1/plans", "query_string": query.encode("latin-1")}
    )


@example("cites=33/CT-TTg&limit=1")
@example("cites=33%2FCT-TTg&cursor=cu&limit=1&")
@example("%63ursor=cu&a=%0d%0aX")
@example('a="><script>&b=é')
@example("")
@given(QUERIES)
def test_next(query: str) -> None:
    """The next step asks for the same, but for the cursor, and can stand in a header."""
    path = next_path(asked(query), "Ab-_9")
    assert path is not None
    assert PLAIN.fullmatch(path)
    wanted = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "cursor"]
    read = parse_qsl(urlsplit(path).query, keep_blank_values=True)
    assert read == [*wanted, ("cursor", "Ab-_9")]


@given(st.lists(st.tuples(st.text(), st.text()), min_size=2, unique=True), st.integers(1, 5))
def test_cursors(keys: list[tuple[str, str]], limit: int) -> None:
    """A cursor leads to the item behind the one that it was made of, whatever its key holds."""
    keys.sort()
    seen: list[tuple[str, str]] = []
    cursor, span = None, Span(0, 0, "")
    while span.cursor is not None:
        span = span_of(len(keys), lambda at: keys[at], limit, cursor)
        seen += keys[span.begin : span.end]
        cursor = span.cursor
    assert seen == keys


@pytest.mark.parametrize("query", ["cites=a&cursor=x", "cursor=x&cites=a"])
def test_a_cursor_is_put_last(query: str) -> None:
    """The cursor before goes."""
    assert next_path(asked(query), "y") == "/api/v1/plans?cites=a&cursor=y"
