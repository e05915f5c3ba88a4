"""Reports that a task asks for, to whom and through whom, where no day is told."""

import re
from collections.abc import Iterator, Sequence

from danvan_graph.parse.deadlines.due import REPORT, FoundDuty, may_report
from danvan_graph.parse.deadlines.recurrences import find_periods, periods
from danvan_graph.parse.work.paragraphs import Paragraph

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
_AD_HOC = re.compile(
    r"(?:báo cáo\s+)?đột xuất\s+(?:khi|theo|nếu)\s[^.;,:()\n]{3,80}|báo cáo\s+ngay(?=\s*(?:[.;,]|$))"
)
_REGULAR_REPORT = re.compile(
    r"(?<!trước )(?:định kỳ\s+)?(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần)\s+báo cáo(?:\s+kết quả)?\s[^.;,:()\n\d]{3,80}"
)
_WITHOUT_DAY = (
    (("đột xuất", "báo cáo ngay"), _AD_HOC, "ad-hoc"),
    (("năm báo cáo", "quý báo cáo", "tháng báo cáo", "tuần báo cáo"), _REGULAR_REPORT, None),
)
"""Words of which such a report holds one, its form, and how often it comes where the form tells."""
_LONGEST = 170
_SHORTLY = 10  # characters before a report in which its verb stands
_RESULTS = re.compile(r"kết quả|tình hình|tiến độ|theo quy định|theo chế độ")
"""What a report that comes again is about; one about something else is part of the work."""
_CASES = re.compile(r"những (?!kết quả)|vượt thẩm quyền|(?:ký|chuẩn bị) báo cáo")
_WHEN = re.compile(
    r"(?:đột xuất\s+)?(?:khi có yêu cầu|khi được yêu cầu|theo yêu cầu|khi phát sinh)|(?:đúng thời gian|theo(?: đúng)?(?: thời gian)?)[^.;,\n]{0,20} quy định"
)


def receiver(words: str) -> tuple[str | None, str | None]:
    """Returns to whom a report goes, and through whom; None for what the words leave out.

    >>> receiver("báo cáo UBND tỉnh (qua Sở Nội vụ) trước ngày 10/6")
    ('UBND tỉnh', 'Sở Nội vụ')
    """
    match = _TO.search(words)
    through = _THROUGH.search(words) if "(qua" in words or "thông qua" in words else None
    way = (through["through"] or through["bare"]) if through else None
    return (match["to"].strip(" ,") if match else None), (way.strip() if way else None)


def _report(sentence: Paragraph) -> tuple[re.Match[str], str | None, str | None] | None:
    """Returns the words for a report with its receiver and channel; one with a receiver first."""
    matches = list(REPORT.finditer(sentence.text)) if may_report(sentence.text) else []
    if not matches:
        return None
    ends = [m.start() for m in matches[1:]] + [len(sentence.text)]
    told = [
        (m, *receiver(sentence.text[m.start() : end])) for m, end in zip(matches, ends, strict=True)
    ]
    return next((t for t in told if t[1]), told[0])


def undated_report(sentence: Paragraph, unit: str | None) -> FoundDuty | None:
    """Returns the report that a sentence of a task asks for, or None where it asks for none.

    Args:
        sentence: the sentence; no day stands in it.
        unit: whose task it is.
    """
    report = _report(sentence)
    if report is None:
        return None
    match, to, through = report
    recurrence = periods(sentence.text)
    if recurrence is None and not ((to or match["lead"]) and _of_results(sentence.text)):
        return None
    words = [*find_periods(sentence.text), *(m.span() for m in _WHEN.finditer(sentence.text))]
    spans = [span for span in words if abs(span[0] - match.start()) < _LONGEST]
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


def _of_results(words: str) -> bool:
    """Returns whether a report is one about how the work went, not about a case that came up."""
    first = REPORT.search(words)
    near = words[max(0, first.start() - _SHORTLY) :] if first else ""
    return _RESULTS.search(near) is not None and _CASES.search(near) is None


def reports_besides(
    sentence: Paragraph, unit: str, timed: Sequence[FoundDuty]
) -> Iterator[FoundDuty]:
    """Yields the reports without a day that a sentence asks for beside those with one."""
    for words, form, recurrence in _WITHOUT_DAY:
        if not any(map(sentence.text.__contains__, words)):
            continue
        for match in form.finditer(sentence.text):
            start, end = (sentence.start + at for at in match.span())
            if any(duty.start < end and start < duty.end for duty in timed):
                continue
            to, through = receiver(match.group())
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
