"""Writes one record as YAML in the layout of ``docs/records.md``; reading it back gives it again."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from danvan_graph.collection.scalars import flag_value, quoted, share_value, text_value
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import InstrumentKey
from danvan_graph.records.agent import Agent
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord, Section
from danvan_graph.records.duty import Duty
from danvan_graph.records.header import Header, Signature
from danvan_graph.records.issue import Issue
from danvan_graph.records.recipient import Recipient
from danvan_graph.records.span import Span
from danvan_graph.records.task import Task

_NULL = "null"


def write_record(record: DocumentRecord) -> str:
    """Returns the record as the text of a file of ``documents/``.

    The same record always gives the same text, so that a change shows as a change of its lines.

    Args:
        record: any record; hostile words in it are quoted and escaped.
    """
    parts = (
        _head(record),
        _header(record.header),
        _list("sections", (_section(s) for s in record.sections)),
        _list("citations", (_block(_citation(c)) for c in record.citations)),
        _list("tasks", (_block(_task(t)) for t in record.tasks)),
        _list("duties", (_block(_duty(d)) for d in record.duties)),
        _list("recipients", (_recipient(r) for r in record.recipients)),
        _list("issues", (_issue(i) for i in record.issues)),
    )
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts)


def _flow(**fields: str | None) -> str:
    """Returns small things on one line; fields without a value are left out."""
    return "{" + ", ".join(f"{n}: {v}" for n, v in fields.items() if v is not None) + "}"


def _row(values: Iterable[str]) -> str:
    return f"[{', '.join(values)}]"


def _words(values: Iterable[object]) -> str:
    return _row(text_value(str(value), flow=True) for value in values)


def _block(lines: Iterable[str]) -> str:
    """Returns the fields of one entry of a list below each other."""
    return "\n    ".join(lines)


def _list(name: str, entries: Iterable[str]) -> Iterator[str]:
    found = [f"  - {entry}" for entry in entries]
    yield f"{name}:" if found else f"{name}: []"
    yield from found


def _inline(name: str, entries: Iterable[str], indent: str) -> str:
    """Returns a list of small things below a field of an entry."""
    found = [f"\n{indent}- {entry}" for entry in entries]
    return f"{name}:{''.join(found)}" if found else f"{name}: []"


def _text(value: object | None) -> str:
    return _NULL if value is None else text_value(str(value))


def _flow_text(value: object) -> str:
    return text_value(str(value), flow=True)


def _key(key: InstrumentKey | None) -> str:
    if key is None:
        return _NULL
    return quoted(str(key)) if str(key)[0].isdigit() else str(key)


def _span(at: Span | None) -> str | None:
    return f"[{at.start}, {at.end}]" if at else None


def _agent(agent: Agent) -> str:
    return _flow(text=_flow_text(agent.text), bodies=_words(agent.bodies), at=_span(agent.at))


def _head(record: DocumentRecord) -> Iterator[str]:
    source, review = record.source, record.review
    yield f"id: {text_value(record.id)}"
    yield f"key: {_key(record.key)}"
    yield "source: " + _flow(
        file=_flow_text(source.file),
        sha256=text_value(source.sha256, flow=True),
        characters=str(source.characters),
    )
    yield "review: " + _flow(
        by=review.by, agent=_flow_text(review.agent), date=review.date.isoformat()
    )


def _stated(value: object, at: Span | None) -> str:
    return _flow(value=_flow_text(value), at=_span(at) or _NULL)


def _date(date: DocumentDate | None, at: Span | None) -> str:
    return _flow(value=str(date), at=_span(at)) if date else _NULL


def _header(header: Header) -> Iterator[str]:
    yield "header:"
    yield f"  kind: {_stated(header.kind.value, header.kind.at)}"
    number, date, place = header.number, header.date, header.place
    yield f"  number: {_stated(number.value, number.at) if number else _NULL}"
    yield f"  date: {_flow(value=str(date.value), at=_span(date.at) or _NULL) if date else _NULL}"
    yield f"  year: {_NULL if header.year is None else header.year}"
    yield "  " + _inline("issuers", (_agent(issuer) for issuer in header.issuers), "    ")
    yield f"  place: {_stated(place.value, place.at) if place else _NULL}"
    yield f"  level: {header.level}"
    yield f"  title: {_stated(header.title.value, header.title.at)}"
    yield f"  signature: {_signature(header.signature)}"
    sure = {name: share_value(share) for name, share in asdict(header.confidence).items()}
    yield f"  confidence: {_flow(**sure)}"


def _signature(signature: Signature | None) -> str:
    if signature is None:
        return _NULL
    return _flow(
        name=_flow_text(signature.name),
        office=_NULL if signature.office is None else _flow_text(signature.office),
        capacity=_words(signature.capacity),
        at=_span(signature.at) or _NULL,
    )


def _section(section: Section) -> str:
    return _flow(
        path=_flow_text(section.path), label=_flow_text(section.label), at=_span(section.at)
    )


def _citation(citation: Citation) -> Iterator[str]:
    yield f"at: {_span(citation.at)}"
    yield f"section: {_text(citation.section)}"
    yield f"kind: {_text(citation.kind)}"
    yield f"number: {_text(citation.number)}"
    yield f"name: {_text(citation.name)}"
    yield f"date: {_date(citation.date, citation.date_at)}"
    yield f"issuer: {_text(citation.issuer)}"
    yield f"role: {'basis' if citation.basis else 'mention'}"
    yield f"relation: {_text(citation.relation)}"
    if citation.host is not None:
        yield f"host: {citation.host}"
    if citation.optional:
        yield "optional: true"
    yield f"instrument: {_key(citation.instrument)}"
    if citation.candidates:
        yield f"candidates: {_row(_key(key) for key in citation.candidates)}"
    yield f"confidence: {share_value(citation.confidence)}"
    if citation.flags:
        yield f"flags: {_words(citation.flags)}"


def _task(task: Task) -> Iterator[str]:
    yield f"at: {_span(task.at)}"
    yield f"section: {_text(task.section)}"
    yield f"kind: {_text(task.kind)}"
    yield f"summary: {_text(task.summary)}"
    yield f"themes: {_words(task.themes)}"
    given = (
        _flow(role=_flow_text(a.role), agent=_agent(a.agent), request=flag_value(a.request))
        for a in task.assignments
    )
    yield _inline("assignments", given, "      ")
    named = (_flow(slug=_flow_text(m.slug), at=_span(m.at)) for m in task.movements)
    yield f"movements: {_row(named)}"
    yield f"orders_plan: {flag_value(task.orders_plan)}"
    yield f"confidence: {share_value(task.confidence)}"


def _duty(duty: Duty) -> Iterator[str]:
    yield f"at: {_span(duty.at)}"
    yield f"section: {_text(duty.section)}"
    yield f"kind: {_text(duty.kind)}"
    yield f"summary: {_text(duty.summary)}"
    yield f"due: {_NULL if duty.due is None else duty.due}"
    yield f"recurrence: {_text(duty.recurrence)}"
    yield f"anchors: {_row(quoted(str(anchor)) for anchor in duty.anchors)}"
    for name, agents in (("bearers", duty.bearers), ("to", duty.to), ("through", duty.through)):
        yield f"{name}: {_row(_agent(agent) for agent in agents)}"
    yield f"until: {_NULL if duty.until is None else duty.until}"
    yield f"confidence: {share_value(duty.confidence)}"


def _recipient(recipient: Recipient) -> str:
    return _flow(
        at=_span(recipient.at),
        agent=_agent(recipient.agent),
        role=_flow_text(recipient.role),
        archive_units=_words(recipient.archive_units) if recipient.archive_units else None,
        confidence=share_value(recipient.confidence),
    )


def _issue(issue: Issue) -> str:
    return _flow(
        at=_span(issue.at),
        kind=_flow_text(issue.kind),
        printed=_flow_text(issue.printed),
        expected=_NULL if issue.expected is None else _flow_text(issue.expected),
        reason=_flow_text(issue.reason),
    )
