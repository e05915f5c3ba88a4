"""Adding, replacing, removing: what stays in the collection and what is published."""

import hashlib
import html
import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import yaml
from tests.loops import run_apart

from danvan_graph.adding import own_folder
from danvan_graph.adding.add import Report, attach_files, remove_document
from danvan_graph.adding.batch import State
from danvan_graph.adding.refused import refusals
from danvan_graph.adding.workplace import Workplace
from danvan_graph.errors import InvalidData, OutputError, StoreError, UnknownName
from danvan_graph.pipeline import build
from danvan_graph.store.engines.oxigraph import open_store
from danvan_graph.store.generations.generation import current
from danvan_graph.web.application import create_app

Add = Callable[..., Report]
QUOTE = 'ontology#quote> "'
KEY = "instrument/99/2023-02-20/12-kh-ubnd>"
PERSONAL = {
    "phone": "0912.345.678",
    "short phone": "3851234",
    "mail": "noi.vu@vidu.gov.vn",
    "identity": "001085012345",
    "old identity": "168123456",
    "account": "1903 4567 8901 23",
}


def files(folder: Path) -> dict[str, bytes]:
    """Returns every file below a folder with its bytes; the lock does not count."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != ".khoa"
    }


def quads(work: Workplace) -> str:
    """Returns the published graph."""
    return b"".join(open_store(work.store).nquads()).decode()


def states(report: Report) -> list[State]:
    """Returns what became of each file."""
    return [outcome.state for outcome in report.outcomes]


def changed(path: Path, old: str, new: str) -> Path:
    """Replaces words of a text once."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_file_becomes_a_record_a_text_and_a_graph(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that one run leaves the record, the text as given, and quotations in the graph."""
    path = texts / "ke-hoach-tinh.txt"
    report = add(path)
    assert states(report) == [State.ADDED], report.outcomes
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    assert set(files(work.own.folder)) == {
        "documents/ke-hoach-tinh.yaml",
        f"texts/{sha}.txt",
        "corrections/ke-hoach-tinh.yaml",
        "judgements/duyet-ke-hoach-tinh.yaml",
    }
    assert (work.own.folder / f"texts/{sha}.txt").read_bytes() == path.read_bytes()
    record = next(d for d in work.read().documents if d.id == "ke-hoach-tinh")
    assert (record.review.by, str(record.key)) == ("extractor", "99/2023-02-20/12-kh-ubnd")
    graph = quads(work)
    assert KEY in graph
    mine = [line for line in graph.splitlines() if QUOTE in line]
    assert mine
    assert all("/graph/instrument/99/2023-02-20/12-kh-ubnd>" in line for line in mine)
    assert any("012/KH-UBND" in line for line in mine)


