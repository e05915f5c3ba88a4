"""Web pages, also those that Word exports.

The parser of the standard library knows neither entities of its own nor addresses, so that nothing
can be fetched or blown up; what it calls its handlers with is turned into lines at once.
"""

import re
from email import message_from_bytes, policy
from html.parser import HTMLParser

from danvan_graph.text.draft import Draft, Run
from danvan_graph.text.plain import decode_bytes
from danvan_graph.text.reading import Content, RawFile

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
     "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "option", "p", "pre",
     "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
_UNSEEN = frozenset(
    {"head", "iframe", "math", "noembed", "noscript", "object", "script", "select", "style",
     "svg", "template", "textarea", "title"}
)  # fmt: skip
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
     "source", "track", "wbr"}
)  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE
)
_FONT = re.compile(r"\.Vn\w+|VNI-[\w-]+", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SPACE_RUN = re.compile(" {2,}")
_BROKEN = re.compile(r" ?\n ?")
_NOT_NESTED = frozenset({"p", "li", "td", "th", "tr"})
_SINGLE_BYTE = {
    "windows-1258": "cp1258",
    "cp1258": "cp1258",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "iso-8859-1": "cp1252",
}


class _Page(HTMLParser):
    """Turns tags into paragraphs of a draft."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(convert_charrefs=True)
        self.draft = draft
        self.held: list[str] = []
        self.unseen = ""  # the element that hides what comes now
        self.depth = 0
        self.preformatted = 0
        self.lists: list[int | None] = []
        self.label = ""  # of a list item, until its words come

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a line, or begins to leave out."""
        if self.unseen and not self._ends_by_itself(tag):
            self.depth += tag == self.unseen
            return
        self.unseen = ""
        values = {name: value or "" for name, value in attrs}
        if tag == "body" or tag not in _UNSEEN | _VOID:
            self.draft.fonts.update(_FONT.findall(values.get("style", "") + values.get("face", "")))
        if tag not in _VOID and (tag in _UNSEEN or _HIDDEN.search(values.get("style", ""))):
            self.unseen, self.depth = tag, 1
            self.end_paragraph()
        elif tag == "br":
            self.held.append("\n")
        elif tag in _BLOCKS:
            self.end_paragraph()
            self._open(tag, values)

    def _ends_by_itself(self, tag: str) -> bool:
        """Returns whether a tag ends the hidden element although its end tag is missing."""
        return (self.unseen == "head" and tag == "body") or tag == self.unseen in _NOT_NESTED

    def _open(self, tag: str, values: dict[str, str]) -> None:
        if tag == "pre":
            self.preformatted += 1
        elif tag == "ul":
            self.lists.append(None)
        elif tag == "ol":
            start = values.get("start", "1")
            self.lists.append(int(start) if start.isdecimal() and len(start) < 6 else 1)
        elif tag == "li" and self.lists:
            number = self.lists[-1]
            self.label = "• " if number is None else f"{number}. "
            self.lists[-1] = None if number is None else number + 1

    def handle_endtag(self, tag: str) -> None:
        """Ends a line, or ends to leave out."""
        if self.unseen:
            self.depth -= tag == self.unseen
            if not self.depth:
                self.unseen = ""
        elif tag in _BLOCKS:
            self.end_paragraph()
            if tag == "pre":
                self.preformatted = max(0, self.preformatted - 1)
            elif tag in {"ol", "ul"} and self.lists:
                self.lists.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Treats ``<p/>`` as browsers do: as ``<p>``; but no hidden element stays open."""
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        """Adds words; outside ``<pre>`` a line end is a blank."""
        if not self.unseen:
            self.held.append(data if self.preformatted else _SPACE.sub(" ", data))

    def end_paragraph(self) -> None:
        """Hands over what was held."""
        text = "".join(self.held)
        self.held.clear()
        if text and not text.isspace():
            if not self.preformatted:
                text = _BROKEN.sub("\n", _SPACE_RUN.sub(" ", text)).strip(" \n")
            self.draft.paragraph([Run(self.label + text)])
            self.label = ""


def read_html(raw: RawFile) -> Content:
    """Returns the visible text of a web page: block elements and table cells become paragraphs.

    Args:
        raw: an HTML file.

    Raises:
        UnreadableFile: no text is visible, or its encoding is not known or not one.
    """
    return _read(raw, raw.data)


def read_mhtml(raw: RawFile) -> Content:
    """Returns the visible text of a web page that Word or a browser saved as one file.

    Args:
        raw: an MHTML file.

    Raises:
        UnreadableFile: no text is visible, or its encoding is not known or not one.
    """
    message = message_from_bytes(raw.data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                return _read(raw, data)
    raise raw.refused("tệp MHTML không chứa trang nào; hãy lưu lại thành HTML", "no page in MHTML")


def _read(raw: RawFile, data: bytes) -> Content:
    text, encoding, notes = _decoded(raw, data)
    draft = Draft(raw, encoding=encoding, notes=notes)
    page = _Page(draft)
    page.feed(text)
    page.close()
    page.end_paragraph()
    return draft.content()


def _decoded(raw: RawFile, data: bytes) -> tuple[str, str, list[str]]:
    """Returns the page as text; UTF-8 that is valid wins over what the page says of itself."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    codec = _SINGLE_BYTE.get(name)
    if codec and b"\0" not in data[:4096]:
        try:
            return data.decode("utf-8"), "utf-8", []
        except UnicodeDecodeError:
            return data.decode(codec, "replace"), codec, []
    return decode_bytes(raw, data)
