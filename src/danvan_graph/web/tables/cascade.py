"""The table of a cascade: a row for each document, and for each unit of which none is seen."""

from collections.abc import Mapping
from typing import Any

from danvan_graph.cascade.shape import Node, Related
from danvan_graph.cascade.words import remarks
from danvan_graph.web.tables.table import Cell

NAME = "cay-trien-khai"
COLUMNS = (
    "Bậc",
    "Tên",
    "Số, ký hiệu",
    "Loại văn bản",
    "Trích yếu",
    "Cơ quan",
    "Cấp",
    "Địa bàn",
    "Ngày ban hành",
    "Năm",
    "Tình trạng thu thập",
    "Cơ sở",
    "Hạn",
    "Muộn (ngày)",
    "Đơn vị nay là",
    "Ghi chú",
    "Nằm dưới",
    "Địa chỉ",
)


def node_row(node: Mapping[str, Any]) -> tuple[Cell, ...]:
    """Returns the row of a node as :mod:`danvan_graph.cascade.exchange` tells it."""
    told = Node(**{name: node[name] for name in Node.__dataclass_fields__})
    also = (Related(**related) for related in node["also"])
    return (
        node["depth"],
        node["label"],
        node["number"],
        node["kind_label"],
        node["title"],
        node["unit"],
        node["level_label"],
        node["place"],
        node["date_text"],
        node["year"],
        node["status"],
        node["basis_label"],
        node["due"],
        node["late_days"],
        node["now"],
        "; ".join(remarks(told, also, node["marks"])),
        node["parent"],
        node["iri"],
    )
