"""The reviewed documents, emptied and resolved again, against what a person resolved."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from danvan_graph.collection.checks import agents_of
from danvan_graph.collection.folder import Collection
from danvan_graph.identifiers.keys import InstrumentKey
from danvan_graph.records.agent import Agent
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord
from danvan_graph.resolve import Knowledge, resolve

Pairs = list[tuple[DocumentRecord, DocumentRecord]]


def _bare(agent: Agent) -> Agent:
    return replace(agent, bodies=())


def _emptied(record: DocumentRecord) -> DocumentRecord:
    """Returns the record as if nobody had resolved anything in it."""
    return replace(
        record,
        key=InstrumentKey.parse("vn/undated/chua-ro"),
        header=replace(record.header, issuers=tuple(map(_bare, record.header.issuers))),
        citations=tuple(
            replace(c, instrument=None, candidates=(), confidence=0.0) for c in record.citations
        ),
        tasks=tuple(
            replace(t, assignments=tuple(replace(a, agent=_bare(a.agent)) for a in t.assignments))
            for t in record.tasks
        ),
        duties=tuple(
            replace(
                d,
                bearers=tuple(map(_bare, d.bearers)),
                to=tuple(map(_bare, d.to)),
                through=tuple(map(_bare, d.through)),
            )
            for d in record.duties
        ),
        recipients=tuple(replace(r, agent=_bare(r.agent)) for r in record.recipients),
        issues=(),
    )


@pytest.fixture(scope="module")
def shipped(collection: Collection) -> Knowledge:
    """Everything the data folder tells."""
    return Knowledge.of(
        collection.units.territories,
        collection.units.changes,
        collection.body_kinds.values(),
        collection.issuer_codes,
        collection.instruments,
        collection.documents,
        collection.judgements,
    )


@pytest.fixture(scope="module")
def pairs(collection: Collection, shipped: Knowledge) -> Pairs:
    """Each reviewed record with what the resolver makes of it when emptied."""
    return [(d, resolve(_emptied(d), shipped)) for d in collection.documents]


def _citations(pairs: Pairs) -> Iterator[tuple[Citation, Citation]]:
    for reviewed, found in pairs:
        yield from zip(reviewed.citations, found.citations, strict=True)


def test_nearly_every_citation_means_what_a_person_said(pairs: Pairs) -> None:
    meant = [(a, b) for a, b in _citations(pairs) if a.instrument]
    missed = [
        f"{a.number or a.name}: {b.instrument}" for a, b in meant if a.instrument != b.instrument
    ]
    assert len(missed) <= 0.02 * len(meant), missed


def test_no_citation_is_merged_with_the_wrong_instrument(pairs: Pairs) -> None:
    wrong = [
        f"{b.number or b.name} at {b.at}: {b.instrument}, not {a.instrument}"
        for a, b in _citations(pairs)
        if b.instrument and a.instrument != b.instrument
    ]
    assert wrong == []


def test_nearly_every_body_is_what_a_person_said(pairs: Pairs) -> None:
    agents = [
        (a.text, set(a.bodies), set(b.bodies))
        for reviewed, found in pairs
        for (_, a), (_, b) in zip(agents_of(reviewed), agents_of(found), strict=True)
    ]
    differing = [agent for agent in agents if agent[1] != agent[2]]
    assert len(differing) <= 0.1 * len(agents), differing


def test_documents_get_the_keys_a_person_gave(pairs: Pairs) -> None:
    assert [str(found.key) for _, found in pairs] == [str(reviewed.key) for reviewed, _ in pairs]


def test_a_document_takes_milliseconds(collection: Collection, shipped: Knowledge) -> None:
    emptied = [_emptied(d) for d in collection.documents]
    start = time.process_time()
    for record in emptied:
        resolve(record, shipped)
    assert (time.process_time() - start) / len(
        emptied
    ) < 0.05  # five are usual, slow machines exist
