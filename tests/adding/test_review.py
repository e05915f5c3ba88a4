"""Answers of persons: kept at once, put into the record, alive after the text is read anew."""

import datetime
import json
from collections.abc import Callable, Sequence
from dataclasses import astuple, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_graph.adding.add import Report, remove_document
from danvan_graph.adding.applying import corrected, reviewed
from danvan_graph.adding.exported import as_test_case
from danvan_graph.adding.points import Point
from danvan_graph.adding.review import Review, finish_review
from danvan_graph.adding.workplace import Workplace
from danvan_graph.collection.corrections import (
    Correction,
    append_correction,
    read_corrections,
)
from danvan_graph.errors import InvalidData, InvalidIdentifier, OutputError, UnknownName
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.span import Span
from danvan_graph.store.generations.generation import current

Add = Callable[..., Report]
TODAY = datetime.date(2026, 11, 21)
NAME = "ke-hoach-tinh"


@pytest.fixture
def added(work: Workplace, texts: Path, add: Add) -> Path:
    """The text of a plan that was added."""
    add(texts / f"{NAME}.txt")
    return texts / f"{NAME}.txt"


@pytest.fixture
def review(work: Workplace, added: Path) -> Review:
    """The review of that plan."""
    return Review.of(work, work.read(), NAME, "người thử")


def record(work: Workplace) -> DocumentRecord:
    """Returns the record of the plan as it is kept."""
    return next(d for d in work.read().documents if d.id == NAME)


def point(points: Sequence[Point], kind: str) -> Point:
    """Returns the first point of a kind in text order."""
    return min((p for p in points if p.kind == kind), key=lambda p: p.at or Span(0, 0))


def answer(field: str, at: Span | None, **said: str | None) -> Correction:
    """Returns an answer."""
    now, verdict = said.get("now"), said.get("verdict")
    return Correction(at, field, None, now, verdict, "người thử", TODAY)


def test_doubtful_points_come_first(review: Review) -> None:
    """Proves that the least sure is asked first, and everything is asked."""
    points = review.points()
    assert [p.sureness for p in points] == sorted(p.sureness for p in points)
    found = review.record
    parts = (found.citations, found.tasks, found.duties, found.recipients, found.issues)
    assert len(points) == 1 + sum(map(len, parts))
    assert points[0].doubts


def test_a_doubtful_finding_is_asked_about_before_a_sure_one(work: Workplace, add: Add) -> None:
    """Proves that the parser's own doubts order what is asked, and are told."""
    text = (
        "ỦY BAN NHÂN DÂN TỈNH MÂY TRẮNG\nSố: 13/KH-UBND\n"
        "Mây Trắng, ngày 20 tháng 02 năm 2023\nKẾ HOẠCH\nLập sổ tay góp ý\n"
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- In sổ tay góp ý cho bộ phận một cửa.\n"
        "Các phòng, đơn vị căn cứ phần trên mở sổ tay ngay trong tháng.\n"
        "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Thử"
    )
    path = work.own.folder.with_name("so-tay.txt")
    path.write_text(text, "utf-8")
    add(path)
    asked = Review.of(work, work.read(), "so-tay", "người thử").points()
    tasks = [p for p in asked if p.kind == "task"]
    assert [text[p.at.start : p.at.end][:9] for p in tasks if p.at] == ["căn cứ ph", "In sổ tay"]
    assert any("chỉ chắc 80%" in doubt for doubt in tasks[0].doubts)
    assert not any("chỉ chắc" in doubt for doubt in tasks[1].doubts)


def test_what_a_person_agreed_to_is_sure(work: Workplace, added: Path, add: Add) -> None:
    """Proves that agreeing makes a finding sure, and that it stays so when the file is read anew."""
    review = Review.of(work, work.read(), NAME, "người thử")
    kinds = ("task", "duty", "recipient", "header")
    for asked in [point(review.points(), kind) for kind in kinds]:
        review.right(asked)
    finish_review(work, [NAME])
    for _ in range(2):
        new = record(work)
        sure = (new.tasks[0], new.duties[0], new.recipients[0])
        assert [found.confidence for found in sure] == [1.0] * 3
        assert set(astuple(new.header.confidence)) == {1.0}
        assert new.recipients[1].confidence < 1
        add(added, place=None, again=True)


