"""Every error of the framework's application: a problem to programs, a page to people."""

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from danvan_graph.errors import DanvanError
from danvan_graph.web.editing.door import NotSignedIn, TooManyAttempts
from danvan_graph.web.editing.jobs import Busy
from danvan_graph.web.templating import Pages
from danvan_graph.web.wire.negotiation import prefers_html
from danvan_graph.web.wire.problems import (
    RETRY_AFTER,
    TITLES,
    UNFORESEEN,
    problem,
    refused,
    unforeseen,
)
from danvan_graph.web.wire.safety import CONTENT_SECURITY_POLICY, SAFE_HEADERS

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


def _waiting(error: DanvanError) -> dict[str, str] | None:
    if isinstance(error, TooManyAttempts):
        return {"Retry-After": str(error.seconds)}
    return {"Retry-After": RETRY_AFTER} if isinstance(error, Busy) else None


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
        title=TITLES.get(response.status_code, "Có lỗi"),
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
        made = refused(error, request.url.path, _waiting(error))
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

    def fault(request: Request, _: Exception) -> Response:
        answer = _answer(request, unforeseen(request.url.path), UNFORESEEN, pages)
        answer.headers.update(SAFE_HEADERS)  # this one is made outside every middleware
        answer.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return answer

    app.add_exception_handler(DanvanError, known)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(HTTPException, plain)
    app.add_exception_handler(Exception, fault)
