"""The issuers in a letterhead: the body, perhaps on several lines, below its superior body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from danvan_graph.parse.layout.lines import Line, columns, is_capital
from danvan_graph.parse.layout.marks import Marks, Run
from danvan_graph.parse.words.bodies import in_full, spelt
from danvan_graph.records.text import Text

_START = re.compile(
    r"(?:ỦY BAN|UBND|HỘI ĐỒNG|HĐND|UBMTTQ|MẶT TRẬN|BAN|BỘ|SỞ|PHÒNG|CHÍNH PHỦ|THỦ TƯỚNG|CHỦ TỊCH|QUỐC HỘI$|"
    r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ) (?:ỦY|ĐOÀN)|ĐẢNG ỦY|ĐẢNG BỘ|CHI BỘ|CHI ỦY|VĂN PHÒNG|THANH TRA|CỤC|TỔNG CỤC|"
    r"CHI CỤC|TỔNG|VIỆN|TÒA ÁN|TRƯỜNG|TRUNG TÂM|HỘI|LIÊN ĐOÀN|LIÊN MINH|ĐOÀN|CÔNG AN|KIỂM TOÁN|NGÂN HÀNG|BẢO HIỂM|"
    r"KHO BẠC|ĐÀI|HỌC VIỆN|THƯỜNG TRỰC|TIỂU BAN|TỔ CÔNG TÁC|LIÊN NGÀNH|QUÂN KHU|THÔNG TẤN|BÁO|CÔNG ĐOÀN|"
    r"BỆNH VIỆN|KHỐI|BQL|ĐẠI HỌC|BCH|BCĐ|BTV|BTT|BAN CHẤP HÀNH|CHI HỘI|HỢP TÁC XÃ|CÔNG TY|HẠT|TRẠM|KHOA)(?!\w)"
)
_SMALL_START = re.compile(
    r"(?:Ủy ban|UBND|Hội đồng nhân dân|HĐND|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Đảng ủy|Đảng bộ|Sở |Bộ |Ban |Phòng |Văn phòng)"
)
_UNIT = re.compile(
    r"(?:TỈNH(?! ỦY| ĐOÀN)|THÀNH PHỐ|TP\.?|HUYỆN(?! ỦY| ĐOÀN)|QUẬN(?! ỦY| ĐOÀN)|THỊ XÃ|TX\.?|THỊ TRẤN|XÃ(?! HỘI)|PHƯỜNG|ĐẶC KHU)(?!\w).*"
)
_NAMED_UNIT = re.compile(_UNIT.pattern.replace(".*", r"\s?[\d\w].*"))
_OF_COMMITTEE = {"THÀNH": "THÀNH PHỐ", "THỊ": "THỊ XÃ"}
_KIND_END = re.compile(r"(?<!\w)(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ|PHƯỜNG)$")
_CONNECTS = re.compile(r"(?<!\w)(?:VÀ|CỦA|VỀ|CHỈ ĐẠO|,)$|[,]$")
_COMPLETE = re.compile(
    r"(?:TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|QUẬN ỦY|THỊ ỦY|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|BỘ(?! CHỈ HUY)|TỔNG CỤC|"
    r"CHỦ TỊCH NƯỚC)(?!\w)|TRƯỜNG (?:TIỂU HỌC|THCS|THPT|TH|MẦM NON|MẪU GIÁO|TRUNG HỌC|CAO ĐẲNG|ĐẠI HỌC|TRUNG CẤP|PHỔ THÔNG)(?!\w).*\s\w|.*TRUNG ƯƠNG|"
    r".*KHU (?:KINH TẾ|CÔNG NGHIỆP)\s+(?!TỈNH|THÀNH PHỐ)\w"
)
_INNER = re.compile(
    r"(?:BAN THƯỜNG TRỰC|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|THƯỜNG TRỰC|VĂN PHÒNG|ỦY BAN KIỂM TRA|THANH TRA|BTT|BTV|"
    r"CƠ QUAN)$"
)
_COUNCIL = re.compile(r"(?:HỘI ĐỒNG NHÂN DÂN|HĐND)(?!\w)")
_OF_COUNCIL = re.compile(r"(?:BAN|TỔ ĐẠI BIỂU|ĐOÀN GIÁM SÁT)(?!\w)")
_COMMITTEE_ABOVE = re.compile(r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) ỦY")
_COMMITTEE = re.compile(r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) ỦY\s+\w")
_INNER_OF = re.compile(r"(?:BAN THƯỜNG VỤ|BAN CHẤP HÀNH|BAN THƯỜNG TRỰC|BCH|BTV|BTT)(?!\w)")
_MASS = re.compile(r"(?:HỘI(?! ĐỒNG)|ĐOÀN|LIÊN ĐOÀN|CÔNG ĐOÀN|LIÊN MINH)(?!\w)")
_UMBRELLA = re.compile(
    r"(?:ĐOÀN (?:TNCS|THANH NIÊN CỘNG SẢN) HỒ CHÍ MINH|(?:HỘI|TỔNG LIÊN ĐOÀN) .* VIỆT NAM)$"
)
"""What stands beside the body of a mass organisation, as the name of the Party beside its own."""
_OWN_MASS = re.compile(r"(?<!\w)(?:HỘI|HND|ĐOÀN|LIÊN ĐOÀN|LĐLĐ|CÔNG ĐOÀN)(?!\w)")
_HAMLET = re.compile(r"(?<!\w)(?:THÔN|ẤP|BUÔN|KHÓM|KHU PHỐ|TỔ DÂN PHỐ)\s\w")
_NO_BODY = re.compile(
    r"(?:DỰ THẢO|BẢN SAO|SAO Y|HỎA TỐC|THƯỢNG KHẨN|KHẨN|MẬT|TỐI MẬT|TUYỆT MẬT)(?:\s+(?:LẦN\s+)?\d+)?$"
)
"""Stamps that stand in a letterhead and name nobody."""
_TWO = 2
_JOINT_KINDS = ("LT", "LN")
"""End the code of a joint paper: KHLT, CTrLT, NQLT, HDLN."""
_PAIRS = 4
_JOINS = re.compile(r"\s+-\s+|\s*/\s*")


@dataclass(slots=True)
class _Body:
    """The words of one body, in capitals, and their run in the flat text."""

    words: str
    start: int
    end: int

    @property
    def unit(self) -> str:
        match = _NAMED_UNIT.search(self.words)
        return match.group() if match else ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer as the letterhead names it.

    Attributes:
        name: its name in full, spelt as in a sentence.
        superior: the body above it, or an empty string.
        at: its run in the flat text, or None when it was concluded.
    """

    name: str
    superior: str
    at: Run | None


