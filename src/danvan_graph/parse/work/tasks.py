"""What a document tells whom to do: the passages of "Tổ chức thực hiện" or its equivalent."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from danvan_graph.identifiers.folding import fold
from danvan_graph.identifiers.letters import UPPER
from danvan_graph.parse.sureness import TaskRule
from danvan_graph.parse.words.units import Addressee, addressee, may_address
from danvan_graph.parse.words.verbs import UNIT_ENDS
from danvan_graph.parse.work.assigning import (
    Assigning,
    closes,
    stands_within,
    style_of,
    without_closing,
)
from danvan_graph.parse.work.labelled import Labelled
from danvan_graph.parse.work.paragraphs import Paragraph, paragraphs_of
from danvan_graph.parse.work.roles import roles_of
from danvan_graph.parse.work.task_table import Table

_BULLET = re.compile(
    r"\s*(?:[-+•●]\s*|(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-zđ]|[IVX]{1,5})\s?[.)\-/]\s*)"
)
_NUMBERED = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,2}\s?[.)\-/]|[IVX]{1,5}\s?[.\-/]|[A-H](?:\.|\s?[)\-/]\s)|Điều \d+\.)\s*"
)
_ORDERS_PLAN = re.compile(
    r"(?:xây dựng|ban hành)[^.;\n]{0,40}?(?:kế hoạch|Kế hoạch)(?! này)[^.;\n]{0,60}", re.IGNORECASE
)
_PASSED_ON = re.compile(
    r"(?:^|[,;.:]\s+)(?:giao|Giao)\s+(?:cho\s+)?(?P<unit>[^.;:\n]{4,160}?)\s+"
    rf"(?P<work>{UNIT_ENDS}(?!\w))"
)
_WATCHED = re.compile(
    r"(?:^|(?<=[.;]\s)|(?<=\n))(?:Giao|giao)\s+(?:cho\s+)?(?P<unit>[^.;:\n]{4,160}?)\s+"
    r"(?P<work>(?:chủ trì|có trách nhiệm|chịu trách nhiệm|phối hợp|theo dõi|đôn đốc|tổng hợp|hướng dẫn|kiểm tra|giám sát)(?!\w)[^.\n]*(?:\.(?:/\.)?)?)"
)
_SENTENCE = re.compile(rf"[.;]\s+(?=[{UPPER}]|(?:giao|đề nghị|yêu cầu)\s+(?:cho\s+)?[{UPPER}])")
_LED = re.compile(
    r"(?:Lãnh đạo|Đồng chí|Thủ trưởng|Người đứng đầu|Bí thư|Chủ tịch UBND|Hiệu trưởng)(?!\w)"
)
"""Below the heading of a unit these are its own leaders, or a verb ("Lãnh đạo …")."""
_CHAPTER = re.compile(
    r"\s*(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC)\s+(?:\w+\s+)?(?:[IVX]{1,5}|\d{1,2}|\w+)\s*(?:[:.\n]|(?=[A-ZĐ]{2,}))"
)
_FUNDS = re.compile(
    r"\s*(?:Kinh phí (?:thực hiện|tổ chức|triển khai|hoạt động|để|cho)(?!\w)|(?:\d{1,2}\s?[.)\-]\s*)?(?:Về )?[Kk]inh phí\s*:(?!.*[Gg]iao\s))"
)
"""A paragraph that tells where the money comes from gives nobody work."""
_ASKS = re.compile(rf"(?<=[,;.]\s)[{UPPER}][^,;.:\n]{{3,60}}?\s(?=(?:đề nghị|yêu cầu)\s)")
_OFFICER = re.compile(
    r"(?:Chủ tịch|Thủ trưởng|Giám đốc|Hiệu trưởng|Trưởng|Bí thư|Người đứng đầu)(?!\w)"
)
"""Who leads a unit just named is no other unit."""
_SHORTEST = 12
_LABEL = 48  # characters of a heading that opens a list and is no work itself
_BULLETS = " -+•●*"


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
        rule: which rule found it, a name of :data:`danvan_graph.parse.sureness.TASKS`.
    """

    start: int
    end: int
    unit: str
    unit_start: int
    unit_end: int
    request: bool
    roles: tuple[str, ...]
    orders_plan: bool
    rule: TaskRule


@dataclass(slots=True)
class _Holder:
    """Who the passages at hand are addressed to."""

    unit: str
    start: int
    end: int
    request: bool
    numbered: bool
    style: str = ""
    rule: TaskRule = "below"


def _held(line: Paragraph, found: Addressee) -> _Holder:
    numbered = _NUMBERED.match(line.text) is not None
    return _Holder(
        found.unit,
        line.start + found.start,
        line.start + found.end,
        found.request,
        numbered,
        style_of(line.text),
        "heading" if numbered and found.whole else "below",
    )


