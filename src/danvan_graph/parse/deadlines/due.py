"""A duty found in a text, and the kind of duty that words set."""

import re
from dataclasses import dataclass

from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.parse.sureness import DutyRule

REPORT = re.compile(
    r"(?=[TtLlBbgđc])(?<!chế độ )(?<!thông tin, )(?<!mẫu )(?<!công tác )(?<!tin, )(?:(?P<lead>[Tt]ổng hợp,?(?: kết quả)?,? |định kỳ[^.;]{0,80}?|[Ll]ồng ghép )?[Bb]áo cáo"
    r"|gửi (?:kết quả|báo cáo|về)|chế độ (?:thông tin,? )?báo cáo)(?! viên| tài chính| thẩm| kinh tế| chuyên đề (?!gửi)|\s+số\s+\d)"
)
"""A report; its first letters spare most places the look behind."""
_SENDS = re.compile(r"gửi[^.;]{0,30}(?:kết quả|về)")
_PLAN = re.compile(r"(?:xây dựng|ban hành)[^.;\n]{0,60}?[Kk]ế hoạch(?! này)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDuty:
    """One duty; places count characters of the flat text.

    Attributes:
        start: first character of the words that set it.
        end: character after the last.
        kind: slug: ``bao-cao``, ``ban-hanh-ke-hoach``, ``thoi-han``.
        due: the date, when it falls due once.
        recurrence: ISO 8601 periods joined by ``+``, or None.
        anchors: recurring days.
        unit: the words for who owes it, or None.
        to: the words for who gets it, or None.
        through: the words for by way of whom, or None.
        rule: which rule found it, a name of :data:`danvan_graph.parse.sureness.DUTIES`.
    """

    start: int
    end: int
    kind: str
    due: DocumentDate | None = None
    recurrence: str | None = None
    anchors: tuple[str, ...] = ()
    unit: str | None = None
    to: str | None = None
    through: str | None = None
    rule: DutyRule


def may_report(words: str) -> bool:
    """Returns whether a look for reports may find one; most passages hold neither word."""
    return "áo cáo" in words or "gửi" in words


def kind_of(words: str) -> str:
    """Returns the slug of what words ask for: a report, a plan, or anything else by a day."""
    if may_report(words) and (REPORT.search(words) or _SENDS.search(words)):
        return "bao-cao"
    planned = "ế hoạch" in words and _PLAN.search(words)
    return "ban-hanh-ke-hoach" if planned else "thoi-han"
