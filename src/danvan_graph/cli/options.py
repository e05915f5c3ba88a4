"""Options that several verbs share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from danvan_graph.store.generations.generation import KEEP
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


def graph_option(function: F) -> F:
    """Adds ``--store`` to a verb that only reads; there the graph may be on a server."""
    return click.option(
        "--store",
        type=str,
        default="var/graph",
        envvar="DANVAN_STORE",
        show_default=True,
        metavar="KHO",
        help="Thư mục của đồ thị đã công bố, hoặc sparql+http://máy:cổng/đường-dẫn "
        "(biến môi trường DANVAN_STORE).",
    )(function)


def keep_option(function: F) -> F:
    """Adds ``--keep`` to a verb that publishes."""
    return click.option(
        "--keep",
        type=click.IntRange(min=1),
        default=KEEP,
        envvar="DANVAN_KEEP",
        show_default=True,
        metavar="SỐ",
        help="Giữ lại bao nhiêu bản đồ thị, kể cả bản mới (biến môi trường DANVAN_KEEP).",
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


def data_option(function: F) -> F:
    """Adds ``--data`` to a verb."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path),
        default=None,
        envvar="DANVAN_DATA",
        metavar="THƯ_MỤC",
        help="Thư mục dữ liệu (mặc định: dữ liệu đi kèm; biến môi trường DANVAN_DATA).",
    )(function)


def collection_option(function: F) -> F:
    """Adds ``--collection`` to a verb."""
    return click.option(
        "--collection",
        type=click.Path(path_type=Path),
        default=Path("var/collection"),
        envvar="DANVAN_COLLECTION",
        show_default=True,
        metavar="THƯ_MỤC",
        help="Bộ sưu tập riêng của bạn (biến môi trường DANVAN_COLLECTION).",
    )(function)
