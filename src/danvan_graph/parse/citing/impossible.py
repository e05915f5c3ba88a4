"""Days that no calendar has: "ngày 31/02/2015". What they were meant to be stays open."""

import re
from collections.abc import Iterable, Iterator

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.parse.citing.dates import IMPOSSIBLE
from danvan_graph.parse.layout.marks import DateLine
from danvan_graph.records.citation import Citation
from danvan_graph.records.duty import Duty
from danvan_graph.records.issue import Issue
from danvan_graph.records.span import Span
from danvan_graph.records.text import Text

_FIGURES = re.compile(r"(?:\d+\D+){2}\d{4}$")
_DAY = re.compile(
    r"(?P<d>\d(?<![\d/.\-]\d)\d?)(?:\s?[/.\-]\s?|\s+tháng\s+)(?P<m>\d{1,2})"
    r"(?:(?:\s?[/.\-]\s?|\s+năm\s+)(?P<y>(?:19|20)\d\d)(?!\d)|(?![\d/]))"
)
_LEAP = 2024  # of a day without its year the most is allowed
_LEAD = re.compile(r"^\D+")


def impossible_dates(
    text: Text, dated: DateLine | None, citations: Iterable[Citation], duties: Iterable[Duty] = ()
) -> Iterator[Issue]:
    """Yields an issue for the document's own date, each date cited and each limit that is no day.

    Args:
        text: the text.
        dated: the line with place and date.
        citations: what the text cites.
        duties: the deadlines it sets.
    """
    if dated and dated.date is None:
        at = text.span(*dated.at)
        words = text.source[at.start : at.end]
        if _FIGURES.search(words.strip()):  # else day or month are left blank
            yield _issue(at, words, "ngày ban hành của chính văn bản này")
    told: set[Span] = set()
    for citation in citations:
        at = citation.date_at or citation.at
        if IMPOSSIBLE in citation.flags and at not in told:
            told.add(at)
            named = citation.number or citation.name
            yield _issue(at, text.source[at.start : at.end], f"ngày của {named}")

    yield from _limits(text, duties)


def _limits(text: Text, duties: Iterable[Duty]) -> Iterator[Issue]:
    """Yields the days of deadlines that no calendar has: "trước ngày 31/02/2025"."""
    for duty in duties:
        words = text.source[duty.at.start : duty.at.end]
        for match in _DAY.finditer(words):
            if not _is_day(match):
                at = Span(duty.at.start + match.start(), duty.at.start + match.end())
                yield _issue(at, match.group(), "thời hạn này")


def _is_day(match: re.Match[str]) -> bool:
    try:
        DocumentDate(int(match["y"] or _LEAP), int(match["m"]), int(match["d"]))
    except InvalidIdentifier:
        return False
    return True


def _issue(at: Span, words: str, whose: str) -> Issue:
    printed = _LEAD.sub("", " ".join(words.split()))
    reason = f"Không có ngày {printed} trong lịch; {whose} bị in nhầm, chỉ tin được năm."
    return Issue(at, "sai-ngay", printed, None, reason)
