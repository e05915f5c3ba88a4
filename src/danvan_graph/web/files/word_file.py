"""What Word files of this project share: A4, margins and letters, tables whose heads repeat."""

import io
from collections.abc import Iterable, Sequence

from docx import Document
from docx.document import Document as Made
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from danvan_graph.cascade.words import clean

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FACE = "Times New Roman"
_IN_TABLES = 11
_STEP = 0.4
_INVENTED = "Dữ liệu giả lập do máy đặt ra để thử; không dùng làm căn cứ."


def empty_file(title: str, below: str, *, invented: bool) -> Made:
    """Returns a new file on A4, margins as Nghị định 30/2020/NĐ-CP sets them, with its title.

    Args:
        title: one or more lines, made bold.
        below: the line under it.
        invented: whether the graph is a synthetic one, which the file then says.
    """
    made = Document()
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin = page.bottom_margin = Cm(2)
    page.left_margin, page.right_margin = Cm(3), Cm(1.5)
    for name, size in (("Normal", 13), ("Heading 1", 14)):
        _letters(made, name, size)
    head, under = made.add_paragraph(), made.add_paragraph(clean(below))
    head.add_run(title).bold = True
    if invented:
        made.add_paragraph().add_run(_INVENTED).bold = True
    head.alignment = under.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return made


def _letters(made: Made, style: str, size: int) -> None:
    """A style of the file is set in black Times New Roman, whatever the theme says."""
    found = made.styles[style]
    found.font.name, found.font.size, found.font.color.rgb = _FACE, Pt(size), RGBColor(0, 0, 0)
    fonts = found.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def add_table(
    made: Made,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float] = (),
    steps: Sequence[int] = (),
) -> None:
    """The file has one more table; its head is repeated on every page and no row is torn apart.

    Args:
        made: the file.
        heads: one for each column.
        rows: as many texts in each as there are heads; without a row the file says so instead.
        widths: of the columns in centimetres; even ones when left out.
        steps: how far the first text of each row is moved to the right.
    """
    listed = list(rows)
    if not listed:
        made.add_paragraph("Không thấy.")
        return
    table = made.add_table(rows=1 + len(listed), cols=len(heads), style="Table Grid")
    for column, width in zip(table.columns, widths, strict=False):
        column.width = Cm(width)
    for number, (row, texts) in enumerate(zip(table.rows, [heads, *listed], strict=True)):
        for cell, text in zip(row.cells, texts, strict=True):
            said = cell.paragraphs[0].add_run(clean(text))
            said.font.size, said.bold = Pt(_IN_TABLES), number == 0
        if number and steps:
            row.cells[0].paragraphs[0].paragraph_format.left_indent = Cm(_STEP * steps[number - 1])
        marks = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no name for these marks
        marks.append(OxmlElement("w:cantSplit"))
        if number == 0:
            marks.append(OxmlElement("w:tblHeader"))


def to_bytes(made: Made) -> bytes:
    """Returns the file as it is kept."""
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()
