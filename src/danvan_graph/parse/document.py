"""The face of the parser: from a text to the record of a careful reader, nothing resolved yet."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.keys import CENTRE, InstrumentKey
from danvan_graph.identifiers.recurrence import Anchor, check_recurrence
from danvan_graph.parse.citing.citations import CitationScanner
from danvan_graph.parse.citing.impossible import impossible_dates
from danvan_graph.parse.citing.mention import Mention
from danvan_graph.parse.citing.setting import (
    host_of,
    in_one_list,
    is_adopted,
    nested_relation,
    own_relation,
    recital_word,
    side_by_side,
)
from danvan_graph.parse.deadlines.due import FoundDuty
from danvan_graph.parse.deadlines.due_cells import labelled_duties, tabled_duties
from danvan_graph.parse.deadlines.duties import find_duties
from danvan_graph.parse.deadlines.task_times import Frame
from danvan_graph.parse.head.header import read_header
from danvan_graph.parse.head.recipients import find_recipients
from danvan_graph.parse.layout.lines import printed
from danvan_graph.parse.layout.sections import find_sections, outer_of
from danvan_graph.parse.layout.zones import Zones, find_zones
from danvan_graph.parse.sureness import DUTIES, TASKS, header_confidence
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.parse.words.units import may_be_a_unit
from danvan_graph.parse.work.assigning import Assigning, assigning_parts
from danvan_graph.parse.work.bracketed import bracketed
from danvan_graph.parse.work.labelled import labelled
from danvan_graph.parse.work.paragraphs import paragraphs_of
from danvan_graph.parse.work.task_table import tables
from danvan_graph.parse.work.tasks import (
    FoundTask,
    closing_tasks,
    find_tasks,
    labelled_tasks,
    tabled_tasks,
)
from danvan_graph.parse.work.themes import ThemeFinder
from danvan_graph.records.agent import Agent
from danvan_graph.records.changing import changed
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord, Review, Source
from danvan_graph.records.duty import Duty
from danvan_graph.records.issue import Issue
from danvan_graph.records.span import Span
from danvan_graph.records.task import Assignment, Task
from danvan_graph.records.text import Text

_CONFIDENCE = {"elliptical": 0.7, "elliptical-type": 0.85}
_NAMED_CONFIDENCE = 0.9
_NUMBERED_CONFIDENCE = 0.97
_SUMMARY = 240
_OF_ONE_YEAR = frozenset({"ke-hoach", "cong-dien", "cong-van", "thong-bao", "chi-thi", "ket-luan"})
_BASIS = re.compile(r"(?:các\s+)?(?:căn cứ|cơ sở pháp lý)(?:\s+\w+){0,4}$", re.IGNORECASE)
_PREAMBLE = "mo-dau"
_MENTIONS = "nhac-den"
_Found = TypeVar("_Found", FoundTask, FoundDuty)


@dataclass(frozen=True)
class DocumentParser:
    """Reads records out of texts with one lexicon.

    Attributes:
        lexicon: the words of the grammar.
        themes: the words that speak for each theme.
        scanner: finds citations.
    """

    lexicon: Lexicon
    themes: ThemeFinder
    scanner: CitationScanner

    @classmethod
    def of(cls, lexicon: Lexicon, themes: ThemeFinder) -> "DocumentParser":
        """Returns a parser for a lexicon."""
        return cls(lexicon, themes, CitationScanner(lexicon))

    def parse(self, text: Text, source: Source, review: Review) -> DocumentRecord:
        """Returns what the text says; instruments and bodies are not resolved.

        Args:
            text: the text.
            source: its file name, checksum and length.
            review: who reads it.
        """
        return _Reading(self, text).record(source, review)


class _Reading:
    """One text being read."""

    def __init__(self, parser: DocumentParser, text: Text) -> None:
        self._parser = parser
        self._text = text
        self._zones: Zones = find_zones(text, parser.lexicon)
        header = read_header(text, self._zones, parser.lexicon)
        sure = header_confidence(header, self._zones, text)
        self._header = changed(header, confidence=sure)
        self._mentions = parser.scanner.scan(text.flat)
        issued = header.date.value if header.date else None
        cited = tuple((mention.start, mention.reach) for mention in self._mentions)
        self._frame = Frame(self._year(), issued, cited)
        self._sections = find_sections(text, self._zones)
        self._tables = tables(text.flat, self._zones.title[1], len(text.flat))
        lines = paragraphs_of(text.flat, self._zones.body[0], len(text.flat))
        places = [(line.start, line.text) for line in lines]
        self._labelled = tuple(labelled(places))
        self._bracketed = tuple(bracketed(places))
        self._starts = [section.at.start for section in self._sections]
        self._outer = outer_of([section.at for section in self._sections])
        self._bases = [
            part.at
            for part in self._sections
            if _BASIS.match(part.label) and part.path.rsplit(".", 1)[-1][:1] not in {"g", "p"}
        ]

    def record(self, source: Source, review: Review) -> DocumentRecord:
        tasks = self._found_tasks()
        duties, citations = tuple(self._duties(tasks)), tuple(self._citations())
        return DocumentRecord(
            id=source.file.rsplit(".", 1)[0],
            key=self._key(),
            source=source,
            review=review,
            header=self._header,
            sections=self._sections,
            citations=citations,
            tasks=tuple(self._task(task) for task in tasks),
            duties=duties,
            recipients=find_recipients(self._text, self._zones),
            issues=(
                *impossible_dates(self._text, self._zones.marks.dated, citations, duties),
                *self._issues(duties),
            ),
        )

    def _key(self) -> InstrumentKey:
        """Returns a key without the issuer's place, which only the resolver knows."""
        header = self._header
        when = header.date.value if header.date else None
        if header.number:
            return InstrumentKey.of(CENTRE, when, str(header.number.value))
        name = f"{header.kind.value} {header.title.value}"
        key = InstrumentKey.of(CENTRE, when, name)
        return key if when or not header.year else InstrumentKey(CENTRE, str(header.year), key.slug)

    def _section(self, at: Span) -> str:
        """Returns the innermost section that holds a place; the preamble where there is none."""
        place = bisect_right(self._starts, at.start) - 1
        while place >= 0 and not self._sections[place].at.holds(at):
            place = self._outer[place]
        return self._sections[place].path if place >= 0 else _PREAMBLE

    def _words(self, start: int, end: int) -> str:
        return printed(self._text, start, end)

    def _citations(self) -> Iterator[Citation]:
        before: list[tuple[Mention, Mention | None]] = []
        head_end = self._zones.head[1]
        own = self._header.number.at if self._header.number else None
        title = self._zones.title
        last: tuple[Mention, str] | None = None
        for mention in self._mentions:
            at = self._text.span(mention.start, mention.end)
            own_line = own is not None and (own.holds(at) or at.holds(own))
            above = mention.start < head_end and not title[0] <= mention.start < title[1]
            if own_line or above or self._of_itself(mention):
                continue
            if before and before[-1][0].start < title[1] <= mention.start:
                before = []  # nothing in the text stands within an instrument of the title
            host = host_of(self._text.flat, mention, before)
            found = self._citation(mention, host, at)
            if host is None:
                if last and self._goes_on(last[0], mention, found):
                    found = changed(found, relation=last[1])
                last = (mention, found.relation)
            yield found
            before.append((mention, host))

    def _goes_on(self, before: Mention, mention: Mention, found: Citation) -> bool:
        """Returns whether what is said of the mention before is said of this one, too."""
        if found.basis:
            return False
        listed = found.relation == _MENTIONS and in_one_list(self._text.flat, before, mention)
        return listed or side_by_side(self._text.flat, before, mention)

    def _of_itself(self, mention: Mention) -> bool:
        """Returns whether a document or its annex names itself, or what it puts into force."""
        own = self._header.number
        in_title = self._zones.title[0] <= mention.start < self._zones.title[1]
        if mention.name and is_adopted(self._text.flat, mention.start, in_title=in_title):
            return True
        if own is None or mention.number is None or mention.number.slug != own.value.slug:
            return False
        same_day = self._header.date is not None and mention.date == self._header.date.value
        before = self._text.flat[max(0, mention.start - 60) : mention.start]
        return same_day or re.search(r"[Kk]èm theo[^\n]*$|[Bb]an hành[^\n]*$", before) is not None

    def _citation(self, mention: Mention, host: Mention | None, at: Span) -> Citation:
        flat, zones = self._text.flat, self._zones
        recital = recital_word(flat, mention.start, *zones.preamble) if host is None else None
        if host is None and recital is None and self._under_basis(at):
            recital = "Căn cứ"
        if host:
            relation = nested_relation(host, flat[host.reach : mention.start])
        else:
            in_title = zones.title[0] <= mention.start < zones.title[1]
            relation = own_relation(flat, mention, recital, in_title=in_title)
        dated = mention.date_start >= 0 and not self._year_of_title(mention)
        return Citation(
            at=at,
            section=self._section(at),
            kind=mention.kind,
            number=mention.number or _bare(mention.bare),
            name=mention.name,
            date=mention.date if dated else None,
            date_at=self._text.span(mention.date_start, mention.date_end) if dated else None,
            issuer=mention.issuer,
            basis=recital is not None,
            relation=relation,
            host=self._text.places[host.start] if host else None,
            optional=mention.optional,
            instrument=None,
            candidates=(),
            confidence=_confidence(mention),
            flags=tuple(mention.flags),
        )

    def _year_of_title(self, mention: Mention) -> bool:
        """Returns whether the year behind a law in the title is the year the document is for."""
        start, end = self._zones.title
        own = str(mention.date) == str(self._header.year)
        return own and mention.name is not None and start <= mention.start < end

    def _under_basis(self, at: Span) -> bool:
        """Returns whether a place stands under a heading such as "I. CĂN CỨ PHÁP LÝ"."""
        return any(basis.holds(at) for basis in self._bases)

    def _found_tasks(self) -> list[FoundTask]:
        flat, zones = self._text.flat, self._zones
        start = min(zones.title[1], zones.body[0])
        end = zones.closing[0] if zones.closing[1] > zones.closing[0] else zones.body[1]
        parts = assigning_parts(flat, start, end) or self._annexed_parts()
        if not parts:
            behind = labelled_tasks([*self._labelled, *self._bracketed])
            return sorted([*tabled_tasks(self._tables), *behind], key=lambda task: task.start)
        last = parts[-1].end
        looks = {self._text.flat_place(s.at.start) for s in self._sections}
        begins = sorted(
            at
            for at in looks
            if (before := flat[max(0, at - 2) : at].rstrip()[-1:]) != ","
            and (
                before != ";"
                or (flat[at : at + 1].isupper() and not may_be_a_unit(flat[at : at + 24]))
            )
        )
        closing = max(last, start), max(zones.closing[1], zones.body[1])
        found = [
            *(task for part in parts for task in find_tasks(flat, part, self._tables, begins)),
            *(closing_tasks(flat, *closing) if last <= closing[1] else ()),
            *labelled_tasks(self._labelled),
            *tabled_tasks(self._tables),
        ]
        found += _apart(labelled_tasks(self._bracketed), found)
        return sorted(found, key=lambda task: task.start)

    def _annexed_parts(self) -> list[Assigning]:
        """Returns the parts of an annexed regulation that assign work."""
        start, end = self._zones.annexes
        return assigning_parts(self._text.flat, start, end) if end > start else []

    def _task(self, found: FoundTask) -> Task:
        at = self._text.span(found.start, found.end)
        words = self._words(found.start, found.end)
        unit_at = self._text.span(found.unit_start, found.unit_end)
        agent = Agent(self._words(found.unit_start, found.unit_end), (), unit_at)
        return Task(
            at=at,
            section=self._section(at),
            kind="nhiem-vu",
            summary=_shortened(words),
            themes=self._parser.themes.themes(words),
            assignments=tuple(Assignment(role, agent, found.request) for role in found.roles),
            movements=(),
            orders_plan=found.orders_plan,
            confidence=TASKS[found.rule],
        )

    def _duties(self, tasks: list[FoundTask]) -> Iterator[Duty]:
        zones = self._zones
        body = (max(zones.preamble[1], zones.title[1]), max(zones.body[1], zones.closing[1]))
        found = [
            *find_duties(self._text.flat, body, tasks, self._tables, self._frame),
            *self._annexed_duties(body[1], tasks),
            *tabled_duties(self._tables, self._frame.year),
        ]
        found += _apart(labelled_duties(self._labelled, self._frame.year), found)
        bound = labelled_duties(self._bracketed, self._frame.year)
        yield from map(self._duty, [*_apart(found, bound), *bound])

    def _annexed_duties(self, since: int, tasks: list[FoundTask]) -> list[FoundDuty]:
        """Returns the deadlines of a plan or regulation that the document only puts into force."""
        start, end = max(since, self._zones.annexes[0]), len(self._text.flat)
        if end <= start or not any(task.start >= start for task in tasks):
            return []
        return find_duties(self._text.flat, (start, end), tasks, self._tables, self._frame)

    def _year(self) -> int | None:
        """Returns the year to which days without a year belong; None for rules that stand."""
        header = self._header
        titled = header.year is not None and str(header.year) in header.title.value
        return header.year if titled or header.kind.value in _OF_ONE_YEAR else None

    def _duty(self, found: FoundDuty) -> Duty:
        at = self._text.span(found.start, found.end)
        return Duty(
            at=at,
            section=self._section(at),
            kind=found.kind,
            summary=_shortened(self._words(found.start, found.end)),
            due=found.due,
            recurrence=_checked(found.recurrence),
            anchors=tuple(_anchors(found.anchors)),
            bearers=_agents(found.unit),
            to=_agents(found.to),
            through=_agents(found.through),
            until=None,
            confidence=DUTIES[found.rule],
        )

    def _issues(self, duties: Sequence[Duty]) -> Iterator[Issue]:
        issued = self._header.date.value if self._header.date else None
        for duty in duties:
            if (
                duty.due is None
                or issued is None
                or str(duty.due) >= str(issued)[: len(str(duty.due))]
            ):
                continue
            yield Issue(
                at=duty.at,
                kind="sai-ngay",
                printed=duty.due.vietnamese,
                expected=None,
                reason=f"Thời hạn {duty.due.vietnamese} đứng trước ngày ban hành {issued.vietnamese}.",
            )


