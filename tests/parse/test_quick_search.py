"""What makes searches quick changes nothing of what they find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_graph.parse.citing import names, numbers, setting
from danvan_graph.parse.layout import foot, title
from danvan_graph.parse.layout.lines import printed
from danvan_graph.parse.words.beginnings import beginning
from danvan_graph.text.flattening import flatten

WORDS = ["Luật", "LUẬT", "Bộ luật", "Pháp lệnh", "nghị quyết", "Nghị quyết", "số", "Số", "mẫu", "Mẫu", "Biểu mẫu", "của", "và",
         "ở", "(khóa", "Ban Bí thư Trung ương", "Ủy", "tỉnh", "đồng chí", "12", ":", "; ", ". ", ", ", "-", "GIÁM ĐỐC", "KT.", "Nguyễn Văn Ví",
         "Tờ trình", "BÁO CÁO", "\n", " ", "_", "*", "x"]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=12).map("".join) | st.lists(
    st.sampled_from(WORDS), max_size=12
).map(" ".join)


@given(texts, st.lists(st.sampled_from(WORDS[:10]), min_size=1, max_size=4, unique=True))
def test_words_at_a_beginning_are_those_behind_no_word(text: str, words: list[str]) -> None:
    plain = re.compile(rf"(?<!\w)(?:{'|'.join(words)})")
    quick = re.compile(beginning(words))
    assert [m.span() for m in quick.finditer(text)] == [m.span() for m in plain.finditer(text)]


@given(texts)
def test_what_is_asked_before_a_form_is_sought_hides_none(text: str) -> None:
    flat = flatten(text).flat
    assert numbers._numbers_a_form(flat) == (numbers._FORM.search(flat) is not None)


@given(texts)
def test_what_is_asked_before_an_open_end_hides_none(text: str) -> None:
    words = flatten(text).flat.strip()
    assert title.ends_openly(words) == (title._OPEN_END.search(words) is not None)


@given(texts)
def test_the_end_of_an_entry_holds_all_that_the_other_column_can_take(text: str) -> None:
    words = " ".join(flatten(text).flat.split())
    near = foot._TAIL_SIGN.search(words, max(0, len(words) - foot._LONGEST_TAIL))
    anywhere = foot._TAIL_SIGN.search(words)
    assert (near and near.span()) == (anywhere and anywhere.span())


@given(texts)
def test_a_run_is_printed_as_its_characters_are(text: str) -> None:
    flattened = flatten(text)
    length = len(flattened.flat)
    one_by_one = "".join(flattened.source[place] for place in flattened.places)
    assert printed(flattened, 0, length) == " ".join(one_by_one.split())


@pytest.mark.parametrize("word", names._LAW_HEADS)
def test_laws_are_sought_in_both_cases(word: str) -> None:
    assert [m.group() for m in names._LAW_HEAD.finditer(f"{word} và {word.upper()}")] == [
        word,
        word.upper(),
    ]


CLAUSE = ["thực hiện", "Triển khai", "theo", "tại", "các", "đánh giá", "Xếp loại", "trồng cây", "ĐÁNH GIÁ", "x" * 130, "phổ biến", ""]  # fmt: skip
PLAIN_CUES = (
    (re.compile(r"(?:đánh giá|xếp loại|chấm điểm)[^;\n]{0,140}(?:theo|tại)\s*(?:các\s*)?$", re.IGNORECASE), "danh-gia-theo"),
    (re.compile(rf"(?:{'|'.join(setting._CARRIES)})[^;\n]{{0,260}}$", re.IGNORECASE), "to-chuc-thuc-hien"),
)  # fmt: skip


@given(st.lists(st.sampled_from(CLAUSE), max_size=8).map(" ".join))
def test_a_clause_says_what_its_patterns_find_in_any_case(clause: str) -> None:
    plain = next((slug for cue, slug in PLAIN_CUES if cue.search(clause)), None)
    assert setting._said_in_body(clause, clause.lower()) == plain


NUMBERS = ["12", "7", "2024", "123456", "/", "-", "KH", "UBND", "NĐ", "b", ".", " ", "\n", "QĐ", ",", "số ", "1.2", "19", "20"]  # fmt: skip
PLAIN_NUMBER = re.compile(
    rf"(?<![\w/.,\-])(?P<number>\d{{1,5}}[a-zđ]?(?:\.\d{{1,3}})?)"
    rf"(?:\s?/\s?(?P<year>(?:19|20)\d\d))?(?=\s?[-/]\s?{numbers._CODE}|\s[A-ZĐ][\wĐđ]{{1,3}}\s?[-/]\s?{numbers._CODE})"
)


@given(st.lists(st.sampled_from(NUMBERS), max_size=14).map("".join))
def test_numbers_are_those_that_are_found_with_every_way_to_go_back(text: str) -> None:
    quick = [(m.span(), m["number"], m["year"]) for m in numbers._NUMBER.finditer(text)]
    assert quick == [(m.span(), m["number"], m["year"]) for m in PLAIN_NUMBER.finditer(text)]
