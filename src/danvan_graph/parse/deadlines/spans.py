"""Spans of time in which something is to be done: "từ ngày 01/9 đến ngày 30/9/2025"; the last day counts.

A span may as well tell of what was ("số liệu từ … đến …", "đi học từ … đến …"), so it is asked only of
what a task says or a label announces, and one that ends before the document is none.
"""

import re

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.parse.deadlines.task_times import Frame
from danvan_graph.parse.deadlines.when import When

_BETWEEN = r"(?:\s?[/.\-]\s?|\s+tháng\s+)"
_YEAR = r"(?:\s?[/.\-]\s?|\s+năm\s+)20\d\d"
_SPAN = re.compile(
    rf"(?<!\w)từ\s+(?:(?:ngày\s+)?\d{{1,2}}(?:{_BETWEEN}\d{{1,2}}(?:{_YEAR})?)?|tháng\s+\d{{1,2}}(?:{_YEAR})?)"
    r"\s+(?:đến|tới)\s+(?:hết\s+)?"
    rf"(?:(?:ngày\s+)?(?P<d>\d{{1,2}}){_BETWEEN}|tháng\s+)(?P<m>\d{{1,2}})"
    r"(?:\s?[/.\-]\s?|\s+năm\s+)(?P<y>20\d\d)(?!\d)",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?:số liệu|thời điểm|mốc|kết quả|tính|thống kê|nhiệm kỳ|giai đoạn|hiệu lực|đánh giá|sơ kết|tổng kết|\d năm)[^.;:]{0,30}$",
    re.IGNORECASE,
)
"""What such a span is told of, not set for."""
_NEAR = 60  # characters before a span that may say so
_LABEL = re.compile(r"[^:\n]{3,90}:\s{0,3}")


def find_spans(passage: str, at: int, frame: Frame, *, labelled: bool = False) -> list[When]:
    """Returns the spans of days or months that a passage sets, each due at its end.

    Args:
        passage: a sentence.
        at: where it begins in the flat text.
        frame: the times of the document; no span that ends before its day is set.
        labelled: whether only a span right behind a label counts ("- Giám sát: từ ngày …").

    >>> [str(w.due) for w in find_spans("Thi từ ngày 01/9 đến hết ngày 30/9/2025", 0, Frame())]
    ['2025-09-30']
    >>> find_spans("Tổng hợp số liệu từ ngày 01/9 đến ngày 30/9/2025", 0, Frame())
    []
    """
    found = []
    for match in _SPAN.finditer(passage) if "đến" in passage or "tới" in passage else ():
        before = passage[max(0, match.start() - _NEAR) : match.start()]
        if _TOLD.search(before) or (labelled and not _LABEL.fullmatch(passage, 0, match.start())):
            continue
        due = _end(match)
        if due and frame.may_set(due, at + match.start()):
            found.append(When(*match.span(), due, None, ()))
    return found


def _end(match: re.Match[str]) -> DocumentDate | None:
    try:
        day = int(match["d"]) if match["d"] else None
        return DocumentDate(int(match["y"]), int(match["m"]), day)
    except InvalidIdentifier:
        return None
