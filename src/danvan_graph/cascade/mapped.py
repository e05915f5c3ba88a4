"""Reads from the look-up index what a cascade is made of, as far as the index says it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from rdflib import URIRef
from rdflib.namespace import RDFS

from danvan_graph.adjacency.columns import Array, Lists, spread, turned
from danvan_graph.adjacency.index import Adjacency
from danvan_graph.adjacency.instruments import NO_YEAR
from danvan_graph.adjacency.owing import UNKNOWN
from danvan_graph.cascade.facts import Quotation, Tie
from danvan_graph.cascade.shape import Evidence
from danvan_graph.cascade.things import Said
from danvan_graph.errors import StoreError
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.engines.reader import Reader
from danvan_graph.vocabulary import CONCEPT, DV

_NAME = "adjacency"
_DAY = len("2021-11-26")
_SAID = ("citation", "document", "document_label", "section", "start", "end", "confidence")


def mapped(store: Reader, index: Adjacency | None = None) -> "Mapped | None":
    """Returns what reads a look-up index, None where there is none that says enough.

    Args:
        store: the graph; an index beside it is opened.
        index: its index when it is open already.
    """
    try:
        if index is None and isinstance(store, Store) and _NAME in store.generation.companions:
            index = Adjacency(store.generation.companion(_NAME))
        return Mapped(index) if index else None
    except StoreError:  # another version made it
        return None


class Mapped:
    """What an index says of instruments, bodies and territories.

    Args:
        index: the graph.

    Raises:
        StoreError: another version made the index, without what is asked of it here.
    """

    def __init__(self, index: Adjacency) -> None:
        self._index = index
        self._places = Lists(index.columns, "of_place")
        self._above = turned(index.inside, len(index))
        self._ended = index.columns["ended"]
        self._years = index.year.tolist()
        self._numbers: dict[str, int] = {}
        self._addresses: dict[int, str] = {}

    @cached_property
    def _uppers(self) -> Lists:
        return turned(self._index.carried_out_by, len(self._index))

    def implementing(self, root: str) -> list[tuple[str, str]]:
        """Returns what carries out the root, each with everything it carries out directly."""
        index, goal = self._index, self._number(root)
        if goal is None:
            return []
        lower = index.carried_out_by.below(len(index), goal)
        places, owners = self._uppers.places(lower)
        uppers = self._uppers.members[places]
        return list(zip(self._iris(lower[owners]), self._iris(uppers), strict=True))

    def _number(self, iri: str) -> int | None:
        found = self._numbers.get(iri)
        return self._index.number(iri) if found is None else found

    def _iris(self, numbers: Array) -> tuple[str, ...]:
        return tuple(map(self._iri, numbers.tolist()))

    def _iri(self, number: int) -> str:
        """Returns the address of a thing; its number need not be looked for again."""
        found = self._addresses.get(number)
        if found is None:
            found = self._addresses[number] = self._index.iris[number]
            self._numbers[found] = number
        return found

    def quotations(self, ties: Sequence[Tie]) -> Iterator[Quotation]:
        """Yields the passages that say what is tied to what."""
        index, number = self._index, self._number
        relations = {slug: at for at, slug in enumerate(index.relation_slugs)}
        ends = np.array([(number(up), number(low)) for low, _, up in ties], np.int64).reshape(-1, 2)
        wanted = ends[:, 0] * len(index) + ends[:, 1]
        keys = index.target.astype(np.int64) * len(index) + index.source
        at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        begins = index.columns["passage.from"]
        places, owners = spread(begins[at], begins[at + 1]) if len(keys) else (at[:0], at[:0])
        kinds = np.array([relations.get(relation, -1) for _, relation, _ in ties], np.int64)
        chosen = (keys[at] == wanted)[owners] if len(keys) else np.zeros(0, np.bool_)
        chosen &= index.columns["passage.relation"][places] == kinds[owners]
        said = self._passages(places[chosen])
        for owner, evidence in sorted(
            zip(owners[chosen].tolist(), said, strict=True),
            key=lambda one: (one[0], one[1].finding),
        ):
            lower, relation, upper = ties[owner]
            yield Quotation(lower, relation, upper, evidence)

    def _passages(self, places: Array) -> Iterator[Evidence]:
        index, texts = self._index, self._index.texts
        columns = [index.columns[f"passage.{name}"][places].tolist() for name in _SAID]
        for citation, document, label, section, start, end, sure in zip(*columns, strict=True):
            yield Evidence(
                finding=texts[citation],
                document=self._iri(document),
                document_label=texts[label],
                section=texts[section],
                start=start,
                end=end,
                confidence=sure,
            )

    def said(self, iri: str) -> Said | None:
        """Returns what the index says of a thing, None when it does not know it."""
        number = self._number(iri)
        label = None if number is None else self._index.text("label", number)
        if number is None or label is None:
            return None
        said = self._of_instrument if self._index.known[number] else self._of_unit
        found = {RDFS.label: label, **said(number)}
        return {p: v if isinstance(v, tuple) else (v,) for p, v in found.items() if v}

    def _of_instrument(self, number: int) -> Mapping[URIRef, str | tuple[str, ...] | None]:
        text, date, year = self._index.text, self._index.text("date", number), self._years[number]
        return {
            DV.kind: f"{CONCEPT}loai-van-ban/{text('kind', number)}",
            DV.level: f"{CONCEPT}cap/{text('level', number)}",
            DV.number: text("number", number),
            DV.title: text("title", number),
            DV.issueDate: date if date and len(date) == _DAY else None,
            DV.dateText: date,
            DV.year: None if year == NO_YEAR else str(year),
            DV.collected: "true" if self._index.collected[number] else "false",
            DV.place: self._iris(self._places[number]),
            DV.issuer: self._iris(self._index.issuer[number]),
        }

    def _of_unit(self, number: int) -> Mapping[URIRef, str | tuple[str, ...] | None]:
        level, ended = self._index.text("level", number), int(self._ended[number])
        return {
            DV.level: f"{CONCEPT}cap/{level}" if level else None,
            DV.serves: self._iris(self._index.serves[number]),
            DV.parentTerritory: self._iris(self._above[number]),
            DV.validUntil: None if ended == UNKNOWN else _day(ended),
        }


def _day(number: int) -> str:
    """Returns a day such as 20250701 in ISO 8601."""
    digits = f"{number:08d}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
