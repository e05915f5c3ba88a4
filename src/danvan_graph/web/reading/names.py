"""What the things of the graph are called, and the search over those names."""

import re
from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from dataclasses import dataclass
from functools import cached_property

from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS

from danvan_graph.adjacency.columns import Columns
from danvan_graph.adjacency.index import Adjacency
from danvan_graph.adjacency.naming import Called, UnitRows, agents
from danvan_graph.identifiers.folding import fold, tidy
from danvan_graph.vocabulary import CONCEPT
from danvan_graph.web import wording
from danvan_graph.web.reading.terms import slug_of

_PARTS = {
    "citation": "Lần viện dẫn",
    "task": "Nhiệm vụ",
    "duty": "Nghĩa vụ",
    "movement": "Lần nhắc phong trào",
    "recipient": "Nơi nhận",
    "signature": "Chữ ký",
    "issue": "Sai sót",
    "header": "Trường thể thức",
    "assignment": "Phân công",
    "expectation": "Yêu cầu ban hành kế hoạch",
    "judgement": "Kết luận của người rà soát",
    "change": "Thay đổi địa bàn",
    "source": "Bản văn đã đọc",
    "graph": "Đồ thị",
}
_FOREIGN = {
    str(RDF.type): "là",
    str(RDFS.label): "tên",
    str(RDFS.isDefinedBy): "định nghĩa ở",
    str(SKOS.prefLabel): "tên gọi",
    str(SKOS.altLabel): "tên khác",
    str(SKOS.definition): "nghĩa",
    str(SKOS.inScheme): "thuộc danh mục",
    str(SKOS.topConceptOf): "mục đầu của",
    str(SKOS.notation): "mã",
    str(SKOS.Concept): "khái niệm",
    str(SKOS.ConceptScheme): "danh mục",
    str(DCTERMS.source): "nguồn",
    str(PROV.wasDerivedFrom): "rút ra từ",
    str(PROV.Bundle): "đồ thị có nguồn gốc",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A territory as lists show it.

    Attributes:
        iri: its address.
        label: its full name, such as ``Huyện Thanh Hà``.
        level: slug of its level.
        since: the first day of this form, or None before the register.
        until: the first day it no longer holds, or None while it does.
        above: the address of a unit above, or None.
        folded: the name for forgiving search.
    """

    iri: str
    label: str
    level: str
    since: str | None
    until: str | None
    above: str | None
    folded: str


class Units(Mapping[str, Unit]):
    """Every territory by address; all are made when all are asked for.

    Args:
        columns: those of a look-up index.
    """

    def __init__(self, columns: Columns) -> None:
        self._rows = UnitRows(columns)

    @cached_property
    def _all(self) -> dict[str, Unit]:
        return {iri: _unit(iri, row) for iri, row in self._rows.all()}

    def __getitem__(self, iri: str) -> Unit:
        """Returns the territory of an address."""
        return _unit(iri, self._rows[iri])

    def __iter__(self) -> Iterator[str]:
        """Yields the addresses in order."""
        return iter(self._all)

    def __len__(self) -> int:
        """Returns how many territories there are."""
        return len(self._rows)

    def values(self) -> ValuesView[Unit]:
        """Returns every territory in the order of the addresses."""
        return self._all.values()

    def items(self) -> ItemsView[str, Unit]:
        """Returns the same with the addresses."""
        return self._all.items()


def _unit(iri: str, row: tuple[str | None, ...]) -> Unit:
    label, level, since, until, above, folded = row
    return Unit(iri, label or "", level or "", since, until, above, folded or "")


@dataclass(frozen=True)
class Names:
    """The Vietnamese names of one edition.

    Attributes:
        labels: names of concepts, terms, bodies, people and movements by address.
        units: every territory by address.
    """

    labels: Called
    units: Mapping[str, Unit]
    _columns: Columns

    @classmethod
    def of(cls, index: Adjacency) -> "Names":
        """Returns the names in a look-up index; none is read before it is asked for."""
        return cls(Called(index.columns), Units(index.columns), index.columns)

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Addresses of bodies and groups that documents speak of."""
        return agents(self._columns)

    def label(self, iri: str) -> str:
        """Returns the name of a thing, or the end of its address where it has none."""
        unit = self.units.get(iri)
        return unit.label if unit else self.labels.get(iri) or _FOREIGN.get(iri) or part_words(iri)

    def concept(self, scheme: str, slug: str) -> str:
        """Returns the name of a concept."""
        return self.labels.get(str(CONCEPT[f"{scheme}/{slug}"]), slug)

    def scheme(self, name: str) -> dict[str, str]:
        """Returns the names of a scheme's concepts by slug, in the order of the names."""
        begin = str(CONCEPT[name]) + "/"
        found = {iri.removeprefix(begin): name for iri, name in self.labels.beginning(begin)}
        return dict(sorted(found.items(), key=lambda pair: fold(pair[1])))

    def unit_line(self, iri: str) -> str:
        """Returns a unit with the units above it: ``Xã Sơn Trường, Huyện Hương Sơn, Tỉnh Hà Tĩnh``."""
        return ", ".join(u.label for u in self._upwards(iri))

    def _upwards(self, iri: str | None) -> Iterator[Unit]:
        seen: set[str] = set()
        while iri and iri in self.units and iri not in seen:
            seen.add(iri)
            yield self.units[iri]
            iri = self.units[iri].above

    @cached_property
    def folded_bodies(self) -> tuple[tuple[str, str], ...]:
        """Folded name and address of every body and group."""
        return tuple((fold(self.label(b)), b) for b in self.bodies)

    def find_units(self, text: str, level: str | None = None) -> list[Unit]:
        """Returns the territories whose name holds the text, the closest first."""
        wanted = fold(text)
        found = [
            u
            for u in self.units.values()
            if wanted in u.folded and (level is None or u.level == level)
        ]
        typed = tidy(text).casefold()
        return sorted(
            found,
            key=lambda u: (
                typed not in u.label.casefold(),
                _closeness(u.folded, wanted),
                u.until is not None,
                u.iri,
            ),
        )

    def find_bodies(self, text: str) -> list[str]:
        """Returns the addresses of the bodies whose name holds every word of the text."""
        words = fold(text).split()
        found = [(name, b) for name, b in self.folded_bodies if all(w in name for w in words)]
        return [b for name, b in sorted(found, key=lambda pair: (len(pair[0]), pair))]


def part_words(iri: str) -> str:
    """Returns what a thing without a name is called, by its address.

    >>> part_words("https://w3id.org/danvan/instrument/vn/2021/x/section/III.1")
    'Mục III.1'
    >>> part_words("https://w3id.org/danvan/instrument/vn/2021/x/citation/255-275")
    'Lần viện dẫn, ký tự 255–275'
    """
    before, _, last = iri.rpartition("/")
    for segment in (before.rpartition("/")[2], before.rpartition("/")[0].rpartition("/")[2]):
        if segment == "section":
            return wording.capital(wording.section(last))
        if segment in _PARTS:
            at = next((p for p in iri.split("/") if re.fullmatch(r"\d+-\d+", p)), "")
            return f"{_PARTS[segment]}, ký tự {at.replace('-', '–')}" if at else _PARTS[segment]
    return slug_of(iri)


def _closeness(name: str, wanted: str) -> int:
    """Returns 0 for the name itself, 1 for one that ends with it, 2 for one that holds it."""
    if name == wanted or name.endswith(f" {wanted}"):
        return 0 if name == wanted else 1
    return 2
