"""The Vietnamese words in which a cascade is shown."""

import unicodedata
from collections.abc import Iterable, Iterator

from danvan_graph.cascade.shape import EvidenceKind, Node, Related, Step
from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.document_date import DocumentDate

EVIDENCE_WORDS: dict[EvidenceKind, str] = {
    "doc": "chính văn bản nêu",
    "quoted": "văn bản khác dẫn lại",
    "register": "danh mục văn bản ghi",
    "title": "suy từ tên gọi",
    "between": "xem ở cây triển khai",
}

RELATION_WORDS = {
    "thuc-hien": "thực hiện",
    "to-chuc-thuc-hien": "có nhiệm vụ thực hiện",
    "tiep-tuc": "tiếp tục",
    "phoi-hop": "phối hợp thực hiện",
    "huong-dan": "hướng dẫn",
    "chi-tiet": "quy định chi tiết",
    "can-cu": "lấy làm căn cứ",
    "mong-doi": "được mong đợi thực hiện",
    "moi": "có quan hệ",
}

NO_SUPERIOR = "không thấy văn bản cấp trên"

_SHORT = (
    ("Ủy ban nhân dân", "UBND"),
    ("Hội đồng nhân dân", "HĐND"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "UBMTTQ"),
)
_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    r"""Returns the text as one line that cannot steer a terminal or the order of letters.

    >>> clean("Kế hoạch\x1b[31m\u202e 09\n")
    'Kế hoạch[31m 09'
    """
    spaced = "".join(" " if c in "\t\n\r\u2028\u2029" else c for c in text)
    kept = (c for c in spaced if unicodedata.category(c) not in _STEERING)
    return " ".join("".join(kept).split())


def short(text: str) -> str:
    """Returns the name of a body with the usual abbreviations, in one line.

    >>> short("Ủy ban nhân dân tỉnh Hà Giang")
    'UBND tỉnh Hà Giang'
    """
    for long, abbreviation in _SHORT:
        text = text.replace(long, abbreviation)
    return clean(text)


def document_words(node: Node) -> str:
    """Returns how a document is named beside its issuer: kind and number, or kind and year."""
    if node.number:
        begins = node.number.casefold().startswith(node.kind_label.casefold())
        return clean(node.number if begins else f"{node.kind_label} {node.number}")
    head, of, _ = node.label.partition(" của ")
    is_plan_of_year = node.year is not None and head == f"{node.kind_label} năm {node.year}"
    return clean(head if of and is_plan_of_year else node.label)


def date_words(text: str) -> str:
    """Returns an ISO 8601 date, month or year as people write it.

    >>> date_words("2022-01-07"), date_words("2022-01"), date_words("")
    ('07/01/2022', '01/2022', '')
    """
    if not text:
        return ""
    try:
        return DocumentDate.parse(text).vietnamese
    except InvalidIdentifier:
        return clean(text)


def when_words(node: Node) -> str:
    """Returns when an instrument was issued, and says so when the day is unknown."""
    if node.date:
        return date_words(node.date)
    if node.date_text:
        return f"{date_words(node.date_text)} (chưa rõ ngày)"
    year = f"năm {node.year}"
    said = node.year is None or year in document_words(node)
    return "chưa rõ ngày" if said else f"{year} (chưa rõ ngày)"


def days_words(days: int | None) -> str:
    """Returns the delay between two steps in words; empty when unknown.

    >>> days_words(42), days_words(0), days_words(-3), days_words(None)
    ('sau 42 ngày', 'cùng ngày', 'trước 3 ngày (cần xem lại)', '')
    """
    if days is None:
        return ""
    if days == 0:
        return "cùng ngày"
    return f"sau {number_words(days)} ngày" if days > 0 else f"trước {-days} ngày (cần xem lại)"


def number_words(value: int) -> str:
    """Returns a number as people write it.

    >>> number_words(10598)
    '10.598'
    """
    return f"{value:,}".replace(",", ".")


def evidence_words(step: Step) -> str:
    """Returns who says that the lower document carries out the upper one."""
    said = EVIDENCE_WORDS[step.evidence_kind]
    return f"{RELATION_WORDS.get(step.relation, step.relation)}, {said}" if step.weak else said


def also_words(related: Related) -> str:
    """Returns what else a document carries out (or was expected to), and what is not known of it.

    >>> also_words(Related("x", "Chỉ thị 1", inside=True, relation="mong-doi"))
    'cũng được mong đợi thực hiện Chỉ thị 1'
    """
    doubt = " (chưa rõ có thực hiện văn bản gốc)" if related.may_belong else ""
    tie = RELATION_WORDS.get(related.relation, related.relation)
    return f"cũng {tie} {clean(related.label)}{doubt}"


def remarks(node: Node, also: Iterable[Related], marks: Iterable[str]) -> Iterator[str]:
    """Yields what has to be said of a node beside its facts, one clause each."""
    yield from marks
    yield from (also_words(related) for related in also)
    if node.hint:
        yield f"cấp dưới có nêu {clean(node.hint)}, chưa rõ có thực hiện văn bản gốc"
    if node.elsewhere:
        yield f"đã có {clean(node.elsewhere)}, không nêu thực hiện văn bản cấp trên này"


def due_words(node: Node) -> str:
    """Returns the day by which an answer was due, with a warning when that day cannot be right."""
    if not node.due:
        return ""
    doubt = " (trước ngày ban hành, cần xem lại)" if node.due_doubtful else ""
    return f"hạn {date_words(node.due)}{doubt}"


def late_words(node: Node) -> str:
    """Returns by how much an answer was late, or an empty string."""
    return f"muộn {number_words(node.late_days)} ngày" if node.late_days else ""
