"""Deadlines in cells of tables, and behind labels: the words for a time with nothing around them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.parse.deadlines.due import FoundDuty, kind_of
from danvan_graph.parse.deadlines.recurrences import periods
from danvan_graph.parse.deadlines.task_times import find_regular
from danvan_graph.parse.deadlines.times import find_times
from danvan_graph.parse.deadlines.when import When
from danvan_graph.parse.sureness import DutyRule
from danvan_graph.parse.work.labelled import Labelled
from danvan_graph.parse.work.task_table import Cell, Row, Table

_IN = "trong "
"""A cell names its time without the word that sets a limit."""
_CELL = re.compile(
    r"(?:trước|trong|chậm nhất|xong|hết|đến|từ)?\s*(?:ngày\s+)?(?:(?:quý|tháng)\s+[\divx]{1,3}\s*(?:-|,|và|đến)\s*)?"
    r"(?P<last>(?:quý\s+)?(?:iv|i{1,3})|(?:tháng\s+)\d{1,2}|\d{1,2}\s?/\s?\d{1,2})"
)
"""A cell that names a time and leaves out the year: "Quý II", "Tháng 5", "Chậm nhất 31/7"."""
_MONTHS = re.compile(
    r"(?P<list>tháng\s+\d{1,2}(?:\s*(?:,|;|và)\s*(?:tháng\s+)?\d{1,2})+)(?:(?:\s?/\s?|\s+năm\s+)(?P<year>\d{4}))?",
    re.IGNORECASE,
)
"""A cell that lists months: "Tháng 4, tháng 7, tháng 10"."""
_YEARLY = re.compile(r"(?:hằng|hàng|mỗi)\s+năm", re.IGNORECASE)
_OFTEN = re.compile(r"(?:hằng|hàng|mỗi)\s+(?:tuần|tháng|quý|năm)", re.IGNORECASE)
"""A cell that says no more than how often."""
_FROM_TO = re.compile(r"từ\s[^;\n]{3,20}?\sđến\s+(?:hết\s+)?(?P<last>\S[^;\n]*)", re.IGNORECASE)
"""A cell with a span of time; the last day counts: "Từ 10/11 đến 18/11/2026"."""
_SPAN = re.compile(
    r"(?P<kind>tháng|quý)\s+[\divx]{1,3}(?:\s*(?:-|,|và|đến)\s*(?:(?:tháng|quý)\s+)?[\divx]{1,3})*?"
    r"\s*(?:-|,|và|đến)\s*(?:(?:tháng|quý)\s+)?(?P<last>[\divx]{1,3}(?:\s?/\s?|\s+năm\s+)\d{4})"
)
"""A cell that names several months or quarters; the last one counts: "Tháng 5 - 8/2026"."""


def tabled_duties(found: Iterable[Table], year: int | None = None) -> list[FoundDuty]:
    """Returns the deadlines that the rows of tables set for the work they assign.

    Args:
        found: the tables.
        year: the year a plan is for, to which a cell without year belongs.
    """
    return [duty for table in found for row in table.rows for duty in _of_row(row, year)]


def labelled_duties(found: Iterable[Labelled], year: int | None = None) -> list[FoundDuty]:
    """Returns the deadlines behind the label "Thời gian hoàn thành:"; arguments as for tables."""
    duties = []
    for each in (each for each in found if each.when):
        cell = Cell(each.when.start, each.when.text) if each.when else Cell(0, "")
        row = Row(Cell(each.work.start, each.work.text), Cell(each.unit.start, each.unit.text), ())
        duties += [of_cell(cell, when, row, "label") for when in cell_times(cell.text, year)]
    return duties


def _of_row(row: Row, year: int | None) -> Iterator[FoundDuty]:
    for cell in row.whole:
        if cell not in (row.work, row.unit):
            times = _months(cell.text, year) or cell_times(cell.text, year)[:1]
            yield from (of_cell(cell, when, row, "cell") for when in times)


def _months(words: str, year: int | None) -> list[When]:
    """Returns the months a cell lists, each of which sets a day; months in a row are one time."""
    listed = _MONTHS.fullmatch(words.strip(" ."))
    if listed is None:
        return []
    months = [(int(m.group()), m.span()) for m in re.finditer(r"\d{1,2}(?!\d)", listed["list"])]
    told = int(listed["year"]) if listed["year"] else year
    if told is None or all(later[0] - former[0] == 1 for former, later in pairwise(months)):
        return []
    by = len(_IN) + len(words) - len(words.lstrip(" ."))
    return [
        When(by + start, by + end, DocumentDate(told, month), None, ())
        for month, (start, end) in months
        if 1 <= month <= 12
    ]


def cell_times(words: str, year: int | None) -> list[When]:
    """Returns the times a cell names; one without year falls into the year of the plan."""
    bare = words.strip(" .")
    if over := _FROM_TO.fullmatch(bare):
        last = cell_times(over["last"], year)
        return [replace(last[0], start=len(_IN), end=len(_IN) + len(bare))] if last else []
    if _OFTEN.fullmatch(bare):
        return [When(len(_IN), len(_IN) + len(bare), None, periods(bare), ())]
    times = find_times(f"{_IN}{words.lower()}") or find_regular(f"{_IN}{words}")
    if span := _SPAN.fullmatch(words.lower().strip(" .")):
        found = find_times(f"{_IN}{span['kind']} {span['last']}")
        return (
            [When(len(_IN), len(_IN) + len(words.strip(" .")), found[0].due, None, ())]
            if found
            else []
        )
    if year is None or (times and times[0].due):
        return times
    part = _CELL.fullmatch(bare.lower())
    if part is None:
        return times if _YEARLY.search(words) else [time.on(year) or time for time in times]
    due = find_times(f"{_IN}{part['last']}/{year}")
    end = len(_IN) + len(bare)
    return [When(len(_IN), end, due[0].due, None, ())] if due else times


def of_cell(cell: Cell, when: When, row: Row, rule: DutyRule) -> FoundDuty:
    """Returns the duty that a time sets for the work of a row.

    Args:
        cell: where the words for the time stand.
        when: the time, counted from the start of the words with the limit put before them.
        row: what is to be done, and by whom.
        rule: a name of :data:`danvan_graph.parse.sureness.DUTIES`.
    """
    return FoundDuty(
        start=cell.start + max(0, when.start - len(_IN)),
        end=cell.start + when.end - len(_IN),
        kind=kind_of(row.work.text),
        due=when.due,
        recurrence=when.recurrence,
        anchors=when.anchors,
        unit=row.unit.text or None,
        rule=rule,
    )
