"""Requests to a server that speaks SPARQL: an answer comes whole, or as one clear error."""

import time
from collections.abc import Mapping

import httpx

from danvan_graph.errors import DanvanError, InvalidQuery, QueryTooExpensive, StoreError
from danvan_graph.store.engines.address import Credentials

_CONNECT_SECONDS = 5.0
_LARGEST_ANSWER = 2 << 30
_OF_A_MESSAGE = 300


class Channel:
    """A connection to one server.

    Args:
        credentials: who asks.
        timeout: seconds for a whole answer.
    """

    def __init__(self, credentials: Credentials, timeout: float) -> None:
        self._timeout = timeout
        self._credentials = credentials
        headers = {"User-Agent": "danvan_graph"}
        if credentials.token:
            headers["Authorization"] = f"Bearer {credentials.token}"
        self._client = httpx.Client(
            headers=headers,
            timeout=httpx.Timeout(timeout, connect=_CONNECT_SECONDS),
            follow_redirects=False,
            trust_env=False,
        )
        self._auth: httpx.Auth | None = None

    def ask(  # noqa: PLR0913 - the parts of a request
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        content: bytes | None = None,
        missing: bool = False,
    ) -> httpx.Response:
        """Returns the whole answer of the server, its body read.

        Args:
            method: the method of HTTP.
            url: where to, without user and password.
            params: what goes into the address.
            headers: what goes beside it.
            data: the fields of a form.
            content: a body instead of a form.
            missing: whether 404 is an answer.

        Raises:
            StoreError: the server is down, slow, redirects, or answers with an error or garbage.
            QueryTooExpensive: the server stopped the query at a limit of its own.
            InvalidQuery: the server refuses the query.
        """
        build = self._client.build_request
        request = build(method, url, params=params, headers=headers, data=data, content=content)
        answer = self._send(request)
        if answer.status_code == httpx.codes.UNAUTHORIZED and self._credentials.user:
            self._auth = self._way(answer)
            request = build(method, url, params=params, headers=headers, data=data, content=content)
            answer = self._send(request)
        if not (answer.is_success or (missing and answer.status_code == httpx.codes.NOT_FOUND)):
            raise _refused(url, answer)
        _whole(answer, url)
        return answer

    def close(self) -> None:
        """The connection is closed."""
        self._client.close()

    def __del__(self) -> None:
        """Closes the connection."""
        self._client.close()

    def _way(self, answer: httpx.Response) -> httpx.Auth:
        """Returns how the server wants to be told who asks."""
        who = (self._credentials.user, self._credentials.password)
        wanted = answer.headers.get("WWW-Authenticate", "").lower()
        return httpx.DigestAuth(*who) if wanted.startswith("digest") else httpx.BasicAuth(*who)

    def _send(self, request: httpx.Request) -> httpx.Response:
        end = time.monotonic() + self._timeout
        auth = self._auth or httpx.USE_CLIENT_DEFAULT
        url = str(request.url.copy_with(query=None))
        try:
            answer = self._client.send(request, stream=True, auth=auth)
            try:
                body = self._read(answer, end, url)
            finally:
                answer.close()
        except httpx.TimeoutException as error:
            raise _slow(url, self._timeout) from error
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise _down(url, error) from error
        plain = [(k, v) for k, v in answer.headers.multi_items() if k not in _OF_THE_WIRE]
        return httpx.Response(
            answer.status_code, headers=plain, content=body, request=answer.request
        )

    def _read(self, answer: httpx.Response, end: float, url: str) -> bytes:
        body = bytearray()
        for piece in answer.iter_bytes():
            body += piece
            if len(body) > _LARGEST_ANSWER:
                raise QueryTooExpensive(
                    f"Máy chủ “{url}” trả lời quá dài; hãy thêm điều kiện hoặc LIMIT.",
                    f"The answer of “{url}” is too long.",
                )
            if time.monotonic() > end:
                raise _slow(url, self._timeout)
        return bytes(body)


_CANCELLED = "SR203"
"""What Virtuoso calls a statement that its own limit of time ended before the first row."""
_OF_THE_WIRE = {"content-encoding", "content-length", "transfer-encoding"}


def _whole(answer: httpx.Response, url: str) -> None:
    """Returns when the server does not say that it cut its answer."""
    state = answer.headers.get("X-SQL-State")
    if state:
        raise _stopped(url, state[:20])


def _stopped(url: str, state: str) -> QueryTooExpensive:
    return QueryTooExpensive(
        f"Máy chủ “{url}” dừng truy vấn giữa chừng ({state}); phần đã trả, nếu có, không được dùng. "
        "Hãy thêm điều kiện hoặc nới hạn của máy chủ.",
        f"The server “{url}” stopped the query half-way ({state}).",
    )


def _refused(url: str, answer: httpx.Response) -> DanvanError:
    text = answer.text.strip()[:_OF_A_MESSAGE]
    code = answer.status_code
    if answer.is_redirect:
        return StoreError(
            f"Máy chủ “{url}” chuyển hướng sang nơi khác (mã {code}); hãy viết thẳng địa chỉ đúng.",
            f"The server “{url}” redirects ({code}); give the right address.",
        )
    if code in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        return StoreError(
            f"Máy chủ “{url}” không cho vào (mã {code}); hãy kiểm tra tên, mật khẩu hoặc mã truy cập "
            "trong DANVAN_STORE_USER, DANVAN_STORE_PASSWORD, DANVAN_STORE_TOKEN.",
            f"The server “{url}” refuses the credentials ({code}).",
        )
    if _CANCELLED in text:
        return _stopped(url, _CANCELLED)
    if code == httpx.codes.BAD_REQUEST:
        return InvalidQuery(
            f"Máy chủ “{url}” không hiểu truy vấn: {text}.", f"“{url}” refuses the query: {text}."
        )
    return StoreError(
        f"Máy chủ “{url}” báo lỗi (mã {code}): {text or 'không nói gì thêm'}. Hãy xem nhật ký của máy chủ.",
        f"The server “{url}” answers {code}: {text}.",
    )


def _down(url: str, error: Exception) -> StoreError:
    return StoreError(
        f"Không nhận được câu trả lời trọn vẹn từ máy chủ “{url}” ({error}); hãy kiểm tra địa chỉ "
        "và xem máy chủ có đang chạy không.",
        f"No whole answer from “{url}” ({error}).",
    )


def _slow(url: str, seconds: float) -> StoreError:
    return StoreError(
        f"Máy chủ “{url}” không trả lời xong trong {seconds:g} giây; hãy thử lại, hoặc nới hạn bằng "
        "?timeout=… ở cuối địa chỉ kho.",
        f"The server “{url}” did not answer within {seconds:g} seconds.",
    )
