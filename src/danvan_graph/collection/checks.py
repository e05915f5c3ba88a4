"""Rules of identity and position that hold across records; each breach names file and line."""

from collections.abc import Iterator

from danvan_graph.collection.folder import Collection
from danvan_graph.collection.register_checks import (
    body_faults,
    fault_at,
    place_faults,
    register_faults,
)
from danvan_graph.errors import Fault, InvalidData
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import CENTRE, InstrumentKey
from danvan_graph.records.agent import Agent
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.register import Instrument
from danvan_graph.records.span import Span

IMPLEMENTS = "thuc-hien"
CENTRAL_LEVEL = "trung-uong"


def day_of(record: DocumentRecord) -> str:
    """Returns the day at which the places of a document are read, ISO 8601.

    Where only the year is known it is the last day before the reform of 1 July, which is when
    names change meaning.
    """
    date = record.header.date.value.date if record.header.date else None
    return date.isoformat() if date else f"{record.header.year}-06-30"


def agents_of(record: DocumentRecord) -> Iterator[tuple[str, Agent]]:
    """Yields every agent a record names, with the path of the field that names it."""
    for i, issuer in enumerate(record.header.issuers):
        yield f"header.issuers[{i}]", issuer
    for i, task in enumerate(record.tasks):
        for j, assignment in enumerate(task.assignments):
            yield f"tasks[{i}].assignments[{j}].agent", assignment.agent
    for i, duty in enumerate(record.duties):
        for name, agents in (("bearers", duty.bearers), ("to", duty.to), ("through", duty.through)):
            for j, agent in enumerate(agents):
                yield f"duties[{i}].{name}[{j}]", agent
    for i, recipient in enumerate(record.recipients):
        yield f"recipients[{i}].agent", recipient.agent


class _Checker:
    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.known = {i.key: i for i in collection.instruments}
        self.documents = {d.key: d for d in collection.documents}

    def _fault(self, name: str, field: str, message: str) -> Fault:
        return fault_at(self.collection, name, field, message)

    def run(self) -> Iterator[Fault]:
        yield from register_faults(self.collection)
        for instrument in self.collection.instruments:
            yield from self._instrument(instrument)
        for record in self.collection.documents:
            yield from self._header(record)
            yield from self._positions(record)
            yield from self._citations(record)
            yield from self._agents(record)
        yield from self._sources()
        yield from self._cycles()

    def _key(self, name: str, key: InstrumentKey, computed: InstrumentKey) -> Iterator[Fault]:
        if key != computed:
            message = (
                f"khóa “{key}” không khớp với nơi, ngày, số đã ghi; theo đó phải là “{computed}”."
            )
            yield self._fault(name, "key", message)

    def _instrument(self, instrument: Instrument) -> Iterator[Fault]:
        name = str(instrument.key)
        if instrument.number:
            when = instrument.date or _when(instrument.key)
            yield from self._key(
                name,
                instrument.key,
                InstrumentKey.of(instrument.key.place, when, str(instrument.number)),
            )
        elif instrument.date and str(instrument.date) != instrument.key.when:
            yield self._fault(
                name, "date", f"ngày {instrument.date.vietnamese} khác với ngày trong khóa."
            )
        if not (instrument.number or instrument.name or instrument.title):
            yield self._fault(
                name, "number", "thiếu cả số lẫn tên văn bản; hãy điền một trong hai."
            )
        day = instrument.key.day
        yield from place_faults(self.collection, name, "key", instrument.key.place, day)
        for body in instrument.issuers:
            yield from body_faults(self.collection, name, "issuers", body, day)
        for _, target in instrument.relations:
            if target not in self.known and target not in self.documents:
                yield self._fault(
                    name, "relations", f"văn bản “{target}” chưa có trong sổ đăng ký."
                )

    def _header(self, record: DocumentRecord) -> Iterator[Fault]:
        header, name = record.header, record.id
        if not (header.date or header.year):
            yield self._fault(
                name, "header.year", "thiếu cả ngày ban hành lẫn năm; hãy điền ít nhất năm."
            )
        if header.number:
            when = header.date.value if header.date else _when(record.key)
            number = str(header.number.value)
            yield from self._key(name, record.key, InstrumentKey.of(record.key.place, when, number))
        elif header.date and str(header.date.value) != record.key.when:
            message = f"ngày {header.date.value.vietnamese} khác với ngày trong khóa."
            yield self._fault(name, "header.date", message)
        yield from self._level(record)
        if not header.issuers:
            yield self._fault(name, "header.issuers", "thiếu cơ quan ban hành; hãy điền.")

    def _level(self, record: DocumentRecord) -> Iterator[Fault]:
        place, day = record.key.place, day_of(record)
        yield from place_faults(self.collection, record.id, "key", place, day)
        unit = self.collection.units.at(place, day)
        level = unit.level if unit else record.header.level if place != CENTRE else CENTRAL_LEVEL
        if record.header.level != level:
            message = f"cấp “{record.header.level}” không khớp với nơi ban hành ({place}: {level})."
            yield self._fault(record.id, "header.level", message)

    def _positions(self, record: DocumentRecord) -> Iterator[Fault]:
        limit = record.source.characters
        sections = {s.path: s.at for s in record.sections}
        if len(sections) != len(record.sections):
            yield self._fault(
                record.id, "sections", "có hai phần trùng đường dẫn; hãy đánh số lại."
            )
        for field in _doubles(record):
            yield self._fault(
                record.id, field, "trùng vị trí với một mục khác cùng loại; hãy gộp lại."
            )
        for field, at, section in _positions(record):
            if at.end > limit:
                message = f"vị trí {at} vượt quá độ dài văn bản ({limit} ký tự)."
                yield self._fault(record.id, field, message)
            if section is None:
                continue
            if section not in sections:
                yield self._fault(
                    record.id, field, f"phần “{section}” không có trong mục sections."
                )
            elif not sections[section].holds(at):
                message = f"vị trí {at} nằm ngoài phần “{section}” ({sections[section]})."
                yield self._fault(record.id, field, message)

    def _citations(self, record: DocumentRecord) -> Iterator[Fault]:
        starts = {c.at.start for c in record.citations}
        strict = record.review.by == "person" and record.id not in self.collection.own
        for i, citation in enumerate(record.citations):
            field = f"citations[{i}]"
            if citation.host is not None and citation.host not in starts - {citation.at.start}:
                message = (
                    f"không có trích dẫn nào bắt đầu tại {citation.host} để chứa trích dẫn này."
                )
                yield self._fault(record.id, f"{field}.host", message)
            if not (citation.number or citation.name):
                message = "thiếu cả số lẫn tên của văn bản được nêu; hãy điền một trong hai."
                yield self._fault(record.id, f"{field}.number", message)
            named = [("candidates", key) for key in citation.candidates]
            for name, key in [("instrument", citation.instrument), *named]:
                if strict and key and key not in self.known and key not in self.documents:
                    message = f"văn bản “{key}” chưa có trong sổ đăng ký; hãy thêm vào data/register/instruments."
                    yield self._fault(record.id, f"{field}.{name}", message)
            if citation.instrument == record.key and citation.host is None:
                yield self._fault(
                    record.id, f"{field}.instrument", "văn bản không thể tự trích dẫn mình."
                )

    def _agents(self, record: DocumentRecord) -> Iterator[Fault]:
        day = day_of(record)
        for field, agent in agents_of(record):
            for body in agent.bodies:
                yield from body_faults(self.collection, record.id, field, body, day)

    def _sources(self) -> Iterator[Fault]:
        seen: dict[str, str] = {}
        for record in self.collection.documents:
            other = seen.setdefault(record.source.sha256, record.id)
            if other != record.id:
                yield self._fault(
                    record.id, "source.sha256", f"cùng một văn bản nguồn với “{other}”."
                )

    def _cycles(self) -> Iterator[Fault]:
        steps: dict[InstrumentKey, set[InstrumentKey]] = {}
        for instrument in self.collection.instruments:
            found = {k for relation, k in instrument.relations if relation == IMPLEMENTS}
            steps.setdefault(instrument.key, set()).update(found)
        for record in self.collection.documents:
            for subject, target in _implements(record):
                steps.setdefault(subject, set()).add(target)
        for key in sorted(steps):
            if key in _reached(steps, key):
                name = (
                    str(key)
                    if str(key) in self.collection.origins
                    else _teller(self.collection, key)
                )
                message = (
                    f"các quan hệ “thực hiện” đi vòng trở lại chính “{key}”; hãy bỏ một quan hệ."
                )
                yield self._fault(name, "relation", message)