def test_mending_a_field_of_the_header_makes_that_field_sure(review: Review) -> None:
    """Proves that only what a person said is sure."""
    new = corrected(review.record, [answer("header.title", None, now="Sổ tay")], {})
    assert new.header.confidence == replace(review.record.header.confidence, title=1.0)
    assert new.header.confidence.number < 1


def test_a_passage_is_shown_with_what_stands_around(review: Review) -> None:
    """Proves that the words of a finding come from the text as given."""
    passage = review.passage(point(review.points(), "citation"))
    assert passage is not None
    assert "9001/CT-" in passage.words
    assert passage.before.endswith("Thực hiện ")


def test_an_answer_is_kept_at_once(work: Workplace, review: Review) -> None:
    """Proves that an answer stands in the file before the review ends, and is not asked again."""
    first = review.points()[0]
    review.right(first)
    assert len(work.own.corrections(NAME)) == 2  # the place given when adding, and this one
    assert first not in review.points()
    assert record(work) == review.record


def test_a_corrected_value_reaches_the_graph(work: Workplace, review: Review) -> None:
    """Proves that a new value is in the record and in the published graph after the review."""
    cited = point(review.points(), "citation")
    review.change(cited, "citation.date", "11/01/2023")
    review.change(cited, "citation.instrument", "vn/2023-01-10/9001-ct-ubvd")
    built = finish_review(work, [NAME])
    assert built is not None
    new = record(work).citations[0]
    assert (str(new.date), str(new.instrument), new.confidence) == (
        "2023-01-11",
        "vn/2023-01-10/9001-ct-ubvd",
        1.0,
    )
    assert finish_review(work, [NAME]) is None


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("citation.number", "ba mươi ba"),
        ("citation.date", "31/02/2023"),
        ("citation.relation", "lam"),
        ("citation.relation", ""),
        ("citation.kind", "<script>"),
        ("citation.instrument", "vn/2023"),
        ("citation.nothing", "x"),
    ],
)
def test_a_bad_value_is_refused(work: Workplace, review: Review, field: str, typed: str) -> None:
    """Proves that an answer which is no value of its field is told and not kept."""
    with pytest.raises(InvalidIdentifier):
        review.change(point(review.points(), "citation"), field, typed)
    assert len(work.own.corrections(NAME)) == 1


def test_corrections_survive_another_reading(
    work: Workplace, added: Path, add: Add, review: Review
) -> None:
    """Proves that a changed text keeps the answers about passages that moved a little."""
    cited, task = (point(review.points(), kind) for kind in ("citation", "task"))
    review.change(cited, "citation.issuer", "Ban Thử")
    review.wrong(task)
    finish_review(work, [NAME])
    text = added.read_text("utf-8")
    added.write_text(text.replace("ỦY BAN NHÂN DÂN TỈNH", "ỦY  BAN NHÂN DÂN TỈNH", 1), "utf-8")
    tasks = len(review.record.tasks)
    add(added, place=None)
    new = record(work)
    assert new.source.sha256 != review.record.source.sha256
    assert str(new.key) == "99/2023-02-20/12-kh-ubnd"
    assert new.citations[0].issuer == "Ban Thử"
    assert len(new.tasks) == tasks - 1


def test_corrections_survive_removal(
    work: Workplace, added: Path, add: Add, review: Review
) -> None:
    """Proves that a document that is added again gets the answers about it."""
    review.change(point(review.points(), "citation"), "citation.issuer", "Ban Thử")
    remove_document(work, NAME)
    add(added, place=None)
    assert record(work).citations[0].issuer == "Ban Thử"


def test_a_document_answered_in_full_is_read_by_a_person(work: Workplace, review: Review) -> None:
    """Proves that the review is a person's when nothing is left to ask, and not before."""
    points = review.points()
    for asked in points[:-1]:
        review.right(asked)
    finish_review(work, [NAME])
    assert record(work).review.by == "extractor"
    review.right(points[-1])
    finish_review(work, [NAME])
    assert (record(work).review.by, record(work).review.agent) == ("person", "người thử")
    assert review.points() == []


