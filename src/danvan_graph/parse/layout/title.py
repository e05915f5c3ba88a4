"""The title of a document: the line with the word for its kind, and the lines of the trích yếu."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from danvan_graph.parse.layout.lines import CAPITAL, Line, is_capital, usual_gap, usual_width
from danvan_graph.parse.layout.marks import Run
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.parse.words.remembering import remembered

_LAWS = {"luật": "luat", "bộ luật": "bo-luat", "pháp lệnh": "phap-lenh", "hiến pháp": "hien-phap"}
_LAW_WORDS = r"BỘ\s+LUẬT|LUẬT|PHÁP\s+LỆNH|HIẾN\s+PHÁP"
RECITAL = re.compile(
    r"[-+]?\s?(?:Căn cứ|CĂN CỨ|Thực hiện|Triển khai|Thi hành|Tiếp tục thực hiện|Theo|Xét|Để|Nhằm|"
    r"Trên cơ sở|Chấp hành|Thời gian|Trong (?:thời gian|những|các|bối cảnh|năm|nhiều)|Những năm|Ngày \d|"
    r"Năm \d{4}|Sau (?:khi|\d|hơn|gần)|Hiện nay|Qua|Kính gửi|Hôm nay|Từ (?:ngày|đầu|năm)|Vừa qua|Thiết thực|"
    r"Phát huy|Trước|Với|Được sự|Tại (?:phiên|cuộc|buổi|hội nghị|kỳ họp|trụ sở)|Bước vào|Hằng năm|Hàng năm|Để thực hiện)(?!\w)"
)
BODY = re.compile(
    r"(?:Ủy ban|UBND|UB\.?MTTQ|UBMTTQ|Hội đồng nhân dân|HĐND|Ban (?:Thường|Bí thư|Chấp hành|Tuyên|Dân vận|Tổ chức|"
    r"Chỉ đạo|Nội chính|Xây dựng)|Bộ (?:Chính trị|trưởng|[A-ZĐ])|Chính phủ|Thủ tướng|Quốc hội|Sở |Phòng |Tỉnh ủy|"
    r"Thành ủy|Huyện ủy|Quận ủy|Đảng ủy|Thường trực|Chủ tịch|Giám đốc|Liên đoàn|Văn phòng|Mặt trận)(?!\w)"
)
HEADING = re.compile(
    r"(?:(?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?:[IVX]{1,5}|\d{1,2}|thứ|THỨ)|(?:Điều|ĐIỀU)\s+\d{1,3}\s?[.:]?"
    rf"|(?:[IVX]{{1,5}}|[A-H]|\d{{1,2}})(?:\s?[.)]\s?[-/]?|\s?/\s|\s?-)\s?(?=[{CAPITAL}“\"])"
    rf"(?![{CAPITAL}]{{2,}}\s?[-/]\s?[{CAPITAL}]))"
)
_AUTHORITY = re.compile(
    r"(?:CHỦ TỊCH|ỦY BAN|UBND|HỘI ĐỒNG|HĐND|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|BỘ TRƯỞNG|BỘ |BAN |GIÁM ĐỐC|"
    r"TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|ĐẢNG ỦY|TRƯỞNG|THỐNG ĐỐC|TỔNG|CHÁNH|SỞ |LIÊN )"
)
_ATTACHED = re.compile(r"\((?:Kèm|Ban hành|Được ban hành|Dự thảo|Thông qua|KÈM|BAN HÀNH)")
_OPEN_SIGNS = frozenset(",-–(“/ởỞ")
_OPEN_END = re.compile(
    r"(?:[,\-–(“/]|(?<!\w)(?i:và|của|về|với|tại|do|cho|thuộc|các|từ|đến|là|theo|trong|ở|giữa|bởi|để|những|một|"
    r"tỉnh|huyện|xã|phường|quận|thị|trấn|thành|phố|số|đồng chí|trên|địa bàn|ngày|tháng|năm)"
    r"|(?<!\w)(?:Ban (?:Chấp hành|Bí thư) Trung ương|Thủ|Quốc|Chủ|Hội đồng|Ủy ban|Mặt trận|Bộ|Sở|Ban)|\((?:khóa|khoá)|(?<!\w)(?:khóa|khoá))$"
)
_BODY_OPEN = re.compile(r"(?:Ban Bí thư|Ban Chấp hành|Trung ương|Bộ Chính)$")
"""The name of a body of the Party that a line break has cut."""
_UNIT_END = re.compile(r"(?<!\w)(?:tỉnh|huyện|xã|phường|quận|thị trấn|thành phố|thị xã)$")
"""A line that ends so goes on where the next one follows at once, not behind an empty line."""
_TELEGRAPHS = re.compile(r"[^\n]{0,120}\s[đĐ](?:iện|IỆN)\s?:")
"""The line of a telegram that says who sends it, below its title."""
_NAMES_A_YEAR = re.compile(
    r"(?:năm (?:19|20)\d\d|khóa [IVXL]+|nhiệm kỳ (?:19|20)\d\d\s?-\s?(?:19|20)\d\d)$"
)
"""Ends the last line of a title: "Ủy ban nhân dân quận 6 tháng cuối năm 2019", "Hội đồng nhân dân huyện khóa XX"."""
_LONGEST_TITLE = 14
_SURELY = re.compile(r"Căn cứ\s")
"""A recital, even below a line that seems to go on."""
_PARAGRAPH = 150
"""Characters of a line that can only be a whole paragraph."""
_FAR = 8000


@dataclass(frozen=True, slots=True)
class KindLine:
    """The line with the word for the kind, "KẾ HOẠCH".

    Attributes:
        slug: slug of the kind.
        at: the word in the flat text.
        exact: whether the word fills its line.
    """

    slug: str
    at: Run
    exact: bool


_LONGEST_OPEN = 26
_OPEN_TAILS = frozenset(
    word[-2:]
    for word in [
        "và",
        "của",
        "về",
        "với",
        "tại",
        "do",
        "cho",
        "thuộc",
        "các",
        "từ",
        "đến",
        "là",
        "theo",
        "trong",
        "ở",
        "giữa",
        "bởi",
        "để",
        "những",
        "một",
        "tỉnh",
        "huyện",
        "xã",
        "phường",
        "quận",
        "thị",
        "trấn",
        "thành",
        "phố",
        "số",
        "chí",
        "trên",
        "bàn",
        "ngày",
        "tháng",
        "năm",
        "ương",
        "thủ",
        "quốc",
        "chủ",
        "đồng",
        "ban",
        "trận",
        "bộ",
        "sở",
        "khóa",
        "khoá",
    ]
)
"""How what ``_OPEN_END`` finds can end, besides its signs; asked first, for most lines end otherwise."""


@remembered(256)
def ends_openly(words: str) -> bool:
    """Returns whether words cannot end a title or a paragraph, so that the next line goes on with them.

    Args:
        words: a line without blanks at its ends.

    >>> ends_openly("về công tác dân vận của"), ends_openly("về công tác dân vận")
    (True, False)
    """
    if words[-2:].casefold() not in _OPEN_TAILS and words[-1:] not in _OPEN_SIGNS:
        return False
    return _OPEN_END.search(words, max(0, len(words) - _LONGEST_OPEN)) is not None


@lru_cache(maxsize=4)
def _kind_pattern(kind_words: str) -> tuple[re.Pattern[str], int]:
    """Returns the pattern of the words for kinds and laws, and how long they can be at most."""
    ways = [*kind_words.split("|"), *_LAW_WORDS.split("|")]
    pattern = re.compile(rf"(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE)
    return pattern, max(map(len, ways))


def _slug(words: str, lexicon: Lexicon) -> str:
    key = " ".join(words.lower().split())
    return _LAWS.get(key) or lexicon.kinds[key]


def kind_lines(flat: str, lines: Sequence[Line], lexicon: Lexicon) -> list[KindLine]:
    """Returns every line near the head of a text that begins with the word for a kind."""
    pattern, longest = _kind_pattern(lexicon.kind_words)
    found = []
    for line in lines:
        if line.start >= _FAR:
            break
        if not line.words[1:2].isupper() and len(line.words) > longest:
            continue  # neither in capitals nor alone on its line
        match = pattern.match(flat, line.start)
        if match is None:
            continue
        start, end = match.span()
        if start < line.end < end and _known(line.words, lexicon):
            end = line.end
        colon = end + 1 if flat.startswith(":", end) else end
        exact = any(each.end in (end, colon) for each in lines)
        if exact or match.group().isupper():
            found.append(KindLine(_slug(flat[start:end], lexicon), (start, end), exact))
    return [k for k in found if flat[k.at[0] : k.at[1]].isupper()] or [k for k in found if k.exact]


def _known(words: str, lexicon: Lexicon) -> bool:
    return " ".join(words.lower().split()) in lexicon.kinds


def _is_authority(lines: Sequence[Line], index: int) -> bool:
    """Returns whether a line in capitals names who issues: "CHÍNH PHỦ" above the recitals."""
    before, line = lines[index - 1], lines[index]
    if not _AUTHORITY.match(line.words) or ends_openly(before.words):
        return False
    after = next(
        (each for each in lines[index + 1 : index + 5] if not is_capital(each.words)), None
    )
    return after is not None and RECITAL.match(after.words) is not None


def _capital_ends(lines: Sequence[Line], index: int) -> bool:
    """Returns whether a title in capitals ends before a line."""
    words = lines[index].words
    if is_capital(words):
        return _is_authority(lines, index)
    return re.search(r"[^\W\d_]{2}", words) is not None


def _mixed_ends(lines: Sequence[Line], index: int, gap: int, width: int) -> bool:
    """Returns whether a title in small letters ends before a line."""
    before, line = lines[index - 1], lines[index]
    words = line.words
    if _BODY_OPEN.search(before.words) and words.startswith(("Trung ương", "Đảng", "trị")):
        return False
    if is_capital(words) and (len(words) > 6 or is_capital("".join(_words(lines, index + 1)))):
        return True
    if not words[0].isupper():
        return words[0].isdigit() and HEADING.match(words) is not None
    if ends_openly(before.words) and not (line.gap > gap and _UNIT_END.search(before.words)):
        return False
    if line.gap > gap or line.cut or before.words[-1] in ".;:":
        return True
    apart = len(words) > min(60, 0.6 * width) or len(before.words) < 0.5 * width
    return _NAMES_A_YEAR.search(words) is None if BODY.match(words) else apart


def _words(lines: Sequence[Line], index: int) -> list[str]:
    return [line.words for line in lines[index : index + 1]]


def title_end(lines: Sequence[Line], first: int) -> int:
    """Returns the index of the first line behind the title that begins at a line.

    Args:
        lines: the lines of the text, without the marks of the letterhead.
        first: index of the title's first line.
    """
    gap, width = usual_gap(lines), usual_width(lines)
    capital = is_capital(lines[first].words)
    for index in range(first + 1, min(len(lines), first + _LONGEST_TITLE)):
        line, before = lines[index], lines[index - 1]
        lowered = line.words[0].islower() or ends_openly(before.words)
        if _ATTACHED.match(line.words) or (line.cut and not lowered):
            return index
        if _TELEGRAPHS.match(line.words):
            return index
        if lines[first].strong and not line.strong and not lowered:
            return index
        if HEADING.match(line.words) or (
            RECITAL.match(line.words)
            and (
                line.gap > gap
                or line.cut
                or _SURELY.match(line.words)
                or len(line.words) > _PARAGRAPH
                or not ends_openly(before.words)
                or _UNIT_END.search(before.words)
            )
        ):
            return index
        if _capital_ends(lines, index) if capital else _mixed_ends(lines, index, gap, width):
            return index
    return min(len(lines), first + _LONGEST_TITLE)
