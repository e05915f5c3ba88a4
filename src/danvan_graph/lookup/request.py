"""What a spelling such as ``chi thi so 33/CT-TTg ngay 26/11/2021`` asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.folding import fold, tidy
from danvan_graph.identifiers.party_term import take_term

_LONGEST = 300
_DATE = re.compile(
    r"(?:ng[aà]y )?\b\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{4}\b"
    r"|(?:ng[aà]y \d{1,2} )?th[aá]ng \d{1,2} n[aă]m \d{4}"
    r"|\b\d{4}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)
_DESIGNATION = re.compile(
    r"\b\d{1,5}(?:\.\d{1,3})?[a-zđ]?(?:/(?:19|20)\d\d)? ?[-/] ?"
    r"[^\W\d_][\w&]*(?: ?[-/] ?[^\W_][\w&]*)*",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\b(?:19|20)\d\d ?- ?(?:19|20)\d\d\b")
_YEAR = re.compile(r"\b(?:n[aă]m )?((?:19|20)\d\d)\b", re.IGNORECASE)
_BARE = re.compile(r"\b\d{1,5}[a-zđ]?\b", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|rtf|odt|txt|html?|md)$", re.IGNORECASE)
_STUCK = (
    (re.compile(r"(?<=\d)_(?=[^\W\d_])"), "/"),
    (re.compile(r"^([^\W\d_]{2,4})(?=\d{1,5}(?!\d))"), r"\1 "),
    (re.compile(r"(?<!\S)(\d{1,5})(?=[^\W\d_]{2,6}[/\-])"), r"\1-"),
)
"""What stands where a space or a sign is meant: ``33_CT-TTg``, ``NQ25``, ``25NQ/TW``."""
_NOISE = re.compile(r"\b(?:s[oố]|ng[aà]y|c[uủ]a|n[aă]m|v[eề])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    """A spelling taken apart.

    Attributes:
        text: the spelling, white space evened out.
        designation: number and symbol, when it has both.
        number: the bare number, when there is one without symbol.
        date: the date of issue, when one is given.
        year: the year, when only that is given.
        term: the first day of the term of the Party it names, and the first after it.
        kinds: slugs of the kinds of document that a word or code in it stands for (``QĐ`` stands
            for Quyết định and Quy định); empty when there is none.
        words: the other words, folded; they name an issuer, a place or a title.
        pasted: whether it is a title that goes on to name another document.
    """

    text: str
    designation: Designation | None
    number: str | None
    date: DocumentDate | None
    year: int | None
    term: tuple[str, str] | None
    kinds: frozenset[str]
    words: tuple[str, ...]
    pasted: bool = False


def _malformed(text: str) -> InvalidIdentifier:
    return InvalidIdentifier(
        f"“{text[:60]}” không đọc được như tên hay số, ký hiệu văn bản; "
        "hãy viết như “33/CT-TTg”, “Chỉ thị 33” hoặc “Luật Tiếp công dân”.",
        f"“{text[:60]}” cannot be read as a document; write it like “33/CT-TTg”.",
    )


def _take(pattern: re.Pattern[str], text: str) -> tuple[str | None, str]:
    """Returns the first match and the text without it."""
    match = pattern.search(text)
    if match is None:
        return None, text
    return match[0], f"{text[: match.start()]} {text[match.end() :]}"


def _date(text: str) -> DocumentDate:
    if match := re.search(r"(\d{1,2}) th[aá]ng (\d{1,2}) n[aă]m (\d{4})", text, re.IGNORECASE):
        return DocumentDate(int(match[3]), int(match[2]), int(match[1]))
    return DocumentDate.parse(re.sub(r"^ng[aà]y ", "", text, flags=re.IGNORECASE))


def _kinds(rest: str, kinds: Mapping[str, frozenset[str]]) -> tuple[frozenset[str], str]:
    """Returns the kinds that the text begins with, by the longest name, and what is left."""
    folded = fold(rest)
    for name in sorted(kinds, key=len, reverse=True):
        if folded == name or folded.startswith(name + " "):
            return kinds[name], folded[len(name) :]
    return frozenset(), folded


def read_request(text: str, kinds: Mapping[str, frozenset[str]]) -> Request:
    """Returns what a spelling asks for.

    Args:
        text: any spelling of an instrument, with or without diacritics.
        kinds: slugs of the kinds of document by folded name and code.

    Raises:
        InvalidIdentifier: the text is empty, too long, or holds neither letter nor digit.

    >>> request = read_request("chi thi so 33/ct-ttg ngay 26/11/2021", {"chi thi": frozenset({"chi-thi"})})
    >>> str(request.designation), str(request.date), sorted(request.kinds)
    ('33/ct-ttg', '2021-11-26', ['chi-thi'])
    """
    tidied = tidy(text).strip(" .;,“”\"'")
    if not re.search(r"\w", tidied) or len(tidied) > _LONGEST:
        raise _malformed(tidied)
    parted = _parted(tidied)
    own = _own_part(parted)
    term, rest = take_term(own)
    date_text, rest = _take(_DATE, rest)
    number_text, rest = _take(_DESIGNATION, rest)
    designation = _designation(number_text)
    if designation is None and number_text:
        rest = f"{rest} {number_text}"
    period, rest = _take(_PERIOD, rest)
    year_text, rest = _take(_YEAR, rest)
    bare, rest = _take(_BARE, rest) if designation is None else (None, rest)
    rest = " ".join(_NOISE.sub(" ", rest).split())
    found, folded = _kinds(rest, kinds)
    return Request(
        text=tidied,
        designation=designation,
        number=bare.lstrip("0") or "0" if bare else None,
        date=_date(date_text) if date_text else None,
        year=int(year_text[-4:]) if year_text else None,
        term=term,
        kinds=found,
        words=tuple(re.findall(r"\w+", f"{folded} {period or ''}")),
        pasted=own != parted,
    )


def _parted(text: str) -> str:
    """Returns a spelling without the ending of a file name, its parts put asunder.

    >>> _parted("33_CT-TTg.pdf"), _parted("NQ25"), _parted("25NQ/TW")
    ('33/CT-TTg', 'NQ 25', '25-NQ/TW')
    """
    text = _FILE.sub("", text)
    for pattern, meant in _STUCK:
        text = pattern.sub(meant, text)
    return text


def _own_part(text: str) -> str:
    """Returns a pasted title up to the number of the next document that it names.

    >>> _own_part("Kế hoạch 641/KH-UBND ngày 26/5/2023 thực hiện Chỉ thị 33/CT-TTg ngày 26/11/2021")
    'Kế hoạch 641/KH-UBND ngày 26/5/2023 thực hiện Chỉ thị '
    """
    undated = _DATE.sub(lambda m: " " * len(m[0]), text)
    numbers = [m.start() for m in _DESIGNATION.finditer(undated)]
    return text[: numbers[1]] if len(numbers) > 1 else text


def _designation(text: str | None) -> Designation | None:
    try:
        return Designation.parse(text) if text else None
    except InvalidIdentifier:
        return None
