"""Pictures through Tesseract; the letters are drawn by PDFium from a font every PDF may use."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from danvan_graph.text import read_text
from danvan_graph.text.ocr import recognise_letters
from danvan_graph.text.pdf import _picture
from danvan_graph.text.reading import Limits, RawFile

Save = Callable[[str, bytes | str], Path]
Refusal = Callable[[Path], str]
Pdf = Callable[..., Path]

WORDS = "Ban Tuyên giáo hàng tháng báo cáo"
PAGE = """%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Contents 5 0 R
/Resources << /Font << /F 4 0 R >> >> >> endobj
4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >> endobj
5 0 obj << /Length 70 >> stream
BT /F 14 Tf 20 50 Td (WORDS) Tj ET
endstream endobj
trailer << /Root 1 0 R >>
%%EOF"""


@pytest.fixture
def picture() -> tuple[int, int, bytes]:
    """A page with words on it: width, height and its grey points."""
    document = pdfium.PdfDocument(PAGE.replace("WORDS", WORDS).encode("cp1252"))
    head, _, points = _picture(document[0]).partition(b" 255\n")
    _, width, height = head.split()
    return int(width), int(height), points


def png(width: int, height: int, points: bytes) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    lines = b"".join(b"\0" + points[n * width : (n + 1) * width] for n in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(lines)), chunk(b"IEND", b""))
    )


def test_a_picture_is_recognised(
    save: Save, picture: tuple[int, int, bytes], tesseract: str
) -> None:
    reading = read_text(save("quét.png", png(*picture)))
    assert reading.text.source == WORDS
    assert (reading.encoding, reading.media_type) == ("OCR", "image/png")
    assert [part.kind for part in reading.parts] == ["page"]
    assert reading.notes == ("Chữ được nhận dạng từ ảnh (OCR), có thể sai vài chữ.",)


def test_a_scanned_page_of_a_pdf_is_recognised(
    pdf: Pdf, picture: tuple[int, int, bytes], tesseract: str
) -> None:
    width, height, points = picture
    packed = zlib.compress(points).decode("latin-1")
    scan = (
        f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /Filter /FlateDecode "
        f"/ColorSpace /DeviceGray /BitsPerComponent 8 /Length {len(packed)} >> stream\n{packed}"
        "\nendstream"
    )
    reading = read_text(pdf([[]], extra=scan, box="300 0 0 100 100 500"))
    assert reading.text.source == WORDS
    assert reading.encoding == "OCR"
    assert "trang 1" in reading.notes[0]


def test_a_picture_that_is_broken_is_refused(
    save: Save, picture: tuple[int, int, bytes], tesseract: str, refusal: Refusal
) -> None:
    assert "nhận dạng" in refusal(save("a.png", png(*picture)[:60]))


def test_a_picture_of_absurd_size_is_refused(save: Save, tesseract: str, refusal: Refusal) -> None:
    assert "quá lớn" in refusal(save("a.png", png(60_000, 60_000, b"")))


def test_without_tesseract_the_error_says_what_to_install(
    save: Save, refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    message = refusal(save("a.png", png(1, 1, b"\xff")))
    assert "apt install tesseract-ocr tesseract-ocr-vie" in message


def test_a_tesseract_without_vietnamese_counts_as_missing(
    tmp_path: Path, save: Save, refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho eng\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert "chưa có Tesseract tiếng Việt" in refusal(save("a.png", png(1, 1, b"\xff")))


@pytest.mark.parametrize(
    ("script", "reason"),
    [("exec sleep 30", "quá 0.5 giây"), ("exit 1", "ảnh hỏng"), ("kill -9 $$", "ảnh hỏng")],
)
def test_a_tool_that_hangs_or_crashes_is_an_error(tmp_path: Path, script: str, reason: str) -> None:
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    program.chmod(0o755)
    limits = Limits(seconds=0.5)
    with pytest.raises(Exception, match=reason):
        recognise_letters(RawFile(Path("a.png"), b"x", limits), str(program), b"x", "ảnh", limits)
