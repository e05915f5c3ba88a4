"""Between reading and publishing: what waits, is seen by nobody, and goes on waiting until a person says so."""

from pathlib import Path

import pytest

from danvan_graph.adding.add import Report, Wishes, add_files
from danvan_graph.adding.batch import State
from danvan_graph.adding.own_folder import OwnFolder
from danvan_graph.adding.review import Review
from danvan_graph.adding.staging import (
    NotPublished,
    Staged,
    discard_staged,
    publish_staged,
    read_staged,
)
from danvan_graph.adding.workplace import Workplace
from danvan_graph.errors import InvalidData, OutputError, UnknownName
from danvan_graph.store.generations.generation import current

NAME = "ke-hoach-tinh"


def _stage(work: Workplace, *paths: Path, place: str | None = "99", again: bool = False) -> Report:
    return add_files(work, paths, Wishes(place=place, again=again, stage=True))


def _staged(work: Workplace) -> dict[str, Staged]:
    return read_staged(OwnFolder(work.own.folder), work.lists(work.read()))


def _files(work: Workplace) -> dict[str, bytes]:
    found = (p for p in work.own.folder.rglob("*") if p.is_file() and p.name != ".khoa")
    return {p.relative_to(work.own.folder).as_posix(): p.read_bytes() for p in found}


def _review(work: Workplace, name: str = NAME) -> Review:
    held = _staged(work)[name]
    return Review(work, work.read(), held.record, "người thử", held.text)


def test_what_is_read_waits_and_is_not_published(work: Workplace, texts: Path) -> None:
    """Proves that reading builds no graph and puts nothing into the collection, and lasts."""
    (outcome,) = _stage(work, texts / f"{NAME}.txt").outcomes
    assert outcome.state is State.STAGED
    assert not work.store.exists()
    assert NAME not in {d.id for d in work.read().documents}
    held = _staged(work)[NAME]
    assert held.text == (texts / f"{NAME}.txt").read_text("utf-8")
    assert str(held.record.key) == "99/2023-02-20/12-kh-ubnd"


def test_it_is_published_with_its_answers_when_a_person_says_so(
    work: Workplace, texts: Path
) -> None:
    """Proves that publishing takes the answers in, and that nothing waits afterwards."""
    _stage(work, texts / f"{NAME}.txt")
    review = _review(work)
    task = next(p for p in review.points() if p.kind == "task")
    header = next(p for p in review.points() if p.kind == "header")
    review.wrong(task)
    review.change(header, "header.title", "Sổ tay góp ý")
    built = publish_staged(work, [NAME])
    assert current(work.store).name == built.generation.name
    (record,) = (d for d in work.read().documents if d.id == NAME)
    assert record.header.title.value == "Sổ tay góp ý"
    assert all(t.at != task.at for t in record.tasks)
    assert _staged(work) == {}
    assert not [name for name in _files(work) if name.startswith("staged/")]


def test_what_is_thrown_away_leaves_nothing(work: Workplace, texts: Path) -> None:
    """Proves that record, text and the answers given meanwhile are gone."""
    _stage(work, texts / f"{NAME}.txt")
    review = _review(work)
    review.right(review.points()[0])
    discard_staged(work, NAME)
    assert _files(work) == {}
    with pytest.raises(UnknownName):
        discard_staged(work, NAME)
    with pytest.raises(UnknownName):
        publish_staged(work, [NAME])


def test_throwing_a_new_text_away_gives_the_old_answers_back(work: Workplace, texts: Path) -> None:
    """Proves that the published document stays as it was, its answers included."""
    path = texts / f"{NAME}.txt"
    _stage(work, path)
    review = _review(work)
    review.right(review.points()[0])
    publish_staged(work, [NAME])
    before, graph = _files(work), current(work.store).name
    path.write_text(path.read_text("utf-8").replace("Đề nghị Ban Mẫu", "Đề nghị  Ban Mẫu"), "utf-8")
    _stage(work, path, place=None)
    review = _review(work)
    review.wrong(next(p for p in review.points() if p.kind == "task"))
    assert _files(work) != before
    discard_staged(work, NAME)
    assert _files(work) == before
    assert current(work.store).name == graph