def _cells(text: Text, lines: Sequence[Line], marks: Marks, end: int) -> list[Line]:
    """Returns what is left of the letterhead without its marks, cell by cell."""
    found = []
    runs = marks.runs
    for line in lines:
        if line.start >= end:
            break
        for column in columns(text, line):
            place = column.start
            for start, stop in [r for r in runs if r[0] < column.end and r[1] > column.start]:
                found.append((place, start, column))
                place = max(place, stop)
            found.append((place, min(column.end, end), column))
    parts = []
    for start, stop, column in found:
        words = text.flat[start:stop].strip(" \n.*,:;")
        if words:
            first = text.flat.index(words, start)
            parts.append(Line(first, first + len(words), words, column.gap, column.cut))
    return parts


def _bodies(cells: Sequence[Line]) -> list[_Body]:
    """Returns the bodies that cells in capitals name, one below the other."""
    found: list[_Body] = []
    for cell in cells:
        words = cell.words.upper()
        if not is_capital(cell.words) or _NO_BODY.match(words):
            continue
        opens = _START.match(words) and not (found and _CONNECTS.search(found[-1].words))
        if opens and not (found and found[-1].words.endswith((" -", "/"))):
            found.append(_Body(words, cell.start, cell.end))
        elif found:
            found[-1].words += " " + words
            found[-1].end = cell.end
    return found


def _small_bodies(cells: Sequence[Line]) -> list[_Body]:
    """Returns the bodies of a letterhead that is not in capitals."""
    return [
        _Body(cell.words.upper(), cell.start, cell.end)
        for cell in cells
        if _SMALL_START.match(cell.words)
        and len(cell.words.split()) < 12
        and cell.words[-1] not in ".;:"
    ]


def _composed(body: _Body, superior: _Body | None) -> str:
    """Returns the full name of a body that its letterhead names below a superior one."""
    words = body.words
    if superior is None:
        return words
    if body.unit and _INNER_OF.match(words) and _MASS.match(superior.words):
        inner = words.partition(body.unit)[0].strip()  # "BAN CHẤP HÀNH HUYỆN …" of the Hội above
        if _OWN_MASS.search(inner):
            return words
        whole = superior.words.removesuffix(superior.unit).rstrip().removesuffix(" VIỆT NAM")
        return f"{inner} {whole} {body.unit}"
    named = body.unit or _COMPLETE.match(words) or _HAMLET.search(words)
    return words if named else _below(words, superior)


def _below(words: str, superior: _Body) -> str:
    """Returns the name of a body whose unit only its superior names."""
    if superior.words.startswith("BAN CHẤP HÀNH TRUNG ƯƠNG"):
        return words if words in ("BỘ CHÍNH TRỊ", "BAN BÍ THƯ") else f"{words} TRUNG ƯƠNG"
    if _INNER.match(words) or (_COUNCIL.match(superior.words) and _OF_COUNCIL.match(words)):
        return f"{words} {superior.words}"
    above = _COMMITTEE_ABOVE.match(superior.words)
    if above and words.startswith(
        ("BAN CHỈ ĐẠO", "BCĐ")
    ):  # of the unit, not of its committee alone
        kind, place = superior.words.split(" ỦY", 1)
        return f"{words} {_OF_COMMITTEE.get(kind, kind)}{place}"
    if above and "ĐẢNG ỦY" not in words:
        kind = " ".join(superior.words.split()[:2])  # "BAN DÂN VẬN TỈNH ỦY" below "TỈNH ỦY VÍ DỤ"
        return f"{words.removesuffix(kind).rstrip()} {superior.words}"
    own = _KIND_END.search(words)  # "THANH TRA TỈNH" below "UBND TỈNH VÍ DỤ"
    if own and superior.unit.startswith(own.group()):
        words = words[: own.start()].rstrip()
    return f"{words} {superior.unit}".strip()


