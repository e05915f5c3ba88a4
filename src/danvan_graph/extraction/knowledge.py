"""What the registers of a collection tell the resolver."""

from collections import ChainMap
from dataclasses import replace

from danvan_graph.collection.folder import Collection
from danvan_graph.extraction.extractor import Resolver
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.text import Text
from danvan_graph.resolve import Knowledge, resolve


def resolver_of(collection: Collection, places: dict[str, str] | None = None) -> Resolver:
    """Returns the resolver that knows the units, registers and judgements of a collection.

    Args:
        collection: the collection.
        places: where a person says that documents stand: code of the unit by id of the document.
            It may be filled while the resolver is in use.
    """
    knowledge = Knowledge.of(
        collection.units.territories,
        collection.units.changes,
        collection.body_kinds.values(),
        collection.issuer_codes,
        collection.instruments,
        collection.documents,
        collection.judgements,
    )

    if places is not None:
        judged = ChainMap(places, dict(knowledge.judged_places))
        knowledge = replace(knowledge, judged_places=judged)

    def resolved(record: DocumentRecord, text: Text) -> DocumentRecord:
        return resolve(record, knowledge, text)

    return resolved
