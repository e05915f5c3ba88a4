"""What a document tells whom to do: the passages of "Tổ chức thực hiện" or its equivalent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from danvan_graph.parse.units import Addressee, addressee

_NUMBER_OF_PART = r"(?:[IVX]{1,5}|[A-H]|\d{1,2}|Điều \d+|Phần \w+|Mục \w+)\s?[.\-)/:]+\s*"
_ORGANISING = re.compile(
    rf"(?:^|\n|\])\s*(?:{_NUMBER_OF_PART}(?:TỔ CHỨC|Tổ chức|PHÂN CÔNG|Phân công|TRÁCH NHIỆM|Trách nhiệm|NHIỆM VỤ CỦA|Nhiệm vụ của)"
    r"|TỔ CHỨC|PHÂN CÔNG|TRÁCH NHIỆM)\s+"
    r"(?:THỰC HIỆN|thực hiện|TRIỂN KHAI|triển khai|NHIỆM VỤ|nhiệm vụ|TRÁCH NHIỆM|trách nhiệm|CÁC|các|CỦA|của|THI HÀNH|thi hành)"
)
_CLOSING = re.compile(
    r"\n\s*(?:Trên đây là|Trong quá trình (?:tổ chức |triển khai )?thực hiện|Căn cứ Kế hoạch này, (?:các|Thủ trưởng)|Yêu cầu (?:Thủ trưởng|các|Giám đốc)[^\n]{0,200}nghiêm túc|"
    r"(?:UBND|Ủy ban nhân dân)[^\n]{0,60}(?:đề nghị|yêu cầu) (?:các|Thủ trưởng)|Kế hoạch này (?:được|thay thế|có hiệu lực)|Nhận được|Nơi nhận)"
)
_BULLET = re.compile(
    r"\s*(?:[-+•●]\s*|(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-zđ]|[IVX]{1,5})\s?[.)\-/]\s*)"
)
_NUMBERED = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,2}\s?[.)\-/]|[IVX]{1,5}\s?[.\-/]|[A-H]\.)\s*")
_LETTERED = re.compile(r"\s*[a-zđ]\)\s*")
_ROLES = (
    (
        "chu-tri",
        re.compile(r"chủ trì|là (?:đơn vị|cơ quan) (?:đầu mối|thường trực)", re.IGNORECASE),
    ),
    ("tham-muu", re.compile(r"tham mưu|đề xuất", re.IGNORECASE)),
    ("phoi-hop", re.compile(r"^\W*(?:chủ động |thường xuyên )?phối hợp", re.IGNORECASE)),
    ("giam-sat", re.compile(r"theo dõi|kiểm tra|giám sát|đôn đốc", re.IGNORECASE)),
    ("tong-hop", re.compile(r"tổng hợp", re.IGNORECASE)),
    ("bao-cao", re.compile(r"(?<!thông tin, )(?<!chế độ )báo cáo", re.IGNORECASE)),
)
_ORDERS_PLAN = re.compile(
    r"(?:xây dựng|ban hành)[^.;\n]{0,40}?(?:kế hoạch|Kế hoạch)(?! này)[^.;\n]{0,60}", re.IGNORECASE
)
_ADDRESSED = re.compile(
    r"(?:yêu cầu|đề nghị|giao)\s+(?P<unit>(?:các đồng chí\s+)?[^.;:\n]{4,300}?)\s+"
    r"(?:tập trung|thực hiện|triển khai|tổ chức|khẩn trương|nghiêm túc|chỉ đạo|quán triệt)[^.:\n]{0,160}?(?:sau|sau đây|như sau)\s*:"
)
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the flat text.

    Attributes:
        start: its first character in the flat text.
        text: its words.
    """

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundTask:
    """One task; places count characters of the flat text.

    Attributes:
        start: first character of what is to be done.
        end: character after the last.
        unit: the words for who is to do it.
        unit_start: first character of those words.
        unit_end: character after the last.
        request: whether the text asks rather than orders.
        roles: slugs of the parts the unit has in it.
        orders_plan: whether the unit is told to issue a plan of its own.
    """

    start: int
    end: int
    unit: str
    unit_start: int
    unit_end: int
    request: bool
    roles: tuple[str, ...]
    orders_plan: bool


def paragraphs_of(flat: str, start: int, end: int) -> Iterator[Paragraph]:
    """Yields the paragraphs between two places of the flat text."""
    at = start
    for text in flat[start:end].split("\n"):
        yield Paragraph(at, text)
        at += len(text) + 1


