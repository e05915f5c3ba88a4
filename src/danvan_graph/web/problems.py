"""What is said when something goes wrong: ``problem+json`` to programs, a page to people."""

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from danvan_graph.errors import AmbiguousName, DanvanError, QueryTooExpensive, UnknownName
from danvan_graph.web.editing.door import NotSignedIn, TooManyAttempts
from danvan_graph.web.editing.jobs import Busy
from danvan_graph.web.negotiation import prefers_html
from danvan_graph.web.safety import CONTENT_SECURITY_POLICY, SAFE_HEADERS
from danvan_graph.web.templating import Pages

PROBLEM = "application/problem+json"
RETRY_AFTER = "5"

_TITLES = {
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
_DETAILS = {
    404: (
        "Không có gì ở địa chỉ này; hãy tìm ở ô Tìm kiếm.",
        "There is nothing at this address.",
    ),
    405: (
        "Địa chỉ này không nhận phương thức vừa gọi; hãy dùng GET.",
        "This address does not take that method; use GET.",
    ),
}
_RULES = {
    "missing": "còn thiếu, hãy thêm vào",
    "int_parsing": "phải là số nguyên",
    "bool_parsing": "phải là true hoặc false",
    "greater_than_equal": "nhỏ hơn mức cho phép",
    "less_than_equal": "lớn hơn mức cho phép",
    "string_too_long": "quá dài",
    "string_too_short": "đang để trống",
    "literal_error": "không có trong danh sách được phép",
    "enum": "không có trong danh sách được phép",
    "string_pattern_mismatch": "không đúng dạng",
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
        "title": _TITLES.get(status, HTTPStatus(status).phrase),
        "status": status,
        "detail": detail,
        "detail_en": english,
    }
    if instance:
        body["instance"] = instance
    return JSONResponse(body | more, status, headers, PROBLEM)


def _waiting(error: DanvanError) -> dict[str, str] | None:
    if isinstance(error, TooManyAttempts):
        return {"Retry-After": str(error.seconds)}
    return {"Retry-After": RETRY_AFTER} if isinstance(error, (QueryTooExpensive, Busy)) else None


def _more(error: DanvanError) -> dict[str, object]:
    if isinstance(error, UnknownName):
        return {"nearest": list(error.nearest)}
    if isinstance(error, AmbiguousName):
        return {"candidates": list(error.candidates)}
    return {}


def _wants_page(request: Request) -> bool:
    machine = request.url.path.startswith(("/api/", "/sparql"))
    return not machine and prefers_html(request.headers.get("accept"))


def _answer(request: Request, response: JSONResponse, detail: str, pages: Pages) -> Response:
    if not _wants_page(request):
        return response
    page = pages.render(
        request,
        "error.html",
        status=response.status_code,
        title=_TITLES.get(response.status_code, "Có lỗi"),
        detail=detail,
    )
    page.status_code = response.status_code
    if "retry-after" in response.headers:
        page.headers["Retry-After"] = response.headers["retry-after"]
    return page


def _field(location: Sequence[object]) -> str:
    return ".".join(str(part) for part in location if part not in {"query", "path", "body"})


def _sentence(error: RequestValidationError) -> str:
    said = [
        f"tham số “{_field(e['loc'])}” {_RULES.get(str(e['type']), 'không đúng dạng')}"
        for e in error.errors()
    ]
    return f"Yêu cầu chưa đúng: {'; '.join(said)}."


def handle_problems(app: FastAPI, pages: Pages) -> None:
    """Makes every error of the application a problem or a page in plain Vietnamese."""

    def known(request: Request, error: Exception) -> Response:
        if not isinstance(error, DanvanError):
            raise error
        if isinstance(error, NotSignedIn) and request.method == "GET" and _wants_page(request):
            return RedirectResponse(f"/dang-nhap?tiep={quote(request.url.path)}", 303)
        headers = _waiting(error)
        path, more = request.url.path, _more(error)
        made = problem(error.status, error.message, error.english, path, headers, **more)
        return _answer(request, made, error.message, pages)

    def malformed(request: Request, error: Exception) -> Response:
        if not isinstance(error, RequestValidationError):
            raise error
        detail = _sentence(error)
        faults = [
            {"parameter": _field(e["loc"]), "rule": e["type"], "message_en": e["msg"]}
            for e in error.errors()
        ]
        english = "; ".join(f"{f['parameter']}: {f['message_en']}" for f in faults)
        made = problem(422, detail, english, request.url.path, errors=faults)
        return _answer(request, made, detail, pages)

    def plain(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        other = (f"{error.detail}", HTTPStatus(error.status_code).phrase)
        detail, english = _DETAILS.get(error.status_code, other)
        made = problem(
            error.status_code, detail, english, request.url.path, dict(error.headers or {})
        )
        return _answer(request, made, detail, pages)

    def unforeseen(request: Request, _: Exception) -> Response:
        detail = "Máy chủ gặp một lỗi chưa lường trước và đã ghi lại; hãy thử lại sau."
        english = "The server met an unforeseen error and wrote it to its log."
        answer = _answer(request, problem(500, detail, english, request.url.path), detail, pages)
        answer.headers.update(SAFE_HEADERS)  # this one is made outside every middleware
        answer.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return answer

    app.add_exception_handler(DanvanError, known)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(HTTPException, plain)
    app.add_exception_handler(Exception, unforeseen)
