"""What an answer to “which plans cite this?” is made of."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from danvan_graph.adjacency.order import level_order, newest_first
from danvan_graph.lookup.index import Known

CARRYING = frozenset(
    {"thuc-hien", "can-cu", "tiep-tuc", "phoi-hop", "chi-tiet", "huong-dan", "phe-duyet"}
)
"""Relations along which a citation of the lower document reaches the upper one."""
MENTIONED = "nhac-den"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage that says a document cites an instrument.

    Attributes:
        citation: address of the citation.
        document: address of the document in which the passage stands.
        document_label: how people call that document.
        section: path of the section, such as ``III.3.g2``.
        section_label: heading of the section.
        start: first code point of the passage.
        end: code point after its last.
        basis: whether it stands in the preamble.
        confidence: between 0 and 1.
        relation: slug of the relation the passage expresses.
        quote: the words, where the user's own collection holds the text, else None.
    """

    citation: str
    document: str
    document_label: str
    section: str
    section_label: str
    start: int
    end: int
    basis: bool
    confidence: float
    relation: str
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One step from a plan towards the cited instrument.

    Attributes:
        iri: the instrument reached by this step.
        label: how people call it.
        relation: slug of the relation by which the one before cites it.
    """

    iri: str
    label: str
    relation: str


@dataclass(frozen=True, slots=True)
class CitingPlan:
    """One plan that cites an instrument.

    Attributes:
        plan: the plan; when it is not collected it is known from what another document quotes.
        direct: whether it names the instrument itself.
        roles: slugs of the relations by which it cites (the first step, when not direct).
        path: the steps from the plan to the instrument; one step when direct.
        evidence: the passages of the first step.
    """

    plan: Known
    direct: bool
    roles: tuple[str, ...]
    path: tuple[Hop, ...]
    evidence: tuple[Evidence, ...]


def strength(relation: str) -> tuple[bool, bool, str]:
    """Returns a key that sorts relations from the strongest to a bare mention."""
    return relation == MENTIONED, relation not in CARRYING, relation


def strongest(relations: AbstractSet[str]) -> str:
    """Returns the relation that says most.

    >>> strongest({"nhac-den", "thuc-hien"})
    'thuc-hien'
    """
    return min(relations, key=strength)


def place(found: CitingPlan) -> tuple[int, int, str, str]:
    """Returns the key of a plan in its list: upper levels, shorter chains, newer plans first."""
    return place_of(found.plan, len(found.path))


def place_of(plan: Known, steps: int) -> tuple[int, int, str, str]:
    """Returns the same key of a plan so many steps away."""
    when = newest_first(plan.date or str(plan.year or ""))
    return level_order(plan.level), steps, when, plan.iri
