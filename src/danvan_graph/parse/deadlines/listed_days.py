"""Several days that share a year, a month or what they are for: "trước ngày 20/6 và 20/11/2025"."""

import re
from itertools import zip_longest

from danvan_graph.parse.deadlines.recurrences import periods
from danvan_graph.parse.deadlines.times import find_times
from danvan_graph.parse.deadlines.when import When

_MORE_DAYS = re.compile(
    r"(?:,|\s+và|;)\s*(?:(?:trước\s+)?ngày\s+)?(?P<d>\d{1,2})(?:\s?/\s?|\s+tháng\s+)(?P<m>\d{1,2})(?!\s?/?\d|\s+năm\s+\d)",
    re.IGNORECASE,
)
_MORE_DATES = re.compile(
    r"\s*(?:\([^()\n]{0,40}\))?\s*(?:,|;|và)\s+(?:trước\s+|chậm nhất\s+)?"
    r"(?P<date>ngày\s+\d{1,2}(?:\s?/\s?|\s+tháng\s+)\d{1,2}(?:\s?/\s?|\s+năm\s+)\d{4})",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"\s*(?:,|;|và)\s*(?P<date>(?:ngày\s+)?\d{1,2}(?:\s?/\s?|\s+tháng\s+)\d{1,2}(?:\s?/\s?|\s+năm\s+)\d{4})"
)
"""A further day that bears the year of both: "trước ngày 20/6 và 20/11/2025"."""
_YEARLY_WORDS = re.compile(r"(?:hằng|hàng|mỗi|các)\s+năm|định kỳ")
_EVERY_YEAR = re.compile(r"(?:hằng|hàng|mỗi) năm")
_HALVES = frozenset({(6, 12), (6, 11), (5, 11), (5, 12)})
"""Two days a year that stand for the half and the whole of it."""
_PERIOD_WORD = re.compile(r"(?<!\d)0?(?P<months>[369])\s+tháng|\bnăm\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|và|, và)\s*")
_OF_PERIOD = re.compile(r"báo cáo\s+(?:quý|0?[369]\s+tháng)\s+$", re.IGNORECASE)
_PERIOD_BEHIND = re.compile(r"\s*\((?:báo cáo\s+)?(?:năm|0?(?P<months>[369])\s+tháng)\)")
"""Which report a day is for: "báo cáo 6 tháng trước ngày 10/6", "trước ngày 10/6 (báo cáo 6 tháng)"."""


def with_more_days(words: str, when: When) -> When:
    """Returns the time with the further days of a list ("trước ngày 20/6, ngày 20/9")."""
    anchors, end = list(when.anchors), when.end
    while anchors and anchors[0].startswith("--") and (match := _MORE_DAYS.match(words, end)):
        anchors.append(f"--{int(match['m']):02d}-{int(match['d']):02d}")
        end = match.end()
    return When(when.start, end, when.due, when.recurrence, tuple(anchors))


def listed(words: str, times: list[When], year: int | None) -> list[When]:
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


def named_period(before: str, when: When, whole: str) -> str:
    """Returns the period whose day this is: the "6 tháng" of "6 tháng (trước ngày 10/6)"."""
    if _EVERY_YEAR.search(whole[when.start : when.end].lower()):
        return "P1Y"
    if behind := _PERIOD_BEHIND.match(whole, when.end):
        return f"P{int(behind['months'])}M" if behind["months"] else "P1Y"
    found = list(_PERIOD_WORD.finditer(before))
    months = found[-1]["months"] if found else None
    return f"P{int(months)}M" if months else "P1Y"


def of_days(when: When, words: str) -> str | None:
    """Returns the recurrence of a list of days, by the words before it or by the months."""
    if len(when.anchors) < 2:
        return when.recurrence
    months = tuple(int(anchor[2:4]) for anchor in when.anchors)
    named = periods(words)
    return named if named and "P" in named else ("P6M+P1Y" if months in _HALVES else None)
