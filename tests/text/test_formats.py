"""What a file is decides its content; every file that cannot be read says why and what to do."""

import hashlib
import os
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_graph.errors import UnreadableFile
from danvan_graph.text import Limits, read_text
from danvan_graph.text.formats import Format, is_office, recognise
from danvan_graph.text.reading import RawFile

Save = Callable[[str, bytes | str], Path]
Refusal = Callable[[Path], str]
Docx = Callable[..., Path]
Pdf = Callable[..., Path]
AsXml = Callable[[list[str]], str]

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def compound_file(*names: str, locked: bool = False) -> bytes:
    """The container of a DOC: header, one table of sectors, a directory, one sector of content."""
    header = bytearray(512)
    header[:8] = COMPOUND
    struct.pack_into("<HH", header, 28, 0xFFFE, 9)
    struct.pack_into("<I", header, 48, 1)  # the directory is sector 1
    struct.pack_into("<109I", header, 76, 0, *[0xFFFF_FFFF] * 108)
    table = struct.pack("<128I", 0xFFFF_FFFD, *[0xFFFF_FFFE] * 2, *[0xFFFF_FFFF] * 125)
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + bytes(62)
        for name in names
    ).ljust(512, b"\0")
    content = bytearray(512)
    content[:2] = b"\xec\xa5"
    content[11] = int(locked)
    return bytes(header) + table + directory + bytes(content)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7", Format.PDF),
        (b"\n\n%PDF-1.7", Format.PDF),
        (b"{\\rtf1", Format.RTF),
        (b"\x89PNG\r\n\x1a\n", Format.PNG),
        (b"\xff\xd8\xff\xe0", Format.JPEG),
        (b"II*\0", Format.TIFF),
        (b"MM\0*", Format.TIFF),
        (b"BM\x10\0\0\0\0\0\0\0", Format.BMP),
        (b"RIFF\n\n\n\nWEBP", Format.WEBP),
        (b"GIF89a", Format.GIF),
        (compound_file("Root Entry", "WordDocument"), Format.DOC),
        ("<html>".encode("utf-16"), Format.HTML),
        (b"\xef\xbb\xbf <!DOCTYPE HTML PUBLIC>", Format.HTML),
        (b"<?xml version='1.0'?><w:wordDocument/>", Format.WORD_XML),
        (b"BMW", Format.PLAIN),
    ],
)
def test_content_tells_the_format(data: bytes, kind: Format) -> None:
    assert recognise(RawFile(Path("không đuôi"), data)) == (kind, "")


def test_a_wrong_extension_is_read_with_a_note(docx: Docx, as_xml: AsXml) -> None:
    reading = read_text(docx(as_xml(["Kế hoạch"]), name="a.pdf"))
    assert reading.text.source == "Kế hoạch"
    assert reading.notes == ("Đuôi tệp “.pdf” không khớp với nội dung; đã đọc như DOCX.",)


def test_a_page_named_doc_is_read_as_a_page(save: Save) -> None:
    reading = read_text(save("a.doc", "<html><p>Kế hoạch</p></html>"))
    assert (reading.text.source, reading.media_type) == ("Kế hoạch", "text/html")


@pytest.mark.parametrize("data", ["<html><body>Không tìm thấy</body></html>", "Lỗi 404"])
def test_a_page_named_pdf_is_refused(save: Save, refusal: Refusal, data: str) -> None:
    assert "không phải PDF mà là trang web" in refusal(save("a.pdf", data))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (compound_file("Root Entry", "EncryptedPackage"), "mật khẩu"),
        (compound_file("Root Entry", "WordDocument", locked=True), "mật khẩu"),
        (compound_file("Root Entry", "Workbook"), "không phải văn bản Word"),
        (compound_file("Root Entry", "WordDocument")[:1_400], "bị cắt cụt"),
        (compound_file("Root Entry", "WordDocument")[:600], "bị cắt cụt"),
        (COMPOUND, "bị cắt cụt"),
        (COMPOUND + b"\xff" * 5_000, "bị cắt cụt"),
        (b"PK\x03\x04 va khong con gi", "bị cắt cụt hoặc hỏng"),
        (b"<?xml version='1.0'?><rss/>", "dữ liệu XML"),
    ],
)
def test_containers_that_hold_no_document_are_refused(
    save: Save, refusal: Refusal, data: bytes, reason: str
) -> None:
    assert reason in refusal(save("a.doc", data))


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path, refusal: Refusal) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(51 * 1024**2)
    assert "lớn hơn 50 MB" in refusal(path)


def test_what_is_no_file_is_refused(tmp_path: Path, refusal: Refusal) -> None:
    assert "không có tệp này" in refusal(tmp_path / "không có.txt")
    assert "đây không phải là tệp" in refusal(tmp_path)
    assert "đường dẫn" in refusal(tmp_path / "không có" / "a.txt")
    assert "không mở được" in refusal(tmp_path / ("a" * 300))
    assert "không mở được" in refusal(Path("a\0b"))
    os.mkfifo(tmp_path / "ống")
    assert "đây không phải là tệp" in refusal(tmp_path / "ống")


def test_a_file_without_permission_is_refused(
    save: Save, refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    path = save("a.txt", "Kế hoạch")
    monkeypatch.setattr(Path, "open", refuse)  # root may read everything
    assert "không có quyền đọc" in refusal(path)


def test_names_cannot_write_to_a_terminal(tmp_path: Path, refusal: Refusal) -> None:
    name = "a\n\x1b[31m\u202e.txt"
    (tmp_path / name).touch()
    message = refusal(tmp_path / name)
    assert message.isprintable() or "\ufffd" in message
    assert not set(message) & set("\n\x1b\u202e")


def test_the_hash_is_of_the_bytes(save: Save) -> None:
    data = "Kế hoạch\r\n".encode()
    assert read_text(save("a.txt", data)).sha256 == hashlib.sha256(data).hexdigest()


def test_limits_can_be_lowered(save: Save) -> None:
    path = save("a.txt", "Kế hoạch" * 100)
    with pytest.raises(UnreadableFile, match="lớn hơn"):
        read_text(path, limits=Limits(file_bytes=100))


def test_files_for_libreoffice_are_known_by_their_first_bytes() -> None:
    assert is_office(b"{\\rtf1")
    assert is_office(COMPOUND)
    assert not is_office(b"PK\x03\x04 docx")
