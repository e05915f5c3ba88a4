"""``danvan password``: the password with which editors sign in to the web pages."""

from pathlib import Path

import click

from danvan_graph.cli.options import collection_option
from danvan_graph.cli.wording import Verb


@click.command(cls=Verb)
@collection_option
def password(collection: Path) -> None:
    """Đặt mật khẩu cho người nạp và duyệt văn bản qua trang web; chỉ giữ bản băm."""
    from danvan_graph.web.editing.password import (  # noqa: PLC0415 - other verbs start faster
        keep_password,
    )

    typed = click.prompt(
        "Mật khẩu biên tập", hide_input=True, confirmation_prompt="Nhập lại mật khẩu"
    )
    path = keep_password(collection, typed)
    click.echo(f"Đã đặt mật khẩu biên tập; bản băm nằm ở “{path}”. Máy chủ đang mở dùng nó ngay.")
