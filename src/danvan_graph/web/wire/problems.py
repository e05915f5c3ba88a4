"""What is said to programs when something goes wrong: ``problem+json`` in two languages."""

from http import HTTPStatus

from starlette.responses import JSONResponse

from danvan_graph.errors import AmbiguousName, DanvanError, QueryTooExpensive, UnknownName

PROBLEM = "application/problem+json"
RETRY_AFTER = "5"
UNFORESEEN = "Máy chủ gặp một lỗi chưa lường trước và đã ghi lại; hãy thử lại sau."

TITLES = {
    300: "Có nhiều văn bản cùng tên gọi này",
    400: "Yêu cầu chưa đúng",
    401: "Cần đăng nhập",
    403: "Không được phép",
    404: "Không tìm thấy",
    405: "Không nhận cách gọi này",
    406: "Không có dạng được yêu cầu",
    413: "Yêu cầu quá lớn",
    414: "Địa chỉ quá dài",
    415: "Không nhận kiểu nội dung này",
    422: "Tham số chưa đúng",
    429: "Thử quá nhiều lần",
    500: "Máy chủ gặp lỗi",
    503: "Máy chủ đang bận",
    504: "Truy vấn chạy quá lâu",
}


def problem(
    status: int,
    detail: str,
    english: str,
    instance: str = "",
    headers: dict[str, str] | None = None,
    **more: object,
) -> JSONResponse:
    """Returns an RFC 9457 problem with a Vietnamese and an English sentence.

    Args:
        status: the HTTP status.
        detail: a full Vietnamese sentence.
        english: the same in English.
        instance: the path that was asked for.
        headers: further headers.
        more: further members, such as ``nearest`` or ``candidates``.
    """
    body: dict[str, object] = {
        "type": "about:blank",
        "title": TITLES.get(status, HTTPStatus(status).phrase),
        "status": status,
        "detail": detail,
        "detail_en": english,
    }
    if instance:
        body["instance"] = instance
    return JSONResponse(body | more, status, headers, PROBLEM)


def refused(error: DanvanError, path: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """Returns the problem that an error is, with what may have been meant.

    Args:
        error: says what is wrong.
        path: that was asked for.
        headers: further headers; who may ask again is told when even without them.
    """
    if headers is None and isinstance(error, QueryTooExpensive):
        headers = {"Retry-After": RETRY_AFTER}
    return problem(error.status, error.message, error.english, path, headers, **_more(error))


def _more(error: DanvanError) -> dict[str, object]:
    if isinstance(error, UnknownName):
        return {"nearest": list(error.nearest)}
    if isinstance(error, AmbiguousName):
        return {"candidates": list(error.candidates)}
    return {}


def unforeseen(path: str) -> JSONResponse:
    """Returns the problem that an error of the program itself is."""
    return problem(
        500, UNFORESEEN, "The server met an unforeseen error and wrote it to its log.", path
    )
