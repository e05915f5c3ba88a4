"""``danvan publish``: the published graph, copied to a server that speaks SPARQL."""

from pathlib import Path

import click
from rich.console import Console

from danvan_graph.cli.options import store_option
from danvan_graph.cli.wording import Verb
from danvan_graph.store.engines.copied import copy_graph
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.engines.reader import Writer
from danvan_graph.store.opening import open_store, open_writer


@click.command(cls=Verb)
@click.argument("server", metavar="MÁY_CHỦ")
@store_option
def publish(server: str, store: Path) -> None:
    """Chép đồ thị đã công bố sang MÁY_CHỦ nói SPARQL 1.1; chỉ gửi phần đã đổi.

    Ví dụ: danvan publish sparql+http://localhost:7878/query. Tên và mật khẩu đọc từ
    DANVAN_STORE_USER và DANVAN_STORE_PASSWORD, mã truy cập từ DANVAN_STORE_TOKEN.
    """
    copy_to(open_writer(server), open_store(store), Console(highlight=False, soft_wrap=True))


def copy_to(target: Writer, source: Store, console: Console) -> None:
    """The server holds just the generation, and the person has been told.

    Raises:
        StoreError: the server cannot be reached, or refuses.
    """
    with console.status("Bắt đầu…") as status:
        sent = copy_graph(source, target, lambda stage: status.update(f"{stage}…"))
    made = source.generation
    console.print(
        f"Máy chủ đã có đồ thị {made.name}: {len(made.graphs())} đồ thị con, {sent} vừa được gửi.",
        markup=False,
    )
