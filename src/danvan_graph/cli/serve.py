"""``danvan serve``: shows the published graph to browsers and programs."""

import hashlib
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import uvicorn

from danvan_graph.cli.options import (
    base_option,
    collection_option,
    data_option,
    graph_option,
    keep_option,
)
from danvan_graph.cli.wording import Verb
from danvan_graph.errors import DanvanError, OutputError
from danvan_graph.store.engines.address import folder_of, is_server, read_server
from danvan_graph.store.generations.generation import current
from danvan_graph.store.untrusted.pool import QueryPool

if TYPE_CHECKING:
    from danvan_graph.adding.workplace import Workplace
    from danvan_graph.web.application import Application

F = TypeVar("F", bound=Callable[..., Any])
Workers = Callable[[Path], QueryPool]
"""Starts what answers strangers' SPARQL from a generation."""
_LARGEST_PORT = 65535
_MOST_WORKERS, _LONGEST_SECONDS = 64, 3600
_IDLE_SECONDS = 15
_STOP_SECONDS = 5


def _bound(host: str, port: int) -> socket.socket:
    """Returns a socket that listens at the address.

    Raises:
        OutputError: the address is taken or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise OutputError(
            f"Không mở được cổng {port} ở {host} ({error.strerror}): có lẽ một chương trình khác "
            "đang dùng; hãy tắt nó hoặc chọn cổng khác, ví dụ --port 8001.",
            f"Cannot listen at {host}:{port} ({error.strerror}).",
        ) from error
    return listening


@contextmanager
def _pool(store: Path, workers: Workers) -> Iterator[Future[QueryPool]]:
    """Gives the workers of the newest generation, which start meanwhile; they are closed after."""
    with ThreadPoolExecutor(1, "start") as starter:
        pool = starter.submit(workers, current(store).engine)
        try:
            yield pool
        finally:
            if pool.exception() is None:
                pool.result().close()


def listening_options(function: F) -> F:
    """Adds ``--host`` and ``--port`` to a verb."""
    port = click.option(
        "--port",
        default=8000,
        type=click.IntRange(0, _LARGEST_PORT),
        envvar="PORT",
        show_default=True,
        metavar="CỔNG",
        help="Cổng (biến môi trường PORT).",
    )
    host = click.option(
        "--host",
        default="127.0.0.1",
        envvar="HOST",
        show_default=True,
        metavar="ĐỊA_CHỈ",
        help="Địa chỉ mạng để mở; 0.0.0.0 cho phép máy khác vào (biến môi trường HOST).",
    )
    return host(port(function))


def limiting_options(function: F) -> F:
    """Adds ``--workers``, ``--deadline`` and ``--memory`` to a verb."""
    workers = click.option(
        "--workers",
        default=2,
        type=click.IntRange(1, _MOST_WORKERS),
        envvar="DANVAN_WORKERS",
        show_default=True,
        metavar="SỐ",
        help="Số truy vấn SPARQL chạy cùng lúc (biến môi trường DANVAN_WORKERS).",
    )
    deadline = click.option(
        "--deadline",
        default=10.0,
        type=click.FloatRange(1, _LONGEST_SECONDS),
        envvar="DANVAN_DEADLINE",
        show_default=True,
        metavar="GIÂY",
        help="Truy vấn chạy lâu hơn thì bị dừng (biến môi trường DANVAN_DEADLINE).",
    )
    memory = click.option(
        "--memory",
        default=2048,
        type=click.IntRange(1024),
        envvar="DANVAN_MEMORY",
        show_default=True,
        metavar="MiB",
        help="Bộ nhớ nhiều nhất của một truy vấn (biến môi trường DANVAN_MEMORY).",
    )
    return workers(deadline(memory(function)))


@click.command(cls=Verb)
@listening_options
@limiting_options
@click.option("--read-only", is_flag=True, help="Không cho nạp và duyệt văn bản qua trang web.")
@collection_option
@data_option
@graph_option
@base_option
@keep_option
def serve(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    host: str,
    port: int,
    workers: int,
    deadline: float,
    memory: int,
    read_only: bool,  # noqa: FBT001 - click gives it by name
    collection: Path,
    data: Path | None,
    store: str,
    base: str,
    keep: int,
) -> None:
    """Mở trang web, API và SPARQL của đồ thị đã công bố; Ctrl-C để dừng.

    Bản đồ thị mới do “danvan build” công bố được dùng ngay, không phải khởi động lại.
    Người biên tập đăng nhập ở /dang-nhap bằng mật khẩu đặt với “danvan password”.
    Đồ thị trên máy chủ SPARQL được lấy về var/fetched rồi mở từ đó, chỉ để đọc.
    """
    limited = partial(QueryPool, workers=workers, deadline=deadline, memory=memory << 20)
    if is_server(store):
        serve_store(host, port, fetched(store, keep), workers=limited)
        return
    folder = folder_of(store)

    def work() -> "Workplace":
        from danvan_graph.cli.add import workplace  # noqa: PLC0415 - look-ups need no builder

        return workplace(data, collection, folder, base, keep)

    serve_store(host, port, folder, None if read_only else work, workers=limited)


def fetched(address: str, keep: int) -> Path:
    """Returns the store folder to which the graph on a server has been brought, with its indexes.

    Raises:
        StoreError: the server fails, or holds no whole graph.
        OutputError: the folder cannot be written.
    """
    # a folder needs no builder
    from rich.console import Console  # noqa: PLC0415

    from danvan_graph.pipeline import COMPANIONS  # noqa: PLC0415
    from danvan_graph.store.keeping.fetched import fetch_graph  # noqa: PLC0415
    from danvan_graph.store.opening import open_store  # noqa: PLC0415

    server = read_server(address)
    folder = Path("var/fetched") / hashlib.sha256(server.query.encode()).hexdigest()[:16]
    with Console(stderr=True).status("Bắt đầu…") as status:
        fetch_graph(
            open_store(address),
            server.query,
            folder,
            companions=COMPANIONS,
            progress=lambda stage: status.update(f"{stage}…"),
            keep=keep,
        )
    return folder


def serve_store(
    host: str,
    port: int,
    store: Path,
    work: "Callable[[], Workplace] | None" = None,
    *,
    workers: Workers = QueryPool,
) -> None:
    """Serves a store folder until the process is stopped.

    Args:
        host: the address to listen at.
        port: the port.
        store: the store folder.
        work: gives the collection that editors may add to; without it the server only shows.
        workers: starts what answers SPARQL.

    Raises:
        OutputError: the address is taken or not allowed.
        StoreError: the folder holds no graph that is whole.
        DanvanError: what the pages need is broken; the server has stopped.
    """
    listening = _bound(host, port)
    troubles: list[BaseException] = []

    def stop(trouble: BaseException) -> None:
        troubles.append(trouble)
        server.should_exit = True

    with listening, _pool(store, workers) as pool:
        from danvan_graph.web.application import create_app  # noqa: PLC0415 - while workers start

        app = create_app(store, work=work, pool=pool.result(), failed=stop)
        server = uvicorn.Server(_config(app))
        _greet(host, listening.getsockname()[1])
        server.run(sockets=[listening])
    for trouble in troubles:
        raise trouble if isinstance(trouble, DanvanError) else _not_loaded(trouble) from trouble


def _not_loaded(error: BaseException) -> OutputError:
    return OutputError(
        f"Không nạp được các trang của máy chủ ({error}), nên máy chủ đã dừng; "
        "hãy cài lại chương trình.",
        f"The pages of the server cannot be loaded ({error}), so it has stopped.",
    )


def _config(app: "Application") -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )


def _greet(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Đồ thị đang mở ở http://{shown}:{port}/ (Ctrl-C để dừng).", err=True)
