"""All routes of the API, under ``/api/v1``."""

from fastapi import APIRouter

from danvan_graph.web.api import (
    catalogue,
    changes,
    counts,
    deadlines,
    health,
    instruments,
    lookup,
    plans,
    search,
    units,
    work,
)

DESCRIPTION = """
Đồ thị tri thức về các chỉ thị và kế hoạch công tác dân vận chính quyền.

* Mọi điều trả về đều kèm chỗ trong văn bản nói điều đó: mục, vị trí ký tự, độ tin cậy.
* “Không thấy” chỉ có nghĩa là chưa có trong bộ sưu tập, không phải là chưa ban hành.
* Danh sách dài được chia trang bằng `cursor`; cứ theo `next` cho đến khi trống.
* `/plans`, `/instruments`, `/tasks`, `/duties` trả cả danh sách khi xin `application/x-ndjson` hoặc `text/csv`.
* Mỗi câu trả lời có `ETag`; gửi lại bằng `If-None-Match` để nhận 304 khi chưa có gì mới.
* Lỗi theo RFC 9457 (`application/problem+json`), câu tiếng Việt ở `detail`, tiếng Anh ở `detail_en`.
* Truy vấn tùy ý: SPARQL 1.1 tại `/sparql`. Mọi địa chỉ trong đồ thị đều mở được dưới dạng
  HTML, Turtle, JSON-LD, N-Triples.
"""


def api_router() -> APIRouter:
    """Returns the routes of the API."""
    router = APIRouter(prefix="/api/v1")
    for part in (
        deadlines,
        plans,
        counts,
        instruments,
        lookup,
        units,
        work,
        search,
        changes,
        catalogue,
        health,
    ):
        router.include_router(part.router)
    return router


def root_router() -> APIRouter:
    """Returns what machines expect at the root: health for probes, the feed of changes."""
    router = APIRouter(include_in_schema=False)
    router.include_router(health.router)
    router.include_router(changes.feed_router)
    return router
