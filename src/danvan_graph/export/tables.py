"""Documents, citations, tasks, duties and units as Parquet tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_graph.store.engines.oxigraph import Embedded
from danvan_graph.vocabulary import DV

if TYPE_CHECKING:
    import pyarrow as pa

_PREFIXES = f"PREFIX dv: <{DV}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
_ROWS = 50_000
_TYPES = {
    "start": "int64",
    "end": "int64",
    "year": "int64",
    "order": "int64",
    "confidence": "float64",
    "collected": "bool",
    "basis": "bool",
    "orders_plan": "bool",
    "issued": "date32",
    "due": "date32",
    "valid_from": "date32",
    "valid_until": "date32",
}
"""Columns that are no text, and the names that Arrow gives their types."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        vi: what a row is, in Vietnamese.
        query: a SELECT; its variables are the columns.
    """

    vi: str
    query: str


TABLES: Mapping[str, Table] = {
    "documents": Table(
        "mỗi dòng một văn bản, đã thu thập hoặc chỉ được viện dẫn",
        """SELECT ?document ?label ?number ?title ?kind ?level ?issued ?year ?place ?collected WHERE {
          ?document a dv:Instrument ; rdfs:label ?label ; dv:kind ?kind ; dv:level ?level ;
            dv:collected ?collected
          OPTIONAL { ?document dv:number ?number } OPTIONAL { ?document dv:title ?title }
          OPTIONAL { ?document dv:issueDate ?issued } OPTIONAL { ?document dv:year ?year }
          OPTIONAL { ?document dv:place ?place } } ORDER BY ?document ?label ?kind ?year ?title""",
    ),
    "citations": Table(
        "mỗi dòng một lần viện dẫn, với mục và vị trí",
        """SELECT ?citation ?document ?citing ?cited ?relation ?section ?start ?end ?basis
                  ?confidence ?printed_number ?printed_date WHERE {
          ?citation a dv:Citation ; dv:inDocument ?document ; dv:relation ?relation ;
            dv:start ?start ; dv:end ?end ; dv:isBasis ?basis ; dv:confidence ?confidence
          OPTIONAL { ?citation dv:citingInstrument ?citing }
          OPTIONAL { ?citation dv:citedInstrument ?cited }
          OPTIONAL { ?citation dv:inSection ?section }
          OPTIONAL { ?citation dv:printedNumber ?printed_number }
          OPTIONAL { ?citation dv:printedDate ?printed_date } } ORDER BY ?citation""",
    ),
    "tasks": Table(
        "mỗi dòng một phần việc được giao trong một nhiệm vụ",
        """SELECT ?task ?document ?kind ?summary ?section ?start ?end ?orders_plan ?role ?agent
                  ?assignee ?order WHERE {
          ?task a dv:Task ; dv:inDocument ?document ; dv:taskKind ?kind ; dv:summary ?summary ;
            dv:start ?start ; dv:end ?end ; dv:ordersPlan ?orders_plan
          OPTIONAL { ?task dv:inSection ?section }
          OPTIONAL { ?task dv:hasAssignment ?part . ?part dv:role ?role ; dv:agentText ?agent ;
            dv:order ?order OPTIONAL { ?part dv:assignee ?assignee } } }
          ORDER BY ?task ?order ?assignee""",
    ),
    "duties": Table(
        "mỗi dòng một nghĩa vụ và một bên có nghĩa vụ",
        """SELECT ?duty ?document ?kind ?summary ?section ?start ?end ?due ?recurrence ?bearer
                  ?reports_to WHERE {
          ?duty a dv:Duty ; dv:inDocument ?document ; dv:dutyKind ?kind ; dv:summary ?summary ;
            dv:start ?start ; dv:end ?end
          OPTIONAL { ?duty dv:inSection ?section } OPTIONAL { ?duty dv:due ?due }
          OPTIONAL { ?duty dv:recurrence ?recurrence } OPTIONAL { ?duty dv:bearer ?bearer }
          OPTIONAL { ?duty dv:reportsTo ?reports_to } } ORDER BY ?duty ?bearer ?reports_to""",
    ),
    "units": Table(
        "mỗi dòng một đơn vị hành chính trong một khoảng thời gian",
        """SELECT ?unit ?code ?label ?level ?valid_from ?valid_until ?parent ?becomes WHERE {
          ?unit a dv:Territory ; dv:code ?code ; rdfs:label ?label ; dv:level ?level
          OPTIONAL { ?unit dv:validFrom ?valid_from } OPTIONAL { ?unit dv:validUntil ?valid_until }
          OPTIONAL { ?unit dv:parentTerritory ?parent } OPTIONAL { ?unit dv:becomes ?becomes } }
          ORDER BY ?unit ?parent ?becomes""",
    ),
}


def write_table(store: Embedded, name: str, path: Path) -> int:
    """Returns how many rows the Parquet file has that now lies at the path.

    Args:
        store: the generation.
        name: one of ``TABLES``.
        path: where to.
    """
    import pyarrow as pa  # noqa: PLC0415 - a server starts sooner without it
    import pyarrow.parquet as pq  # noqa: PLC0415

    query = TABLES[name].query
    types = [(column, _TYPES.get(column, "string")) for column in _columns(query)]
    schema = pa.schema([(column, pa.type_for_alias(alias)) for column, alias in types])
    rows, count = store.strings(_PREFIXES + query), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _ROWS)):
            count += len(batch)
            writer.write_table(_batch(batch, schema))
    return count


def _columns(query: str) -> list[str]:
    head = query.partition("WHERE")[0]
    return [word.removeprefix("?") for word in head.split() if word.startswith("?")]


def _batch(rows: list[tuple[str | None, ...]], schema: "pa.Schema") -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415

    columns = [
        pa.array(values, pa.string()).cast(field.type)
        for values, field in zip(zip(*rows, strict=True), schema, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=schema)