def _merged(bodies: list[_Body]) -> list[_Body]:
    """Joins "BAN THƯỜNG TRỰC" and the body below it; leaves out the union beside a body of its own."""
    own = [body for body in bodies if not _UMBRELLA.match(body.words)]
    if any(_OWN_MASS.search(body.words) for body in own):
        bodies = own
    if len(bodies) == 2 and _INNER.match(bodies[0].words) and not bodies[0].unit:
        first, last = bodies
        return [_Body(f"{first.words} {last.words}", first.start, last.end)]
    return bodies


def _parts_of(words: str) -> list[str]:
    """Returns the bodies that stand side by side in a line of a joint letterhead; one where it names one."""
    parts = _JOINS.split(words)
    return parts if all(_START.match(part) for part in parts) else [words]


def _columns(upper: _Body, lower: _Body) -> list[_Body]:
    """Returns the bodies of two lines, each below its own superior or all below the same one.

    A superior below which nothing stands is a body of the joint document itself.
    """
    above, below = _parts_of(upper.words), _parts_of(lower.words)
    if len(above) == 1:
        above *= len(below)
    run = upper.start, lower.end
    return [
        _Body(_composed(_Body(last, *run), _Body(first, *run)), *run)
        if last
        else _Body(first, *run)
        for first, last in zip_longest(above, below, fillvalue="")
        if first
    ]


def _joint(bodies: Sequence[_Body], marks: Marks) -> list[_Body]:
    """Returns the bodies of a joint letterhead, or none when one stands above the other."""
    upper, last = (bodies[-2] if len(bodies) > 1 else None), bodies[-1]
    if upper is None:
        parts = _parts_of(last.words)
        return [_Body(part, last.start, last.end) for part in parts] if len(parts) > 1 else []
    if len(bodies) == _TWO and len(_parts_of(upper.words)) + len(_parts_of(last.words)) > _TWO:
        return _columns(upper, last)
    joint = marks.number and marks.number.codes[0].upper().endswith(_JOINT_KINDS)
    if joint and len(bodies) == _TWO:
        return list(bodies)
    if joint and len(bodies) == _PAIRS:  # each below the body it belongs to
        pairs = zip(bodies[::2], bodies[1::2], strict=True)
        return [each for above, below in pairs for each in _columns(above, below)]
    bare = not upper.unit and not _COMPLETE.match(upper.words) and last.unit
    councils = re.match(r"(?:ỦY BAN|UBND|HỘI ĐỒNG|HĐND|BAN DÂN VẬN)", upper.words)
    return [upper, last] if bare and councils else []


def _with_unit(body: _Body, unit: str) -> str:
    """Returns the words for a joint body with the unit that only the last one names."""
    if body.unit or _COMPLETE.match(body.words) or _COMMITTEE.search(body.words):
        return body.words
    kind = unit.split(" ", 1)[0]
    if body.words.endswith(f"{kind} ỦY"):  # "BAN DÂN VẬN HUYỆN ỦY - UBND" above "HUYỆN VÍ DỤ"
        return f"{body.words} {unit.removeprefix(kind).lstrip()}"
    return f"{body.words.removesuffix(kind).rstrip()} {unit}"


def _name(words: str) -> str:
    return spelt(in_full(" ".join(words.split())))


def read_letterhead(
    text: Text, lines: Sequence[Line], marks: Marks, end: int
) -> tuple[Issuer, ...]:
    """Returns the issuers that stand above the title; none when there is no letterhead.

    Args:
        text: the text.
        lines: its lines.
        marks: the marks of the letterhead.
        end: where the letterhead ends in the flat text.
    """
    cells = _cells(text, lines, marks, end)
    bodies = _merged(_bodies(cells) or (_small_bodies(cells) if marks.names else []))
    if not bodies:
        return ()
    if joint := _joint(bodies, marks):
        unit = joint[-1].unit
        names = [_with_unit(body, unit) for body in joint]
        return tuple(
            Issuer(_name(n), "", (b.start, b.end)) for n, b in zip(names, joint, strict=True)
        )
    last, superior = bodies[-1], bodies[-2] if len(bodies) > 1 else None
    start = superior.start if superior and _composed(last, superior) != last.words else last.start
    above = _name(superior.words) if superior else ""
    return (Issuer(_name(_composed(last, superior)), above, (start, last.end)),)
