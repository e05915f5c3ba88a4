"""One document as one named graph: header, sections, citations, tasks, duties, recipients."""

import re
from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import PROV, RDF, RDFS

from danvan_graph.collection.checks import day_of
from danvan_graph.identifiers.folding import name_slug
from danvan_graph.identifiers.iri import Namer
from danvan_graph.identifiers.personal_data import masked
from danvan_graph.rdf.agents import Agents
from danvan_graph.rdf.instruments import Instruments, date_triples
from danvan_graph.rdf.triples import Triple, concept, day, share, vi
from danvan_graph.records.agent import Agent
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.duty import Duty
from danvan_graph.records.span import Span
from danvan_graph.records.task import Task
from danvan_graph.vocabulary import DV, RELATIONS

_LONGEST_QUOTE = 2000
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _passage(text: str, at: Span) -> str:
    """Returns the words at a place, cut where they are longer than a quotation should be."""
    passage = _UNPRINTABLE.sub(" ", text[at.start : at.end])
    if len(passage) > _LONGEST_QUOTE:
        passage = passage[: _LONGEST_QUOTE - 1] + "…"
    return passage if passage.strip() else ""


class DocumentGraph:
    """Writes the record of one document.

    Args:
        record: the record.
        namer: gives the addresses.
        agents: gives bodies their addresses.
        instruments: gives instruments their addresses and labels.
        known: addresses of the instruments that the register or a record describes.
        text: the NFC text the record was read from; findings then carry their passage.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - one record and what it is written with
        self,
        record: DocumentRecord,
        namer: Namer,
        agents: Agents,
        instruments: Instruments,
        known: frozenset[URIRef],
        text: str | None = None,
    ) -> None:
        self.record = record
        self.this = instruments.iri(record.key)
        self._namer = namer
        self._agents = agents
        self._instruments = instruments
        self._known = known
        self._text = masked(text) if text else ""
        self._day = day_of(record)
        self._by_start = {c.at.start: c for c in record.citations}

    @property
    def graph(self) -> URIRef:
        """The address of the document's named graph."""
        return URIRef(self._namer.graph(f"instrument/{self.record.key}"))

    def triples(self) -> Iterator[Triple]:
        """Yields everything the record says."""
        yield from self._provenance()
        yield from self._header()
        yield from self._signature()
        yield from self._sections()
        for citation in self.record.citations:
            yield from self._citation(citation)
        for task in self.record.tasks:
            yield from self._task(task)
        for duty in self.record.duties:
            yield from self._duty(duty)
        yield from self._recipients()
        yield from self._issues()

    def _part(self, kind: str, name: object) -> URIRef:
        return URIRef(self._namer.part(self.record.key, kind, str(name)))

    def _finding(
        self, this: URIRef, kind: URIRef, at: Span, section: str | None
    ) -> Iterator[Triple]:
        yield this, RDF.type, kind
        yield this, DV.inDocument, self.this
        yield this, DV.start, Literal(at.start)
        yield this, DV.end, Literal(at.end)
        path = section or self._section_of(at)
        if path:
            yield this, DV.inSection, self._part("section", path)
        if passage := _passage(self._text, at):
            yield this, DV.quote, vi(passage)

    def _section_of(self, at: Span) -> str | None:
        holding = [s for s in self.record.sections if s.at.holds(at)]
        innermost = min(holding, key=lambda s: s.at.end - s.at.start, default=None)
        return innermost.path if innermost else None

    def _bodies(self, agent: Agent) -> Iterator[URIRef]:
        for body in agent.bodies:
            yield self._agents.iri(body, self._day)

    def _provenance(self) -> Iterator[Triple]:
        source, review = self.record.source, self.record.review
        text = URIRef(self._namer.source(source.sha256))
        yield text, RDF.type, DV.Source
        yield text, DV.sha256, Literal(source.sha256)
        yield text, DV.fileName, Literal(source.file)
        yield text, DV.characters, Literal(source.characters)
        if source.synthetic:
            yield text, DV.synthetic, Literal(True)  # noqa: FBT003 - an RDF literal
        yield self.this, DV.source, text
        yield self.graph, RDF.type, PROV.Bundle
        yield self.graph, PROV.wasDerivedFrom, text
        yield self.graph, DV.reviewedBy, Literal(f"{review.by}: {review.agent}")
        yield self.graph, DV.reviewedOn, day(review.date.isoformat())

    def _header(self) -> Iterator[Triple]:
        header, this = self.record.header, self.this
        yield from self._instruments.identity(self.record.key, header.kind.value)
        yield this, DV.collected, Literal(True)  # noqa: FBT003 - an RDF literal
        yield this, RDFS.label, vi(self._label())
        yield this, DV.title, vi(header.title.value)
        yield from date_triples(this, header.date.value if header.date else None, header.year)
        if header.number:
            yield this, DV.number, Literal(str(header.number.value))
            yield this, DV.numberSlug, Literal(header.number.value.slug)
        for issuer in header.issuers:
            for body in self._bodies(issuer):
                yield this, DV.issuer, body
        for field, text, at in self._stated():
            if at:
                node = self._part("header", f"{field}/{at}")
                yield from self._finding(node, DV.HeaderField, at, None)
                yield node, DV.field, concept("truong", field)
                yield node, DV.value, Literal(str(text))
                yield node, DV.confidence, share(getattr(header.confidence, field))

    def _stated(self) -> Iterator[tuple[str, object, Span | None]]:
        """Yields each field of the header with its value and where the text states it."""
        header = self.record.header
        yield "kind", self._kind(), header.kind.at
        yield "title", header.title.value, header.title.at
        stated = (("number", header.number), ("date", header.date), ("place", header.place))
        for field, value in stated:
            if value:
                yield field, value.value, value.at
        for issuer in header.issuers:
            yield "issuer", issuer.text, issuer.at

    def _label(self) -> str:
        header = self.record.header
        if header.number:
            date = header.date.value if header.date else None
            return self._instruments.label(header.kind.value, str(header.number.value), date)
        issuer = header.issuers[0]
        name = self._agents.name(issuer.bodies[0], self._day) if issuer.bodies else issuer.text
        return f"{self._kind()} năm {header.year} của {name}"

    def _kind(self) -> str:
        """Returns the Vietnamese word for the document's kind."""
        return self._instruments.label(self.record.header.kind.value, "", None).strip()

    def _signature(self) -> Iterator[Triple]:
        signature = self.record.header.signature
        if signature is None:
            return
        this = self._part("signature", signature.at or "0")
        person = URIRef(self._namer.person(name_slug(signature.name)))
        yield person, RDF.type, DV.Person
        yield person, RDFS.label, vi(signature.name)
        if signature.at:
            yield from self._finding(this, DV.Signature, signature.at, None)
        else:
            yield this, RDF.type, DV.Signature
            yield this, DV.inDocument, self.this
        yield this, DV.signatory, person
        yield this, DV.confidence, share(self.record.header.confidence.signature)
        if signature.office:
            yield this, DV.office, vi(signature.office)
        for capacity in signature.capacity:
            yield this, DV.capacity, concept("tu-cach-ky", capacity)
        if "tm" in signature.capacity:
            for issuer in self.record.header.issuers:
                for body in self._bodies(issuer):
                    yield this, DV.signedFor, body

    def _sections(self) -> Iterator[Triple]:
        paths = {s.path for s in self.record.sections}
        for section in self.record.sections:
            this = self._part("section", section.path)
            yield this, RDF.type, DV.Provision
            yield this, DV.provisionOf, self.this
            yield this, DV.path, Literal(section.path)
            yield this, RDFS.label, vi(section.label)
            yield this, DV.start, Literal(section.at.start)
            yield this, DV.end, Literal(section.at.end)
            parent = section.path.rpartition(".")[0]
            if parent in paths:
                yield this, DV.parentProvision, self._part("section", parent)

    def _citation(self, citation: Citation) -> Iterator[Triple]:
        this = self._part("citation", citation.at)
        yield from self._finding(this, DV.Citation, citation.at, citation.section)
        yield this, DV.relation, concept("quan-he", citation.relation)
        yield this, DV.isBasis, Literal(citation.basis)
        yield this, DV.confidence, share(citation.confidence)
        yield this, DV.kind, concept("loai-van-ban", citation.kind)
        if citation.optional:
            yield this, DV.isOptional, Literal(True)  # noqa: FBT003 - an RDF literal
        for value, term in (
            (citation.number, DV.printedNumber),
            (citation.name, DV.printedName),
            (citation.date, DV.printedDate),
            (citation.issuer, DV.printedIssuer),
        ):
            if value:
                yield this, term, Literal(str(value))
        for flag in citation.flags:
            yield this, DV.flag, Literal(flag)
        for candidate in citation.candidates:
            yield this, DV.candidate, self._instruments.iri(candidate)
        yield from self._relations(this, citation)

    def _relations(self, this: URIRef, citation: Citation) -> Iterator[Triple]:
        host = self._by_start.get(citation.host) if citation.host is not None else None
        subject: URIRef | None = self.this
        if host:
            yield this, DV.nestedIn, self._part("citation", host.at)
            subject = self._instruments.iri(host.instrument) if host.instrument else None
        if subject:
            yield this, DV.citingInstrument, subject
        if citation.instrument is None:
            return
        cited = self._instruments.iri(citation.instrument)
        yield this, DV.citedInstrument, cited
        if cited not in self._known:
            yield from self._instruments.cited(citation, citation.instrument)
        if subject:
            yield subject, RELATIONS[citation.relation], cited
        if host and cited != self.this:
            yield self.this, DV.mentions, cited

    def _task(self, task: Task) -> Iterator[Triple]:
        this = self._part("task", task.at)
        yield from self._finding(this, DV.Task, task.at, task.section)
        yield this, DV.taskKind, concept("loai-nhiem-vu", task.kind)
        yield this, DV.summary, vi(task.summary)
        yield this, DV.ordersPlan, Literal(task.orders_plan)
        yield this, DV.confidence, share(task.confidence)
        for theme in task.themes:
            yield this, DV.theme, concept("chu-de", theme)
        for citation in self.record.citations:
            if task.at.holds(citation.at):
                yield this, DV.refersTo, self._part("citation", citation.at)
        for mention in task.movements:
            node = self._part("movement", mention.at)
            yield from self._finding(node, DV.MovementMention, mention.at, None)
            yield node, DV.movement, URIRef(self._namer.movement(mention.slug))
            yield this, DV.names, node
        yield from self._assignments(this, task)
        if task.orders_plan:
            yield from self._expectations(this, task)

    def _assignments(self, this: URIRef, task: Task) -> Iterator[Triple]:
        for order, assignment in enumerate(task.assignments, start=1):
            at = assignment.agent.at or task.at
            node = self._part("assignment", f"{task.at}/{at}/{assignment.role}")
            yield this, DV.hasAssignment, node
            yield node, RDF.type, DV.Assignment
            yield node, DV.role, concept("vai-tro", assignment.role)
            yield node, DV.agentText, Literal(assignment.agent.text)
            yield node, DV.isRequest, Literal(assignment.request)
            yield node, DV.order, Literal(order)
            if assignment.agent.at:
                yield node, DV.start, Literal(at.start)
                yield node, DV.end, Literal(at.end)
            for body in self._bodies(assignment.agent):
                yield node, DV.assignee, body

    def _expectations(self, task_iri: URIRef, task: Task) -> Iterator[Triple]:
        told = {
            body
            for assignment in task.assignments
            if assignment.role == "thuc-hien"
            for body in assignment.agent.bodies
        }
        for body in sorted(told):
            this = self._part("expectation", f"{task.at}/{body.kind}")
            yield this, RDF.type, DV.Expectation
            yield this, DV.expectedOf, self._agents.iri(body, self._day)
            yield this, DV.expectedFor, self.this
            yield this, DV.orderedBy, self.this
            yield this, DV.inTask, task_iri
            yield this, DV.asOf, day(self._day)
            yield this, DV.basisOfExpectation, concept("can-cu-ky-vong", "neu-ro")
            yield this, DV.confidence, share(task.confidence)

    def _duty(self, duty: Duty) -> Iterator[Triple]:
        this = self._part("duty", duty.at)
        yield from self._finding(this, DV.Duty, duty.at, duty.section)
        yield this, DV.dutyKind, concept("loai-nghia-vu", duty.kind)
        yield this, DV.confidence, share(duty.confidence)
        yield this, DV.summary, vi(duty.summary)
        yield from self._dates(this, duty)
        for agents, term in (
            (duty.bearers, DV.bearer),
            (duty.to, DV.reportsTo),
            (duty.through, DV.channel),
        ):
            for agent in agents:
                yield this, DV[f"{term.removeprefix(str(DV))}Text"], Literal(agent.text)
                for body in self._bodies(agent):
                    yield this, term, body
        for task in self.record.tasks:
            if task.at.holds(duty.at):
                yield this, DV.ofTask, self._part("task", task.at)

    def _dates(self, this: URIRef, duty: Duty) -> Iterator[Triple]:
        if duty.due:
            yield this, DV.dateText, Literal(str(duty.due))
        if duty.due and duty.due.date:
            yield this, DV.due, day(str(duty.due))
        if duty.recurrence:
            yield this, DV.recurrence, Literal(duty.recurrence)
        if duty.until:
            yield this, DV.until, Literal(duty.until)
        for anchor in duty.anchors:
            yield this, DV.anchor, Literal(str(anchor))
        for rule in duty.rules:
            yield this, DV.rrule, Literal(rule)
        if self.record.header.year:
            for date in duty.falls_due(self.record.header.year):
                yield this, DV.occursOn, day(date.isoformat())

    def _recipients(self) -> Iterator[Triple]:
        for order, recipient in enumerate(self.record.recipients, start=1):
            this = self._part("recipient", recipient.at)
            yield from self._finding(this, DV.DistributionEntry, recipient.at, "noi-nhan")
            yield this, DV.agentText, Literal(recipient.agent.text)
            yield this, DV.distributionRole, concept("vai-tro-nhan", recipient.role)
            yield this, DV.order, Literal(order)
            yield this, DV.confidence, share(recipient.confidence)
            for body in self._bodies(recipient.agent):
                yield this, DV.recipient, body
            for unit in recipient.archive_units:
                yield this, DV.archiveUnit, Literal(unit)

    def _issues(self) -> Iterator[Triple]:
        for issue in self.record.issues:
            this = self._part("issue", f"{issue.at}/{issue.kind}")
            yield from self._finding(this, DV.SourceError, issue.at, None)
            yield this, DV.errorKind, concept("loai-sai-sot", issue.kind)
            yield this, DV.printed, Literal(issue.printed)
            yield this, DV.reason, vi(issue.reason)
            if issue.expected:
                yield this, DV.expected, Literal(issue.expected)
            for citation in self.record.citations:
                if citation.at.holds(issue.at) or issue.at.holds(citation.at):
                    yield this, DV.aboutCitation, self._part("citation", citation.at)
