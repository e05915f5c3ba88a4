"""What every letterhead prints: national name, motto, the document's own number, place and date."""

import re
from dataclasses import dataclass

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.parse.lexicon import Lexicon

Run = tuple[int, int]
_NATION = re.compile(
    r"CỘNG\s+H[ÒO]A\s+X[^\n]{1,3}?\s?HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM"
    r"(?:\s+Độc\s+lập\s?[-.,;]?\s?Tự\s+do\s?[-.,;]?\s?Hạnh\s+phúc)?",
    re.IGNORECASE,
)
_MOTTO = re.compile(r"Độc\s+lập\s?[-.,;]?\s?Tự\s+do\s?[-.,;]?\s?Hạnh\s+phúc", re.IGNORECASE)
_PARTY = re.compile(r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
_CODE = r"[A-ZĐ][^\W_]*(?:&[^\W_]+)*"
_SYMBOL = rf"(?:\s?[-/]\s?{_CODE}){{1,6}}(?:/[a-zđ]{{1,4}}(?![\w]))?"
_NUMBER = re.compile(
    rf"(?<![\w“])(?:(?:Luật|Nghị quyết|Pháp lệnh|LUẬT|NGHỊ QUYẾT|PHÁP LỆNH)\s+)?"
    r"(?:Số|SỐ|số|Sô)(?:\s+hiệu)?\s?[:.]?\s?"
    rf"(?P<number>\d{{1,5}}\s?[a-zđ]?(?:\.\d{{1,3}})?(?:\s?/\s?(?:19|20)\d\d)?{_SYMBOL})"
)
_BLANK = re.compile(
    rf"(?<![\w“])(?:Số|SỐ)\s?[:.]?(?:[\s.…_]|(?<![\d\s.…])\d{{0,2}}(?=\s?/))*?(?P<symbol>[-/]\s?{_CODE}(?:\s?[-/]\s?{_CODE}){{0,5}})"
)
_KIND_BEFORE = re.compile(r"[^\W\d_]\s?$")
_DATE = re.compile(
    r"(?P<place>[^\n\d,;:]{0,60}?)(?:,|(?<=\s)|(?<=^))\s?(?P<date>(?:ngày|Ngày|NGÀY)(?:\s?(?P<d>\d{1,2}|[.…_\s]*))"
    r"\s?(?:(?:tháng|THÁNG|/|-)\s?(?P<m>\d{1,2}|[.…_\s]*)\s?(?:năm|NĂM|/|-))\s?(?P<y>20\d\d|19\d\d))(?!\d)"
)
_SYLLABLE = r"(?:[A-ZÀ-ỸĂÂĐÊÔƠƯ][a-zà-ỹăâđêôơư']*)"
_PLACE = re.compile(
    r"(?:(?:Thành phố|TP\.?|Tp\.?|Thị xã|TX\.?|Thị trấn|Huyện|Quận|Phường|Xã|Đặc khu|Tỉnh)\s?)?"
    rf"(?:{_SYLLABLE}|\d{{1,2}})(?:(?:\s|\s?-\s?){_SYLLABLE}){{0,5}}$"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a letterhead; runs count characters of the flat text.

    Attributes:
        names: the national name, the motto and the name of the Party.
        number: number and symbol, or None when the line is blank or missing.
        number_at: the whole number line with "Số", also of a blank one.
        value_at: number and symbol alone.
        symbol: the codes, also of a blank line ("KH-UBND").
        date: the day of the place-date line.
        year: the year of that line, also where its day is blank.
        date_at: the words for the date.
        place_at: the words for the place.
    """

    names: tuple[Run, ...] = ()
    number: Designation | None = None
    number_at: Run | None = None
    value_at: Run | None = None
    symbol: tuple[str, ...] = ()
    date: DocumentDate | None = None
    year: int | None = None
    date_at: Run | None = None
    place_at: Run | None = None

    @property
    def runs(self) -> tuple[Run, ...]:
        """Everything that stands in the letterhead beside issuer and title, in text order."""
        dated = (self.place_at or self.date_at or (0, 0))[0]
        more = [self.number_at, (dated, self.date_at[1]) if self.date_at else None]
        return tuple(sorted([*self.names, *(run for run in more if run)]))


def _names(flat: str, end: int) -> list[Run]:
    found: list[Run] = []
    for pattern in (_NATION, _MOTTO, _PARTY):
        match = pattern.search(flat, 0, end)
        if match and not any(a <= match.start() < b for a, b in found):
            found.append(match.span())
    return found


def _own_number(flat: str, end: int, starts: frozenset[int]) -> re.Match[str] | None:
    """Returns the number line: "Số" at the head of a line or cell, or behind other marks."""
    loose = None
    for match in _NUMBER.finditer(flat, 0, end):
        if match.start() in starts:
            return match
        before = flat[max(0, match.start() - 2) : match.start()]
        if loose is None and not _KIND_BEFORE.search(before):
            loose = match
    return loose


def _designation(match: re.Match[str], lexicon: Lexicon) -> tuple[Designation | None, int]:
    """Returns the number of a number line and where it ends; codes in their correct capitals."""
    text, end = match["number"], match.end("number")
    words = re.split(r"\s?([-/])\s?", text)
    words[2::2] = [lexicon.cased(code) for code in words[2::2]]
    try:
        return Designation.parse("".join(words)), end
    except InvalidIdentifier:
        return None, end


def _place(flat: str, start: int, end: int, starts: frozenset[int]) -> Run | None:
    """Returns the name that ends where the date line's comma stands."""
    match = _PLACE.search(flat, start, end)
    if match is None:
        return None
    first = match.start()
    if first not in starts:
        first = next((p for p in range(first, end) if p in starts), first)
    return first, end


def _dated(
    flat: str, match: re.Match[str], starts: frozenset[int], floor: int
) -> dict[str, object]:
    """Returns day, year and places of a place-date line."""
    found: dict[str, object] = {"year": int(match["y"]), "date_at": match.span("date")}
    end = match.end("place")
    while end > match.start() and flat[end - 1] in " ,\n":
        end -= 1
    start = max(match.start(), floor)
    found["place_at"] = _place(flat, start, end, starts) if end > start else None
    try:
        day, month = int(match["d"]), int(match["m"])
        found["date"] = DocumentDate(int(match["y"]), month, day)
    except (ValueError, InvalidIdentifier):
        found["date"] = None
    return found


def read_marks(flat: str, end: int, starts: frozenset[int], lexicon: Lexicon) -> Marks:
    """Returns the marks of the letterhead in the flat text before a place.

    Args:
        flat: the flat text.
        end: where to stop looking.
        starts: where in ``flat`` the lines of the source begin.
        lexicon: the words of the grammar.
    """
    found: dict[str, object] = {}
    names = _names(flat, end)
    match = _own_number(flat, end, starts)
    taken = [run[1] for run in names]
    if match:
        number, stop = _designation(match, lexicon)
        found |= {"number": number, "number_at": (match.start(), stop)}
        found |= {"value_at": (match.start("number"), stop)}
        found["symbol"] = number.codes if number else ()
        taken.append(stop)
    elif blank := _BLANK.search(flat, 0, end):
        found["number_at"] = blank.span()
        found["symbol"] = tuple(re.split(r"\s?[-/]\s?", blank["symbol"].strip("-/ ")))
        taken.append(blank.end())
    for dated in _DATE.finditer(flat, 0, end):
        floor = max([0, *(stop for stop in taken if stop <= dated.start("date"))])
        found |= _dated(flat, dated, starts, floor)
        break
    return Marks(names=tuple(sorted(names)), **found)  # type: ignore[arg-type]
