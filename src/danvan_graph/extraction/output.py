"""The record of a document as one JSON object; its schema is ``docs/extraction.schema.json``."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from danvan_graph.records.agent import Agent
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.duty import Duty
from danvan_graph.records.header import Header, HeaderConfidence
from danvan_graph.records.span import Span
from danvan_graph.records.task import Task
from danvan_graph.records.text import Text

LEVELS = {"trung-uong": "central", "tinh": "province", "huyen": "district", "xa": "commune"}
_OTHER_NAMES = {"kind": "type", "signature": "signatory"}
_HEADER_NAMES = {
    part.name: _OTHER_NAMES.get(part.name, part.name)
    for part in fields(HeaderConfidence)
    if part.name != "year"
}
_DUTY_KINDS = {"bao-cao": "report", "giai-doan": "period"}


def _at(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _bodies(agents: Iterable[Agent]) -> list[str]:
    return [str(body) for agent in agents for body in agent.bodies]


def _words(agents: Iterable[Agent]) -> str | None:
    return ", ".join(agent.text for agent in agents) or None


class JsonWriter:
    """Writes records as JSON objects.

    Args:
        kinds: the Vietnamese word for each kind of document, by slug.
    """

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._kinds = kinds

    def write(self, record: DocumentRecord, text: Text) -> dict[str, Any]:
        """Returns the record as JSON values; places count code points of the source text."""
        return {
            "id": record.id,
            "instrument": str(record.key),
            "source": {"file": record.source.file, "sha256": record.source.sha256},
            "header": self._header(record.header),
            "citations": [self._citation(c, text) for c in record.citations],
            "tasks": [_task(task) for task in record.tasks],
            "deadlines": [_deadline(duty) for duty in record.duties],
            "recipients": [
                {
                    **_at(r.at),
                    "name": r.agent.text,
                    "role": r.role,
                    "bodies": _bodies([r.agent]),
                    "confidence": r.confidence,
                }
                for r in record.recipients
            ],
            "issues": [
                {
                    **_at(i.at),
                    "kind": i.kind,
                    "printed": i.printed,
                    "expected": i.expected,
                    "reason": i.reason,
                }
                for i in record.issues
            ],
        }

    def _header(self, header: Header) -> dict[str, Any]:
        return {
            "type": self._kinds.get(header.kind.value, header.kind.value),
            "number": str(header.number.value) if header.number else None,
            "date": str(header.date.value) if header.date else None,
            "issuer": header.issuers[0].text if header.issuers else None,
            "issuers": [agent.text for agent in header.issuers],
            "place": header.place.value if header.place else None,
            "level": LEVELS.get(header.level),
            "title": header.title.value or None,
            "signatory": header.signature.name if header.signature else None,
            "confidence": {
                shown: getattr(header.confidence, name) for name, shown in _HEADER_NAMES.items()
            },
        }

    def _citation(self, citation: Citation, text: Text) -> dict[str, Any]:
        return {
            **_at(citation.at),
            "surface": text.source[citation.at.start : citation.at.end],
            "type": self._kinds.get(citation.kind, citation.kind),
            "number": str(citation.number) if citation.number else None,
            "name": citation.name,
            "date": str(citation.date) if citation.date else None,
            "issuer": citation.issuer,
            "role": "basis" if citation.basis else "mention",
            "relation": citation.relation,
            "nested": citation.host is not None,
            "section": citation.section,
            "confidence": citation.confidence,
            "instrument": str(citation.instrument) if citation.instrument else None,
            "candidates": [str(key) for key in citation.candidates],
            "flags": list(citation.flags),
        }


def _task(task: Task) -> dict[str, Any]:
    agents = list(dict.fromkeys(a.agent for a in task.assignments))
    return {
        **_at(task.at),
        "unit": _words(agents),
        "bodies": _bodies(agents),
        "role": task.assignments[0].role if task.assignments else None,
        "roles": [a.role for a in task.assignments],
        "request": any(a.request for a in task.assignments),
        "section": task.section,
        "themes": list(task.themes),
        "orders_plan": task.orders_plan,
        "confidence": task.confidence,
    }


def _deadline(duty: Duty) -> dict[str, Any]:
    to, through = _words(duty.to), _words(duty.through)
    return {
        **_at(duty.at),
        "kind": _DUTY_KINDS.get(duty.kind, "deadline"),
        "date": str(duty.due) if duty.due else None,
        "recurrence": duty.recurrence,
        "anchor": ",".join(map(str, duty.anchors)) or None,
        "unit": _words(duty.bearers),
        "to": f"{to} (qua {through})" if to and through else to,
        "section": duty.section,
        "confidence": duty.confidence,
    }