def organising_part(flat: str, body_start: int, body_end: int) -> tuple[int, int] | None:
    """Returns where the part that assigns the work begins and ends, or None without such a part."""
    found = list(_ORGANISING.finditer(flat, body_start, body_end))
    named = [m for m in found if "tổ chức" in m.group().lower()] or found[:1]
    if not named:
        return None
    last = named[-1]
    closing = _CLOSING.search(flat, last.end(), body_end)
    return last.end(), closing.start() if closing else body_end


def roles_of(words: str) -> tuple[str, ...]:
    """Returns the parts a unit has in a task by the verbs of the passage.

    >>> roles_of("Chủ trì, phối hợp với các đơn vị theo dõi, đôn đốc")
    ('chu-tri', 'giam-sat')
    >>> roles_of("Tăng cường tuyên truyền")
    ('thuc-hien',)
    """
    found = tuple(slug for slug, cue in _ROLES if cue.search(words))
    return found or ("thuc-hien",)


def _opened(flat: str, start: int, end: int) -> re.Match[str] | None:
    """Returns the sentence that addresses the list beginning at a place, if there is one."""
    match = _ADDRESSED.search(flat, max(0, start - 9), end)
    return match if match and match.start("unit") == start else None


@dataclass(slots=True)
class _Holder:
    """Who the passages at hand are addressed to."""

    unit: str
    start: int
    end: int
    request: bool
    numbered: bool


def _held(line: Paragraph, found: Addressee) -> _Holder:
    numbered = _NUMBERED.match(line.text) is not None
    return _Holder(
        found.unit, line.start + found.start, line.start + found.end, found.request, numbered
    )


def _task(line: Paragraph, at: int, holder: _Holder) -> FoundTask | None:
    words = line.text[at - line.start :].rstrip()
    if len(words) < _SHORTEST:
        return None
    return FoundTask(
        start=at,
        end=at + len(words),
        unit=holder.unit,
        unit_start=holder.start,
        unit_end=holder.end,
        request=holder.request,
        roles=roles_of(words),
        orders_plan=_ORDERS_PLAN.search(words) is not None,
    )


def _same(found: Addressee, holder: _Holder | None) -> bool:
    """Returns whether a bullet names again whom its heading names."""
    return (
        bool(holder)
        and holder is not None
        and holder.unit.casefold().startswith(found.unit.casefold())
    )


def addressed_part(flat: str, body_start: int, body_end: int) -> tuple[int, int] | None:
    """Returns where the list of tasks begins and ends that one sentence gives to one addressee.

    A directive or telegram has no part of its own for this: "… yêu cầu Chủ tịch UBND các xã thực
    hiện các nhiệm vụ sau:" opens the list.
    """
    match = _ADDRESSED.search(flat, body_start, body_end)
    if match is None:
        return None
    closing = _CLOSING.search(flat, match.end(), body_end)
    return match.start("unit"), closing.start() if closing else body_end


def find_tasks(flat: str, start: int, end: int) -> list[FoundTask]:
    """Returns the tasks assigned between two places of the flat text, in order.

    A numbered paragraph that names only a unit is a heading: what follows is addressed to it until
    the next one. A bullet that begins with another unit is addressed to that one.

    Args:
        flat: the flat text.
        start: where the assigning part begins.
        end: where it ends.
    """
    opening = _opened(flat, start, end)
    holder: _Holder | None = None
    if opening:
        at, to = opening.span("unit")
        holder = _Holder(opening["unit"], at, to, request=False, numbered=False)
        start = opening.end()
    tasks: list[FoundTask | None] = []
    for line in paragraphs_of(flat, start, end):
        numbered = _NUMBERED.match(line.text) is not None
        found = addressee(line.text)
        if found and found.whole:
            holder = _held(line, found)
            continue
        if found and not _same(found, holder if not numbered else None):
            own = _held(line, found)
            tasks.append(_task(line, line.start + found.rest, own))
            if numbered or holder is None or not holder.numbered:
                holder = own
            continue
        if numbered and holder is not None and holder.numbered:
            holder = None
        if holder:
            bullet = _BULLET.match(line.text)
            tasks.append(_task(line, line.start + (bullet.end() if bullet else 0), holder))
    return [task for task in tasks if task]
