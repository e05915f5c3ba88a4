"""What a document sets out to do or tells someone to do."""

from dataclasses import dataclass

from danvan_graph.records.agent import Agent
from danvan_graph.records.span import Span


@dataclass(frozen=True, slots=True)
class Assignment:
    """The part one body or group has in a task.

    Attributes:
        role: slug of the concept scheme ``vai-tro``: ``chu-tri``, ``phoi-hop``, ``tham-muu``,
            ``giam-sat``, ``bao-cao``, ``tong-hop``, ``thuc-hien``.
        agent: who has it.
        request: whether the text asks (Đề nghị) rather than orders (Giao).
    """

    role: str
    agent: Agent
    request: bool = False


@dataclass(frozen=True, slots=True)
class MovementMention:
    """A named movement, campaign, programme or motto where a text names it.

    Attributes:
        slug: key of the movement in the register.
        at: place of the name.
    """

    slug: str
    at: Span


@dataclass(frozen=True, slots=True)
class Task:
    """One objective, requirement or task of a document.

    Attributes:
        at: place of the passage that states it.
        section: path of the section it stands in.
        kind: ``muc-dich``, ``yeu-cau`` or ``nhiem-vu``.
        summary: what is to be done, in Vietnamese, in our own words.
        themes: slugs of the themes of work.
        assignments: who has which part in it; empty when the passage names nobody.
        movements: slugs of the movements and mottos the passage names.
        orders_plan: whether it tells the assignees to issue a plan of their own.
        confidence: between 0 and 1; how sure the passage and its assignees are. 1 when a person
            read it.
    """

    at: Span
    section: str
    kind: str
    summary: str
    themes: tuple[str, ...]
    assignments: tuple[Assignment, ...]
    movements: tuple[MovementMention, ...]
    orders_plan: bool
    confidence: float = 1.0
