"""The columns of tasks and duties, with those exchanged that a change reaches."""

import numpy as np

from danvan_graph.adjacency.columns import Array
from danvan_graph.adjacency.exchange import Exchange, Unlike
from danvan_graph.adjacency.exchanged_lists import by_row, exchanged_row, row_by_thing

_TOLD = ("start", "due", "until", "is_duty")


def findings_columns(exchange: Exchange) -> dict[str, Array]:
    """Returns the columns of tasks and duties.

    Raises:
        Unlike: a document that stays is no thing of the index any more.
    """
    row, old, near = exchanged_row(exchange, "finding"), exchange.old, exchange.near
    columns = row.columns
    documents = row.numbers(
        exchange.from_old[old["finding.document"]], exchange.from_near[near["finding.document"]]
    )
    if (documents < 0).any():
        raise Unlike
    columns["finding.document"] = documents.astype(np.int32)
    for part in _TOLD:
        name = f"finding.{part}"
        columns[name] = row.numbers(old[name], near[name]).astype(old[name].dtype)
    for name in ("finding.traits", "finding.days", "finding.anchors"):
        columns |= by_row(exchange, row, name)
    columns |= row_by_thing(exchange, row, "bound")
    return columns | {name: old[name] for name in ("trait.bytes", "trait.ends")}
