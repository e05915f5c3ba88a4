"""What a person is asked about in a record, the most doubtful first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from danvan_graph.adding.applying import HEADER, KINDS, in_force, is_answered, nearest
from danvan_graph.adding.fields import FIELDS
from danvan_graph.collection.corrections import WRONG, Correction
from danvan_graph.records.agent import Agent
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.duty import Duty
from danvan_graph.records.header import Header
from danvan_graph.records.issue import Issue
from danvan_graph.records.recipient import Recipient
from danvan_graph.records.span import Span
from danvan_graph.records.task import Task

TITLES = {
    "header": "Phần đầu văn bản",
    "citation": "Trích dẫn",
    "task": "Nhiệm vụ",
    "duty": "Thời hạn, báo cáo",
    "recipient": "Nơi nhận",
    "issue": "Điểm nghi sai của bản gốc",
}


SURE = 0.9
"""From here on a finding is not called doubtful."""
_OPEN = 0.85
"""How sure a finding is at most that is read but not known: a body no register holds, no day."""
_DOUBTFUL = 0.4
"""How sure a header is at most that lacks what every document has."""
_HEADER_NAMES = {
    "kind": "Loại văn bản",
    "number": "Số, ký hiệu",
    "date": "Ngày ban hành",
    "year": "Năm",
    "issuer": "Cơ quan ban hành",
    "place": "Nơi ban hành",
    "level": "Cấp",
    "title": "Trích yếu",
    "signature": "Người ký",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One finding a person is asked about.

    Attributes:
        kind: ``header``, ``citation``, ``task``, ``duty``, ``recipient`` or ``issue``.
        at: its place in the text, or None for the header.
        sureness: between 0 and 1; the lowest are asked about first.
        doubts: why it is doubtful, in full Vietnamese sentences.
        values: what was read, as (field, name for persons, value).
        facts: more of what was read, which cannot be corrected here, as (name, value).
    """

    kind: str
    at: Span | None
    sureness: float
    doubts: tuple[str, ...]
    values: tuple[tuple[str, str, str | None], ...]
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """What it is, for persons."""
        return TITLES[self.kind]


def points_of(record: DocumentRecord, answers: Sequence[Correction]) -> list[Point]:
    """Returns what has no answer yet: the least sure first, then in text order.

    Args:
        record: a corrected record.
        answers: what persons said before.
    """
    left = [p for p in _all(record) if not is_answered(record, (p.kind, p.at), answers)]
    return sorted(left, key=lambda p: (p.sureness, p.at or Span(0, 0)))


def answered_points(record: DocumentRecord, answers: Sequence[Correction]) -> list[Point]:
    """Returns what has an answer, and what was struck out of the record, as points.

    Args:
        record: a record.
        answers: what persons said before.
    """
    found = [p for p in _all(record) if is_answered(record, (p.kind, p.at), answers)]
    for told in in_force(record, answers):
        gone = told.verdict == WRONG and told.kind in KINDS
        if gone and nearest(getattr(record, KINDS[told.kind]), told.at) is None:
            found.append(
                Point(told.kind, told.at, 1.0, ("Đã bỏ; mở lại thì được đọc lại khi công bố.",), ())
            )
    return found


def _all(record: DocumentRecord) -> Iterator[Point]:
    yield _header_point(record)
    for kind, name in KINDS.items():
        yield from (_point(kind, item, record) for item in getattr(record, name))


def _values(kind: str, values: Mapping[str, Any]) -> tuple[tuple[str, str, str | None], ...]:
    return tuple(
        (f"{kind}.{name}", FIELDS[f"{kind}.{name}"].label, None if v is None else str(v))
        for name, v in values.items()
    )


def _header_point(record: DocumentRecord) -> Point:
    header = record.header
    doubts = tuple(_header_doubts(header))
    values = {
        "kind": header.kind.value,
        "number": header.number.value if header.number else None,
        "date": header.date.value if header.date else None,
        "year": header.year,
        "issuer": _words(header.issuers),
        "level": header.level,
        "place": record.key.place,
        "title": header.title.value,
    }
    signed = header.signature
    facts = (("Người ký", signed.name),) if signed else ()
    sure = min(asdict(header.confidence).values())
    sureness = min(sure, _DOUBTFUL) if doubts else sure
    return Point(HEADER, None, sureness, doubts, _values(HEADER, values), facts)


