"""Work whose unit stands below it behind a label ("- Đơn vị chủ trì: Sở Nội vụ").

Programmes and plans of ministries and provinces write so: the work, then one line each for who
leads, who joins in, by when, and what comes out of it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LEADS = re.compile(
    r"\s*(?:[-+•*]|[a-zđ]\)|\d{1,2}[.)])?\s*(?:(?:Đơn vị|Cơ quan|Bộ phận|Tổ chức|Người)\s+)?"
    r"(?:chủ trì|Chủ trì|thực hiện|chịu trách nhiệm|phụ trách|đầu mối)(?:\s+(?:thực hiện|chính|tham mưu))?\s*:\s*"
    r"(?P<unit>[^;.\n]{3,200}?)(?=\s*(?:[;.\n]|$))"
)
_WHEN = re.compile(
    r"(?:^|[;.]\s+)\s*(?:[-+•*]|[a-zđ]\)|\d{1,2}[.)])?\s*(?:Thời gian|Thời hạn|Tiến độ|Hạn|Xong(?: trong| trước)?|Hoàn thành(?: trong| trước)?)"
    r"(?:\s+(?:thực hiện|hoàn thành|triển khai|trình|báo cáo))?\s*:\s*(?P<when>[^;\n]{3,120}?)(?=\s*(?:[;\n]|\.\s|\.?$))"
)
_LABEL = re.compile(
    r"\s*(?:[-+•*]|[a-zđ]\)|\d{1,2}[.)])?\s*(?:Đơn vị|Cơ quan|Bộ phận|Thời gian|Thời hạn|Tiến độ|Xong|Hoàn thành|Kết quả|Sản phẩm|Kinh phí|Phối hợp|Chủ trì|Người)"
    r"[^:\n]{0,40}:"
)
_MARK = re.compile(r"\s*(?:[-+•*]|[a-zđ]\)|(?:\d{1,2}\.){0,3}\d{1,2}[.)]?)\s*")
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Run:
    """Words of the text; ``start`` counts characters of the flat text."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """Work with what its labels say.

    Attributes:
        work: what is to be done.
        unit: who leads it.
        when: by when, or None.
    """

    work: Run
    unit: Run
    when: Run | None


def labelled(lines: Iterable[tuple[int, str]]) -> Iterator[Labelled]:
    """Yields the work of a text whose unit stands behind a label below it.

    Args:
        lines: the paragraphs of the text with their places.

    >>> rows = [(0, "a) Mở chuyên trang hỏi đáp."), (28, "- Đơn vị chủ trì: Sở Nội vụ."), (57, "- Thời hạn: tháng 4/2026.")]
    >>> [(found.unit.text, found.when.text) for found in labelled(rows)]
    [('Sở Nội vụ', 'tháng 4/2026')]
    """
    work: Run | None = None
    unit: Run | None = None
    when: Run | None = None
    for start, text in (*lines, (0, "")):
        if ":" in text and _LABEL.match(text):
            lead, time = _LEADS.match(text), _WHEN.search(text)
            if lead and unit is None:
                unit = Run(start + lead.start("unit"), lead["unit"])
            if time and when is None:
                when = Run(start + time.start("when"), time["when"])
            continue
        if work and unit:
            yield Labelled(work, unit, when)
        mark = _MARK.match(text)
        at = mark.end() if mark else 0
        bare = text[at:].rstrip()
        work = Run(start + at, bare) if len(bare) >= _SHORTEST else None
        unit = when = None
