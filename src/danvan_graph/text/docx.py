"""Word documents, by a walk of our own over their XML.

A document's number, date and signer stand in tables, its headings are numbered automatically, and
drafts carry insertions and deletions; the usual libraries lose one or the other. Kept are: table
cells in row order, automatic numbers, insertions, text boxes (behind the paragraph they hang on)
and footnotes (at the end). Left out are: deletions, hidden text, headers and footers.
"""

from dataclasses import dataclass, field
from posixpath import dirname, normpath

from danvan_graph.text.docx_numbering import Numbering, whole
from danvan_graph.text.docx_styles import Styles, font_of, is_on
from danvan_graph.text.draft import Draft, Run
from danvan_graph.text.legacy import is_capitals_font
from danvan_graph.text.markup import Attributes, Handler, walk
from danvan_graph.text.package import Package
from danvan_graph.text.reading import Content, RawFile

_LEFT_OUT = frozenset(
    {"w:del", "w:moveFrom", "w:pPrChange", "w:rPrChange", "w:tblPrChange", "w:sectPrChange",
     "w:numberingChange", "w:rt", "w:tcPrChange", "w:trPrChange"}
)  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)  # where Word puts characters of the font Symbol
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF02D: "-", 0xF0E0: "→", 0xF0FC: "✓"}
_SINGLE = {
    "w:tab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
    "w:softHyphen": "\u00ad",
}
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read.

    Attributes:
        runs: its text so far.
        style: name of its style.
        number: its list.
        level: level in that list.
        joined: its paragraph mark was deleted, so that the next one continues it.
        font: font of the run being read.
        run_style: style of the run being read.
        hidden: the run being read is not printed.
        in_run: a run is being read.
    """

    runs: list[Run] = field(default_factory=list)
    style: str = ""
    number: str = ""
    level: str = ""
    joined: bool = False
    font: str = ""
    run_style: str = ""
    hidden: bool = False
    in_run: bool = False

    def describe(self, name: str, value: str) -> None:
        """Takes one property of the paragraph; those of its mark mean nothing."""
        if name == "w:pStyle":
            self.style = value
        elif name == "w:numId":
            self.number = value
        elif name == "w:ilvl":
            self.level = value

    def describe_run(self, name: str, attributes: Attributes) -> None:
        """Begins a run, or takes one property of it."""
        if name == "w:r":
            self.in_run, self.hidden = True, False
            self.font = self.run_style = ""
        elif name == "w:rFonts":
            self.font = font_of(attributes)
        elif name == "w:rStyle":
            self.run_style = attributes.get("val", "")
        elif name == "w:vanish":
            self.hidden = is_on(attributes)


@dataclass(slots=True)
class _Story:
    """A handler that gathers the paragraphs of the body, or of the footnotes.

    Attributes:
        styles: of the document.
        numbering: of the document.
        fonts: every font that some text is in.
        paragraphs: what was found, each under the footnote it belongs to, ``""`` in the body.
        cited: footnotes and endnotes in the order of their marks.
        foreign: another document is embedded that was not read.
    """

    styles: Styles
    numbering: Numbering
    fonts: set[str] = field(default_factory=set)
    paragraphs: list[tuple[str, list[Run]]] = field(default_factory=list)
    cited: list[tuple[str, str]] = field(default_factory=list)
    foreign: bool = False
    _open: list[_Paragraph] = field(default_factory=list)
    _boxed: list[list[Run]] = field(default_factory=list)
    _pending: list[Run] = field(default_factory=list)
    _left_out: list[str] = field(default_factory=list)
    _choices: list[bool] = field(default_factory=list)
    _in_text: bool = False
    _in_mark: bool = False
    _note: str = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Reads the begin of an element."""
        if self._left_out or self._leaves_out(name):
            self._left_out.append(name)
        elif name == "w:p":
            self._open.append(_Paragraph())
        elif name in {"w:footnote", "w:endnote"}:
            self._note = attributes.get("id", "")
        elif name == "w:altChunk":
            self.foreign = True
        elif self._open:
            self._start_inside(self._open[-1], name, attributes)

    def _leaves_out(self, name: str) -> bool:
        """Returns whether an element and all in it is left out."""
        if name == "mc:AlternateContent":
            self._choices.append(False)
        elif name in {"mc:Choice", "mc:Fallback"} and self._choices:
            seen, self._choices[-1] = self._choices[-1], True
            return seen  # the same text again, for older programs
        if name == "w:del" and self._in_mark and self._open:
            self._open[-1].joined = True
        return name in _LEFT_OUT

    def _start_inside(self, paragraph: _Paragraph, name: str, attributes: Attributes) -> None:
        if name == "w:pPr":
            self._in_mark = True
        elif self._in_mark:
            paragraph.describe(name, attributes.get("val", ""))
        elif name in {"w:t", "m:t"}:
            self._in_text = True
        elif name in _NOTES:
            self.cited.append((_NOTES[name], attributes.get("id", "")))
        elif name == "w:sym":
            self._add(_symbol(attributes.get("char", "")))
        elif name in _SINGLE and paragraph.in_run:
            self._add(_SINGLE[name])
        else:
            paragraph.describe_run(name, attributes)

    def end(self, name: str) -> None:
        """Reads the end of an element."""
        if self._left_out:
            self._left_out.pop()
        elif name == "w:p" and self._open:
            self._end_paragraph(self._open.pop())
        elif name == "w:r" and self._open:
            self._open[-1].in_run = False
        elif name in {"w:t", "m:t"}:
            self._in_text = False
        elif name == "w:pPr":
            self._in_mark = False
        elif name == "mc:AlternateContent" and self._choices:
            self._choices.pop()

    def characters(self, text: str) -> None:
        """Adds what is printed."""
        if self._in_text and not self._left_out and self._open:
            self._add(text)

    def _add(self, text: str) -> None:
        paragraph = self._open[-1]
        style = self.styles.of(paragraph.style)
        of_run = self.styles.of(paragraph.run_style) if paragraph.run_style else None
        if paragraph.hidden or style.hidden or (of_run and of_run.hidden):
            return
        font = paragraph.font or (of_run.font if of_run else "") or style.font
        self.fonts.add(font)
        paragraph.runs.append(Run(text, is_capitals_font(font)))

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        """Puts a paragraph down; one in a text box waits for the paragraph around it."""
        runs = paragraph.runs
        if self._open:
            self._boxed.append(self._numbered(paragraph) + runs)
            return
        if paragraph.joined:
            self._pending += runs
            return
        runs = self._numbered(paragraph) + self._pending + runs
        self._pending = []
        self.paragraphs += [(self._note, block) for block in (runs, *self._boxed)]
        self._boxed.clear()

    def _numbered(self, paragraph: _Paragraph) -> list[Run]:
        style = self.styles.of(paragraph.style)
        number = paragraph.number or style.number
        if not number or not any(run.text for run in (*self._pending, *paragraph.runs)):
            return []
        label = self.numbering.next(number, whole(paragraph.level or style.level, 0))
        return [Run(label)] if label else []


