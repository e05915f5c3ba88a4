"""Where a document assigns work: "Tổ chức thực hiện", a list that one sentence opens, or a row of units.

Plans have a part of their own for it, under many names. Directives, telegrams, notices of conclusions
and letters have none: "… yêu cầu:", "… kết luận:" opens a row of numbered paragraphs that each begin
with whom they address. Such a row is what all of them share, so it is looked for where no heading says
more (layout: Nghị định 30/2020/NĐ-CP, Phụ lục III; Hướng dẫn 36-HD/VPTW for papers of the Party).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from danvan_graph.identifiers.letters import UPPER
from danvan_graph.parse.words.units import addressee

_PART = (
    r"(?:(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+(?:(?:thứ|THỨ)\s+\w+|[IVX]{1,5}|\d{1,2})|"
    r"[IVX]{1,5}|[A-H]|\d{1,2}(?:\.\d{1,2})?|Điều \d+)\s?[.\-)/:]{0,2}\s*"
)
_ORGANISES = (
    rf"\s*(?:{_PART}(?:[^\n.;:]{{0,40}}?(?:PHÂN CÔNG|phân công)(?=\s)|TỔ CHỨC|Tổ chức|PHÂN CÔNG|Phân công|TRÁCH NHIỆM|Trách nhiệm|NHIỆM VỤ CỦA|Nhiệm vụ của)"
    r"|TỔ CHỨC|PHÂN CÔNG|TRÁCH NHIỆM)\s+"
    r"(?:THỰC HIỆN|thực hiện|TRIỂN KHAI|triển khai|NHIỆM VỤ|nhiệm vụ|TRÁCH NHIỆM|trách nhiệm|CÁC|các|CỦA|của|THI HÀNH|thi hành)"
)
_HEADING = re.compile(
    "|".join(
        rf"{word[0]}(?={word[1:]}(?:\s+(?:THỰC|thực|TRIỂN|triển|NHIỆM|nhiệm|TRÁCH|trách|CÁC|các|CỦA|của|THI|thi)|\s*(?:\n|$)))"
        for word in (
            *("PHÂN CÔNG", "Phân công", "phân công", "TỔ CHỨC", "Tổ chức"),
            *("TRÁCH NHIỆM", "Trách nhiệm", "NHIỆM VỤ CỦA", "Nhiệm vụ của"),
        )
    )
)
"""Where the words of such a heading stand, which are rare; its number stands before them."""
_BEFORE = 160  # characters of a heading before such words
_EDGE = re.compile(r"[\n\]]")
_DIVIDES = rf"\s*{_PART}[^\n.;:]{{0,40}}?(?:PHÂN CÔNG|Phân công|phân công)(?=\s*(?:\n|$))"
_ORGANISING = re.compile(rf"[\n\]]{_ORGANISES}|\n{_DIVIDES}")
_ORGANISING_FIRST = re.compile(rf"{_ORGANISES}|{_DIVIDES}")
"""The same where a text begins with it, as an excerpt may."""
_STEPS = re.compile(
    rf"\n\s*{_PART}(?:CÁC BƯỚC|Các bước|TRÌNH TỰ|Trình tự|LỘ TRÌNH|Lộ trình)\s[^\n.;:]{{3,60}}(?=\n)"
)
_DECREE_PAPERS = "Chương trình hành động|Kế hoạch|Chỉ thị|Nghị quyết|Chương trình|Quyết định|Công điện|Hướng dẫn|Quy chế|Quy định|Kết luận|Thông báo|Đề án"
_CLOSING_WORDS = (
    r"Trên đây là|(?:Trong )?[Qq]uá trình (?:(?:tổ chức|triển khai|thực hiện),? ?){1,3}(?:[, ]|Kế hoạch)|"
    r"Căn cứ (?:Kế hoạch|Chương trình|Chỉ thị|Hướng dẫn) này,? (?:các|Thủ trưởng)|"
    r"[Yy]êu cầu (?:Thủ trưởng|các|Giám đốc|đồng chí|Trưởng)[^\n]{0,200}nghiêm túc|"
    r"(?:UBND|Ủy ban nhân dân)[^\n]{0,60}(?:đề nghị|yêu cầu) (?:các|Thủ trưởng)|"
    rf"(?:Điều \d+\.\s*)?(?:{_DECREE_PAPERS}) có hiệu lực|(?:Điều \d+\.\s*)?(?:{_DECREE_PAPERS}) này (?:được|đã được|thay thế|thay cho|có hiệu lực|bãi bỏ|phổ biến)|"
    r"(?:(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+)?\w+|[IVX]{1,5}|[A-H])\s?[.\-:]?\s*(?:NHỮNG |MỘT SỐ |ĐỀ XUẤT,? )?(?:KIẾN NGHỊ|ĐỀ XUẤT|Kiến nghị|Đề xuất)(?!\w)|"
    r"Kế hoạch kết thúc|(?:(?:Đề nghị|Yêu cầu) )?(?:[Cc]ác|[Tt]hủ trưởng|[Cc]ấp ủy|[Gg]iám đốc)\s[^\n.;:]{3,200}?\s(?:(?:nghiêm túc|khẩn trương|chủ động|tích cực|tổ chức|căn cứ|phối hợp)\s)*(?:triển khai,? thực hiện|triển khai|thực hiện)(?:\s(?:tốt|nghiêm túc|nghiêm|có hiệu quả))?(?:\s(?:Kế hoạch|Chỉ thị|Chương trình|Hướng dẫn|Kết luận|Nghị quyết)\s(?:này|trên))?\s*(?:[;,.][^\n\d]{3,160})?\./\.?\s*(?:\n|$)|(?:Các|Thủ trưởng|Đề nghị|Yêu cầu)[^\n.;:]{3,200}\s(?:nghiêm túc|khẩn trương)\s[^\n.;:]{0,80}(?:thực hiện|triển khai)[^\n.;:]{0,60}\./|"
    r"\(?(?:Đính|Gửi) kèm|Kính trình|Mẫu báo cáo|"
    r"Đề nghị (?:các|quý)[^\n.]{0,120}quan tâm|Nhận được|Nơi nhận|"
    r"[^\n.]{3,60} (?:xin |trân trọng )?thông báo (?:để|đến|cho|tới) (?:các|quý)[^\n.]{0,80}(?:biết|thực hiện)|[^\n.]{3,60} thông báo [^\n.]{3,80} để (?:các|quý)[^\n.]{3,90}(?:biết|thực hiện)"
)
_CLOSING = re.compile(rf"\n\s*(?:{_CLOSING_WORDS})")
_CLOSING_AT = re.compile(rf"\s*(?:{_CLOSING_WORDS})")
_CLOSING_SENTENCE = re.compile(rf"[.;]\s+(?={_CLOSING_WORDS})")
_EXECUTES = re.compile(r"(?:chịu )?trách nhiệm thi hành|thi hành (?:Quyết định|Nghị quyết) này")
_UNIT_WORDS = r"(?:(?!đề nghị|yêu cầu|giao\s)[^.;:\n]){4,300}?"
_ADDRESSED = re.compile(
    rf"(?:yêu cầu|đề nghị|giao)\s+(?!của|tại)(?P<unit>(?:các đồng chí\s+)?{_UNIT_WORDS})\s+"
    r"(?:tập trung|thực hiện|triển khai|tổ chức|khẩn trương|nghiêm túc|chỉ đạo|quán triệt|làm tốt)[^.:\n]{0,160}?(?:sau|sau đây|như sau)\s*:"
)
_ITEM = re.compile(
    r"\s*(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})\s?[.)\-/]|(?P<roman>[IVX]{1,5})\s?[.\-/]|(?P<capital>[A-H])\s?[.\-/]\s|(?P<point>Điều) \d+[.:]|(?P<step>Bước) \d{1,2}\s?[:.]|(?P<bullet>[-+•])|(?P<letter>[a-zđ])\))\s*"
)
_CAPITALS = re.compile(rf"(?:[^\S\n]*[{UPPER}]{{2,}}[,;]?)+[^\S\n]*(?=[{UPPER}\n])")
"""The rest of a heading in capitals; a text without line breaks goes on right behind it."""
_ORDERS = re.compile(r"(?<!\w)(?:Giao|Đề nghị|Yêu cầu|Phân công)\s")
_ORDERING = re.compile(
    r"\n\s*\S{1,6}\s+(?:\d{1,2}\.\s*)?(?:Giao|Đề nghị|Yêu cầu|Phân công|Bước \d)|\nBước \d"
)
"""A line that orders, with its number: where there is none, no row need be looked for."""
_GIVES = re.compile(rf"(?:[,;.:]\s+)[Gg]iao\s+(?:cho\s+)?(?=[{UPPER}])")
_NEAR = 24  # characters in which a number and such a word stand
_STEP = "step0"
_FEWEST = 2
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Opening:
    """A sentence that opens a list for one addressee; places count characters of the flat text."""

    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Assigning:
    """The part of a text that assigns work.

    Attributes:
        start: where its first paragraph begins, in the flat text.
        end: where it ends.
        opening: whom the whole list is for, where one sentence says so.
        stepwise: whether it tells the steps of the work, so that only a paragraph that names a unit
            at its head assigns anything.
    """

    start: int
    end: int
    opening: Opening | None = None
    stepwise: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph of a row: its style of mark, whether it addresses somebody, and with an order."""

    start: int
    style: str
    addressed: bool
    ordered: bool


