"""Covers personal data in the free words of a record, so that they stand neither in it nor in the graph."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import BodyKey, InstrumentKey
from danvan_graph.identifiers.personal_data import masked
from danvan_graph.identifiers.recurrence import Anchor
from danvan_graph.records.document import DocumentRecord, Review, Source

_KEPT = (type, Designation, DocumentDate, BodyKey, InstrumentKey, Anchor, Source, Review)
T = TypeVar("T")


def masked_record(record: DocumentRecord) -> DocumentRecord:
    """Returns the record with phones, identity numbers, e-mail and accounts covered in its words.

    Numbers of documents, keys and the source stay; every covered word keeps its length.

    Args:
        record: any record.
    """
    return replace(_masked(record), id=record.id)


def _masked(value: T) -> T:
    found: Any = value
    if isinstance(value, str):
        found = masked(value)
    elif isinstance(value, tuple):
        found = tuple(_masked(item) for item in value)
    elif is_dataclass(value) and not isinstance(value, _KEPT):
        changes = {
            f.name: new
            for f in fields(value)
            if (new := _masked(old := getattr(value, f.name))) is not old
        }
        found = replace(value, **changes)
    return cast("T", found)
