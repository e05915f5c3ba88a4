"""Word documents: everything that is printed, in order, and nothing that is not."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from danvan_graph.text import Limits, Reading, read_text
from danvan_graph.text.docx_numbering import shown

Docx = Callable[..., Path]
Save = Callable[[str, bytes | str], Path]
Source = Callable[[Path], str]
Refusal = Callable[[Path], str]
Packed = Callable[[Mapping[str, str | bytes]], bytes]
AsXml = Callable[[list[str]], str]
PartsOf = Callable[[Reading, str], list[str]]


def paragraph(text: str, level: int | None = None, number: int = 1, style: str = "") -> str:
    """A paragraph, in a list when it has a level."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (
        numbered if level is not None else ""
    )
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def level(place: int, form: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/>{more}</w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "lowerLetter", "%3)")
    + level(3, "decimal", "%2.%4.", '<w:suff w:val="nothing"/>')
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1">' + level(0, "bullet", "\uf0b7") + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1">'
    '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


def test_paragraphs_tabs_and_breaks_are_kept(docx: Docx, parts_of: PartsOf) -> None:
    body = (
        "<w:p><w:r><w:t>Số:</w:t><w:tab/><w:t>09/KH</w:t><w:noBreakHyphen/><w:t>UBND</w:t><w:br/>"
        '<w:t xml:space="preserve">ngày </w:t></w:r></w:p><w:p/><w:p><w:r><w:t>Hết</w:t></w:r></w:p>'
    )
    reading = read_text(docx(body))
    assert parts_of(reading, "paragraph") == ["Số:\t09/KH-UBND\nngày", "Hết"]
    assert reading.part_at(reading.text.source.index("Hết"), "paragraph") == reading.parts[1]


def test_tables_are_read_cell_by_cell_with_tables_inside(docx: Docx, source: Source) -> None:
    def cell(inside: str) -> str:
        return f"<w:tc>{inside}</w:tc>"

    inner = f"<w:tbl><w:tr>{cell(paragraph('3'))}{cell(paragraph('4'))}</w:tr></w:tbl>"
    rows = f"<w:tr>{cell(paragraph('1'))}{cell(paragraph('2') + inner)}</w:tr>"
    table = f"<w:tbl>{rows}<w:tr>{cell(paragraph('5'))}</w:tr></w:tbl>"
    assert source(docx(table + paragraph("6"))) == "1\n\n2\n\n3\n\n4\n\n5\n\n6"


def test_automatic_numbers_are_written_out(docx: Docx, source: Source) -> None:
    body = (
        paragraph("Mục đích", 0) + paragraph("Giao", 1) + paragraph("Yêu cầu", 1)
        + paragraph("một", 2) + paragraph("hai", 2) + paragraph("sâu", 3)
        + paragraph("Nhiệm vụ", 0) + paragraph("Lại từ đầu", 1) + paragraph("gạch", 0, number=2)
    )  # fmt: skip
    assert source(docx(body, numbering=NUMBERING)).split("\n\n") == [
        "I. Mục đích", "1. Giao", "2. Yêu cầu", "a) một", "b) hai", "2.1.sâu",
        "II. Nhiệm vụ", "1. Lại từ đầu", "• gạch",
    ]  # fmt: skip


def test_a_list_may_start_elsewhere_and_a_style_may_carry_it(docx: Docx, source: Source) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Goc"><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Goc"/></w:style>'
    )
    body = paragraph("bảy", style="Con") + paragraph("tám", style="Goc")
    body += paragraph("không số", 0, number=0, style="Con")
    text = source(docx(body, numbering=NUMBERING, styles=styles))
    assert text == "7. bảy\n\n8. tám\n\nkhông số"


def test_insertions_are_read_and_deletions_are_not(docx: Docx, source: Source) -> None:
    body = (
        "<w:p><w:r><w:t>Giao </w:t></w:r><w:del><w:r><w:delText>Sở Tài chính</w:delText>"
        "<w:t>x</w:t></w:r></w:del><w:ins><w:r><w:t>Sở Nội vụ</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>nối </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>liền</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"
    )
    assert source(docx(body)) == "Giao Sở Nội vụ\n\nnối liền"


def test_text_boxes_are_read_once_behind_their_paragraph(docx: Docx, source: Source) -> None:
    box = f"<w:txbxContent>{paragraph('HỎA TỐC')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>CÔNG </w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>"
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r><w:r><w:t>ĐIỆN</w:t></w:r></w:p>{paragraph('Hết')}"
    )
    assert source(docx(body)) == "CÔNG ĐIỆN\n\nHỎA TỐC\n\nHết"


