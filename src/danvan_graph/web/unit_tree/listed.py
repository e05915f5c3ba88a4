"""The rows of the tree to take away."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from danvan_graph.cascade import words
from danvan_graph.web.publication import Edition
from danvan_graph.web.tables.table import Cell, Table
from danvan_graph.web.unit_tree.branch import Row
from danvan_graph.web.unit_tree.tree import STATES, UnitTree
from danvan_graph.web.unit_tree.unit_map import LEVELS

_COLUMNS = (
    "Bậc",
    "Đơn vị",
    "Văn bản triển khai",
    "Ngày ban hành",
    "Trạng thái",
    "Được yêu cầu",
    "Hạn",
    "Số ngày sau bước trên",
    "Số văn bản khác",
    "Ghi chú",
    "Địa chỉ",
)


def as_table(edition: Edition, rows: Iterable[Row]) -> Table:
    """Returns the table of rows, parents before children."""
    return Table("cay-trien-khai", _COLUMNS, tuple(_cells(edition, row) for row in rows))


def _cells(edition: Edition, row: Row) -> tuple[Cell, ...]:
    order = row.standing.order
    return (
        row.depth - 1,
        words.clean(row.name),
        row.plan.label if row.plan else None,
        row.plan.date if row.plan else None,
        STATES[row.standing.state],
        None if order is None else "theo văn bản" if order.stated else "suy từ tên gọi",
        order.due if order else None,
        row.days,
        row.others,
        "; ".join(remarks(edition, row)) or None,
        row.plan.iri if row.plan else row.iri,
    )


def remarks(edition: Edition, row: Row) -> list[str]:
    """Returns what has to be said of a row beside its facts, one clause each."""
    said = [words.NO_SUPERIOR] if row.broken else []
    said += [f"cũng thực hiện {words.clean(edition.label(iri))}" for iri in row.also]
    if row.became:
        said.append(f"nay là {'; '.join(edition.label(iri) for iri in row.became)}")
    return said


def as_records(edition: Edition, tree: UnitTree, rows: Sequence[Row]) -> dict[str, object]:
    """Returns the tree for programs: totals, and the rows in order."""
    table = as_table(edition, rows)
    return {
        "root": tree.answers.root.iri,
        "map": tree.units.day.isoformat(),
        "totals": [asdict(total) for total in tree.totals()],
        "not_on_this_map": tree.elsewhere(),
        "items": [
            {
                "unit": row.iri,
                "level": row.depth - 1,
                "name": row.name,
                "state": row.standing.state,
                "instrument": row.plan.iri if row.plan else None,
                "issued": row.plan.date if row.plan else None,
                "due": row.standing.order.due or None if row.standing.order else None,
                "days": row.days,
                "remarks": cells[-2],
                "below": {level: row.counts[level] for level in LEVELS if level in row.counts}
                if row.counts
                else {},
            }
            for row, cells in zip(rows, table.rows, strict=True)
        ],
    }
