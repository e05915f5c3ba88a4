"""Reads the register of administrative units and answers what stood where on a day."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
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


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    name = f"units/{path.name}"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows = list(reader)
    except UnicodeDecodeError as error:
        fault = Fault(name, 0, "", "bảng không phải UTF-8; hãy lưu lại dưới dạng UTF-8.")
        raise InvalidData([fault]) from error
    except OSError as error:
        fault = Fault(name, 0, "", f"không mở được bảng ({error.strerror}); hãy chép lại tệp này.")
        raise InvalidData([fault]) from error
    missing = set(columns) - set(reader.fieldnames or ())
    if missing:
        fault = Fault(name, 1, ", ".join(sorted(missing)), "bảng thiếu cột này; hãy chép lại tệp.")
        raise InvalidData([fault])
    if faults := list(_cell_faults(name, rows)):
        raise InvalidData(faults)
    return rows


def _cell_faults(name: str, rows: list[dict[str, str]]) -> Iterator[Fault]:
    """Yields what is wrong with single cells; the columns are known to be there."""
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            yield Fault(name, line, "", "dòng thừa hoặc thiếu ô so với dòng đầu; hãy chép lại tệp.")
            continue
        for column, value in row.items():
            form = _FORMS.get(column)
            if form and form.fullmatch(value) is None:
                message = f"“{value[:40]}” không phải là mã đơn vị hoặc ngày; hãy sửa."
                yield Fault(name, line, column, message)


def _territory(row: dict[str, str]) -> Territory:
    return Territory(
        key=TerritoryKey(row["code"], row["valid_from"] or OPEN),
        level=_LEVELS[row["level"]],
        kind=row["kind"],
        name=row["name"],
        full_name=row["full_name"],
        parent=row["parent_code"] or None,
        since=row["valid_from"] or None,
        until=row["valid_to"] or None,
        bounds=row["bounds"],
        alt_names=tuple(n for n in row["alt_names"].split("; ") if n),
    )


def _key(code: str, since: str) -> TerritoryKey | None:
    return TerritoryKey(code, since or OPEN) if code else None


def _change(row: dict[str, str]) -> TerritoryChange:
    return TerritoryChange(
        date=row["date"],
        instrument=row["instrument"] or None,
        kinds=tuple(row["kind"].split("+")),
        old=_key(row["old_code"], row["old_valid_from"]),
        new=_key(row["new_code"], row["new_valid_from"]),
        partial=row["partial"],
        basis=row["basis"],
    )


def _level_faults(rows: list[dict[str, str]]) -> Iterator[Fault]:
    for line, row in enumerate(rows, start=2):
        if row["level"] not in _LEVELS:
            message = f"cấp “{row['level']}” không có; hãy viết province, district hoặc commune."
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
    register = UnitRegister(tuple(map(_territory, units)), tuple(map(_change, changes)))
    if faults := list(_faults(register)):
        raise InvalidData(faults)
    return register
