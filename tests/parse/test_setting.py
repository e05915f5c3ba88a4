"""What a document says of an instrument it names: carried out, judged by, or only mentioned."""

import pytest

from danvan_graph.parse.citing.citations import CitationScanner
from danvan_graph.parse.citing.setting import (
    in_one_list,
    own_relation,
    recital_word,
    side_by_side,
)
from danvan_graph.parse.words.lexicon import Lexicon

BODY = [
    ("Tiếp tục triển khai Chỉ thị số 33/CT-TTg", "to-chuc-thuc-hien"),
    ("Đánh giá công tác theo Quyết định số 629/QĐ-UBND", "danh-gia-theo"),
    ("Trên đây là Chương trình thực hiện Chỉ thị số 45/CT-TTg", "thuc-hien"),
    ("Có 5 xã biết Chỉ thị số 33/CT-TTg", "nhac-den"),
    ("1. Quán triệt các văn bản sau:\n- Của Trung ương: Chỉ thị số 33/CT-TTg", "to-chuc-thuc-hien"),
    ("1. Kết quả như sau:\n- Của Trung ương: Chỉ thị số 33/CT-TTg", "nhac-den"),
]


@pytest.mark.parametrize(("flat", "relation"), BODY)
def test_what_the_body_says(lexicon: Lexicon, flat: str, relation: str) -> None:
    """The verb before an instrument, or above the list it stands in, tells the relation."""
    (mention,) = CitationScanner(lexicon).scan(flat)
    assert own_relation(flat, mention, None, in_title=False) == relation


LISTS = [
    ("triển khai Chỉ thị số 33/CT-TTg ngày 26/11/2021; Kế hoạch số 5/KH-UBND", True),
    ("triển khai Chỉ thị số 33/CT-TTg. Có xã đã ban hành Kế hoạch số 5/KH-UBND", False),
    ("triển khai Chỉ thị số 33/CT-TTg; xây dựng xã theo Kế hoạch số 5/KH-UBND", False),
]


@pytest.mark.parametrize(("flat", "listed"), LISTS)
def test_lists_of_instruments(lexicon: Lexicon, flat: str, *, listed: bool) -> None:
    """One verb holds for the whole list it opens, up to the next sentence or verb."""
    first, second = CitationScanner(lexicon).scan(flat)
    assert in_one_list(flat, first, second) is listed


def test_two_side_by_side(lexicon: Lexicon) -> None:
    """Two instruments that only "và" parts share what is said of them."""
    flat = "theo Quyết định số 12/QĐ-UBND ngày 05/4/2023 của UBND huyện và Quyết định số 34/QĐ-UBND"
    first, second = CitationScanner(lexicon).scan(flat)
    assert side_by_side(flat, first, second)


RECITALS = [
    ("Thực hiện Kế hoạch số 5/KH-UBND về trồng cây, UBND xã báo cáo: ", "Thực hiện"),
    ("Thực hiện Kế hoạch số 5/KH-UBND; ", "Thực hiện"),
    # who issues the document, and what it does: the rest is its own matter
    ("Theo phân công của HĐND xã, Ban Pháp chế đã xem ", None),
    (
        "Thực hiện Kế hoạch số 5-KH/HU, Ban Tuyên giáo Huyện ủy hướng dẫn trồng: cây; hoa theo ",
        None,
    ),
    # bodies side by side that issued what is cited, and its title
    ("Thực hiện Kết luận số 5-KL/TW của Bộ Chính trị, Ban Bí thư về tổ chức vườn; ", "Thực hiện"),
]


@pytest.mark.parametrize(("said", "word"), RECITALS)
def test_what_stands_in_a_recital(said: str, word: str | None) -> None:
    """A recital ends where the document says who issues it and what that body does."""
    flat = f"{said}Chỉ thị số 33/CT-TTg"
    assert recital_word(flat, len(said), 0, len(flat)) == word
