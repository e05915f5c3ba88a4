"""Reads the register of administrative units and answers what stood where on a day."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from pathlib import Path

from danvan_graph.errors import Fault, InvalidData
from danvan_graph.identifiers.keys import OPEN, TerritoryKey
from danvan_graph.records.territory import Territory, TerritoryChange

_CODES = "[0-9]{2}|[0-9]{3}|[0-9]{5}"
_DAYS = "(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_LEVELS = {"province": "tinh", "district": "huyen", "commune": "xa"}
_RANKS = {level: rank for rank, level in enumerate(_LEVELS.values())}
_CODE, _MAYBE_CODE = (re.compile(form) for form in (_CODES, f"(?:{_CODES})?"))
_DAY, _MAYBE_DAY = (re.compile(form) for form in (_DAYS, f"(?:{_DAYS})?"))
_FORMS = {
    "code": _CODE,
    "parent_code": _MAYBE_CODE,
    "old_code": _MAYBE_CODE,
    "new_code": _MAYBE_CODE,
    "date": _DAY,
    "valid_from": _MAYBE_DAY,
    "valid_to": _MAYBE_DAY,
    "old_valid_from": _MAYBE_DAY,
    "new_valid_from": _MAYBE_DAY,
}
_UNIT_COLUMNS = [
    "code",
    "level",
    "kind",
    "name",
    "full_name",
    "parent_code",
    "valid_from",
    "valid_to",
    "bounds",
    "alt_names",
]
_CHANGE_COLUMNS = [
    "date",
    "instrument",
    "kind",
    "old_code",
    "old_valid_from",
    "new_code",
    "new_valid_from",
    "partial",
    "basis",
]


@dataclass(frozen=True)
class UnitRegister:
    """Every province, district and commune over time.

    Attributes:
        territories: all rows, by code and first day.
        changes: all steps from old to new.
    """

    territories: tuple[Territory, ...]
    changes: tuple[TerritoryChange, ...]

    @cached_property
    def _by_code(self) -> dict[str, list[Territory]]:
        found: dict[str, list[Territory]] = defaultdict(list)
        for territory in self.territories:
            found[territory.key.code].append(territory)
        return found

    @cached_property
    def _by_parent(self) -> dict[str, list[Territory]]:
        found: dict[str, list[Territory]] = defaultdict(list)
        for territory in self.territories:
            if territory.parent:
                found[territory.parent].append(territory)
        return found

    def rows(self, code: str) -> Sequence[Territory]:
        """Returns every row of a code, over time."""
        return self._by_code.get(code, ())

    def at(self, code: str, day: str) -> Territory | None:
        """Returns the unit that bore the code on the day (ISO 8601), or None."""
        return next((t for t in self._by_code.get(code, ()) if t.holds_on(day)), None)

    def within(self, code: str | None, level: str, day: str) -> tuple[Territory, ...]:
        """Returns the units of a level inside a unit on a day.

        Args:
            code: the unit around them, or None for the whole country.
            level: ``tinh``, ``huyen`` or ``xa``.
            day: ISO 8601.
        """
        if code is None:
            return tuple(t for t in self.territories if t.level == level and t.holds_on(day))
        return tuple(t for t in self._inside(code, day) if t.level == level)

    def _inside(self, code: str, day: str) -> Iterator[Territory]:
        for child in self._by_parent.get(code, ()):
            if child.holds_on(day):
                yield child
                yield from self._inside(child.key.code, day)


Row = tuple[str, ...]


def _rows(path: Path, columns: Sequence[str]) -> list[Row]:
    """Returns the cells of some columns, row by row; every code and day among them has its form."""
    name = f"units/{path.name}"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    except UnicodeDecodeError as error:
        fault = Fault(name, 0, "", "bảng không phải UTF-8; hãy lưu lại dưới dạng UTF-8.")
        raise InvalidData([fault]) from error
    except OSError as error:
        fault = Fault(name, 0, "", f"không mở được bảng ({error.strerror}); hãy chép lại tệp này.")
        raise InvalidData([fault]) from error
    header, rows = (lines[0], lines[1:]) if lines else ([], [])
    if missing := set(columns) - set(header):
        fault = Fault(name, 1, ", ".join(sorted(missing)), "bảng thiếu cột này; hãy chép lại tệp.")
        raise InvalidData([fault])
    if faults := list(_cell_faults(name, header, rows)):
        raise InvalidData(faults)
    return list(map(itemgetter(*map(header.index, columns)), rows))


def _cell_faults(name: str, header: list[str], rows: list[list[str]]) -> Iterator[Fault]:
    """Yields what is wrong with single cells; the columns are known to be there."""
    wrong = {}  # few values are distinct, so each is looked at once
    for place, column in enumerate(header):
        if form := _FORMS.get(column):
            values = {row[place] for row in rows if len(row) == len(header)}
            wrong[place] = {value for value in values if form.fullmatch(value) is None}
    uneven = any(len(row) != len(header) for row in rows)
    if not uneven and not any(wrong.values()):
        return
    for line, row in enumerate(rows, start=2):
        if len(row) != len(header):
            yield Fault(name, line, "", "dòng thừa hoặc thiếu ô so với dòng đầu; hãy chép lại tệp.")
            continue
        for place, values in wrong.items():
            if row[place] in values:
                message = f"“{row[place][:40]}” không phải là mã đơn vị hoặc ngày; hãy sửa."
                yield Fault(name, line, header[place], message)


class _Keys(dict[tuple[str, str], TerritoryKey]):
    """The key of each code and first day; the two tables name the same ones again and again."""

    def __missing__(self, pair: tuple[str, str]) -> TerritoryKey:
        """Returns the key of a pair not met before."""
        code, since = pair
        key = self[pair] = TerritoryKey(code, since or OPEN)
        return key


def _territory(row: Row, keys: _Keys) -> Territory:
    """Returns one unit; the cells stand in the order of ``_UNIT_COLUMNS``."""
    code, level, kind, name, full_name, parent, since, until, bounds, others = row
    return Territory(
        key=keys[code, since],
        level=_LEVELS[level],
        kind=kind,
        name=name,
        full_name=full_name,
        parent=parent or None,
        since=since or None,
        until=until or None,
        bounds=bounds,
        alt_names=tuple(n for n in others.split("; ") if n) if others else (),
    )


def _change(row: Row, keys: _Keys) -> TerritoryChange:
    """Returns one change; the cells stand in the order of ``_CHANGE_COLUMNS``."""
    date, instrument, kind, old, old_since, new, new_since, partial, basis = row
    return TerritoryChange(
        date=date,
        instrument=instrument or None,
        kinds=tuple(kind.split("+")),
        old=keys[old, old_since] if old else None,
        new=keys[new, new_since] if new else None,
        partial=partial,
        basis=basis,
    )


def _level_faults(rows: list[Row]) -> Iterator[Fault]:
    place = _UNIT_COLUMNS.index("level")
    for line, row in enumerate(rows, start=2):
        if row[place] not in _LEVELS:
            message = f"cấp “{row[place]}” không có; hãy viết province, district hoặc commune."
            yield Fault("units/units.tsv", line, "level", message)


def _faults(register: UnitRegister) -> Iterator[Fault]:
    keys = set()
    for line, territory in enumerate(register.territories, start=2):
        if territory.key in keys:
            yield Fault(
                "units/units.tsv", line, "code", f"dòng trùng với {territory.key}; hãy bỏ một dòng."
            )
        keys.add(territory.key)
    ranks = {t.key.code: _RANKS[t.level] for t in register.territories}
    for line, territory in enumerate(register.territories, start=2):
        if territory.parent is None:
            continue
        if territory.parent not in ranks:
            message = f"đơn vị cấp trên “{territory.parent}” không có trong bảng; hãy sửa mã."
            yield Fault("units/units.tsv", line, "parent_code", message)
        elif ranks[territory.parent] >= _RANKS[territory.level]:
            message = (
                f"đơn vị “{territory.parent}” không phải là cấp trên của dòng này; hãy sửa mã."
            )
            yield Fault("units/units.tsv", line, "parent_code", message)
    for line, change in enumerate(register.changes, start=2):
        for name, key in (("old_code", change.old), ("new_code", change.new)):
            if key and key not in keys:
                message = f"đơn vị {key} không có trong units.tsv; hãy sửa mã hoặc ngày."
                yield Fault("units/changes.tsv", line, name, message)


def read_units(folder: Path) -> UnitRegister:
    """Returns the register read from ``units.tsv`` and ``changes.tsv``.

    Raises:
        InvalidData: a table is missing, lacks a column, or points to a unit that is not there.
    """
    units = _rows(folder / "units.tsv", _UNIT_COLUMNS)
    changes = _rows(folder / "changes.tsv", _CHANGE_COLUMNS)
    if faults := list(_level_faults(units)):
        raise InvalidData(faults)
    keys = _Keys()
    territories = tuple(_territory(row, keys) for row in units)
    register = UnitRegister(territories, tuple(_change(row, keys) for row in changes))
    if faults := list(_faults(register)):
        raise InvalidData(faults)
    return register
