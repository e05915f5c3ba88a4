"""Times that are deadlines only because somebody is told to act: "sơ kết trong năm 2025".

Elsewhere in a document the same words tell what is or was ("trong năm 2025 cả nước …"), so these forms
are asked only of what a task says, and a day that lies before the document is none.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.parse.deadlines.forms import EVERY
from danvan_graph.parse.deadlines.recurrences import periods
from danvan_graph.parse.deadlines.when import When
from danvan_graph.parse.words.alternation import grouped
from danvan_graph.parse.words.verbs import VERBS

_WITHIN = r"(?:trong|vào|hết|trước khi (?:kết thúc|hết)|kết thúc|xong|hoàn thành)\s+"
_YEAR = rf"{_WITHIN}năm\s+(?P<year>20\d\d)(?!\d|\s?-\s?20)"
_HALF = (
    rf"(?:{_WITHIN}|hoàn thành\s+)(?:0?6|sáu)\s+tháng\s+(?P<half>đầu|cuối)\s+năm(?!\s+học)"
    r"(?:\s+(?P<half_year>20\d\d))?"
)
_PART = (
    rf"{_WITHIN}(?:đầu\s+|giữa\s+|cuối\s+)?(?:quý\s+(?P<quarter>iv|i{{1,3}}|[1-4])|tháng\s+(?P<month>\d{{1,2}}))"
    r"(?!\w|\s?[/\-]|\s?,\s*(?:\d|tháng|quý)|\s+(?:năm|và\s+(?:\d|tháng|quý)|đến|h[ằà]ng|mỗi))"
)
_YEAR_END = r"(?:vào|trước|đến)\s+(?P<end>cuối)\s+năm(?!\s+(?:\d|học|h[ằà]ng))"
_MONTH_OF_YEAR = (
    r"(?<!từ )(?<!đến )(?<!tính )(?:quý\s+(?P<of_quarter>iv|i{1,3}|[1-4])|tháng\s+(?P<of_month>\d{1,2}))"
    r"(?:\s?[/\-]\s?|\s+năm\s+)(?P<of_year>20\d\d)(?!\d)"
)
_DAY = (
    r"(?<!từ )(?<!đến )(?<!hết )(?<!kể )(?<!sau )(?:ngày\s+|(?<=tháng \()|(?<=tháng - )|(?<=năm \()|(?<=năm - ))(?P<d>\d{1,2})(?:\s?[/.\-]\s?|\s+tháng\s+)(?P<m>\d{1,2})"
    r"(?:\s?[/.\-]\s?|\s+năm\s+)(?P<y>20\d\d)(?!\d)"
)
_FEAST = (
    r"(?:nhân\s+(?:dịp\s+|ngày\s+|kỷ niệm\s+)|(?:vào\s+|đúng\s+)?dịp\s+|kỷ niệm\s+(?=[^()\n]{3,110}\(\d))"
    r"(?:(?:\w+\s+){1,20}\(\d{1,2}/\d{1,2}/\d{4}\s?-\s?|[^\d;.,:()\n]{2,70}\s)?"
    r"(?P<feast_d>\d{1,2})(?:\s?[/\-]\s?|\s+tháng\s+)(?P<feast_m>\d{1,2})(?:(?:\s?[/\-]\s?|\s+năm\s+)(?P<feast_y>20\d\d))?(?!\d)"
)
_LOOSE = re.compile(
    rf"(?=[nvđdkthxq\d])(?<!\w)(?:{_FEAST}|{_YEAR}|{_HALF}|{_PART}|{_YEAR_END}|{_MONTH_OF_YEAR}|{_DAY})"
)
_ENDS = ("trong", "vào", "hết", "thúc", "xong", "thành")
_SIGN = re.compile(
    grouped(
        "|".join(
            (
                r"dịp\s|kỷ niệm\s|nhân\s+ngày\s|tháng\s+(?:đầu|cuối)\s+năm",
                *(rf"{word}\s+năm\s+20" for word in _ENDS),
                *(rf"{word}\s+cuối\s+năm" for word in ("vào", "trước", "đến")),
                *(
                    rf"{word}\s+(?:quý\s+[iv\d]|tháng\s+\d)"
                    for word in (*_ENDS, "đầu", "giữa", "cuối")
                ),
                *(
                    rf"{word}\s+[iv\d]{{1,3}}(?:\s?[/\-]\s?|\s+năm\s+)20"
                    for word in ("quý", "tháng")
                ),
                *(
                    rf"{word}\d{{1,2}}(?:\s?[/.\-]\s?|\s+tháng\s+)\d{{1,2}}(?:\s?[/.\-]\s?|\s+năm\s+)20"
                    for word in (r"ngày\s+", r"\(", "- ")
                ),
            )
        )
    )
)
"""What stands in every such time, and in few other sentences."""
_SIGN_WORDS = ("20", "tháng", "quý", "cuối năm", "dịp", "kỷ niệm", "nhân ngày")
_BEFORE = 40  # characters of a loose time before its sign
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_EACH = re.compile(r"(?<!\d )(?<!ba )(?<!sáu )(?<!chín )(?<!nửa )(tuần|tháng|quý|năm)(?=\s|$)")
_AGAIN = ("lần", "lượt", "kỳ", "mỗi", "hằng", "hàng", "từng")
_ONCE = r"(?:một|0?1)\s+(?:lần|lượt|kỳ)"
_HOW_OFTEN = re.compile(rf"định kỳ|{_ONCE}")
"""What stands in all that is to be done regularly."""
_REGULARLY = re.compile(
    rf"(?:định kỳ\s+)?(?:(?:0?[369]|mỗi|hằng|hàng)\s+|(?<!\d )(?<!hai )(?<!ba ))(?:tuần|tháng|quý|năm)\s+(?:ít nhất\s+)?{_ONCE}"
    rf"|(?:cứ\s+)?(?:ba|sáu|0?[369])\s+tháng\s+{_ONCE}|nửa\s+năm\s+{_ONCE}"
    rf"|mỗi\s+(?:tuần|tháng|quý|năm)\s+[^.;\n\d]{{3,90}}?\s(?:ít nhất\s+)?{_ONCE}"
    r"|định kỳ\s+(?:(?:hằng|hàng|mỗi)\s+)?(?:0?[369]\s+tháng|tuần|tháng|quý|năm)"
)
"""Something to be done again and again, no day set: "mỗi quý một lần"."""
_RATE = re.compile(
    r"(?:ít nhất\s+)?0?1\s+lần\s*/\s*(?:0?1\s+)?(?P<span>tuần|tháng|quý|năm)"
    r"|(?P<months>0?[136])\s+tháng\s*/\s*(?:0?1\s+)?lần"
)
"""The same as officials note it: "01 lần/quý", "06 tháng/lần"."""
_RATES = {"tuần": "P1W", "tháng": "P1M", "quý": "P3M", "năm": "P1Y"}
_EVERY_SPAN = re.compile(
    rf"(?:^|[:,]\s+|\s(?:và|để)\s+)(?:(?:[-+•]|[a-zđ]\))\s*)?(?P<often>(?:(?:đầu|cuối)\s+)?{EVERY}\s+(?:tuần|tháng|quý)),?\s+"
    rf"(?:(?:tổ chức|thực hiện|tiến hành|có (?:văn bản|báo cáo|thông báo))(?!\w)|{VERBS}(?!\w))[^.;,:\n]{{0,80}}"
    rf"|(?:vào\s+)?tuần\s+(?:đầu|cuối)\s+(?:của\s+)?{EVERY}\s+tháng|(?:sơ kết|tổng kết|kiểm điểm)\s+{EVERY}\s+năm|{EVERY}\s+năm,?\s+(?:tổ chức\s+)?(?:sơ kết|tổng kết|kiểm tra, sơ kết)"
)
"""What every week, month or quarter is to be done: "mỗi tuần tổng hợp ý kiến của người dân"."""
_HABIT = re.compile(rf"{EVERY}\s+(?:tuần|tháng|quý|năm)")
_SO_OFTEN = re.compile(
    rf"(?<!\w){EVERY}\s+(?P<span>tuần|tháng|quý)(?=\s*(?:[.;,)]|$)|"
    r"[^.;,\n]{0,40}?\s(?:ít nhất\s+|tối thiểu\s+)?(?:\d{1,2}|một|hai|ba)\s+(?!lần)\w)"
)
"""How often a task is done, at its end or with a count: "cập nhật hằng quý", "mỗi tháng 02 buổi"."""
_OF_A_THING = re.compile(
    r"(?:lương|phụ cấp|trợ cấp|hỗ trợ|mức|kinh phí|sinh hoạt|thường kỳ|nghị quyết|chương trình|kế hoạch|lịch|"
    r"giao ban|họp|hội nghị|bản tin|báo cáo|công tác|thi đua|đánh giá|xếp loại|tiêu chí)\s+$"
)
"""What merely is of every month: "sinh hoạt chi bộ hằng tháng" tells which meeting."""
_OF_ANOTHER = re.compile(r"h[ằà]ng (?:tháng|quý) của")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a document as a whole says of its times.

    Attributes:
        year: the year a plan is for, to which days without year belong; None for standing rules.
        since: the day of the document; a time before it is told, not set.
        cited: where citations with their dates stand in the flat text, in order, none overlapping.
    """

    year: int | None = None
    since: DocumentDate | None = None
    cited: tuple[tuple[int, int], ...] = ()

    def may_set(self, due: DocumentDate | None, at: int) -> bool:
        """Returns whether a day that stands at a place may be a deadline of this document."""
        before = bisect_right(self.cited, (at, at)) - 1
        told = (
            due is not None
            and self.since is not None
            and str(due) < str(self.since)[: len(str(due))]
        )
        return not told and (before < 0 or self.cited[before][1] <= at)


