"""Work that is assigned in a table: one row a task, with columns for who does it and by when.

Tables reach the flat text as one cell a line, whatever format they came from.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NUMBER = re.compile(r"(?:TT|STT|Số TT|Stt|Tt)\.?$")
_WORK = re.compile(r"(?:Tên |Các )?(?:nội dung|nhiệm vụ|công việc|hoạt động)\b", re.IGNORECASE)
_WHO = re.compile(
    r"(?:cơ quan|đơn vị|bộ phận)(?:[^\n]{0,12}(?:chủ trì|thực hiện|chịu trách nhiệm|phụ trách))?$|chủ trì$|(?:đơn vị|cơ quan) ?/ ?",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-:=\s]{2,}$")
_COUNT = re.compile(r"\d{1,3}\.?$")
_MOST_COLUMNS = 9
_SHORTEST_WORK = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; its place counts characters of the flat text."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row that gives work to somebody.

    Attributes:
        work: what is to be done.
        unit: who is to do it.
        whole: all cells of the row, in order.
    """

    work: Cell
    unit: Cell
    whole: tuple[Cell, ...]


def table_rows(flat: str, start: int, end: int) -> list[Row]:
    """Returns the rows of all tables between two places that name work and who is to do it.

    Args:
        flat: the flat text.
        start: where to begin.
        end: where to end.
    """
    cells = list(_cells(flat, start, end))
    found: list[Row] = []
    at = 0
    while at < len(cells):
        head = _head(cells, at)
        if head is None:
            at += 1
            continue
        columns, work, who = head
        rows, at = _rows(cells, at + columns, columns)
        found += [Row(row[work], row[who], tuple(row)) for row in rows if _tells(row, work, who)]
    return found


def _cells(flat: str, start: int, end: int) -> Iterator[Cell]:
    at = start
    for line in flat[start:end].split("\n"):
        bare = line.strip()
        if bare and not _RULE.match(bare):
            yield Cell(at + line.index(bare), bare)
        at += len(line) + 1


def _head(cells: Sequence[Cell], at: int) -> tuple[int, int, int] | None:
    """Returns how many columns a table that begins here has, and which tell work and who."""
    if not _NUMBER.match(cells[at].text):
        return None
    names = []
    for cell in cells[at : at + _MOST_COLUMNS]:
        if _COUNT.match(cell.text):
            break
        names.append(cell.text)
    work = next((i for i, name in enumerate(names) if _WORK.match(name)), None)
    who = next((i for i, name in enumerate(names) if _WHO.match(name) and i != work), None)
    return (len(names), work, who) if work is not None and who is not None else None


def _rows(cells: Sequence[Cell], at: int, columns: int) -> tuple[list[list[Cell]], int]:
    """Returns the rows from a place on while each begins with the next number, and where they end."""
    rows: list[list[Cell]] = []
    expected = 1
    while at + columns <= len(cells) and cells[at].text.rstrip(".") == str(expected):
        rows.append(list(cells[at : at + columns]))
        at, expected = at + columns, expected + 1
    return rows, max(at, 1)


def _tells(row: Sequence[Cell], work: int, who: int) -> bool:
    return len(row[work].text) >= _SHORTEST_WORK and not row[who].text.isdigit()
