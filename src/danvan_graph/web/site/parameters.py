"""Parameters that many addresses take, as the framework reads and describes them."""

from typing import Annotated

from fastapi import Query

Limit = Annotated[
    int, Query(ge=1, le=200, description="Số mục trong một trang, từ 1 đến 200.", examples=[50])
]
Cursor = Annotated[
    str | None,
    Query(
        max_length=2000,
        description="Con trỏ lấy từ `next` của trang trước; để trống là trang đầu.",
    ),
]
