"""A generation copied graph by graph to another engine, and what that engine says of the copy.

The copy is described in a named graph of its own, which says “not finished” while anything is
changed and is written again at the very end. Only graphs that it lists are ever taken away: an
engine may hold other people's graphs beside ours.
"""

import json
from collections.abc import Callable, Mapping
from typing import Protocol

from danvan_graph.errors import StoreError
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.engines.reader import Writer

DESCRIPTION = "urn:x-danvan:publication"
_SUBJECT = f"<{DESCRIPTION}>"
UNION = "urn:x-danvan:union"
"""Stands for the default graph on engines that have none of their own."""
_FACTS = "<http://purl.org/dc/terms/description>"


class _Lines(Protocol):
    def lines(self, graph: str | None) -> list[bytes]: ...


def copy_graph(source: Store, target: Writer, progress: Callable[[str], None]) -> int:
    """Returns how many named graphs were sent; the engine now holds just the generation.

    Graphs that the engine has from an earlier copy are not sent again. Until the end the engine
    counts as holding no graph, so that nobody opens a half of one.

    Args:
        source: the generation.
        target: the engine.
        progress: told what happens, in Vietnamese.

    Raises:
        StoreError: the engine cannot be reached, or refuses.
    """
    wanted = {name: digest for name, (_, digest) in source.generation.graphs().items()}
    held = graphs_in(target)
    if held == wanted and facts_in(target, whole=True):
        return 0
    _describe(target, {"graphs": held | dict.fromkeys(wanted.keys() - held.keys(), "")})
    for name in sorted(held.keys() - wanted.keys()):
        target.delete(name)
    changed = [name for name in sorted(wanted) if held.get(name) != wanted[name]]
    for number, name in enumerate(changed, start=1):
        progress(f"Chép đồ thị {number}/{len(changed)}")
        target.put(name, source.lines(name))
    progress("Chép đồ thị chung")
    target.put(None, source.lines(None))
    made = source.generation
    facts = {"name": made.name, "base": made.base, "published": made.published}
    _describe(target, facts | {"graphs": wanted})
    return len(changed)


def _describe(target: Writer, facts: Mapping[str, object]) -> None:
    # JSON in a JSON string: its escapes are those of an N-Triples literal
    text = json.dumps(json.dumps(facts, sort_keys=True))
    target.put(DESCRIPTION, [f"{_SUBJECT} {_FACTS} {text} .\n".encode()])


def facts_in(engine: _Lines, *, whole: bool) -> dict[str, object]:
    """Returns what an engine says of the graph it holds; empty when it says nothing.

    Args:
        engine: the engine.
        whole: a copy that was not finished counts as nothing.
    """
    for line in engine.lines(DESCRIPTION):
        subject, predicate, rest = line.decode().split(" ", 2)
        if (subject, predicate) == (_SUBJECT, _FACTS):
            facts = _parsed(rest.rstrip(" .\n"))
            return facts if "base" in facts or not whole else {}
    return {}


def _parsed(literal: str) -> dict[str, object]:
    try:
        facts = json.loads(json.loads(literal))
    except (TypeError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def graphs_in(engine: _Lines) -> dict[str, str]:
    """Returns the named graphs that copies put there, with the SHA-256 of their lines.

    Of a graph whose copy was not finished the checksum is empty.
    """
    graphs = facts_in(engine, whole=False).get("graphs")
    return {str(k): str(v) for k, v in graphs.items()} if isinstance(graphs, dict) else {}


def base_in(engine: _Lines, shown: str) -> str:
    """Returns the base of the addresses of the graph that an engine holds.

    Args:
        engine: the engine.
        shown: its address for people, without passwords.

    Raises:
        StoreError: it holds no whole graph.
    """
    base = facts_in(engine, whole=True).get("base")
    if not isinstance(base, str):
        raise StoreError(
            f"Kho “{shown}” chưa có đồ thị nào được chép trọn vẹn; hãy chạy “danvan publish”.",
            f"The store “{shown}” holds no whole graph; run “danvan publish”.",
        )
    return base
