"""The lists of an index, with those of the things exchanged that a change reaches."""

from collections.abc import Iterable

import numpy as np

from danvan_graph.adjacency.columns import Array, grouped
from danvan_graph.adjacency.exchange import Exchange
from danvan_graph.adjacency.instruments import GROUPINGS
from danvan_graph.adjacency.naming import UNIT
from danvan_graph.adjacency.splicing import (
    key_lists,
    members_of,
    owners_in,
    owners_of,
    pair_keys,
    rebuilt,
    renumbered,
    sources,
    with_keys,
)
from danvan_graph.adjacency.texts import NONE, Texts
from danvan_graph.store.keeping.neighbourhood import Side

_BY_OWNER = ("issuer", "serves", "of_place")
_BY_MEMBER = ("carried_out_by", "inside")
_DUTY = ("document", "year", "kind", "summary", "until")


def _pairs(columns: object, name: str) -> tuple[Array, Array]:
    begins, members = columns[f"{name}.from"], columns[name]  # type: ignore[index]
    return owners_in(begins), members.astype(np.int64)


def relating_columns(exchange: Exchange) -> dict[str, Array]:
    """Returns the lists of implementations, issuers, expectations and territories."""
    columns: dict[str, Array] = {}
    for name in (*_BY_OWNER, *_BY_MEMBER):
        owners, members = _pairs(exchange.old, name)
        owners, members = exchange.from_old[owners], exchange.from_old[members]
        near_owners, near_members = _pairs(exchange.near, name)
        more = exchange.from_near[near_owners], exchange.from_near[near_members]
        who, whose = (owners, more[0]) if name in _BY_OWNER else (members, more[1])
        stays = (owners >= 0) & (members >= 0) & ~exchange.is_told[who]
        comes = exchange.is_told[whose]
        kept = pair_keys(owners[stays], members[stays])
        keys = with_keys(kept, pair_keys(more[0][comes], more[1][comes]))
        columns |= key_lists(name, len(exchange), keys)
    return columns | _told_columns(exchange)


def _told_columns(exchange: Exchange) -> dict[str, Array]:
    """Returns who was told to answer what: several expectations may say the same."""
    columns: dict[str, Array] = {}
    change = exchange.change
    for name, told in (("told", _told), ("groups_told", _groups_told)):
        before, now = told(change.before, exchange.things), told(change.now, exchange.things)
        gone = {pair for pair in before - now if not _still(change.now, name, pair)}
        owners, members = _pairs(exchange.old, name)
        owners, members = exchange.from_old[owners], exchange.from_old[members]
        stays = (owners >= 0) & (members >= 0)
        keys = pair_keys(owners[stays], members[stays])
        keys = keys[~np.isin(keys, _numbered(exchange, gone))]
        keys = with_keys(keys, _numbered(exchange, now))
        columns |= key_lists(name, len(exchange), keys)
    return columns


def _numbered(exchange: Exchange, pairs: Iterable[tuple[str, str]]) -> Array:
    numbers = [(exchange.number(one), exchange.number(other)) for one, other in pairs]
    table = np.array([p for p in numbers if NONE not in p], np.int64).reshape(-1, 2)
    return pair_keys(table[:, 0], table[:, 1])


def _told(side: Side, things: Iterable[str]) -> set[tuple[str, str]]:
    return {pair for thing in things for pair in _told_by(side, thing)}


def _told_by(side: Side, thing: str) -> set[tuple[str, str]]:
    goals = side.ends([thing], "dv:expectedFor")
    bodies = side.ends([thing], "dv:expectedBody") if goals else set()
    return {(goal, body) for goal in goals for body in bodies}


def _groups_told(side: Side, things: Iterable[str]) -> set[tuple[str, str]]:
    return {pair for thing in things for pair in _groups_told_by(side, thing)}


def _groups_told_by(side: Side, thing: str) -> set[tuple[str, str]]:
    goals = side.ends([thing], "dv:expectedFor")
    if not goals or side.ends([thing], "dv:expectedBody"):
        return set()
    return {(goal, one) for goal in goals for one in side.ends([thing], "dv:expectedOf")}


def _still(side: Side, name: str, pair: tuple[str, str]) -> bool:
    way, told = (
        ("^dv:expectedBody", _told_by) if name == "told" else ("^dv:expectedOf", _groups_told_by)
    )
    return any(pair in told(side, thing) for thing in side.ends([pair[1]], way))


def issuing_columns(exchange: Exchange) -> dict[str, Array]:
    """Returns the names of the bodies that issued each instrument, in their order."""
    owners = exchange.from_old[owners_in(exchange.old["issued_by.from"])]
    stays = (owners >= 0) & ~exchange.is_told[owners]
    near = exchange.from_near[owners_in(exchange.near["issued_by.from"])]
    comes = exchange.is_told[near]
    more = exchange.renumbered_texts(exchange.near["issued_by"])[comes]
    both = np.concatenate([owners[stays], near[comes]])
    order = np.argsort(both, kind="stable")
    names = np.concatenate([exchange.old["issued_by"][stays].astype(np.int64), more])[order]
    begins = np.searchsorted(both[order], np.arange(len(exchange) + 1))
    return {"issued_by": names, "issued_by.from": begins}


