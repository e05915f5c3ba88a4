"""Recognises documents that bear a marking of state secrecy; such a document is not taken in."""

import re
import unicodedata

_MARKINGS = {"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}
_HEAD_LINES = 40
_HEAD_SIGNS = 4000
_LABEL = re.compile(r"(?:ĐỘ|MỨC ĐỘ|DẤU(?: CHỈ)?(?: ĐỘ)?) MẬT\s*:?\s*(?=\S)")
_PARTED = re.compile(r"\t|\||\s{3,}")
_WRAPPED = re.compile(r"(?:BÍ|BẢO|THÂN|CƠ|NGỌT|MỨC ĐỘ|ĐỘ)\W*$", re.IGNORECASE)


def secret_marking(text: str) -> str | None:
    """Returns the marking that stands alone, in capitals, in the head of a text, or None.

    Args:
        text: a text as given.

    >>> secret_marking("ỦY BAN NHÂN DÂN HUYỆN SUỐI MƠ       TỐI  MẬT")
    'TỐI MẬT'
    >>> secret_marking("Bảo vệ bí mật, gắn bó mật thiết với dân")
    """
    head = unicodedata.normalize("NFC", text[:_HEAD_SIGNS])
    lines = [line for line in head.splitlines() if line.strip()][:_HEAD_LINES]
    for before, line in zip(["", *lines], lines, strict=False):
        wrapped = _WRAPPED.search(before)
        for number, part in enumerate(_PARTED.split(line)):
            marking = _marking(part)
            if marking and not (marking == "MẬT" and wrapped and number == 0):
                return marking
    return None


def _marking(part: str) -> str | None:
    words = part.strip(" \t\r*_#[](){}<>.:;-–—“”\"'|\u00a0\u200b\ufeff")
    words = _LABEL.sub("", words)
    return _MARKINGS.get(re.sub(r"\s", "", words))
