"""File names of strangers made harmless: the name that is shown, and the id of the record."""

import re
import unicodedata

from danvan_graph.identifiers.folding import name_slug
from danvan_graph.identifiers.personal_data import masked

_HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]"
)
_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-])){0,79}")
_LONGEST = 60
_SHOWN = 200
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def shown_name(name: str) -> str:
    r"""Returns a file name without its folders, without hidden signs and personal data.

    >>> shown_name("../../kế\nhoạch.txt"), shown_name("C:\\tệp\\a.pdf")
    ('kế�hoạch.txt', 'a.pdf')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    clean = masked(_HIDDEN.sub("\ufffd", last)).strip()
    return clean[:_SHOWN] or "\ufffd"


def shown_text(text: str) -> str:
    r"""Returns words of a document fit for a terminal: nothing hidden, no control of the screen.

    >>> shown_text("a\x1b[2Jb\u202ec\n  d")
    'a\ufffd[2Jb\ufffdc d'
    """
    return _HIDDEN.sub("\ufffd", " ".join(text.split()))


def document_id(name: str, sha256: str) -> str:
    """Returns the id of the record of a file, which is also the name of the record's own file.

    Args:
        name: name of the file; a plain ASCII stem is kept, any other is folded.
        sha256: checksum of the file, for names of which nothing else is left.

    >>> document_id("000_9665f756f4b1eb46.txt", "ab" * 32)
    '000_9665f756f4b1eb46'
    >>> document_id("Kế hoạch 12.signed.pdf", "ab" * 32), document_id("CON.txt", "ab" * 32)
    ('ke-hoach-12-signed', 'van-ban-con')
    >>> document_id("../..", "ab" * 32)
    'van-ban-abababab'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = last.rpartition(".")[0] or last
    if not _SAFE.fullmatch(stem):
        whole = name_slug(stem, limit=10**6)
        stem = whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST].rstrip('-')}-{sha256[:8]}"
    if _DEVICES.fullmatch(stem) or not stem:
        stem = f"van-ban-{stem.lower() or sha256[:8]}"
    return stem
