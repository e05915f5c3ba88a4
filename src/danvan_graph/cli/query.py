"""``danvan queries`` and ``danvan query``: which questions there are, and asking one of them."""

from collections.abc import Iterable

import click
from rdflib import Graph

from danvan_graph.cli.options import graph_option
from danvan_graph.cli.wording import Verb
from danvan_graph.lookup import index_of
from danvan_graph.notebook import spelt_out
from danvan_graph.queries.catalogue import Parameter, Query, read_catalogue
from danvan_graph.queries.run import run
from danvan_graph.queries.table import FORMATS, as_turtle, table
from danvan_graph.resources import queries_folder
from danvan_graph.store.engines.oxigraph import Answer
from danvan_graph.store.opening import open_store


@click.command(cls=Verb)
def queries() -> None:
    """Liệt kê các câu hỏi có sẵn và tham số của từng câu."""
    for query in read_catalogue(queries_folder()):
        click.echo(f"{query.name}\n  {query.title_vi}")
        for parameter in query.params:
            click.echo(f"    {_described(parameter)}")


def _described(parameter: Parameter) -> str:
    left_out = ", có thể bỏ" if parameter.optional else ""
    example = f"--param {parameter.name}={parameter.example}"
    return f"{example}  ({parameter.label_vi}, kiểu {parameter.type}{left_out})"


@click.command(cls=Verb)
@click.argument("name", metavar="TÊN")
@click.option(
    "--param",
    "pairs",
    multiple=True,
    metavar="TÊN=GIÁ_TRỊ",
    help="Giá trị của một tham số; văn bản thì viết theo cách nào cũng được. Dùng được nhiều lần.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", *FORMATS, "turtle"]),
    default=None,
    help="Dạng kết quả (mặc định: table; với câu hỏi trả về đồ thị: turtle).",
)
@graph_option
def query(name: str, pairs: tuple[str, ...], form: str | None, store: str) -> None:
    """Hỏi câu TÊN trong danh sách của lệnh “queries”.

    Ví dụ: danvan query lookup/plans-citing --param instrument="33/CT-TTg"
    """
    asked = read_catalogue(queries_folder()).get(name)
    params, wanted = _params(pairs), _format(asked, form)
    graph = open_store(store)
    named = spelt_out(asked, params, lambda: index_of(graph))
    answer = run(asked, graph, named)
    click.echo(_written(asked, answer, wanted), nl=False)


def _params(pairs: Iterable[str]) -> dict[str, str]:
    params: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise click.UsageError(f"“{pair[:80]}” phải có dạng TÊN=GIÁ_TRỊ")
        if name in params:
            raise click.UsageError(f"tham số “{name[:80]}” được cho hai lần")
        params[name] = value
    return params


def _format(asked: Query, form: str | None) -> str:
    """Returns the format to write in, which the form of the query must allow."""
    of_graph = asked.form == "CONSTRUCT"
    wanted = form or ("turtle" if of_graph else "table")
    if (wanted == "turtle") is not of_graph:
        told = "trả về đồ thị, chỉ in được dạng turtle" if of_graph else "không in được dạng turtle"
        raise click.UsageError(f"câu hỏi “{asked.name}” {told}")
    return wanted


def _written(asked: Query, answer: Answer | Graph, form: str) -> str:
    if isinstance(answer, Graph):
        return as_turtle(answer)
    if form in FORMATS:
        return FORMATS[form][1](answer)
    if not answer.rows:
        return "Không có kết quả nào.\n"
    labels = {column.name: column.label_vi for column in asked.columns}
    return table(answer, [labels.get(name, name) for name in answer.columns])