def may_be_loose(small: str) -> bool:
    """Returns whether words in small letters may name a time as tasks do; most do not."""
    return _sign(small) is not None


def _sign(small: str) -> re.Match[str] | None:
    return _SIGN.search(small) if any(map(small.__contains__, _SIGN_WORDS)) else None


def find_loose(passage: str, at: int, frame: Frame) -> list[When]:
    """Returns the times that a task names without a word for the limit, or without their year.

    Args:
        passage: a sentence of the task.
        at: where it begins in the flat text.
        frame: the times of the document; none before its day is a deadline.

    >>> [str(when.due) for when in find_loose("Tổ chức sơ kết trong năm 2025", 0, Frame())]
    ['2025']
    >>> [str(when.due) for when in find_loose("tập huấn trong quý III", 0, Frame(2025))]
    ['2025-09']
    """
    small = passage.lower()
    sign = _sign(small) if len(small) == len(passage) else None
    if sign is None or _OF_SOME.match(small):
        return []
    year = None if _YEARLY.search(small) else frame.year
    found = (
        _loose(match, _told_later(match) or year)
        for match in _LOOSE.finditer(small, max(0, sign.start() - _BEFORE))
    )
    return [when for when in found if when and frame.may_set(when.due, at + when.start)]


_OF_SOME = re.compile(r"\W*đối với\s")
"""A sentence about those to which something happens in that time: "Đối với … kiểm tra trong năm 2024"."""
_LATER = re.compile(
    r"\s*(?:,|;|và)\s[^.;\n]{0,40}?(?:tháng|quý)\s+[\div]{1,3}(?:\s?/\s?|\s+năm\s+)(?P<year>20\d\d)"
)
_EARLIER = re.compile(r"(?:^|[;,]\s+(?:riêng\s+)?|riêng\s+)năm\s+(?P<year>20\d\d)\s[^;.\n\d]*$")
_NEAR = 120  # characters between a year and a quarter of it
_YEARLY = re.compile(rf"{EVERY}\s+năm")


