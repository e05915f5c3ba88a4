"""Answers as JSON, and the records that many of them hold."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.responses import Response

from danvan_graph.lookup.index import Known
from danvan_graph.web.paging import link_header
from danvan_graph.web.publication import Edition

JSON, LINES, CSV = "application/json", "application/x-ndjson", "text/csv"
Record = dict[str, object]

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in JSON.

    Attributes:
        body: its bytes.
        following: the path of the next page, where there is one.
    """

    body: bytes
    following: str | None = None

    def response(self) -> Response:
        """Returns the same with its headers; the next page is told in one of them."""
        return Response(self.body, media_type=JSON, headers=link_header(self.following))


def written(value: object) -> bytes:
    """Returns a value as JSON, as short as it can be."""
    return _ENCODER.encode(value).encode("utf-8", "replace")


def told(body: Record | list[Record]) -> Told:
    """Returns what was asked for as JSON."""
    following = body.get("next") if isinstance(body, dict) else None
    return Told(written(body), following if isinstance(following, str) else None)


def instrument(edition: Edition, known: Known) -> bytes:
    """Returns an instrument in JSON."""
    number = edition.adjacency.number(known.iri)
    assert number is not None  # noqa: S101 - what is known is in the index
    return edition.written.instrument(number)


def reference(edition: Edition, iri: str) -> Record:
    """Returns a thing with its name."""
    return {"iri": iri, "label": edition.label(iri)}


def references(edition: Edition, iris: Iterable[str]) -> list[Record]:
    """Returns things with their names."""
    return [reference(edition, iri) for iri in iris]
