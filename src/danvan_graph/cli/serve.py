"""``danvan serve``: shows the published graph to browsers and programs."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import uvicorn

from danvan_graph.cli.options import store_option
from danvan_graph.cli.wording import Verb
from danvan_graph.errors import OutputError

F = TypeVar("F", bound=Callable[..., Any])
_LARGEST_PORT = 65535
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


@click.command(cls=Verb)
@listening_options
@store_option
def serve(host: str, port: int, store: Path) -> None:
    """Mở trang web, API và SPARQL của đồ thị đã công bố; Ctrl-C để dừng.

    Bản đồ thị mới do “danvan build” công bố được dùng ngay, không phải khởi động lại.
    """
    serve_store(host, port, store)


def serve_store(host: str, port: int, store: Path) -> None:
    """Serves a store folder until the process is stopped.

    Raises:
        OutputError: the address is taken or not allowed.
        StoreError: the folder holds no graph that is whole.
    """
    from danvan_graph.web.application import create_app  # noqa: PLC0415 - other verbs start faster

    listening = _bound(host, port)
    with listening:
        app = create_app(store)
        shown = f"[{host}]" if ":" in host else host
        click.echo(
            f"Đồ thị đang mở ở http://{shown}:{listening.getsockname()[1]}/ (Ctrl-C để dừng).",
            err=True,
        )
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=_STOP_SECONDS,
        )
        uvicorn.Server(config).run(sockets=[listening])
