"""Work whose unit stands behind it in brackets ("… (Sở Nội vụ chủ trì; hoàn thành trước 15/7/2024)").

Plans that give each item of their contents an owner write so, and leave "Tổ chức thực hiện" short.
"""

import re
from collections.abc import Iterable, Iterator

from danvan_graph.parse.words.units import names_a_unit
from danvan_graph.parse.work.labelled import Labelled, Run

_BRACKETS = re.compile(
    r"(?:\((?P<inside>[^()\n]{6,500})\)|(?<=[.;]\s)(?:Bước|Nội dung|Nhiệm vụ|Phần|Việc|Hoạt động) này (?P<said>(?:do|giao) [^.;()\n]{6,300}))\s*[.;]?\s*$"
)
"""The brackets, or a last sentence that does their work: "Việc này do Sở Nội vụ chủ trì"."""
_LEADS = re.compile(r"(?:chủ trì|thực hiện|phụ trách|đảm nhiệm|chịu trách nhiệm|là đầu mối)(?!\w)")
_LABEL = re.compile(
    r"\s*(?:(?:đơn vị|cơ quan|bộ phận)\s+)?(?:chủ trì|thực hiện|phụ trách)(?:\s+thực hiện)?\s*:\s*",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"\s*(?:do|giao|Giao|Do)(?:\s+cho)?\s+")
_NEXT = re.compile(r",\s+(?:phối hợp|hoàn thành|xong|trước|trong|thời)|\s+phối hợp")
_CLAUSE = re.compile(r"[^;]+")
_LIMIT = re.compile(r"(?<!\w)(?:trước|trong|chậm nhất|đến hết|hết|vào|từ)\s+(?=[^,]*\d|[^,]*quý)")
_BARE = re.compile(r"(?<!\w)(?:quý|tháng|ngày)\s+[\dIVX]", re.IGNORECASE)
_MARK = re.compile(r"\s*(?:[-+•*]|[a-zđ]\)|(?:\d{1,2}\.){0,3}\d{1,2}[.)]?)\s*")
_SHORTEST = 12


def bracketed(lines: Iterable[tuple[int, str]]) -> Iterator[Labelled]:
    """Yields the work of a text whose unit stands in brackets behind it.

    Args:
        lines: the paragraphs of the text with their places.

    >>> words = "a) Mở 04 lớp tập huấn (Sở Nội vụ chủ trì; các huyện phối hợp; xong trước 15/7/2024)."
    >>> [(found.work.text, found.unit.text, found.when.text) for found in bracketed([(0, words)])]
    [('Mở 04 lớp tập huấn', 'Sở Nội vụ', 'trước 15/7/2024')]
    """
    for start, text in lines:
        found = _BRACKETS.search(text) if _may_name(text) else None
        if found is None:
            continue
        mark = _MARK.match(text)
        at = mark.end() if mark else 0
        work = text[at : found.start()].rstrip()
        unit = _owner(start, found)
        if unit and len(work) >= _SHORTEST:
            yield Labelled(Run(start + at, work), unit, _when(start, found))


def _may_name(text: str) -> bool:
    """Returns whether a paragraph ends with brackets, or with a sentence that does their work."""
    bare = text.rstrip().rstrip(".;").rstrip()
    return bare.endswith(")") or " này do " in text or " này giao " in text


def _owner(start: int, found: re.Match[str]) -> Run | None:
    """Returns who is named as leading, in the first clause that names one."""
    for clause in _CLAUSE.finditer(found.string, *found.span(found.lastgroup or 0)):
        words = clause.group()
        head = _LABEL.match(words) or _GIVEN.match(words)
        since = head.end() if head else len(words) - len(words.lstrip())
        end = _LEADS.search(words, since) or (_NEXT.search(words, since) if head else None)
        name = words[since : end.start() if end else len(words)].rstrip(" ,")
        if (head or end) and names_a_unit(name):
            return Run(start + clause.start() + since, name)
    return None


def _when(start: int, found: re.Match[str]) -> Run | None:
    """Returns the words for by when: behind a word that sets a limit, or a bare quarter or month."""
    inside = found.span(found.lastgroup or 0)
    limits = (
        list(_LIMIT.finditer(found.string, *inside))
        or list(_BARE.finditer(found.string, *inside))[:1]
    )
    if not limits:
        return None
    at = limits[-1].start()
    stop = found.string.find(";", at, inside[1])
    words = found.string[at : stop if stop >= 0 else inside[1]]
    return Run(start + at, words.rstrip(" ,."))