def test_a_finding_struck_out_is_gone(work: Workplace, review: Review) -> None:
    """Proves that what a person calls wrong is neither in the record nor asked again."""
    cited = point(review.points(), "citation")
    review.wrong(cited)
    finish_review(work, [NAME])
    assert all(c.at != cited.at for c in record(work).citations)
    assert all(p.at != cited.at or p.kind != "citation" for p in review.points())
    with pytest.raises(InvalidIdentifier):
        review.wrong(point(review.points(), "header"))


def test_an_answer_that_breaks_a_rule_changes_nothing(work: Workplace, review: Review) -> None:
    """Proves that the graph stays when an answer does not fit the rest, and the answer is kept."""
    before = current(work.store).name
    review.change(point(review.points(), "header"), "header.level", "xa")
    with pytest.raises(InvalidData):
        finish_review(work, [NAME])
    assert current(work.store).name == before
    assert record(work) == review.record
    assert len(work.own.corrections(NAME)) == 2


def test_a_corrected_header_gives_another_key(review: Review) -> None:
    """Proves that the key follows number, date and place."""
    answers = [
        answer("header.number", None, now="15/KH-UBND"),
        answer("header.date", None, now="21/02/2023"),
        answer("header.place", None, now="98"),
    ]
    assert str(corrected(review.record, answers, {}).key) == "98/2023-02-21/15-kh-ubnd"


def test_hosts_that_are_struck_out_leave_their_guests(review: Review) -> None:
    """Proves that a citation inside another stands on its own when the other is no citation."""
    host, guest = review.record.citations[0], review.record.citations[1]
    nested = replace(
        review.record,
        citations=(host, replace(guest, host=host.at.start), *review.record.citations[2:]),
    )
    (first, *_) = corrected(nested, [answer("citation", host.at, verdict="wrong")], {}).citations
    assert (first.at, first.host, first.relation) == (guest.at, None, "nhac-den")


def test_the_last_of_several_answers_holds(review: Review) -> None:
    """Proves that a person may change their mind."""
    at = review.record.citations[0].at
    answers = [
        answer("citation", at, verdict="wrong"),
        answer("citation.issuer", at, now="A"),
        answer("citation.issuer", at, now="B"),
    ]
    new = corrected(review.record, answers, {})
    assert new.citations[0].issuer == "B"
    assert len(new.citations) == len(review.record.citations)


@pytest.mark.parametrize("finished", [False, True])
def test_answers_can_be_taken_back(work: Workplace, review: Review, *, finished: bool) -> None:
    """Proves that a reopened finding is as the machine read it and is asked about, also once struck out."""
    cited = point(review.points(), "citation")
    task = point(review.points(), "task")
    before = record(work)
    review.change(cited, "citation.issuer", "Ban Thử")
    review.wrong(task)
    if finished:
        finish_review(work, [NAME])
        assert len(record(work).tasks) == len(before.tasks) - 1
    again = Review.of(work, work.read(), NAME, "người thử")
    told = {(p.kind, p.at): p for p in again.answered()}
    assert set(told) == {("citation", cited.at), ("task", task.at)}
    for asked in told.values():
        again.reopen(asked)
    assert again.answered() == []
    finish_review(work, [NAME])
    assert record(work).tasks == before.tasks
    assert record(work).citations == before.citations
    left = Review.of(work, work.read(), NAME, "người thử").points()
    assert {(p.kind, p.at) for p in left} >= {("citation", cited.at), ("task", task.at)}


def test_a_reopened_identity_is_no_judgement(work: Workplace, review: Review) -> None:
    """Proves that taking an identity back takes its judgement back, which else would keep it alive."""
    cited = next(
        p
        for p in review.points()
        if p.doubts and "xác định" in p.doubts[0] and p.kind == "citation"
    )
    review.change(cited, "citation.instrument", "99/2022-08-08/77-qdd-ubnd")
    finish_review(work, [NAME])
    review.reopen(cited)
    finish_review(work, [NAME])
    (found,) = (c for c in record(work).citations if c.at == cited.at)
    assert (found.instrument, len(found.candidates)) == (None, 2)
    assert not [j for j in work.read().judgements if j.kind == "same-instrument"]


