"""What is kept: read once for all who ask at the same time, given up in the order of asking."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from danvan_graph.web.kept import Kept


def test_the_longest_unasked_goes_first() -> None:
    """What is asked for again and again stays, however many others come and go."""
    kept, read = Kept(3), Counter[object]()

    def ask(key: object) -> None:
        kept.get(key, lambda: read.update([key]))

    for other in range(100):
        ask("much asked for")
        ask(other)
    assert read["much asked for"] == 1
    ask(99)
    ask(0)
    assert (read[99], read[0]) == (1, 2)


def test_read_once_for_all() -> None:
    """Who asks while it is being read waits for it; other things are read meanwhile."""
    kept, read = Kept(8), Counter[str]()
    begun, may_end, all_there = Event(), Event(), Barrier(5)

    def slowly() -> str:
        read["slow"] += 1
        begun.set()
        assert may_end.wait(10)
        return "slow"

    def ask() -> str:
        all_there.wait(10)
        return kept.get("slow", slowly)

    with ThreadPoolExecutor(5) as threads:
        asking = [threads.submit(ask) for _ in range(5)]
        assert begun.wait(10)
        assert kept.get("quick", lambda: "quick") == "quick"
        may_end.set()
        assert [one.result(10) for one in asking] == ["slow"] * 5
    assert read["slow"] == 1


def test_what_cannot_be_read_is_tried_again() -> None:
    """A failure is told to who asked and not kept."""
    kept = Kept(8)
    with pytest.raises(ZeroDivisionError):
        kept.get("it", lambda: 1 // 0)
    assert kept.get("it", lambda: "there") == "there"
