"""The record as a whole: its own key, what stays as it is, topics from the text."""

from array import array
from dataclasses import replace

import pytest

from danvan_graph.identifiers.keys import BodyKey, InstrumentKey
from danvan_graph.records.agent import Agent
from danvan_graph.records.text import Text
from danvan_graph.resolve import Knowledge, resolve

from .conftest import Resolve
from .drafts import Cite, Draft

KEYS = [
    # number and day
    (Draft("UBND tỉnh Hà Giang", "2022-01-07", "tinh", number="09/KH-UBND"), "02/2022-01-07/9-kh-ubnd"),
    # number and year
    (Draft("UBND tỉnh Hà Giang", "2022", "tinh", number="09/KH-UBND"), "02/2022/9-kh-ubnd"),
    # neither: kind and title, without "Về việc" and the area
    (Draft("UBND xã Sơn Trường", "2023", title="Về việc làm thử trên địa bàn xã Sơn Trường"), "18223/2023/ke-hoach-lam-thu"),
    # a title that names an instrument ends with its number
    (Draft("UBND xã Sơn Trường", "2023", title="Thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ"), "18223/2023/ke-hoach-thuc-hien-chi-thi-33-ct-ttg"),
    # the place is unknown: the key stays as the extractor made it
    (Draft("UBND phường Trường Thi"), "vn/undated/chua-ro"),
]  # fmt: skip


@pytest.mark.parametrize(("draft", "key"), KEYS)
def test_a_document_gets_its_key(draft: Draft, key: str, resolved: Resolve) -> None:
    assert str(resolved(draft).key) == key


def test_the_level_follows_the_place(resolved: Resolve) -> None:
    assert resolved(Draft("UBND thành phố Huế", "2023-11-18", "tinh")).header.level == "huyen"


def test_resolving_twice_changes_nothing(resolved: Resolve, knowledge: Knowledge) -> None:
    cites = (Cite("nghi-quyet", "25-NQ/TW"), Cite("chi-thi", "33/CT-TTg", "2021-11-26"))
    record = resolved(Draft("UBND xã Sơn Trường", to=("UBND huyện",), cites=cites))
    assert resolve(record, knowledge) == record


def test_what_a_person_decided_stays(knowledge: Knowledge) -> None:
    record = Draft(
        "UBND xã Sơn Trường", to=("UBND huyện",), cites=(Cite("nghi-quyet", "25-NQ/TW"),)
    ).record()
    key = InstrumentKey.parse("vn/2003-03-12/25-nq-tw")
    body = BodyKey("ubnd", "294")
    decided = replace(
        record,
        citations=(replace(record.citations[0], instrument=key, confidence=1.0),),
        recipients=(replace(record.recipients[0], agent=Agent("UBND huyện", (body,))),),
    )
    after = resolve(decided, knowledge)
    assert after.citations[0].instrument == key
    assert after.citations[0].confidence == 1.0
    assert after.recipients[0].agent.bodies == (body,)


def _text(words: str) -> Text:
    source = " " * 120 + words
    return Text(source, source, array("l", range(len(source))))


TOPICS = [
    ("về công tác tôn giáo trong vùng; việc khác", "vn/2003-03-12/25-nq-tw"),
    ("về lãnh đạo công tác dân vận", "vn/2013-06-03/25-nq-tw"),
    ("và các văn bản khác", None),
]


@pytest.mark.parametrize(("behind", "meant"), TOPICS)
def test_the_words_behind_a_number_tell_namesakes_apart(
    behind: str, meant: str | None, knowledge: Knowledge
) -> None:
    cites = (Cite("nghi-quyet", "25-NQ/TW"),)
    record = Draft("UBND xã Sơn Trường", title="Trồng cây", cites=cites).record()
    found = resolve(record, knowledge, _text(behind)).citations[0].instrument
    assert (str(found) if found else None) == meant


NAMESAKES = tuple(
    InstrumentKey.parse(f"vn/{day}/25-nq-tw") for day in ("2003-03-12", "2008-07-25", "2013-06-03")
)
SUBJECTS = [
    ("Thực hiện công tác dân vận năm 2022", "vn/2013-06-03/25-nq-tw"),
    ("Thực hiện công tác tôn giáo năm 2022", "vn/2003-03-12/25-nq-tw"),
    ("Bồi dưỡng kỹ năng cho thanh niên nông thôn", "vn/2008-07-25/25-nq-tw"),
    # the letters without their marks are those of “dân vận”
    ("Sưu tầm văn học dân gian", None),
    ("Công tác dân vận trong vùng đồng bào tôn giáo", None),
    ("Thực hiện Nghị quyết số 25-NQ/TW", None),
]


@pytest.mark.parametrize(("title", "meant"), SUBJECTS)
def test_namesakes_are_told_apart_by_what_the_document_is_about(
    title: str, meant: str | None, resolved: Resolve
) -> None:
    cites = (Cite("nghi-quyet", "25-NQ/TW"),)
    citation = resolved(Draft("UBND xã Sơn Trường", title=title, cites=cites)).citations[0]
    assert (str(citation.instrument) if citation.instrument else None) == meant
    assert citation.instrument or set(citation.candidates) <= set(NAMESAKES)
    assert citation.instrument or len(citation.candidates) > 1


def test_words_of_another_topic_speak_against_the_only_entry(knowledge: Knowledge) -> None:
    record = Draft(
        "UBND xã Sơn Trường", cites=(Cite("quy-che", "03-QC/TU", None, "Tỉnh ủy Hải Dương"),)
    ).record()
    words = "về quản lý tài sản đất đai rừng biển và khoáng sản địa phương"
    open_one = resolve(
        record, knowledge, _text(f" của Tỉnh ủy Hải Dương (khóa XVII) {words}")
    ).citations[0]
    assert open_one.instrument is None
    assert list(map(str, open_one.candidates)) == ["30/2021-03-18/3-qc-tu"]
    assert resolve(record, knowledge).citations[0].instrument is not None
    # what goes on in the sentence is no title
    for words in ("vào chương trình làm việc hằng quý của từng cơ quan", "và quy định về đất đai"):
        assert resolve(record, knowledge, _text(words)).citations[0].instrument is not None
