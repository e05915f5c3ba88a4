"""What tests of faults share."""

import socket

import pytest


@pytest.fixture
def free_ports() -> list[int]:
    """Two ports that nobody listens at."""
    sockets = [socket.socket() for _ in range(2)]
    for probe in sockets:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in sockets]
    for probe in sockets:
        probe.close()
    return ports
