"""Tasks and duties in the order of the documents and their texts, from the look-up index."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar, overload

from danvan_graph.adjacency.agenda import Agenda, iso
from danvan_graph.adjacency.columns import Array
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.due import Dates
from danvan_graph.web.reading.owed import NEVER, Owed, ordered_tasks, owed
from danvan_graph.web.reading.terms import concept
from danvan_graph.web.reading.work import Wanted, duty_addresses, task_addresses

Item = TypeVar("Item")


def listed(edition: Edition, wanted: Wanted, *, duties: bool) -> Sequence[Owed]:
    """Returns the tasks or duties asked for by document and place; each is made when looked at.

    An index that an older version made holds none: the graph is asked instead.
    """
    agenda = edition.agenda
    if agenda is None:
        found = owed(edition, wanted) if duties else ordered_tasks(edition, wanted)
        return sorted(found, key=lambda one: one.by_place)
    return Listed(edition, agenda, _chosen(edition, agenda, wanted, duties=duties))


def _chosen(edition: Edition, agenda: Agenda, wanted: Wanted, *, duties: bool) -> Array:
    found = agenda.duties if duties else agenda.tasks
    if wanted.plan:
        number = edition.adjacency.number(wanted.plan)
        found = found[:0] if number is None else agenda.of_document(found, number)
    kinds = "loai-nghia-vu" if duties else "loai-nhiem-vu"
    for scheme, slug in ((kinds, wanted.kind), ("chu-de", wanted.theme), ("vai-tro", wanted.role)):
        if slug and not (duties and scheme != kinds):
            found = agenda.of_trait(found, concept(scheme, slug)[1:-1])
    if wanted.unit:
        found = _of_unit(edition, agenda, found, wanted, duties=duties)
    return agenda.of_year(found, wanted.year) if duties and wanted.year is not None else found


def _of_unit(
    edition: Edition, agenda: Agenda, found: Array, wanted: Wanted, *, duties: bool
) -> Array:
    unit = str(wanted.unit)
    if wanted.role and not duties:  # who has just that role, the index does not tell
        return agenda.at(found, task_addresses(edition.store, wanted))
    number = edition.adjacency.number(unit)
    if number is None:
        asked = duty_addresses if duties else task_addresses
        return agenda.at(found, asked(edition.store, wanted))
    return agenda.of_unit(found, number, served="/territory/" in unit)


class Listed(Sequence[Owed]):
    """Tasks or duties of an index in a given order.

    Args:
        edition: names the documents.
        agenda: the index.
        numbers: what is listed.
    """

    def __init__(self, edition: Edition, agenda: Agenda, numbers: Array) -> None:
        self._iris, self._agenda, self._numbers = edition.adjacency.iris, agenda, numbers

    def __len__(self) -> int:
        """Returns how many there are."""
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Owed: ...
    @overload
    def __getitem__(self, at: slice) -> list[Owed]: ...
    def __getitem__(self, at: int | slice) -> Owed | list[Owed]:
        """Returns the one at a place, or those of a span."""
        if isinstance(at, slice):
            return [self._made(number) for number in self._numbers[at].tolist()]
        return self._made(int(self._numbers[at]))

    def addresses(self, begin: int, end: int) -> list[str]:
        """Returns the addresses of a span; nothing else of them is looked at."""
        return [self._agenda.iris[number] for number in self._numbers[begin:end].tolist()]

    def _made(self, number: int) -> Owed:
        agenda = self._agenda
        document = self._iris[int(agenda.document[number])]
        dates = dates_of(agenda, number) if agenda.is_duty(number) else NEVER
        return Owed(agenda.iris[number], document, int(agenda.start[number]), dates)


def addresses(found: Sequence[Owed], begin: int, end: int) -> list[str]:
    """Returns the addresses of what is listed from one place to before another."""
    if isinstance(found, Listed):
        return found.addresses(begin, end)
    return [one.iri for one in found[begin:end]]


def dates_of(agenda: Agenda, number: int) -> Dates:
    """Returns when a duty is owed; the words of the text are left out."""
    ended = agenda.ended(number)
    return Dates(
        due=agenda.due(number),
        text=None,
        recurrence=None,
        days=tuple(agenda.days(number)),
        anchors=tuple(agenda.anchors(number)),
        until=agenda.until(number),
        year=agenda.year(number),
        ended=None if ended is None else iso(ended),
    )


class InFull(Sequence[Item], Generic[Item]):
    """What is listed with everything that is said of it, read span by span.

    Args:
        found: what is listed.
        read: gives what is at some addresses, in their order.
    """

    def __init__(
        self, found: Sequence[Owed], read: Callable[[Sequence[str]], Iterable[Item]]
    ) -> None:
        self._found, self._read = found, read

    def __len__(self) -> int:
        """Returns how many there are."""
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        """Returns the one at a place, or those of a span."""
        if isinstance(at, slice):
            begin, end, _ = at.indices(len(self._found))
            return list(self._read(addresses(self._found, begin, end)))
        return self[at : at + 1][0]
