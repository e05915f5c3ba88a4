"""The fields of a finding that a person may correct, and how a typed answer becomes their value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import InstrumentKey, check_place
from danvan_graph.identifiers.recurrence import check_recurrence

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """One field that may be corrected.

    Attributes:
        label: its name for persons.
        parse: turns the answer into the value; raises InvalidIdentifier for a bad one.
        optional: whether it may be empty.
        scheme: the closed list the answer must come from, or an empty text.
    """

    label: str
    parse: Callable[[str], Any]
    optional: bool = True
    scheme: str = ""


def _text(text: str) -> str:
    if len(text) > _LONGEST:
        raise InvalidIdentifier(f"câu trả lời dài quá {_LONGEST} ký tự; hãy viết ngắn hơn.")
    return text


def _year(text: str) -> int:
    date = DocumentDate.parse(text if "năm" in text.lower() else f"năm {text}")
    return date.year


FIELDS: Mapping[str, Field] = {
    "header.kind": Field("Loại văn bản", _text, optional=False, scheme="loai-van-ban"),
    "header.number": Field("Số, ký hiệu", Designation.parse),
    "header.date": Field("Ngày ban hành", DocumentDate.parse),
    "header.year": Field("Năm của văn bản", _year),
    "header.issuer": Field("Cơ quan ban hành", _text, optional=False),
    "header.level": Field("Cấp", _text, optional=False, scheme="cap"),
    "header.place": Field("Mã đơn vị của nơi ban hành", check_place, optional=False),
    "header.title": Field("Trích yếu", _text, optional=False),
    "citation.kind": Field("Loại văn bản", _text, optional=False, scheme="loai-van-ban"),
    "citation.number": Field("Số, ký hiệu", Designation.parse),
    "citation.name": Field("Tên văn bản", _text),
    "citation.date": Field("Ngày", DocumentDate.parse),
    "citation.issuer": Field("Cơ quan ban hành", _text),
    "citation.relation": Field("Quan hệ", _text, optional=False, scheme="quan-he"),
    "citation.instrument": Field("Khóa văn bản được nêu", InstrumentKey.parse),
    "task.kind": Field("Loại", _text, optional=False, scheme="loai-nhiem-vu"),
    "task.summary": Field("Tóm tắt", _text, optional=False),
    "duty.kind": Field("Loại", _text, optional=False, scheme="loai-nghia-vu"),
    "duty.due": Field("Hạn", DocumentDate.parse),
    "duty.recurrence": Field("Chu kỳ", check_recurrence),
    "duty.summary": Field("Tóm tắt", _text, optional=False),
    "recipient.role": Field("Vai trò", _text, optional=False, scheme="vai-tro-nhan"),
}
"""Every field that may be corrected, by its name in a file of corrections."""


def value_of(name: str, answer: str | None, lists: Mapping[str, frozenset[str]]) -> Any:
    """Returns the value that an answer gives to a field.

    Args:
        name: a name of :data:`FIELDS`.
        answer: what a person typed; None or blank for nothing.
        lists: the slugs of each closed list.

    Raises:
        InvalidIdentifier: there is no such field, or the answer is no value of it.

    >>> str(value_of("citation.number", "33/ct-ttg", {}))
    '33/ct-ttg'
    """
    field = FIELDS.get(name)
    if field is None:
        raise InvalidIdentifier(f"không có trường “{name[:60]}” để sửa.")
    text = (answer or "").strip()
    if not text:
        if not field.optional:
            raise InvalidIdentifier(f"“{field.label}” không được để trống.")
        return None
    if field.scheme and text not in lists.get(field.scheme, frozenset()):
        known = ", ".join(sorted(lists.get(field.scheme, frozenset())))
        raise InvalidIdentifier(f"“{text[:60]}” không có trong danh sách; chọn một trong: {known}.")
    return field.parse(text)
