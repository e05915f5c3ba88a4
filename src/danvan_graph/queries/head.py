"""The head of a query file: ``#+`` lines of YAML before the SPARQL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from danvan_graph.errors import InvalidQuery
from danvan_graph.queries.binding import blocks
from danvan_graph.queries.parameter import TYPES, Parameter, read_term

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where the library was built with it: a server reads 55 heads when it starts."""
_LINE = re.compile(r"#\+(?: (?P<yaml>.*))?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_KEYS = frozenset(
    {"title_vi", "title_en", "summary_vi", "summary_en"}
    | {"group", "tags", "params", "columns", "may_be_empty"}
)
_PARAM_KEYS = frozenset({"type", "vi", "en", "example", "optional"})
GROUPS = range(1, 10)
"""The nine groups of questions the graph must answer."""


@dataclass(frozen=True, slots=True)
class Column:
    """One variable of the answer.

    Attributes:
        name: the variable, without the question mark.
        label_vi: how the column is called.
        label_en: the same in English.
    """

    name: str
    label_vi: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a query file says.

    Attributes:
        title_vi: the question, in Vietnamese.
        title_en: the question, in English.
        summary_vi: what a row means and what to beware of.
        summary_en: the same in English.
        group: number of the question in the mission, 1 to 9.
        tags: words for finding it.
        params: what it asks for, in order.
        columns: what it gives, in order; empty for a CONSTRUCT.
        may_be_empty: whether a good graph may give no row.
    """

    title_vi: str
    title_en: str
    summary_vi: str
    summary_en: str
    group: int
    tags: tuple[str, ...]
    params: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    may_be_empty: bool


class _Reader:
    """Reads one head and names the file in every complaint."""

    def __init__(self, file: str) -> None:
        self.file = file

    def refuse(self, vietnamese: str, english: str) -> InvalidQuery:
        return InvalidQuery(
            f"Tệp truy vấn “{self.file}” sai: {vietnamese}.",
            f"The query file “{self.file}” is wrong: {english}.",
        )

    def mapping(self, value: Any, what: str) -> dict[str, Any]:
        if not isinstance(value, dict) or not all(isinstance(k, str) for k in value):
            raise self.refuse(f"“{what}” phải là các cặp tên và giá trị", f"{what} is no mapping")
        return value

    def text(self, found: Mapping[str, Any], key: str, where: str = "") -> str:
        value = found.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(f"thiếu “{where}{key}”", f"{where}{key} is missing")
        return value.strip()

    def only(self, found: Mapping[str, Any], known: frozenset[str], where: str) -> None:
        for key in sorted(found.keys() - known):
            raise self.refuse(f"không biết khóa “{where}{key}”", f"the key {where}{key} is unknown")

    def parameter(self, name: str, value: Any) -> Parameter:
        where = f"params.{name}."
        found = self.mapping(value, where)
        self.only(found, _PARAM_KEYS, where)
        kind = self.text(found, "type", where)
        if kind not in TYPES:
            raise self.refuse(f"không biết kiểu “{kind}”", f"the type {kind} is unknown")
        label, english = self.text(found, "vi", where), self.text(found, "en", where)
        example = found.get("example")
        if example is None:
            raise self.refuse(f"thiếu “{where}example”", f"{where}example is missing")
        return Parameter(name, kind, label, english, str(example), found.get("optional") is True)

    def column(self, name: str, value: Any) -> Column:
        where = f"columns.{name}."
        found = self.mapping(value, where)
        self.only(found, frozenset({"vi", "en"}), where)
        return Column(name, self.text(found, "vi", where), self.text(found, "en", where))

    def named(self, found: Mapping[str, Any], key: str) -> dict[str, Any]:
        items = self.mapping(found.get(key) or {}, key)
        for name in items:
            if _NAME.fullmatch(name) is None:
                raise self.refuse(f"tên “{name}” không hợp lệ", f"{name} is no name")
        return items

    def head(self, found: dict[str, Any]) -> Head:
        self.only(found, _KEYS, "")
        group, tags = found.get("group"), found.get("tags") or []
        if not isinstance(group, int) or group not in GROUPS:
            raise self.refuse("“group” phải từ 1 đến 9", "group must be 1 to 9")
        if not isinstance(tags, list) or not all(isinstance(t, str) for t in tags):
            raise self.refuse("“tags” phải là danh sách chữ", "tags must be a list of words")
        return Head(
            title_vi=self.text(found, "title_vi"),
            title_en=self.text(found, "title_en"),
            summary_vi=self.text(found, "summary_vi"),
            summary_en=self.text(found, "summary_en"),
            group=group,
            tags=tuple(tags),
            params=tuple(self.parameter(n, v) for n, v in self.named(found, "params").items()),
            columns=tuple(self.column(n, v) for n, v in self.named(found, "columns").items()),
            may_be_empty=found.get("may_be_empty") is True,
        )

    def matched(self, head: Head, body: str) -> None:
        """Raises unless each parameter has one block, holding its example or left open."""
        found = blocks(body)
        for parameter in head.params:
            inside = [content for name, content in found if name == parameter.name]
            if len(inside) != 1:
                raise self.refuse(
                    f"tham số “{parameter.name}” phải có đúng một khối VALUES, "
                    f"đang có {len(inside)}",
                    f"{parameter.name} has {len(inside)} VALUES blocks instead of one",
                )
            example = read_term(parameter, parameter.example)
            allowed = {example.n3()}
            if parameter.type in {"integer", "year", "decimal"}:
                allowed.add(str(example))
            if parameter.optional:
                allowed.add("UNDEF")
            if inside[0] not in allowed:
                raise self.refuse(
                    f"khối VALUES của “{parameter.name}” không chứa ví dụ của phần đầu tệp",
                    f"the VALUES block of {parameter.name} does not hold its example",
                )


def split(text: str) -> tuple[str, str]:
    r"""Returns the YAML of the head and the SPARQL below it.

    >>> split("#+ title_vi: Hỏi\nSELECT * { ?s ?p ?o }")
    ('title_vi: Hỏi', 'SELECT * { ?s ?p ?o }')
    """
    lines = text.splitlines()
    count = 0
    while count < len(lines) and lines[count].startswith("#+"):
        count += 1
    matches = (_LINE.fullmatch(line) for line in lines[:count])
    head = "\n".join((m["yaml"] or "") if m else "" for m in matches)
    return head, "\n".join(lines[count:])


def read_head(text: str, file: str) -> Head:
    """Returns what the head of a query file says, after checking it against the body.

    Args:
        text: the whole file.
        file: its name, for messages.

    Raises:
        InvalidQuery: the head is missing, has an unknown key, lacks a title, or a parameter
            has no example or no block of its own.
    """
    reader = _Reader(file)
    source, body = split(text)
    try:
        found = yaml.load(source, Loader=_LOADER)  # noqa: S506 - both are safe
    except yaml.YAMLError as error:
        raise reader.refuse(f"phần đầu tệp không phải YAML ({error})", str(error)) from error
    if found is None:
        raise reader.refuse("thiếu phần đầu tệp (các dòng #+)", "it has no head (lines of #+)")
    head = reader.head(reader.mapping(found, "#+"))
    reader.matched(head, body)
    return head
