"""``danvan demo``: an invented country, made once and served."""

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from danvan_graph.cli.options import base_option
from danvan_graph.cli.serve import listening_options, serve_store
from danvan_graph.cli.wording import Verb
from danvan_graph.pipeline import COMPANIONS
from danvan_graph.resources import data_folder, ontology_folder
from danvan_graph.synthetic.country import publish_country, published_country
from danvan_graph.synthetic.scale import SCALES, Scale, scale_named


@click.command(cls=Verb)
@click.option(
    "--scale",
    default="S",
    type=click.Choice(tuple(SCALES), case_sensitive=False),
    show_default=True,
    metavar="CỠ",
    help="Cỡ dữ liệu: S, M, national (cả nước, khoảng 12.000 kế hoạch) hoặc L.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Thư mục của đồ thị giả lập (mặc định: var/demo-CỠ).",
)
@click.option("--no-serve", is_flag=True, help="Chỉ dựng, không mở trang web.")
@base_option
@listening_options
def demo(  # noqa: PLR0913 - one option each
    scale: str, store: Path | None, base: str, host: str, port: int, *, no_serve: bool
) -> None:
    """Dựng một nước với các kế hoạch giả lập trên địa bàn thật, rồi mở trang web để thử.

    Dựng một lần; lần sau mở ngay. Mọi trang đều ghi rõ là dữ liệu giả lập.
    """
    chosen = scale_named(scale)
    folder = store or Path("var") / f"demo-{chosen.name}"
    if published_country(folder, chosen, COMPANIONS) is None:
        _make(folder, chosen, base)
    if not no_serve:
        serve_store(host, port, folder)


def _make(folder: Path, scale: Scale, base: str) -> None:
    talk = Console(stderr=True, highlight=False, soft_wrap=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=talk) as progress:
        bar = progress.add_task("Bắt đầu", total=None)

        def told(stage: str, done: int, total: int) -> None:
            progress.update(bar, description=stage, completed=done, total=total or None)

        made = publish_country(
            data_folder(),
            ontology_folder(),
            scale,
            folder,
            base,
            companions=COMPANIONS,
            progress=told,
        )
    count = f"{made.triples:,}".replace(",", ".")
    talk.print(
        f"Đã dựng đồ thị giả lập {made.name} vào “{folder}”: {count} phát biểu.", markup=False
    )
