"""The forms of a deadline: "trước ngày 30 tháng 11 hằng năm", "trong vòng 05 ngày kể từ …".

They know small letters only. Each says what must stand in a sentence that holds it, so that most
sentences are left without trying any.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from danvan_graph.parse.deadlines.when import When, day_of
from danvan_graph.parse.words.alternation import grouped

_LIMITS = (
    "trước", r"chậm nhất(?: là)?(?: vào)?(?: đến)?(?: trước)?", "muộn nhất(?: là)?",
    "không (?:muộn|trễ|chậm|quá)(?: hơn)?", "đến hết", "hết", "đến", "vào", "đúng", "trong",
)  # fmt: skip
_BY_BRANCHES = (
    *(
        rf"{verb} (?:{'|'.join(_LIMITS)})\s+"
        for verb in ("hoàn thành", "xong", "gửi", "nộp", "thực hiện")
    ),
    *(rf"{limit}\s+" for limit in _LIMITS),
    *(
        rf"{done}(?=\s+(?:ngày|tháng|quý)\s)\s+"
        for done in ("hoàn thành", "xong", "báo cáo (?:năm|quý|0?[369] tháng)")
    ),
    r"(?<!giới )(?<!quyền )hạn(?:\s+[^\d.;,:()\n]{2,40})?(?:\s+là|\s?:)?\s+(?=\d{1,2}\s?[/\-]|ngày\s+\d)",
    r"thời gian(?:\s+[^\d.;,:()\n]{2,30})?\s?:\s+(?=\d{1,2}\s?[/\-]|ngày\s+\d)",
)
_BY = f"(?:{grouped('|'.join(_BY_BRANCHES))})"
_FEAST = r"(?:(?:dịp|lễ|nghỉ lễ|ngày)\s+(?:[^\d;.,:()\n]{2,70}\s)?)?"
"""What may stand between the limit and the day: "trước lễ 30/4", "đúng dịp kỷ niệm … 15/10/2022"."""
EVERY = r"(?:hằng|hàng|mỗi|từng)"
_D = r"(?:ngày\s+)?(?P<{0}d>\d{{1,2}})\s?(?:/|-|\.|\s*tháng\s*)\s?(?P<{0}m>\d{{1,2}})"
_WHERE = r"(?:(?:hết|đầu|giữa|cuối|nửa (?:đầu|cuối)|khi kết thúc|khi hết|tuần (?:đầu|cuối|thứ \w+))\s+(?:của\s+)?)?"
"""In which part of a month or quarter; the month or quarter counts: "trước cuối tháng 6/2025"."""
_ABSOLUTE = re.compile(
    rf"{_BY}(?:\d{{1,2}}\s*(?:giờ|h|:)\s*\d{{0,2}}\s?(?:phút|['’])?\s*,?\s*)?{_FEAST}{_D.format('')}\s?(?:/|-|\.|\s*năm\s*)\s?(?P<y>\d{{4}})(?!\d)"
)
_OF_EVERY_YEAR = "|".join(
    (
        *(branch + _FEAST for branch in _BY_BRANCHES),
        rf"(?<!và )(?<!, )(?<!; )ngày\s+(?=\d{{1,2}}(?:\s?/\s?|\s+tháng\s+)\d{{1,2}}\s*,?\s*{EVERY}\s+năm)",
    )
)
_YEARLY = re.compile(
    rf"(?:{grouped(_OF_EVERY_YEAR)}){_D.format('')}(?!\d|\s?[/.\-]\s?\d|\s*năm\s+\d|\s?%)(?P<every>\s*,?\s*{EVERY}\s+năm)?"
)
_MONTHLY = re.compile(
    rf"(?:{_BY}(?:ngày\s+)?|ngày\s+)(?:mồng\s+|mùng\s+)?(?P<d>\d{{1,2}})(?:\s*(?:,|và)\s*(?:ngày\s+)?(?P<d2>\d{{1,2}}))?\s+(?:{EVERY}\s+tháng|của\s+(?:{EVERY}\s+)?tháng|tháng\s+(?:báo\s+cáo|sau|kế\s+tiếp|tiếp\s+theo))(?P<more>\s+(?:trước đó|cuối (?:của )?(?:{EVERY} )?quý|cuối|sau))?"
)
_OF_MONTH = re.compile(
    rf"(?:báo cáo\s+)?(?<!\d )(?:{EVERY}\s+)?tháng\s*\((?:trước\s+)?(?:ngày\s+)?(?P<d>\d{{1,2}})\)|{EVERY}\s+tháng,?\s+(?:{_BY}|vào\s+)?ngày\s+(?P<day>\d{{1,2}})(?!\s?[/.\-]?\d|\s+(?:tháng|của|làm))"
)
"""The day of every month behind the month: "báo cáo tháng (trước ngày 20)", "hằng tháng trước ngày 20"."""
_DAY_OF_WORK = re.compile(
    rf"{_BY}(?:(?:thứ\s+\w+|ngày\s+làm\s+việc)\s+(?:đầu\s+tiên|cuối\s+cùng|tuần\s+(?:đầu|cuối))\s+(?:của\s+)?(?:{EVERY}\s+)?tháng|tuần\s+(?:đầu|cuối)\s+(?:của\s+)?{EVERY}\s+tháng)(?!\s+\d)"
)
"""A day of every month told by its place in it: "thứ Hai đầu tiên của tháng"."""
_QUARTERLY = re.compile(
    rf"(?:{_BY})?ngày\s+(?P<d>\d{{1,2}})\s+(?:của\s+)?tháng\s+(?:cuối|đầu)\s+(?:của\s+)?(?:{EVERY}\s+)?quý(?:\s+sau)?|{_BY}(?:(?:ngày|tuần|tháng)\s+[^;.,\n]{{0,30}}?)?(?:trong|cuối|đầu|của|{EVERY})\s+quý(?!\s+[ivx\d])(?:\s+sau)?"
)
_WEEKLY = re.compile(
    rf"(?:{EVERY} tuần\s+)?{_BY}(?:(?:buổi\s+)?(?:sáng|chiều)\s+)?(?P<time>\d{{1,2}}(?::|h|\s*giờ\s*)\d{{0,2}})?\s*,?\s*(?:ngày\s+)?(?P<day>thứ\s+\w+|chủ\s+nhật)(?!\s+(?:đầu|tuần|cuối))(?:\s+{EVERY}\s+tuần)?"
)
_QUARTER = re.compile(
    rf"{_BY}{_WHERE}quý\s+(?:[iv]{{1,3}}\s*(?:,|và|-|đến)\s*(?:quý\s+)?){{0,3}}(?P<q>iv|i{{1,3}}|[1-4])(?:\s*/\s*|\s+năm\s+)(?P<y>\d{{4}})"
)
_MONTH = re.compile(
    rf"{_BY}{_WHERE}tháng\s+(?:\d{{1,2}}\s*(?:,|và|đến)\s*(?:tháng\s+)?){{0,3}}(?P<m>\d{{1,2}})(?:\s*[/\-]\s*|\s+năm\s+)(?P<y>\d{{4}})"
)
_YEAR = re.compile(
    r"(?:hoàn thành|xong|kết thúc|sơ kết|tổng kết)\s+(?:trong|trước|vào)\s+năm\s+(?P<y>\d{4})(?!\d)",
)
_END_OF_YEAR = re.compile(
    rf"(?:{_BY}|(?:kỳ họp|phiên họp|hội nghị)\s+(?:thường lệ\s+|thường kỳ\s+)?)(?P<part>cuối|giữa)\s+năm\s+(?P<y>\d{{4}})(?!\d)"
)
_MONTH_OF_EVERY_YEAR = re.compile(
    rf"(?<!\d )(?:{_BY}(?:đầu\s+|cuối\s+)?)?(?:tháng\s+\d{{1,2}}|quý\s+(?:iv|i{{1,3}}))\s+{EVERY}\s+năm"
)
_DAILY = re.compile(
    rf"{_BY}\d{{1,2}}\s*(?:giờ|h|:)\s*\d{{0,2}}\s*(?:phút\s*)?,?\s*{EVERY}\s+ngày|(?:gửi|báo cáo|cập nhật)[^.;,\n]{{0,60}}?\s{EVERY}\s+ngày"
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
_COUNTED = re.compile(r"\s*(?:xã|phường|huyện|hộ|thôn|đơn vị|tiêu chí|người|ngày|tháng|giờ|tuần|%)")
"""What stands behind a share or a span ("10/12 xã", "2-3 ngày"), not behind a day."""
_WEEKDAY = {
    "hai": "Mon", "ba": "Tue", "tư": "Wed", "năm": "Thu", "sáu": "Fri", "bảy": "Sat", "nhật": "Sun",
}  # fmt: skip


def _ends_a_span(passage: str, match: re.Match[str]) -> bool:
    """Returns whether a date is where a span of time ends that is told, not set."""
    until = match.group().startswith(("đến", "hết"))
    return until and _OVER.search(passage[max(0, match.start() - 60) : match.start()]) is not None


def _dated(match: re.Match[str]) -> When | None:
    """Returns the day of a match; of a day that no calendar has, only the year can be trusted."""
    day = match.groupdict().get("d")
    due = day_of(match["y"], match["m"], day) or (day_of(match["y"]) if day else None)
    return When(*match.span(), due, None, ()) if due else None


def _by_day(match: re.Match[str]) -> When | None:
    return None if _ends_a_span(match.string, match) else _dated(match)


def _by_year(match: re.Match[str]) -> When | None:
    due = day_of(match["y"])
    return When(*match.span(), due, None, ()) if due else None


def _by_end_of_year(match: re.Match[str]) -> When | None:
    if match["part"] == "giữa":  # a meeting in the middle of the year has no month of its own
        return When(*match.span(), None, "event", ())
    due = day_of(match["y"], "12")
    return When(*match.span(), due, None, ()) if due else None


def _by_quarter(match: re.Match[str]) -> When | None:
    quarter = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(match["q"].upper()) or int(match["q"])
    return When(*match.span(), day_of(match["y"], str(quarter * 3), None), None, ())


def _yearly(match: re.Match[str]) -> When | None:
    if _ends_a_span(match.string, match):
        return None
    day = day_of(None, match["m"], match["d"])
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


def _each_quarter(match: re.Match[str]) -> When | None:
    day = int(match["d"] or 0)
    return When(*match.span(), None, "P3M", (f"---{day:02d}",) if 1 <= day <= 31 else ())


def _weekly(match: re.Match[str]) -> When | None:
    day = _WEEKDAY.get(match["day"].split()[-1])
    time = f" {match['time']}" if match["time"] else ""
    return When(*match.span(), None, "P1W", (f"{day}{time}",)) if day else None


def _each(recurrence: str) -> Callable[[re.Match[str]], When | None]:
    return lambda match: When(*match.span(), None, recurrence, ())


class Form(NamedTuple):
    """A way to set a time.

    Attributes:
        pattern: the form.
        read: returns the time of a match, or None.
        signs: what every time of this form holds; from the last sign of the form, or of its group, it is
            not far to its beginning.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], When | None]
    signs: tuple[re.Pattern[str], ...]


