"""The administrative map of one day."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from danvan_graph.cascade.collation import sort_key
from danvan_graph.web.reading.names import Unit

REFORM = datetime.date(2025, 7, 1)
"""From this day there are 34 provinces and no districts (Resolution 202/2025/QH15)."""

LEVELS = ("tinh", "huyen", "xa")


@dataclass(frozen=True)
class UnitMap:
    """The units that stood on one day, each below one other.

    Attributes:
        day: the day.
        units: every unit by address.
        above: the unit directly above each one; provinces have none.
    """

    day: datetime.date
    units: Mapping[str, Unit]
    above: Mapping[str, str]

    @classmethod
    def of(
        cls, units: Mapping[str, Unit], parents: Mapping[str, list[str]], day: datetime.date
    ) -> "UnitMap":
        """Returns the map of a day.

        Args:
            units: the units of all times by address.
            parents: every unit above each one, of all times.
            day: the day.
        """
        on = {iri: unit for iri, unit in units.items() if stood(unit, day)}
        above: dict[str, str] = {}
        for iri in on:
            found = sorted(p for p in parents.get(iri, ()) if p in on)
            if found:
                above[iri] = found[0]
        return cls(day, on, above)

    @cached_property
    def below(self) -> Mapping[str, list[str]]:
        """The units directly below each one; those of the country under the empty address."""
        found: dict[str, list[str]] = defaultdict(list)
        for iri in self.units:
            found[self.above.get(iri, "")].append(iri)
        return found

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """How many units of each level there are."""
        return Counter(unit.level for unit in self.units.values())

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The place of every unit in the order of a dictionary, by which brothers are sorted."""
        order = sorted(self.units.values(), key=lambda u: (sort_key(bare(u.label)), u.label, u.iri))
        return {unit.iri: place for place, unit in enumerate(order)}

    def upwards(self, iri: str) -> Iterator[str]:
        """Yields the units above a unit, the nearest first."""
        seen = {iri}
        while (iri := self.above.get(iri, "")) and iri not in seen:
            seen.add(iri)
            yield iri


def bare(label: str) -> str:
    """Returns the name of a unit without its kind, by which people look for it."""
    for kind in (
        "Thành phố ",
        "Tỉnh ",
        "Huyện ",
        "Thị xã ",
        "Quận ",
        "Xã ",
        "Phường ",
        "Thị trấn ",
    ):
        label = label.removeprefix(kind)
    return label


def stood(unit: Unit, day: datetime.date) -> bool:
    """Returns whether a unit stood on a day, in this form."""
    said = day.isoformat()
    return (unit.since or "") <= said and (unit.until is None or said < unit.until)


def day_of(year: int | None, chosen: str) -> datetime.date:
    """Returns the day whose map is shown: New Year, kept on the chosen side of the reform.

    Plans are issued early in the year, so the map of New Year is that of their issuers.

    Args:
        year: the year shown, or None.
        chosen: ``truoc`` or ``sau``; otherwise the year decides.

    >>> day_of(2023, ""), day_of(2023, "sau"), day_of(2026, "truoc")
    (datetime.date(2023, 1, 1), datetime.date(2025, 7, 1), datetime.date(2025, 6, 30))
    """
    wanted = datetime.date(year or REFORM.year, 1, 1)
    if chosen == "sau":
        return max(wanted, REFORM)
    if chosen == "truoc":
        return min(wanted, REFORM - datetime.timedelta(days=1))
    return wanted
