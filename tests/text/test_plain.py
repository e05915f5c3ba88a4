"""Plain text: the encodings Vietnamese texts are found in, and what is no text."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_graph.text import Reading, read_text

Save = Callable[[str, bytes | str], Path]
Refusal = Callable[[Path], str]
PartsOf = Callable[[Reading, str], list[str]]

TITLE = "Kế hoạch tổ chức thực hiện công tác dân vận chính quyền, trường hợp đặc biệt"


def in_cp1258(text: str) -> bytes:
    """Windows-1258 holds base letters with hat or horn, and tone marks apart."""
    written = b""
    for letter in text:
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            tone = unicodedata.normalize("NFD", letter)
            marks = [c for c in tone if c in "\u0300\u0301\u0303\u0309\u0323"]
            bare = unicodedata.normalize("NFC", "".join(c for c in tone if c not in marks))
            written += (bare + "".join(marks)).encode("cp1258")
    return written


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TITLE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TITLE.encode(), "utf-8"),
        (TITLE.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TITLE.encode("utf-16-be"), "utf-16"),
        (TITLE.encode("utf-16-le"), "utf-16-le"),
        (TITLE.encode("utf-16-be"), "utf-16-be"),
        (TITLE.encode("utf-32"), "utf-32"),
        (in_cp1258(TITLE), "cp1258"),
        (unicodedata.normalize("NFD", TITLE).encode(), "utf-8"),
    ],
)
def test_every_encoding_gives_the_same_text(save: Save, data: bytes, encoding: str) -> None:
    reading = read_text(save("a.txt", data))
    assert reading.text.source == TITLE
    assert reading.encoding == encoding


def test_decomposed_letters_are_joined_with_a_note(save: Save) -> None:
    reading = read_text(save("a.txt", unicodedata.normalize("NFD", TITLE)))
    assert reading.notes == ("Dấu rời của chữ (NFD) đã được ghép thành chữ dựng sẵn (NFC).",)


def test_spans_of_the_flat_text_lead_into_the_joined_text(save: Save) -> None:
    reading = read_text(save("a.txt", unicodedata.normalize("NFD", f"{TITLE} số 09/KH-UBND")))
    start = reading.text.flat.index("09/KH-UBND")
    span = reading.text.span(start, start + len("09/KH-UBND"))
    assert reading.text.source[span.start : span.end] == "09/KH-UBND"


def test_windows_line_ends_stay_and_control_characters_go(save: Save) -> None:
    text = "Kế hoạch\r\nsố\x00 09\x07\x1b/KH-UBND\u202e"
    reading = read_text(save("a.txt", text + TITLE * 5))
    assert reading.text.source == "Kế hoạch\r\nsố 09/KH-UBND" + TITLE * 5
    assert reading.notes == ("Đã bỏ 4 ký tự điều khiển không nhìn thấy được.",)


def test_paragraphs_are_what_blank_lines_part(save: Save, parts_of: PartsOf) -> None:
    reading = read_text(save("a.txt", "\n\nMột\nhai \n \n Ba\n\n\n\nBốn\n"))
    assert parts_of(reading, "paragraph") == ["Một\nhai", "Ba", "Bốn"]


def test_form_feeds_part_pages(save: Save, parts_of: PartsOf) -> None:
    reading = read_text(save("a.txt", "Trang đầu\n\fTrang sau\n"))
    assert parts_of(reading, "page") == ["Trang đầu\n", "Trang sau\n"]
    assert reading.part_at(reading.text.source.index("sau"), "page") == reading.parts[1]


def test_markdown_is_plain_text_of_its_own_media_type(save: Save) -> None:
    reading = read_text(save("a.md", "# Kế hoạch\n\nSố: *09* /KH-UBND"))
    assert reading.media_type == "text/markdown"
    assert reading.text.flat == "Kế hoạch Số: 09 /KH-UBND"
    assert reading.notes == ()


def test_a_letter_cut_at_the_end_is_left_out_with_a_note(save: Save) -> None:
    reading = read_text(save("a.txt", f"{TITLE} ế".encode()[:-1]))
    assert reading.text.source == f"{TITLE} "
    assert "cắt dở" in reading.notes[0]


def test_one_broken_byte_among_many_is_shown_as_such(save: Save) -> None:
    reading = read_text(save("a.txt", (TITLE * 9).encode() + b"\xff" + TITLE.encode()))
    assert reading.text.source == f"{TITLE * 9}\ufffd{TITLE}"
    assert reading.notes == ("Có 1 byte hỏng, mỗi byte được thay bằng dấu U+FFFD.",)


def test_two_encodings_in_one_file_are_refused(save: Save, refusal: Refusal) -> None:
    data = (TITLE * 5).encode() + "Céng hoµ x· héi chñ nghÜa ViÖt Nam ".encode("cp1252") * 9
    assert "trộn lẫn hai bảng mã (UTF-8 và TCVN3)" in refusal(save("a.txt", data))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "tệp trống"),
        (b" \n\t\n", "không có chữ nào"),
        (b"\xef\xbb\xbf", "không có chữ nào"),
        (bytes(range(256)) * 20, "tệp nhị phân"),
        (b"\0" * 5_000, "tệp nhị phân"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 100 + b"\x01\x02\x03" * 50, "tệp nhị phân"),
        ("Ёлка и чай зелёный".encode("koi8-r") * 20, "không nhận ra bảng mã"),
    ],
)
def test_what_is_no_text_is_refused(save: Save, refusal: Refusal, data: bytes, reason: str) -> None:
    assert reason in refusal(save("a.txt", data))


def test_a_line_of_a_million_characters_is_read(save: Save) -> None:
    text = "Kế hoạch dân vận " * 60_000
    assert len(read_text(save("a.txt", text)).text.source) == len(text)


def test_a_text_too_long_is_refused(save: Save, refusal: Refusal) -> None:
    assert "dài hơn 10.000.000 ký tự" in refusal(save("a.txt", b"dan van " * 1_300_000))


def test_places_count_the_characters_of_windows_line_ends(save: Save) -> None:
    """The same text with other line ends gives the same words, each at its place as given."""
    unix = "ỦY BAN NHÂN DÂN\nSố: 09/KH-UBND\n\nThực hiện Chỉ thị số\n33/CT-TTg ngày 26/11/2021\n"
    windows = unix.replace("\n", "\r\n")
    one, other = read_text(save("a.txt", unix)).text, read_text(save("b.txt", windows)).text
    assert one.flat == other.flat
    start = other.flat.index("33/CT-TTg")
    span = other.span(start, start + len("33/CT-TTg"))
    assert windows[span.start : span.end] == "33/CT-TTg"
