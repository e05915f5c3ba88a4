"""A reviewed record as a case of the gold: what the extractor must find in a text, beside the text."""

import hashlib
from collections.abc import Mapping
from typing import Any

from danvan_graph.extraction.output import JsonWriter
from danvan_graph.identifiers.personal_data import masked
from danvan_graph.records.document import DocumentRecord
from danvan_graph.text.flattening import flatten

_TOLD = ("confidence", "instrument", "candidates", "bodies", "section", "relation", "themes")
"""What the gold does not hold, for it says what a text says and not what is made of it."""


def as_gold(
    record: DocumentRecord, text: str, kinds: Mapping[str, str]
) -> tuple[dict[str, Any], str]:
    """Returns a case of the schema ``gold/1`` and its text, personal data covered.

    The case scores an extractor with the same tool as ``benchmarks/invented``. It holds words of
    the text: whoever keeps it must be free to.

    Args:
        record: a record, best one that a person reviewed.
        text: the text it was read from.
        kinds: the Vietnamese word for each kind of document, by slug.
    """
    covered = masked(text)
    found = JsonWriter(kinds).write(record, flatten(covered))
    lists = {
        name: [_bare(one, covered) for one in found[name]]
        for name in ("citations", "tasks", "deadlines", "recipients")
    }
    for one, citation in zip(lists["citations"], record.citations, strict=True):
        one |= {"type": citation.kind, "type_vi": kinds.get(citation.kind, citation.kind)}
        one["optional"] = citation.optional
    lists["tasks"] = [
        one
        for one, task in zip(lists["tasks"], record.tasks, strict=True)
        if task.kind == "nhiem-vu" and task.assignments
    ]
    case = {
        "schema": "gold/1",
        "id": record.id,
        "text": f"{record.id}.txt",
        "text_sha256": hashlib.sha256(covered.encode("utf-8")).hexdigest(),
        "normalisation": "NFC",
        "complete": True,
        "header": {k: v for k, v in found["header"].items() if k != "confidence"},
    }
    return case | lists, covered


def _bare(one: Mapping[str, Any], text: str) -> dict[str, Any]:
    kept = {name: value for name, value in one.items() if name not in _TOLD}
    return {**kept, "surface": text[one["start"] : one["end"]]}
