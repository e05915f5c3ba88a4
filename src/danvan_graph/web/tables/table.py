"""A table to take away, and the files it becomes."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

import xlsxwriter
from starlette.responses import JSONResponse, RedirectResponse, Response

Cell = str | int | float | None
Suffix = Literal["csv", "xlsx", "json"]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_CELL = 32_767
_MEASURED = 200


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns.

    Attributes:
        name: what the file is called, in ASCII and without its ending.
        columns: the heads, in Vietnamese.
        rows: as many cells in each as there are columns.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def defused(cell: Cell) -> Cell:
    """Returns the cell so that no spreadsheet takes it for a formula (OWASP, CSV injection).

    >>> defused("=1+1"), defused("-5"), defused("Kế hoạch"), defused(-5)
    ("'=1+1", "'-5", 'Kế hoạch', -5)
    """
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def csv_rows(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Returns rows as CSV (RFC 4180) in UTF-8, no cell a formula."""
    held = io.StringIO()
    csv.writer(held).writerows([defused(cell) for cell in row] for row in rows)
    return held.getvalue().encode()


def to_csv(table: Table) -> bytes:
    """Returns the table as CSV in UTF-8 with the mark by which Excel knows it."""
    return BYTE_ORDER_MARK + csv_rows([table.columns, *table.rows])


def to_xlsx(table: Table) -> bytes:
    """Returns the table as a workbook; text stays text, whatever it begins with."""
    held = io.BytesIO()
    kept_plain = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(held, kept_plain) as book:
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        sheet.write_row(0, 0, table.columns, head)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        for at, width in enumerate(_widths(table)):
            sheet.set_column(at, at, width)
        for line, row in enumerate(table.rows, start=1):
            for at, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, at, cell[:_LONGEST_CELL])
                elif cell is not None:
                    sheet.write_number(line, at, cell)
    return held.getvalue()


def _widths(table: Table) -> Iterable[int]:
    sample: Sequence[tuple[Cell, ...]] = (table.columns, *table.rows[:_MEASURED])
    for column in zip(*sample, strict=True):
        longest = max(len("" if cell is None else str(cell)) for cell in column)
        yield min(_WIDEST, longest + 2)


def as_file(table: Table, suffix: str) -> Response:
    """Returns the answer that gives the table as a file to keep.

    Args:
        table: what it holds.
        suffix: ``csv`` or ``xlsx``.
    """
    if suffix != "xlsx":
        return Response(to_csv(table), headers=csv_headers(table.name))
    headers = {"Content-Disposition": f'attachment; filename="{table.name}.{suffix}"'}
    return Response(to_xlsx(table), media_type=_XLSX, headers=headers)


def csv_headers(name: str) -> dict[str, str]:
    """Returns the headers of a CSV file of a name."""
    return {
        "Content-Type": "text/csv; charset=utf-8; header=present",
        "Content-Disposition": f'attachment; filename="{name}.csv"',
    }


def to_api(path: str, asked: Mapping[str, str]) -> Response:
    """Returns the answer that leads to the API with what was asked; empty fields are left out."""
    query = urlencode({name: value for name, value in asked.items() if value})
    return RedirectResponse(f"{path}?{query}" if query else path, 303)


def as_json(table: Table) -> Response:
    """Returns the table as a list of rows by column, for what the API has no list of."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return JSONResponse({"name": table.name, "total": len(rows), "items": rows})
