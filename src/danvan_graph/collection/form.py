"""Typed reading of one YAML mapping; every mistake becomes a fault, none is skipped."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from danvan_graph.collection.yaml_file import Entry
from danvan_graph.errors import Fault, InvalidIdentifier
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.records.span import Span

T = TypeVar("T")


class BrokenForm(Exception):
    """The form cannot become a record; its faults are already noted."""


@dataclass
class Desk:
    """What reading one file needs: its name, the faults so far, the closed lists.

    Attributes:
        file: name of the file for messages.
        faults: the faults found so far, in all files.
        concepts: slugs of each closed list by scheme.
        lines: the line of every field read, by file and path.
    """

    file: str
    faults: list[Fault]
    concepts: Mapping[str, frozenset[str]]
    lines: dict[tuple[str, str], int]

    def fault(self, line: int, path: str, message: str) -> None:
        """Notes one fault."""
        self.faults.append(Fault(self.file, line, path, message))


@dataclass
class Form:
    """One YAML mapping being read; asking for a field ticks it off.

    Attributes:
        entry: the mapping.
        path: its path in the file, such as ``citations[3]``.
        desk: where faults go.
    """

    entry: Entry
    path: str
    desk: Desk
    _seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if not isinstance(self.entry.value, dict):
            self.desk.fault(
                self.entry.line, self.path, "chỗ này phải là một nhóm trường “tên: giá trị”."
            )
            raise BrokenForm
        for name, field_entry in self.entry.value.items():
            self.desk.lines[self.desk.file, self._where(name)] = field_entry.line

    @property
    def line(self) -> int:
        """The line the mapping begins on."""
        return self.entry.line

    def _where(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _get(self, name: str) -> Entry | None:
        self._seen.add(name)
        found: Entry | None = self.entry.value.get(name)
        return None if found is None or found.value is None else found

    def fail(self, name: str, message: str) -> BrokenForm:
        """Notes a fault of one field and returns the exception to raise."""
        entry = self.entry.value.get(name)
        self.desk.fault(entry.line if entry else self.line, self._where(name), message)
        return BrokenForm()

    def need(self, name: str) -> Entry:
        """Returns the field, which must be there."""
        found = self._get(name)
        if found is None:
            raise self.fail(name, "thiếu trường bắt buộc này; hãy điền giá trị.")
        return found

    def maybe_text(self, name: str) -> str | None:
        """Returns the text of a field, or None when it is empty or missing."""
        found = self._get(name)
        if found is None:
            return None
        if not isinstance(found.value, str):
            raise self.fail(
                name, f"giá trị “{found.value}” phải là chữ; hãy đặt trong dấu ngoặc kép."
            )
        return found.value

    def text(self, name: str) -> str:
        """Returns the text of a field, which must be there."""
        self.need(name)
        return self.maybe_text(name) or ""

    def maybe(self, name: str, parse: Callable[[str], T]) -> T | None:
        """Returns the field read by ``parse``, or None when it is empty."""
        text = self.maybe_text(name)
        if text is None:
            return None
        try:
            return parse(text)
        except InvalidIdentifier as error:
            raise self.fail(name, error.message) from error

    def parsed(self, name: str, parse: Callable[[str], T]) -> T:
        """Returns the field read by ``parse``; it must be there."""
        self.need(name)
        value = self.maybe(name, parse)
        if value is None:
            raise self.fail(name, "thiếu trường bắt buộc này; hãy điền giá trị.")
        return value

    def maybe_date(self, name: str) -> DocumentDate | None:
        """Returns a date, or None when the field is empty; a bare year needs no quotes."""
        found = self._get(name)
        if found is not None and isinstance(found.value, int) and not isinstance(found.value, bool):
            return self._year(name, found.value)
        return self.maybe(name, DocumentDate.parse)

    def _year(self, name: str, year: int) -> DocumentDate:
        try:
            return DocumentDate(year)
        except InvalidIdentifier as error:
            raise self.fail(name, error.message) from error

    def date(self, name: str) -> DocumentDate:
        """Returns a date; the field must be there."""
        self.need(name)
        found = self.maybe_date(name)
        if found is None:
            raise self.fail(name, "thiếu ngày; hãy điền như 2021-11-26.")
        return found

    def maybe_day(self, name: str) -> DocumentDate | None:
        """Returns a date down to the day, or None when the field is empty."""
        found = self.maybe_date(name)
        if found is not None and found.date is None:
            raise self.fail(name, f"“{found}” thiếu ngày hoặc tháng; hãy viết đủ như 2026-11-20.")
        return found

    def day(self, name: str) -> datetime.date:
        """Returns a day of the calendar; the field must be there."""
        self.need(name)
        found = self.maybe_day(name)
        if found is None or found.date is None:
            raise self.fail(name, "thiếu ngày; hãy điền như 2021-11-26.")
        return found.date

    def maybe_whole(self, name: str) -> int | None:
        """Returns a whole number, or None when the field is empty."""
        found = self._get(name)
        if found is None:
            return None
        if not isinstance(found.value, int) or isinstance(found.value, bool):
            raise self.fail(name, f"giá trị “{found.value}” phải là số nguyên.")
        return found.value

    def share(self, name: str) -> float:
        """Returns a number between 0 and 1."""
        value = self.need(name).value
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self.fail(name, f"giá trị “{value}” phải là số từ 0 đến 1.")
        return float(value)

    def share_or(self, name: str, missing: float) -> float:
        """Returns a number between 0 and 1, or another one when the field is empty or missing."""
        return missing if self._get(name) is None else self.share(name)

    def flag(self, name: str) -> bool:
        """Returns true or false; a missing field is false."""
        found = self._get(name)
        if found is None:
            return False
        if not isinstance(found.value, bool):
            raise self.fail(name, f"giá trị “{found.value}” phải là true hoặc false.")
        return found.value

    def concept(self, name: str, scheme: str) -> str:
        """Returns a slug of a closed list; the field must be there."""
        return self.check_concept(name, self.text(name), scheme)

    def maybe_concept(self, name: str, scheme: str) -> str | None:
        """Returns a slug of a closed list, or None when the field is empty."""
        value = self.maybe_text(name)
        return None if value is None else self.check_concept(name, value, scheme)

    def check_concept(self, name: str, value: str, scheme: str) -> str:
        """Returns the slug when the closed list holds it."""
        known = self.desk.concepts[scheme]
        if value not in known:
            listed = ", ".join(sorted(known)[:30])
            raise self.fail(
                name, f"“{value}” không có trong bảng “{scheme}”; hãy chọn một trong: {listed}."
            )
        return value

    def span(self, name: str) -> Span:
        """Returns a run of characters; the field must be there."""
        value = self.maybe_span(name)
        if value is None:
            raise self.fail(name, "thiếu vị trí [đầu, cuối] của đoạn văn bản; hãy điền.")
        return value

    def maybe_span(self, name: str) -> Span | None:
        """Returns a run of characters, or None when the field is empty."""
        found = self._get(name)
        if found is None:
            return None
        numbers = [e.value for e in found.value] if isinstance(found.value, list) else []
        whole = [n for n in numbers if isinstance(n, int) and not isinstance(n, bool)]
        if len(numbers) != 2 or len(whole) != 2 or not 0 <= whole[0] < whole[1]:
            raise self.fail(name, "vị trí phải là hai số [đầu, cuối], đầu nhỏ hơn cuối.")
        return Span(whole[0], whole[1])

    def texts(self, name: str) -> tuple[str, ...]:
        """Returns a list of texts; a missing field is an empty list."""
        found = self._get(name)
        if found is None:
            return ()
        values = found.value if isinstance(found.value, list) else [found]
        for entry in values:
            if not isinstance(entry.value, str):
                raise self.fail(
                    name, f"mục “{entry.value}” phải là chữ; hãy đặt trong dấu ngoặc kép."
                )
        return tuple(entry.value for entry in values)

    def parsed_list(self, name: str, parse: Callable[[str], T]) -> tuple[T, ...]:
        """Returns a list read item by item."""
        try:
            return tuple(parse(text) for text in self.texts(name))
        except InvalidIdentifier as error:
            raise self.fail(name, error.message) from error

    def concepts(self, name: str, scheme: str) -> tuple[str, ...]:
        """Returns a list of slugs of one closed list."""
        return tuple(self.check_concept(name, value, scheme) for value in self.texts(name))

    def form(self, name: str) -> "Form":
        """Returns a nested mapping; the field must be there."""
        return Form(self.need(name), self._where(name), self.desk)

    def maybe_form(self, name: str) -> "Form | None":
        """Returns a nested mapping, or None when the field is empty."""
        found = self._get(name)
        return None if found is None else Form(found, self._where(name), self.desk)

    def each(self, name: str, read: Callable[["Form"], T]) -> tuple[T, ...]:
        """Returns one record for each item of a list; broken items are noted and left out."""
        found = self._get(name)
        if found is None:
            return ()
        if not isinstance(found.value, list):
            raise self.fail(name, "chỗ này phải là một danh sách (mỗi mục bắt đầu bằng dấu “-”).")
        return tuple(read_each(found, self._where(name), self.desk, read))

    @contextmanager
    def closing(self) -> Iterator["Form"]:
        """Notes every field that was never asked for when the block ends."""
        yield self
        self._name_unknown_fields()

    def parts(self, **reads: Callable[["Form"], Any]) -> dict[str, Any]:
        """Returns what each function reads from this form, by name.

        A broken part does not keep the others from being read, so all faults are named at once.
        """
        found: dict[str, Any] = {}
        for name, read in reads.items():
            with suppress(BrokenForm):
                found[name] = read(self)
        if len(found) < len(reads):
            self._name_unknown_fields()
            raise BrokenForm
        return found

    def _name_unknown_fields(self) -> None:
        for name in self.entry.value:
            if name not in self._seen:
                self.fail(name, "không có trường nào tên như vậy; hãy sửa tên hoặc bỏ đi.")


def read_each(entry: Entry, path: str, desk: Desk, read: Callable[[Form], T]) -> Iterator[T]:
    """Yields one record for each item of a list; broken items are noted and left out."""
    for index, item in enumerate(entry.value):
        try:
            desk.lines[desk.file, f"{path}[{index}]"] = item.line
            with Form(item, f"{path}[{index}]", desk).closing() as form:
                record = read(form)
        except BrokenForm:
            continue
        yield record
