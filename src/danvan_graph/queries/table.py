"""Answers as text: the four result formats of the W3C, Turtle, and tables for people.

CSV, TSV, JSON and XML follow the W3C recommendations of 21 March 2013 to the letter, so nothing in
them is made pretty or escaped for spreadsheets; :func:`sheet` is for those.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from danvan_graph.store.engines.oxigraph import Answer
from danvan_graph.vocabulary import PREFIXES

_SPARQL_RESULTS = "http://www.w3.org/2005/sparql-results#"
_BARE = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.double: re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"),
    XSD.boolean: re.compile(r"true|false"),
}
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _plain(term: Node | None) -> str:
    """Returns the text of a term as the CSV format wants it."""
    if term is None:
        return ""
    return f"_:{term}" if isinstance(term, BNode) else str(term)


def _datatype(term: Literal) -> URIRef | None:
    return None if term.datatype == XSD.string else term.datatype


def as_csv(answer: Answer) -> str:
    """Returns the answer in the SPARQL 1.1 CSV format."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(answer.columns)
    for row in answer.rows:
        if len(row) == 1 and not _plain(row[0]):
            text.write("\r\n")
        else:
            writer.writerow([_plain(term) for term in row])
    return text.getvalue()


def turtle_term(term: Node | None) -> str:
    """Returns a term in Turtle syntax on one line, or nothing where there is none.

    >>> turtle_term(Literal("09/KH-UBND")), turtle_term(Literal(2022)), turtle_term(None)
    ('"09/KH-UBND"', '2022', '')
    """
    if term is None:
        return ""
    if not isinstance(term, Literal):
        return f"<{term}>" if isinstance(term, URIRef) else f"_:{term}"
    bare = _BARE.get(term.datatype) if term.datatype else None
    if bare and bare.fullmatch(str(term)):
        return str(term)
    quoted = f'"{str(term).translate(_ESCAPES)}"'
    if term.language:
        return f"{quoted}@{term.language}"
    datatype = _datatype(term)
    return f"{quoted}^^<{datatype}>" if datatype else quoted


def as_tsv(answer: Answer) -> str:
    """Returns the answer in the SPARQL 1.1 TSV format."""
    lines = ["\t".join(f"?{name}" for name in answer.columns)]
    lines += ["\t".join(turtle_term(term) for term in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def _json_term(term: Node) -> dict[str, str]:
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if isinstance(term, BNode):
        return {"type": "bnode", "value": str(term)}
    found = {"type": "literal", "value": str(term)}
    if isinstance(term, Literal) and term.language:
        found["xml:lang"] = term.language
    elif isinstance(term, Literal) and _datatype(term):
        found["datatype"] = str(term.datatype)
    return found


def as_json(answer: Answer) -> str:
    """Returns the answer in the SPARQL 1.1 JSON format."""
    bindings = [
        {name: _json_term(term) for name, term in row.items() if term is not None}
        for row in answer.dicts()
    ]
    found = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return json.dumps(found, ensure_ascii=False) + "\n"


def _xml_text(text: str) -> str:
    # XML 1.0 has no way to write the other control characters, not even by reference.
    kept = "".join(c if c in "\t\n\r" or c >= " " else "\ufffd" for c in text)
    return escape(kept.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"), {"\r": "&#13;"})


def _xml_term(term: Node) -> str:
    if isinstance(term, URIRef):
        return f"<uri>{_xml_text(term)}</uri>"
    if isinstance(term, BNode):
        return f"<bnode>{_xml_text(term)}</bnode>"
    about = ""
    if isinstance(term, Literal) and term.language:
        about = f" xml:lang={quoteattr(term.language)}"
    elif isinstance(term, Literal) and _datatype(term):
        about = f" datatype={quoteattr(str(term.datatype))}"
    return f"<literal{about}>{_xml_text(str(term))}</literal>"


def as_xml(answer: Answer) -> str:
    """Returns the answer in the SPARQL XML format."""
    names = "".join(f"<variable name={quoteattr(name)}/>" for name in answer.columns)
    results = "".join(
        "<result>"
        + "".join(
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in row.items()
            if term is not None
        )
        + "</result>\n"
        for row in answer.dicts()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sparql xmlns="{_SPARQL_RESULTS}">\n'
        f"<head>{names}</head>\n<results>\n{results}</results>\n</sparql>\n"
    )


def as_turtle(graph: Graph) -> str:
    """Returns triples as Turtle with the prefixes of the project."""
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    return graph.serialize(format="turtle")


def as_sorted_triples(graph: Graph) -> str:
    """Returns triples as sorted N-Triples, which are Turtle too and the same every time."""
    return "".join(sorted(f"{' '.join(map(turtle_long, triple))} .\n" for triple in graph))


def turtle_long(term: Node) -> str:
    """Returns a term as N-Triples writes it, numbers and booleans quoted as well.

    >>> turtle_long(Literal(2022))
    '"2022"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    short = turtle_term(term)
    bare = isinstance(term, Literal) and not short.startswith('"')
    return f'"{short}"^^<{term.datatype}>' if bare and isinstance(term, Literal) else short


FORMATS: Mapping[str, tuple[str, Callable[[Answer], str]]] = {
    "csv": ("text/csv; charset=utf-8; header=present", as_csv),
    "tsv": ("text/tab-separated-values; charset=utf-8", as_tsv),
    "json": ("application/sparql-results+json", as_json),
    "xml": ("application/sparql-results+xml", as_xml),
}
"""Media type and writer of each format of the W3C."""


def cells(answer: Answer) -> list[list[str]]:
    """Returns the answer for people and spreadsheets, with no cell that a program would run.

    A cell that begins like a formula gets an apostrophe before it; numbers stay numbers.

    >>> cells(Answer(("a", "b"), ((Literal("=1+1"), Literal(-5)),)))
    [["'=1+1", '-5']]
    """
    return [[_safe(term) for term in row] for row in answer.rows]


def _safe(term: Node | None) -> str:
    text = _plain(term)
    number = isinstance(term, Literal) and term.datatype in _BARE
    return f"'{text}" if text.startswith(_FORMULA) and not number else text


def sheet(answer: Answer, labels: Sequence[str]) -> str:
    """Returns the answer as CSV for a spreadsheet: labels above, a byte-order mark before.

    Args:
        answer: rows.
        labels: the heading of each column.
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([list(labels), *cells(answer)])
    return "\ufeff" + text.getvalue()


def _width(text: str) -> int:
    return sum(not unicodedata.combining(c) for c in text)


def table(answer: Answer, labels: Sequence[str]) -> str:
    """Returns the answer as lines of aligned columns for a terminal.

    Args:
        answer: rows.
        labels: the heading of each column.
    """
    lines = [list(labels), *cells(answer)]
    shown = [[" ".join(cell.split()) for cell in line] for line in lines]
    widths = [max(map(_width, column)) for column in zip(*shown, strict=True)]
    shown.insert(1, ["─" * width for width in widths])
    padded = (
        "  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(line, widths, strict=True))
        for line in shown
    )
    return "\n".join(line.rstrip() for line in padded) + "\n"
