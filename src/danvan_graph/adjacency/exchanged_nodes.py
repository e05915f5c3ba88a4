"""The columns of what things are, with those exchanged that a change reaches."""

import numpy as np

from danvan_graph.adjacency.columns import Array
from danvan_graph.adjacency.exchange import Exchange
from danvan_graph.adjacency.instruments import NO_YEAR, TEXTS
from danvan_graph.adjacency.order import level_order, newest_first
from danvan_graph.adjacency.owing import UNKNOWN
from danvan_graph.adjacency.splicing import rebuilt
from danvan_graph.adjacency.texts import NONE, Texts
from danvan_graph.vocabulary import DV

_NOTHING = {"year": NO_YEAR, "level_order": level_order(""), "gone": UNKNOWN, "ended": UNKNOWN}


def node_columns(exchange: Exchange) -> dict[str, Array]:
    """Returns the columns that hold one number or text for each thing."""
    columns: dict[str, Array] = {
        name: exchanged(exchange, name, _NOTHING.get(name, 0))
        for name in ("year", "level_order", "gone", "ended", "known", "plan", "collected")
    }
    columns |= {name: _text_numbers(exchange, name) for name in TEXTS}
    columns["cited_by"] = _cited_by(exchange)
    columns["newness"] = _newness(exchange, columns)
    fresh = [iri.encode("utf-8", "surrogatepass") for iri in exchange.fresh]
    columns |= rebuilt("iri", exchange.old_iris, exchange.chosen, fresh)
    return columns | _folded(exchange)


def exchanged(exchange: Exchange, name: str, nothing: int) -> Array:
    """Returns a column of the old index, exchanged where things are told of otherwise."""
    old, near = exchange.old[name], exchange.near[name]
    return _placed(exchange, old, near, nothing).astype(old.dtype)


def _placed(exchange: Exchange, old: Array, near: Array, nothing: int) -> Array:
    kept = exchange.chosen >= 0
    found = np.full(len(exchange), nothing, np.int64)
    found[kept] = old[exchange.chosen[kept]]
    found[exchange.told] = nothing
    found[exchange.from_near[exchange.told_near]] = near[exchange.told_near]
    return found


def _text_numbers(exchange: Exchange, name: str) -> Array:
    near = exchange.renumbered_texts(exchange.near[name])
    return _placed(exchange, exchange.old[name], near, NONE)


def _cited_by(exchange: Exchange) -> Array:
    kept, old = exchange.chosen >= 0, exchange.old["cited_by"]
    found = np.zeros(len(exchange), np.int64)
    found[kept] = old[exchange.chosen[kept]]
    for iri, more in exchange.change.difference(str(DV.cites)).items():
        at = exchange.number(iri)
        if at != NONE:
            found[at] += more
    for at, iri in zip(np.flatnonzero(~kept).tolist(), exchange.fresh, strict=True):
        found[at] = exchange.change.now.count(str(DV.cites), iri)
    return found.astype(old.dtype)


def _newness(exchange: Exchange, columns: dict[str, Array]) -> Array:
    """Returns the place of each thing among all by its date, the newest first."""
    dates, years = columns["date"], columns["year"].astype(np.int64)
    told = np.where(columns["known"], dates * 2 + 1, -1)  # what has no date is −1, too
    undated = columns["known"] & (dates == NONE) & (years != NO_YEAR)
    codes = np.where(undated, (years - NO_YEAR) * 2, told)
    different, where = np.unique(codes, return_inverse=True)
    keys = [newest_first(_date(exchange, code)) for code in different.tolist()]
    order = {key: at for at, key in enumerate(sorted(set(keys)))}
    ranks = np.array([order[key] for key in keys], np.int32)
    return ranks[where] if len(codes) else np.empty(0, np.int32)


def _date(exchange: Exchange, code: int) -> str | None:
    if code < 0:
        return None
    number, dated = divmod(code, 2)
    if not dated:
        return str(number + NO_YEAR)
    old = exchange.old_texts
    return old[number] if number < len(old) else exchange.near_texts[number - len(old)]


def _folded(exchange: Exchange) -> dict[str, Array]:
    near = Texts(exchange.near, "folded")
    told = dict.fromkeys(exchange.told.tolist(), b"")
    for at in exchange.told_near.tolist():
        told[int(exchange.from_near[at])] = near.raw(at)
    chosen = exchange.chosen.copy()
    chosen[list(told)] = -1 - np.arange(len(told))
    return rebuilt("folded", Texts(exchange.old, "folded"), chosen, list(told.values()))