def _when(key: InstrumentKey) -> DocumentDate | None:
    return None if key.when == "undated" else DocumentDate.parse(key.when)


def _doubles(record: DocumentRecord) -> Iterator[str]:
    """Yields the fields whose passage another entry of the same list has: one address for two."""
    lists = {
        "citations": [c.at for c in record.citations],
        "tasks": [t.at for t in record.tasks],
        "duties": [d.at for d in record.duties],
        "recipients": [r.at for r in record.recipients],
    }
    for name, spans in lists.items():
        yield from (f"{name}[{i}]" for i, at in enumerate(spans) if at in spans[:i])


def _positions(record: DocumentRecord) -> Iterator[tuple[str, Span, str | None]]:
    for i, section in enumerate(record.sections):
        yield f"sections[{i}]", section.at, None
    for i, citation in enumerate(record.citations):
        yield f"citations[{i}]", citation.at, citation.section
    for i, task in enumerate(record.tasks):
        yield f"tasks[{i}]", task.at, task.section
        for j, mention in enumerate(task.movements):
            yield f"tasks[{i}].movements[{j}]", mention.at, None
    for i, duty in enumerate(record.duties):
        yield f"duties[{i}]", duty.at, duty.section
    for i, recipient in enumerate(record.recipients):
        yield f"recipients[{i}]", recipient.at, "noi-nhan"
    for i, issue in enumerate(record.issues):
        yield f"issues[{i}]", issue.at, None
    for field, agent in agents_of(record):
        if agent.at:
            yield field, agent.at, None


def _implements(record: DocumentRecord) -> Iterator[tuple[InstrumentKey, InstrumentKey]]:
    by_start = {c.at.start: c for c in record.citations}
    for citation in record.citations:
        if citation.relation != IMPLEMENTS or citation.instrument is None:
            continue
        host = by_start.get(citation.host) if citation.host is not None else None
        subject = record.key if citation.host is None else host and host.instrument
        if subject:
            yield subject, citation.instrument


def _reached(
    steps: dict[InstrumentKey, set[InstrumentKey]], start: InstrumentKey
) -> set[InstrumentKey]:
    found: set[InstrumentKey] = set()
    waiting = [start]
    while waiting:
        for target in steps.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def _teller(collection: Collection, key: InstrumentKey) -> str:
    return next(d.id for d in collection.documents if any(s == key for s, _ in _implements(d)))


def check_collection(collection: Collection) -> None:
    """Returns when every rule of identity and position holds.

    Raises:
        InvalidData: a key does not follow from its facts, a citation names an unregistered
            instrument, a body or place does not exist at that date, a passage lies outside its
            section, a relation runs in a circle, or a source is recorded twice.
    """
    faults = list(_Checker(collection).run())
    if faults:
        raise InvalidData(faults)
