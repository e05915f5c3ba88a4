"""What a person decides about identity becomes a judgement, which holds without the corrections."""

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_graph.adding.add import Report, remove_document
from danvan_graph.adding.judging import judgement_path
from danvan_graph.adding.review import Review, finish_review
from danvan_graph.adding.workplace import Workplace
from danvan_graph.records.citation import Citation
from danvan_graph.records.register import Judgement
from danvan_graph.store.engines.oxigraph import open_store

Add = Callable[..., Report]
NAME = "ke-hoach-tinh"
MEANT = "99/2022-08-08/77-qdd-ubnd"


@pytest.fixture
def twice(texts: Path, add: Add) -> Path:
    """A plan that was added and names one decision, of which the register knows two, twice."""
    path = texts / f"{NAME}.txt"
    text = path.read_text("utf-8").replace(
        "- Để người dân có chỗ ghi lời góp ý.", "- Làm tiếp Quyết định số 77/QĐ-UBND."
    )
    path.write_text(text, "utf-8")
    add(path)
    return path


def _open(work: Workplace) -> list[Citation]:
    record = next(d for d in work.read().documents if d.id == NAME)
    return [c for c in record.citations if c.number and c.number.text == "77/QĐ-UBND"]


def _judgements(work: Workplace, kind: str) -> list[Judgement]:
    return [j for j in work.read().judgements if j.kind == kind and j.document == NAME]


def _decide(work: Workplace, meant: str) -> None:
    review = Review.of(work, work.read(), NAME, "người thử")
    first, _ = _open(work)
    asked = next(p for p in review.points() if p.at == first.at and p.kind == "citation")
    review.change(asked, "citation.instrument", meant)
    finish_review(work, [NAME])


def test_an_identity_decided_once_holds_for_every_mention(
    work: Workplace, twice: Path, add: Add
) -> None:
    """Proves that the judgement alone, without corrections, closes the other mentions as well."""
    first, second = _open(work)
    assert (first.instrument, second.instrument) == (None, None)
    assert len(first.candidates) == 2
    _decide(work, MEANT)
    (judged,) = _judgements(work, "same-instrument")
    assert (str(judged.instrument), judged.by, judged.confidence) == (MEANT, "người thử", 1.0)
    assert "77/QĐ-UBND" in judged.reason
    work.own.corrections_path(NAME).unlink()
    add(twice, again=True)
    assert [(str(c.instrument), c.confidence) for c in _open(work)] == [(MEANT, 1.0)] * 2


def test_the_other_mention_is_closed_at_the_next_reading(
    work: Workplace, twice: Path, add: Add
) -> None:
    """Proves that reading the file anew with the judgement resolves what nobody was asked about."""
    _decide(work, MEANT)
    add(twice, again=True)
    assert [(str(c.instrument), c.confidence) for c in _open(work)] == [(MEANT, 1.0)] * 2


def test_a_judgement_follows_the_last_answer(work: Workplace, twice: Path) -> None:
    """Proves that a person may change their mind, and then nothing of the first remains."""
    review = Review.of(work, work.read(), NAME, "người thử")
    first, _ = _open(work)
    asked = next(p for p in review.points() if p.at == first.at and p.kind == "citation")
    for meant in (MEANT, "99/2021/77-qdd-ubnd"):
        review.change(asked, "citation.instrument", meant)
        finish_review(work, [NAME])
        (judged,) = _judgements(work, "same-instrument")
        assert str(judged.instrument) == meant
    review.change(asked, "citation.instrument", "")
    finish_review(work, [NAME])
    assert _judgements(work, "same-instrument") == []


def test_the_place_a_person_tells_is_judged(work: Workplace, twice: Path) -> None:
    """Proves that the place given when a file is added stands in a judgement, and in the graph."""
    (judged,) = _judgements(work, "place-of-document")
    assert (judged.place, judged.by) == ("99", "người nạp")
    graph = b"".join(open_store(work.store).nquads()).decode()
    assert f"/judgement/{judged.id}>" in graph


def test_judgements_go_with_their_document_and_come_back(
    work: Workplace, twice: Path, add: Add
) -> None:
    """Proves that removing a document leaves no judgement of nothing, and that the answers remake it."""
    _decide(work, MEANT)
    path = work.own.folder / judgement_path(NAME)
    before = path.read_bytes()
    remove_document(work, NAME)
    assert not path.exists()
    add(twice, place=None)
    assert path.read_bytes() == before
