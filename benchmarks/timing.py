"""How long calls take, measured in turns so that a noisy machine is noisy for all."""

import statistics
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

_ROUNDS = 4
_WARM = 3
_SLOW = 3_000_000_000
"""Nanoseconds from which one call is enough."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one call takes, in milliseconds.

    Attributes:
        p50: half of the calls took no longer.
        p99: 99 of a hundred took no longer.
        calls: how many were timed.
    """

    p50: float
    p99: float
    calls: int


def measured(
    calls: Mapping[str, Callable[[], object]],
    seconds: float,
    most: int,
    beginning: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> dict[str, Timing]:
    """Returns the timing of each call.

    Args:
        calls: what is called, by name.
        seconds: how long each may take in each of four rounds.
        most: so many calls in a round at most.
        beginning: what holds while a round begins, with calls that are not timed.
    """
    samples = {name: [_once(call)] for name, call in calls.items() if _answers(name, call)}
    quick = {name: call for name, call in calls.items() if samples.get(name, [_SLOW])[0] < _SLOW}
    samples |= {name: [] for name in quick}
    for _ in range(_ROUNDS):
        for name, call in quick.items():
            with beginning():
                for _ in range(_WARM):
                    call()
            end = time.perf_counter_ns() + int(seconds * 1e9)
            for _ in range(most):
                samples[name].append(_once(call))
                if time.perf_counter_ns() > end:
                    break
    return {name: _timing(found) for name, found in samples.items()}


def _answers(name: str, call: Callable[[], object]) -> bool:
    """Returns whether a server answers a second time; one that fails is told and left out."""
    try:
        call()
    except RuntimeError as error:
        print(f"{name} fails: {str(error)[:200]}")
        return False
    return True


def _once(call: Callable[[], object]) -> int:
    begin = time.perf_counter_ns()
    call()
    return time.perf_counter_ns() - begin


def _timing(nanoseconds: list[int]) -> Timing:
    ordered = sorted(nanoseconds)
    last = ordered[min(len(ordered) - 1, round(0.99 * (len(ordered) - 1)))]
    return Timing(statistics.median(ordered) / 1e6, last / 1e6, len(ordered))