def without_closing(words: str) -> str:
    """Returns a passage without the closing sentence of the document that runs on behind it.

    >>> without_closing("Theo dõi việc thực hiện. Quá trình thực hiện, nếu vướng mắc thì báo cáo.")
    'Theo dõi việc thực hiện.'
    """
    found = _CLOSING_SENTENCE.search(words)
    return words[: found.start() + 1] if found else words


def closes(words: str) -> bool:
    """Returns whether a paragraph begins the closing words of a document.

    >>> closes("Trong quá trình thực hiện, nếu vướng mắc thì báo cáo."), closes("Trồng cây.")
    (True, False)
    """
    return _CLOSING_AT.match(words) is not None


def assigning_parts(flat: str, start: int, end: int) -> list[Assigning]:
    """Returns the parts that assign work, in order; none where nobody is told to act.

    Args:
        flat: the flat text.
        start: where the body begins.
        end: where it ends.
    """
    headed = _headed(flat, start, end)
    other = None if headed else _opened(flat, start, end) or _row(flat, start, end)
    return [other] if other else headed


def _until(flat: str, start: int, end: int) -> int:
    closing = _CLOSING.search(flat, start, end)
    return closing.start() if closing else end


def _headed(flat: str, start: int, end: int) -> list[Assigning]:
    """Returns the part "Tổ chức thực hiện", and before it every other that holds a row of units."""
    first = _ORGANISING_FIRST.match(flat, 0, end) if start == 0 else None
    found = [*([first] if first else []), *_organising(flat, start, end)]
    named = [m for m in found if "tổ chức" in m.group().lower()] or found[:1]
    if not named:
        return []
    steps = [
        _steps(flat, m, named[-1].start()) for m in _STEPS.finditer(flat, start, named[0].start())
    ]
    before = [m for m in found if m.start() < named[-1].start()]
    parts = [_below(flat, m, _next(flat, m, named[-1].start())) for m in before]
    rows = [part for part in parts if _row(flat, part.start, part.end)]
    rows += _ordered_rows(flat, start, named[-1].start())
    return [
        *_apart(sorted([*rows, *steps], key=lambda part: part.start)),
        _below(flat, named[-1], end),
    ]