@dataclass(slots=True)
class _Relations:
    """A handler for a ``.rels`` file: which part plays which role."""

    targets: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: Attributes) -> None:
        """Reads one relation."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            role = attributes.get("Type", "").rpartition("/")[2]
            self.targets.setdefault(role, attributes.get("Target", ""))

    def end(self, name: str) -> None:
        """An end means nothing here."""

    def characters(self, text: str) -> None:
        """Text means nothing here."""


def read_docx(raw: RawFile) -> Content:
    """Returns the text of a Word document, one paragraph after the other.

    Args:
        raw: a DOCX file.

    Raises:
        UnreadableFile: it is damaged, locked, hostile, too large, or without text.
    """
    package = Package(raw)
    body = _part(raw, package, "_rels/.rels", "officeDocument", "word/document.xml")
    if body not in package.names:
        raise raw.refused(
            "tệp không có phần thân văn bản; hãy mở bằng Word rồi lưu lại", "no main part"
        )
    rels = f"{dirname(body)}/_rels/{body.rpartition('/')[2]}.rels"
    parts = {
        role: _part(raw, package, rels, role, f"word/{role}.xml")
        for role in ("styles", "numbering", "footnotes", "endnotes")
    }
    styles, numbering = Styles(), Numbering()
    for role, handler in (("styles", styles), ("numbering", numbering)):
        _walk_part(raw, package, parts[role], handler)
    story = _Story(styles, numbering)
    _walk_part(raw, package, body, story)
    draft = Draft(raw, fonts=story.fonts)
    for _, runs in story.paragraphs:
        draft.paragraph(runs)
    _add_notes(raw, package, parts, story, draft)
    if story.foreign:
        draft.notes.append("Tệp có nhúng một tài liệu khác (altChunk), phần đó chưa được đọc.")
    return draft.content()


def _add_notes(
    raw: RawFile, package: Package, parts: dict[str, str], body: _Story, draft: Draft
) -> None:
    """Adds the footnotes and endnotes in the order of their marks in the text."""
    found: dict[tuple[str, str], list[list[Run]]] = {}
    for role in ("footnotes", "endnotes"):
        story = _Story(body.styles, body.numbering, body.fonts)
        _walk_part(raw, package, parts[role], story)
        for note, runs in story.paragraphs:
            found.setdefault((role, note), []).append(runs)
    for count, key in enumerate(dict.fromkeys(body.cited), 1):
        for place, runs in enumerate(found.get(key, [])):
            draft.paragraph([Run(f"[{count}] "), *_stripped(runs)] if place == 0 else runs)


def _stripped(runs: list[Run]) -> list[Run]:
    """Returns the runs without the blank Word sets behind the mark of a footnote."""
    if not runs:
        return runs
    return [Run(runs[0].text.lstrip(), runs[0].capitals), *runs[1:]]


def _walk_part(raw: RawFile, package: Package, name: str, handler: Handler) -> None:
    if name in package.names:
        walk(raw, package.read(name), handler)


def _part(raw: RawFile, package: Package, rels: str, role: str, otherwise: str) -> str:
    """Returns the name of the part that plays a role, or the usual name when none says so."""
    relations = _Relations()
    _walk_part(raw, package, rels, relations)
    target = relations.targets.get(role, "")
    if not target:
        return otherwise
    base = dirname(dirname(rels))
    return (
        target.lstrip("/") if target.startswith("/") else normpath(f"{base}/{target}").lstrip("/")
    )


def _symbol(code: str) -> str:
    """Returns a character of the font Symbol or Wingdings as Unicode, where there is one."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    if place in _PRIVATE:
        return _SYMBOLS.get(place, "")
    return chr(place) if 0 < place < 0xD800 else ""
