"""Rules that hold inside the registers and judgements; each breach names file and line."""

import string
from collections.abc import Iterator

from danvan_graph.collection.folder import Collection
from danvan_graph.errors import Fault
from danvan_graph.identifiers.keys import CENTRE, BodyKey
from danvan_graph.records.register import BodyKind, Judgement

_PATTERN_FIELDS = {"unit", "name"}
_NEEDS = {
    "same-instrument": ("document", "instrument"),
    "place-of-document": ("document",),
    "expected-answer": ("instrument", "group"),
}


def fault_at(collection: Collection, name: str, field: str, message: str) -> Fault:
    """Returns a fault at the line where the record of that name states the field."""
    place = collection.place(name, field)
    return Fault(place.file, place.line, field, message)


def place_faults(
    collection: Collection, name: str, field: str, place: str, day: str
) -> Iterator[Fault]:
    """Yields a fault when no administrative unit bears the code on the day (ISO 8601)."""
    if place != CENTRE and collection.units.at(place, day) is None:
        message = f"không có đơn vị hành chính mã “{place}” vào ngày {day}; hãy sửa mã hoặc ngày."
        yield fault_at(collection, name, field, message)


def body_faults(
    collection: Collection, name: str, field: str, body: BodyKey, day: str
) -> Iterator[Fault]:
    """Yields what is wrong with a body named by a record on a day (ISO 8601)."""
    if body.kind not in collection.body_kinds:
        message = (
            f"loại cơ quan “{body.kind}” chưa có trong register/bodies.yaml; hãy thêm hoặc sửa."
        )
        yield fault_at(collection, name, field, message)
    yield from place_faults(collection, name, field, body.place, day)


def register_faults(collection: Collection) -> Iterator[Fault]:
    """Yields every breach inside the registers of bodies and issuers and the judgements."""
    for kind in collection.body_kinds.values():
        yield from _body_kind(collection, kind)
    for code in collection.issuer_codes:
        if code.body and code.body not in collection.body_kinds:
            yield _unknown_kind(collection, f"code {code.code}", "body", code.body)
    for judgement in collection.judgements:
        yield from _judgement(collection, judgement)


def _unknown_kind(collection: Collection, name: str, field: str, slug: str) -> Fault:
    message = f"loại cơ quan “{slug}” chưa có trong register/bodies.yaml; hãy thêm hoặc sửa."
    return fault_at(collection, name, field, message)


def _body_kind(collection: Collection, kind: BodyKind) -> Iterator[Fault]:
    name = f"body {kind.slug}"
    for field, slug in (("part_of", kind.part_of), ("members.kind", kind.member_kind)):
        if slug and slug not in collection.body_kinds:
            yield _unknown_kind(collection, name, field, slug)
    for field, pattern in (("vi", kind.vi), ("en", kind.en)):
        if not _is_pattern(pattern):
            message = f"mẫu tên “{pattern}” chỉ được dùng {{unit}} và {{name}}; hãy sửa dấu ngoặc."
            yield fault_at(collection, name, field, message)


def _is_pattern(text: str) -> bool:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return False
    return all(
        field is None or (field in _PATTERN_FIELDS and not spec and not conversion)
        for _, field, spec, conversion in parts
    )


def _judgement(collection: Collection, judgement: Judgement) -> Iterator[Fault]:
    name = f"judgement {judgement.id}"
    for field in _NEEDS[judgement.kind]:
        if getattr(judgement, field) is None:
            message = f"phán quyết loại “{judgement.kind}” cần trường này; hãy điền."
            yield fault_at(collection, name, field, message)
    if judgement.document and judgement.document not in {d.id for d in collection.documents}:
        message = f"không có văn bản nào tên “{judgement.document}” trong documents/; hãy sửa."
        yield fault_at(collection, name, "document", message)
    key = judgement.instrument
    known = {i.key for i in collection.instruments} | {d.key for d in collection.documents}
    if key and key not in known and judgement.document not in collection.own:
        message = (
            f"văn bản “{key}” chưa có trong sổ đăng ký; hãy thêm vào data/register/instruments."
        )
        yield fault_at(collection, name, "instrument", message)
    if judgement.group:
        day = str(judgement.as_of or (key.day if key else ""))
        yield from body_faults(collection, name, "group", judgement.group, day)
    judged = next((d for d in collection.documents if d.id == judgement.document), None)
    if judgement.place and judged:
        yield from place_faults(collection, name, "place", judgement.place, judged.key.day)
