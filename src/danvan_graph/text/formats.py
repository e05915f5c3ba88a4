"""Tells what a file is: by its first bytes, by what it holds, and only then by its name."""

import re
from enum import StrEnum

from danvan_graph.text.compound_file import directory_names
from danvan_graph.text.package import CONTENT_TYPES, ODF_TYPE_FILE, Package
from danvan_graph.text.reading import RawFile


class Format(StrEnum):
    """A kind of file that can be read; the value is its media type."""

    PLAIN = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    MHTML = "multipart/related"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODT = "application/vnd.oasis.opendocument.text"
    DOC = "application/msword"
    RTF = "application/rtf"
    WORD_XML = "application/msword+xml"
    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    BMP = "image/bmp"
    GIF = "image/gif"
    WEBP = "image/webp"


IMAGES = frozenset({Format.PNG, Format.JPEG, Format.TIFF, Format.BMP, Format.GIF, Format.WEBP})
OFFICE = frozenset({Format.DOC, Format.RTF, Format.ODT, Format.WORD_XML})

SUFFIXES = {
    ".txt": Format.PLAIN,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".mht": Format.MHTML,
    ".mhtml": Format.MHTML,
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".dotx": Format.DOCX,
    ".odt": Format.ODT,
    ".ott": Format.ODT,
    ".doc": Format.DOC,
    ".dot": Format.DOC,
    ".rtf": Format.RTF,
    ".pdf": Format.PDF,
    ".png": Format.PNG,
    ".jpg": Format.JPEG,
    ".jpeg": Format.JPEG,
    ".tif": Format.TIFF,
    ".tiff": Format.TIFF,
    ".bmp": Format.BMP,
    ".gif": Format.GIF,
    ".webp": Format.WEBP,
}
_NAMES = {
    Format.PLAIN: "văn bản thuần",
    Format.MARKDOWN: "Markdown",
    Format.HTML: "trang web (HTML)",
    Format.MHTML: "trang web một tệp (MHTML)",
    Format.WORD_XML: "Word XML",
}
_HEAD = 2_048
_STARTS = (
    (re.compile(rb"\{\\rtf"), Format.RTF),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Format.PNG),
    (re.compile(rb"\xff\xd8\xff"), Format.JPEG),
    (re.compile(rb"II\*\0|MM\0\*"), Format.TIFF),
    (re.compile(rb"GIF8[79]a"), Format.GIF),
    (re.compile(rb"BM....\0\0\0\0", re.DOTALL), Format.BMP),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), Format.WEBP),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|center)[\s>]", re.IGNORECASE
)
_MHTML = re.compile(rb"(?:^|\n)content-type:\s*multipart/related", re.IGNORECASE)
_TEXT_START = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*")


def recognise(raw: RawFile) -> tuple[Format, str]:
    """Returns what a file is, and a note when its extension says something else.

    Args:
        raw: any file.

    Raises:
        UnreadableFile: it is of a kind that is not read, is locked, or is a web page named PDF.
    """
    found = _by_content(raw)
    named = SUFFIXES.get(raw.suffix)
    if named is Format.PDF and found in {Format.HTML, Format.PLAIN}:
        raise raw.refused(
            "tệp mang đuôi .pdf nhưng bên trong không phải PDF mà là trang web hoặc chữ (thường là "
            "trang báo lỗi hay trang đăng nhập bị lưu nhầm); hãy tải lại tệp PDF, hoặc nếu đúng là "
            "văn bản cần đọc thì đổi đuôi thành .html hoặc .txt",
            "a web page or text saved as PDF",
        )
    if found is Format.PLAIN and named is Format.MARKDOWN:
        return Format.MARKDOWN, ""
    if named is None or named is found:
        return found, ""
    name = _NAMES.get(found, found.name)
    return found, f"Đuôi tệp “{raw.suffix}” không khớp với nội dung; đã đọc như {name}."


def is_office(head: bytes) -> bool:
    """Returns whether a file goes through LibreOffice, as far as its first bytes tell.

    Args:
        head: at least the first 100 bytes.
    """
    return head.startswith((_COMPOUND, b"{\\rtf")) or Format.ODT.encode() in head[:100]


def _by_content(raw: RawFile) -> Format:
    data = raw.data
    for start, known in _STARTS:
        if start.match(data):
            return known
    if data.startswith(b"PK\x03\x04"):
        return _packed(raw)
    if data.startswith(_COMPOUND):
        return _compound(raw)
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    return _text(raw)


def _text(raw: RawFile) -> Format:
    head = raw.data[:_HEAD].replace(b"\0", b"")  # UTF-16 seen as ASCII
    start = _TEXT_START.match(head)
    bare = head[start.end() :] if start else head
    if bare.startswith(b"<?xml") and b"wordDocument" in head:
        return Format.WORD_XML
    if b"multipart/related" in head.lower() and _MHTML.search(head):
        return Format.MHTML
    if bare.startswith(b"<") and _HTML.search(head):
        return Format.HTML
    if bare.startswith(b"<?xml"):
        raise raw.refused(
            "đây là dữ liệu XML, không phải văn bản; hãy lưu lại dưới dạng DOCX hoặc PDF",
            "XML of an unknown kind",
        )
    return Format.HTML if SUFFIXES.get(raw.suffix) is Format.HTML else Format.PLAIN


def _packed(raw: RawFile) -> Format:
    package = Package(raw)
    if ODF_TYPE_FILE in package.names:
        kind = package.read(ODF_TYPE_FILE)[:100].strip()
        if kind.startswith(Format.ODT.encode()):
            return Format.ODT
    elif CONTENT_TYPES in package.names and any(n.startswith("word/") for n in package.names):
        return Format.DOCX
    raise raw.refused(
        "đây là tệp nén hoặc bảng tính, bản trình chiếu, không phải văn bản; "
        "hãy giải nén, hoặc lưu lại dưới dạng DOCX hoặc PDF",
        "an archive, not a document",
    )


def _compound(raw: RawFile) -> Format:
    names = directory_names(raw)
    if "EncryptedPackage" in names:
        raise locked(raw)
    if "WordDocument" in names:
        if _is_locked_doc(raw.data):
            raise locked(raw)
        return Format.DOC
    raise raw.refused(
        "đây là tệp Office cũ nhưng không phải văn bản Word; hãy lưu lại dưới dạng DOCX hoặc PDF",
        "a compound file without a Word document",
    )


def _is_locked_doc(data: bytes) -> bool:
    """Returns the flag ``fEncrypted`` of the header of a Word document, where it stands first."""
    place = data.find(b"\xec\xa5", 512)
    return place % 512 == 0 and place > 0 and bool(data[place + 11] & 1)


def locked(raw: RawFile) -> Exception:
    """Returns the error that a file asks for a password."""
    return raw.refused(
        "tệp được đặt mật khẩu; hãy mở bằng mật khẩu rồi lưu lại một bản không có mật khẩu",
        "encrypted, a password is needed",
    )
