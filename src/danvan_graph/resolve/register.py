"""The instruments that are known: of the register and of the collection, by number, date and name."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.folding import fold
from danvan_graph.identifiers.keys import UNDATED, InstrumentKey
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.register import Instrument

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Known:
    """One instrument of the register or the collection.

    Attributes:
        key: its identity.
        kind: slug of its kind.
        number: its number and symbol, or None.
        name: its name, or None.
        title: its official title, or None.
        in_force: its first day in force, ISO 8601, or None.
    """

    key: InstrumentKey
    kind: str
    number: Designation | None
    name: str | None
    title: str | None
    in_force: str | None = None

    @property
    def dated(self) -> bool:
        """Whether the day of issue is known."""
        return len(self.key.when) == len("2021-11-26")

    def before(self, day: str) -> bool:
        """Returns whether it may have been issued by a day; the undated always."""
        return self.key.when == UNDATED or self.key.when <= day


@functools.lru_cache(16384)
def key_of(place: str, when: DocumentDate | None, name: str) -> InstrumentKey:
    """Returns the key of an instrument; documents name the same ones again and again.

    >>> str(key_of("vn", DocumentDate(2021, 11, 26), "33/CT-TTg"))
    'vn/2021-11-26/33-ct-ttg'
    """
    return InstrumentKey.of(place, when, name)


def running_number(number: Designation) -> str:
    """Returns the running number without leading zeros.

    >>> running_number(Designation.parse("03-QC/TU"))
    '3'
    """
    return number.number.lstrip("0").lower()


@functools.lru_cache(1024)
def folded_name(name: str) -> str:
    """Returns a name for comparison: folded, signs left out.

    >>> folded_name("Kế hoạch giai đoạn 2021 – 2030") == folded_name("kế hoạch giai đoạn 2021-2030")
    True
    """
    return " ".join(_SIGNS.sub(" ", fold(name)).split())


class Register:
    """Every known instrument.

    Args:
        instruments: the register of instruments.
        documents: the records of collected documents, which cite each other.
    """

    def __init__(
        self, instruments: Iterable[Instrument], documents: Iterable[DocumentRecord]
    ) -> None:
        self._by_key: dict[InstrumentKey, Known] = {}
        self._series: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._slugs: dict[str, list[Known]] = defaultdict(list)
        self._running: dict[tuple[str, str, str], list[Known]] = defaultdict(list)
        self._names: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._places: dict[str, list[Known]] = defaultdict(list)
        self._called: dict[str, list[Known]] = defaultdict(list)
        for i in instruments:
            force = str(i.in_force) if i.in_force else None
            self._add(Known(i.key, i.kind, i.number, i.name, i.title, force), i.aliases)
        for d in documents:
            number = d.header.number.value if d.header.number else None
            self._add(Known(d.key, d.header.kind.value, number, None, d.header.title.value), ())

    def _add(self, known: Known, aliases: Sequence[str]) -> None:
        if known.key in self._by_key:
            return
        self._by_key[known.key] = known
        self._places[known.key.place].append(known)
        slugs = [known.key.slug] if known.number else []
        for alias in aliases:
            if "/" in alias:
                slugs.append(InstrumentKey.of(known.key.place, None, alias).slug)
            else:
                self._called[folded_name(alias)].append(known)
        for slug in dict.fromkeys(slugs):
            self._series[known.key.place, slug].append(known)
            self._slugs[slug].append(known)
        if known.number:
            running = running_number(known.number)
            self._running[known.key.place, known.key.when, running].append(known)
        for name in {folded_name(n) for n in (known.name, _law_title(known)) if n}:
            self._names[known.key.place, name].append(known)

    def get(self, key: InstrumentKey) -> Known | None:
        """Returns the instrument of a key, or None."""
        return self._by_key.get(key)

    def series(self, place: str, slug: str) -> Sequence[Known]:
        """Returns the instruments of a place that bear a number and symbol, aliases included."""
        return self._series.get((place, slug), ())

    def bearing(self, slug: str) -> Sequence[Known]:
        """Returns the instruments of any place that bear a number and symbol."""
        return self._slugs.get(slug, ())

    def same_day(self, place: str, when: str, running: str) -> Sequence[Known]:
        """Returns the instruments of a place and day with a running number, of any kind."""
        return self._running.get((place, when, running), ())

    def named(self, place: str, name: str) -> Sequence[Known]:
        """Returns the instruments of a place that bear a name."""
        return self._names.get((place, folded_name(name)), ())

    def called(self, name: str) -> Sequence[Known]:
        """Returns the instruments people call by a name that is not their own: “Đề án 06”."""
        return self._called.get(folded_name(name), ())

    def of_place(self, place: str) -> Sequence[Known]:
        """Returns the instruments of a place."""
        return self._places.get(place, ())


def _law_title(known: Known) -> str | None:
    """Returns the title of a law, which is its name."""
    titled = known.kind in ("luat", "bo-luat") and (known.title or "").startswith(
        ("Luật", "Bộ luật")
    )
    return known.title if titled else None