def _organising(flat: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yields the headings above such parts, none overlapping another."""
    since = start
    for words in _HEADING.finditer(flat, start, end):
        if words.start() < since:
            continue
        edges = _EDGE.finditer(flat, max(since, words.start() - _BEFORE), words.start())
        matches = (_ORGANISING.match(flat, edge.start(), end) for edge in edges)
        if found := next(filter(None, matches), None):
            yield found
            since = found.end()


def _ordered_rows(flat: str, start: int, end: int) -> Iterator[Assigning]:
    """Yields the rows without heading in which most items order somebody to act, or are steps.

    Resolutions of councils and conclusions write so above a short "Tổ chức thực hiện".
    """
    if not _ORDERING.search(flat, start, end):
        return
    items = list(_items(flat, start, end))
    since = start
    for index, item in enumerate(items):
        if item.start < since or not (item.addressed and (item.ordered or item.style == _STEP)):
            continue
        row = list(_siblings(items[index:]))
        addressed = sum(each.addressed for each in row)
        ordered = sum(each.ordered or each.style == _STEP for each in row)
        if addressed >= max(_FEWEST, _MOSTLY * len(row)) and ordered * 2 >= addressed:
            after = (i.start for i in items[index:] if stands_within(item.style, i.style))
            since = next(after, end)
            yield Assigning(item.start, _until(flat, item.start, since))


def _steps(flat: str, heading: re.Match[str], end: int) -> Assigning:
    """Returns the part below a heading such as "II. CÁC BƯỚC TIẾN HÀNH"."""
    return Assigning(heading.end(), _next(flat, heading, end), stepwise=True)


def _below(flat: str, heading: re.Match[str], end: int) -> Assigning:
    rest = _CAPITALS.match(flat, heading.end(), end)
    since = rest.end() if rest else heading.end()
    if not rest and heading.group().endswith("của"):  # the heading itself names a unit
        since = heading.start()
    return Assigning(since, _until(flat, since, end))


def _next(flat: str, heading: re.Match[str], end: int) -> int:
    """Returns where the next heading of the same style, or of an outer one, begins."""
    style = style_of(heading.group().lstrip("\n] "))
    for line in re.compile(r"\n").finditer(flat, heading.end(), end):
        other = style_of(flat[line.end() : line.end() + 12])
        if other and (other == style or stands_within(style, other)):
            return line.start()
    return end


def _apart(parts: Sequence[Assigning]) -> list[Assigning]:
    """Returns the parts that do not lie within one before them."""
    kept: list[Assigning] = []
    for part in parts:
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
    return kept


def _opened(flat: str, start: int, end: int) -> Assigning | None:
    match = _ADDRESSED.search(flat, start, end)
    if match is None:
        return None
    opening = Opening(match["unit"], *match.span("unit"))
    return Assigning(match.end(), _until(flat, match.end(), end), opening)


def _row(flat: str, start: int, end: int) -> Assigning | None:
    """Returns the first row of marked paragraphs of which most begin with whom they address."""
    items = list(_items(flat, start, end))
    for index, item in enumerate(items):
        if not item.addressed:
            continue
        row = list(_siblings(items[index:]))
        addressed = sum(each.addressed for each in row)
        if addressed >= _FEWEST and addressed >= _MOSTLY * len(row):
            return Assigning(item.start, _until(flat, item.start, end))
    return None


def style_of(text: str) -> str:
    """Returns the style of the mark a paragraph begins with, or an empty string.

    >>> style_of("Điều 3. Thanh tra tỉnh"), style_of("1. Tiếp nhận"), style_of("Tiếp nhận")
    ('point0', 'number0', '')
    """
    mark = _ITEM.match(text)
    if mark is None:
        return ""
    depth = mark["number"].count(".") if mark.lastgroup == "number" else 0
    return f"{mark.lastgroup}{depth}"


def stands_within(style: str, outer: str) -> bool:
    """Returns whether a paragraph of one style may stand below one of another."""
    return bool(style and outer) and outer in _outer(style)


def _items(flat: str, start: int, end: int) -> Iterator[_Item]:
    at = start
    for text in flat[start:end].split("\n"):
        style = style_of(text)
        if style and not ("thi hành" in text and _EXECUTES.search(text)):
            addressed = _addresses(text) or _passes_on(text)
            yield _Item(
                at, style, addressed, addressed and _ORDERS.search(text, 0, _NEAR) is not None
            )
        at += len(text) + 1


def _addresses(text: str) -> bool:
    """Returns whether a paragraph tells somebody to act, and does not only list whom it is sent to."""
    found = addressee(text)
    bare = text.rstrip()
    return (
        found is not None
        and found.told
        and not (found.rest >= len(bare) - 1 and bare.endswith((";", ".", ",")))
    )


def _passes_on(text: str) -> bool:
    """Returns whether a paragraph names a unit within that is to act: "…; giao Sở Tài chính thẩm định"."""
    found = _GIVES.search(text) if "iao " in text else None
    inner = addressee(text[found.end() :]) if found else None
    return inner is not None and inner.told and not inner.whole


def _siblings(items: Sequence[_Item]) -> Iterator[_Item]:
    """Yields the items of the first one's style, up to where a row of an outer style goes on."""
    inner = {items[0].style}
    for item in items:
        if item.style == items[0].style:
            yield item
        elif item.style not in inner and item.style in _outer(items[0].style):
            return
        inner.add(item.style)


def _outer(style: str) -> tuple[str, ...]:
    order = (
        "capital0",
        "point0",
        "roman0",
        "number0",
        "number1",
        "number2",
        "letter0",
        "bullet0",
        _STEP,
    )
    return order[: order.index(style)]