def _told_later(match: re.Match[str]) -> int | None:
    """Returns the year that stands behind the last of several times, or before the first."""
    later = _LATER.match(match.string, match.end())
    before = _EARLIER.search(match.string, max(0, match.start() - _NEAR), match.start())
    found = later or before
    return int(found["year"]) if found else None


def _loose(match: re.Match[str], year: int | None) -> When | None:
    if match["feast_d"] and _YEARLY.search(match.string) and not match["feast_y"]:
        anchor = f"--{int(match['feast_m']):02d}-{int(match['feast_d']):02d}"
        return When(*match.span(), None, "P1Y", (anchor,))
    if match["feast_d"]:
        due = _date(match["feast_y"] or year, int(match["feast_m"]), int(match["feast_d"]))
    elif match["year"]:
        due = _date(match["year"])
    elif match["half"]:
        due = _date(match["half_year"] or year, 6 if match["half"] == "đầu" else 12)
    elif match["quarter"] or match["month"]:
        due = _date(year, _month(match["quarter"], match["month"]))
    elif match["end"]:
        due = _date(year, 12)
    elif match["of_year"]:
        due = _date(match["of_year"], _month(match["of_quarter"], match["of_month"]))
    else:
        due = _date(match["y"], int(match["m"]), int(match["d"]))
    return When(*match.span(), due, None, ()) if due else None


