"""The shipped queries beside other forms of the same question, on the engine in our own workers.

Where a query looks for what is not there, it may say NOT EXISTS, MINUS, or OPTIONAL with !BOUND;
where it names its things by VALUES, these may stand first, last, or in the place of the variable;
a way of two steps that may be missing may be one OPTIONAL inside another. Beside these stand rivals
written by hand, in ``rivals/``. A form counts only where it gives the same rows.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.report import Form, Report

from danvan_graph import resources
from danvan_graph.errors import DanvanError
from danvan_graph.queries.catalogue import Query, read_catalogue
from danvan_graph.queries.run import bound
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.untrusted.pool import QueryPool

_RIVALS = Path(__file__).resolve().parent / "rivals"
_SECONDS = 5.0
_ABSENT = re.compile(
    r"OPTIONAL\s*\{(?P<what>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\s*"
    r"FILTER\s*\(\s*!\s*BOUND\s*\(\s*\?\w+\s*\)\s*\)"
)
_NOT_EXISTS = re.compile(r"FILTER\s+NOT\s+EXISTS\s*\{(?P<what>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
_MINUS = re.compile(r"MINUS\s*\{(?P<what>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
_CHAIN = re.compile(r"OPTIONAL\s*\{\s*(\?\w+)\s+(\w+:\w+)/(\w+:\w+)\s+(\?\w+)\s*\}")
_VALUES = re.compile(r"\s*VALUES\s*\?(?P<name>\w+)\s*\{\s*(?P<term><[^<>]*>)\s*\}")


def others(text: str) -> Iterator[tuple[str, str]]:
    """Yields the other forms of a query, each with its name."""
    for pattern in (_ABSENT, _NOT_EXISTS, _MINUS):
        if not pattern.search(text):
            continue
        if pattern is not _NOT_EXISTS:
            yield "NOT EXISTS", pattern.sub(r"FILTER NOT EXISTS {\g<what>}", text)
        if pattern is not _MINUS:
            yield "MINUS", pattern.sub(r"MINUS {\g<what>}", text)
    if _CHAIN.search(text):
        nested = r"OPTIONAL { \1 \2 \4_between OPTIONAL { \4_between \3 \4 } }"
        yield "OPTIONAL in OPTIONAL", _CHAIN.sub(nested, text)
    found = _VALUES.search(text)
    if found and len(_VALUES.findall(text)) == 1:
        without = text[: found.start()] + text[found.end() :]
        yield "VALUES last", f"{without}\n{found[0].strip()}"
        name = re.compile(rf"\?{found['name']}\b(?!\s+[A-Z])")
        head, brace, body = without.partition("{")
        if not name.search(head):
            yield "the thing itself", head + brace + name.sub(found["term"], body)


def _asked(pool: QueryPool, text: str, times: int) -> tuple[float, bytes] | None:
    """Returns the quickest of some times in milliseconds, and the rows in any order."""
    best, body = 1e9, b""
    for _ in range(times):
        begin = time.perf_counter()
        try:
            body = pool.answer(text, "csv")
        except DanvanError:
            return None
        best = min(best, (time.perf_counter() - begin) * 1e3)
        if best > 1000:
            break
    return best, b"\n".join(sorted(body.splitlines()))


def rival(query: Query) -> Query | None:
    """Returns the rival of a query that is written by hand, None where there is none."""
    written = _RIVALS / f"{query.name}.rq"
    if not written.exists():
        return None
    return replace(query, text=query.text.replace(query.body, written.read_text("utf-8")))


def _text(query: Query, store: Store, values: dict[str, str]) -> str | None:
    params = {p.name: values.get(p.type, p.example) for p in query.params if not p.optional}
    try:
        return bound(query, params, base=store.base)
    except DanvanError:
        return None


def compared(report: Report, store: Store, *, quick: bool) -> None:
    """Reports every shipped SELECT, and the best other form where there is one with the same rows."""
    times = 3 if quick else 7
    values = {"instrument": "vn/2021-11-26/33-ct-ttg"}
    with QueryPool(store.generation.engine, workers=1, deadline=_SECONDS) as pool:
        for query in read_catalogue(resources.queries_folder()):
            text = _text(query, store, values)
            if text is None:
                continue
            ours = _asked(pool, text, times)
            if ours is None:
                report.facts[f"“{query.name}”"] = f"no answer within {_SECONDS:g} seconds"
                continue
            forms, written = dict(others(text)), rival(query)
            if written is not None:
                forms["written by hand"] = _text(written, store, values) or text
            found = [(name, _asked(pool, other, times)) for name, other in forms.items()]
            same = [(f[0], name) for name, f in found if f is not None and f[1] == ours[1]]
            best = min(same, default=None)
            form = Form(query.name, ours[0])
            report.forms.append(Form(query.name, ours[0], best[1], best[0]) if best else form)
