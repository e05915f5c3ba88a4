"""Recognises the letters in a picture with Tesseract, which is optional."""

from functools import lru_cache

from danvan_graph.errors import UnreadableFile
from danvan_graph.text.reading import Limits, RawFile
from danvan_graph.text.tools import ToolFailed, ToolTimedOut, find_tool, run_tool

RECOGNISED = "OCR"
_LANGUAGE = "vie"


@lru_cache(maxsize=8)
def _speaks_vietnamese(program: str) -> bool:
    try:
        known = run_tool([program, "--list-langs"], Limits(seconds=10.0))
    except (ToolFailed, ToolTimedOut):
        return False
    return _LANGUAGE in known.decode("utf-8", "replace").split()


def tesseract(raw: RawFile, where: str) -> str:
    """Returns where Tesseract lies, which can read Vietnamese.

    Args:
        raw: the file that needs it.
        where: how to call the page in an error, such as ``trang 3``.

    Raises:
        UnreadableFile: it or its Vietnamese data is missing.
    """
    program = find_tool("tesseract", "tesseract.exe")
    if not program or not _speaks_vietnamese(program):
        raise _missing(raw, where)
    return program


def recognise_letters(
    raw: RawFile, program: str, picture: bytes, where: str, limits: Limits
) -> list[str]:
    """Returns the text of each page of a picture.

    Args:
        raw: the file it is from.
        program: see :func:`tesseract`.
        picture: any form Tesseract reads.
        where: how to call it in an error, such as ``trang 3``.
        limits: of memory and time.

    Raises:
        UnreadableFile: Tesseract fails or takes too long.
    """
    try:
        # one thread: a second one saves little when alone, and costs much beside other readers
        printed = run_tool([program, "stdin", "stdout", "-l", _LANGUAGE], limits, given=picture)
    except ToolTimedOut:
        raise too_slow(raw, where) from None
    except ToolFailed as fault:
        raise raw.refused(
            f"không nhận dạng được chữ ở {where}, ảnh hỏng hoặc quá lớn; hãy quét lại ở 300 dpi",
            f"OCR failed: {fault}",
        ) from None
    pages = printed.decode("utf-8", "replace").split("\f")
    return pages[:-1] if len(pages) > 1 else pages


def too_slow(raw: RawFile, where: str) -> UnreadableFile:
    """Returns the error that letters were not recognised in time."""
    return raw.refused(
        f"nhận dạng chữ đến {where} thì quá {raw.limits.seconds:g} giây; "
        "hãy tách tệp thành nhiều tệp ngắn hơn hoặc cho thời gian dài hơn",
        "OCR timed out",
    )


def _missing(raw: RawFile, where: str) -> UnreadableFile:
    return raw.refused(
        f"{where} là ảnh quét, không có chữ, mà máy này chưa có Tesseract tiếng Việt; hãy cài (trên "
        "Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-vie), hoặc dùng bản có chữ",
        "Tesseract with Vietnamese is not installed",
    )
