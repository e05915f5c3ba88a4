"""``danvan build``: from the data folder to a published graph."""

from pathlib import Path

import click
from rich.console import Console

from danvan_graph.cli.options import (
    base_option,
    collection_option,
    data_option,
    keep_option,
    store_option,
)
from danvan_graph.cli.publish import copy_to
from danvan_graph.cli.wording import Verb
from danvan_graph.pipeline import build as build_graph
from danvan_graph.resources import data_folder, ontology_folder
from danvan_graph.store.opening import open_store, open_writer

_SHOWN = 20


@click.command(cls=Verb)
@data_option
@collection_option
@store_option
@base_option
@keep_option
@click.option(
    "--to",
    "server",
    metavar="MÁY_CHỦ",
    help="Rồi chép sang một máy chủ SPARQL 1.1, như lệnh “publish”.",
)
def build(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    data: Path | None, collection: Path, store: Path, base: str, keep: int, server: str | None
) -> None:
    """Đọc dữ liệu và bộ sưu tập riêng, kiểm tra, suy luận và công bố đồ thị."""
    target = open_writer(server) if server else None  # a wrong address is told before the work
    console = Console(highlight=False, soft_wrap=True)
    with console.status("Bắt đầu…") as status:
        made = build_graph(
            data or data_folder(),
            ontology_folder(),
            store,
            base,
            lambda stage: status.update(f"{stage}…"),
            own=collection,
            keep=keep,
        )
    generation = made.generation
    console.print(
        f"Đã công bố đồ thị {generation.name} vào “{store}”: {made.documents} văn bản, "
        f"{_number(generation.triples)} phát biểu ({_number(made.inferred)} do suy luận).",
        markup=False,
    )
    if made.warnings:
        console.print(f"Có {len(made.warnings)} điểm cần xem lại (không chặn việc công bố):")
        for warning in made.warnings[:_SHOWN]:
            console.print(f"  • {warning.message} [{warning.focus}]", markup=False)
        if len(made.warnings) > _SHOWN:
            console.print(f"  … và {len(made.warnings) - _SHOWN} điểm khác.")
    if target:
        copy_to(target, open_store(store), console)


def _number(value: int) -> str:
    """Returns a number as Vietnamese write it: 10.598."""
    return f"{value:,}".replace(",", ".")
