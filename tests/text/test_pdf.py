"""PDF: pages and lines in reading order, scrambled drawing, and every way a PDF can be broken."""

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_graph.errors import UnreadableFile
from danvan_graph.text import Limits, Reading, read_text
from danvan_graph.text.pdf_geometry import Glyph, in_reading_order

Pdf = Callable[..., Path]
Save = Callable[[str, bytes | str], Path]
Source = Callable[[Path], str]
Refusal = Callable[[Path], str]
PartsOf = Callable[[Reading, str], list[str]]
Drawn = tuple[float, float, str]
AsPages = Callable[..., list[list[Drawn]]]

LETTER = 6.0
SCAN = "<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray "
SCAN += "/BitsPerComponent 8 /Length 4 >> stream\n\x00\xff\xff\x00\nendstream"
LOCK = f"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{'5a' * 32}> /U <{'a5' * 32}> >>"


def scrambled(page: list[Drawn]) -> list[Drawn]:
    """Draws all plain letters first and the accented ones after them, as with a fallback font."""
    plain: list[Drawn] = []
    accented: list[Drawn] = []
    for left, base, text in page:
        run = ""
        for place, letter in enumerate(f"{text}\u1ea1"):
            if letter.isascii():
                run += letter
                continue
            if run.strip():
                plain.append((left + LETTER * (place - len(run)), base, run))
            run = ""
            if place < len(text):
                accented.append((left + LETTER * place, base, letter))
    return plain + accented


def test_pages_are_mapped_and_blank_ones_counted(
    pdf: Pdf, as_pages: AsPages, parts_of: PartsOf
) -> None:
    first, last = as_pages(["Kế hoạch", "số 5"])[0], as_pages(["Hết văn bản"])[0]
    reading = read_text(pdf([first, [], last]))
    assert parts_of(reading, "page") == ["Kế hoạch\nsố 5", "", "Hết văn bản"]
    assert reading.text.source == "Kế hoạch\nsố 5\nHết văn bản"
    assert reading.part_at(reading.text.source.index("Hết"), "page") == reading.parts[2]
    assert reading.part_at(0, "page") == reading.parts[0]
    assert reading.media_type == "application/pdf"


def test_a_number_broken_at_its_hyphen_keeps_it(pdf: Pdf, as_pages: AsPages) -> None:
    text = read_text(
        pdf(as_pages(["Quy chế kèm Quyết định số 218-", "QĐ/TW ngày 12/12/2013"]))
    ).text
    assert "218- QĐ/TW" in text.flat


def test_letters_drawn_out_of_order_are_sorted(pdf: Pdf, as_pages: AsPages, plan: str) -> None:
    lines = [line[:85] for line in plan.split("\n")]
    reading = read_text(pdf([scrambled(page) for page in as_pages(lines, 12)]))
    assert reading.text.source == "\n".join(line.strip() for line in lines)
    assert reading.notes[0].startswith("Thứ tự chữ trong tệp bị đảo ở trang 1")


def test_two_columns_are_read_one_after_the_other() -> None:
    glyphs = [
        Glyph(letter, left + LETTER * n, left + LETTER * (n + 1), base, 12.0)
        for left, base, text in [
            (50, 800, "ỦY BAN NHÂN DÂN"), (320, 800, "CỘNG HÒA XÃ HỘI"),
            (50, 785, "TỈNH MÂY"), (320, 785, "Độc lập"), (320, 770, "Tự do"),
            (50, 730, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;"),
        ]
        for n, letter in enumerate(text) if letter != " "
    ]  # fmt: skip
    assert in_reading_order(reversed(glyphs)).split("\n") == [
        "ỦY BAN NHÂN DÂN", "TỈNH MÂY", "CỘNG HÒA XÃ HỘI", "Độc lập", "Tự do",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;",
    ]  # fmt: skip


def test_page_numbers_are_left_out_with_a_note(pdf: Pdf, as_pages: AsPages) -> None:
    pages = [as_pages(["Một"])[0], as_pages(["2", "Hai"])[0], as_pages(["Ba", "- 3 -"])[0]]
    reading = read_text(pdf([*pages, as_pages(["5", "Bốn"])[0]]))
    assert reading.text.source == "Một\nHai\nBa\n5\nBốn"
    assert reading.notes == ("Đã bỏ số trang ở 2 trang.",)


def test_an_old_font_is_decoded(pdf: Pdf, as_pages: AsPages) -> None:
    reading = read_text(pdf(as_pages(["Céng hoµ x· héi chñ nghÜa ViÖt Nam"])))
    assert (reading.text.source, reading.encoding) == (
        "Cộng hoà xã hội chủ nghĩa Việt Nam", "TCVN3"
    )  # fmt: skip


@pytest.mark.parametrize("stamp", [[], [(50.0, 50.0, "Người ký: Ủy ban Ví dụ")]])
def test_a_scan_without_tesseract_names_its_page(
    pdf: Pdf,
    as_pages: AsPages,
    refusal: Refusal,
    monkeypatch: pytest.MonkeyPatch,
    stamp: list[Drawn],
) -> None:
    monkeypatch.setenv("PATH", "")
    lines = as_pages([f"Kế hoạch công tác dân vận chính quyền năm {n}" for n in range(12)])[0]
    message = refusal(pdf([lines, stamp], extra=SCAN))
    assert "trang 2 là ảnh quét" in message
    assert "apt install tesseract-ocr tesseract-ocr-vie" in message


def test_a_locked_file_is_refused(pdf: Pdf, as_pages: AsPages, refusal: Refusal) -> None:
    path = pdf(as_pages(["Kế hoạch"]), trailer="/Encrypt 7 0 R /ID [<00> <00>]", extra=LOCK)
    assert "mật khẩu" in refusal(path)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_refused(
    pdf: Pdf, as_pages: AsPages, save: Save, refusal: Refusal, share: float
) -> None:
    data = pdf(as_pages(["Kế hoạch"] * 50)).read_bytes()
    assert "bị cắt cụt hoặc hỏng" in refusal(save("b.pdf", data[: int(len(data) * share)]))


@pytest.mark.parametrize("inside", [b"", b"x" * 9_000, b"1 0 obj\n<<>>\nendobj\n" * 300])
def test_rubbish_named_pdf_is_refused(save: Save, refusal: Refusal, inside: bytes) -> None:
    assert "bị cắt cụt hoặc hỏng" in refusal(save("b.pdf", b"%PDF-1.7\n" + inside + b"%%EOF"))


def test_a_file_with_nothing_on_it_is_refused(pdf: Pdf, refusal: Refusal) -> None:
    assert "không có chữ nào" in refusal(pdf([[], []]))


def test_too_many_pages_are_refused(pdf: Pdf, as_pages: AsPages, refusal: Refusal) -> None:
    assert "có 2001 trang, nhiều hơn 2000" in refusal(pdf(as_pages(["a"] * 2_001, 1)))


def test_a_page_as_large_as_a_field_is_recognised_small(
    pdf: Pdf, tesseract: str, refusal: Refusal
) -> None:
    path = pdf([[]], extra=SCAN)
    data = path.read_bytes().replace(b"[0 0 595 842]", b"[0 0 9e6 9e6]")
    path.write_bytes(data)
    assert "không có chữ nào" in refusal(path)


def test_recognition_ends_when_the_time_is_over(pdf: Pdf, tesseract: str) -> None:
    with pytest.raises(UnreadableFile, match="nhận dạng chữ đến trang 1 thì quá"):
        read_text(pdf([[]], extra=SCAN), limits=Limits(seconds=0.01))
