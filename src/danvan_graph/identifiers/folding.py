"""Vietnamese text folded to plain ASCII, for addresses and for look-ups."""

import re
import unicodedata
from functools import lru_cache

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_MARKS = re.compile("[\u0300-\u036f]+")


def tidy(text: str) -> str:
    r"""Returns the text in NFC, every dash a hyphen, every run of white space one space.

    >>> tidy("Quyết định số 218–\nQĐ/TW")
    'Quyết định số 218- QĐ/TW'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("\u00d0", "Đ").replace("\u00f0", "đ")
        text = _DASHES.sub("-", text)
    return " ".join(text.split())


def fold(text: str) -> str:
    """Returns the text in lower case without diacritics, đ as d, for forgiving comparison.

    >>> fold("Đắk Lắk")
    'dak lak'
    """
    decomposed = unicodedata.normalize("NFD", tidy(text).casefold())
    return _MARKS.sub("", decomposed).replace("đ", "d")


@lru_cache(maxsize=20_000)  # a collection names the same few thousand symbols again and again
def slug(text: str) -> str:
    """Returns the text of a symbol as one ASCII path segment; đ becomes ``dd`` because Đ is significant.

    ``HĐ`` (hợp đồng) and ``HD`` (hướng dẫn) are two kinds of document. ``dd`` is how đ is typed
    in the Telex input method, so a Vietnamese reader sees at once what is meant.

    >>> slug("217-QĐ/TW"), slug("31-HD/BTCTW")
    ('217-qdd-tw', '31-hd-btctw')
    """
    return name_slug(tidy(text).casefold().replace("đ", "dd"))


def name_slug(text: str, limit: int = 72) -> str:
    """Returns a name as one ASCII path segment, cut at a word below ``limit`` characters.

    >>> name_slug("Đề án Văn hóa công vụ")
    'de-an-van-hoa-cong-vu'
    """
    whole = _NOT_WORD.sub("-", fold(text)).strip("-")
    if len(whole) <= limit:
        return whole
    return whole[: limit + 1].rsplit("-", 1)[0]
