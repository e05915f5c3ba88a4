"""What the registers of a collection tell the resolver."""

from danvan_graph.collection.folder import Collection
from danvan_graph.extraction.extractor import Resolver
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.text import Text
from danvan_graph.resolve import Knowledge, resolve


def resolver_of(collection: Collection) -> Resolver:
    """Returns the resolver that knows the units, registers and judgements of a collection."""
    knowledge = Knowledge.of(
        collection.units.territories,
        collection.units.changes,
        collection.body_kinds.values(),
        collection.issuer_codes,
        collection.instruments,
        collection.documents,
        collection.judgements,
    )

    def resolved(record: DocumentRecord, text: Text) -> DocumentRecord:
        return resolve(record, knowledge, text)

    return resolved
