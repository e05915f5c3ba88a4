"""How sure the parser is: doubtful forms of invented documents are called so, plain ones are not."""

import datetime

import pytest

from danvan_graph.parse.document import DocumentParser
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.parse.work.themes import ThemeFinder
from danvan_graph.records.document import DocumentRecord, Review, Source
from danvan_graph.text.flattening import flatten

HEAD = (
    "ỦY BAN NHÂN DÂN\nHUYỆN MÂY TRẮNG\nSố: 12/KH-UBND\n"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Mây Trắng, ngày 10 tháng 02 năm 2024\nKẾ HOẠCH\nLập sổ tay góp ý năm 2024\n"
    "I. MỤC ĐÍCH\n- Để người dân có chỗ ghi lời góp ý.\nII. TỔ CHỨC THỰC HIỆN\n"
)
FOOT = "\nNơi nhận:\n- UBND tỉnh (b/c);\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Thử"


def _read(lexicon: Lexicon, text: str) -> DocumentRecord:
    source = Source("thu.txt", "0" * 64, len(text))
    review = Review("extractor", "danvan_graph", datetime.date(2026, 11, 21))
    return DocumentParser.of(lexicon, ThemeFinder.of(())).parse(flatten(text), source, review)


PLAIN_TASKS = (
    "1. Phòng Nội vụ\n- Mở sổ tay ở bộ phận một cửa.\n2. UBND các xã: Mở sổ tay ở nhà văn hóa."
)


def test_plain_work_is_sure(lexicon: Lexicon) -> None:
    """Work below a heading, or behind a number and the unit, is what rules rarely misread."""
    tasks = _read(lexicon, f"{HEAD}{PLAIN_TASKS}{FOOT}").tasks
    assert len(tasks) == 2
    assert all(task.confidence >= 0.9 for task in tasks)


def test_a_paragraph_that_only_begins_like_a_unit_is_doubtful(lexicon: Lexicon) -> None:
    """Without number, bullet and order, the first words may be no addressee at all."""
    bare = f"{HEAD}{PLAIN_TASKS}\n\nCác phòng, đơn vị căn cứ phần trên mở sổ tay ngay trong tháng.{FOOT}"
    *_, last = _read(lexicon, bare).tasks
    assert last.assignments[0].agent.text == "Các phòng, đơn vị"
    assert last.confidence <= 0.8


@pytest.mark.parametrize(
    ("said", "sure"),
    [
        ("xong trước ngày 15/3/2024", True),
        ("xong trước ngày 15/3", True),
        ("hằng năm xong trước ngày 15/3", True),
        ("tổng hợp kết quả, báo cáo UBND huyện", False),
    ],
)
def test_a_deadline_is_as_sure_as_its_time(lexicon: Lexicon, said: str, *, sure: bool) -> None:
    """A day is sure, also one whose year is the plan's; a report without time is doubtful."""
    text = f"{HEAD}1. Phòng Nội vụ mở sổ tay ở bộ phận một cửa, {said}.{FOOT}"
    (duty,) = _read(lexicon, text).duties
    assert (duty.confidence >= 0.9) is sure


def test_the_year_a_day_borrows_costs_a_little(lexicon: Lexicon) -> None:
    """A year that is printed is surer than one that is the plan's."""
    texts = [
        f"{HEAD}1. Phòng Nội vụ mở sổ tay, xong trước ngày {day}.{FOOT}"
        for day in ("15/3/2024", "15/3")
    ]
    (printed,), (borrowed,) = (_read(lexicon, text).duties for text in texts)
    assert str(printed.due) == str(borrowed.due) == "2024-03-15"
    assert printed.confidence > borrowed.confidence


def test_a_whole_header_is_sure(lexicon: Lexicon) -> None:
    """What stands where the decree puts it is sure, field by field."""
    sure = _read(lexicon, f"{HEAD}{PLAIN_TASKS}{FOOT}").header.confidence
    fields = (sure.kind, sure.number, sure.date, sure.issuer, sure.place, sure.title)
    assert min(fields) >= 0.95


def test_what_a_header_lacks_is_doubtful(lexicon: Lexicon) -> None:
    """A text without letterhead and foot: no issuer is found, and the level is a guess."""
    header = _read(
        lexicon, "KẾ HOẠCH\nLập sổ tay góp ý\nI. MỤC ĐÍCH\n- Có chỗ ghi lời góp ý."
    ).header
    assert header.issuers == ()
    assert header.confidence.issuer <= 0.3
    assert header.confidence.level <= 0.7
    assert header.confidence.number >= 0.9, "that no number is stated is rather sure"


def test_two_issuers_in_one_letterhead_are_doubtful(lexicon: Lexicon) -> None:
    """Each name of a joint letterhead may be there in part."""
    joint = HEAD.replace("HUYỆN MÂY TRẮNG\n", "HUYỆN MÂY TRẮNG - BAN DÂN VẬN HUYỆN ỦY\n").replace(
        "12/KH-UBND", "12/KH-UBND-BDVHU"
    )
    header = _read(lexicon, f"{joint}{PLAIN_TASKS}{FOOT}").header
    alone = _read(lexicon, f"{HEAD}{PLAIN_TASKS}{FOOT}").header
    assert len(header.issuers) == 2
    assert header.confidence.issuer < alone.confidence.issuer


def test_entries_with_bullets_are_surer(lexicon: Lexicon) -> None:
    """A bullet tells where an entry begins; without it a line break has to."""
    plain = _read(lexicon, f"{HEAD}{PLAIN_TASKS}{FOOT}").recipients
    bare = _read(
        lexicon,
        f"{HEAD}{PLAIN_TASKS}{FOOT}".replace("\n- UBND tỉnh", "\nUBND tỉnh").replace(
            "\n- Lưu", "\nLưu"
        ),
    ).recipients
    assert len(plain) == len(bare) == 2
    assert plain[0].confidence > bare[0].confidence
