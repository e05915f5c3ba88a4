"""The tables behind the pages that list something."""

from collections.abc import Iterable, Iterator

from danvan_graph.citing import CitingPlan
from danvan_graph.lookup.index import Known
from danvan_graph.web import wording
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.due import today
from danvan_graph.web.reading.instruments import Recipient, SourceFault
from danvan_graph.web.reading.names import Unit
from danvan_graph.web.reading.passages import Passage
from danvan_graph.web.reading.work import Duty, Party, Task
from danvan_graph.web.tables.table import Cell, Table

_SOURCE = ("Văn bản", "Mục", "Từ ký tự", "Đến ký tự", "Địa chỉ")


def _place(edition: Edition, at: Passage, iri: str) -> tuple[Cell, ...]:
    section = wording.section(at.section) if at.section else None
    return edition.label(at.document), section, at.start, at.end, iri


def _named(edition: Edition, party: Party) -> str:
    return party.text or "; ".join(edition.label(body) for body in party.bodies)


def of_instruments(found: Iterable[Known]) -> Table:
    """Returns the table of documents."""
    rows = tuple(
        (
            k.number,
            k.kind_label,
            k.title,
            "; ".join(k.issuers),
            k.date,
            k.year,
            k.level_label,
            k.place,
            "có" if k.collected else "không",
            k.cited_by,
            k.iri,
        )
        for k in found
    )
    columns = (
        "Số, ký hiệu",
        "Loại văn bản",
        "Trích yếu",
        "Cơ quan ban hành",
        "Ngày ban hành",
        "Năm",
        "Cấp",
        "Địa bàn",
        "Có toàn văn",
        "Số văn bản viện dẫn",
        "Địa chỉ",
    )
    return Table("van-ban", columns, rows)


def of_units(edition: Edition, found: Iterable[Unit]) -> Table:
    """Returns the table of territories."""
    rows = tuple(
        (
            u.label,
            edition.names.unit_line(u.above) if u.above else None,
            edition.names.concept("cap", u.level),
            u.since,
            u.until,
            u.iri,
        )
        for u in found
    )
    columns = ("Địa bàn", "Thuộc", "Cấp", "Từ ngày", "Đến trước ngày", "Địa chỉ")
    return Table("don-vi", columns, rows)


def of_tasks(edition: Edition, found: Iterable[Task]) -> Table:
    """Returns the table of tasks; everyone who has a part stands in one cell."""
    concept = edition.names.concept
    rows = tuple(
        (
            t.summary,
            concept("loai-nhiem-vu", t.kind),
            "; ".join(concept("chu-de", theme) for theme in t.themes),
            "; ".join(
                f"{concept('vai-tro', a.role)}: {_named(edition, a.party)}" for a in t.assignments
            ),
            t.confidence,
            *_place(edition, t.at, t.iri),
        )
        for t in found
    )
    columns = ("Nội dung", "Loại", "Chủ đề", "Phân công", "Độ tin cậy", *_SOURCE)
    return Table("nhiem-vu", columns, rows)


def of_duties(edition: Edition, found: Iterable[Duty]) -> Table:
    """Returns the table of duties, with the next day they fall due."""
    day = today()
    rows = tuple(
        (
            d.summary,
            edition.names.concept("loai-nghia-vu", d.kind),
            d.dates.due or ", ".join(d.dates.known()) or d.dates.text,
            wording.recurrence(d.dates.recurrence) if d.dates.recurrence else None,
            d.dates.after(day),
            d.dates.standing(day),
            _named(edition, d.bearers),
            _named(edition, d.to),
            _named(edition, d.through),
            d.confidence,
            *_place(edition, d.at, d.iri),
        )
        for d in found
    )
    columns = (
        "Phải làm gì",
        "Loại",
        "Thời hạn",
        "Lặp lại",
        "Lần tới",
        "Tình trạng",
        "Bên phải làm",
        "Gửi đến",
        "Qua",
        "Độ tin cậy",
        *_SOURCE,
    )
    return Table("thoi-han", columns, rows)


def of_citing(edition: Edition, found: Iterable[CitingPlan]) -> Table:
    """Returns the table of plans that cite an instrument, one row for each passage."""
    columns = (
        "Kế hoạch",
        "Cơ quan ban hành",
        "Cấp",
        "Địa bàn",
        "Ngày ban hành",
        "Năm",
        "Nêu trực tiếp",
        "Quan hệ",
        "Độ tin cậy",
        *_SOURCE,
    )
    return Table("trich-dan", columns, tuple(_citing_rows(edition, found)))


def _citing_rows(edition: Edition, found: Iterable[CitingPlan]) -> Iterator[tuple[Cell, ...]]:
    for p in found:
        plan = p.plan
        about = (
            plan.label,
            "; ".join(plan.issuers),
            plan.level_label,
            plan.place,
            plan.date,
            plan.year,
            "có" if p.direct else "không",
        )
        for e in p.evidence:
            section = wording.section(e.section) if e.section else None
            where = (edition.label(e.document), section, e.start, e.end, e.citation)
            yield (*about, edition.names.concept("quan-he", e.relation), e.confidence, *where)
        if not p.evidence:
            relations = "; ".join(edition.names.concept("quan-he", r) for r in p.roles)
            yield (*about, relations, None, None, None, None, None, plan.iri)


def of_recipients(edition: Edition, found: Iterable[Recipient]) -> Table:
    """Returns the table of the distribution list of a document."""
    concept = edition.names.concept
    rows = tuple(
        (
            r.text,
            concept("vai-tro-nhan", r.role),
            "; ".join(edition.label(body) for body in r.bodies),
            "; ".join(r.archive),
            r.confidence,
        )
        for r in found
    )
    columns = ("Ghi trong văn bản", "Vai trò", "Được hiểu là", "Lưu tại", "Độ tin cậy")
    return Table("noi-nhan", columns, rows)


def of_faults(edition: Edition, found: Iterable[SourceFault]) -> Table:
    """Returns the table of what looks wrong in texts."""
    rows = tuple(
        (
            edition.names.concept("loai-sai-sot", x.kind),
            x.printed,
            x.expected,
            x.reason,
            *_place(edition, x.at, x.iri),
        )
        for x in found
    )
    columns = ("Loại sai sót", "Bản văn in", "Có lẽ đúng là", "Vì sao", *_SOURCE)
    return Table("sai-sot", columns, rows)
