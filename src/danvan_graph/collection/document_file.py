"""Reads one record of ``data/documents``; its form is described in ``docs/records.md``."""

import datetime

from danvan_graph.collection.form import Form
from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import BodyKey, InstrumentKey
from danvan_graph.identifiers.recurrence import Anchor, check_recurrence
from danvan_graph.records.agent import Agent
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord, Review, Section, Source
from danvan_graph.records.duty import Duty
from danvan_graph.records.header import Header, Signature, Stated
from danvan_graph.records.issue import Issue
from danvan_graph.records.recipient import Recipient
from danvan_graph.records.task import Assignment, MovementMention, Task


def _day(text: str) -> datetime.date:
    day = DocumentDate.parse(text).date
    if day is None:
        message = f"“{text}” thiếu ngày hoặc tháng; hãy viết đủ như 2026-11-20."
        raise InvalidIdentifier(message)
    return day


def _agent(form: Form) -> Agent:
    return Agent(
        form.text("text"), form.parsed_list("bodies", BodyKey.parse), form.maybe_span("at")
    )


def _nested_agent(form: Form) -> Agent:
    with form.form("agent").closing() as agent:
        return _agent(agent)


def _source(form: Form) -> Source:
    with form.form("source").closing() as source:
        sha256 = source.text("sha256")
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise source.fail("sha256", "tổng kiểm SHA-256 phải gồm 64 chữ số thập lục phân.")
        characters = source.maybe_whole("characters")
        if not characters:
            raise source.fail("characters", "thiếu số ký tự của văn bản; hãy điền.")
        return Source(source.text("file"), sha256, characters)


def _review(form: Form) -> Review:
    with form.form("review").closing() as review:
        by = review.concept("by", "nguoi-doc")
        return Review(by, review.text("agent"), review.parsed("date", _day))


def _stated_text(form: Form | None) -> Stated[str] | None:
    if form is None:
        return None
    with form.closing():
        return Stated(form.text("value"), form.maybe_span("at"))


def _signature(form: Form | None) -> Signature | None:
    if form is None:
        return None
    with form.closing():
        return Signature(
            form.text("name"),
            form.maybe_text("office"),
            form.concepts("capacity", "tu-cach-ky"),
            form.maybe_span("at"),
        )


def _number(form: Form | None) -> Stated[Designation] | None:
    if form is None:
        return None
    with form.closing():
        return Stated(form.parsed("value", Designation.parse), form.maybe_span("at"))


def _date(form: Form | None) -> Stated[DocumentDate] | None:
    if form is None:
        return None
    with form.closing():
        return Stated(form.date("value"), form.maybe_span("at"))


def _header(form: Form) -> Header:
    with form.form("header").closing() as header:
        with header.form("kind").closing() as kind:
            stated_kind = Stated(kind.concept("value", "loai-van-ban"), kind.maybe_span("at"))
        title = _stated_text(header.form("title"))
        if title is None:
            raise header.fail("title", "thiếu trích yếu; hãy điền.")
        return Header(
            kind=stated_kind,
            number=_number(header.maybe_form("number")),
            date=_date(header.maybe_form("date")),
            year=header.maybe_whole("year"),
            issuers=header.each("issuers", _agent),
            place=_stated_text(header.maybe_form("place")),
            level=header.concept("level", "cap"),
            title=title,
            signature=_signature(header.maybe_form("signature")),
        )


def _section(form: Form) -> Section:
    return Section(form.text("path"), form.text("label"), form.span("at"))


def _citation(form: Form) -> Citation:
    date = _date(form.maybe_form("date"))
    return Citation(
        at=form.span("at"),
        section=form.text("section"),
        kind=form.concept("kind", "loai-van-ban"),
        number=form.maybe("number", Designation.parse),
        name=form.maybe_text("name"),
        date=date.value if date else None,
        date_at=date.at if date else None,
        issuer=form.maybe_text("issuer"),
        basis=form.concept("role", "cho-dung") == "basis",
        relation=form.concept("relation", "quan-he"),
        host=form.maybe_whole("host"),
        optional=form.flag("optional"),
        instrument=form.maybe("instrument", InstrumentKey.parse),
        candidates=form.parsed_list("candidates", InstrumentKey.parse),
        confidence=form.share("confidence"),
        flags=form.texts("flags"),
    )


def _assignment(form: Form) -> Assignment:
    return Assignment(form.concept("role", "vai-tro"), _nested_agent(form), form.flag("request"))


def _mention(form: Form) -> MovementMention:
    return MovementMention(form.concept("slug", "phong-trao"), form.span("at"))


def _task(form: Form) -> Task:
    return Task(
        at=form.span("at"),
        section=form.text("section"),
        kind=form.concept("kind", "loai-nhiem-vu"),
        summary=form.text("summary"),
        themes=form.concepts("themes", "chu-de"),
        assignments=form.each("assignments", _assignment),
        movements=form.each("movements", _mention),
        orders_plan=form.flag("orders_plan"),
    )


def _duty(form: Form) -> Duty:
    return Duty(
        at=form.span("at"),
        section=form.text("section"),
        kind=form.concept("kind", "loai-nghia-vu"),
        summary=form.text("summary"),
        due=form.maybe_date("due"),
        recurrence=form.maybe("recurrence", check_recurrence),
        anchors=form.parsed_list("anchors", Anchor.parse),
        bearers=form.each("bearers", _agent),
        to=form.each("to", _agent),
        through=form.each("through", _agent),
        until=form.maybe_whole("until"),
    )


def _recipient(form: Form) -> Recipient:
    role = form.concept("role", "vai-tro-nhan")
    return Recipient(form.span("at"), _nested_agent(form), role, form.texts("archive_units"))


def _issue(form: Form) -> Issue:
    return Issue(
        form.span("at"),
        form.concept("kind", "loai-sai-sot"),
        form.text("printed"),
        form.maybe_text("expected"),
        form.text("reason"),
    )


def read_document(form: Form) -> DocumentRecord:
    """Returns the record that a YAML mapping spells; its faults go to the form's desk."""
    return DocumentRecord(
        id=form.text("id"),
        key=form.parsed("key", InstrumentKey.parse),
        source=_source(form),
        review=_review(form),
        header=_header(form),
        sections=form.each("sections", _section),
        citations=form.each("citations", _citation),
        tasks=form.each("tasks", _task),
        duties=form.each("duties", _duty),
        recipients=form.each("recipients", _recipient),
        issues=form.each("issues", _issue),
    )
