"""Work that is assigned in a table: one row a task, with columns for who does it and by when.

Tables reach the flat text as one cell a line, whatever format they came from.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from danvan_graph.parse.words.units import names_a_unit

_NUMBERS = frozenset({"TT", "STT", "Số TT", "Stt", "Tt"})
"""What the column of numbers is called."""
_WORK = re.compile(
    r"(?:Tên |Các )?(?:nội dung|nhiệm vụ|công việc|hoạt động|việc|phần việc|đầu việc)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"(?:cơ quan|đơn vị|bộ phận)(?:[^\n]{0,12}(?:chủ trì|thực hiện|chịu trách nhiệm|phụ trách))?$|(?:chủ trì|người (?:thực hiện|phụ trách)|tổ chức (?:đảng|thực hiện)|tập thể|phụ trách|đầu mối)$|(?:đơn vị|cơ quan) ?/ ?",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-:=\s]{2,}$")
_COUNT = re.compile(r"\d{1,3}\.?$")
_MOST_COLUMNS = 9
_SHORTEST_WORK = 8
_FEWEST_COLUMNS = 2
_HEADING = 2
_GOES_ON = re.compile(
    r"(?:\d{1,2}|[IVX]{1,5}|[A-H])\s?[.)/\-]\s*[^\W\d]|Nơi\s+nhận|Điều \d|Trên đây|Ghi chú"
)


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


@dataclass(frozen=True, slots=True)
class Table:
    """A table that assigns work; its place counts characters of the flat text, the head included."""

    start: int
    end: int
    rows: tuple[Row, ...]


def tables(flat: str, start: int, end: int) -> list[Table]:
    """Returns the tables between two places whose rows name work and who is to do it.

    Args:
        flat: the flat text.
        start: where to begin.
        end: where to end.
    """
    cells, ruled = _cells(flat, start, end)
    found: list[Table] = []
    at = 0
    while at < len(cells):
        head = _head(cells, at)
        if head is None:
            table = _unnumbered(cells, at, ruled.get(at, 0))
            if table:
                found.append(table)
            at += max(1, sum(len(row.whole) for row in table.rows) if table else 1)
            continue
        columns, work, who = head
        rows, after = _rows(cells, at + columns, columns)
        told = tuple(row for each in rows if (row := _told(each, columns, work, who)))
        last = cells[after - 1]
        found.append(Table(cells[at].start, last.start + len(last.text), told))
        at = after
    return found


def _cells(flat: str, start: int, end: int) -> tuple[list[Cell], dict[int, int]]:
    """Returns the cells, and how many rules stand before a cell, by its index."""
    cells: list[Cell] = []
    ruled: Counter[int] = Counter()
    at = start
    for line in flat[start:end].split("\n"):
        bare = line.strip()
        if bare and bare[0] in "-:=" and _RULE.match(bare):
            ruled[len(cells)] += 1
        elif bare:
            cells.append(Cell(at + line.index(bare), bare))
        at += len(line) + 1
    return cells, ruled


def _unnumbered(cells: Sequence[Cell], at: int, columns: int) -> Table | None:
    """Returns the table whose rows begin at a cell, below a head that rules close off."""
    if columns < _FEWEST_COLUMNS or at < columns:
        return None
    names = [cell.text for cell in cells[at - columns : at]]
    work = next((i for i, name in enumerate(names) if _WORK.match(name)), None)
    who = next((i for i, name in enumerate(names) if _WHO.match(name) and i != work), None)
    if work is None or who is None:
        return None
    rows: list[Row] = []
    while at + columns <= len(cells) and names_a_unit(cells[at + who].text):
        row = cells[at : at + columns]
        rows.append(Row(row[work], row[who], tuple(row)))
        at += columns
    if not rows:
        return None
    first = cells[at - columns * (len(rows) + 1)]
    return Table(first.start, cells[at - 1].start + len(cells[at - 1].text), tuple(rows))


def _head(cells: Sequence[Cell], at: int) -> tuple[int, int, int] | None:
    """Returns how many columns a table that begins here has, and which tell work and who."""
    if cells[at].text.removesuffix(".") not in _NUMBERS:
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
    """Returns the rows from a place on while each begins with the next number, and where they end.

    Rows of a heading ("I | Nhóm thứ nhất") stand between others; an empty cell leaves no trace.
    """
    starts: list[int] = []
    while (found := _numbered(cells, at, columns, len(starts) + 1)) is not None:
        starts.append(found)
        at = found + 1
    rows = [list(cells[a:b][:columns]) for a, b in itertools.pairwise(starts)]
    if starts:
        last = list(_last_row(cells[starts[-1] : starts[-1] + columns]))
        rows.append(last)
        at = starts[-1] + len(last)
    return rows, max(at, 1)


def _numbered(cells: Sequence[Cell], at: int, columns: int, number: int) -> int | None:
    """Returns where the row of a number begins, at most one row further on."""
    near = range(at, min(len(cells), at + columns + _HEADING))
    return next((i for i in near if cells[i].text.rstrip(".") == str(number)), None)


def _last_row(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Yields the cells of the last row, up to where the running text goes on."""
    for index, cell in enumerate(cells):
        if index and _GOES_ON.match(cell.text):
            return
        yield cell


def _told(row: Sequence[Cell], columns: int, work: int, who: int) -> Row | None:
    """Returns what a row tells whom to do; with a cell missing, whom is told by the words."""
    if len(row) <= work or len(row[work].text) < _SHORTEST_WORK:
        return None
    unit: Cell | None = row[who] if len(row) == columns else None
    if unit is None:
        unit = next((c for c in row[work + 1 :] if names_a_unit(c.text)), None)
    if unit is None or unit.text.isdigit():
        return None
    return Row(row[work], unit, tuple(row))
