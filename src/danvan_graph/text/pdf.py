"""PDF files by PDFium: the text they hold, or recognised from pages that are pictures."""

import ctypes
import re
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from danvan_graph.text.draft import Draft
from danvan_graph.text.ocr import RECOGNISED, recognise_letters, tesseract, too_slow
from danvan_graph.text.pdf_geometry import Glyph, in_reading_order, is_scrambled
from danvan_graph.text.reading import Content, RawFile

_TAIL = 4_096
_DPI = 300
_MOST_PIXELS = 20_000_000
_PICTURE_SHARE = 0.6
_STAMP = 400  # characters of a signature's stamp over a scan
_MOST_UNKNOWN = 0.2
_HYPHENS = str.maketrans("\ufffe\x02", "--")  # PDFium's signs for a hyphen at the end of a line
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08]")
_LONE_NUMBER = re.compile(r"[-–\s]*(\d{1,4})[-–\s]*")


@dataclass(slots=True)
class _Counts:
    """Pages that were read in another way than the usual one."""

    sorted: list[int]
    recognised: list[int]
    unnumbered: int = 0


def read_pdf(raw: RawFile) -> Content:
    """Returns the text of a PDF file page by page, without the bare page numbers.

    Args:
        raw: a PDF file.

    Raises:
        UnreadableFile: it is cut, damaged, locked or too long, or a page is a picture and
            Tesseract is missing.
    """
    if b"%%EOF" not in raw.data[-_TAIL:].rstrip(b"\0") + raw.data.rstrip(b"\0 \r\n")[-_TAIL:]:
        raise _damaged(raw)
    deadline = time.monotonic() + raw.limits.seconds
    counts = _Counts([], [])
    draft = Draft(raw, encoding="Unicode")
    with closing(_opened(raw)) as document:
        pages = len(document)
        if pages > raw.limits.pages:
            raise raw.refused(
                f"tệp có {pages} trang, nhiều hơn {raw.limits.pages}; hãy tách thành nhiều tệp",
                "too many pages",
            )
        for number in range(1, pages + 1):
            text = _page_text(raw, document, number, deadline, counts)
            draft.page(_without_number(text, number, counts))
    if counts.recognised and len(counts.recognised) * 2 >= pages:
        draft.encoding = RECOGNISED
    draft.notes += _notes(counts)
    return draft.content()


def _opened(raw: RawFile) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(raw.data)
    except pdfium.PdfiumError as fault:
        if fault.err_code in {pdfium_raw.FPDF_ERR_PASSWORD, pdfium_raw.FPDF_ERR_SECURITY}:
            raise raw.refused(
                "tệp được đặt mật khẩu; hãy mở bằng mật khẩu rồi lưu lại một bản không có mật khẩu",
                "encrypted, a password is needed",
            ) from None
        raise _damaged(raw) from None


def _damaged(raw: RawFile) -> Exception:
    return raw.refused(
        "tệp PDF bị cắt cụt hoặc hỏng; hãy tải lại hoặc sao chép lại từ nguồn",
        "truncated or damaged PDF",
    )


def _page_text(
    raw: RawFile, document: pdfium.PdfDocument, number: int, deadline: float, counts: _Counts
) -> str:
    """Returns the text of one page in whichever way gives it."""
    try:
        with closing(document[number - 1]) as page, closing(page.get_textpage()) as letters:
            text = str(letters.get_text_range()).replace("\r\n", "\n").translate(_HYPHENS)
            if is_scrambled(text):
                counts.sorted.append(number)
                return in_reading_order(_glyphs(letters))
            if _is_picture(page, text):
                counts.recognised.append(number)
                return _recognised(raw, page, number, deadline)
            return text
    except pdfium.PdfiumError:
        raise _damaged(raw) from None


def _is_picture(page: pdfium.PdfPage, text: str) -> bool:
    """Returns whether the words of a page are not, or not all, in its text.

    So it is with a scan, with a scan under a signature's stamp, and with letters whose font does
    not tell which they are. A page that holds nothing is blank.
    """
    words = "".join(text.split())
    if not words:
        return next(page.get_objects(max_depth=1), None) is not None
    if len(_UNKNOWN.findall(words)) > _MOST_UNKNOWN * len(words):
        return True
    return len(words) < _STAMP and _largest_picture(page) > _PICTURE_SHARE


def _largest_picture(page: pdfium.PdfPage) -> float:
    """Returns the share of the page that its largest picture covers."""
    width, height = page.get_size()
    shares = [0.0]
    for picture in page.get_objects([pdfium_raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        shares.append((right - left) * (top - bottom) / max(width * height, 1.0))
    return max(shares)


def _glyphs(letters: pdfium.PdfTextPage) -> Iterator[Glyph]:
    """Yields the letters with their places, but no blanks."""
    x, y = ctypes.c_double(), ctypes.c_double()
    for place in range(letters.count_chars()):
        letter = chr(pdfium_raw.FPDFText_GetUnicode(letters, place))
        if letter.isspace() or pdfium_raw.FPDFText_IsGenerated(letters, place) == 1:
            continue
        pdfium_raw.FPDFText_GetCharOrigin(letters, place, x, y)
        _, _, right, _ = letters.get_charbox(place, loose=True)
        size = pdfium_raw.FPDFText_GetFontSize(letters, place)
        left, _, _, top = letters.get_charbox(place)
        tall = max(size, (top - y.value) * 1.2)  # the size may be scaled by a matrix
        yield Glyph(letter.translate(_HYPHENS), min(left, x.value), right, y.value, tall)


def _recognised(raw: RawFile, page: pdfium.PdfPage, number: int, deadline: float) -> str:
    """Returns the letters Tesseract recognises on a page."""
    where = f"trang {number}"
    program = tesseract(raw, where)
    left = deadline - time.monotonic()
    if left <= 0:
        raise too_slow(raw, where)
    limits = replace(raw.limits, seconds=left)
    return "\n".join(recognise_letters(raw, program, _picture(page), where, limits))


def _picture(page: pdfium.PdfPage) -> bytes:
    """Returns the page as a grey PNM picture."""
    width, height = (max(side, 1.0) / 72 for side in page.get_size())
    dpi = min(_DPI, (_MOST_PIXELS / (width * height)) ** 0.5)
    with closing(page.render(scale=dpi / 72, grayscale=True)) as bitmap:
        data = bytes(bitmap.buffer)
        rows = (data[n * bitmap.stride :][: bitmap.width] for n in range(bitmap.height))
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows)


def _without_number(text: str, number: int, counts: _Counts) -> str:
    """Returns the text of a page without a first or last line that is only its number."""
    lines = text.strip().split("\n")
    for place in (0, -1):
        found = _LONE_NUMBER.fullmatch(lines[place])
        if found and int(found[1]) == number and len(lines) > 1:
            counts.unnumbered += 1
            del lines[place]
            break
    return "\n".join(lines)


def _notes(counts: _Counts) -> Iterator[str]:
    if counts.sorted:
        yield (
            f"Thứ tự chữ trong tệp bị đảo ở {_listed(counts.sorted)}; "
            "đã xếp lại theo vị trí trên trang."
        )
    if counts.recognised:
        yield f"Chữ ở {_listed(counts.recognised)} được nhận dạng từ ảnh (OCR), có thể sai vài chữ."
    if counts.unnumbered:
        yield f"Đã bỏ số trang ở {counts.unnumbered} trang."


def _listed(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:20]))
    return f"trang {shown}{' …' if len(pages) > 20 else ''}"
