"""YAML whose every value knows its line, so that a fault can name the place to mend."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from danvan_graph.errors import Fault, InvalidData

_PLAIN_TAGS = {"null", "bool", "int", "float"}
_MAX_DEPTH = 40
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a YAML file.

    Attributes:
        value: a dict of entries, a list of entries, or a scalar; dates stay text.
        line: 1-based line of its first character.
    """

    value: Any
    line: int


_Loader = Any
"""One of PyYAML's safe loaders; aliases are refused before it runs."""
_FAST: _Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C, ten times as fast, where PyYAML was built with libyaml."""


def _scalar(loader: _Loader, node: yaml.ScalarNode, file: str) -> Any:
    tag = node.tag.rsplit(":", 1)[-1]
    if tag not in _PLAIN_TAGS:
        return node.value
    try:
        return loader.construct_object(node)
    except (ValueError, KeyError) as error:
        message = f"giá trị “{node.value[:40]}” không đọc được; hãy đặt trong dấu ngoặc kép."
        raise InvalidData([Fault(file, node.start_mark.line + 1, "", message)]) from error


def _entry(loader: _Loader, node: yaml.Node, file: str) -> Entry:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        fields: dict[str, Entry] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in fields:
                message = f"trường “{name}” viết hai lần; hãy bỏ một chỗ."
                raise InvalidData([Fault(file, key.start_mark.line + 1, name, message)])
            fields[name] = _entry(loader, value, file)
        return Entry(fields, line)
    if isinstance(node, yaml.SequenceNode):
        return Entry([_entry(loader, item, file) for item in node.value], line)
    if isinstance(node, yaml.ScalarNode):
        return Entry(_scalar(loader, node, file), line)
    raise TypeError(type(node))


def read_yaml(path: Path, file: str) -> Entry:
    """Returns the whole content of a YAML file, every value with its line.

    Args:
        path: the file.
        file: its name for messages, relative to the data folder.

    Raises:
        InvalidData: the file cannot be opened, is no UTF-8, or is no YAML.
    """
    try:
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        fault = Fault(file, 0, "", "tệp không phải UTF-8; hãy lưu lại dưới dạng UTF-8.")
        raise InvalidData([fault]) from error
    except OSError as error:
        fault = Fault(file, 0, "", f"không mở được tệp ({error.strerror}); hãy kiểm tra quyền đọc.")
        raise InvalidData([fault]) from error
    return parse_yaml(text, file)


def _refuse_aliases_and_depth(text: str, file: str, loader: _Loader) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            message = "tệp dùng ký hiệu “*” (alias) của YAML; hãy viết đủ nội dung."
            raise InvalidData([Fault(file, line, "", message)])
        depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)
        if depth > _MAX_DEPTH:
            message = "các mục lồng nhau quá sâu; hãy viết phẳng hơn."
            raise InvalidData([Fault(file, line, "", message)])


def parse_yaml(text: str, file: str) -> Entry:
    r"""Returns the content of YAML text, every value with its line.

    Raises:
        InvalidData: the text is no YAML, repeats a field or uses aliases.

    >>> parse_yaml("a:\n  - 02/2022", "vi-du.yaml").value["a"].value[0]
    Entry(value='02/2022', line=2)
    """
    try:
        return _parsed(text, file, _FAST)
    except yaml.YAMLError:  # libyaml refuses some characters that the loader in Python reads
        pass
    try:
        return _parsed(text, file, yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        message = "cú pháp YAML bị hỏng tại đây; hãy kiểm tra dấu hai chấm, thụt dòng và dấu ngoặc."
        raise InvalidData([Fault(file, line, "", message)]) from error


def _parsed(text: str, file: str, kind: _Loader) -> Entry:
    _refuse_aliases_and_depth(text, file, kind)
    loader = kind(text)
    node = loader.get_single_node()
    if node is None:
        raise InvalidData([Fault(file, 0, "", "tệp trống; hãy điền nội dung hoặc xóa tệp.")])
    return _entry(loader, node, file)