def _task(
    line: Paragraph, at: int, holder: _Holder, rule: TaskRule | None = None
) -> FoundTask | None:
    words = without_closing(line.text[at - line.start :]).rstrip()
    if len(words) < _SHORTEST or (words.endswith(":") and len(words) < _LABEL):
        return None
    return FoundTask(
        start=at,
        end=at + len(words),
        unit=holder.unit,
        unit_start=holder.start,
        unit_end=holder.end,
        request=holder.request,
        roles=roles_of(words),
        orders_plan="oạch" in words and _ORDERS_PLAN.search(words) is not None,
        rule=rule or holder.rule,
    )


def _same(found: Addressee, holder: _Holder | None) -> bool:
    """Returns whether a bullet names again whom its heading names."""
    if holder is None:
        return False
    led = holder.numbered and _LED.match(found.unit) is not None
    one, all_ = found.unit.casefold(), holder.unit.casefold()
    return led or all_.startswith(one) or all_.endswith((f"; {one}", f", {one}"))


def find_tasks(
    flat: str, part: Assigning, tabled: Sequence[Table] = (), begins: Sequence[int] = ()
) -> list[FoundTask]:
    """Returns the tasks of an assigning part, in order.

    A numbered paragraph that names only a unit is a heading: what follows is addressed to it until
    the next one. A bullet that begins with another unit is addressed to that one. A paragraph that
    names nobody at its head may pass the work on within: "…, giao Sở Tài chính thẩm định".

    Args:
        flat: the flat text.
        part: where it assigns work, and to whom the whole list is addressed.
        tabled: the tables in it, which are read row by row.
        begins: where paragraphs begin by the look of the lines.
    """
    reader = _Reader(part)
    for line in paragraphs_of(flat, part.start, part.end, begins):
        if tabled and any(table.start <= line.start < table.end for table in tabled):
            continue
        first, *others = _sentences(line, reader.holds)
        reader.read(first)
        for sentence in others:
            reader.read_rest(sentence)
    return [task for task in reader.tasks if task]


def closing_tasks(flat: str, start: int, end: int) -> list[FoundTask]:
    """Returns the tasks of the closing words: "Giao Sở Nội vụ theo dõi, đôn đốc việc thực hiện …".

    Args:
        flat: the flat text.
        start: where the closing words begin.
        end: where they end.
    """
    tasks = []
    for match in _WATCHED.finditer(flat, start, end):
        if addressee(match["unit"]) is None:
            continue
        at, to = match.span("unit")
        holder = _Holder(match["unit"], at, to, request=False, numbered=False)
        line = Paragraph(match.start(), match.group())
        tasks.append(_task(line, match.start("work"), holder, "closing"))
    return [task for task in tasks if task]


def tabled_tasks(found: Iterable[Table]) -> list[FoundTask]:
    """Returns the tasks that tables assign, one a row."""
    tasks = []
    for row in (row for table in found for row in table.rows):
        at = row.unit.start
        holder = _Holder(row.unit.text, at, at + len(row.unit.text), request=False, numbered=True)
        line = Paragraph(row.work.start, row.work.text)
        tasks.append(_task(line, line.start, holder, "table"))
    return [task for task in tasks if task]


def _sentences(line: Paragraph, holds: str = "") -> Iterator[Paragraph]:
    """Yields a paragraph cut before each sentence that tells somebody else to act.

    Args:
        line: the paragraph.
        holds: whom the heading above it names; a sentence about one of them goes on with the work.
    """
    at = 0
    starts = [m for m in _SENTENCE.finditer(line.text) if may_address(line.text, m.end())]
    before = addressee(line.text) if starts else None
    for match in starts:
        if at == 0 and before and match.start() + 1 < before.end:
            continue  # within the list of units: "Các phòng; UBND các xã"
        rest = line.text[match.end() :]
        found = None if _BULLET.match(rest) else addressee(rest)
        if found is None or found.whole or not _commands(rest, found):
            continue
        named = holds if before is None else before.unit
        if _level_of(found.unit) not in _level_of(named):
            yield Paragraph(line.start + at, line.text[at : match.end()].rstrip())
            at, before = match.end(), found
    yield Paragraph(line.start + at, line.text[at:])


def _level_of(units: str) -> str:
    """Returns names for comparison: "UBND cấp huyện" are "UBND các huyện"."""
    return fold(units).replace("cap ", "cac ").replace("ubnd", "uy ban nhan dan")


def _commands(words: str, found: Addressee) -> bool:
    """Returns whether a sentence goes on with what the unit is to do, not with a colon or a stop."""
    joined = words[found.end : found.rest].strip(" ,") == ""
    return joined and words[found.rest :][:1].islower() and not _OFFICER.match(found.unit)


def labelled_tasks(found: Iterable[Labelled]) -> list[FoundTask]:
    """Returns the tasks whose unit stands behind a label below the work."""
    tasks = []
    for each in found:
        at = each.unit.start
        holder = _Holder(each.unit.text, at, at + len(each.unit.text), request=False, numbered=True)
        line = Paragraph(each.work.start, each.work.text)
        tasks.append(_task(line, line.start, holder, "label"))
    return [task for task in tasks if task]


