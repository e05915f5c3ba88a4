"""Options that several verbs share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from danvan_graph.vocabulary import DEFAULT_BASE

F = TypeVar("F", bound=Callable[..., Any])


def store_option(function: F) -> F:
    """Adds ``--store`` to a verb."""
    return click.option(
        "--store",
        type=click.Path(path_type=Path),
        default=Path("var/graph"),
        envvar="DANVAN_STORE",
        show_default=True,
        metavar="THƯ_MỤC",
        help="Thư mục của đồ thị đã công bố (biến môi trường DANVAN_STORE).",
    )(function)


def base_option(function: F) -> F:
    """Adds ``--base`` to a verb."""
    return click.option(
        "--base",
        default=DEFAULT_BASE,
        envvar="DANVAN_BASE",
        show_default=True,
        metavar="ĐỊA_CHỈ",
        help="Địa chỉ gốc của mọi IRI (biến môi trường DANVAN_BASE).",
    )(function)
