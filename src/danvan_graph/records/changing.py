"""A record with some of its fields changed, made quickly."""

import functools
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

_Record = TypeVar("_Record")


@functools.cache
def _reader(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)


def changed(record: _Record, **new: Any) -> _Record:
    """Returns a record that differs in some fields, as :func:`dataclasses.replace` would.

    It takes half as long, which shows where a document has dozens of citations and tasks.

    Args:
        record: a dataclass of two fields or more, all of them arguments of its constructor.
        new: the fields that differ.

    >>> from danvan_graph.records.span import Span
    >>> changed(Span(3, 9), end=7)
    Span(start=3, end=7)
    """
    kind: Any = type(record)
    names, values = _reader(kind)
    made: _Record = kind(**(dict(zip(names, values(record), strict=True)) | new))
    return made
