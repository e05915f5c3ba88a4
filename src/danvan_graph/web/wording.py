"""Vietnamese words for what the graph holds as codes: dates, numbers, parts of a document."""

import re
from collections.abc import Sequence

from danvan_graph.identifiers.recurrence import Anchor

UNKNOWN_DATE = "không rõ ngày"
NOT_SEEN = "Chưa thấy văn bản"
REVIEWED = "Đã kiểm tra"
MACHINE_READ = "Máy đọc, chưa kiểm tra"

_PARTS = {
    "tieu-de": "phần tiêu đề",
    "mo-dau": "phần mở đầu",
    "ket": "phần kết",
    "noi-nhan": "phần nơi nhận",
    "chu-ky": "phần chữ ký",
}
_PERIODS = {
    "P1W": "hằng tuần",
    "P1M": "hằng tháng",
    "P3M": "hằng quý",
    "P6M": "6 tháng",
    "P9M": "9 tháng",
    "P1Y": "hằng năm",
    "event": "theo vụ việc",
    "periodic": "định kỳ",
    "ad-hoc": "đột xuất",
}
_UNITS = {"D": "ngày", "W": "tuần", "M": "tháng", "Y": "năm"}
_CHANGES = {
    "merge": "nhập",
    "split": "tách",
    "rename": "đổi tên",
    "recode": "đổi mã",
    "reclassify": "đổi loại",
    "reparent": "chuyển cấp trên",
    "establish": "thành lập",
    "upgrade": "nâng cấp",
    "abolish": "bãi bỏ",
}
_PARTIAL = {
    "yes": "một phần địa bàn",
    "no": "toàn bộ địa bàn",
    "unknown": "chưa rõ toàn bộ hay một phần địa bàn",
}
_FLAGS = {
    "line-break": "ngắt dòng giữa số hiệu",
    "internal-space": "có khoảng trắng thừa",
    "variant-form": "viết theo lối của nhánh khác",
    "generic": "gọi chung, không nêu số",
    "no-so": "không có chữ “số”",
    "shared-date": "ghi chung ngày",
    "shared-issuer": "ghi chung cơ quan",
    "date-after-verb": "ngày ghi sau động từ",
    "impossible-date": "ngày không có trong lịch",
    "name-only": "chỉ nêu tên",
}


def day(text: str | None) -> str:
    """Returns an ISO 8601 day, month or year as people write it.

    >>> day("2021-11-26"), day("2023"), day(None)
    ('26/11/2021', '2023', 'không rõ ngày')
    """
    if not text:
        return UNKNOWN_DATE
    parts = text.split("-")
    whole = all(part.isdigit() for part in parts) and len(parts) <= 3
    return "/".join(reversed(parts)) if whole else text


def number(value: float) -> str:
    """Returns a number with dots between thousands and a comma before decimals.

    >>> number(10598), number(0.5), number(294.0)
    ('10.598', '0,5', '294')
    """
    whole = int(value) if value == int(value) else value
    return f"{whole:,}".translate(str.maketrans(",.", ".,"))


def share(part: float, whole: float) -> int:
    """Returns a part in whole percent, rounded down; 0 of nothing is 0.

    >>> share(2, 63), share(1, 0)
    (3, 0)
    """
    return int(100 * part // whole) if whole else 0


def section(path: str) -> str:
    """Returns the name of a part of a document.

    >>> section("III.3.g2"), section("mo-dau"), section("p1")
    ('mục III.3, gạch đầu dòng 2', 'phần mở đầu', 'đoạn 1')
    """
    if path in _PARTS:
        return _PARTS[path]
    headings = [p for p in path.split(".") if not re.fullmatch(r"[gp]\d+", p)]
    said = [f"mục {'.'.join(headings)}"] if headings else []
    found = (re.fullmatch(r"([gp])(\d+)", part) for part in path.split("."))
    said += [f"{'gạch đầu dòng' if f[1] == 'g' else 'đoạn'} {f[2]}" for f in found if f]
    return ", ".join(said)


def recurrence(text: str | None) -> str:
    """Returns how often something comes again.

    >>> recurrence("P6M+P1Y+ad-hoc")
    '6 tháng, hằng năm, đột xuất'
    """
    return ", ".join(_period(p) for p in text.split("+")) if text else ""


def _period(text: str) -> str:
    if text in _PERIODS:
        return _PERIODS[text]
    found = re.fullmatch(r"P(\d+)([DWMY])", text)
    return f"{found[1]} {_UNITS[found[2]]}" if found else text


def anchor(text: str) -> str:
    """Returns a day that comes again.

    >>> anchor("--11-30"), anchor("---15")
    ('30/11 hằng năm', 'ngày 15 hằng tháng')
    """
    found = Anchor.parse(text)
    if found.month:
        return f"{found.day:02d}/{found.month:02d} hằng năm"
    return f"ngày {found.day} hằng tháng"


def change(kinds: Sequence[str], partial: str) -> str:
    """Returns how a territory changed.

    >>> change(["merge", "rename"], "no")
    'nhập, đổi tên, toàn bộ địa bàn'
    """
    said = ", ".join(_CHANGES.get(kind, kind) for kind in sorted(kinds))
    return f"{said}, {_PARTIAL.get(partial, partial)}"


def flag(text: str) -> str:
    """Returns what a mark on a citation means."""
    return _FLAGS.get(text, text)


def checked(reviewed: bool) -> str:  # noqa: FBT001 - the one fact it words
    """Returns whether a person looked at what a document was read to say."""
    return REVIEWED if reviewed else MACHINE_READ


def capital(text: str) -> str:
    """Returns the text with its first letter in upper case.

    >>> capital("đánh giá theo")
    'Đánh giá theo'
    """
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """Returns the text with its first letter in lower case."""
    return text[:1].lower() + text[1:]
