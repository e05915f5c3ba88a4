"""Coroutines in tests that may share their process with a browser."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def run_apart(coroutine: Coroutine[Any, Any, Answer]) -> Answer:
    """Returns what a coroutine gives, run in a thread of its own.

    The driver of the browser keeps a loop running in the thread of the tests, where
    ``asyncio.run`` would refuse to begin another.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
