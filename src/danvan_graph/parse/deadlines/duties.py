"""Deadlines and reporting duties: what falls due, when, how often, to whom and through whom."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from danvan_graph.identifiers.letters import UPPER
from danvan_graph.parse.deadlines.due import FoundDuty, kind_of
from danvan_graph.parse.deadlines.due_cells import cell_times, of_cell
from danvan_graph.parse.deadlines.listed_days import listed, named_period, of_days, with_more_days
from danvan_graph.parse.deadlines.recurrences import find_periods, periods
from danvan_graph.parse.deadlines.reports import receiver, reports_besides, undated_report
from danvan_graph.parse.deadlines.signs import Signs
from danvan_graph.parse.deadlines.spans import find_spans
from danvan_graph.parse.deadlines.task_times import (
    Frame,
    find_habits,
    find_loose,
    find_regular,
    may_be_loose,
)
from danvan_graph.parse.deadlines.times import find_times
from danvan_graph.parse.deadlines.when import When
from danvan_graph.parse.layout.lines import is_capital
from danvan_graph.parse.sureness import DutyRule
from danvan_graph.parse.work.paragraphs import Paragraph, paragraphs_of
from danvan_graph.parse.work.task_table import Cell, Row, Table
from danvan_graph.parse.work.tasks import FoundTask

_SENTENCE = re.compile(rf"[.;]\s+(?=[{UPPER}])|;\s+|/\.")
_TWO = 2
_SHORTEST = 6  # characters of "dịp 2/9" and less
_DAYS = re.compile(r"\d\s?[/\-.]\s?\d{1,2}(?!\d)|(?:[Tt]háng|[Qq]uý|[Nn]ăm)\s+[\dIViv]")
"""What most days, months and quarters have; a date of three figures counts once."""
_CALENDAR = re.compile(
    r"\s*(?:[-+•*]|\d{1,2}[.)]|[a-zđ]\))?\s*(?P<time>(?:Trước|Trong|Chậm nhất|Xong trước|Ngày|Tháng|Quý)\s[^:;.\n]{1,24}):\s"
)
"""A line of a timetable: "- Trước 15/3: Mặt trận huyện đăng ký mô hình"."""
_STAGE = re.compile(
    r"[^:(]{0,20}(?:Bước|Đợt|Giai đoạn|Vòng)\s+(?:\d{1,2}|[IVX]{1,4}|một|hai|ba)(?!\w)[^\n]{0,120}?"
    r"(?P<span>từ\s+(?:ngày\s+)?\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?\s+đến\s+(?:hết\s+)?(?P<last>(?:ngày\s+)?\d{1,2}\s?/\s?\d{1,2}\s?/\s?\d{4}))"
)
"""A step of the work that takes a span of days: its last day is when it must be done."""
_DAY_ALONE = re.compile(r"\s*(?:[Nn]gày\s+)?(?P<day>\d{1,2}\s?/\s?\d{1,2}\s?/\s?20\d\d)\s*")
"""A cell of a timetable that holds nothing but a day."""
_NOBODYS = frozenset({"event", "P1W", "P1D"})
"""Where nobody is told to do it, such a time only tells what happens: "tiếp dân vào thứ Năm hằng tuần"."""


def _sentences(line: Paragraph) -> Iterator[Paragraph]:
    """Yields the sentences of a paragraph that are long enough to set anything, its number left out."""
    at = 0
    for match in _SENTENCE.finditer(line.text):
        if match.start() - at >= _SHORTEST:
            yield Paragraph(line.start + at, line.text[at : match.start()])
        at = match.end()
    if len(line.text) - at >= _SHORTEST:
        yield Paragraph(line.start + at, line.text[at:])


def _begins(sentence: Paragraph, when: When, before: int) -> int:
    """Returns where the words of a time begin, the period they are the days of included."""
    near = [
        start
        for start, end in find_periods(sentence.text[: when.start])
        if start >= before and when.start - end <= 40
    ]
    return min(near, default=when.start)


def _timed(
    sentence: Paragraph, unit: str | None, found: list[When], year: int | None
) -> Iterator[FoundDuty]:
    """Yields what the times of a sentence set."""
    times = listed(sentence.text, found, year)
    kind = kind_of(sentence.text)
    to, through = receiver(sentence.text)
    last = 0
    for first in times:
        if first.start < last:
            continue
        when = with_more_days(sentence.text, first)
        start = _begins(sentence, when, last) if len(when.anchors) > 1 else when.start
        words = sentence.text[start : when.start]
        recurrence = of_days(when, words)
        if when.recurrence == "P1Y" and len(when.anchors) == 1:
            recurrence = named_period(sentence.text[last : when.start], when, sentence.text)
        duty = FoundDuty(
            start=sentence.start + start,
            end=sentence.start + when.end,
            kind=kind,
            due=when.due,
            recurrence=recurrence or when.recurrence,
            anchors=when.anchors,
            unit=unit,
            to=to,
            through=through,
            rule=_rule(when, sentence.text),
        )
        if words and "P" in (periods(words) or ""):  # the list answers the periods named before it
            yield duty
        else:
            yield from _each_day(duty, sentence.start + first.end)
        last = when.end


def _each_day(duty: FoundDuty, first: int) -> Iterator[FoundDuty]:
    """Yields the half-yearly and the yearly day of a list as duties of their own.

    Args:
        duty: what the whole list sets.
        first: where the words of its first day end.
    """
    often = (duty.recurrence or "").split("+") if len(duty.anchors) == _TWO else []
    if len(often) != _TWO:
        yield duty
        return
    yield replace(duty, end=first, recurrence=often[0], anchors=duty.anchors[:1])
    yield replace(duty, start=first, recurrence=often[1], anchors=duty.anchors[1:])


def _rule(when: When, words: str) -> DutyRule:
    """Returns what kind of time it is: a day with its year, one without, or one that comes again."""
    if when.due:
        return "dated" if str(when.due.year) in words[when.start : when.end] else "year-inferred"
    if when.recurrence in {"event", "periodic", "ad-hoc"}:
        return "event"
    return "anchored" if when.anchors else "period"


def _untimed(sentence: Paragraph, unit: str, signs: Signs, frame: Frame) -> Iterator[FoundDuty]:
    """Yields what a task sets loosely, the report it asks for, or what is to be done regularly."""
    loose = find_loose(sentence.text, sentence.start, frame) if signs.loose else []
    if loose:
        yield from _of_task(sentence, loose, unit, "loose")
    elif signs.report and (report := undated_report(sentence, unit)):
        yield report
    elif signs.again:
        often = find_regular(sentence.text) or find_habits(sentence.text)
        yield from _of_task(sentence, often, unit, "regular")


def _besides(
    sentence: Paragraph, unit: str, signs: Signs, frame: Frame, timed: Sequence[FoundDuty]
) -> Iterator[FoundDuty]:
    """Yields what a sentence sets beside its times: bare days, and reports without a day."""
    more = (
        signs.loose
        and may_be_loose(sentence.text.lower())
        and len(_DAYS.findall(sentence.text)) > len(timed)
    )
    times = find_loose(sentence.text, sentence.start, frame) if more else []
    for loose in _of_task(sentence, times, unit, "loose"):
        if loose.due and loose.due.month and not any(_overlap(loose, duty) for duty in timed):
            yield loose
    yield from reports_besides(sentence, unit, timed)
    if signs.again and all(duty.recurrence in {None, "event"} for duty in timed):
        yield from _of_task(sentence, find_regular(sentence.text), unit, "regular")


def _of_task(
    sentence: Paragraph, times: Sequence[When], unit: str | None, rule: DutyRule, kind: str = ""
) -> Iterator[FoundDuty]:
    """Yields what the times of a sentence set; the kind is that of the whole sentence where none is given."""
    kind = kind or (kind_of(sentence.text) if times else "")
    for when in times:
        yield FoundDuty(
            start=sentence.start + when.start,
            end=sentence.start + when.end,
            kind=kind,
            due=when.due,
            recurrence=when.recurrence,
            unit=unit,
            rule=rule,
        )


def _staged(line: Paragraph) -> Iterator[FoundDuty]:
    """Yields the last day of a step that a heading gives a span of days."""
    match = _STAGE.match(line.text) if "từ" in line.text and "đến" in line.text else None
    times = find_times(f"trước {match['last']}") if match else []
    if match and times:
        start, end = (line.start + at for at in match.span("span"))
        yield FoundDuty(
            start=start,
            end=end,
            kind="thoi-han",
            due=times[0].due,
            rule="timetable",
        )


def _scheduled(line: Paragraph, day: re.Match[str], frame: Frame) -> Iterator[FoundDuty]:
    """Yields the day that fills a cell of a timetable, where a row gives it to nobody in particular."""
    for when in find_times(f"trước {day['day']}"):
        if frame.may_set(when.due, line.start):
            start, end = (line.start + at for at in day.span("day"))
            yield FoundDuty(start=start, end=end, kind="thoi-han", due=when.due, rule="timetable")


def _in_the_month(duty: FoundDuty) -> bool:
    """Returns whether a duty has only a place in the month ("thứ Hai đầu tiên của tháng"), no day."""
    return duty.recurrence == "P1M" and not duty.anchors


def find_duties(
    flat: str,
    body: tuple[int, int],
    tasks: list[FoundTask],
    tabled: Sequence[Table] = (),
    frame: Frame = Frame(),  # noqa: B008 - it cannot change
) -> list[FoundDuty]:
    """Returns the deadlines of the body and the reporting duties of its tasks, in order.

    A date counts wherever the body sets it as a limit; a report without date counts only in what a
    task tells somebody to do.

    Args:
        flat: the flat text.
        body: where the body begins and ends, recitals excluded.
        tasks: the tasks found in it.
        tabled: the tables in it, which are read row by row.
        frame: what the document as a whole says of its times.
    """
    found: list[FoundDuty] = []
    holders = _Holders(tasks)
    for line in paragraphs_of(flat, *body):
        signs = Signs.of(line.text)
        if signs is None:
            continue
        if (tabled and any(t.start <= line.start < t.end for t in tabled)) or is_capital(line.text):
            continue
        entry = _entry(line, signs, frame)
        if entry is not None:
            found += entry
            continue
        if signs.time:
            found += _staged(line)
        for sentence in _sentences(line):
            found += _of_sentence(sentence, holders.unit_at(sentence), signs, frame)
    return found


class _Holders:
    """Whose tasks stand where; tasks are in the order of the text and lie apart."""

    def __init__(self, tasks: Sequence[FoundTask]) -> None:
        self._tasks = tasks
        self._starts = [task.start for task in tasks]

    def unit_at(self, sentence: Paragraph) -> str | None:
        """Returns whose task holds the middle of a sentence."""
        at = sentence.start + len(sentence.text) // 2
        before = bisect_right(self._starts, at) - 1
        return self._tasks[before].unit if before >= 0 and at < self._tasks[before].end else None


def _entry(line: Paragraph, signs: Signs, frame: Frame) -> list[FoundDuty] | None:
    """Returns what an entry of a timetable sets; None for any other paragraph."""
    dated = _CALENDAR.match(line.text) if ":" in line.text else None
    times = cell_times(dated["time"], frame.year) if dated else []
    if dated and times:
        row = Row(Cell(line.start, line.text[dated.end() :]), Cell(0, ""), ())
        cell = Cell(line.start + dated.start("time"), "")
        return [of_cell(cell, times[0], row, "timetable")]
    day = _DAY_ALONE.fullmatch(line.text) if signs.time else None
    return list(_scheduled(line, day, frame)) if day else None


def _spanned(sentence: Paragraph, unit: str | None, frame: Frame) -> Iterator[FoundDuty]:
    """Returns the spans of time that a task, or a label, sets."""
    spans = find_spans(sentence.text, sentence.start, frame, labelled=unit is None)
    return _of_task(sentence, spans, unit, "loose", "giai-doan")


def _overlap(one: FoundDuty, other: FoundDuty) -> bool:
    return one.start < other.end and other.start < one.end


def _of_sentence(
    sentence: Paragraph, unit: str | None, signs: Signs, frame: Frame
) -> list[FoundDuty]:
    """Returns what a sentence sets, in order."""
    times = find_times(sentence.text) if signs.time else []
    spans = list(_spanned(sentence, unit, frame)) if signs.span else []
    if not times:
        found = _untimed(sentence, unit, signs, frame) if unit and not spans else ()
        return sorted((*found, *spans), key=lambda duty: duty.start)
    timed = [
        duty
        for duty in _timed(sentence, unit, times, frame.year)
        if unit or not (duty.recurrence in _NOBODYS or _in_the_month(duty))
    ]
    timed += [span for span in spans if not any(_overlap(span, duty) for duty in timed)]
    if unit:
        timed += _besides(sentence, unit, signs, frame, timed)
    return sorted(timed, key=lambda duty: duty.start)
