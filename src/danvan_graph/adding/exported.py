"""A reviewed record as a test case: places and facts, and no word of the text."""

from typing import Any

from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.header import Header


def as_test_case(record: DocumentRecord) -> dict[str, Any]:
    """Returns what a reader of the same file must find, as JSON values.

    Summaries, labels and quotations are left out: the case may be given away without the text.

    Args:
        record: a record, best one that a person reviewed.
    """
    source = record.source
    return {
        "sha256": source.sha256,
        "characters": source.characters,
        "instrument": str(record.key),
        "reviewed": record.review.by == "person",
        "header": _header(record.header),
        "citations": [
            {
                "at": [c.at.start, c.at.end],
                "kind": c.kind,
                "number": _text(c.number),
                "date": _text(c.date),
                "role": "basis" if c.basis else "mention",
                "relation": c.relation,
                "host": c.host,
                "instrument": _text(c.instrument),
            }
            for c in record.citations
        ],
        "tasks": [
            {"at": [t.at.start, t.at.end], "kind": t.kind, "roles": [a.role for a in t.assignments]}
            for t in record.tasks
        ],
        "duties": [
            {
                "at": [d.at.start, d.at.end],
                "kind": d.kind,
                "due": _text(d.due),
                "recurrence": d.recurrence,
                "anchors": [str(anchor) for anchor in d.anchors],
            }
            for d in record.duties
        ],
        "recipients": [{"at": [r.at.start, r.at.end], "role": r.role} for r in record.recipients],
        "issues": [
            {"at": [i.at.start, i.at.end], "kind": i.kind, "expected": i.expected}
            for i in record.issues
        ],
    }


def _text(value: object | None) -> str | None:
    return None if value is None else str(value)


def _header(header: Header) -> dict[str, Any]:
    return {
        "kind": header.kind.value,
        "number": str(header.number.value) if header.number else None,
        "date": str(header.date.value) if header.date else None,
        "year": header.year,
        "level": header.level,
    }
