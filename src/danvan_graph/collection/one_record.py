"""Reads one record from a file of its own, outside a data folder."""

from collections.abc import Mapping
from pathlib import Path

from danvan_graph.collection.document_file import read_document
from danvan_graph.collection.form import BrokenForm, Desk, Form
from danvan_graph.collection.yaml_file import read_yaml
from danvan_graph.errors import InvalidData
from danvan_graph.records.document import DocumentRecord


def read_record(path: Path, name: str, lists: Mapping[str, frozenset[str]]) -> DocumentRecord:
    """Returns the record of a file.

    Args:
        path: the file.
        name: how faults name it.
        lists: the slugs of each closed list.

    Raises:
        InvalidData: the file is broken; every fault is named.
    """
    desk = Desk(name, [], lists, {})
    try:
        with Form(read_yaml(path, name), "", desk).closing() as form:
            record = read_document(form)
    except BrokenForm:
        raise InvalidData(desk.faults) from None
    if desk.faults:
        raise InvalidData(desk.faults)
    return record
