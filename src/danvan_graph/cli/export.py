"""``danvan export``: the published graph as files that others can take away."""

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from danvan_graph.cli.options import store_option
from danvan_graph.cli.wording import Verb
from danvan_graph.export.folder import FORMS, place_of
from danvan_graph.export.folder import export as export_graph
from danvan_graph.store.opening import open_store


@click.command(cls=Verb)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Nơi ghi; mặc định là chỗ trong kho mà trang /tai-ve lấy tệp.",
)
@click.option(
    "--form",
    "forms",
    multiple=True,
    type=click.Choice(FORMS),
    help="Chỉ dạng này; dùng được nhiều lần. Mặc định: mọi dạng.",
)
@store_option
def export(output: Path | None, forms: tuple[str, ...], store: Path) -> None:
    """Ghi bản đồ thị đã công bố thành tệp: N-Quads, Turtle, JSON-LD, Parquet, GraphML, GEXF.

    Kèm mã SHA-256, ngày, giấy phép và mô tả DCAT, VoID. Cùng một bản thì cho ra cùng các tệp.
    """
    opened = open_store(store)
    target = output or place_of(store, opened.generation.name)
    talk = Console(stderr=True, highlight=False, soft_wrap=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=talk) as progress:
        bar = progress.add_task("Bắt đầu", total=None)

        def told(name: str, done: int, total: int) -> None:
            progress.update(
                bar, description=f"Ghi {name}" if name else "Xong", completed=done, total=total
            )

        files = export_graph(opened, target, told, forms or FORMS)
    size = f"{sum(file.size for file in files) / 1e6:.1f}".replace(".", ",")
    talk.print(f"Đã ghi {len(files)} tệp ({size} MB) vào “{target}”.", markup=False)
