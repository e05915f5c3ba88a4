"""Tasks and duties from the index, in the order in which they are listed."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from danvan_graph.adjacency.columns import Array, Lists
from danvan_graph.adjacency.index import Adjacency
from danvan_graph.adjacency.instruments import NO_YEAR
from danvan_graph.adjacency.owing import UNKNOWN
from danvan_graph.adjacency.texts import NONE, Texts
from danvan_graph.identifiers.recurrence import Anchor

_YEAR, _MONTH = 10_000, 100


class Agenda:
    """The tasks and duties of an index, each by its number.

    Args:
        index: the graph.
    """

    @classmethod
    def of(cls, index: Adjacency) -> "Agenda | None":
        """Returns the agenda of an index, None where an older version left it out."""
        return cls(index) if "finding.document" in set(index.columns) else None

    def __init__(self, index: Adjacency) -> None:
        columns = index.columns
        self._index = index
        self.iris = Texts(columns, "finding")
        self.document = columns["finding.document"]
        self.start = columns["finding.start"]
        self._due, self._until = columns["finding.due"], columns["finding.until"]
        self._is_duty = columns["finding.is_duty"]
        self._bound = Lists(columns, "bound")
        self._trait_names = Texts(columns, "trait")
        self._traits = Lists(columns, "finding.traits")
        self._days = Lists(columns, "finding.days")
        self._anchors = Lists(columns, "finding.anchors")
        self._place = Lists(columns, "of_place")
        self._ended = columns["ended"]

    @cached_property
    def _order(self) -> Array:
        """All numbers by document, place in the text, address."""
        # what is equal stays as it is: addresses are in order already
        return np.asarray(np.lexsort((self.start, self.document)))

    @cached_property
    def tasks(self) -> Array:
        """The tasks, in the order of the documents and their texts."""
        return np.asarray(self._order[~self._is_duty[self._order]])

    @cached_property
    def duties(self) -> Array:
        """The duties, likewise."""
        return np.asarray(self._order[self._is_duty[self._order]])

    def of_document(self, found: Array, document: int) -> Array:
        """Returns those that a document tells."""
        return np.asarray(found[self.document[found] == document])

    def of_unit(self, found: Array, unit: int, *, served: bool = False) -> Array:
        """Returns those in which a body or group has a part, or by which it is bound.

        Args:
            found: numbers of tasks or of duties.
            unit: number of a body or group, or of a territory.
            served: of the bodies that serve the territory.
        """
        units = np.array([unit])
        if served:
            serves = self._index.serves
            places = np.flatnonzero(serves.members == unit)
            units = np.unique(np.searchsorted(serves.begins, places, side="right") - 1)
        return self._among(found, self._bound.of(units))

    def of_trait(self, found: Array, concept: str) -> Array:
        """Returns those of a theme or kind, or in which somebody has a role."""
        trait = self._trait_names.find(concept)
        if trait == NONE:
            return found[:0]
        places = np.flatnonzero(self._traits.members == trait)
        owners = np.searchsorted(self._traits.begins, places, side="right") - 1
        return self._among(found, owners)

    def at(self, found: Array, addresses: Iterable[str]) -> Array:
        """Returns those at some addresses."""
        numbers = (self.iris.find(iri) for iri in addresses)
        return self._among(found, np.array([n for n in numbers if n != NONE], np.int64))

    def _among(self, found: Array, chosen: Array) -> Array:
        held = np.zeros(len(self.iris), np.bool_)
        held[chosen] = True
        return np.asarray(found[held[found]])

    def of_year(self, found: Array, year: int) -> Array:
        """Returns the duties that fall due in a year, or whose document is for it."""
        said = self._index.year[self.document[found]]
        places, owners = self._days.places(found)
        chosen = said == year
        chosen[owners[self._days.members[places] // _YEAR == year]] = True
        until = self._until[found]
        begun = (said == NO_YEAR) | (said <= year)
        lasting = begun & ((until == UNKNOWN) | (until >= year)) & self._recur(found) & ~chosen
        for at in np.flatnonzero(lasting).tolist():
            chosen[at] = self._recurs_in(int(found[at]), year)
        return np.asarray(found[chosen])

    def _recur(self, found: Array) -> Array:
        begins = self._anchors.begins
        return np.asarray(begins[found + 1] > begins[found])

    def _recurs_in(self, finding: int, year: int) -> bool:
        ended = self.ended(finding)
        if ended is None or ended >= (year + 1) * _YEAR:
            return True
        if ended < year * _YEAR:
            return False
        days = (day for anchor in self.anchors(finding) for day in Anchor.parse(anchor).days(year))
        return any(day.year * _YEAR + day.month * _MONTH + day.day < ended for day in days)

    def is_duty(self, finding: int) -> bool:
        """Returns whether it is a duty, not a task."""
        return bool(self._is_duty[finding])

    def days(self, finding: int) -> Sequence[str]:
        """Returns the exact days on which a duty is owed, ISO 8601, in order."""
        return [iso(day) for day in self._days[finding].tolist()]

    def anchors(self, finding: int) -> Sequence[str]:
        """Returns the days of every year or month on which a duty is owed."""
        return [_anchor(code) for code in self._anchors[finding].tolist()]

    def due(self, finding: int) -> str | None:
        """Returns the one day on which a duty is owed."""
        return iso(int(self._due[finding])) if self._due[finding] != UNKNOWN else None

    def until(self, finding: int) -> int | None:
        """Returns the last year in which a duty is owed."""
        return int(self._until[finding]) if self._until[finding] != UNKNOWN else None

    def year(self, finding: int) -> int | None:
        """Returns the year of the document that tells it."""
        year = int(self._index.year[self.document[finding]])
        return None if year == NO_YEAR else year

    def ended(self, finding: int) -> int | None:
        """Returns the day on which the place of its document is no more, as a number."""
        places = self._place[int(self.document[finding])].tolist()
        ends = [int(self._ended[place]) for place in places if self._ended[place] != UNKNOWN]
        return max(ends, default=None)


def iso(day: int) -> str:
    """Returns a day as ISO 8601 has it.

    >>> iso(20221130)
    '2022-11-30'
    """
    return f"{day // _YEAR:04d}-{day // _MONTH % _MONTH:02d}-{day % _MONTH:02d}"


def _anchor(code: int) -> str:
    month, day = divmod(code, _MONTH)
    return f"--{month:02d}-{day:02d}" if month else f"---{day:02d}"
