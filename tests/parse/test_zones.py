"""The zones: the parts of a document in any state, and any text at all in linear time."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from danvan_graph.parse.head.header import read_header
from danvan_graph.parse.head.recipients import find_recipients
from danvan_graph.parse.layout.sections import find_sections
from danvan_graph.parse.layout.zones import Zones, find_zones
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.text.flattening import flatten

from .layouts import FEET, HEADS, SHEETS, Layout, write

_LEXICONS: list[Lexicon] = []
_PIECES = [
    "Nơi nhận:", "- Lưu: VT.", "TM. ", "KT. CHỦ TỊCH", "Nguyễn Văn Mẫu", "KẾ HOẠCH", "Số: 1/KH-UBND", "Số: ",
    "I. ", "1. ", "a) ", "- ", "+ ", "Điều 1. ", "|", "\n", "\n\n", "**", "#", "   ", "\t", "\u00a0", "…", "____", "----",
    "ngày 1 tháng 2 năm 2024", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND", "Căn cứ", "như sau:", "./.", "V/v ",
    "Kính gửi:", "TỈNH", "[bookmark: x]", "Trên đây là", "\r\n", "é", "1.1.", "IX-", "ỦY BAN NHÂN DÂN",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _share(lexicon: Lexicon) -> None:
    """Keeps the session's lexicon for the tests that hypothesis runs many times."""
    _LEXICONS[:] = [lexicon]


def zones_of(source: str) -> tuple[str, Zones]:
    text = flatten(source)
    return text.flat, find_zones(text, _LEXICONS[0])


def read_all(source: str) -> None:
    """Reads everything the layout holds and checks that each place lies in the text."""
    text = flatten(source)
    zones = find_zones(text, _LEXICONS[0])
    header = read_header(text, zones, _LEXICONS[0])
    places = [s.at for s in find_sections(text, zones)]
    places += [r.at for r in find_recipients(text, zones)]
    stated = (header.kind.at, header.title.at, header.signature and header.signature.at)
    places += [at for at in stated if at]
    assert all(0 <= at.start < at.end <= len(source) for at in places)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("foot", FEET)
def test_the_parts_come_in_order_in_every_layout(head: str, foot: str) -> None:
    sheet = SHEETS["province"]
    flat, zones = zones_of(write(sheet, Layout(head=head, foot=foot)))
    assert flat[slice(*zones.title)] == sheet.title
    assert flat[slice(*zones.preamble)].strip().startswith("Căn cứ")
    assert flat[slice(*zones.body)].startswith("I. MỤC ĐÍCH")
    assert flat[slice(*zones.closing)] == sheet.closing
    ends = [zones.head, zones.title, zones.preamble, zones.body, zones.closing]
    assert [a for a, _ in ends] == sorted(a for a, _ in ends)
    if foot not in ("none", "alone"):
        assert flat[slice(*zones.recipients)].startswith("Nơi nhận")


def test_annexes_and_notes_stand_behind_the_foot() -> None:
    sheet = SHEETS["province"]
    after = ("", "____________________", "[1] Số liệu của Văn phòng.", "Phụ lục", "Danh sách phòng")
    flat, zones = zones_of(write(sheet, Layout(foot="cells", after=after)))
    assert flat[slice(*zones.annexes)].split() == " ".join(after[2:]).split()


def test_missing_parts_are_empty() -> None:
    _, zones = zones_of("Trồng cây thì phải tưới.")
    assert zones.kind is None
    assert zones.recipients == zones.signature == (0, 0)
    assert zones.title[0] == zones.title[1]


def test_an_empty_text_has_no_parts() -> None:
    read_all("")
    read_all("\n\n|")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=60).map(" ".join))
@example("Nơi nhận: Kính gửi: Nơi nhận:")
@example("Kính gửi: | Nơi nhận: - ")
def test_no_heap_of_fragments_breaks_the_reading(source: str) -> None:
    read_all(source)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_the_reading(source: str) -> None:
    read_all(source)


@pytest.mark.parametrize(
    "piece", [*_PIECES, "A", "Ủy ban nhân dân ", "NGUYỄN ", "1.", "I", "(", "; - "]
)
def test_reading_takes_linear_time_whatever_repeats(piece: str) -> None:
    source = "KẾ HOẠCH\nTrồng cây\n" + (piece + " ") * (40_000 // (len(piece) + 1))
    start = time.perf_counter()
    read_all(source)
    assert time.perf_counter() - start < 1.5


def test_a_long_document_is_read_in_a_few_milliseconds() -> None:
    sheet = SHEETS["province"]
    body = sheet.body * 24
    source = write(type(sheet)(body=body), Layout(width=90))
    text = flatten(source)
    assert len(source) > 9_000
    best = 1.0
    for _ in range(5):
        start = time.perf_counter()
        zones = find_zones(text, _LEXICONS[0])
        read_header(text, zones, _LEXICONS[0])
        find_sections(text, zones)
        find_recipients(text, zones)
        best = min(best, time.perf_counter() - start)
    assert best < 0.1  # about 3 ms on a machine that does nothing else