class _Reader:
    """Reads the paragraphs of an assigning part one after another."""

    def __init__(self, part: Assigning) -> None:
        self.tasks: list[FoundTask | None] = []
        self._holder: _Holder | None = None
        self._before = ""
        self._listed = False
        self._opened = part.opening is not None
        self._stepwise = part.stepwise
        self._closed = False
        if part.opening:
            at = part.opening
            self._holder = _Holder(at.unit, at.start, at.end, request=False, numbered=False)
            self._holder.rule = "opening"

    @property
    def holds(self) -> str:
        """Whom the heading above names, in the words of the text; empty where there is none."""
        return self._holder.unit if self._holder and self._holder.numbered else ""

    def read(self, line: Paragraph) -> None:
        """Takes in one paragraph."""
        style, before = style_of(line.text), self._before
        self._closed = self._closed or (not style and closes(line.text))
        if self._closed or _CHAPTER.match(line.text) or _of_money(line.text):
            return
        if self._stepwise:
            self._of_others(line)
            return
        self._before = line.text.rstrip()
        if not style and before and before[-1].isalnum() and self.tasks and self.tasks[-1]:
            self._go_on(line)
            return
        self._listed = self._listed or bool(style)
        if self._opened and self._listed and not style:
            self._of_others(line)
            return
        numbered = _NUMBERED.match(line.text) is not None
        found = addressee(line.text)
        if found and found.whole:
            self._holder, self._before = _held(line, found), ""
        elif (
            found
            and not self._passes_down(line, found, style)
            and not _same(found, self._holder if not numbered else None)
        ):
            own = _held(line, found)
            marked = line.text[: found.start].strip(_BULLETS)
            rule: TaskRule = "head" if marked else "bare"
            self.tasks.append(_task(line, line.start + found.rest, own, rule))
            if numbered or self._holder is None or not self._holder.numbered:
                self._holder = own
        else:
            if numbered and self._holder is not None and self._ends_holder(style):
                self._holder = None
            self._of_holder(line)

    def _passes_down(self, line: Paragraph, found: Addressee, style: str) -> bool:
        """Returns whether a bullet tells a unit under a heading to give work to one of its own."""
        holder = self._holder
        below = style.startswith(("bullet", "letter"))
        headed = below and holder is not None and holder.rule == "heading"
        return headed and "Giao " in line.text[: found.start]

    def _go_on(self, line: Paragraph) -> None:
        """Lets the last task run on: a line break stood within its sentence."""
        last = self.tasks[-1]
        if last:
            self.tasks[-1] = replace(
                last, end=line.start + len(without_closing(line.text).rstrip())
            )

    def _ends_holder(self, style: str) -> bool:
        holder = self._holder
        if holder is None or not holder.numbered:
            return False
        return not stands_within(style, holder.style)

    def read_rest(self, line: Paragraph) -> None:
        """Takes in a sentence that tells somebody else to act, within a paragraph."""
        found = addressee(line.text)
        if found:
            own = _held(line, found)
            self.tasks.append(_task(line, line.start + found.rest, own, "sentence"))

    def _of_others(self, line: Paragraph) -> None:
        """Takes in a paragraph behind a list for all that tells somebody in particular to act."""
        found = addressee(line.text)
        if found and found.told and not found.whole and _commands(line.text, found):
            self.tasks.append(_task(line, line.start + found.rest, _held(line, found), "sentence"))

    def _of_holder(self, line: Paragraph) -> None:
        bullet = _BULLET.match(line.text)
        at = line.start + (bullet.end() if bullet else 0)
        asked = None if self._holder and self._holder.style else _asked(line)
        if asked:
            self.tasks.append(asked)
        elif self._holder:
            self.tasks.append(_task(line, at, self._holder))
        else:
            self.tasks.append(_passed_on(line, at))


def _of_money(words: str) -> bool:
    """Returns whether a paragraph is about money and names nobody who is to find it."""
    return "inh phí" in words and _FUNDS.match(words) is not None and addressee(words) is None


def _asked(line: Paragraph) -> FoundTask | None:
    """Returns the task of "…, Thủ tướng Chính phủ đề nghị các Bộ trưởng thực hiện …", or None."""
    if "đề nghị" not in line.text and "yêu cầu" not in line.text:
        return None
    for match in _ASKS.finditer(line.text):
        rest = Paragraph(line.start + match.end(), line.text[match.end() :])
        found = addressee(rest.text)
        if found and found.told and not found.whole and _commands(rest.text, found):
            return _task(rest, rest.start + found.rest, _held(rest, found), "within")
    return None


def _passed_on(line: Paragraph, at: int) -> FoundTask | None:
    """Returns the task that a paragraph gives to a unit it names within, or None."""
    match = _PASSED_ON.search(line.text) if "iao " in line.text else None
    if match is None or addressee(match["unit"]) is None:
        return None
    start, end = match.span("unit")
    holder = _Holder(
        match["unit"], line.start + start, line.start + end, request=False, numbered=False
    )
    alone = len(line.text) - match.end("work") < _SHORTEST
    return _task(line, at if alone else line.start + match.start("work"), holder, "within")
