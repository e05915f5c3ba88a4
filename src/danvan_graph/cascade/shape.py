"""What stands on the nodes and edges of a cascade."""

import datetime
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

if TYPE_CHECKING:
    import networkx as nx

    Cascade: TypeAlias = nx.DiGraph[str]
else:
    Cascade: TypeAlias = "nx.DiGraph[str]"

NodeKind = Literal["instrument", "missing"]
EvidenceKind = Literal["doc", "quoted", "register", "title", "between"]

IN_COLLECTION = "có toàn văn trong bộ sưu tập"
ONLY_CITED = "chỉ được viện dẫn"
MISSING = "chưa có trong bộ sưu tập"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage or decision behind an edge.

    Attributes:
        finding: address of the citation, the task or the expectation.
        document: address of the document that says so, or an empty string.
        document_label: how people call it.
        section: path of the section, such as ``mo-dau`` or ``III.3.g1``, or an empty string.
        start: first code point of the passage, None for a reviewer's decision.
        end: code point after the last one, None likewise.
        confidence: how sure it is, from 0 to 1.
        note: the reason of a reviewer's decision, or an empty string.
    """

    finding: str
    document: str
    document_label: str
    section: str
    start: int | None
    end: int | None
    confidence: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """An instrument mentioned beside a node, not drawn as its parent.

    Attributes:
        iri: its address.
        label: how people call it.
        inside: whether it is known to carry out the root, directly or through others.
        may_belong: whether it is not known to, and yet not older than the root.
        relation: slug of what ties the node to it; see :class:`Step`.
    """

    iri: str
    label: str
    inside: bool
    may_belong: bool = False
    relation: str = "thuc-hien"


@dataclass(frozen=True, slots=True)
class Node:
    """One instrument, or one unit (or group) of which no document is in the collection.

    Attributes:
        kind: ``instrument`` or ``missing``.
        label: how people call the instrument; of what is missing, the unit.
        kind_label: kind of document in Vietnamese, such as ``Kế hoạch``.
        number: number and symbol, or an empty string.
        title: its title, or an empty string.
        level: slug of the level.
        level_label: the level in Vietnamese.
        level_order: 0 for the centre, 3 for the communes.
        superior_order: level order of the unit directly above on that day, None at the centre.
        unit: the issuers, joined by semicolons.
        unit_iri: their addresses, joined by spaces.
        place: the territory with its kind, or an empty string.
        place_name: the same without its kind, for sorting.
        place_iri: its address, or an empty string.
        date: day of issue in ISO 8601, or an empty string.
        date_text: the same as exactly as it is known: a day, a month, a year.
        year: year it is for, or of issue.
        collected: whether the collection holds its text.
        weak: whether only a weak relation ties it to the cascade.
        group: whether it stands for a group whose members cannot be listed.
        status: what the collection holds of it, in Vietnamese.
        basis: slug of why a document was expected, or an empty string.
        basis_label: the same in Vietnamese.
        confidence: how sure the expectation is; 1 for instruments.
        due: day by which the answer was due, or an empty string.
        due_doubtful: whether that day lies before the instrument that sets it.
        late_days: days the answer came after ``due``, None when in time or unknown.
        now: what became of the unit, or an empty string.
        hint: documents of a missing unit that documents below name without tying them to the root.
        elsewhere: documents of a missing unit that carry out something else of the cascade.
        outside: instruments it carries out that are not known to belong to the cascade.
    """

    kind: NodeKind
    label: str
    level: str
    level_label: str
    level_order: int
    status: str
    kind_label: str = ""
    number: str = ""
    title: str = ""
    superior_order: int | None = None
    unit: str = ""
    unit_iri: str = ""
    place: str = ""
    place_name: str = ""
    place_iri: str = ""
    date: str = ""
    date_text: str = ""
    year: int | None = None
    collected: bool = False
    weak: bool = False
    group: bool = False
    basis: str = ""
    basis_label: str = ""
    confidence: float = 1.0
    due: str = ""
    due_doubtful: bool = False
    late_days: int | None = None
    now: str = ""
    hint: str = ""
    elsewhere: str = ""
    outside: tuple[Related, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """The addresses of the issuers."""
        return tuple(self.unit_iri.split())


@dataclass(frozen=True, slots=True)
class Step:
    """One edge: the lower document carries out the upper one, or was expected to.

    Attributes:
        relation: slug of the relation; ``thuc-hien`` unless weak, ``mong-doi`` for what is missing.
        evidence_kind: who says so; see ``docs/cascade.md``.
        evidence: the passages, strongest first.
        days: days from the upper to the lower document, None when either day is unknown.
        weak: whether the relation is weaker than carrying out.
    """

    relation: str
    evidence_kind: EvidenceKind
    evidence: tuple[Evidence, ...]
    days: int | None = None
    weak: bool = False


_FIELDS = {kind: tuple(f.name for f in fields(kind)) for kind in (Node, Step, Evidence, Related)}


def attributes(item: Node | Step | Evidence | Related) -> dict[str, Any]:
    """Returns the fields of a node or an edge as networkx attributes."""
    return {name: getattr(item, name) for name in _FIELDS[type(item)]}


def node_at(graph: Cascade, iri: str) -> Node:
    """Returns what stands on a node of a cascade."""
    return Node(**graph.nodes[iri])


def step_at(graph: Cascade, lower: str, upper: str) -> Step:
    """Returns what stands on an edge of a cascade."""
    return Step(**graph.edges[lower, upper])


def root_of(graph: Cascade) -> str:
    """Returns the address of the instrument whose cascade it is."""
    return cast("str", graph.graph["root"])


def days_between(earlier: str, later: str) -> int | None:
    """Returns the days from one ISO 8601 day to another, or None when either is unknown.

    >>> days_between("2021-11-26", "2022-01-07")
    42
    >>> days_between("2021-11-26", "") is None
    True
    """
    try:
        first, last = datetime.date.fromisoformat(earlier), datetime.date.fromisoformat(later)
    except ValueError:
        return None
    return (last - first).days
