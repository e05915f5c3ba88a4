"""The invented data is itself right: its places lie on the words they claim."""

import hashlib
import re
from pathlib import Path

import pytest

from danvan_graph.collection.checks import agents_of
from danvan_graph.collection.folder import read_collection
from danvan_graph.records.document import DocumentRecord

NAMES = ["chi-thi", "ke-hoach-tinh", "ke-hoach-huyen", "ke-hoach-xa"]


@pytest.fixture
def record(
    request: pytest.FixtureRequest, small_data: Path, ontology_folder: Path
) -> DocumentRecord:
    """One invented record."""
    documents = read_collection(small_data, ontology_folder).documents
    return next(d for d in documents if d.id == request.param)


@pytest.mark.parametrize("record", NAMES, indirect=True)
def test_checksums_and_lengths_are_those_of_the_texts(
    record: DocumentRecord, small_texts: Path
) -> None:
    """Each record was read from the invented text beside it."""
    raw = (small_texts / record.source.file).read_bytes()
    assert record.source.sha256 == hashlib.sha256(raw).hexdigest()
    assert record.source.characters == len(raw.decode("utf-8"))


@pytest.mark.parametrize("record", NAMES, indirect=True)
def test_places_lie_on_the_right_words(record: DocumentRecord, small_texts: Path) -> None:
    """Numbers, agents and mistakes stand where the records say."""
    text = (small_texts / record.source.file).read_text(encoding="utf-8")
    placed = [(agent.text, agent.at) for _, agent in agents_of(record)]
    placed += [(str(c.number or c.name), c.at) for c in record.citations]
    placed += [(i.printed, i.at) for i in record.issues]
    placed += [(r.agent.text, r.at) for r in record.recipients]
    for said, at in placed:
        if at is not None:
            there = re.sub(r"\s", "", text[at.start : at.end])
            assert re.sub(r"\s", "", said) in there
