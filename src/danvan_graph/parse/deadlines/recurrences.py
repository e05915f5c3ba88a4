"""How often and by when: the words by which documents set deadlines."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.document_date import DocumentDate

_BY = (
    r"(?:(?:(?:hoàn thành |xong |gửi |nộp |thực hiện )?(?:trước|chậm nhất(?: là)?(?: vào)?(?: đến)?(?: trước)?|muộn nhất(?: là)?|"
    r"không (?:muộn|trễ|chậm|quá)(?: hơn)?|đến hết|hết|đến|vào|đúng|trong)"
    r"|(?:hoàn thành|xong|báo cáo (?:năm|quý|0?[369] tháng))(?=\s+(?:ngày|tháng|quý)\s))\s+"
    r"|(?:(?<!giới )(?<!quyền )hạn(?:\s+[^\d.;,:()\n]{2,40})?(?:\s+là|\s?:)?|thời gian(?:\s+[^\d.;,:()\n]{2,30})?\s?:)\s+(?=\d{1,2}\s?[/\-]|ngày\s+\d))"
)
_FEAST = r"(?:(?:dịp|lễ|nghỉ lễ|ngày)\s+(?:[^\d;.,:()\n]{2,70}\s)?)?"
"""What may stand between the limit and the day: "trước lễ 30/4", "đúng dịp kỷ niệm … 15/10/2022"."""
_EVERY = r"(?:hằng|hàng|mỗi|từng)"
_D = r"(?:ngày\s+)?(?P<{0}d>\d{{1,2}})\s?(?:/|-|\.|\s*tháng\s*)\s?(?P<{0}m>\d{{1,2}})"
_WHERE = r"(?:(?:hết|đầu|giữa|cuối|nửa (?:đầu|cuối)|khi kết thúc|khi hết|tuần (?:đầu|cuối|thứ \w+))\s+(?:của\s+)?)?"
"""In which part of a month or quarter; the month or quarter counts: "trước cuối tháng 6/2025"."""
_ABSOLUTE = re.compile(
    rf"{_BY}(?:\d{{1,2}}\s*(?:giờ|h|:)\s*\d{{0,2}}\s?(?:phút|['’])?\s*,?\s*)?{_FEAST}{_D.format('')}\s?(?:/|-|\.|\s*năm\s*)\s?(?P<y>\d{{4}})(?!\d)"
)
_YEARLY = re.compile(
    rf"(?:{_BY}{_FEAST}|(?<!và )(?<!, )(?<!; )ngày\s+(?=\d{{1,2}}(?:\s?/\s?|\s+tháng\s+)\d{{1,2}}\s*,?\s*{_EVERY}\s+năm)){_D.format('')}(?!\d|\s?[/.\-]\s?\d|\s*năm\s+\d|\s?%)(?P<every>\s*,?\s*{_EVERY}\s+năm)?"
)
_MONTHLY = re.compile(
    rf"(?:{_BY}(?:ngày\s+)?|ngày\s+)(?:mồng\s+|mùng\s+)?(?P<d>\d{{1,2}})(?:\s*(?:,|và)\s*(?:ngày\s+)?(?P<d2>\d{{1,2}}))?\s+(?:{_EVERY}\s+tháng|của\s+(?:{_EVERY}\s+)?tháng|tháng\s+(?:báo\s+cáo|sau|kế\s+tiếp|tiếp\s+theo))(?P<more>\s+(?:trước đó|cuối (?:của )?(?:{_EVERY} )?quý|cuối|sau))?"
)
_OF_MONTH = re.compile(
    rf"(?:báo cáo\s+)?(?<!\d )(?:{_EVERY}\s+)?tháng\s*\((?:trước\s+)?(?:ngày\s+)?(?P<d>\d{{1,2}})\)|{_EVERY}\s+tháng,?\s+(?:{_BY}|vào\s+)?ngày\s+(?P<day>\d{{1,2}})(?!\s?[/.\-]?\d|\s+(?:tháng|của|làm))"
)
"""The day of every month behind the month: "báo cáo tháng (trước ngày 20)", "hằng tháng trước ngày 20"."""
_DAY_OF_WORK = re.compile(
    rf"{_BY}(?:(?:thứ\s+\w+|ngày\s+làm\s+việc)\s+(?:đầu\s+tiên|cuối\s+cùng|tuần\s+(?:đầu|cuối))\s+(?:của\s+)?(?:{_EVERY}\s+)?tháng|tuần\s+(?:đầu|cuối)\s+(?:của\s+)?{_EVERY}\s+tháng)(?!\s+\d)"
)
"""A day of every month told by its place in it: "thứ Hai đầu tiên của tháng"."""
_QUARTERLY = re.compile(
    rf"(?:{_BY})?ngày\s+(?P<d>\d{{1,2}})\s+(?:của\s+)?tháng\s+(?:cuối|đầu)\s+(?:của\s+)?(?:{_EVERY}\s+)?quý(?:\s+sau)?|{_BY}(?:(?:ngày|tuần|tháng)\s+[^;.,\n]{{0,30}}?)?(?:trong|cuối|đầu|của|{_EVERY})\s+quý(?!\s+[ivx\d])(?:\s+sau)?"
)
_WEEKLY = re.compile(
    rf"(?:{_EVERY} tuần\s+)?{_BY}(?:(?:buổi\s+)?(?:sáng|chiều)\s+)?(?P<time>\d{{1,2}}(?::|h|\s*giờ\s*)\d{{0,2}})?\s*,?\s*(?:ngày\s+)?(?P<day>thứ\s+\w+|chủ\s+nhật)(?!\s+(?:đầu|tuần|cuối))(?:\s+{_EVERY}\s+tuần)?"
)
_QUARTER = re.compile(
    rf"{_BY}{_WHERE}quý\s+(?:[iv]{{1,3}}\s*(?:,|và|-|đến)\s*(?:quý\s+)?){{0,3}}(?P<q>iv|i{{1,3}}|[1-4])(?:\s*/\s*|\s+năm\s+)(?P<y>\d{{4}})"
)
_MONTH = re.compile(
    rf"{_BY}{_WHERE}tháng\s+(?:\d{{1,2}}\s*(?:,|và|đến)\s*(?:tháng\s+)?){{0,3}}(?P<m>\d{{1,2}})(?:\s*[/\-]\s*|\s+năm\s+)(?P<y>\d{{4}})"
)
_YEAR = re.compile(
    r"(?:hoàn thành|xong|kết thúc|sơ kết|tổng kết)\s+(?:trong|trước|vào)\s+năm\s+(?P<y>\d{4})(?!\d)",
    re.IGNORECASE,
)
_END_OF_YEAR = re.compile(
    rf"(?:{_BY}|(?:kỳ họp|phiên họp|hội nghị)\s+(?:thường lệ\s+|thường kỳ\s+)?)(?P<part>cuối|giữa)\s+năm\s+(?P<y>\d{{4}})(?!\d)"
)
_MONTH_OF_EVERY_YEAR = re.compile(
    rf"(?<!\d )(?:{_BY}(?:đầu\s+|cuối\s+)?)?(?:tháng\s+\d{{1,2}}|quý\s+(?:iv|i{{1,3}}))\s+{_EVERY}\s+năm",
    re.IGNORECASE,
)
_DAILY = re.compile(
    rf"{_BY}\d{{1,2}}\s*(?:giờ|h|:)\s*\d{{0,2}}\s*(?:phút\s*)?,?\s*{_EVERY}\s+ngày|(?:gửi|báo cáo|cập nhật)[^.;,\n]{{0,60}}?\s{_EVERY}\s+ngày"
)
_AFTER = re.compile(
    r"(?:(?:trong(?:\s+(?:thời hạn|thời gian|vòng))?|chậm nhất(?:\s+là)?(?:\s+sau)?|muộn nhất(?:\s+là)?|không quá|tối đa|sau|trước)\s+"
    r"\d{1,3}\s+(?:ngày|giờ|tuần|tháng)(?:\s+làm\s+việc)?,?\s+(?:kể\s+từ|tính\s+(?:từ|đến)|từ\s+(?:khi|ngày)|sau\s+khi|trước\s+khi|khi|tổ\s+chức|nhận)(?!\w)"
    r"|trong\s+(?:vòng|thời hạn)\s+\d{1,3}\s+(?:ngày|giờ|tuần|tháng)(?:\s+làm\s+việc)?(?!\w)"
    r"|(?:trong|không quá|quá)\s+\d{1,3}\s+(?:giờ|ngày\s+làm\s+việc)(?!\w)"
    r"|sau\s+(?:khi\s+)?(?:đối thoại|hội nghị|nhận|họp|ban hành|tiếp nhận|kiểm tra)[^.;,\n\d]{0,30}\s\d{1,3}\s+(?:ngày|giờ)(?!\w)"
    r"|báo\s+trước[^.;,\n\d]{0,60}?\s(?:ít nhất\s+)?\d{1,3}\s+(?:ngày|giờ)(?!\w)|ngay\s+trong\s+ngày(?!\s+\d)"
    r"|trước\s+(?:ngày|khi|cuộc|buổi|hội nghị|kỳ họp)\s(?:[^.;,\n\d]{3,60}?\s)?(?:ít\s+nhất\s+)?\d{1,3}\s+(?:ngày|giờ)(?!\w)|trước\s+ít\s+nhất\s+\d{1,3}\s+(?:ngày|giờ)|ít\s+nhất\s+\d{1,3}\s+(?:ngày|giờ)\s+(?:trước|sau)(?!\w)"
    r"|chậm\s+nhất\s+(?:là\s+)?(?:sau\s+)?\d{1,3}\s+(?:ngày|giờ)(?:\s+làm\s+việc)?(?:,?\s+(?:sau|trước|kể)(?!\w))?"
    r"|(?:gửi|báo cáo|trả lời|thông báo)[^.;,\n]{0,60}?\sngay\s+sau\s+(?:khi|hội nghị|cuộc|ngày)|ngay\s+sau\s+khi\s)[^.;,\n]{0,80}"
)
"""A time counted from something that happens, not from a day."""
_OVER = re.compile(
    r"(?:\b(?:từ|kể từ|tính)\s[^.;\n]{0,40}|\b(?:tính|chốt)\s+(?:số liệu\s+)?)$", re.IGNORECASE
)
"""What stands before the end of a span of time that is told, not set: "từ 01/8/2017 đến 31/7/2018"."""
_PERIODS = re.compile(
    rf"(?:định kỳ|{_EVERY}\s+(?:tuần|tháng|quý|năm)|(?:0?[369]|12|01|1)\s+(?:tháng|năm|quý)(?=\s*(?:,|và|(?:một|0?1) lần|hoặc|\(|;|\.))|sơ kết\s+0?6\s+tháng|báo cáo\s+(?:tháng|quý|năm|0?[69]\s+tháng))",
    re.IGNORECASE,
)
_WORDS = (
    (re.compile(rf"{_EVERY}\s+tuần|báo cáo\s+tuần"), "P1W"),
    (re.compile(rf"{_EVERY}\s+tháng|báo cáo\s+tháng|(?:0?1|một)\s+tháng"), "P1M"),
    (re.compile(rf"{_EVERY}\s+quý|báo cáo\s+quý|0?3\s+tháng|trong quý"), "P3M"),
    (re.compile(r"(?<!\d)0?6\s+tháng|sáu tháng|nửa năm"), "P6M"),
    (re.compile(r"(?<!\d)0?9\s+tháng|chín tháng"), "P9M"),
    (
        re.compile(
            rf"{_EVERY}\s+năm|(?:0?1|một)\s+năm(?!\s*\d)|cuối năm|báo cáo\s+năm|12\s+tháng|(?:tháng|quý)(?:\s+đầu\s+năm)?\s*(?:,|;|và|,\s*và|\([^)]{{0,40}}\),?)\s*(?:cả\s+)?năm(?!\s*\d)"
        ),
        "P1Y",
    ),
)
_AD_HOC = re.compile(r"đột xuất|khi có yêu cầu|theo yêu cầu|báo cáo ngay|khi phát sinh")
_MAY_SET_A_PERIOD = re.compile(r"(?i:định|tuần|tháng|quý|năm)")
_SPAN = re.compile(r"tuần|tháng|quý|năm")
_MAY_SET_A_TIME = re.compile(
    r"\d\s?(?:/|-|\.|tháng|hằng|hàng|mỗi|từng|của|giờ|ngày|năm)|quý|tuần|tháng \d|ngay sau|của tháng|(?:năm|ngày) \d|tháng\s*\(|(?:hằng|hàng) ngày"
)
_LIMIT = r"(?:trước|nhất|là|vào|đến|hết|hơn|quá|đúng|trong|thành|xong|năm|tháng|quý|hạn|cuối|cùng|chót|nộp|gửi|cáo|hiện|:)\s+"
"""The last word of ``_BY``."""
_BY_A_DAY = re.compile(rf"{_LIMIT}(?:\d|ngày|dịp|lễ|nghỉ)")
_COUNTED = re.compile(r"\s*(?:xã|phường|huyện|hộ|thôn|đơn vị|tiêu chí|người|ngày|tháng|giờ|tuần|%)")
"""What stands behind a share or a span ("10/12 xã", "2-3 ngày"), not behind a day."""
_WEEKDAY = {
    "hai": "Mon", "ba": "Tue", "tư": "Wed", "năm": "Thu", "sáu": "Fri", "bảy": "Sat", "nhật": "Sun",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """A time at which something falls due; places count characters of the passage.

    Attributes:
        start: first character of the words.
        end: character after the last.
        due: the date, when it falls due once.
        recurrence: ISO 8601 periods joined by ``+``, or None.
        anchors: recurring days as ``--MM-DD`` or ``---DD``; weekdays as ``Fri 15:00``.
    """

    start: int
    end: int
    due: DocumentDate | None
    recurrence: str | None
    anchors: tuple[str, ...]

    def on(self, year: int) -> "When | None":
        """Returns a day of every year as a day of one year; None where there is no such day."""
        if self.recurrence != "P1Y" or len(self.anchors) != 1:
            return None
        month, day = self.anchors[0].removeprefix("--").split("-")
        due = _date(str(year), month, day)
        return When(self.start, self.end, due, None, ()) if due else None


def periods(words: str) -> str | None:
    """Returns the recurrence that words such as "6 tháng, 01 năm hoặc đột xuất" set, or None.

    >>> periods("báo cáo định kỳ 6 tháng, 01 năm hoặc đột xuất")
    'P6M+P1Y+ad-hoc'
    >>> periods("định kỳ và đột xuất")
    'periodic+ad-hoc'
    """
    small = words.lower()
    found = [code for cue, code in _WORDS if cue.search(small)] if _SPAN.search(small) else []
    if not found and "định kỳ" in small:
        found.append("periodic")
    if _AD_HOC.search(small):
        found.append("ad-hoc")
    return "+".join(found) or None


def _date(year: str | None, month: str, day: str | None) -> DocumentDate | None:
    try:
        return DocumentDate(int(year or 2000), int(month), int(day) if day else None)
    except InvalidIdentifier:
        return None


def _ends_a_span(passage: str, match: re.Match[str]) -> bool:
    """Returns whether a date is where a span of time ends that is told, not set."""
    until = match.group().startswith(("đến", "hết"))
    return until and _OVER.search(passage[max(0, match.start() - 60) : match.start()]) is not None


def _dated(match: re.Match[str]) -> When | None:
    """Returns the day of a match; of a day that no calendar has, only the year can be trusted."""
    day = match.groupdict().get("d")
    due = _date(match["y"], match["m"], day)
    if due is None and day and 1930 <= int(match["y"]) <= 2100:
        due = DocumentDate(int(match["y"]))
    return When(*match.span(), due, None, ()) if due else None


def _by_day(match: re.Match[str]) -> When | None:
    return None if _ends_a_span(match.string, match) else _dated(match)


def _by_year(match: re.Match[str]) -> When | None:
    return When(*match.span(), DocumentDate(int(match["y"])), None, ())


def _by_end_of_year(match: re.Match[str]) -> When | None:
    if match["part"] == "giữa":  # a meeting in the middle of the year has no month of its own
        return When(*match.span(), None, "event", ())
    return When(*match.span(), DocumentDate(int(match["y"]), 12), None, ())


def _by_quarter(match: re.Match[str]) -> When | None:
    quarter = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(match["q"].upper()) or int(match["q"])
    return When(*match.span(), _date(match["y"], str(quarter * 3), None), None, ())


def _yearly(match: re.Match[str]) -> When | None:
    if _ends_a_span(match.string, match):
        return None
    day = _date(None, match["m"], match["d"])
    by_day = match["every"] or any(
        word in match.group() for word in ("ngày", "trước", "nhất", "hạn")
    )
    if not by_day or _COUNTED.match(match.string, match.end()):
        return None
    if day is None:  # a day of no calendar: it comes every year, more is not known
        return When(*match.span(), None, "P1Y", ()) if match["every"] else None
    return When(*match.span(), None, "P1Y", (f"--{day.month:02d}-{day.day:02d}",))


def _monthly(match: re.Match[str]) -> When | None:
    if not 1 <= int(match["d"]) <= 31:
        return None
    every = "P3M" if "quý" in (match["more"] or "") else "P1M"
    days = [int(day) for day in (match["d"], match["d2"]) if day and 1 <= int(day) <= 31]
    return When(*match.span(), None, every, tuple(f"---{day:02d}" for day in days))


def _of_month(match: re.Match[str]) -> When | None:
    day = int(match["d"] or match["day"])
    return When(*match.span(), None, "P1M", (f"---{day:02d}",)) if 1 <= day <= 31 else None


def _quarterly(match: re.Match[str]) -> When | None:
    day = int(match["d"] or 0)
    return When(*match.span(), None, "P3M", (f"---{day:02d}",) if 1 <= day <= 31 else ())


def _weekly(match: re.Match[str]) -> When | None:
    day = _WEEKDAY.get(match["day"].split()[-1])
    time = f" {match['time']}" if match["time"] else ""
    return When(*match.span(), None, "P1W", (f"{day}{time}",)) if day else None


def _each(recurrence: str) -> Callable[[re.Match[str]], When | None]:
    return lambda match: When(*match.span(), None, recurrence, ())


_Form = tuple[re.Pattern[str], Callable[[re.Match[str]], When | None]]
_FORMS: tuple[tuple[str, re.Pattern[str], tuple[_Form, ...]], ...] = (
    ("", _BY_A_DAY, ((_ABSOLUTE, _by_day), (_YEARLY, _yearly))),
    ("tháng", re.compile(r"tháng\s+\d"), ((_MONTH, _by_day),)),
    ("năm", re.compile(r"(?:trong|trước|vào)\s+năm\s+\d"), ((_YEAR, _by_year),)),
    ("năm", re.compile(r"(?:cuối|giữa)\s+năm\s+\d"), ((_END_OF_YEAR, _by_end_of_year),)),
    ("quý", re.compile(r"quý\s+[iv\d]"), ((_QUARTER, _by_quarter),)),
    ("năm", re.compile(r"\d\s*,?\s*(?:h[ằà]ng|mỗi|từng)\s+năm"), ((_YEARLY, _yearly),)),
    (
        "tháng",
        re.compile(r"\d\s+(?:(?:h[ằà]ng|mỗi|từng|của)\s|tháng\s+(?:báo|sau|kế|tiếp))"),
        ((_MONTHLY, _monthly),),
    ),
    (
        "tháng",
        re.compile(r"(?:tiên|cuối|cùng|đầu)\s+(?:của\s+)?(?:(?:mỗi|h[ằà]ng)\s+)?tháng"),
        ((_DAY_OF_WORK, _each("P1M")),),
    ),
    ("tháng", re.compile(r"tháng\s*\(|(?:h[ằà]ng|mỗi) tháng,?\s"), ((_OF_MONTH, _of_month),)),
    ("năm", re.compile(r"h[ằà]ng năm|mỗi năm|từng năm"), ((_MONTH_OF_EVERY_YEAR, _each("P1Y")),)),
    ("ngày", re.compile(r"(?:h[ằà]ng|mỗi|từng)\s+ngày"), ((_DAILY, _each("P1D")),)),
    ("", re.compile(r"\d\s+(?:ngày|giờ|tuần|tháng)|ngay"), ((_AFTER, _each("event")),)),
    ("quý", re.compile(r"quý"), ((_QUARTERLY, _quarterly),)),
    ("", re.compile(r"thứ|chủ\s+nhật"), ((_WEEKLY, _weekly),)),
)
"""A word that must stand in the passage, a sign that forms may, the forms, and how they are read."""
_REACH = 160
"""No form begins further before its sign than this many characters."""


def may_set_a_time(small: str) -> bool:
    """Returns whether words in small letters may set a time, so that a closer look is worth it."""
    return _MAY_SET_A_TIME.search(small) is not None


def find_times(passage: str) -> list[When]:
    """Returns every deadline a passage sets by date or day, in order, none overlapping another.

    >>> [w.anchors for w in find_times("báo cáo trước ngày 30 tháng 11 hằng năm")]
    [('--11-30',)]
    >>> [str(w.due) for w in find_times("gửi kết quả trước ngày 01/12/2023.")]
    ['2023-12-01']
    """
    kept: list[When] = []
    small = passage.lower()  # the forms know small letters only; places must stay the same
    if len(small) != len(passage) or not may_set_a_time(small):
        return kept
    matches = (
        (read, match)
        for word, sign, forms in _FORMS
        if word in small and (first := sign.search(small))
        for form, read in forms
        for match in form.finditer(small, max(0, first.start() - _REACH))
    )
    found = [when for read, match in matches if (when := read(match))]
    for when in sorted(found, key=lambda w: (w.start, -w.end)):
        if not kept or when.start >= kept[-1].end:
            kept.append(when)
    return kept


def find_periods(passage: str) -> list[tuple[int, int]]:
    """Returns the places of words that set a period ("định kỳ", "hằng năm", "6 tháng")."""
    if not _MAY_SET_A_PERIOD.search(passage):
        return []
    return [match.span() for match in _PERIODS.finditer(passage)]
