"""One line of the distribution list (Nơi nhận)."""

from dataclasses import dataclass

from danvan_graph.records.agent import Agent
from danvan_graph.records.span import Span


@dataclass(frozen=True, slots=True)
class Recipient:
    """One entry of the distribution list.

    Attributes:
        at: place of the entry.
        agent: who gets the document, as printed and as understood.
        role: slug of the scheme ``vai-tro-nhan``: ``bao-cao``, ``thuc-hien``, ``phoi-hop``,
            ``de-biet`` or ``luu``; ``khong-ro`` where the list does not say.
        archive_units: initials after "Lưu:", such as ``("VT", "NCPC")``.
        confidence: between 0 and 1; how sure the entry is. 1 when a person read it.
    """

    at: Span
    agent: Agent
    role: str
    archive_units: tuple[str, ...] = ()
    confidence: float = 1.0
