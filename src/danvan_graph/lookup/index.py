"""All instruments of a graph, ready to be found by any spelling."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from danvan_graph.adjacency import facts
from danvan_graph.adjacency.facts import InstrumentFacts
from danvan_graph.adjacency.instruments import GROUPINGS, bare_slug
from danvan_graph.errors import AmbiguousName, InvalidIdentifier, UnknownName
from danvan_graph.identifiers.folding import fold
from danvan_graph.lookup.nearest import Nearest
from danvan_graph.lookup.request import Request, read_request
from danvan_graph.store.engines.reader import Reader

_NAMED_BY_TITLE = frozenset(("luat", "bo-luat"))
_TOLD = 8
_NEAR = 50
_READ = _MOST_HELD = 4096


@dataclass(frozen=True, slots=True)
class Known:
    """One instrument as the graph knows it.

    Attributes:
        iri: its address.
        key: the path of its address, such as ``vn/2021-11-26/33-ct-ttg``.
        label: how people call it: kind, number or name, date.
        number: its number and symbol, or None.
        title: its title, or None.
        kind: slug of its kind.
        kind_label: the Vietnamese word for its kind.
        date: date of issue as ISO 8601, to the day or the year, or None.
        year: the year it is for or of, or None.
        issuers: the names of the bodies that issued it.
        level: slug of the level.
        level_label: the Vietnamese word for the level.
        place: name of the territory, or None for the centre.
        collected: whether a record of its text is in the collection.
        cited_by: how many instruments cite it.
    """

    iri: str
    key: str
    label: str
    number: str | None
    title: str | None
    kind: str
    kind_label: str
    date: str | None
    year: int | None
    issuers: tuple[str, ...]
    level: str
    level_label: str
    place: str | None
    collected: bool
    cited_by: int


@dataclass(frozen=True, slots=True)
class Match:
    """The instrument a spelling means.

    Attributes:
        known: the instrument.
        namesakes: others that bear the same number and that no document of the graph cites.
    """

    known: Known
    namesakes: tuple[Known, ...] = ()


def _of_term(known: Known, term: tuple[str, str]) -> bool:
    """Returns whether an instrument was issued in a term of the Party; undated ones are not."""
    since, until = term
    return since <= (known.date or "") < until


Groups = Mapping[str, Sequence[Known]]


@dataclass(frozen=True)
class InstrumentIndex:
    """Every instrument of one generation of the graph.

    Attributes:
        base: the base of the graph's addresses.
        instruments: all instruments, by address.
        texts: names, titles, issuers and places of each, folded.
        kinds: slugs of the kinds of document by folded name and code.
        by_label: instruments by their folded label.
        by_slug: by the slug of their number, aliases included.
        by_bare_slug: by the same, đ and d being one.
        by_running_number: by the number that the slug begins with.
    """

    base: str
    instruments: Mapping[str, Known]
    texts: Mapping[str, str]
    kinds: Mapping[str, frozenset[str]]
    by_label: Groups
    by_slug: Groups
    by_bare_slug: Groups
    by_running_number: Groups
    _held: dict[str, Match] = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def of(cls, store: Reader) -> "InstrumentIndex":
        """Returns the index of a store's instruments, all read at once."""
        told, issuers = facts.instruments(store), facts.issuers(store)
        citers, slugs = facts.citers(store), facts.slugs(store)
        instruments = {
            iri: _known(found, issuers.get(iri, []), len(citers.get(iri, ())), store.base)
            for iri, found in told.items()
        }
        texts = {i: facts.searched(found, issuers.get(i, [])) for i, found in told.items()}

        def grouped(names: Callable[[Known], Iterable[str]]) -> Groups:
            groups: dict[str, dict[str, Known]] = defaultdict(dict)
            for known in instruments.values():
                for name in names(known):
                    groups[name][known.iri] = known
            return {name: list(same.values()) for name, same in groups.items()}

        def by(part: Callable[[str], str]) -> Groups:
            return grouped(lambda known: map(part, slugs.get(known.iri, ())))

        return cls(
            store.base,
            instruments,
            texts,
            facts.kinds(store),
            grouped(lambda known: [fold(known.label)]),
            *(by(part) for part in GROUPINGS.values()),
        )

    def all(self) -> tuple[Known, ...]:
        """Returns all instruments in the order of their addresses."""
        return tuple(self.instruments.values())

    def by_iri(self, iri: str) -> Known:
        """Returns the instrument of an address.

        Raises:
            UnknownName: the graph has no instrument there.
        """
        known = self.instruments.get(iri)
        if known is None:
            raise UnknownName(
                f"Không có văn bản nào ở địa chỉ “{iri[:200]}”; hãy tra theo số, ký hiệu.",
                f"There is no instrument at “{iri[:200]}”.",
            )
        return known

    def find(self, text: str) -> Match:
        """Returns the one instrument that a spelling means.

        Where several bear the number, the one that documents of the graph cite (or that is in the
        collection) is meant, and the others are told as namesakes; where several such remain, the
        spelling is ambiguous.

        Args:
            text: ``33/CT-TTg``, ``Chỉ thị 33``, ``CT 33/CT-TTg 2021``, ``luat tiep cong dan``,
                a key such as ``vn/2021-11-26/33-ct-ttg``, or an address.

        Raises:
            InvalidIdentifier: the text cannot be the name of an instrument.
            UnknownName: the graph has none of that name; the nearest are told.
            AmbiguousName: the graph has several; the candidates are told.
        """
        match = self._held.get(text)
        if match is None:
            match = self._found(text)
            if len(self._held) >= _MOST_HELD:
                self._held.clear()
            self._held[text] = match
        return match

    def _found(self, text: str) -> Match:
        known = self._called(text.strip())
        if known:
            return Match(known)
        request = self._read(text)
        found = self._candidates(request)
        if not found:
            raise self._unknown(request)
        return self._one_of(found, request)

    def is_near(self, text: str) -> bool:
        """Returns whether what a spelling means is found without looking at many instruments."""
        try:
            if text in self._held or self._called(text.strip()):
                return True
            request = self._read(text)
        except (UnknownName, InvalidIdentifier):
            return True
        numbered = request.designation or request.number
        return bool(numbered) and 0 < len(self._by_number(request)) <= _NEAR

    def _called(self, text: str) -> Known | None:
        """Returns the instrument of an address, a key or a whole label."""
        if "://" in text:
            return self.by_iri(text)
        if direct := self.instruments.get(f"{self.base}instrument/{text}"):
            return direct
        labelled = self.by_label.get(fold(text), [])
        return labelled[0] if len(labelled) == 1 else None

    @cached_property
    def _read(self) -> Callable[[str], Request]:
        return lru_cache(_READ)(lambda text: read_request(text, self.kinds))

    def _candidates(self, request: Request) -> list[Known]:
        numbered = request.designation or request.number
        found = list(self._by_number(request) if numbered else self._by_words(request))
        if request.kinds:
            of_kind = [k for k in found if _is_kind(k, request.kinds)]
            found = of_kind or (found if request.designation else [])
        if request.date:
            found = [k for k in found if (k.date or "").startswith(str(request.date))]
        if request.year:
            found = [k for k in found if str(request.year) in (str(k.year), (k.date or "")[:4])]
        if request.term:
            found = [k for k in found if _of_term(k, request.term)]
        named = [k for k in found if self._has_words(k, request.words)]
        return named or (found if request.pasted else [])

    def _has_words(self, known: Known, words: Iterable[str]) -> bool:
        have = set(re.findall(r"\w+", self.texts[known.iri]))
        return all(word in have for word in words)

    def _by_number(self, request: Request) -> Sequence[Known]:
        if request.designation:
            slug = request.designation.slug
            return self.by_slug.get(slug) or self.by_bare_slug.get(bare_slug(slug), [])
        return self.by_running_number.get(request.number or "", [])

    def _by_words(self, request: Request) -> list[Known]:
        return [k for k in self.instruments.values() if request.kinds or request.words]

    def _one_of(self, found: list[Known], request: Request) -> Match:
        if len(found) == 1:
            return Match(found[0])
        living = [k for k in found if k.cited_by or k.collected]
        if len(living) == 1:
            return Match(living[0], tuple(k for k in found if k is not living[0]))
        held = {k.iri for k in living}
        ordered = [*living, *(k for k in found if k.iri not in held)]
        listed = "; ".join(k.label for k in ordered[:_TOLD]) + ("; …" if found[_TOLD:] else "")
        raise AmbiguousName(
            f"“{request.text}” có thể là {len(found)} văn bản: {listed}; "
            "hãy thêm ngày, năm hoặc cơ quan ban hành.",
            f"“{request.text}” may be {len(found)} instruments; add date, year or issuer.",
            [k.iri for k in ordered],
        )

    def _unknown(self, request: Request) -> UnknownName:
        only_date = not (request.designation or request.number or request.kinds or request.words)
        nearest = () if only_date else self._same_number(request) or self.nearest(request.text)
        hint = f"; gần nhất là: {'; '.join(nearest)}" if nearest else ""
        return UnknownName(
            f"Không có văn bản nào là “{request.text}” trong đồ thị{hint}.",
            f"The graph has no instrument “{request.text}”.",
            nearest,
        )

    def _same_number(self, request: Request) -> tuple[str, ...]:
        """Returns what bears the number, though the date or the other words differ."""
        if not (request.designation or request.number):
            return ()
        return tuple(known.label for known in self._by_number(request)[:5])

    def nearest(self, text: str, count: int = 5) -> tuple[str, ...]:
        """Returns the labels of the instruments whose number or name comes closest."""
        close = self._nearest.of(fold(text), count)
        return tuple(label for name in close for label in self._labels[name])[:count]

    @cached_property
    def _labels(self) -> dict[str, list[str]]:
        """The labels by folded number or name, of laws by both, the most cited first."""
        labels: dict[str, list[str]] = defaultdict(list)
        for known in sorted(self.instruments.values(), key=lambda k: (-k.cited_by, k.iri)):
            labels[fold(known.number or known.label)].append(known.label)
            if known.kind in _NAMED_BY_TITLE and known.number and known.title:
                labels[fold(known.title)].append(known.label)
        return labels

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._labels)


def _known(told: InstrumentFacts, issuers: Sequence[str], cited_by: int, base: str) -> Known:
    return Known(
        iri=told.iri,
        key=told.iri.removeprefix(f"{base}instrument/"),
        label=told.label,
        number=told.number,
        title=told.title,
        kind=told.kind,
        kind_label=told.kind_label,
        date=told.date,
        year=int(told.year) if told.year else None,
        issuers=tuple(issuers),
        level=told.level,
        level_label=told.level_label,
        place=told.place,
        collected=told.collected == "true",
        cited_by=cited_by,
    )


def _is_kind(known: Known, kinds: frozenset[str]) -> bool:
    """Returns whether the instrument is of a kind or of a kind named after it."""
    return any(known.kind == kind or known.kind.startswith(f"{kind}-") for kind in kinds)
