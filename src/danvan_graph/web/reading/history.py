"""What happened to a document, in the order of days, as far as the graph says."""

from dataclasses import dataclass

from danvan_graph.lookup.index import Known
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.vocabulary import RELATIONS
from danvan_graph.web.reading.terms import iri, rows, values

_CHANGING = ("sua-doi", "thay-the", "bai-bo", "dinh-chi", "dinh-chinh", "tiep-tuc")
_MOST = 50


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        day: as exactly as it is known, ISO 8601, or an empty string.
        what: ``ban-hanh``, ``hieu-luc``, or the slug of a relation.
        other: the instrument that has to do with it, or an empty string.
        active: whether this document acts upon the other, and not the other upon this one.
    """

    day: str
    what: str
    other: str = ""
    active: bool = False


def history_of(store: Store, known: Known) -> list[Event]:
    """Returns issue, coming into force, and every change, replacement or continuation told."""
    found = [Event(known.date or "", "ban-hanh")]
    this = iri(known.iri)
    force = rows(store, f"SELECT ?day WHERE {{ {this} dv:inForceFrom ?day }} ORDER BY ?day")
    found += [Event(row["day"], "hieu-luc") for row in force]
    slugs = {str(RELATIONS[slug]): slug for slug in _CHANGING}
    ties = values("tie", slugs)
    own = f"SELECT DISTINCT ?tie ?other WHERE {{ {ties} {this} ?tie ?other }} ORDER BY ?other"
    day = known.date or ""
    found += [Event(day, slugs[r["tie"]], r["other"], active=True) for r in rows(store, own)]
    others = f"""SELECT DISTINCT ?tie ?other ?day WHERE {{ {ties} ?other ?tie {this} .
        OPTIONAL {{ ?other dv:dateText ?day }} }} ORDER BY ?day ?other LIMIT {_MOST}"""
    found += [Event(r.get("day", ""), slugs[r["tie"]], r["other"]) for r in rows(store, others)]
    return sorted(found, key=lambda e: (e.day or "9", e.what != "ban-hanh"))
