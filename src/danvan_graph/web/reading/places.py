"""The territory that each document is about, and until when it stood."""

from collections.abc import Mapping

from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.terms import rows


def document_places(edition: Edition) -> Mapping[str, str]:
    """Returns the territory of each document that has one, by address; read once for an edition."""
    query = "SELECT ?document ?place WHERE { ?document dv:place ?place }"
    return edition.kept(
        ("document places",),
        lambda: {r["document"]: r["place"] for r in rows(edition.store, query)},
    )


def place_ended(edition: Edition, document: str) -> str | None:
    """Returns the first day on which the territory of a document is no more, None while it stands."""
    unit = edition.names.units.get(document_places(edition).get(document, ""))
    return unit.until if unit else None
