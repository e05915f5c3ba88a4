"""Resolves one record: its place, its bodies, its instruments and its own key."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import is_

from danvan_graph.identifiers.keys import BodyKey, InstrumentKey
from danvan_graph.records.agent import Agent
from danvan_graph.records.changing import changed
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.duty import Duty
from danvan_graph.records.header import Header
from danvan_graph.records.issue import Issue
from danvan_graph.records.recipient import Recipient
from danvan_graph.records.span import Span
from danvan_graph.records.task import Assignment, Task
from danvan_graph.records.text import Text
from danvan_graph.resolve.ground import Ground
from danvan_graph.resolve.instruments import Citations, when_of
from danvan_graph.resolve.knowledge import Knowledge
from danvan_graph.resolve.places import ground_of

_ABOUT = re.compile(r"^(?:về việc|v/v|về)\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(?:trên địa bàn|ngày \d|của (?:Thủ tướng|Chính phủ|Ban |Bộ |Tỉnh|UBND|Ủy ban)).*$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_WORD = re.compile(r"\s+số:?\s+(?=\d)", re.IGNORECASE)
_FILED = "luu"


def short_title(title: str) -> str:
    """Returns what of a title goes into a key: neither "Về việc" nor date, issuer and area.

    >>> short_title("Về việc thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ")
    'thực hiện Chỉ thị 33/CT-TTg'
    """
    return _NUMBER_WORD.sub(" ", _TAIL.sub("", _ABOUT.sub("", " ".join(title.split()))))


def own_key(record: DocumentRecord, place: str) -> InstrumentKey:
    """Returns the key of the document itself: place, day or year, number or kind and title."""
    header = record.header
    if header.number:
        return InstrumentKey.of(place, when_of(record), str(header.number.value))
    kind = header.kind.value.replace("-", " ")
    return InstrumentKey.of(place, when_of(record), f"{kind} {short_title(header.title.value)}")


@dataclass(frozen=True, slots=True)
class _Bodies:
    """Fills in the bodies of one document."""

    knowledge: Knowledge
    ground: Ground
    found: dict[str, tuple[BodyKey, ...]] = field(default_factory=dict)

    def agent(self, agent: Agent) -> Agent:
        if agent.bodies:
            return agent
        bodies = self.found.get(agent.text)
        if bodies is None:
            bodies = self.found[agent.text] = self.knowledge.bodies.find(agent.text, self.ground)
        return Agent(agent.text, bodies, agent.at) if bodies else agent

    def agents(self, agents: tuple[Agent, ...]) -> tuple[Agent, ...]:
        """Returns the agents with their bodies; the same tuple when none was found."""
        found = tuple(map(self.agent, agents))
        return agents if all(map(is_, found, agents)) else found

    def task(self, task: Task) -> Task:
        agents = [self.agent(each.agent) for each in task.assignments]
        if all(found is each.agent for found, each in zip(agents, task.assignments, strict=True)):
            return task
        assigned = zip(agents, task.assignments, strict=True)
        return changed(
            task, assignments=tuple(Assignment(a.role, who, a.request) for who, a in assigned)
        )

    def duty(self, duty: Duty) -> Duty:
        bearers, to, through = map(self.agents, (duty.bearers, duty.to, duty.through))
        if bearers is duty.bearers and to is duty.to and through is duty.through:
            return duty
        return changed(duty, bearers=bearers, to=to, through=through)

    def recipient(self, recipient: Recipient) -> Recipient:
        if recipient.role == _FILED:  # "Lưu: VT, NV" names drafting units by their initials
            return recipient
        agent = self.agent(recipient.agent)
        return recipient if agent is recipient.agent else changed(recipient, agent=agent)

    def header(self, header: Header) -> Header:
        row = self.ground.rows[0] if self.ground.place and self.ground.rows else None
        level = row.level if row else "trung-uong" if self.ground.central else header.level
        return changed(header, issuers=self.agents(header.issuers), level=level)


def _named_at(record: DocumentRecord) -> Iterator[tuple[Agent, Span]]:
    """Yields every agent with the place of its words, or of what holds them."""
    for issuer in record.header.issuers:
        yield issuer, issuer.at or record.header.kind.at or Span(0, 1)
    for task in record.tasks:
        for assignment in task.assignments:
            yield assignment.agent, assignment.agent.at or task.at
    for duty in record.duties:
        for agent in (*duty.bearers, *duty.to, *duty.through):
            yield agent, agent.at or duty.at
    for recipient in record.recipients:
        if recipient.role != _FILED:
            yield recipient.agent, recipient.agent.at or recipient.at


def _of_no_district(
    record: DocumentRecord, knowledge: Knowledge, ground: Ground
) -> Iterator[Issue]:
    """Yields an issue for each district body named after the districts ended."""
    if knowledge.gazetteer.has_level("huyen", ground.day):
        return
    for agent, at in _named_at(record):
        units = [u for u in knowledge.units_in(agent.text) if u.levels == ("huyen",)]
        if units and not agent.bodies:
            reason = (
                "Từ ngày 01/7/2025 không còn đơn vị hành chính cấp huyện, nên không có cơ quan nào "
                "mang tên này vào ngày ban hành văn bản."
            )
            yield Issue(at, "sai-co-quan", agent.text, None, reason)


def _with(issues: tuple[Issue, ...], new: Iterable[Issue]) -> tuple[Issue, ...]:
    """Returns the issues and those of the new ones whose place and kind have none yet."""
    found = list(issues)
    for issue in new:
        if all((issue.at, issue.kind) != (other.at, other.kind) for other in found):
            found.append(issue)
    return (
        tuple(sorted(found, key=lambda issue: (issue.at, issue.kind)))
        if len(found) > len(issues)
        else issues
    )


def resolve(
    record: DocumentRecord, knowledge: Knowledge, text: Text | None = None
) -> DocumentRecord:
    """Returns the record with everything filled in that its words leave no doubt about.

    What is already filled in stays. What may mean several things stays open with its candidates;
    what looks like a misprint stays open, with an issue, until a judgement says what was meant.

    Args:
        record: what an extractor found: citations without instrument, agents without bodies.
        knowledge: the tables.
        text: the text the record was read from; with it, namesakes are told apart by topic.
    """
    ground = ground_of(record, knowledge)
    citations, odd = Citations(record, knowledge, ground, text).resolved()
    bodies = _Bodies(knowledge, ground)
    filled = changed(
        record,
        key=own_key(record, ground.place) if ground.place else record.key,
        header=bodies.header(record.header),
        citations=citations,
        tasks=tuple(map(bodies.task, record.tasks)),
        duties=tuple(map(bodies.duty, record.duties)),
        recipients=tuple(map(bodies.recipient, record.recipients)),
    )
    issues = _with(record.issues, (*odd, *_of_no_district(filled, knowledge, ground)))
    return filled if issues is filled.issues else changed(filled, issues=issues)