def _header_doubts(header: Header) -> Iterator[str]:
    if header.number is None:
        yield "Không thấy số, ký hiệu."
    if header.date is None:
        yield "Không thấy ngày ban hành."
    if not any(issuer.bodies for issuer in header.issuers):
        yield "Chưa xác định được cơ quan ban hành."
    for name, sure in asdict(header.confidence).items():
        if sure < SURE:
            yield f"{_HEADER_NAMES[name]}: {_only(sure)}"


def _only(sure: float) -> str:
    return f"Máy chỉ chắc {sure:.0%}."


def _words(agents: Sequence[Agent]) -> str | None:
    return ", ".join(agent.text for agent in agents) or None


def _point(kind: str, item: Any, record: DocumentRecord) -> Point:
    sureness, doubts, values, facts = _ASKED[kind](item)
    noted = [i for i in record.issues if kind != "issue" and item.at.holds(i.at)]
    doubts += tuple(issue.reason for issue in noted)
    sureness = min([sureness, *(0.3 for _ in noted)])
    shown = tuple((name, value) for name, value in facts if value)
    return Point(kind, item.at, sureness, doubts, _values(kind, values), shown)


_Asked = tuple[float, tuple[str, ...], dict[str, Any], tuple[tuple[str, str | None], ...]]


def _citation(item: Citation) -> _Asked:
    doubts: tuple[str, ...] = ()
    if item.instrument is None:
        doubts = ("Chưa xác định được đây là văn bản nào.",)
    elif item.confidence < SURE:
        doubts = (_only(item.confidence),)
    names = ("kind", "number", "name", "date", "issuer", "relation", "instrument")
    values = {name: getattr(item, name) for name in names}
    may_be = ", ".join(str(key) for key in item.candidates)
    sureness = item.confidence if item.instrument else min(item.confidence, 0.2)
    return sureness, doubts, values, (("Có thể là", may_be),)


def _task(item: Task) -> _Asked:
    agents = [a.agent for a in item.assignments]
    known = all(agent.bodies for agent in agents)
    doubts: tuple[str, ...] = () if known else ("Chưa xác định được hết các cơ quan được giao.",)
    if item.confidence < SURE:
        doubts += (_only(item.confidence),)
    given = "; ".join(f"{a.role}: {a.agent.text}" for a in item.assignments)
    values = {"kind": item.kind, "summary": item.summary}
    sureness = item.confidence if known else min(item.confidence, _OPEN)
    return sureness, doubts, values, (("Được giao", given),)


def _duty(item: Duty) -> _Asked:
    dated = bool(item.due or item.recurrence or item.anchors)
    doubts: tuple[str, ...] = () if dated else ("Không đọc được hạn.",)
    if item.confidence < SURE:
        doubts += (_only(item.confidence),)
    values = {n: getattr(item, n) for n in ("kind", "due", "recurrence", "summary")}
    facts = (
        ("Ai làm", _words(item.bearers)),
        ("Gửi", _words(item.to)),
        ("Qua", _words(item.through)),
        ("Ngày lặp lại", ", ".join(map(str, item.anchors))),
    )
    return item.confidence if dated else min(item.confidence, _OPEN), doubts, values, facts


def _recipient(item: Recipient) -> _Asked:
    doubts = (_only(item.confidence),) if item.confidence < SURE else ()
    return item.confidence, doubts, {"role": item.role}, (("Nơi nhận", item.agent.text),)


def _issue(item: Issue) -> _Asked:
    facts = (("Bản gốc in", item.printed), ("Có lẽ phải là", item.expected))
    return 0.3, (item.reason,), {}, facts


_ASKED: Mapping[str, Callable[[Any], _Asked]] = {
    "citation": _citation,
    "task": _task,
    "duty": _duty,
    "recipient": _recipient,
    "issue": _issue,
}