def test_footnotes_stand_at_the_end_in_the_order_of_their_marks(docx: Docx, source: Source) -> None:
    notes = (
        '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{paragraph(" hai")}</w:footnote>'
        f'<w:footnote w:id="5">{paragraph(" năm")}</w:footnote>'
    )
    marks = "".join(
        f'<w:r><w:t>chữ {n}</w:t><w:footnoteReference w:id="{n}"/></w:r>' for n in (5, 2)
    )
    body = f"<w:p>{marks}</w:p>{paragraph('Hết')}"
    assert source(docx(body, footnotes=notes)) == "chữ 5chữ 2\n\nHết\n\n[1] năm\n\n[2] hai"


def test_headers_and_field_codes_are_left_out(docx: Docx, source: Source) -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "x"</w:instrText>'
        "<w:t>Luật</w:t></w:r><w:hyperlink><w:r><w:t> số 5</w:t></w:r></w:hyperlink></w:p>"
    )
    assert source(docx(body, header1=paragraph("Trang 1"))) == "Luật số 5"


def test_a_document_of_the_strict_standard_is_read(save: Save, packed: Packed) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f"<d xmlns='{strict}'><body><p><r><t>Chặt</t></r></p></body></d>"
    path = save("a.docx", packed({"[Content_Types].xml": "", "word/document.xml": body}))
    assert read_text(path).text.source == "Chặt"


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [(1994, "upperRoman", "MCMXCIV"), (28, "lowerLetter", "bb"), (0, "upperLetter", ""),
     (7, "chicago", "7"), (3, "none", "")],
)  # fmt: skip
def test_counts_are_shown_as_word_shows_them(count: int, form: str, text: str) -> None:
    assert shown(count, form) == text


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {c} "{f"&{b};" * 10}">' for b, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    "<w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:document>"
)


def test_an_entity_bomb_is_refused(save: Save, packed: Packed, refusal: Refusal) -> None:
    for data in (BOMB, BOMB.encode("utf-16")):
        path = save("a.docx", packed({"[Content_Types].xml": "", "word/document.xml": data}))
        assert "bom thực thể" in refusal(path)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"word/document.xml": b" " * 30_000_000}, "bung ra hơn 100 lần"),
        ({f"word/{n}": "x" for n in range(2_100)}, "có hơn 2000 tệp con"),
        ({"word/document.xml": "<a><b></a>"}, "XML bên trong bị hỏng"),
        ({"word/other.xml": "<a/>"}, "không có phần thân"),
        ({"xl/workbook.xml": "<a/>"}, "bảng tính"),
    ],
)
def test_hostile_and_damaged_packages_are_refused(
    save: Save, packed: Packed, refusal: Refusal, members: dict[str, str | bytes], reason: str
) -> None:
    path = save("a.docx", packed({"[Content_Types].xml": "<Types/>", **members}))
    assert reason in refusal(path)


def test_what_unpacks_to_too_much_is_refused(save: Save, packed: Packed) -> None:
    data = packed({"[Content_Types].xml": "", "word/document.xml": bytes(range(256)) * 9_000})
    with pytest.raises(Exception, match="bung ra hơn 1 MB"):
        read_text(save("a.docx", data), limits=Limits(unpacked_bytes=1024**2, ratio=10**6))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_document_cut_short_is_refused(
    docx: Docx, as_xml: AsXml, save: Save, refusal: Refusal, share: float
) -> None:
    data = docx(as_xml(["Kế hoạch"] * 50)).read_bytes()
    assert "bị cắt cụt hoặc hỏng" in refusal(save("b.docx", data[: int(len(data) * share)]))


def test_a_flipped_byte_is_refused(docx: Docx, as_xml: AsXml, save: Save, refusal: Refusal) -> None:
    data = bytearray(docx(as_xml([f"Kế hoạch {n}" for n in range(300)])).read_bytes())
    data[data.index(b"word/document.xml") + 400] ^= 0xFF
    message = refusal(save("b.docx", bytes(data)))
    assert "hỏng" in message


def test_a_locked_archive_is_refused(
    docx: Docx, as_xml: AsXml, save: Save, refusal: Refusal
) -> None:
    data = bytearray(docx(as_xml(["Kế hoạch"])).read_bytes())
    listed = data.index(b"PK\x01\x02")
    data[listed + 8] |= 1
    assert "mật khẩu" in refusal(save("b.docx", bytes(data)))
