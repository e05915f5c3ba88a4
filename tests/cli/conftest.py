"""Runs the command line as a person does: another process, its words, its two streams."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_graph.cli import main

COMMAND = (sys.executable, "-m", "danvan_graph.cli")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def environment(store_folder: Path) -> dict[str, str]:
    """The variables of the process: those of the tests, and the store of the shipped data."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("DANVAN_", "PYTHONIO"))}
    return {**own, "DANVAN_STORE": str(store_folder), "COLUMNS": "200"}


@pytest.fixture(scope="session")
def danvan(environment: dict[str, str]) -> Run:
    """Runs ``danvan`` with the words given; keywords set variables of its environment."""

    def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *words],
            env=environment | variables,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def command() -> tuple[str, ...]:
    """The words that start the command line."""
    return COMMAND


@pytest.fixture
def inside(
    environment: dict[str, str],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Runs ``danvan`` in the process of the tests: the same answers, without a start each time."""
    monkeypatch.setenv("DANVAN_STORE", environment["DANVAN_STORE"])
    monkeypatch.setenv("COLUMNS", environment["COLUMNS"])

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        capfd.readouterr()
        code = main(words)
        told = capfd.readouterr()
        return subprocess.CompletedProcess(words, code, told.out, told.err)

    return run
