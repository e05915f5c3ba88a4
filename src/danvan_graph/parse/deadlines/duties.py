"""Deadlines and reporting duties: what falls due, when, how often, to whom and through whom."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from danvan_graph.identifiers.letters import UPPER
from danvan_graph.parse.deadlines.due import FoundDuty, kind_of
from danvan_graph.parse.deadlines.due_cells import cell_times, of_cell
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
_MORE_DAYS = re.compile(
    r"(?:,|\s+và|;)\s*(?:(?:trước\s+)?ngày\s+)?(?P<d>\d{1,2})(?:\s?/\s?|\s+tháng\s+)(?P<m>\d{1,2})(?!\s?/?\d|\s+năm\s+\d)",
    re.IGNORECASE,
)
_MORE_DATES = re.compile(
    r"\s*(?:\([^()\n]{0,40}\))?\s*(?:,|;|và)\s+(?:trước\s+|chậm nhất\s+)?"
    r"(?P<date>ngày\s+\d{1,2}(?:\s?/\s?|\s+tháng\s+)\d{1,2}(?:\s?/\s?|\s+năm\s+)\d{4})",
    re.IGNORECASE,
)
_TWO = 2
_SHORTEST = 6  # characters of "dịp 2/9" and less
_DAYS = re.compile(r"\d\s?[/\-.]\s?\d{1,2}(?!\d)|(?:[Tt]háng|[Qq]uý|[Nn]ăm)\s+[\dIViv]")
"""What most days, months and quarters have; a date of three figures counts once."""
_PAIR = re.compile(
    r"\s*(?:,|;|và)\s*(?P<date>(?:ngày\s+)?\d{1,2}(?:\s?/\s?|\s+tháng\s+)\d{1,2}(?:\s?/\s?|\s+năm\s+)\d{4})"
)
"""A further day that bears the year of both: "trước ngày 20/6 và 20/11/2025"."""
_YEARLY_WORDS = re.compile(r"(?:hằng|hàng|mỗi|các)\s+năm|định kỳ")
_EVERY_YEAR = re.compile(r"(?:hằng|hàng|mỗi) năm")
_HALVES = frozenset({(6, 12), (6, 11), (5, 11), (5, 12)})
"""Two days a year that stand for the half and the whole of it."""
_PERIOD_WORD = re.compile(r"(?<!\d)0?(?P<months>[369])\s+tháng|\bnăm\b", re.IGNORECASE)
_CALENDAR = re.compile(
    r"\s*(?:[-+•*]|\d{1,2}[.)]|[a-zđ]\))?\s*(?P<time>(?:Trước|Trong|Chậm nhất|Xong trước|Ngày|Tháng|Quý)\s[^:;.\n]{1,24}):\s"
)
"""A line of a timetable: "- Trước 15/3: Mặt trận huyện đăng ký mô hình"."""
_AND = re.compile(r"\s*(?:,|;|và|, và)\s*")
_STAGE = re.compile(
    r"[^:(]{0,20}(?:Bước|Đợt|Giai đoạn|Vòng)\s+(?:\d{1,2}|[IVX]{1,4}|một|hai|ba)(?!\w)[^\n]{0,120}?"
    r"(?P<span>từ\s+(?:ngày\s+)?\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?\s+đến\s+(?:hết\s+)?(?P<last>(?:ngày\s+)?\d{1,2}\s?/\s?\d{1,2}\s?/\s?\d{4}))"
)
"""A step of the work that takes a span of days: its last day is when it must be done."""
_DAY_ALONE = re.compile(r"\s*(?:[Nn]gày\s+)?(?P<day>\d{1,2}\s?/\s?\d{1,2}\s?/\s?20\d\d)\s*")
"""A cell of a timetable that holds nothing but a day."""
_OF_PERIOD = re.compile(r"báo cáo\s+(?:quý|0?[369]\s+tháng)\s+$", re.IGNORECASE)
_PERIOD_BEHIND = re.compile(r"\s*\((?:báo cáo\s+)?(?:năm|0?(?P<months>[369])\s+tháng)\)")
"""Which report a day is for: "báo cáo 6 tháng trước ngày 10/6", "trước ngày 10/6 (báo cáo 6 tháng)"."""
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


def _with_more_days(sentence: Paragraph, when: When) -> When:
    """Returns the time with the further days of a list ("trước ngày 20/6, ngày 20/9")."""
    anchors, end = list(when.anchors), when.end
    while (
        anchors and anchors[0].startswith("--") and (match := _MORE_DAYS.match(sentence.text, end))
    ):
        anchors.append(f"--{int(match['m']):02d}-{int(match['d']):02d}")
        end = match.end()
    return When(when.start, end, when.due, when.recurrence, tuple(anchors))


def _listed(words: str, times: list[When], year: int | None) -> list[When]:
    """Returns the times with those of a list added, and with the year a plan for one year leaves out."""
    found: list[When] = []
    dated = any(time.due for time in times)
    for when, following in zip_longest(times, times[1:]):
        pair = _PAIR.match(words, when.end) if when.recurrence == "P1Y" else None
        later = find_times(f"trước {pair['date']}") if pair else []
        if pair and later and later[0].due and (first := when.on(later[0].due.year)):
            found += [first, When(*pair.span("date"), later[0].due, None, ())]
            continue
        shared = _shared_year(words, when, following)
        found.append(shared or _in_year(words, when, year, dated=dated))
        while found[-1].due and (match := _MORE_DATES.match(words, found[-1].end)):
            more = find_times(f"trước {match['date']}")
            if not more:
                break
            found.append(When(match.start("date"), match.end("date"), more[0].due, None, ()))
    return found


def _shared_year(words: str, when: When, following: When | None) -> When | None:
    """Returns a day with the year that stands only behind the next: "trước 31/5 và trước 31/10/2023"."""
    if (
        following is None
        or following.due is None
        or not _AND.fullmatch(words[when.end : following.start])
    ):
        return None
    return when.on(following.due.year)


def _in_year(words: str, when: When, year: int | None, *, dated: bool) -> When:
    """Returns a day without year as a day of the plan's year, unless it comes again every year."""
    told = (
        words[when.start : when.start + 4].casefold() == "đến " and " có " in words[when.end :][:8]
    )
    recurs = told or when.recurrence != "P1Y" or len(when.anchors) != 1 or year is None
    if recurs or _YEARLY_WORDS.search(words.lower()):
        return when
    if _PERIOD_WORD.search(words[: when.start]) and not dated:
        return when
    if _OF_PERIOD.search(words[: when.start]) or _PERIOD_BEHIND.match(words, when.end):
        return when
    return when.on(year or 0) or when


