"""Answers as JSON, and the records that many of them hold."""

import json
from collections.abc import Iterable

from starlette.responses import Response

from danvan_graph.lookup.index import Known
from danvan_graph.web.paging import link_header
from danvan_graph.web.publication import Edition

JSON, LINES, CSV = "application/json", "application/x-ndjson", "text/csv"
Record = dict[str, object]

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_OF_INSTRUMENT = tuple(Known.__dataclass_fields__)


def written(value: object) -> bytes:
    """Returns a value as JSON, as short as it can be."""
    return _ENCODER.encode(value).encode("utf-8", "replace")


def answer(body: Record | list[Record]) -> Response:
    """Returns what was asked for as JSON; ``next`` is told in the header as well."""
    following = body.get("next") if isinstance(body, dict) else None
    headers = link_header(following if isinstance(following, str) else None)
    return Response(written(body), media_type=JSON, headers=headers)


def instrument(known: Known) -> Record:
    """Returns an instrument."""
    return {name: getattr(known, name) for name in _OF_INSTRUMENT}


def reference(edition: Edition, iri: str) -> Record:
    """Returns a thing with its name."""
    return {"iri": iri, "label": edition.label(iri)}


def references(edition: Edition, iris: Iterable[str]) -> list[Record]:
    """Returns things with their names."""
    return [reference(edition, iri) for iri in iris]
