"""Makes files of every format by hand, so that no test depends on a file somebody else made."""

import io
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

import pytest

from danvan_graph.errors import UnreadableFile
from danvan_graph.text import Reading, read_text

Drawn = tuple[float, float, str]  # place from the left, from the foot, and what is drawn there
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SIZE = 12.0
_WIDTH = _SIZE / 2


def paragraphs_xml(paragraphs: Iterable[str]) -> str:
    """Returns plain paragraphs as WordprocessingML."""
    return "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
        for text in paragraphs
    )


def _zip(members: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def docx_bytes(body: str, **parts: str) -> bytes:
    """Returns a Word document; ``parts`` are the insides of styles, numbering, footnotes …"""
    wrapped = {"document": f"<w:body>{body}</w:body>", **parts}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.'
        f'{"document.main" if name == "document" else name}+xml"/>'
        for name in wrapped
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(parts)
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r0" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
    }
    for name, inside in wrapped.items():
        members[f"word/{name}.xml"] = f"<w:{name} {_W} {_MC}>{inside}</w:{name}>"
    return _zip(members)


def pdf_bytes(
    pages: Sequence[Sequence[Drawn]],
    trailer: str = "",
    extra: str = "",
    box: str = "500 0 0 700 40 70",
) -> bytes:
    """Returns a PDF whose letters are boxes of one width, drawn in the order given.

    Args:
        pages: what is drawn on each.
        trailer: further entries of the trailer.
        extra: one further object, 7; a picture is drawn on every page.
        box: where the picture stands.
    """
    letters = sorted({c for page in pages for *_, text in page for c in text})
    assert len(letters) < 256, "one font of this writer holds 255 letters"
    codes = {letter: number for number, letter in enumerate(letters, 1)}
    glyphs = " ".join("/blank" if letter == " " else "/box" for letter in letters)
    count = max(1, len(letters))
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [.001 0 0 .001 0 0] "
        "/CharProcs << /box 4 0 R /blank 5 0 R >> /Resources << >> /ToUnicode 6 0 R "
        f"/Encoding << /Type /Encoding /Differences [1 {glyphs}] >> "
        f"/FirstChar 1 /LastChar {count} /Widths [{'500 ' * count}] >>"
    )
    kids = " ".join(f"{8 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        font,
        _stream("500 0 0 0 450 700 d1 0 0 450 700 re f"),
        _stream("500 0 0 0 0 0 d1"),
        _stream(_unicode_map(codes)),
        extra or "null",
    ]
    for page in pages:
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F 3 0 R >> /XObject << /I 7 0 R >> >> >>"
        )
        drawn = [
            f"/F {_SIZE} Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{codes[c]:02x}' for c in text)}> Tj"
            for x, y, text in page
        ]
        picture = f" q {box} cm /I Do Q" if extra.startswith("<< /Type /XObject") else ""
        objects.append(_stream(f"BT {' '.join(drawn)} ET{picture}" if drawn or picture else ""))
    return _numbered(objects, trailer)


def _stream(inside: str) -> str:
    return f"<< /Length {len(inside)} >> stream\n{inside}\nendstream"


def _unicode_map(codes: Mapping[str, int]) -> str:
    lines = "\n".join(f"<{n:02x}> <{c.encode('utf-16-be').hex()}>" for c, n in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def "
        "/CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange "
        f"{len(codes)} beginbfchar\n{lines}\nendbfchar endcmap end end"
    )


def _numbered(objects: Sequence[str], trailer: str) -> bytes:
    written, places = b"%PDF-1.7\n", []
    for number, inside in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{inside}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer "
        f"<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(written)}\n%%EOF\n"
    )
    return written + end.encode("ascii")


def lines_on_pages(lines: Sequence[str], per_page: int = 40) -> list[list[Drawn]]:
    """Returns lines as they are drawn from the top, some on each page."""
    return [
        [(50.0, 790.0 - 18 * n, line) for n, line in enumerate(lines[start : start + per_page])]
        for start in range(0, len(lines), per_page)
    ]


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Writes a file; text is written in UTF-8."""

    def write(name: str, data: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


@pytest.fixture
def docx(tmp_path: Path) -> Callable[..., Path]:
    """Writes a Word document from the XML of its body and of its other parts."""

    def write(body: str, name: str = "tệp.docx", **parts: str) -> Path:
        path = tmp_path / name
        path.write_bytes(docx_bytes(body, **parts))
        return path

    return write


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[..., Path]:
    """Writes a PDF from what is drawn on its pages."""

    def write(
        pages: Sequence[Sequence[Drawn]],
        name: str = "tệp.pdf",
        *,
        trailer: str = "",
        extra: str = "",
        box: str = "500 0 0 700 40 70",
    ) -> Path:
        path = tmp_path / name
        path.write_bytes(pdf_bytes(pages, trailer, extra, box))
        return path

    return write


@pytest.fixture
def packed() -> Callable[[Mapping[str, str | bytes]], bytes]:
    """Packs files into a ZIP archive."""
    return _zip


@pytest.fixture
def as_pages() -> Callable[..., list[list[Drawn]]]:
    """Lays lines out on pages."""
    return lines_on_pages


@pytest.fixture
def as_xml() -> Callable[[Iterable[str]], str]:
    """Turns texts into paragraphs of a Word document."""
    return paragraphs_xml


@pytest.fixture
def refusal() -> Callable[[Path], str]:
    """Returns the sentence with which a file is refused; it names the file and what to do."""

    def read(path: Path) -> str:
        with pytest.raises(UnreadableFile) as caught:
            read_text(path)
        message = caught.value.message
        assert message.startswith("Không đọc được tệp “"), message
        assert message.endswith("."), message
        assert "; " in message, f"{message} does not say what to do"
        assert caught.value.status == 422
        return message

    return read


@pytest.fixture
def source() -> Callable[[Path], str]:
    """Returns the source text of a file."""
    return lambda path: read_text(path).text.source


@pytest.fixture
def parts_of() -> Callable[[Reading, str], list[str]]:
    """Returns the words of the pages or paragraphs of a reading."""

    def words(reading: Reading, kind: str) -> list[str]:
        found = [part for part in reading.parts if part.kind == kind]
        assert [part.number for part in found] == list(range(1, len(found) + 1))
        return [reading.text.source[part.start : part.end] for part in found]

    return words


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """Where LibreOffice lies; without it the test is skipped."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        pytest.skip("LibreOffice is not installed (apt install libreoffice-writer)")
    return found


@pytest.fixture(scope="session")
def tesseract() -> str:
    """Where Tesseract lies; without it the test is skipped."""
    found = shutil.which("tesseract")
    if not found:
        pytest.skip("Tesseract is not installed (apt install tesseract-ocr tesseract-ocr-vie)")
    return found


@pytest.fixture(params=["chi-thi", "ke-hoach-huyen", "ke-hoach-tinh", "ke-hoach-xa"])
def plan(request: pytest.FixtureRequest, small_texts: Path) -> str:
    """Each of the invented documents."""
    return (small_texts / f"{request.param}.txt").read_text(encoding="utf-8").strip()


@pytest.fixture
def set_fonts() -> Callable[[str, str], str]:
    """Turns a text into a Word paragraph in a font."""

    def write(text: str, font: str) -> str:
        return (
            f'<w:p><w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
            f"<w:t>{escape(text)}</w:t></w:r></w:p>"
        )

    return write
