"""How two generations differ: in documents, in relations, and in what the shipped queries answer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph

from danvan_graph.queries.catalogue import Query
from danvan_graph.queries.run import run
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.keeping.changes import compared, documents
from danvan_graph.vocabulary import RELATIONS

Relation = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A query that answers otherwise.

    Attributes:
        query: its name.
        title: the question, in Vietnamese.
        gained: rows that the later generation has and the earlier has not.
        lost: rows that only the earlier has.
    """

    query: str
    title: str
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Difference:
    """How a later generation differs from an earlier one.

    Attributes:
        added: addresses of documents that only the later has.
        changed: of those of which something else is said.
        removed: of those that only the earlier has.
        relations_added: citing instrument, slug of the relation, cited instrument.
        relations_removed: likewise.
        answers: the queries that answer otherwise, asked with the examples of their heads.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    relations_added: tuple[Relation, ...]
    relations_removed: tuple[Relation, ...]
    answers: tuple[ChangedAnswer, ...]


def difference(before: Store, after: Store, queries: Iterable[Query]) -> Difference:
    """Returns how a later generation differs from an earlier one.

    Args:
        before: the earlier.
        after: the later.
        queries: the questions that are asked of both.
    """
    added, changed, removed = compared(documents(before.generation), documents(after.generation))
    were, are = _relations(before), _relations(after)
    answers = (_answer(query, before, after) for query in queries)
    return Difference(
        added,
        changed,
        removed,
        tuple(sorted(are - were)),
        tuple(sorted(were - are)),
        tuple(a for a in answers if a.gained or a.lost),
    )


def _relations(store: Store) -> set[Relation]:
    slugs = {str(term): slug for slug, term in RELATIONS.items()}
    terms = " ".join(f"<{term}>" for term in slugs)
    query = f"SELECT ?from ?term ?to {{ VALUES ?term {{ {terms} }} ?from ?term ?to }}"
    return {
        (str(source), slugs[str(term)], str(target))
        for source, term, target in store.strings(query)
    }


def _answer(query: Query, before: Store, after: Store) -> ChangedAnswer:
    were, are = _rows(query, before), _rows(query, after)
    return ChangedAnswer(query.name, query.title_vi, (are - were).total(), (were - are).total())


def _rows(query: Query, store: Store) -> Counter[tuple[str, ...]]:
    params = {p.name: p.example for p in query.params if not p.optional}
    found = run(query, store, params, lambda _, text: text)
    rows = iter(found) if isinstance(found, Graph) else found.rows
    return Counter(tuple(str(term) for term in row) for row in rows)
