"""Puts the values of parameters into a query without ever building SPARQL from a person's text."""

import re
from collections.abc import Mapping

from rdflib import Literal, URIRef

_ESCAPABLE = re.compile(r"\\\\([uU])")
_BLOCK = re.compile(r"\bVALUES\s+\?(?P<name>\w+)\s*\{(?P<inside>[^{}]*)\}")


def blocks(text: str) -> list[tuple[str, str]]:
    """Returns every ``VALUES ?name { … }`` of one variable, as name and content.

    >>> blocks("SELECT * { VALUES ?year { 2023 } ?plan dv:year ?year }")
    [('year', '2023')]
    """
    return [(m["name"], m["inside"].strip()) for m in _BLOCK.finditer(text)]


def _written(term: URIRef | Literal) -> str:
    r"""Returns the term in SPARQL syntax.

    SPARQL (19.2) expands ``\\uXXXX`` before it reads strings, so an engine that follows the letter
    would turn the backslash and ``u0022`` of a value into a quotation mark that ends the string.
    The ``u`` after a backslash is therefore written as an escape of its own.

    >>> _written(Literal(r"\u0022 } #"))
    '"\\\\\\U000000750022 } #"'
    """
    return _ESCAPABLE.sub(lambda m: rf"\\\U{ord(m[1]):08X}", term.n3())


def bind(text: str, terms: Mapping[str, URIRef | Literal | None]) -> str:
    """Returns the query with the block of each parameter holding its term.

    All blocks are exchanged in one pass over the text of the file, so a value that looks like
    SPARQL is never read as such.

    Args:
        text: a query in which each parameter has exactly one block.
        terms: the term of each parameter; None leaves it open (``UNDEF``).

    >>> bind('VALUES ?name { "a" }', {"name": Literal('} ?s ?p ?o {')})
    'VALUES ?name { "} ?s ?p ?o {" }'
    >>> bind("VALUES ?year { 2023 }", {"year": None})
    'VALUES ?year { UNDEF }'
    """

    def block(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in terms:
            return match.group()
        term = terms[name]
        return f"VALUES ?{name} {{ {'UNDEF' if term is None else _written(term)} }}"

    return _BLOCK.sub(block, text)
