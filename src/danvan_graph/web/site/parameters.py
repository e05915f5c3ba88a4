"""Parameters that many addresses take, as the framework reads and describes them."""

from typing import Annotated

from fastapi import Query

Limit = Annotated[
    int, Query(ge=1, le=200, description="Số mục trong một trang, từ 1 đến 200.", examples=[50])
]
Evidence = Annotated[
    int,
    Query(
        ge=0,
        le=1000,
        description="Số đoạn bằng chứng nhiều nhất nêu cho mỗi kế hoạch, từ 0 đến 1000; "
        "`passages` cho biết có bao nhiêu. Bản CSV luôn có đủ.",
        examples=[3],
    ),
]
Cursor = Annotated[
    str | None,
    Query(
        max_length=2000,
        description="Con trỏ lấy từ `next` của trang trước; để trống là trang đầu.",
    ),
]