def test_the_same_file_twice_changes_nothing(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that the same bytes, under whatever name, are told and change no file and no graph."""
    add(texts / "ke-hoach-tinh.txt")
    before, name = files(work.own.folder), current(work.store).name
    other = Path(shutil.copy(texts / "ke-hoach-tinh.txt", texts / "ban-sao.txt"))
    report = add(texts / "ke-hoach-tinh.txt", other)
    assert states(report) == [State.UNCHANGED, State.UNCHANGED]
    assert report.built is None
    assert "không có gì thay đổi" in report.outcomes[0].message
    assert (files(work.own.folder), current(work.store).name) == (before, name)


def test_reading_again_changes_nothing_but_may(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that the same reading of the same file gives the same record and graph."""
    add(texts / "ke-hoach-tinh.txt")
    before, name = files(work.own.folder), current(work.store).name
    assert states(add(texts / "ke-hoach-tinh.txt", again=True)) == [State.REPLACED]
    assert (files(work.own.folder), current(work.store).name) == (before, name)


def test_a_changed_file_replaces_its_record(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that another text of one instrument, under another name, takes the old one's place."""
    add(texts / "ke-hoach-tinh.txt")
    path = changed(texts / "ke-hoach-tinh.txt", "in sổ tay", "in và phát sổ tay")
    path = path.rename(texts / "bản mới.txt")
    report = add(path)
    assert states(report) == [State.REPLACED]
    assert "“ke-hoach-tinh.txt”" in report.outcomes[0].message
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    assert [n for n in files(work.own.folder) if n.startswith("texts/")] == [f"texts/{sha}.txt"]
    assert [d.id for d in work.read().documents if d.id in work.read().own] == ["ke-hoach-tinh"]
    assert "in và phát sổ tay" in quads(work)


def test_a_file_of_the_same_name_replaces_its_record(
    work: Workplace, texts: Path, add: Add
) -> None:
    """Proves that a corrected number, which makes another instrument, does not make two records."""
    add(texts / "ke-hoach-tinh.txt")
    report = add(changed(texts / "ke-hoach-tinh.txt", "012/KH-UBND", "013/KH-UBND"))
    assert states(report) == [State.REPLACED]
    assert "99/2023-02-20/12-kh-ubnd" in report.outcomes[0].message
    assert KEY not in quads(work)


def test_two_documents_of_one_name_in_one_run_are_two(
    work: Workplace, texts: Path, add: Add, tmp_path: Path
) -> None:
    """Proves that files of the same name from two folders do not fall together."""
    other = tmp_path / "khac" / "ke-hoach-tinh.txt"
    other.parent.mkdir()
    shutil.copy(texts / "ke-hoach-tinh.txt", other)
    changed(other, "012/KH-UBND", "099/KH-UBND")
    report = add(texts / "ke-hoach-tinh.txt", other)
    assert states(report) == [State.ADDED, State.ADDED]
    assert len(work.read().own) == 2


def test_two_texts_of_one_instrument_in_one_run(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that the later one is kept and the person is told of both."""
    other = Path(shutil.copy(texts / "ke-hoach-tinh.txt", texts / "z.txt"))
    changed(other, "in sổ tay", "phát sổ tay")
    report = add(texts / "ke-hoach-tinh.txt", other)
    assert states(report) == [State.UNCHANGED, State.REPLACED]
    assert "chỉ giữ tệp đến sau" in report.outcomes[0].message
    assert len([n for n in files(work.own.folder) if n.startswith("texts/")]) == 1


def test_a_faulty_file_keeps_no_other_out(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that files that cannot be read or do not fit are told, and the rest is published."""
    broken = texts / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    empty = texts / "khong-phai-van-ban.txt"
    empty.write_text("KẾ HOẠCH\nĐi chơi năm 2023\n", encoding="utf-8")
    report = add(empty, broken, texts / "khong-co.txt", texts / "ke-hoach-tinh.txt")
    assert states(report) == [State.FAILED, State.FAILED, State.FAILED, State.ADDED]
    assert "chưa hợp lệ" in report.outcomes[0].message
    assert work.read().own == {"ke-hoach-tinh"}


def test_a_build_that_fails_leaves_everything(
    work: Workplace, texts: Path, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proves that neither collection nor graph change when the data break a rule or the disk fails."""
    add(texts / "ke-hoach-tinh.txt")
    before, name = files(work.own.folder), current(work.store).name
    path = changed(texts / "ke-hoach-tinh.txt", "in sổ tay", "phát sổ tay")
    register = work.data / "register" / "kinds.yaml"
    kept = register.read_text("utf-8")
    register.write_text(kept + "- {slug: SAI}\n", encoding="utf-8")
    with pytest.raises(InvalidData):
        add(path)
    register.write_text(kept, encoding="utf-8")
    assert (files(work.own.folder), current(work.store).name) == (before, name)

    def full(*_: object, **__: object) -> None:
        raise OutputError("đầy đĩa")

    monkeypatch.setattr("danvan_graph.pipeline.publish", full)
    with pytest.raises(OutputError):
        add(path)
    assert (files(work.own.folder), current(work.store).name) == (before, name)


def test_a_commit_that_fails_halfway_is_undone(
    work: Workplace, texts: Path, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proves that a disk that fails at the second file leaves the first as it was."""
    add(texts / "ke-hoach-tinh.txt")
    before, put, calls = files(work.own.folder), own_folder._put, []

    def failing(path: Path, data: bytes | None) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        put(path, data)

    monkeypatch.setattr(own_folder, "_put", failing)
    with pytest.raises(OutputError, match="Bộ sưu tập còn nguyên"):
        add(changed(texts / "ke-hoach-tinh.txt", "in sổ tay", "phát sổ tay"))
    assert files(work.own.folder) == before


def test_a_draft_left_behind_is_cleared(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that what a killed run left is neither read nor kept."""
    add(texts / "ke-hoach-tinh.txt")
    (work.own.folder / ".nhap-cu" / "documents").mkdir(parents=True)
    (work.own.folder / "documents" / ".nhap-1-x").write_text("id: [", encoding="utf-8")
    build(work.data, work.ontology, work.store, work.base, own=work.own.folder)
    add(texts / "ke-hoach-xa.txt", place="99102")
    assert not list(work.own.folder.rglob(".nhap-*"))


def test_one_writer(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that a second run is told to wait."""
    with work.own.writing(), pytest.raises(StoreError, match="đang ghi"):
        add(texts / "ke-hoach-tinh.txt")


def test_removal(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that record and text go, corrections stay, and an unknown id is told."""
    add(texts / "ke-hoach-tinh.txt")
    remove_document(work, "ke-hoach-tinh")
    assert set(files(work.own.folder)) == {"corrections/ke-hoach-tinh.yaml"}
    assert KEY not in quads(work)
    with pytest.raises(UnknownName, match="bộ sưu tập còn trống"):
        remove_document(work, "ke-hoach-tinh")
    with pytest.raises(UnknownName, match="thuộc dữ liệu đi kèm"):
        remove_document(work, "chi-thi")


def test_attaching_to_a_shipped_record(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that a text binds by checksum to a record of persons, and only that exact file does."""
    other = Path(shutil.copy(texts / "chi-thi.txt", texts / "khac.txt"))
    other.write_bytes(other.read_bytes() + b"\n")
    report = attach_files(work, [texts / "chi-thi.txt", other])
    assert states(report) == [State.ATTACHED, State.FAILED]
    assert "danvan add" in report.outcomes[1].message
    assert "“chi-thi”" in report.outcomes[0].message
    quoted = [line for line in quads(work).splitlines() if QUOTE in line]
    assert any("9001/CT-UBVD" in line for line in quoted)
    assert states(attach_files(work, [texts / "chi-thi.txt"])) == [State.UNCHANGED]
    assert states(add(texts / "chi-thi.txt")) == [State.UNCHANGED]
    held = add(changed(texts / "chi-thi.txt", "sổ tay", "quyển sổ tay"), place="vn")
    assert states(held) == [State.FAILED]
    assert "do người duyệt" in held.outcomes[0].message


def test_pages_and_api_show_the_passage(work: Workplace, texts: Path) -> None:
    """Proves that the words behind a statement are shown once the text is held, and not before."""
    attach_files(work, [texts / "chi-thi.txt"])
    app = create_app(work.store)

    async def asked() -> tuple[str, list[str | None]]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            page = (await client.get("/nhiem-vu?xem=nhiem-vu")).text
            tasks = (await client.get("/api/v1/tasks?limit=200")).json()["items"]
            return page, [task["at"]["quote"] for task in tasks]

    page, quotes = run_apart(asked())
    app.close()
    assert all(quotes)
    assert f'<q class="said">{quotes[0]}</q>' in html.unescape(page)


def test_a_damaged_text_is_told_with_its_file(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that a text that no longer fits its record stops the build and is named."""
    add(texts / "ke-hoach-tinh.txt")
    (text,) = (work.own.folder / "texts").iterdir()
    text.write_text("ngắn", encoding="utf-8")
    with pytest.raises(InvalidData) as told:
        work.read()
    assert told.value.faults[0].file == f"bo-suu-tap/texts/{text.name}"


def test_faults_name_the_file_of_the_collection(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that a mistake in the user's own record is told with its file and line."""
    add(texts / "ke-hoach-tinh.txt")
    path = work.own.folder / "documents" / "ke-hoach-tinh.yaml"
    changed(path, "level: tinh", "level: tinhh")
    with pytest.raises(InvalidData) as told:
        work.read()
    (fault,) = told.value.faults
    assert (fault.file, fault.field) == ("bo-suu-tap/documents/ke-hoach-tinh.yaml", "header.level")
    assert fault.line > 1


def test_personal_data_stand_nowhere_in_the_graph(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that figures of persons are covered in quotations, summaries, names and file names."""
    told = (
        f"Đề nghị Ban Mẫu (điện thoại {PERSONAL['phone']}; ĐT: {PERSONAL['short phone']}; "
        f"{PERSONAL['mail']}; CCCD {PERSONAL['identity']}; CMND {PERSONAL['old identity']}; "
        f"tài khoản số {PERSONAL['account']}) góp ý"
    )
    path = changed(texts / "ke-hoach-tinh.txt", "Đề nghị Ban Mẫu góp ý", told)
    changed(path, "(b/c);", f"(b/c) {PERSONAL['phone']};")
    path = path.rename(texts / "ke-hoach 0912345678.txt")
    report = add(path)
    assert states(report) == [State.ADDED]
    graph = quads(work)
    record = files(work.own.folder)["documents/ke-hoach-0912345678.yaml"].decode()
    body = record.partition("\n")[2]
    for name, figures in (PERSONAL | {"file": "0912345678"}).items():
        assert figures not in graph, name
        assert figures not in body, name
    assert "███" in graph
    assert "2023-02-20" in graph


@pytest.mark.parametrize("marking", ["MẬT", "TỐI MẬT", "TUYỆT  MẬT", "**TỐI MẬT**", "M Ậ T"])
def test_secret_documents_are_refused(work: Workplace, texts: Path, add: Add, marking: str) -> None:
    """Proves that only hash and reason of a marked document are kept, unless it is allowed."""
    path = texts / "mat.txt"
    path.write_text(f"{marking}\n" + (texts / "ke-hoach-tinh.txt").read_text("utf-8"), "utf-8")
    report = add(path)
    assert states(report) == [State.REFUSED]
    assert set(files(work.own.folder)) == {"refused.yaml"}
    assert report.built is None
    add(path)
    (noted,) = refusals(work.own)
    assert set(noted) == {"sha256", "reason", "date"}
    assert noted["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert yaml.safe_load((work.own.folder / "refused.yaml").read_text("utf-8")) == [noted]
    assert states(add(path, allow_secret=True)) == [State.ADDED]


@pytest.mark.parametrize(
    "head",
    [
        "Bảo vệ bí mật nhà nước, gắn bó mật thiết với nhân dân",
        "VỀ CÔNG TÁC BẢO VỆ BÍ\nMẬT",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "HỎA TỐC",
        "mật",
    ],
)
def test_other_words_are_no_marking(texts: Path, add: Add, head: str) -> None:
    """Proves that words with "mật" in them, and urgency, keep no document out."""
    path = texts / "ke-hoach-tinh.txt"
    path.write_text(
        path.read_text("utf-8").replace("II. NHIỆM VỤ", f"{head}\nII. NHIỆM VỤ"), "utf-8"
    )
    assert states(add(path)) == [State.ADDED]


@pytest.mark.parametrize(
    "name",
    [
        "CON.txt",
        "ke\nhoach.txt",
        "\N{THUMBS UP SIGN}.txt",
        "k" * 251 + ".txt",
        "..\\..\\x.txt",
        "\u202etxt.exe",
        "- yes: {a}.txt",
        "=cmd|' C calc'!A0.txt",
        "<script>alert(1)<.txt",
        " .txt",
    ],
)
def test_hostile_file_names(work: Workplace, texts: Path, add: Add, name: str) -> None:
    """Proves that no name leaves the folder, breaks a file or hides what it is."""
    path = texts / name
    shutil.copy(texts / "ke-hoach-tinh.txt", path)
    report = add(path)
    assert states(report) == [State.ADDED], report.outcomes
    (own,) = work.read().own
    assert own.replace("-", "").replace("_", "").isalnum()
    assert len(own) < 100
    assert own.casefold() != "con"
    (record,) = (d for d in work.read().documents if d.id == own)
    assert record.source.file.isprintable()
    outside = {p.name for p in work.own.folder.parent.iterdir()}
    assert outside == {"vi-du", "van-ban", "bo-suu-tap", "kho"}


def test_hostile_words(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that words that mean something to YAML, RDF or HTML stay words."""
    hostile = 'yes: {a: *b} "x" <script>alert(1)</script> \\u0000 #c \u202eđảo\u202c | - [z'
    path = changed(texts / "ke-hoach-tinh.txt", "Ban Mẫu góp ý", f"Ban Mẫu {hostile} góp ý")
    assert states(add(path)) == [State.ADDED]
    before = work.read()
    assert before.own == {"ke-hoach-tinh"}
    assert "<script>alert(1)</script>" in quads(work)


def test_a_place_and_an_issuer_may_be_given(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that a text without letterhead is taken in when a person says whose it is."""
    path = texts / "ke-hoach-tinh.txt"
    text = path.read_text("utf-8").replace("Mây Trắng", "…").replace("MÂY TRẮNG", "…")
    path.write_text(text, encoding="utf-8")
    assert states(add(path, place=None)) == [State.FAILED]
    name = "Ủy ban nhân dân tỉnh Mây Trắng"
    assert states(add(path, issuer=name)) == [State.ADDED]
    record = next(d for d in work.read().documents if d.id == "ke-hoach-tinh")
    assert (record.key.place, record.header.issuers[0].text) == ("99", name)


def test_the_machine_finds_the_place(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that a document with a letterhead needs no help, and leaves no corrections."""
    report = add(*sorted(texts.glob("ke-hoach-*.txt")), place=None)
    assert states(report) == [State.ADDED] * 3
    places = {d.id: d.key.place for d in work.read().documents}
    assert (places["ke-hoach-xa"], places["ke-hoach-huyen"]) == ("99102", "991")
    assert not (work.own.folder / "corrections").exists()


def test_a_date_may_be_given(work: Workplace, texts: Path, add: Add) -> None:
    """Proves that a text without date and year is taken in when a person says when it was issued."""
    path = texts / "ke-hoach-huyen.txt"
    path.write_text(path.read_text("utf-8").replace("2023", "…"), encoding="utf-8")
    failed = add(path, place="991")
    assert states(failed) == [State.FAILED]
    assert "--date" in failed.outcomes[0].message
    assert states(add(path, place="991", date="2023-03-15")) == [State.ADDED]
    record = next(d for d in work.read().documents if d.id == "ke-hoach-huyen")
    assert (record.key.when, record.key.place) == ("2023-03-15", "991")
