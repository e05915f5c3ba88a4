"""What is refused before it is read, on a real socket."""

import socket
from urllib.parse import urlsplit

import httpx


def _raw(address: str, request: bytes) -> bytes:
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as plug:
        plug.sendall(request)
        held = b""
        while piece := plug.recv(65536):
            held += piece
        return held


def test_smuggled_request_is_refused(address: str) -> None:
    """Content-Length together with Transfer-Encoding is answered once, with 400, and closed."""
    answer = _raw(
        address,
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Type: application/sparql-query\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    )
    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1") == 1


def test_long_address(client: httpx.Client) -> None:
    """An address beyond 16 KiB is 414."""
    assert client.get("/tim", params={"q": "a" * 17_000}).status_code == 414


def test_large_bodies(address: str, client: httpx.Client) -> None:
    """A body beyond 1 MiB is 413, whether its length is told or not."""
    kind = {"Content-Type": "application/sparql-query"}
    told = client.post("/sparql", content=b"#" * 1_100_000, headers=kind)
    assert told.status_code == 413
    chunk = b"10000\r\n" + b"#" * 0x10000 + b"\r\n"
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Type: application/sparql-query\r\nConnection: close\r\n\r\n"
    )
    untold = _raw(address, head + chunk * 17 + b"0\r\n\r\n")
    assert untold.startswith(b"HTTP/1.1 413")


def test_writing_methods(client: httpx.Client) -> None:
    """Nothing can be written; the answer says so in Vietnamese."""
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = client.request(method, "/api/v1/instruments")
        assert answer.status_code == 405
        assert "GET" in answer.json()["detail"]


def test_files_outside_are_out_of_reach(client: httpx.Client) -> None:
    """No path leads to a file of the server."""
    for path in ("/tinh/x/../../application.py", "/tinh/x/%2e%2e%2fapplication.py", "/.git/config"):
        assert client.get(path).status_code in {404, 405}