def test_a_new_text_replaces_the_old_when_published(work: Workplace, texts: Path) -> None:
    """Proves that the text of the replaced version does not stay behind."""
    path = texts / f"{NAME}.txt"
    _stage(work, path)
    publish_staged(work, [NAME])
    path.write_text(path.read_text("utf-8").replace("Đề nghị Ban Mẫu", "Đề nghị  Ban Mẫu"), "utf-8")
    _stage(work, path, place=None)
    publish_staged(work, [NAME])
    (record,) = (d for d in work.read().documents if d.id == NAME)
    names = [n for n in _files(work) if n.startswith("texts/")]
    assert names == [f"texts/{record.source.sha256}.txt"]


def test_a_document_that_breaks_a_rule_goes_on_waiting(work: Workplace, texts: Path) -> None:
    """Proves that what is missing is told with what to do, that nothing is lost, and can be mended."""
    path = texts / "so-tay.txt"
    path.write_text(
        "KẾ HOẠCH\nLập sổ tay góp ý\nI. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ in sổ tay góp ý.", "utf-8"
    )
    _stage(work, path, place=None)
    before = _files(work)
    with pytest.raises(NotPublished, match="hãy điền ngày hoặc năm ở phần đầu văn bản"):
        publish_staged(work, ["so-tay"])
    assert _files(work) == before
    assert not work.store.exists()
    review = _review(work, "so-tay")
    header = next(p for p in review.points() if p.kind == "header")
    review.change(header, "header.date", "20/02/2023")
    review.change(header, "header.place", "99")
    review.change(header, "header.issuer", "Ủy ban nhân dân tỉnh Mây Trắng")
    publish_staged(work, ["so-tay"])
    assert "99/2023-02-20/ke-hoach-lap-so-tay-gop-y" in {str(d.key) for d in work.read().documents}


def test_the_same_file_waits_once(work: Workplace, texts: Path) -> None:
    """Proves that the same bytes are told, and read anew only when that is asked for."""
    _stage(work, texts / f"{NAME}.txt")
    before = _files(work)
    (outcome,) = _stage(work, texts / f"{NAME}.txt").outcomes
    assert (outcome.state, "trước đó" in outcome.message) == (State.STAGED, True)
    assert _files(work) == before
    (outcome,) = _stage(work, texts / f"{NAME}.txt", again=True).outcomes
    assert "trước đó" not in outcome.message


def test_files_of_one_name_and_different_documents_both_wait(work: Workplace, texts: Path) -> None:
    """Proves that a second upload named alike does not push out the first."""
    first = texts / f"{NAME}.txt"
    _stage(work, first)
    other = texts / "khac" / f"{NAME}.txt"
    other.parent.mkdir()
    other.write_text(first.read_text("utf-8").replace("012/KH-UBND", "013/KH-UBND"), "utf-8")
    _stage(work, other)
    keys = sorted(str(one.record.key) for one in _staged(work).values())
    assert keys == ["99/2023-02-20/12-kh-ubnd", "99/2023-02-20/13-kh-ubnd"]


def test_a_shipped_document_does_not_wait(work: Workplace, texts: Path) -> None:
    """Proves that a document reviewed by persons is refused at once, not at the end."""
    shipped = texts / "chi-thi.txt"
    shipped.write_text(shipped.read_text("utf-8") + "\n", "utf-8")
    (outcome,) = _stage(work, shipped, place=None).outcomes
    assert outcome.state is State.FAILED
    assert _staged(work) == {}


def test_a_place_that_cannot_be_written_is_told(work: Workplace, texts: Path) -> None:
    """Proves that nothing half waits when the folder takes no files."""
    work.own.folder.mkdir()
    (work.own.folder / "staged").write_text("x", "utf-8")
    with pytest.raises(OutputError, match="Bộ sưu tập còn nguyên"):
        _stage(work, texts / f"{NAME}.txt")
    assert _files(work) == {"staged": b"x"}


def test_a_broken_record_that_waits_is_named(work: Workplace, texts: Path) -> None:
    """Proves that a file mended by hand and broken is told with its place, and publishes nothing."""
    _stage(work, texts / f"{NAME}.txt")
    path = work.own.folder / "staged" / "records" / f"{NAME}.yaml"
    path.write_text(path.read_text("utf-8").replace("level: tinh", "level: ap"), "utf-8")
    with pytest.raises(InvalidData) as told:
        publish_staged(work, [NAME])
    (fault,) = told.value.faults
    assert (fault.file, fault.field) == (f"bo-suu-tap/staged/records/{NAME}.yaml", "header.level")
    assert fault.line > 0
    assert not work.store.exists()
