"""``/queries``: the named queries, and their answers."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from rdflib import Literal, URIRef
from rdflib.term import Node

from danvan_graph.queries.catalogue import Query
from danvan_graph.queries.run import bound
from danvan_graph.store.engines.oxigraph import Answer
from danvan_graph.store.untrusted.pool import QueryPool
from danvan_graph.store.untrusted.result_format import ResultFormat
from danvan_graph.web.api.plans import PROBLEMS
from danvan_graph.web.meaning import resolve
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.solutions import rows_told, triples_told
from danvan_graph.web.site.requests import CatalogueNow, EditionNow, PoolNow

router = APIRouter(tags=["Truy vấn"])


class Parameter(BaseModel):
    """Một tham số của truy vấn."""

    name: str = Field(description="Tên tham số trong địa chỉ.")
    type: str = Field(description="Kiểu: instrument, unit, territory, level, year, date …")
    label: str = Field(description="Tên gọi.")
    example: str = Field(description="Một giá trị dùng được.")
    optional: bool = Field(description="Có thể bỏ trống hay không.")


class NamedQuery(BaseModel):
    """Một câu hỏi có sẵn."""

    name: str = Field(description="Tên: chủ đề/câu hỏi.")
    title: str = Field(description="Câu hỏi.")
    title_en: str = Field(description="Câu hỏi bằng tiếng Anh.")
    summary: str = Field(description="Mỗi dòng kết quả nói gì, cần lưu ý gì.")
    form: str = Field(description="SELECT hoặc CONSTRUCT.")
    params: tuple[Parameter, ...]
    columns: tuple[str, ...] = Field(description="Các cột.")
    sparql: str = Field(description="Tệp truy vấn, chạy được nguyên như vậy.")


class Table(BaseModel):
    """Kết quả của một câu hỏi."""

    query: str = Field(description="Tên truy vấn.")
    columns: tuple[str, ...] = Field(description="Các cột.")
    column_labels: tuple[str, ...] = Field(description="Tên gọi các cột.")
    rows: tuple[dict[str, str | int | float | bool | None], ...]
    total: int = Field(description="Số dòng; luôn trả đủ, không cắt.")


def described(query: Query) -> NamedQuery:
    """Returns what the API says of a query."""
    return NamedQuery(
        name=query.name,
        title=query.title_vi,
        title_en=query.title_en,
        summary=query.summary_vi,
        form=query.form,
        params=tuple(
            Parameter(
                name=p.name, type=p.type, label=p.label_vi, example=p.example, optional=p.optional
            )
            for p in query.params
        ),
        columns=tuple(c.name for c in query.columns),
        sparql=query.text,
    )


def answer(
    pool: QueryPool, edition: Edition, query: Query, params: dict[str, str], client: str | None
) -> Answer:
    """Returns the rows of a named query, asked by a worker that may be killed.

    The triples of a CONSTRUCT become rows of three.

    Args:
        pool: the workers.
        edition: what is asked.
        query: the query.
        params: what its parameters stand for, as a person writes it.
        client: who asks.

    Raises:
        QueryTooExpensive: a limit of time, memory, size or concurrency was passed.
    """
    graph = query.form == "CONSTRUCT"
    form = ResultFormat.NTRIPLES if graph else ResultFormat.JSON
    text = bound(query, params, partial(resolve, edition), edition.store.base)
    held = pool.answer(text, form.value, client, graphs=edition.holds_graph)
    return triples_told(held) if graph else rows_told(held)


def plain(term: Node | None) -> str | int | float | bool | None:
    """Returns a term as JSON has it: numbers and truth values as such, all else as text."""
    if term is None:
        return None
    if isinstance(term, Literal) and not term.language:
        value = term.toPython()
        if isinstance(value, bool | int | float):
            return value
    return str(term)


def labels(query: Query, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Returns how the columns of an answer are called."""
    called = {c.name: c.label_vi for c in query.columns}
    triple = {"s": "Chủ thể", "p": "Thuộc tính", "o": "Giá trị"}
    return tuple(called.get(c) or triple.get(c, c) for c in columns)


def is_address(term: Node | None) -> bool:
    """Returns whether a term is the address of a thing."""
    return isinstance(term, URIRef)


@router.get("/queries", summary="Các câu hỏi có sẵn")
def queries(catalogue: CatalogueNow) -> tuple[NamedQuery, ...]:
    """Trả về mọi câu hỏi có sẵn, với tham số và tệp SPARQL của từng câu."""
    return tuple(described(query) for query in catalogue)


@router.get(
    "/queries/{name:path}",
    response_model=Table,
    responses=PROBLEMS,
    summary="Chạy một câu hỏi có sẵn",
)
def query_answer(
    request: Request, edition: EditionNow, pool: PoolNow, catalogue: CatalogueNow, name: str
) -> dict[str, Any]:
    """Chạy câu hỏi với các tham số đặt ngay trong địa chỉ, ví dụ `?instrument=33/CT-TTg`."""
    query = catalogue.get(name)
    client = request.client.host if request.client else None
    found = answer(pool, edition, query, dict(request.query_params), client)
    rows = [dict(zip(found.columns, map(plain, row), strict=True)) for row in found.rows]
    return {
        "query": query.name,
        "columns": found.columns,
        "column_labels": labels(query, found.columns),
        "rows": rows,
        "total": len(rows),
    }