def _month(quarter: str | None, month: str | None) -> int:
    return _QUARTERS[quarter] * 3 if quarter else int(month or 0)


def _date(
    year: str | int | None, month: int | None = None, day: int | None = None
) -> DocumentDate | None:
    try:
        return DocumentDate(int(year), month, day) if year else None
    except InvalidIdentifier:
        return None


def may_come_again(small: str) -> bool:
    """Returns whether words in small letters may set something to be done again and again."""
    return any(map(small.__contains__, _AGAIN))


def find_regular(passage: str) -> list[When]:
    """Returns what a passage sets to be done again and again without a day.

    >>> [w.recurrence for w in find_regular("họp mỗi quý một lần; định kỳ 6 tháng kiểm tra")]
    ['P3M', 'P6M']
    >>> [w.recurrence for w in find_regular("kiểm tra 01 lần/quý, họp 6 tháng/lần")]
    ['P3M', 'P6M']
    """
    small = passage.lower()
    if len(small) != len(passage):
        return []
    counted = "kỳ" in small or "lần" in small or "lượt" in small
    forms = _REGULARLY.finditer(small) if counted and _HOW_OFTEN.search(small) else ()
    spelt = ((m, periods(_EACH.sub(r"hằng \1", m.group()))) for m in forms)
    rates = _RATE.finditer(small) if "/" in small and "lần" in small else ()
    noted = ((m, _rate(m)) for m in rates)
    return [When(*m.span(), None, often, ()) for m, often in (*spelt, *noted) if often]


def _rate(match: re.Match[str]) -> str:
    if match["months"]:
        return f"P{int(match['months'])}M"
    return _RATES[match["span"]]


def find_habits(passage: str) -> list[When]:
    """Returns what a task says is to be done every week, month or quarter.

    >>> [w.recurrence for w in find_habits("Mỗi tuần tổng hợp ý kiến của người dân")]
    ['P1W']
    >>> [w.recurrence for w in find_habits("Mở chuyên mục, mỗi tháng 02 kỳ")]
    ['P1M']
    >>> find_habits("Đưa vào nghị quyết hằng tháng")
    []
    """
    small = passage.lower()
    if len(small) != len(passage) or not _HABIT.search(small):
        return []
    return list(_habits(_EVERY_SPAN.finditer(small))) or list(_so_often(small))


def _habits(found: Iterator[re.Match[str]]) -> Iterator[When]:
    for match in found:
        start = match.start("often") if match["often"] else match.start()
        words = match.string[start : match.end()]
        often = None if _OF_ANOTHER.search(words) else periods(_every(words))
        if often:
            yield When(start, match.end(), None, often, ())


def _so_often(small: str) -> Iterator[When]:
    for match in _SO_OFTEN.finditer(small):
        if not _OF_A_THING.search(small, 0, match.start()):
            yield When(*match.span(), None, _RATES[match["span"]], ())


def _every(words: str) -> str:
    return re.sub(EVERY, "hằng", words)
