"""One plan in every format gives one text."""

import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher
from html import escape
from pathlib import Path

import pytest

from danvan_graph.text import read_text

Save = Callable[[str, bytes | str], Path]
Docx = Callable[..., Path]
Pdf = Callable[..., Path]
AsXml = Callable[[list[str]], str]
AsPages = Callable[..., list[list[tuple[float, float, str]]]]


@pytest.fixture
def written(
    plan: str, save: Save, docx: Docx, pdf: Pdf, as_xml: AsXml, as_pages: AsPages
) -> dict[str, Path]:
    """The plan as a file of each format that needs no tool."""
    lines = [line.strip() for line in plan.split("\n")]
    head, rest = lines[:2], lines[2:]
    cells = "".join(f"<w:tc>{as_xml([line])}</w:tc>" for line in head)
    rows = "".join(f"<td>{escape(line)}</td>" for line in head)
    page = f"<table><tr>{rows}</tr></table>" + "".join(f"<p>{escape(line)}</p>" for line in rest)
    return {
        "txt": save("a.txt", plan),
        "md": save("a.md", plan),
        "utf-16": save("b.txt", plan.encode("utf-16")),
        "nfd": save("c.txt", unicodedata.normalize("NFD", plan)),
        "crlf": save("d.txt", plan.replace("\n", "\r\n")),
        "html": save("a.html", page),
        "docx": docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{as_xml(rest)}"),
        "pdf": pdf(as_pages(lines, 9)),
    }


def letters(text: str) -> str:
    return "".join(text.split())


def test_every_format_gives_the_same_flat_text(plan: str, written: dict[str, Path]) -> None:
    expected = read_text(written["txt"]).text.flat
    for name, path in written.items():
        flat = read_text(path).text.flat
        assert letters(flat) == letters(expected), name
        one, other = expected.replace("\n", " "), flat.replace("\n", " ")
        same = SequenceMatcher(None, one, other, autojunk=False).ratio()
        # PDFium joins “9001/CT-” and “UBVD” of the next line; nothing else may differ
        assert same > 0.999 if name == "pdf" else same == 1, name


def test_every_span_leads_to_the_same_words(plan: str, written: dict[str, Path]) -> None:
    wanted = "báo cáo" if "báo cáo" in plan else "KẾ HOẠCH"
    for name, path in written.items():
        text = read_text(path).text
        start = text.flat.index(wanted)
        span = text.span(start, start + len(wanted))
        assert text.source[span.start : span.end] == wanted, name
