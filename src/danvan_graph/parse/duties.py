"""Deadlines and reporting duties: what falls due, when, how often, to whom and through whom."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from danvan_graph.identifiers.letters import UPPER
from danvan_graph.parse.due import REPORT, FoundDuty, kind_of, may_report
from danvan_graph.parse.due_cells import cell_times, of_cell
from danvan_graph.parse.lines import is_capital
from danvan_graph.parse.paragraphs import Paragraph, paragraphs_of
from danvan_graph.parse.recurrences import (
    When,
    find_periods,
    find_regular,
    find_times,
    may_set_a_time,
    periods,
)
from danvan_graph.parse.sureness import DutyRule
from danvan_graph.parse.task_table import Cell, Row, Table
from danvan_graph.parse.tasks import FoundTask

_SENTENCE = re.compile(rf"[.;]\s+(?=[{UPPER}])|;\s+|/\.")
_RECEIVER_HEAD = (
    r"Ủy ban|UBND|HĐND|Hội đồng|Chủ tịch|Bộ|Sở|Ban|Phòng|Thường trực|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Văn phòng|Thủ tướng|Chính phủ|Mặt trận|MTTQ|"
    r"Ủy ban MTTQ|các cơ quan|cơ quan|cấp (?:trên|có thẩm quyền)|Thanh tra|Trung ương|Đoàn|Công an"
)
_TO = re.compile(
    rf"(?:báo cáo|Báo cáo|gửi|về|cho|lên|trình|với)\s+(?:kết quả\s+(?:thực hiện\s+)?|ngay\s+)?(?:về\s+|cho\s+|với\s+|lên\s+)?"
    rf"(?P<to>(?:{_RECEIVER_HEAD})(?!\w)[^.;:()\n]{{0,110}}?)"
    r"(?=\s*(?:\((?P<through>(?:qua|thông qua)\s[^)\n]{2,90})\)|[.;:()\n]|$)|,?\s+(?:về|trước|theo|để|định kỳ|kết quả|tình hình|khi|đúng|chậm|vào|hằng|hàng|xem xét|biết|những)(?!\w))"
)
_THROUGH = re.compile(
    r"\((?:thông\s+)?qua\s+(?P<through>[^)\n]{2,90})\)|,?\s+thông qua\s+(?P<bare>(?:Sở|Phòng|Văn phòng|Ban)\s[^.,;()\n]{2,60})"
)
_MORE_DAYS = re.compile(
    r"(?:,|\s+và|;)\s*(?:(?:trước\s+)?ngày\s+)?(?P<d>\d{1,2})(?:\s?/\s?|\s+tháng\s+)(?P<m>\d{1,2})(?!\s?/?\d|\s+năm\s+\d)",
    re.IGNORECASE,
)
_MORE_DATES = re.compile(
    r"\s*(?:\([^()\n]{0,40}\))?\s*(?:,|;|và)\s+(?:trước\s+|chậm nhất\s+)?"
    r"(?P<date>ngày\s+\d{1,2}(?:\s?/\s?|\s+tháng\s+)\d{1,2}(?:\s?/\s?|\s+năm\s+)\d{4})",
    re.IGNORECASE,
)
_YEARLY_WORDS = re.compile(r"(?:hằng|hàng|mỗi|các)\s+năm|định kỳ", re.IGNORECASE)
_HALVES = frozenset({(6, 12), (6, 11), (5, 11), (5, 12)})
"""Two days a year that stand for the half and the whole of it."""
_PERIOD_WORD = re.compile(r"(?<!\d)0?(?P<months>[369])\s+tháng|\bnăm\b", re.IGNORECASE)
_CALENDAR = re.compile(
    r"\s*(?:[-+•*]|\d{1,2}[.)]|[a-zđ]\))?\s*(?P<time>(?:Trước|Trong|Chậm nhất|Xong trước|Ngày|Tháng|Quý)\s[^:;.\n]{1,24}):\s"
)
"""A line of a timetable: "- Trước 15/3: Mặt trận huyện đăng ký mô hình"."""
_AND = re.compile(r"\s*(?:,|;|và|, và)\s*")
_AD_HOC = re.compile(r"(?:báo cáo\s+)?đột xuất\s+(?:khi|theo|nếu)\s[^.;,:()\n]{3,80}")
_REGULAR_REPORT = re.compile(
    r"(?<!trước )(?:định kỳ\s+)?(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần)\s+báo cáo(?:\s+kết quả)?\s[^.;,:()\n\d]{3,80}"
)
_STAGE = re.compile(
    r"[^:(]{0,20}(?:Bước|Đợt|Giai đoạn|Vòng)\s+(?:\d{1,2}|[IVX]{1,4}|một|hai|ba)(?!\w)[^\n]{0,120}?"
    r"(?P<span>từ\s+(?:ngày\s+)?\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?\s+đến\s+(?:hết\s+)?(?P<last>(?:ngày\s+)?\d{1,2}\s?/\s?\d{1,2}\s?/\s?\d{4}))"
)
"""A step of the work that takes a span of days: its last day is when it must be done."""
_OF_PERIOD = re.compile(r"báo cáo\s+(?:quý|0?[369]\s+tháng)\s+$", re.IGNORECASE)
_PERIOD_BEHIND = re.compile(r"\s*\((?:báo cáo\s+)?(?:năm|0?(?P<months>[369])\s+tháng)\)")
"""Which report a day is for: "báo cáo 6 tháng trước ngày 10/6", "trước ngày 10/6 (báo cáo 6 tháng)"."""
_NOBODYS = frozenset({"event", "P1W", "P1D"})
"""Where nobody is told to do it, such a time only tells what happens: "tiếp dân vào thứ Năm hằng tuần"."""
_LONGEST = 170


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    text: str


def _sentences(line: Paragraph) -> Iterator[_Sentence]:
    at = 0
    for match in _SENTENCE.finditer(line.text):
        yield _Sentence(line.start + at, line.text[at : match.start()])
        at = match.end()
    yield _Sentence(line.start + at, line.text[at:])


def _receiver(words: str) -> tuple[str | None, str | None]:
    match = _TO.search(words)
    through = _THROUGH.search(words) if "qua" in words else None
    way = (through["through"] or through["bare"]) if through else None
    return (match["to"].strip(" ,") if match else None), (way.strip() if way else None)


def _with_more_days(sentence: _Sentence, when: When) -> When:
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
    if recurs or _YEARLY_WORDS.search(words):
        return when
    if _PERIOD_WORD.search(words[: when.start]) and not dated:
        return when
    if _OF_PERIOD.search(words[: when.start]) or _PERIOD_BEHIND.match(words, when.end):
        return when
    return when.on(year or 0) or when


def _begins(sentence: _Sentence, when: When, before: int) -> int:
    """Returns where the words of a time begin, the period they are the days of included."""
    near = [
        start
        for start, end in find_periods(sentence.text[: when.start])
        if start >= before and when.start - end <= 40
    ]
    return min(near, default=when.start)


def _named_period(before: str, when: When, whole: str) -> str:
    """Returns the period whose day this is: the "6 tháng" of "6 tháng (trước ngày 10/6)"."""
    if re.search(r"(?:hằng|hàng|mỗi) năm", whole[when.start : when.end], re.IGNORECASE):
        return "P1Y"
    if behind := _PERIOD_BEHIND.match(whole, when.end):
        return f"P{int(behind['months'])}M" if behind["months"] else "P1Y"
    found = list(_PERIOD_WORD.finditer(before))
    months = found[-1]["months"] if found else None
    return f"P{int(months)}M" if months else "P1Y"


def _timed(sentence: _Sentence, unit: str | None, year: int | None = None) -> Iterator[FoundDuty]:
    times = _listed(sentence.text, find_times(sentence.text), year)
    if not times:
        return
    kind = kind_of(sentence.text)
    to, through = _receiver(sentence.text)
    last = 0
    for found in times:
        if found.start < last:
            continue
        when = _with_more_days(sentence, found)
        start = _begins(sentence, when, last) if len(when.anchors) > 1 else when.start
        words = sentence.text[start : when.start]
        recurrence = _of_days(when, words)
        if when.recurrence == "P1Y" and len(when.anchors) == 1:
            recurrence = _named_period(sentence.text[last : when.start], when, sentence.text)
        yield FoundDuty(
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
        last = when.end


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
    return periods(words) or ("P6M+P1Y" if months in _HALVES else None)


def _report(sentence: _Sentence) -> tuple[re.Match[str], str | None, str | None] | None:
    """Returns the words for a report with its receiver and channel; one with a receiver first."""
    matches = list(REPORT.finditer(sentence.text)) if may_report(sentence.text) else []
    if not matches:
        return None
    ends = [m.start() for m in matches[1:]] + [len(sentence.text)]
    told = [
        (m, *_receiver(sentence.text[m.start() : end]))
        for m, end in zip(matches, ends, strict=True)
    ]
    return next((t for t in told if t[1]), told[0])


def _undated(sentence: _Sentence, unit: str | None) -> FoundDuty | None:
    report = _report(sentence)
    if report is None:
        return None
    match, to, through = report
    recurrence = periods(sentence.text)
    if to is None and recurrence is None and not match["lead"]:
        return None
    spans = [s for s in find_periods(sentence.text) if abs(s[0] - match.start()) < _LONGEST]
    first = REPORT.search(sentence.text)
    start = min([(first or match).start(), *(s for s, _ in spans)])
    end = max([match.end(), *(e for _, e in spans)])
    return FoundDuty(
        start=sentence.start + start,
        end=sentence.start + end,
        kind="bao-cao",
        recurrence=recurrence,
        unit=unit,
        to=to,
        through=through,
        rule="report" if recurrence else "undated-report",
    )


def _untimed(sentence: _Sentence, unit: str) -> Iterator[FoundDuty]:
    """Yields the report a task asks for without a day, or else what is to be done regularly."""
    report = _undated(sentence, unit)
    if report:
        yield report
        return
    for when in find_regular(sentence.text):
        at = sentence.start
        yield FoundDuty(
            start=at + when.start,
            end=at + when.end,
            kind="thoi-han",
            recurrence=when.recurrence,
            unit=unit,
            rule="regular",
        )


def _holder(tasks: Sequence[FoundTask], starts: Sequence[int], at: int) -> str | None:
    """Returns whose task stands at a place; tasks are in the order of the text and lie apart."""
    before = bisect_right(starts, at) - 1
    return tasks[before].unit if before >= 0 and at < tasks[before].end else None


def _besides(sentence: _Sentence, unit: str, timed: Sequence[FoundDuty]) -> Iterator[FoundDuty]:
    """Yields the reports without a day that a sentence asks for beside those with one."""
    for form, recurrence in ((_AD_HOC, "ad-hoc"), (_REGULAR_REPORT, None)):
        for match in form.finditer(sentence.text):
            start, end = (sentence.start + at for at in match.span())
            if any(duty.start < end and start < duty.end for duty in timed):
                continue
            to, through = _receiver(match.group())
            often = recurrence or periods(match.group())
            yield FoundDuty(
                start=start,
                end=end,
                kind="bao-cao",
                recurrence=often,
                unit=unit,
                to=to,
                through=through,
                rule="report",
            )


def _staged(line: Paragraph) -> Iterator[FoundDuty]:
    """Yields the last day of a step that a heading gives a span of days."""
    match = _STAGE.match(line.text)
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


def _may_set_a_duty(words: str) -> bool:
    """Returns whether a paragraph needs a closer look; most name no time and no report."""
    small = words.lower()
    told = may_report(small) or "lần" in small or "lượt" in small or "kỳ" in small
    return told or may_set_a_time(small)


def find_duties(
    flat: str,
    body: tuple[int, int],
    tasks: list[FoundTask],
    tabled: Sequence[Table] = (),
    year: int | None = None,
) -> list[FoundDuty]:
    """Returns the deadlines of the body and the reporting duties of its tasks, in order.

    A date counts wherever the body sets it as a limit; a report without date counts only in what a
    task tells somebody to do.

    Args:
        flat: the flat text.
        body: where the body begins and ends, recitals excluded.
        tasks: the tasks found in it.
        tabled: the tables in it, which are read row by row.
        year: the year a plan is for, to which days without year belong; None for standing rules.
    """
    found: list[FoundDuty] = []
    starts = [task.start for task in tasks]
    for line in paragraphs_of(flat, *body):
        if not _may_set_a_duty(line.text):
            continue
        if (tabled and any(t.start <= line.start < t.end for t in tabled)) or is_capital(line.text):
            continue
        dated = _CALENDAR.match(line.text)
        times = cell_times(dated["time"], year) if dated else []
        if dated and times:
            row = Row(Cell(line.start, line.text[dated.end() :]), Cell(0, ""), ())
            cell = Cell(line.start + dated.start("time"), "")
            found += [of_cell(cell, times[0], row, "timetable")]
            continue
        found += _staged(line)
        for sentence in _sentences(line):
            unit = _holder(tasks, starts, sentence.start + len(sentence.text) // 2)
            timed = [
                duty
                for duty in _timed(sentence, unit, year)
                if unit or duty.recurrence not in _NOBODYS
            ]
            found.extend(timed)
            if unit:
                found.extend(_besides(sentence, unit, timed) if timed else _untimed(sentence, unit))
    return found
