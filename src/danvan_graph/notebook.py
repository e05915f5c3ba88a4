"""A published graph for notebooks and programs: look-ups, cascades, questions as tables.

Everything is what the other rooms answer, in the shapes that Python people hold: networkx graphs,
pandas tables, frozen dataclasses.
"""

import os
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from rdflib import Graph, Literal
from rdflib.term import Node

from danvan_graph.cascade import cascade_of
from danvan_graph.cascade.shape import Cascade
from danvan_graph.citing import CitingPlan, plans_citing
from danvan_graph.lookup import InstrumentIndex, index_of
from danvan_graph.lookup.index import Known
from danvan_graph.queries.catalogue import Catalogue, Query, read_catalogue
from danvan_graph.queries.run import run
from danvan_graph.resources import queries_folder
from danvan_graph.store.engines.oxigraph import Answer
from danvan_graph.store.engines.reader import Reader
from danvan_graph.store.opening import open_store

_NAME = re.compile(r"[\w-]+/[\w-]+")
_GRAPH_FORM = re.compile(r"\b(?:CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


def opened(place: str | Path | None = None) -> "OpenGraph":
    """Returns the graph at a place; see :func:`danvan_graph.open_graph`."""
    chosen = place or os.environ.get("DANVAN_STORE") or "var/graph"
    return OpenGraph(open_store(chosen))


class OpenGraph:
    """A published graph, open for questions.

    Args:
        store: the graph.
    """

    def __init__(self, store: Reader) -> None:
        self.store = store

    @cached_property
    def index(self) -> InstrumentIndex:
        """The instruments of the graph, found by any spelling; read when first needed."""
        return index_of(self.store)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The questions that come with the program."""
        return read_catalogue(queries_folder())

    def instrument(self, text: str) -> Known:
        """Returns the one instrument that a spelling means.

        Args:
            text: number and symbol, name, key or address, in any spelling.

        Raises:
            UnknownName: there is none.
            AmbiguousName: there are several.
        """
        return self.index.find(text).known

    def cites(
        self,
        text: str,
        *,
        transitive: bool = False,
        roles: Collection[str] = (),
        levels: Collection[str] = (),
        years: Collection[int] = (),
    ) -> tuple[CitingPlan, ...]:
        """Returns the plans that cite an instrument, with the passages that say so.

        Args:
            text: the instrument, in any spelling.
            transitive: also plans that reach it through documents they carry out or rest on.
            roles: only these relations, such as ``{"thuc-hien"}``; empty for any.
            levels: only these levels, such as ``{"huyen", "xa"}``; empty for any.
            years: only plans of these years; empty for any.

        Raises:
            UnknownName: there is no such instrument.
            AmbiguousName: there are several.
        """
        return plans_citing(
            self.store,
            self.index,
            self.instrument(text).iri,
            transitive=transitive,
            roles=frozenset(roles),
            levels=frozenset(levels),
            years=frozenset(years),
        )

    def cascade(self, text: str, *, weak: bool = False, day: date | None = None) -> Cascade:
        """Returns how an instrument is carried out, as a networkx graph from lower to upper.

        Nodes bear the fields of :class:`danvan_graph.cascade.shape.Node`, edges those of
        :class:`danvan_graph.cascade.shape.Step`. A node of kind ``missing`` is a unit of which an
        answer is expected and not in the collection, which never means “not issued”.

        Args:
            text: the instrument, in any spelling.
            weak: also documents tied to it by a weaker relation than carrying it out.
            day: what stood on that day; None for everything known.

        Raises:
            UnknownName: there is no such instrument.
            AmbiguousName: there are several.
        """
        return cascade_of(self.store, self.instrument(text).iri, weak=weak, day=day)

    def query(self, question: str, **params: object) -> pd.DataFrame:
        """Returns the answer to a named question or to SPARQL, as a table.

        Addresses are texts, numbers numbers, days ``datetime.date``; what is unknown is missing.

        Args:
            question: a name such as ``lookup/plans-citing``, or a SPARQL SELECT or CONSTRUCT.
            params: values for the parameters of a named question; an instrument in any spelling.

        Raises:
            UnknownName: there is no question, or no instrument, of that name.
            InvalidQuery: a parameter is unknown, missing or cannot be read.
        """
        if _NAME.fullmatch(question):
            asked = self.catalogue.get(question)
            texts = {name: str(value) for name, value in params.items() if value is not None}
            answer = run(asked, self.store, spelt_out(asked, texts, lambda: self.index))
        elif _GRAPH_FORM.search(question):
            answer = self.store.construct(question)
        else:
            answer = self.store.select(question)
        return _frame(answer)

    def tasks(self, plan: str) -> pd.DataFrame:
        """Returns the tasks a plan sets, one row for each task and theme, in text order.

        Args:
            plan: the plan, in any spelling.
        """
        return self.query("tasks/of-plan", plan=plan)

    def duties(self, plan: str) -> pd.DataFrame:
        """Returns what has to be done by a day according to a plan, in text order.

        Args:
            plan: the plan, in any spelling. What binds one unit over all plans answers
                ``query("deadlines/of-unit", unit="294/open/ubnd", year=2023)``.
        """
        return self.query("deadlines/duties-of-plan", plan=plan)


def spelt_out(
    asked: Query, params: Mapping[str, str], index: Callable[[], InstrumentIndex]
) -> dict[str, str]:
    """Returns the parameters with the address of each instrument in place of its spelling.

    Even what looks like a key goes through the index: ``10/2022/qh15`` is the number of a law.

    Args:
        asked: the question.
        params: what a person wrote, by name of the parameter.
        index: gives the instruments of the graph; called only when they are needed.
    """
    named = {p.name for p in asked.params if p.type == "instrument" and params.get(p.name)}
    return {**params, **{name: index().find(params[name]).known.iri for name in sorted(named)}}


_TYPES = {bool: "boolean", int: "Int64", float: "Float64", str: "string"}


def _frame(answer: Answer | Graph) -> pd.DataFrame:
    columns = ("s", "p", "o") if isinstance(answer, Graph) else answer.columns
    rows = sorted(answer) if isinstance(answer, Graph) else answer.rows
    values = {name: [_plain(row[i]) for row in rows] for i, name in enumerate(columns)}
    return pd.DataFrame({name: _series(found) for name, found in values.items()})


def _series(values: list[object]) -> "pd.Series[Any]":
    """Returns a column of the one type its values have; of several, as they are."""
    kinds = {type(value) for value in values if value is not None}
    kind = _TYPES.get(kinds.pop()) if len(kinds) == 1 else None
    return pd.Series(values, dtype=kind or "object")


def _plain(term: Node | None) -> object:
    """Returns a term as Python has it."""
    if term is None:
        return None
    if isinstance(term, Literal):
        value = term.toPython()
        if isinstance(value, Decimal):
            return float(value)
        return value if isinstance(value, bool | int | float | date) else str(term)
    return str(term)