REACH = 120
"""No form begins further before its last sign than this many characters."""
_DAY = r"\d\s?(?:[/.\-]|\s*tháng\s*)\s?\d"
_DATE = rf"{_DAY}\d?\s?(?:[/.\-]|\s*năm\s*)\s?\d{{4}}"
_BY_A_DAY = (
    rf"(?:{grouped('trước|nhất|là|vào|đến|hết|hơn|quá|đúng|trong|thành|xong|năm|tháng|quý|hạn|gian|:')})\s+(?:\d|ngày|dịp|lễ|nghỉ)"
    r"|hạn\s[^\d.;,:()\n]{2,40}\s(?:\d|ngày)"
)
"""How the words of a limit end, and what comes next."""
_EVERY_YEAR = rf"\d\s*,?\s*{EVERY}\s+năm"
_EVERY_MONTH = rf"\d\s+(?:(?:{EVERY}|của(?:\s+{EVERY})?)\s+tháng|tháng\s+(?:báo|sau|kế|tiếp))"
EACH_DAY = rf"(?:[\dh:,]|giờ|phút)\s*{EVERY}\s+ngày|(?:gửi|báo cáo|cập nhật)[^.;,\n]{{0,60}}?\s{EVERY}\s+ngày"
"""What stands before "hằng ngày" where something is due every day."""
_WITHIN = (
    rf"(?:{grouped('trong|hạn|gian|vòng|nhất|là|sau|quá|đa|trước')})\s+\d{{1,3}}\s+(?:tuần|tháng)"
)