def _begins(sentence: Paragraph, when: When, before: int) -> int:
    """Returns where the words of a time begin, the period they are the days of included."""
    near = [
        start
        for start, end in find_periods(sentence.text[: when.start])
        if start >= before and when.start - end <= 40
    ]
    return min(near, default=when.start)


def _named_period(before: str, when: When, whole: str) -> str:
    """Returns the period whose day this is: the "6 tháng" of "6 tháng (trước ngày 10/6)"."""
    if _EVERY_YEAR.search(whole[when.start : when.end].lower()):
        return "P1Y"
    if behind := _PERIOD_BEHIND.match(whole, when.end):
        return f"P{int(behind['months'])}M" if behind["months"] else "P1Y"
    found = list(_PERIOD_WORD.finditer(before))
    months = found[-1]["months"] if found else None
    return f"P{int(months)}M" if months else "P1Y"


def _timed(
    sentence: Paragraph, unit: str | None, found: list[When], year: int | None
) -> Iterator[FoundDuty]:
    """Yields what the times of a sentence set."""
    times = _listed(sentence.text, found, year)
    kind = kind_of(sentence.text)
    to, through = receiver(sentence.text)
    last = 0
    for first in times:
        if first.start < last:
            continue
        when = _with_more_days(sentence, first)
        start = _begins(sentence, when, last) if len(when.anchors) > 1 else when.start
        words = sentence.text[start : when.start]
        recurrence = _of_days(when, words)
        if when.recurrence == "P1Y" and len(when.anchors) == 1:
            recurrence = _named_period(sentence.text[last : when.start], when, sentence.text)
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


def _of_days(when: When, words: str) -> str | None:
    """Returns the recurrence of a list of days, by the words before it or by the months."""
    if len(when.anchors) < 2:
        return when.recurrence
    months = tuple(int(anchor[2:4]) for anchor in when.anchors)
    named = periods(words)
    return named if named and "P" in named else ("P6M+P1Y" if months in _HALVES else None)


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
