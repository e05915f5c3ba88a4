"""A server that is down, slow, cut off, redirecting or talking nonsense: one error, no short answer."""

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from danvan_graph.errors import DanvanError, InvalidIdentifier, QueryTooExpensive, StoreError
from danvan_graph.store.opening import open_store, open_writer

SECRET = "mat-khau-rieng"  # noqa: S105 - it must appear nowhere
GOOD = b'{"head":{"vars":["one"]},"results":{"bindings":[]}}'
JSON = b"application/sparql-results+json"

Answer = Callable[[socket.socket], None]


def http(status: bytes, body: bytes, *headers: bytes, length: int | None = None) -> bytes:
    """Returns an answer of HTTP; its length may be a lie."""
    told = len(body) if length is None else length
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % told, b"Connection: close", *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def saying(data: bytes) -> Answer:
    """Answers with these bytes and hangs up."""
    return lambda asked: asked.sendall(data)


def drip(asked: socket.socket) -> None:
    """Sends a byte now and then, for ever."""
    asked.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(1000):
        asked.sendall(b" ")
        time.sleep(0.05)


def silence(asked: socket.socket) -> None:
    """Says nothing for a while."""
    while asked.recv(65536):
        pass


@pytest.fixture
def serving() -> Iterator[Callable[[Answer], str]]:
    """Starts a server on a real socket that gives one answer to whatever is asked."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve(answer: Answer) -> str:
            threading.Thread(target=accept, args=(answer,), daemon=True).start()
            port = listening.getsockname()[1]
            return f"sparql+http://ten:{SECRET}@127.0.0.1:{port}/query?timeout=0.5"

        def accept(answer: Answer) -> None:
            while True:
                try:
                    asked, _ = listening.accept()
                except OSError:
                    return
                with asked:
                    try:
                        asked.recv(65536)
                        answer(asked)
                    except OSError:
                        continue

        yield serve
        listening.shutdown(socket.SHUT_RDWR)


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
BAD: dict[str, tuple[Answer, type[DanvanError], str]] = {
    "hangs up": (saying(b""), StoreError, "trọn vẹn"),
    "no HTTP": (saying(b"\x00\xff garbage\r\n\r\n"), StoreError, "trọn vẹn"),
    "short body": (saying(http(b"200 OK", GOOD, length=5000)), StoreError, "trọn vẹn"),
    "short chunks": (saying(CHUNKED + b"10\r\n" + GOOD[:16] + b"\r\n"), StoreError, "trọn vẹn"),
    "cut JSON": (saying(http(b"200 OK", GOOD[:-10])), StoreError, "SPARQL 1.1"),
    "a page": (saying(http(b"200 OK", b"<html>xin chao</html>")), StoreError, "SPARQL 1.1"),
    "nothing": (saying(http(b"200 OK", b"")), StoreError, "SPARQL 1.1"),
    "no UTF-8": (saying(http(b"200 OK", b'{"head":\xff\xfe}')), StoreError, "SPARQL 1.1"),
    "deep JSON": (saying(http(b"200 OK", b"[" * 100_000)), StoreError, "SPARQL 1.1"),
    "500": (saying(http(b"500 Oops", b"hong roi")), StoreError, "mã 500"),
    "503": (saying(http(b"503 Busy", b"")), StoreError, "mã 503"),
    "404": (saying(http(b"404 No", b"")), StoreError, "mã 404"),
    "401": (saying(http(b"401 No", b"", b'WWW-Authenticate: Basic realm="x"')), StoreError, "cho vào"),
    "403": (saying(http(b"403 No", b"")), StoreError, "cho vào"),
    "redirect": (
        saying(http(b"302 Found", b"", b"Location: http://198.51.100.1/x")), StoreError, "chuyển hướng"
    ),
    "a part": (saying(http(b"200 OK", GOOD, b"X-SQL-State: S1TAT")), QueryTooExpensive, "S1TAT"),
    "cancelled": (saying(http(b"500 Oops", b"HY008 Error SR203: killed")), QueryTooExpensive, "SR203"),
    "silence": (silence, StoreError, "không trả lời xong"),
    "drips": (drip, StoreError, "không trả lời xong"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_answer_is_an_error(serving: Callable[[Answer], str], name: str) -> None:
    """The sentence says what is wrong and where, soon, and never tells the password."""
    answer, kind, says = BAD[name]
    address = serving(answer)
    began = time.monotonic()
    with pytest.raises(kind, match=says) as caught:
        open_store(address)
    assert time.monotonic() - began < 4
    told = f"{caught.value.message} {caught.value.english} {caught.value!r}"
    assert "127.0.0.1" in told
    assert SECRET not in told
    assert caught.value.message.endswith((".", "”.", "giây."))


def test_a_good_answer_is_none(serving: Callable[[Answer], str]) -> None:
    """What the tests above rest on: the same server, saying the right thing, is opened."""
    store = open_store(serving(saying(http(b"200 OK", GOOD, b"Content-Type: " + JSON))))
    assert store.select("SELECT ?one {}").rows == ()


def test_nobody_there() -> None:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(StoreError, match="có đang chạy không"):
        open_store(f"sparql+http://127.0.0.1:{port}/query")


@pytest.mark.parametrize(
    "place",
    [
        f"sparql+http://ten:{SECRET}@/query",
        f"sparql+http://ten:{SECRET}@host:port/query",
        f"sparql+http://ten:{SECRET}@host/query?timeout=nan",
        f"sparql+http://ten:{SECRET}@host/query?wish=1",
        "ftp://host/query",
    ],
)
def test_an_address_that_cannot_be_read(place: str) -> None:
    """It is refused before anything is sent, and never repeated with its password."""
    with pytest.raises(InvalidIdentifier) as caught:
        open_store(place)
    assert SECRET not in f"{caught.value.message} {caught.value.english}"


def test_a_folder_is_no_target() -> None:
    """Graphs are copied to servers; folders have generations."""
    with pytest.raises(InvalidIdentifier, match="máy chủ"):
        open_writer("var/graph")