def _form(
    pattern: re.Pattern[str], read: Callable[[re.Match[str]], When | None], *signs: str
) -> Form:
    return Form(pattern, read, tuple(map(re.compile, signs)))


class Group(NamedTuple):
    """Forms of which every time holds the same.

    Attributes:
        word: a word that every time of them holds.
        signs: what else every time of them holds, as for one form.
        forms: the forms.
    """

    word: str
    signs: tuple[re.Pattern[str], ...]
    forms: tuple[Form, ...]


def _group(word: str, *forms: Form, signs: tuple[str, ...] = ()) -> Group:
    return Group(word, tuple(map(re.compile, signs)), forms)


FORMS = (
    _group(
        "",
        _form(_ABSOLUTE, _by_day, _DATE),
        _form(_YEARLY, _yearly),
        signs=(_DAY, f"{_BY_A_DAY}|{_EVERY_YEAR}"),
    ),
    _group(
        "tháng",
        _form(_MONTH, _by_day, r"\d(?:\s*[/\-]\s*|\s+năm\s+)\d{4}"),
        _form(_MONTHLY, _monthly, _EVERY_MONTH),
        _form(
            _DAY_OF_WORK,
            _each("P1M"),
            rf"(?:tiên|cuối|cùng|đầu)\s+(?:của\s+)?(?:{EVERY}\s+)?tháng",
        ),
        _form(_OF_MONTH, _of_month, rf"tháng\s*\(|{EVERY}\s+tháng,?\s"),
        _form(_AFTER, _each("event"), _WITHIN),
    ),
    _group(
        "năm",
        _form(_YEAR, _by_year, r"(?:trong|trước|vào)\s+năm\s+\d"),
        _form(_END_OF_YEAR, _by_end_of_year, r"(?:cuối|giữa)\s+năm\s+\d"),
        _form(
            _MONTH_OF_EVERY_YEAR,
            _each("P1Y"),
            rf"(?<!\d )(?:tháng\s+\d{{1,2}}|quý\s+(?:iv|i{{1,3}}))\s+{EVERY}\s+năm",
        ),
    ),
    _group("quý", _form(_QUARTER, _by_quarter, r"quý\s+[iv\d]")),
    _group("ngày", _form(_DAILY, _each("P1D"), rf"{EVERY}\s+ngày", EACH_DAY)),
    _group("", _form(_AFTER, _each("event"), r"\d\s+(?:ngày|giờ)")),
    _group("tuần", _form(_AFTER, _each("event"), _WITHIN)),
    _group("ngay", _form(_AFTER, _each("event"), r"ngay\s+(?:trong|sau)")),
    _group("quý", _form(_QUARTERLY, _each_quarter, rf"(?:trong|cuối|đầu|của|{EVERY})\s+quý")),
    _group("thứ", _form(_WEEKLY, _weekly, rf"thứ\s+(?:{'|'.join(_WEEKDAY)})")),
    _group("nhật", _form(_WEEKLY, _weekly, r"chủ\s+nhật")),
)
"""The forms; of two for the same words the former counts."""
