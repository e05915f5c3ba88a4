"""Styles of a DOCX, as far as they change what is read: fonts, hidden text and numbering."""

from dataclasses import dataclass, replace

from danvan_graph.text.markup import Attributes

DEFAULT_STYLE = ""
_MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; empty means that it says nothing.

    Attributes:
        parent: the style it is based on.
        font: name of its font.
        hidden: its text is not printed.
        number: its list, ``0`` for none.
        level: level in that list.
    """

    parent: str = ""
    font: str = ""
    hidden: bool = False
    number: str = ""
    level: str = ""


class Styles:
    """The styles of one document; a handler for ``styles.xml``."""

    def __init__(self) -> None:
        self._known: dict[str, Style] = {}
        self._whole: dict[str, Style] = {}
        self._default_paragraph = ""
        self._open = DEFAULT_STYLE
        self._inside = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Reads one element of ``styles.xml``."""
        if name == "w:style":
            self._open, self._inside = attributes.get("styleId", ""), True
            self._known[self._open] = Style()
            if attributes.get("type") == "paragraph" and is_on(attributes, "default", "0"):
                self._default_paragraph = self._open
        elif name == "w:docDefaults":
            self._open, self._inside = DEFAULT_STYLE, True
            self._known[DEFAULT_STYLE] = Style()
        elif self._inside:
            self._known[self._open] = _extended(self._known[self._open], name, attributes)

    def end(self, name: str) -> None:
        """Ends a style."""
        if name in {"w:style", "w:docDefaults"}:
            self._inside = False

    def characters(self, text: str) -> None:
        """Text in ``styles.xml`` means nothing."""

    def of(self, name: str) -> Style:
        """Returns a style with all it takes from those it is based on; ask only when all is read.

        Args:
            name: its ``styleId``; empty for the default of paragraphs.
        """
        if name not in self._whole:
            self._whole[name] = self._merged(name)
        return self._whole[name]

    def _merged(self, name: str) -> Style:
        whole = Style()
        for known in self._line(name or self._default_paragraph):
            whole = Style(
                font=whole.font or known.font,
                hidden=whole.hidden or known.hidden,
                number=whole.number or known.number,
                level=whole.level or known.level,
            )
        return whole

    def _line(self, name: str) -> list[Style]:
        """Returns a style and its parents, the defaults of the document last."""
        line: list[Style] = []
        while name in self._known and name != DEFAULT_STYLE and len(line) < _MOST_PARENTS:
            line.append(self._known[name])
            name = self._known[name].parent
        return [*line, self._known.get(DEFAULT_STYLE, Style())]


def font_of(attributes: Attributes) -> str:
    """Returns the font of Latin letters in ``w:rFonts``."""
    return attributes.get("ascii", "") or attributes.get("hAnsi", "")


def is_on(attributes: Attributes, name: str = "val", absent: str = "1") -> bool:
    """Returns whether an on/off element or attribute is on."""
    return attributes.get(name, absent) not in {"0", "false", "off", "none"}


def _extended(style: Style, name: str, attributes: Attributes) -> Style:
    match name:
        case "w:basedOn":
            return replace(style, parent=attributes.get("val", ""))
        case "w:rFonts":
            return replace(style, font=font_of(attributes))
        case "w:vanish":
            return replace(style, hidden=is_on(attributes))
        case "w:numId":
            return replace(style, number=attributes.get("val", ""))
        case "w:ilvl":
            return replace(style, level=attributes.get("val", ""))
    return style
