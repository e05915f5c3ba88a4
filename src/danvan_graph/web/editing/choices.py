"""What an editor may choose from while correcting a field: closed lists, and likely values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan_graph.adding.fields import FIELDS
from danvan_graph.adding.points import Point
from danvan_graph.collection.folder import Collection
from danvan_graph.identifiers.folding import fold, tidy
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.territory import Territory
from danvan_graph.web.reading.names import Names

_KINDS = "loai-van-ban"
_MOST = 60
_TOP = "tinh"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a field may be.

    Attributes:
        pairs: value and words for persons.
        closed: whether it can be nothing else.
    """

    pairs: tuple[tuple[str, str], ...]
    closed: bool


def choices_of(
    point: Point, record: DocumentRecord, collection: Collection, names: Names
) -> Mapping[str, Choices]:
    """Returns what the fields of a finding may be, by field; a field that may be anything is left out.

    Args:
        point: the finding.
        record: the record it stands in.
        collection: what is collected, for the registers.
        names: the words for concepts.
    """
    found = {}
    for field, _, value in point.values:
        scheme = FIELDS[field].scheme
        if scheme:
            found[field] = Choices(tuple(_closed(scheme, value, collection, names)), closed=True)
        elif pairs := tuple(_likely(field, point, record, collection)):
            found[field] = Choices(pairs[:_MOST], closed=False)
    return found


def _closed(
    scheme: str, value: str | None, collection: Collection, names: Names
) -> Iterator[tuple[str, str]]:
    kinds = {kind.slug: kind.vi for kind in collection.kinds}
    listed = kinds if scheme == _KINDS else names.scheme(scheme)
    if value and value not in listed:
        yield value, value
    yield from sorted(listed.items(), key=lambda pair: fold(pair[1]))


def _likely(
    field: str, point: Point, record: DocumentRecord, collection: Collection
) -> Iterator[tuple[str, str]]:
    if field == "header.place":
        yield from ((unit.key.code, _unit(unit, collection)) for unit in _units(record, collection))
    elif field.endswith(".issuer"):
        said = (*(i.text for i in record.header.issuers), *(c.issuer for c in record.citations))
        said = (*said, *(r.agent.text for r in record.recipients))
        yield from ((name, name) for name in dict.fromkeys(said) if name)
    elif field == "citation.instrument":
        yield from _instruments(point, record, collection)


def _units(record: DocumentRecord, collection: Collection) -> Sequence[Territory]:
    """Returns the units of the day that the head of the document names, then every province."""
    header, day = record.header, record.key.day
    said = [issuer.text for issuer in header.issuers]
    said += [header.place.value] if header.place else []
    words = tidy(" ".join((*said, header.title.value))).casefold()
    standing = [unit for unit in collection.units.territories if unit.holds_on(day)]
    named = [unit for unit in standing if unit.name.casefold() in words]
    return [*named, *(u for u in standing if u.level == _TOP and u not in named)]


def _unit(unit: Territory, collection: Collection) -> str:
    parent = collection.units.rows(unit.parent) if unit.parent else ()
    return f"{unit.full_name}, {parent[0].full_name}" if parent else unit.full_name


def _instruments(
    point: Point, record: DocumentRecord, collection: Collection
) -> Iterator[tuple[str, str]]:
    """Yields what a citation may mean: its candidates, then what the register has of that number."""
    cited = next((c for c in record.citations if c.at == point.at), None)
    if cited is None:
        return
    slug = cited.number.slug if cited.number else ""
    known = {i.key: i.title or i.name or "" for i in collection.instruments}
    same = [key for key in known if slug and key.slug == slug]
    for key in dict.fromkeys((*cited.candidates, *same)):
        yield str(key), f"{key} {known.get(key, '')}".strip()
