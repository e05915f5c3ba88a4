"""``danvan snapshots``, ``rollback``, ``backup`` and ``restore``: the generations of a graph."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from danvan_graph.cli.options import keep_option, store_option
from danvan_graph.cli.wording import Verb
from danvan_graph.store.generations.generation import Generation
from danvan_graph.store.keeping import snapshots as kept


@click.command(cls=Verb)
@store_option
@click.option(
    "--verify", is_flag=True, help="Đọc lại từng tệp, kể cả tệp không đổi từ lần kiểm tra trước."
)
def snapshots(store: Path, *, verify: bool) -> None:
    """Liệt kê các bản đồ thị đang giữ, bản mới nhất trước, và bản nào còn nguyên vẹn."""
    table = Table("Bản", "Công bố lúc (UTC)", "Văn bản", "Phát biểu", "Tình trạng", box=None)
    for snapshot in kept.snapshots(store, thoroughly=verify):
        made = snapshot.generation
        state = snapshot.fault or "nguyên vẹn"
        if snapshot.current:
            state = f"đang dùng, {state}"
        if made is None:
            table.add_row(snapshot.name, "", "", "", state)
        else:
            counts = f"{_documents(made)}", f"{made.triples:,}".replace(",", ".")
            table.add_row(made.name, made.published, *counts, state)
    Console(highlight=False, soft_wrap=True, markup=False).print(table)


def _documents(made: Generation) -> str:
    try:
        names = made.graphs()
    except (OSError, ValueError):  # the damage is told in the last column
        return ""
    return str(sum(name.startswith(f"{made.base}graph/instrument/") for name in names))


@click.command(cls=Verb)
@click.argument("name", metavar="BẢN")
@store_option
def rollback(name: str, store: Path) -> None:
    """Quay về BẢN cũ, gọi bằng mấy chữ số đầu của tên nó; máy chủ đang chạy dùng ngay."""
    made = kept.roll_back(store, name)
    click.echo(f"Đồ thị đang dùng bây giờ là bản {made.name}, công bố lúc {made.published}.")


@click.command(cls=Verb)
@click.argument("target", type=click.Path(path_type=Path), metavar="ĐÍCH")
@store_option
def backup(target: Path, store: Path) -> None:
    """Chép bản đang dùng vào ĐÍCH: một tệp .tar hoặc .tar.gz, hoặc một thư mục mới."""
    made = kept.back_up(store, target)
    click.echo(f"Đã sao lưu bản {made.name} vào “{target}”.")


@click.command(cls=Verb)
@click.argument("source", type=click.Path(path_type=Path), metavar="NGUỒN")
@store_option
@keep_option
def restore(source: Path, store: Path, keep: int) -> None:
    """Lấy lại đồ thị từ NGUỒN do lệnh “backup” ghi ra, và dùng nó từ bây giờ."""
    made = kept.restore(source, store, keep)
    click.echo(f"Đồ thị đang dùng bây giờ là bản {made.name}, lấy lại từ “{source}”.")
