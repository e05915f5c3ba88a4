"""All questions that can be asked, each a file ``<theme>/<name>.rq``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from danvan_graph.errors import InvalidQuery, UnknownName
from danvan_graph.queries.head import Column, read_head, split
from danvan_graph.queries.parameter import Parameter

__all__ = ["Catalogue", "Column", "Parameter", "Query", "read_catalogue"]

_FORM = re.compile(r"^\s*(SELECT|CONSTRUCT)\b", re.MULTILINE)
_NAME = re.compile(r"[a-z]+(?:-[a-z0-9]+)*/[a-z]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Query:
    """One question to the graph.

    Attributes:
        name: theme and file name, such as ``lookup/plans-citing``.
        title_vi: the question, in Vietnamese.
        title_en: the question, in English.
        summary_vi: what a row means and what to beware of.
        summary_en: the same in English.
        group: number of the question in the mission, 1 to 9.
        params: what it asks for, in order.
        columns: what it gives, in order; empty for a CONSTRUCT.
        tags: words for finding it.
        may_be_empty: whether a good graph may give no row.
        text: the whole file, which runs as it lies.
        form: ``SELECT`` or ``CONSTRUCT``.
    """

    name: str
    title_vi: str
    title_en: str
    summary_vi: str
    summary_en: str
    group: int
    params: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    tags: tuple[str, ...]
    may_be_empty: bool
    text: str
    form: str

    @property
    def theme(self) -> str:
        """The folder it lies in, such as ``lookup``."""
        return self.name.partition("/")[0]

    @property
    def body(self) -> str:
        """The SPARQL below the head."""
        return split(self.text)[1]

    @property
    def examples(self) -> Mapping[str, str]:
        """The parameters with which the file runs as it lies; open ones are left out."""
        closed = (p for p in self.params if f"?{p.name} {{ UNDEF }}" not in self.text)
        return {p.name: p.example for p in closed}


class Catalogue:
    """The queries by name.

    Args:
        queries: in any order; their names differ.
    """

    def __init__(self, queries: Mapping[str, Query]) -> None:
        self._queries = dict(sorted(queries.items()))

    def __iter__(self) -> Iterator[Query]:
        return iter(self._queries.values())

    def __len__(self) -> int:
        return len(self._queries)

    def __contains__(self, name: object) -> bool:
        return name in self._queries

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes that hold a query, sorted."""
        return tuple(sorted({query.theme for query in self}))

    def of_group(self, group: int) -> tuple[Query, ...]:
        """Returns the queries that answer one question of the mission (1 to 9)."""
        return tuple(query for query in self if query.group == group)

    def get(self, name: str) -> Query:
        """Returns the query of that name.

        Raises:
            UnknownName: there is none; the message and ``nearest`` list what comes close.
        """
        if name in self._queries:
            return self._queries[name]
        near = get_close_matches(name, self._queries, n=3, cutoff=0.5)
        hint = f"; gần nhất là {', '.join(near)}" if near else ""
        raise UnknownName(
            f"Không có truy vấn nào tên là “{name[:80]}”{hint}.",
            f"There is no query called “{name[:80]}”{'; nearest: ' + ', '.join(near) if near else ''}.",
            near,
        )


def read_query(text: str, name: str) -> Query:
    """Returns the query that a file holds.

    Args:
        text: the whole file.
        name: theme and file name without the extension.

    Raises:
        InvalidQuery: the name, the head or the form of the query is wrong.
    """
    file = f"{name}.rq"
    if _NAME.fullmatch(name) is None:
        raise InvalidQuery(
            f"Tệp truy vấn “{file}” phải nằm trong một thư mục chủ đề và có tên chữ thường.",
            f"The query file “{file}” must lie in a folder of its theme, in lower case.",
        )
    head = read_head(text, file)
    form = _FORM.search(split(text)[1])
    if form is None:
        raise InvalidQuery(
            f"Tệp truy vấn “{file}” phải là SELECT hoặc CONSTRUCT.",
            f"The query file “{file}” must be a SELECT or a CONSTRUCT.",
        )
    return Query(
        name=name,
        title_vi=head.title_vi,
        title_en=head.title_en,
        summary_vi=head.summary_vi,
        summary_en=head.summary_en,
        group=head.group,
        params=head.params,
        columns=head.columns,
        tags=head.tags,
        may_be_empty=head.may_be_empty,
        text=text,
        form=form[1],
    )


def read_catalogue(folder: Path) -> Catalogue:
    """Returns every query of a folder, by name.

    Args:
        folder: holds ``<theme>/<name>.rq``; the shipped ones lie in
            :func:`danvan_graph.resources.queries_folder`.

    Raises:
        FileNotFoundError: the folder holds no query; a catalogue of nothing is a mistake.
        InvalidQuery: a file is wrong; the message names it.
    """
    found = {}
    for path in sorted(folder.rglob("*.rq")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        found[name] = read_query(path.read_text(encoding="utf-8"), name)
    if not found:
        raise FileNotFoundError(folder)
    return Catalogue(found)
