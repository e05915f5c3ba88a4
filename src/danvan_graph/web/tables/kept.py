"""Long tables as files: CSV is sent while it is read, a portion at a time."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from starlette.responses import Response, StreamingResponse

from danvan_graph.web.tables.table import (
    BYTE_ORDER_MARK,
    Table,
    as_file,
    as_json,
    csv_headers,
    csv_rows,
)

Item = TypeVar("Item")

_AT_ONCE = 200


def as_kept(
    items: Sequence[Item], table: Callable[[Sequence[Item]], Table], suffix: str
) -> Response:
    """Returns the answer that gives all items as a file or as JSON.

    Args:
        items: what the rows are read from, in their order.
        table: reads the rows of some items.
        suffix: ``csv``, ``xlsx`` or ``json``.
    """
    if suffix == "csv":
        headers = csv_headers(table(()).name)
        return StreamingResponse(_portions(items, table), headers=headers)
    return as_json(table(items)) if suffix == "json" else as_file(table(items), suffix)


def _portions(items: Sequence[Item], table: Callable[[Sequence[Item]], Table]) -> Iterator[bytes]:
    yield BYTE_ORDER_MARK + csv_rows([table(()).columns])
    for begin in range(0, len(items), _AT_ONCE):
        yield csv_rows(table(items[begin : begin + _AT_ONCE]).rows)
