"""Where it is said that a unit carries out what stands above, or was told to."""

from dataclasses import dataclass

from danvan_graph.errors import UnknownName
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.citations import Mention, mentions
from danvan_graph.web.reading.passages import PATTERN, SELECTED, Passage, passage
from danvan_graph.web.reading.terms import iri, rows, values
from danvan_graph.web.unit_tree.answers import Order
from danvan_graph.web.unit_tree.tree import UnitTree


@dataclass(frozen=True, slots=True)
class Proof:
    """The evidence of one row.

    Attributes:
        row: address of the row.
        mentions: the passages of its documents that name what they carry out.
        order: what told it to answer, or None.
        said: the passage of the order, or None when a reviewer concluded it.
        reason: the reviewer's reason, or an empty string.
    """

    row: str
    mentions: tuple[Mention, ...]
    order: Order | None
    said: Passage | None
    reason: str


def proof_of(edition: Edition, tree: UnitTree, row: str) -> Proof:
    """Returns the evidence of a row of the tree.

    Raises:
        UnknownName: the tree has no such row.
    """
    standing = tree.standings.get(row)
    order = standing.order if standing else _group_order(tree, row)
    plans = [p.iri for p in standing.plans] if standing else []
    if row in edition.index.instruments:
        plans = [row]
    if not plans and order is None:
        raise UnknownName(
            "Hàng này không có bằng chứng nào trong bộ sưu tập; hãy mở lại từ gốc.",
            "This row has no evidence in the collection.",
        )
    found = _mentions(edition, plans) if plans else ()
    return Proof(row, found, order, _said(edition, order), _reason(edition, order))


def _group_order(tree: UnitTree, row: str) -> Order | None:
    return next((o for os in tree.answers.groups.values() for o in os if o.agent == row), None)


def _mentions(edition: Edition, plans: list[str]) -> tuple[Mention, ...]:
    """Returns where documents name what they carry out."""
    query = (
        f"{values('plan', plans)} ?finding dv:citingInstrument ?plan ; dv:citedInstrument ?upper . "
    )
    found = mentions(edition.store, f"{query} ?plan dv:directlyImplements ?upper .")
    return tuple(found)


def _said(edition: Edition, order: Order | None) -> Passage | None:
    if order is None or not order.task:
        return None
    task = values("finding", [order.task])
    query = f"SELECT {SELECTED} WHERE {{ {task} ?finding {PATTERN} }} LIMIT 1"
    found = rows(edition.store, query)
    return passage(found[0]) if found else None


def _reason(edition: Edition, order: Order | None) -> str:
    if order is None or order.task:
        return ""
    query = f"SELECT ?reason WHERE {{ {iri(order.iri)} dv:reason ?reason }} LIMIT 1"
    found = rows(edition.store, query)
    return found[0]["reason"] if found else ""
