"""What every letterhead prints: national name, motto, the document's own number, place and date."""

import re
from dataclasses import dataclass

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.parse.layout.lines import CAPITAL, Line
from danvan_graph.parse.words.lexicon import Lexicon

Run = tuple[int, int]
_MOTTO = r"(?:Độc\s+[Ll]ập|ĐỘC\s+LẬP)\s?[-.,;]?\s?(?:Tự\s+[Dd]o|TỰ\s+DO)\s?[-.,;]?\s?(?:Hạnh\s+[Pp]húc|HẠNH\s+PHÚC)"
_NAMES = (
    re.compile(
        r"C(?:ỘNG\s+H[ÒO]A\s+X[^\n]{1,3}?\s?HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM"
        rf"|(?<!nước C)ộng\s+[Hh]òa\s+[Xx]ã\s+[Hh]ội\s+[Cc]hủ\s+[Nn]ghĩa\s+Việt\s+Nam(?=\s+Độc))(?:\s+{_MOTTO})?"
    ),
    re.compile(_MOTTO),
    re.compile(r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"),
)
_CODE = r"[A-ZĐ][^\W_]*(?:&[^\W_]+)*(?:\.[IVX]{1,4}(?!\w))?"
_SO_WORD = r"\s+(?:Số|SỐ|số|Sô)"
_SO = (  # each way begins with its letter, so that a search leaps to it
    rf"(?:L(?<![\w“]L)(?<!PHÁP L)(?<!Pháp L)(?:uật|UẬT){_SO_WORD}"
    rf"|N(?<![\w“]N)(?<!PHÁP N)(?<!Pháp N)(?:ghị quyết|GHỊ QUYẾT){_SO_WORD}"
    rf"|P(?<![\w“]P)(?<!PHÁP P)(?<!Pháp P)háp lệnh{_SO_WORD}"
    r"|S(?<![\w“]S)[ốỐô]|s(?<![\w“]s)ố)"
)
_NUMBER = re.compile(
    rf"{_SO}(?:\s+hiệu)?\s?[:.]?\s?(?P<number>\d{{1,5}}\s?[a-zđ]?(?:\.\d{{1,3}})?"
    rf"(?:\s?/\s?(?:19|20)\d\d)?(?:\s?[-/]\s?{_CODE}){{1,6}}(?:/[a-zđ]{{1,4}}(?!\w))?)"
)
_BLANK = re.compile(rf"{_SO}\s?[:.]?[\s.…_]*(?P<codes>[-/]\s?{_CODE}(?:\s?[-/]\s?{_CODE}){{0,5}})")
_KIND_BEFORE = re.compile(r"[^\W\d_]\s?$")
_BODY_WORD = re.compile(
    r"\W*(?:ỦY BAN|UBND|HỘI|SỞ|BAN|PHÒNG|BỘ|(?:TỈNH|HUYỆN|THÀNH|ĐẢNG) ỦY)(?!\w)"
)
_DATE = re.compile(
    r"[nN](?i:gày\s?(?P<d>\d{1,2}|[.…_\s]{0,12}?)\s?(?:tháng|/|-)\s?(?P<m>\d{1,2}|[.…_\s]{0,12}?)\s?"
    r"(?:năm|/|-)\s?(?P<y>(?:19|20)\d\d)(?!\d))"
)
_TIME = re.compile(r"[\s,]*\d{1,2}\s*(?:giờ|h|:)\s*\d{0,2}\s*(?:phút)?[\s,]*$")
"""The hour of a telegram: "Trường Hà, 05 giờ 30 ngày 29 tháng 10 năm 2025"."""
_SYLLABLE = rf"(?:[{CAPITAL}][^\W\d_{CAPITAL}]*(?:['’][^\W\d_]+)?(?!\w))"
_PLACE = re.compile(
    r"(?<!\w)(?:(?:Thành phố|TP\.?|Tp\.?|Thị xã|TX\.?|Thị trấn|Huyện|Quận|Phường|Xã|Đặc khu|Tỉnh)\s?)?"
    rf"(?:{_SYLLABLE}|\d{{1,2}})(?:(?:\s|\s?-\s?){_SYLLABLE}){{0,5}}$"
)
_OF_THE_PAGE = re.compile(
    r"(?:[Đđ]ăng(?:\s+tải)?|[Cc]ập nhật|[Nn]gày đăng|[Xx]uất bản|[Pp]hát hành|[Nn]gày gửi)(?:\s+(?:lúc|vào))?\s*:?\s*$"
)
"""What a web page writes before a date of its own."""
_NOTICE = 40  # characters of it, blanks included
_LONGEST_PLACE = 50


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The line with the document's own number, perhaps left blank; runs count flat characters.

    Attributes:
        at: the line with its "Số".
        value_at: number and symbol alone.
        number: number and symbol, or None where the number is blank.
        codes: the codes, also of a blank line.
    """

    at: Run
    value_at: Run
    number: Designation | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateLine:
    """The line with place and date; runs count flat characters.

    Attributes:
        at: the words for the date.
        place_at: the words for the place, or None.
        date: the day, or None where it is blank.
        year: the year.
    """

    at: Run
    place_at: Run | None
    date: DocumentDate | None
    year: int


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a letterhead.

    Attributes:
        names: runs of the national name, the motto and the name of the Party.
        number: the number line.
        dated: the place-date line.
    """

    names: tuple[Run, ...] = ()
    number: NumberLine | None = None
    dated: DateLine | None = None

    @property
    def runs(self) -> tuple[Run, ...]:
        """Everything that stands in the letterhead beside issuer and title, in text order."""
        found = list(self.names)
        if self.number:
            found.append(self.number.at)
        if self.dated:
            start = self.dated.place_at[0] if self.dated.place_at else self.dated.at[0]
            found.append((start, self.dated.at[1]))
        return tuple(sorted(found))


def _names(flat: str, end: int) -> tuple[Run, ...]:
    found: list[Run] = []
    for pattern in _NAMES:
        match = pattern.search(flat, 0, end)
        if match and not any(a <= match.start() < b for a, b in found):
            found.append(match.span())
            if flat.startswith("NƯỚC", match.start() - 5):  # "QUỐC HỘI NƯỚC CỘNG HÒA …"
                found.extend(each.span() for each in pattern.finditer(flat, match.end(), end))
    return tuple(sorted(found))


def _parsed(text: str, lexicon: Lexicon) -> Designation | None:
    """Returns a number with its codes in their correct capitals, or None when it is none."""
    parts = re.split(r"\s?([-/])\s?", text)
    parts[2::2] = [lexicon.cased(code) for code in parts[2::2]]
    try:
        return Designation.parse("".join(parts))
    except InvalidIdentifier:
        return None


def _is_cited(flat: str, at: int, starts: frozenset[int]) -> bool:
    """Returns whether a word stands before "Số", as in "Chỉ thị Số 33/CT-TTg".

    The issuer in capitals that a crawler ran into one line with the number is no such word.
    """
    if not _KIND_BEFORE.search(flat, max(0, at - 2), at):
        return False
    line = flat[max((start for start in starts if start <= at), default=0) : at]
    return not (line.isupper() and _BODY_WORD.match(line))


def _number(flat: str, end: int, starts: frozenset[int], lexicon: Lexicon) -> NumberLine | None:
    """Returns the number line: "Số" at the head of a line, else behind another mark."""
    best = None
    for match in _NUMBER.finditer(flat, 0, end):
        if match.start() in starts:
            best = match
            break
        if best is None and not _is_cited(flat, match.start(), starts):
            best = match
    if best:
        number = _parsed(best["number"], lexicon)
        return NumberLine(best.span(), best.span("number"), number, number.codes if number else ())
    blank = _BLANK.search(flat, 0, end)
    if blank is None:
        return None
    codes = tuple(re.split(r"\s?[-/]\s?", blank["codes"].strip("-/ ")))
    return NumberLine(blank.span(), blank.span("codes"), None, codes)


def _place(flat: str, start: int, end: int, starts: frozenset[int]) -> Run | None:
    """Returns the name that ends where the date line's comma stands."""
    match = _PLACE.search(flat, start, end)
    if match is None:
        return None
    first = match.start()
    if first not in starts:
        first = next((p for p in range(first, end) if p in starts), first)
    return first, end


def _is_of_the_page(flat: str, start: int) -> bool:
    """Returns whether a date is one that the web page wrote, by the words before it."""
    return _OF_THE_PAGE.search(flat, max(0, start - _NOTICE), start) is not None


def _date_line(
    flat: str, end: int, starts: frozenset[int], walls: tuple[int, ...]
) -> DateLine | None:
    first = _DATE.search(flat, 0, end)
    if first is None:
        return None
    others = _DATE.finditer(flat, first.start(), end)
    match = next((m for m in others if not _is_of_the_page(flat, m.start())), first)
    stop = match.start()
    while stop > 0 and flat[stop - 1] in " ,.\n":
        stop -= 1
    if time := _TIME.search(flat, max(0, stop - 20), stop):
        stop = time.start()
    floor = max((w for w in walls if w <= stop), default=0)
    floor = max(floor, stop - _LONGEST_PLACE, flat.rfind("\n", 0, stop) + 1)
    place = _place(flat, floor, stop, starts) if stop > floor else None
    try:
        date = DocumentDate(int(match["y"]), int(match["m"]), int(match["d"]))
    except (ValueError, InvalidIdentifier):
        date = None
    return DateLine(match.span(), place, date, int(match["y"]))


def dated_line(line: Line) -> DateLine | None:
    """Returns what a line says that is nothing but place and date, as above a signature.

    >>> str(dated_line(Line(0, 31, "Ví Dụ, ngày 21 tháng 7 năm 2025")).date)
    '2025-07-21'
    """
    match = _DATE.search(line.words)
    place = _PLACE.match(line.words[: match.start()].rstrip(" ,")) if match else None
    if match is None or place is None or line.words[match.end() :].strip(" ."):
        return None
    found = _date_line(line.words, len(line.words), frozenset({0}), ())
    if found is None or found.date is None or found.place_at is None:
        return None
    first = line.start
    at, place_at = (first + found.at[0], first + found.at[1]), (first, first + found.place_at[1])
    return DateLine(at, place_at, found.date, found.year)


def read_marks(flat: str, end: int, starts: frozenset[int], lexicon: Lexicon) -> Marks:
    """Returns the marks of the letterhead in the flat text before a place.

    Args:
        flat: the flat text.
        end: where to stop looking.
        starts: where in ``flat`` the lines of the source begin.
        lexicon: the words of the grammar.
    """
    names = _names(flat, end)
    number = _number(flat, end, starts, lexicon)
    walls = tuple(stop for _, stop in [*names, *([number.at] if number else [])])
    return Marks(names, number, _date_line(flat, end, starts, walls))
