"""The tree as it is shown, as a Word file: the totals, then one line for each row."""

from collections.abc import Sequence

from danvan_graph.cascade import words
from danvan_graph.web import wording
from danvan_graph.web.files.word_file import add_table, empty_file, to_bytes
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.due import today
from danvan_graph.web.unit_tree.branch import Row
from danvan_graph.web.unit_tree.tree import STATES, UnitTree

MOST_ROWS = 1_000
_LEVELS = {"tinh": "Tỉnh", "huyen": "Huyện", "xa": "Xã"}


def as_word(edition: Edition, tree: UnitTree, rows: Sequence[Row]) -> bytes:
    """Returns the rows as a Word file on A4; beyond the first thousand it says how many are left."""
    root = tree.answers.root
    year = f"năm {tree.year}, " if tree.year else ""
    map_day = wording.day(tree.units.day.isoformat())
    made = empty_file(
        f"CÂY TRIỂN KHAI\n{words.clean(root.label)}",
        f"({year}bản đồ hành chính ngày {map_day})",
        invented=edition.synthetic,
    )
    made.add_paragraph(
        f"Lập ngày {wording.day(today().isoformat())} từ bản đồ thị {edition.name}. "
        f"“{wording.NOT_SEEN}” nghĩa là bộ sưu tập chưa có, không có nghĩa là chưa ban hành."
    )
    add_table(made, ("Cấp", "Đơn vị", "Đã có", "Ban hành muộn", "Quá hạn"), _totals(tree))
    made.add_paragraph()
    heads = ("Đơn vị", "Văn bản triển khai", "Trạng thái", "Cấp dưới đã có")
    shown = rows[:MOST_ROWS]
    steps = [row.depth - 1 for row in shown]
    add_table(made, heads, (_row(edition, row) for row in shown), (5.2, 5.6, 2.9, 2.8), steps)
    if len(rows) > len(shown):
        left = wording.number(len(rows) - len(shown))
        made.add_paragraph(f"Còn {left} hàng không in ở đây; tải CSV hoặc XLSX để có đủ.")
    return to_bytes(made)


def _totals(tree: UnitTree) -> list[tuple[str, ...]]:
    return [
        (_LEVELS[t.level], *(wording.number(n) for n in (t.units, t.answered, t.late, t.overdue)))
        for t in tree.totals()
    ]


def _row(edition: Edition, row: Row) -> tuple[str, ...]:
    below = (f"{_LEVELS[level].lower()} {wording.number(a)}/{wording.number(n)}"
             for level, (a, n) in (row.counts or {}).items())  # fmt: skip
    state = STATES[row.standing.state]
    late = f" ({wording.number(row.standing.late)} ngày)" if row.standing.late else ""
    return words.short(row.name), _plan(edition, row), state + late, "; ".join(below)


def _plan(edition: Edition, row: Row) -> str:
    if row.plan is None:
        now = "; ".join(edition.label(iri) for iri in row.became)
        return f"nay là {now}" if now else "–"
    said = [row.plan.label, words.days_words(row.days) if row.depth > 1 else ""]
    said += [f"còn {wording.number(row.others)} văn bản khác"] if row.others else []
    said += [f"cũng thực hiện {wording.number(len(row.also))} văn bản"] if row.also else []
    said += [words.NO_SUPERIOR] if row.broken else []
    return "; ".join(part for part in said if part)
