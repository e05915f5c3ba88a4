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
from danvan_graph.cli.wording import Verb
from danvan_graph.pipeline import build as build_graph
from danvan_graph.resources import data_folder, ontology_folder

_SHOWN = 20


@click.command(cls=Verb)
@data_option
@collection_option
@store_option
@base_option
@keep_option
def build(data: Path | None, collection: Path, store: Path, base: str, keep: int) -> None:
    """Đọc dữ liệu và bộ sưu tập riêng, kiểm tra, suy luận và công bố đồ thị."""
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


def _number(value: int) -> str:
    """Returns a number as Vietnamese write it: 10.598."""
    return f"{value:,}".replace(",", ".")
