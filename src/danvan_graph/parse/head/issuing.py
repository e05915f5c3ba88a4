"""The issuer in the running text: the line above the recitals, or "UBND xã … ban hành Kế hoạch"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_graph.identifiers.folding import fold
from danvan_graph.parse.layout.lines import CAPITAL, Line, is_capital
from danvan_graph.parse.layout.marks import Run
from danvan_graph.parse.words.bodies import KINDS_OF_UNIT, UNIT, in_full, spelt

_AUTHORITY = re.compile(
    r"(?:CHỦ TỊCH|ỦY BAN|UBND|HỘI ĐỒNG|HĐND|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|BỘ TRƯỞNG|BỘ |BAN|GIÁM ĐỐC|TỈNH ỦY|"
    r"THÀNH ỦY|HUYỆN ỦY|ĐẢNG ỦY|TRƯỞNG|THỐNG ĐỐC|TỔNG|CHÁNH|SỞ |LIÊN )(?!\w*\s?:)"
)
_SESSION = re.compile(r"[\s,(]*(?:KHÓA|KỲ HỌP|NHIỆM KỲ|LẦN THỨ).*$")
_BODY = (
    r"(?:(?:Ban Thường trực|Ban Thường vụ|Ban Chấp hành|Thường trực|Chủ tịch|BTT|BTV)\s+)?"
    r"(?:Ủy ban nhân dân|UBND|Ủy ban Mặt trận|Ủy ban MTTQ|UB\s?MTTQ|Hội đồng nhân dân|HĐND|Tỉnh ủy|Thành ủy|Huyện ủy|"
    r"Quận ủy|Thị ủy|Đảng ủy|Ban Bí thư|Bộ Chính trị|Chính phủ|Thủ tướng Chính phủ|Quốc hội|"
    rf"(?:Công an|Bộ Chỉ huy|Trường|Bệnh viện|Viện|Sở|Bộ|Ban|Phòng|Văn phòng|Thanh tra|Cục|Chi cục|Liên đoàn|Hội|Đoàn|Trung tâm)\s(?=[{CAPITAL}]|{UNIT}\s)|(?:Tỉnh|Thành|Huyện|Quận) đoàn)"
)
_VERB = (
    r"(?:ban hành|xây dựng|triển khai|tổ chức|hướng dẫn|quy định|yêu cầu|thông báo|báo cáo|quyết định|đề ra|đề nghị|"
    r"chỉ thị|kết luận|lập|thống nhất|phát động|đề xuất|kính trình|trình|điện|ra|chỉ đạo|có ý kiến|nhận được|quyết nghị)"
)
_ISSUES = re.compile(
    rf"(?<![\w/])(?P<body>{_BODY}[^,;.:\n()“”]{{0,90}}?)\s+(?:trân trọng |tiếp tục |đã |sẽ |phối hợp )?(?P<verb>{_VERB})(?!\w)"
    r"(?:\s+(?P<kind>[Kk]ế hoạch|[Cc]hỉ thị|[Cc]hương trình|[Hh]ướng dẫn|[Qq]uyết định|[Nn]ghị quyết|[Qq]uy định))?"
)
_CLAUSE = re.compile(r"(?:^|[.;,:\n”)])\s*(?:[Nn]ay,? |và )?$")
_LEADERS = re.compile(r"(?<!\w)(?:Bộ Chính trị|Ban Bí thư)(?!\w)")
_PLACE_KIND = re.compile(
    r"^(?:Thành phố|TP\.?|Tp\.?|Tỉnh|Huyện|Quận|Thị xã|TX\.?|Xã|Phường|Thị trấn|Đặc khu)\s+"
)
_NAME = rf"(?P<name>[{CAPITAL}]\S*(?:\s(?:-\s)?(?:[{CAPITAL}]\S*|\d{{1,2}}(?!\d)))*)"
_ENDLESS = re.compile(rf"(?P<kind>{UNIT})$", re.IGNORECASE)
_TYPED = re.compile(r"(?<=nhân dân )(?P<kind>[^\W\d_]+)(?=\s[^\W\da-z]|$)")


@dataclass(frozen=True, slots=True)
class Named:
    """An issuer that the running text names.

    Attributes:
        name: its name in full.
        at: its run in the flat text, or None when the name was put together.
    """

    name: str
    at: Run | None


def authority(lines: Sequence[Line], start: int, end: int) -> Named | None:
    """Returns the issuer that a line in capitals above the recitals names, or None."""
    picked: list[Line] = []
    for line in lines:
        if start <= line.start < end:
            capital = is_capital(line.words)
            if capital and (picked or _AUTHORITY.match(line.words)):
                picked.append(line)
            elif picked or not capital:
                break
    if not picked or picked[0].words.endswith(":"):
        return None
    words = _SESSION.sub("", " ".join(line.words for line in picked))
    if not words or len(words) > 120 or not _AUTHORITY.match(words):
        return None
    return Named(spelt(in_full(words)), (picked[0].start, picked[-1].end))


def issuing_sentence(flat: str, start: int, end: int) -> Named | None:
    """Returns who issues, by the sentence that leads to the first heading, or None.

    >>> words = "Thực hiện Công văn số 7/SNV, UBND xã Ví Dụ ban hành Kế hoạch như sau:"
    >>> issuing_sentence(words, 0, len(words)).name
    'Ủy ban nhân dân xã Ví Dụ'
    """
    best = None
    for match in _ISSUES.finditer(flat, start, end):
        clause = _CLAUSE.search(flat[max(start, match.start() - 12) : match.start()])
        if match.start() > start and clause is None:
            continue
        if best is None or match["kind"] or not best["kind"]:
            best = match
    return Named(in_full(best["body"]), best.span("body")) if best else None


def leaders(flat: str, start: int, end: int) -> Named | None:
    """Returns whether Bộ Chính trị or Ban Bí thư issues a document of the Central Committee."""
    for match in _ISSUES.finditer(flat, start, end):
        found = _LEADERS.match(match["body"])
        before = flat[max(0, match.start() - 12) : match.start()]
        if found and (match.start() == start or _CLAUSE.search(before)):
            return Named(found.group(), (match.start(), match.start() + len(found.group())))
    return None


def mended(name: str) -> str:
    """Returns a name with a misspelt kind of unit put right ("nhân dân huyên" for "huyện").

    >>> mended("Ủy ban nhân dân huyên Ví Dụ")
    'Ủy ban nhân dân huyện Ví Dụ'
    """
    match = _TYPED.search(name)
    if match is None or match["kind"] in KINDS_OF_UNIT:
        return name
    kind = next((k for k in KINDS_OF_UNIT if fold(k) == fold(match["kind"])), match["kind"])
    return name[: match.start()] + kind + name[match.end() :]


def completed(name: str, title: str, place: str | None, closing: str) -> str:
    """Returns a name with the unit it leaves out, where title, place or closing words tell it.

    >>> completed("Ủy ban nhân dân xã", "Tuyên truyền trên địa bàn xã Ví Dụ năm 2024", None, "")
    'Ủy ban nhân dân xã Ví Dụ'
    """
    match = _ENDLESS.search(name)
    kind = (
        match["kind"]
        if match
        else UNIT
        if name.endswith(("nhân dân", "Việt Nam", "Tổ quốc"))
        else None
    )
    if kind is None:
        return name
    for words in (spelt("Về " + title) if is_capital(title) else title, closing):
        found = re.search(
            rf"(?:trên địa bàn\s+|của\s+|tại\s+|,\s+)(?P<kind>(?i:{kind}))\s+{_NAME}", words
        )
        if found:
            return f"{name if match else name + ' ' + found['kind'].lower()} {found['name'].rstrip('.,;')}"
    if place and match:
        return f"{name} {_PLACE_KIND.sub('', place)}"
    return name
