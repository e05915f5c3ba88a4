"""Administrative units over time."""

from dataclasses import dataclass

from danvan_graph.identifiers.keys import TerritoryKey


@dataclass(frozen=True, slots=True)
class Territory:
    """One administrative unit over one span of time.

    Attributes:
        key: code and first day.
        level: ``tinh``, ``huyen`` or ``xa``.
        kind: ``tỉnh``, ``huyện``, ``thị xã``, ``xã`` …
        name: name without the kind.
        full_name: kind and name.
        parent: code of the unit above, or None.
        since: first day, ISO 8601, or None when it lies before the register.
        until: first day it no longer holds, ISO 8601, or None while it holds.
        bounds: how sure the two days are, as the register words it.
        alt_names: other spellings.
    """

    key: TerritoryKey
    level: str
    kind: str
    name: str
    full_name: str
    parent: str | None
    since: str | None
    until: str | None
    bounds: str
    alt_names: tuple[str, ...]

    def holds_on(self, day: str) -> bool:
        """Returns whether the unit existed in this form on the day (ISO 8601)."""
        return (self.since or "") <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class TerritoryChange:
    """One step of the register from an old unit to a new one.

    Attributes:
        date: the day it takes effect.
        instrument: number of the deciding instrument, where a source names it.
        kinds: ``merge``, ``split``, ``rename`` …
        old: the unit before, or None when it was newly established.
        new: the unit after, or None when no source names a successor.
        partial: ``yes``, ``no`` or ``unknown``: whether only a part went over.
        basis: how the register knows.
    """

    date: str
    instrument: str | None
    kinds: tuple[str, ...]
    old: TerritoryKey | None
    new: TerritoryKey | None
    partial: str
    basis: str
