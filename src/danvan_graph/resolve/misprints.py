"""Numbers and dates that look like those of a known instrument, but for one likely slip."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import InstrumentKey
from danvan_graph.records.citation import Citation
from danvan_graph.records.issue import Issue
from danvan_graph.resolve.decision import Decision
from danvan_graph.resolve.register import Known, Register, key_of, running_number


@dataclass(frozen=True, slots=True)
class Slip:
    """One instrument that was likely meant, and why.

    Attributes:
        meant: the instrument of the register.
        issue: what looks wrong.
    """

    meant: InstrumentKey
    issue: Issue


def _kind_slips(
    citation: Citation, number: Designation, date: DocumentDate, place: str, register: Register
) -> Iterator[Slip]:
    """Yields instruments of the same day and running number whose kind the text's word fits."""
    for known in register.same_day(place, str(date), running_number(number)):
        fits = known.kind == citation.kind and known.number is not None
        if (
            not fits
            or known.number is None
            or known.key.slug == key_of(place, date, number.text).slug
        ):
            continue
        if known.number.codes[-1].upper() != number.codes[-1].upper():
            continue
        reason = (
            f"Số {number} không khớp với loại văn bản đã nêu; cùng nơi, cùng ngày "
            f"{date.vietnamese}, cùng số thứ tự có {known.number} đúng loại ấy."
        )
        yield Slip(
            known.key, Issue(citation.at, "sai-ky-hieu", str(number), str(known.number), reason)
        )


def _slipped(printed: DocumentDate, right: DocumentDate) -> str:
    """Returns how one date may have become another, or an empty string.

    Within one year a number is given once, so another day of that year is a slip as well.
    """
    if (printed.year, printed.month, printed.day) == (right.year, right.day, right.month):
        return "ngày và tháng bị đảo chỗ"
    if (printed.month, printed.day) == (right.month, right.day):
        return "năm bị in nhầm"
    return "ngày bị in nhầm" if printed.year == right.year else ""


def _date_slips(
    citation: Citation, number: Designation, date: DocumentDate, place: str, register: Register
) -> Iterator[Slip]:
    """Yields instruments of the same number whose date differs by a likely slip."""
    for known in register.series(place, key_of(place, date, number.text).slug):
        if not known.dated or known.kind != citation.kind or known.key.when == str(date):
            continue
        right = DocumentDate.parse(known.key.when)
        how = _slipped(date, right)
        if not how:
            continue
        reason = (
            f"Văn bản số {number} được biết là ban hành ngày {right.vietnamese}, không phải "
            f"{date.vietnamese}; có thể {how}."
        )
        at = citation.date_at or citation.at
        yield Slip(known.key, Issue(at, "sai-ngay", date.vietnamese, right.vietnamese, reason))


def law_slip(citation: Citation, date: DocumentDate, known: Sequence[Known]) -> Decision | None:
    """Returns the open decision for a law whose day is likely misprinted, or None.

    Args:
        citation: the citation of a law by its name.
        date: its day as printed.
        known: the laws of that name.
    """
    dated = [(k, DocumentDate.parse(k.key.when)) for k in known if k.dated]
    slips = [(k, right, how) for k, right in dated if (how := _slipped(date, right))]
    if not date.date or not slips:
        return None
    _, right, how = slips[0]
    reason = (
        f"{citation.name} được biết là ban hành ngày {right.vietnamese}, không phải "
        f"{date.vietnamese}; có thể {how}."
    )
    at = citation.date_at or citation.at
    issue = Issue(at, "sai-ngay", date.vietnamese, right.vietnamese, reason)
    meant = tuple(sorted(k.key for k, _, _ in slips))
    return Decision(candidates=meant, issues=(issue,))


def _number_slips(
    citation: Citation, number: Designation, date: DocumentDate, place: str, register: Register
) -> Iterator[Slip]:
    """Yields instruments of the same day and kind whose number has two neighbouring digits exchanged."""
    for running in _exchanged(running_number(number)):
        for known in register.same_day(place, str(date), running):
            if known.kind != citation.kind or known.number is None:
                continue
            if [c.upper() for c in known.number.codes] != [c.upper() for c in number.codes]:
                continue
            reason = (
                f"Chưa thấy văn bản số {number}; cùng nơi, cùng loại, cùng ngày {date.vietnamese} "
                f"có {known.number}, nên có thể hai chữ số bị đảo chỗ."
            )
            issue = Issue(citation.at, "sai-ky-hieu", str(number), str(known.number), reason)
            yield Slip(known.key, issue)


def _exchanged(running: str) -> Iterator[str]:
    """Yields a running number with each two neighbouring digits exchanged.

    >>> list(_exchanged("2355"))
    ['3255', '2535']
    """
    for at in range(len(running) - 1):
        first, second = running[at], running[at + 1]
        if first != second and (first + second).isdigit():
            yield (running[:at] + second + first + running[at + 2 :]).lstrip("0")


def misprint(
    citation: Citation, number: Designation, date: DocumentDate, place: str, register: Register
) -> Decision | None:
    """Returns the open decision for a likely misprint, or None when nothing points to one.

    Args:
        citation: the citation.
        number: its number.
        date: its day of issue as printed.
        place: the place of its series.
        register: the known instruments.
    """
    if register.get(key_of(place, date, str(number))):
        return None
    slips = list(_kind_slips(citation, number, date, place, register))
    slips = slips or list(_date_slips(citation, number, date, place, register))
    slips = slips or list(_number_slips(citation, number, date, place, register))
    if not slips:
        return None
    meant = tuple(dict.fromkeys(slip.meant for slip in slips))
    return Decision(candidates=meant, issues=(slips[0].issue,))


def too_late(citation: Citation, date: DocumentDate) -> Issue:
    """Returns the issue of an instrument dated after the document that cites it."""
    reason = (
        f"Văn bản được dẫn ghi ngày {date.vietnamese}, sau ngày ban hành của chính văn bản này; "
        "một trong hai ngày bị in nhầm."
    )
    return Issue(citation.date_at or citation.at, "sai-ngay", date.vietnamese, None, reason)


def known_twins(known: tuple[Known, ...]) -> tuple[InstrumentKey, ...]:
    """Returns the keys of known instruments; of a dated and an undated entry the dated counts."""
    dated = [k.key for k in known if k.key.when != "undated"]
    return tuple(dict.fromkeys(dated or [k.key for k in known]))
