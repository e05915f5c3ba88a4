"""Asks the graph one question of the catalogue."""

from collections.abc import Mapping

from rdflib import Graph

from danvan_graph.errors import InvalidQuery
from danvan_graph.queries.binding import bind
from danvan_graph.queries.catalogue import Query
from danvan_graph.queries.parameter import Resolver, Term, read_term
from danvan_graph.store.engines.oxigraph import Answer
from danvan_graph.store.engines.reader import Reader
from danvan_graph.vocabulary import DEFAULT_BASE


def bound(
    query: Query,
    params: Mapping[str, str],
    resolver: Resolver | None = None,
    base: str = DEFAULT_BASE,
) -> str:
    """Returns the SPARQL that asks the question with these values.

    Args:
        query: a query of the catalogue.
        params: what a person wrote, by name of the parameter; empty text counts as left out.
        resolver: finds what spellings such as "33/CT-TTg" mean.
        base: the base of the addresses of the graph.

    Raises:
        InvalidQuery: a parameter is unknown, missing, or cannot be read.
    """
    known = {parameter.name: parameter for parameter in query.params}
    for name in sorted(params.keys() - known.keys()):
        raise InvalidQuery(
            f"Truy vấn “{query.name}” không có tham số “{name[:80]}”; "
            f"các tham số là: {', '.join(known) or 'không có'}.",
            f"The query “{query.name}” has no parameter “{name[:80]}”.",
        )
    terms: dict[str, Term | None] = {}
    for name, parameter in known.items():
        text = params.get(name, "")
        if text.strip():
            terms[name] = read_term(parameter, text, base, resolver)
        elif parameter.optional:
            terms[name] = None
        else:
            raise InvalidQuery(
                f"Truy vấn “{query.name}” cần tham số “{name}” ({parameter.label_vi}), "
                f"ví dụ {parameter.example}.",
                f"The query “{query.name}” needs “{name}”, such as {parameter.example}.",
            )
    return bind(query.body, terms)


def run(
    query: Query, store: Reader, params: Mapping[str, str], resolver: Resolver | None = None
) -> Answer | Graph:
    """Returns the answer of the graph: rows for a SELECT, triples for a CONSTRUCT.

    Args:
        query: a query of the catalogue.
        store: a published graph.
        params: what a person wrote, by name of the parameter.
        resolver: finds what spellings such as "33/CT-TTg" mean.

    Raises:
        InvalidQuery: a parameter is unknown, missing, or cannot be read.
    """
    text = bound(query, params, resolver, store.base)
    return store.construct(text) if query.form == "CONSTRUCT" else store.select(text)
