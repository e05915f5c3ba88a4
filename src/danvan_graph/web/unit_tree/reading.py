"""The tree over the right map, kept for one edition."""

import datetime
from collections import defaultdict

from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.names import Unit
from danvan_graph.web.reading.terms import rows
from danvan_graph.web.unit_tree.answers import Answers
from danvan_graph.web.unit_tree.tree import UnitTree
from danvan_graph.web.unit_tree.unit_map import REFORM, UnitMap, day_of


def map_on(edition: Edition, day: datetime.date) -> UnitMap:
    """Returns the administrative map of a day."""
    return edition.kept(
        ("map", day), lambda: UnitMap.of(edition.names.units, _parents(edition), day)
    )


def _parents(edition: Edition) -> dict[str, list[str]]:
    def read() -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in rows(
            edition.store, "SELECT ?unit ?above WHERE { ?unit dv:parentTerritory ?above }"
        ):
            found[row["unit"]].append(row["above"])
        return {unit: sorted(set(above)) for unit, above in found.items()}

    return edition.kept(("parents",), read)


def tree_over(
    edition: Edition,
    answers: Answers,
    year: int | None,
    chosen_map: str,
    target: Unit | None = None,
) -> UnitTree:
    """Returns a cascade over the map of a year.

    Args:
        edition: the graph.
        answers: the cascade.
        year: only documents of this year; for None those of all years, over the map of the newest.
        chosen_map: ``truoc`` or ``sau`` the reform of 1 July 2025; otherwise the year decides.
        target: a unit that has to be on the map, unless a map was chosen.
    """
    shown = year or next(iter(answers.years), None)
    if target and not chosen_map:
        if target.until and target.until <= REFORM.isoformat():
            chosen_map = "truoc"
        elif target.since and target.since >= REFORM.isoformat():
            chosen_map = "sau"
    units = map_on(edition, day_of(shown, chosen_map))
    key = ("tree", answers.root.iri, id(answers), year, units.day)
    return edition.kept(key, lambda: UnitTree(answers, units, year, edition.index.instruments))
