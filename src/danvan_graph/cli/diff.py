"""``danvan diff``: how two generations of a graph differ."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console

from danvan_graph import resources
from danvan_graph.cli.options import store_option
from danvan_graph.cli.wording import Verb
from danvan_graph.comparison.generations import Difference, difference
from danvan_graph.lookup import InstrumentIndex
from danvan_graph.queries.catalogue import read_catalogue
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.generations.generation import verify
from danvan_graph.store.keeping.snapshots import named

_SHOWN = 20


@click.command(cls=Verb)
@click.argument("before", metavar="BẢN_A")
@click.argument("after", metavar="BẢN_B")
@click.option("--json", "as_json", is_flag=True, help="In ra JSON, đủ mọi dòng.")
@store_option
def diff(before: str, after: str, store: Path, *, as_json: bool) -> None:
    """Cho biết BẢN_B khác BẢN_A ở văn bản nào, quan hệ nào, và câu trả lời nào.

    Mỗi bản gọi bằng mấy chữ số đầu của tên; “danvan snapshots” liệt kê các bản.
    """
    opened = []
    for name in (before, after):
        generation = named(store, name)
        verify(generation)
        opened.append(Store(generation))
    found = difference(opened[0], opened[1], read_catalogue(resources.queries_folder()))
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        labels = {
            iri: known.label
            for each in opened
            for iri, known in InstrumentIndex.of(each).instruments.items()
        }
        _print(found, labels)


def _print(found: Difference, labels: dict[str, str]) -> None:
    console = Console(highlight=False, soft_wrap=True, markup=False)

    def tell(head: str, lines: list[str]) -> None:
        console.print(f"{head}: {len(lines)}")
        for line in lines[:_SHOWN]:
            console.print(f"  {line}")
        if lines[_SHOWN:]:
            console.print(f"  … và {len(lines) - _SHOWN} dòng nữa; xem đủ bằng --json.")

    for head, addresses in (
        ("Văn bản thêm", found.added),
        ("Văn bản sửa", found.changed),
        ("Văn bản bỏ", found.removed),
    ):
        tell(head, [labels.get(iri, iri) for iri in addresses])
    for head, relations in (
        ("Quan hệ thêm", found.relations_added),
        ("Quan hệ bỏ", found.relations_removed),
    ):
        tell(head, [f"{labels.get(a, a)} — {r} → {labels.get(b, b)}" for a, r, b in relations])
    changed = [
        f"{a.title} ({a.query}): thêm {a.gained} dòng, bớt {a.lost} dòng" for a in found.answers
    ]
    tell("Câu trả lời khác", changed)