def test_a_reopened_header_keeps_what_was_filled_in(review: Review) -> None:
    """Proves that the place given when adding is not lost when the header is looked at again."""
    header = point(review.points(), "header")
    review.change(header, "header.title", "Sổ tay")
    review.reopen(header)
    assert header.kind in {p.kind for p in review.points()}
    assert review.corrected().header.title.value == "Sổ tay"
    assert review.corrected().key.place == "99"


def test_answers_about_other_places_change_nothing(review: Review) -> None:
    """Proves that an answer about a passage that is gone is passed over."""
    far = Span(10**6, 10**6 + 5)
    answers = [
        answer("citation", far, verdict="wrong"),
        answer("citation.issuer", far, now="A"),
        answer("citation", None, verdict="wrong"),
    ]
    assert corrected(review.record, answers, {}) == review.record
    assert reviewed(review.record, answers) == review.record


texts_ = st.text(min_size=1, max_size=40)
corrections = st.builds(
    Correction,
    at=st.none() | st.integers(0, 10**6).map(lambda n: Span(n, n + 7)),
    field=st.just("citation.issuer"),
    was=st.none() | texts_,
    now=st.none() | texts_,
    verdict=st.none(),
    by=texts_,
    date=st.dates(datetime.date(1930, 1, 1), datetime.date(2100, 1, 1)),
) | st.builds(
    Correction,
    at=st.integers(0, 10**6).map(lambda n: Span(n, n + 7)),
    field=st.sampled_from(["citation", "task"]),
    was=st.none(),
    now=st.none(),
    verdict=st.sampled_from(["right", "wrong", "open"]),
    by=texts_,
    date=st.just(TODAY),
)


@given(st.lists(corrections, max_size=5))
def test_what_is_kept_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, given_: list[Correction]
) -> None:
    """Proves that every answer is read as it was given, in the order given."""
    path = tmp_path_factory.mktemp("bst") / "corrections" / "x.yaml"
    for correction in given_:
        append_correction(path, correction)
    assert list(read_corrections(path)) == given_


@pytest.mark.parametrize(
    "line",
    [
        "a: b",
        "- {field: citation, by: a, date: 2026-11-21}",
        "- {field: citation, verdict: maybe, by: a, date: 2026-11-21}",
        "- {field: citation.issuer, verdict: right, now: x, by: a, date: 2026-11-21}",
        "- {field: citation.issuer, now: x, by: a, date: hôm nay}",
        "- {field: citation.issuer, now: x, by: a, date: 2026-11-21, note: b}",
    ],
)
def test_a_broken_file_of_corrections_is_named(work: Workplace, line: str) -> None:
    """Proves that a mistake in the file is told with its place."""
    path = work.own.corrections_path("x")
    path.parent.mkdir(parents=True)
    path.write_text(line, encoding="utf-8")
    with pytest.raises(InvalidData) as told:
        work.own.corrections("x")
    assert told.value.faults[0].file == "bo-suu-tap/corrections/x.yaml"


def test_an_answer_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    """Proves that a folder that cannot be written is one sentence."""
    (tmp_path / "tep").touch()
    with pytest.raises(OutputError, match="câu trả lời này chưa được giữ"):
        append_correction(tmp_path / "tep" / "x.yaml", answer("citation", None, verdict="right"))


def test_only_own_documents_are_reviewed(work: Workplace, added: Path) -> None:
    """Proves that shipped and unknown documents are told apart from the user's own."""
    for name in ("chi-thi", "khong-co"):
        with pytest.raises(UnknownName):
            Review.of(work, work.read(), name, "người thử")


def test_a_test_case_has_no_word_of_the_text(work: Workplace, added: Path) -> None:
    """Proves that a case holds places, numbers and dates, and no four words in a row of the text."""
    case = as_test_case(record(work))
    assert case["citations"][0]["number"] == "9001/CT-UBVD"
    told = json.dumps(case, ensure_ascii=False)
    words = added.read_text("utf-8").split()
    runs = (" ".join(words[i : i + 4]) for i in range(len(words) - 3))
    assert not [run for run in runs if run in told]