def _apart(some: Iterable[_Found], others: Sequence[_Found]) -> list[_Found]:
    """Returns those of some that overlap none of the others."""
    runs: list[tuple[int, int]] = sorted((other.start, other.end) for other in others)
    starts: list[int] = [start for start, _ in runs]
    reach = [0, *itertools.accumulate((end for _, end in runs), max)]
    return [each for each in some if reach[bisect_left(starts, each.end)] <= each.start]


def _bare(number: str | None) -> Designation | None:
    """Returns the number of an elliptical mention, which has no symbol."""
    return Designation(number, number, None, "") if number else None


def _confidence(mention: Mention) -> float:
    found = [_CONFIDENCE[flag] for flag in mention.flags if flag in _CONFIDENCE]
    return min(found, default=_NUMBERED_CONFIDENCE if mention.number else _NAMED_CONFIDENCE)


def _shortened(words: str) -> str:
    return words if len(words) <= _SUMMARY else words[:_SUMMARY].rsplit(" ", 1)[0] + " …"


def _agents(words: str | None) -> tuple[Agent, ...]:
    return (Agent(words),) if words else ()


def _checked(recurrence: str | None) -> str | None:
    return check_recurrence(recurrence) if recurrence else None


def _anchors(found: Sequence[str]) -> Iterator[Anchor]:
    for text in found:
        try:
            yield Anchor.parse(text)
        except InvalidIdentifier:  # a weekday has no anchor in XSD; the passage still tells it
            continue
