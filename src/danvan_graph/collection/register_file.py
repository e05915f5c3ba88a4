"""Reads the registers: instruments, kinds of body, kinds of document, movements, judgements."""

from danvan_graph.collection.form import Form
from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.keys import BodyKey, InstrumentKey, check_place, check_slug
from danvan_graph.records.register import (
    BodyKind,
    Instrument,
    IssuerCode,
    Judgement,
    Kind,
    LawNames,
    Movement,
    ThemeCues,
)


def _relation(form: Form) -> tuple[str, InstrumentKey]:
    relation = form.concept("relation", "quan-he")
    return relation, form.parsed("instrument", InstrumentKey.parse)


def read_instrument(form: Form) -> Instrument:
    """Returns one instrument of the register."""
    return Instrument(
        key=form.parsed("key", InstrumentKey.parse),
        kind=form.concept("kind", "loai-van-ban"),
        number=form.maybe("number", Designation.parse),
        aliases=form.texts("aliases"),
        name=form.maybe_text("name"),
        title=form.maybe_text("title"),
        date=form.maybe_date("date"),
        issuers=form.parsed_list("issuers", BodyKey.parse),
        status=form.maybe_concept("status", "tinh-trang"),
        in_force=form.maybe_day("in_force"),
        relations=form.each("relations", _relation),
        sources=form.texts("sources"),
        note=form.maybe_text("note"),
    )


def read_body_kind(form: Form) -> BodyKind:
    """Returns one kind of body or group."""
    members = form.maybe_form("members")
    kind = level = None
    if members:
        with members.closing():
            kind, level = members.text("kind"), members.concept("level", "cap")
    return BodyKind(
        slug=form.parsed("slug", check_slug),
        vi=form.text("vi"),
        en=form.text("en"),
        branch=form.concept("branch", "nhanh"),
        part_of=form.maybe_text("part_of"),
        group=form.flag("group"),
        member_kind=kind,
        member_level=level,
    )


def read_kind(form: Form) -> Kind:
    """Returns one kind of document."""
    return Kind(
        slug=form.parsed("slug", check_slug),
        vi=form.text("vi"),
        en=form.text("en"),
        abbreviations=form.texts("abbreviations"),
        variants=form.texts("variants"),
        branches=form.concepts("branches", "nhanh"),
        levels=form.concepts("levels", "cap"),
        example=form.maybe_text("example"),
        sources=form.texts("sources"),
    )


def _validity(form: Form) -> tuple[str | None, str | None]:
    valid = form.maybe_form("valid")
    if valid is None:
        return None, None
    with valid.closing():
        since, until = (valid.maybe_date(name) for name in ("from", "to"))
    return str(since) if since else None, str(until) if until else None


def read_issuer_code(form: Form) -> IssuerCode:
    """Returns one code of an issuer; each example must be a designation that bears it."""
    code, since_until = form.text("code"), _validity(form)
    examples = form.parsed_list("examples", Designation.parse)
    for example in examples:
        if code not in example.symbol:
            raise form.fail("examples", f"ví dụ “{example}” không chứa mã “{code}”; hãy sửa.")
    return IssuerCode(
        code=code,
        vi=form.text("vi"),
        en=form.text("en"),
        branch=form.concept("branch", "nhanh"),
        levels=form.concepts("levels", "cap"),
        body=form.maybe_text("body"),
        examples=tuple(str(example) for example in examples),
        since=since_until[0],
        until=since_until[1],
        sources=form.texts("sources"),
        note=form.maybe_text("note"),
    )


def read_law_names(form: Form) -> LawNames:
    """Returns the names of laws of one kind."""
    return LawNames(form.concept("kind", "loai-van-ban"), form.texts("names"))


def read_theme_cues(form: Form) -> ThemeCues:
    """Returns the words that speak for one theme."""
    return ThemeCues(form.concept("theme", "chu-de"), form.texts("cues"))


def read_movement(form: Form) -> Movement:
    """Returns one movement, campaign or motto."""
    slug, kind = form.parsed("slug", check_slug), form.concept("kind", "loai-phong-trao")
    return Movement(slug, kind, form.text("title"), form.text("en"))


def read_judgement(form: Form) -> Judgement:
    """Returns one decision of a person."""
    return Judgement(
        id=form.parsed("id", check_slug),
        kind=form.concept("kind", "loai-phan-quyet"),
        document=form.maybe_text("document"),
        instrument=form.maybe("instrument", InstrumentKey.parse),
        group=form.maybe("group", BodyKey.parse),
        as_of=form.maybe_day("as_of"),
        confidence=form.share("confidence"),
        reason=form.text("reason"),
        by=form.text("by"),
        date=form.day("date").isoformat(),
        place=form.maybe("place", check_place),
    )
