"""Whole lists as JSON Lines or CSV, sent piece by piece while they are made."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from danvan_graph.web.answers.written import CSV, JSON, LINES
from danvan_graph.web.tables.table import BYTE_ORDER_MARK, Table, csv_rows
from danvan_graph.web.wire.negotiation import choose

Item = TypeVar("Item")

_AT_ONCE = 200
STREAMS: dict[str, Any] = {
    LINES: {"schema": {"type": "string"}, "example": '{"iri": "…"}\n{"iri": "…"}\n'},
    CSV: {"schema": {"type": "string"}},
}
"""What OpenAPI tells of the other forms of a list."""


def as_stream(
    request: Request,
    items: Sequence[Item],
    line: Callable[[Item], BaseModel],
    table: Callable[[Sequence[Item]], Table],
) -> Response | None:
    """Returns the whole list in the form asked for, None where a page of JSON is wanted.

    Args:
        request: its ``Accept`` decides.
        items: the whole list in its order.
        line: makes of each item what the JSON of a page holds of it.
        table: makes of some items a table.
    """
    form = choose(request.headers.get("accept"), (JSON, LINES, CSV))
    if form == LINES:
        return StreamingResponse(_lines(items, line), media_type=LINES)
    if form == CSV:
        headers = {"Content-Disposition": f'attachment; filename="{table(()).name}.csv"'}
        media = f"{CSV}; charset=utf-8; header=present"
        return StreamingResponse(_rows(items, table), media_type=media, headers=headers)
    return None


def _portions(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for begin in range(0, len(items), _AT_ONCE):
        yield items[begin : begin + _AT_ONCE]


def _lines(items: Sequence[Item], line: Callable[[Item], BaseModel]) -> Iterator[bytes]:
    for some in _portions(items):
        yield b"".join(line(item).model_dump_json().encode() + b"\n" for item in some)


def _rows(items: Sequence[Item], table: Callable[[Sequence[Item]], Table]) -> Iterator[bytes]:
    yield BYTE_ORDER_MARK + csv_rows([table(()).columns])
    for some in _portions(items):
        yield csv_rows(table(some).rows)