class Row:
    """A sorted row of texts of the old index, with some taken out and others put in.

    Args:
        exchange: the old index and the small one.
        name: of the row.
        gone: of each old text, whether it goes.
        wanted: the numbers of those of the small index that are in the new row.
    """

    def __init__(self, exchange: Exchange, name: str, gone: Array, wanted: Iterable[int]) -> None:
        old, near = Texts(exchange.old, name), Texts(exchange.near, name)
        raws = {at: near.raw(at) for at in wanted}
        found = {at: old.find_raw(raw) for at, raw in raws.items()}
        keep = ~gone
        keep[[place for place in found.values() if place != NONE]] = True
        fresh = sorted((raws[at], at) for at, place in found.items() if place == NONE)
        places = np.array([old.place_raw(raw) for raw, _ in fresh], np.int64)
        self.from_old = renumbered(keep, places)
        self.chosen = sources(self.from_old, int(keep.sum()) + len(fresh))
        self.columns = rebuilt(name, old, self.chosen, [raw for raw, _ in fresh])
        self.from_near = np.full(len(near), NONE, np.int64)
        for at, place in found.items():
            if place != NONE:
                self.from_near[at] = self.from_old[place]
        self.from_near[[at for _, at in fresh]] = np.flatnonzero(self.chosen < 0)

    def __len__(self) -> int:
        return len(self.chosen)

    @property
    def again(self) -> Array:
        """Of each old text, whether the small index tells of it."""
        return np.isin(self.from_old, self.from_near[self.from_near >= 0])

    def numbers(self, old: Array, near: Array) -> Array:
        """Returns a column of the row; what both indexes tell is taken from the small one."""
        kept = self.from_old >= 0
        found = np.full(len(self), NONE, np.int64)
        found[self.from_old[kept]] = old[kept]
        comes = self.from_near >= 0
        found[self.from_near[comes]] = near[comes]
        return found


def bearer_columns(exchange: Exchange) -> dict[str, Array]:
    """Returns the names by which instruments are found, and who bears each."""
    columns: dict[str, Array] = {}
    for name in ("named", *GROUPINGS):
        texts, nodes = _pairs(exchange.old, f"{name}.bearers")
        nodes = exchange.from_old[nodes]
        stays = (nodes >= 0) & ~exchange.is_told[nodes]
        near_texts, near_nodes = _pairs(exchange.near, f"{name}.bearers")
        near_nodes = exchange.from_near[near_nodes]
        comes = exchange.is_told[near_nodes]
        gone = np.ones(len(exchange.old[f"{name}.ends"]) - 1, np.bool_)
        gone[texts[stays]] = False
        row = Row(exchange, name, gone, np.unique(near_texts[comes]).tolist())
        kept = pair_keys(row.from_old[texts[stays]], nodes[stays])
        keys = with_keys(kept, pair_keys(row.from_near[near_texts[comes]], near_nodes[comes]))
        columns |= row.columns | key_lists(f"{name}.bearers", len(row), keys)
    return columns


def exchanged_row(exchange: Exchange, name: str) -> Row:
    """Returns a row of addresses, exchanged where things are told of otherwise."""
    old, near = Texts(exchange.old, name), Texts(exchange.near, name)
    gone = np.zeros(len(old), np.bool_)
    gone[[at for at in map(old.find, exchange.things) if at != NONE]] = True
    found = (near.find(iri) for iri in exchange.things)
    return Row(exchange, name, gone, sorted(at for at in found if at != NONE))


def named_columns(exchange: Exchange) -> dict[str, Array]:
    """Returns what things are called, and the forms of each territory."""
    columns = exchanged_row(exchange, "agent").columns
    for name, parts in (("called", ("label",)), ("unit", UNIT)):
        row = exchanged_row(exchange, name)
        columns |= row.columns
        for part in parts:
            column = f"{name}.{part}"
            near = exchange.renumbered_texts(exchange.near[column])
            columns[column] = row.numbers(exchange.old[column], near)
    return columns


def duty_columns(exchange: Exchange) -> dict[str, Array]:
    """Returns the columns of what is owed, by whom, and on which days."""
    row, old, near = exchanged_row(exchange, "duty"), exchange.old, exchange.near
    columns = row.columns
    for part in _DUTY:
        name = f"duty.{part}"
        held, told = old[name].astype(np.int64), near[name].astype(np.int64)
        if part == "document":
            held, told = exchange.from_old[held], exchange.from_near[told]
        elif part in {"kind", "summary"}:
            told = exchange.renumbered_texts(told)
        columns[name] = row.numbers(held, told).astype(np.int32)
    for name in ("duty.days", "duty.yearly"):
        columns |= by_row(exchange, row, name)
    return columns | row_by_thing(exchange, row, "owes")


def row_by_thing(exchange: Exchange, row: Row, name: str) -> dict[str, Array]:
    """Returns a list of texts of a row by thing."""
    units, texts = _pairs(exchange.old, name)
    units, held = exchange.from_old[units], row.from_old[texts]
    stays = (units >= 0) & (held >= 0) & ~row.again[texts]
    near_units, near_texts = _pairs(exchange.near, name)
    comes = row.from_near[near_texts] >= 0
    more = exchange.from_near[near_units[comes]], row.from_near[near_texts[comes]]
    keys = with_keys(pair_keys(units[stays], held[stays]), pair_keys(*more))
    return key_lists(name, len(exchange), keys)


def by_row(exchange: Exchange, row: Row, name: str) -> dict[str, Array]:
    """Returns a list of plain numbers by text of a row."""
    texts, numbers = _pairs(exchange.old, name)
    held = row.from_old[texts]
    stays = (held >= 0) & ~row.again[texts]
    near_texts, near_numbers = _pairs(exchange.near, name)
    comes = row.from_near[near_texts] >= 0
    more = pair_keys(row.from_near[near_texts[comes]], near_numbers[comes])
    keys = with_keys(pair_keys(held[stays], numbers[stays]), more)
    return {
        name: members_of(keys).astype(np.int32),
        f"{name}.from": grouped(len(row), owners_of(keys)),
    }
