"""Pictures of pages: scans and photographs."""

from danvan_graph.text.draft import Draft
from danvan_graph.text.ocr import RECOGNISED, recognise_letters, tesseract
from danvan_graph.text.reading import Content, RawFile

_WHERE = "ảnh"
_NOTE = "Chữ được nhận dạng từ ảnh (OCR), có thể sai vài chữ."


def read_image(raw: RawFile) -> Content:
    """Returns the letters Tesseract recognises in a picture, page by page.

    Args:
        raw: a PNG, JPEG, TIFF, BMP, GIF or WebP file.

    Raises:
        UnreadableFile: Tesseract is missing, fails or takes too long, or there are no letters.
    """
    draft = Draft(raw, encoding=RECOGNISED, notes=[_NOTE])
    program = tesseract(raw, _WHERE)
    for page in recognise_letters(raw, program, raw.data, _WHERE, raw.limits):
        draft.page(page)
    return draft.content()
