"""Reads one record of ``data/documents``; its form is described in ``docs/records.md``."""

import re
from dataclasses import fields

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
from danvan_graph.records.header import Header, HeaderConfidence, Signature, Stated
from danvan_graph.records.issue import Issue
from danvan_graph.records.recipient import Recipient
from danvan_graph.records.task import Assignment, MovementMention, Task

_BARE = re.compile(r"[0-9]{1,5}[a-zđ]?", re.IGNORECASE)
_UNKNOWN = 0.5
"""How sure a finding of a machine is that does not say it."""
_PATH = re.compile(r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*")


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
        return Review(by, review.text("agent"), review.day("date"))


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
            form.span("at"),
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


def _kind(form: Form) -> Stated[str]:
    with form.form("kind").closing() as kind:
        return Stated(kind.concept("value", "loai-van-ban"), kind.maybe_span("at"))


def _header_confidence(form: Form | None, untold: float) -> HeaderConfidence:
    names = [field.name for field in fields(HeaderConfidence)]
    if form is None:
        return HeaderConfidence(**dict.fromkeys(names, untold))
    with form.closing():
        return HeaderConfidence(**{name: form.share_or(name, untold) for name in names})


def _header(form: Form, untold: float) -> Header:
    with form.form("header").closing() as header:
        parts = header.parts(
            kind=_kind,
            number=lambda form: _number(form.maybe_form("number")),
            date=lambda form: _date(form.maybe_form("date")),
            year=lambda form: form.maybe_whole("year"),
            issuers=lambda form: form.each("issuers", _agent),
            place=lambda form: _stated_text(form.maybe_form("place")),
            level=lambda form: form.concept("level", "cap"),
            title=lambda form: _stated_text(form.form("title")),
            signature=lambda form: _signature(form.maybe_form("signature")),
            confidence=lambda form: _header_confidence(form.maybe_form("confidence"), untold),
        )
        return Header(**parts)


def _path(text: str) -> str:
    if _PATH.fullmatch(text) is None:
        message = f"“{text[:40]}” không phải là đường dẫn của phần; hãy viết như III.1.g2."
        raise InvalidIdentifier(message)
    return text


def _section(form: Form) -> Section:
    return Section(form.parsed("path", _path), form.text("label"), form.span("at"))


def _citation(form: Form) -> Citation:
    date = _date(form.maybe_form("date"))
    return Citation(
        at=form.span("at"),
        section=form.text("section"),
        kind=form.concept("kind", "loai-van-ban"),
        number=_cited_number(form),
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


def _cited_number(form: Form) -> Designation | None:
    """Returns the number printed; a bare one only where a flag says that the text leaves it so."""
    if "elliptical" in form.texts("flags"):
        return form.maybe("number", _bare_number)
    return form.maybe("number", Designation.parse)


def _bare_number(text: str) -> Designation:
    if _BARE.fullmatch(text):
        return Designation(text, text, None, "")
    return Designation.parse(text)


def _assignment(form: Form) -> Assignment:
    return Assignment(form.concept("role", "vai-tro"), _nested_agent(form), form.flag("request"))


def _mention(form: Form) -> MovementMention:
    return MovementMention(form.concept("slug", "phong-trao"), form.span("at"))


def _task(form: Form, untold: float) -> Task:
    return Task(
        at=form.span("at"),
        section=form.text("section"),
        kind=form.concept("kind", "loai-nhiem-vu"),
        summary=form.text("summary"),
        themes=form.concepts("themes", "chu-de"),
        assignments=form.each("assignments", _assignment),
        movements=form.each("movements", _mention),
        orders_plan=form.flag("orders_plan"),
        confidence=form.share_or("confidence", untold),
    )


def _duty(form: Form, untold: float) -> Duty:
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
        confidence=form.share_or("confidence", untold),
    )


def _recipient(form: Form, untold: float) -> Recipient:
    return Recipient(
        at=form.span("at"),
        agent=_nested_agent(form),
        role=form.concept("role", "vai-tro-nhan"),
        archive_units=form.texts("archive_units"),
        confidence=form.share_or("confidence", untold),
    )


def _issue(form: Form) -> Issue:
    return Issue(
        form.span("at"),
        form.concept("kind", "loai-sai-sot"),
        form.text("printed"),
        form.maybe_text("expected"),
        form.text("reason"),
    )


def _read_by_machine(form: Form) -> bool:
    review = form.entry.value.get("review")
    by = review.value.get("by") if review and isinstance(review.value, dict) else None
    return by is not None and by.value == "extractor"


def read_document(form: Form) -> DocumentRecord:
    """Returns the record that a YAML mapping spells; its faults go to the form's desk.

    Where a finding does not tell how sure it is, a person's is sure and a machine's is not known.
    """
    untold = _UNKNOWN if _read_by_machine(form) else 1.0
    parts = form.parts(
        id=lambda form: form.text("id"),
        key=lambda form: form.parsed("key", InstrumentKey.parse),
        source=_source,
        review=_review,
        header=lambda form: _header(form, untold),
        sections=lambda form: form.each("sections", _section),
        citations=lambda form: form.each("citations", _citation),
        tasks=lambda form: form.each("tasks", lambda task: _task(task, untold)),
        duties=lambda form: form.each("duties", lambda duty: _duty(duty, untold)),
        recipients=lambda form: form.each("recipients", lambda entry: _recipient(entry, untold)),
        issues=lambda form: form.each("issues", _issue),
    )
    return DocumentRecord(**parts)
