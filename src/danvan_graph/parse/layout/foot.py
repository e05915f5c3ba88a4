"""The foot of a document: distribution list and signature block, in whatever order they stand.

The two are columns of one table. They reach us one after the other in either order, or line by
line side by side; so every piece is judged by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from danvan_graph.parse.layout.lines import CAPITAL, Line, columns, is_capital
from danvan_graph.parse.words.remembering import remembered
from danvan_graph.records.text import Text

CAPACITY = re.compile(
    r"(?P<prefix>T\s?[./]?\s?M|K\s?[./]?\s?T|T\s?[./]?\s?L|TUQ|Q)\s?(?:[./]\s?|\s)(?=[A-ZĐỦ])"
)
_OFFICE_WORDS = (
    "CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BÍ THƯ|TỔNG BÍ THƯ|THỦ TƯỚNG|BỘ TRƯỞNG|TRƯỞNG|CỤC TRƯỞNG|"
    "TỔNG CỤC TRƯỞNG|CHI CỤC TRƯỞNG|VỤ TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|CHÁNH|TỔNG THANH TRA|THƯỜNG TRỰC|"
    "TỔNG KIỂM TOÁN|TỔNG THƯ KÝ|THỐNG ĐỐC|TƯ LỆNH|CHỈ HUY TRƯỞNG|CHÍNH ỦY|ỦY VIÊN|THỦ TRƯỞNG|HỘI TRƯỞNG|"
    "TỔ TRƯỞNG|ĐẠI DIỆN|VIỆN TRƯỞNG|CHỦ TỌA|THƯ KÝ"
)
OFFICE = re.compile(
    rf"(?:QUYỀN\s+|Q\.\s?)?(?:PHÓ\s+|THỨ\s+|ỦY VIÊN\s+)?(?:{_OFFICE_WORDS})(?!\w)[^;.:]{{0,60}}$"
)
_SMALL_OFFICE = re.compile(
    r"(?:Quyền )?(?:Phó )?(?:Chủ tịch|Giám đốc|Bí thư|Trưởng [Bb]an|Trưởng [Pp]hòng|Bộ trưởng|Thứ trưởng|"
    r"Chánh Văn phòng|Thủ tướng|Cục trưởng|Tổng Giám đốc)(?: [Tt]hường trực)?$"
)
NOI_NHAN = re.compile(r"\W{0,3}(?:Nơi\s+(?:nhận|gửi)|NƠI\s+(?:NHẬN|GỬI))(?:\s?[:.]|$)\s?")
SIGNED = re.compile(
    r"(?=[\[(\sđkcs])(?:\[[^\]]{1,30}\]$|[\[(]?\s?(?:đã\s+ký|ký\s+tên|ký,|chữ\s+ký|signed)[^;]{0,30}$)",
    re.IGNORECASE,
)
_RANK = (
    r"(?:(?:PGS|GS|TS|ThS|Ths|BS|CN|KS|LS|BSCKII?|Đại tá|Thượng tá|Trung tá|Thiếu tá|Thiếu tướng|Trung tướng|"
    r"Thượng tướng|Đại tướng|Nhà giáo|Linh mục|Hòa thượng)[.,]{0,2}\s?)"
)
_SYLLABLE = rf"(?:[{CAPITAL}][^\W\d_{CAPITAL}]*(?:['’]?[{CAPITAL}]?[^\W\d_{CAPITAL}]+)?)"
NAME = re.compile(rf"{_RANK}{{0,4}}(?P<name>{_SYLLABLE}(?:[ -]{_SYLLABLE}){{1,5}})")
_TAIL_NAME = re.compile(_SYLLABLE)
_NO_NAME = re.compile(
    r"(?:Như|Lưu(?=\s*:|\s+(?:VT|VP|TH|[Vv]ăn (?:[Pp]hòng|[Tt]hư)(?!\w)|[Hh]ồ sơ))|Nơi|Sở|Bộ|Ban|Ủy|Đảng|Phòng|Văn Phòng|Tỉnh|Thành Phố|Thường|Chủ|Phó|Các|Cổng|Phụ|Mẫu|Biểu|"
    r"Kính|Điều|Chương|Trang|Số|Quốc|Mặt|Công An|Tòa|Trưởng|Giám|Website|Danh\s(?:Sách|Mục|Hiệu)|Thủ Tướng|Bí Thư)(?![^\W\d_])"
)
_SURNAME = re.compile(
    r"(?:NGUYỄN|TRẦN|LÊ|PHẠM|HOÀNG|HUỲNH|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|HỒ|NGÔ|DƯƠNG|LÝ|ĐÀO|ĐINH|LÂM|TRỊNH|MAI|TRƯƠNG|"
    r"CAO|HÀ|TÔ|LƯƠNG|LƯU|PHÙNG|TẠ|CHU|QUÁCH|TĂNG|THÁI|ĐOÀN|VƯƠNG|NÔNG|LÒ|GIÀNG|VÀNG|SÙNG|HẦU|VI|KIỀU|LA|MÃ)"
    rf"(?: [{CAPITAL}]+){{1,4}}$"
)
BULLET = re.compile(r"[-+•*▪●]\s*")
_ANNEX = re.compile(
    r"(?:PHỤ\s+LỤC|Phụ lục|PHỤ\s+BIỂU|BIỂU\s+|Biểu |MẪU\s|Mẫu |DANH\s+MỤC|DANH\s+SÁCH|\[\d{1,3}\]|\(\d{1,2}\)\s|"
    r"\(?(?:Ban hành |Kèm )?[Kk]èm theo|QUY\s+CHẾ|QUY\s+ĐỊNH|ĐỀ\s+ÁN|KẾ\s+HOẠCH|CHƯƠNG\s+TRÌNH|QUYẾT\s+ĐỊNH|"
    r"ĐIỀU\s+LỆ|HƯỚNG\s+DẪN|FILE|File |Tải |Lưu trữ|Thuộc tính|Văn bản |Download)"
)
_TAIL_SIGN = re.compile(
    rf"[;.,:]\s(?=(?:(?:T\s?[./]\s?M|K\s?[./]\s?T|T\s?[./]\s?L|TUQ|Q|TM|KT|TL)[./]\s?[{CAPITAL}]{{2,}}"
    rf"|(?:PHÓ\s+|THỨ\s+)?(?:{_OFFICE_WORDS})(?![^\W\d_]))[^;:]{{0,70}}$)"
)
_LONGEST_TAIL = 76  # characters that the other column can take at the end of an entry
_TAIL_SIGNER = re.compile(rf"\.\s(?={_SYLLABLE}(?: {_SYLLABLE}){{1,4}}$)")
_IN_ONE_LINE = re.compile(
    rf"(?P<office>[{CAPITAL}][{CAPITAL}., /-]{{3,100}}[{CAPITAL}])\s+(?:[\[(]?[Đđ]ã\s+ký[\])]?,?\s+)?"
    rf"(?P<name>{_RANK}{{0,3}}{_SYLLABLE}(?:[ -]{_SYLLABLE}){{1,5}})"
)
_NEAR = re.compile(
    r"N(?<!\SN)(?:ơi\s+(?:nhận|gửi)|ƠI\s+(?:NHẬN|GỬI))(?=\s?[:.]|\s+[-+•]|\s*$)", re.MULTILINE
)
_ENDS = re.compile(r"\.\s?/\s?\.?\W{0,3}$")
_REST = re.compile(r"nhận|NHẬN|gửi:|GỬI:")
_FARTHEST = 160
_ABOVE = 14
_GAP = 2
_BLOCK = 7
_INITIALS = 30
_LONGEST_ENTRY = 300
_LONGEST_NAME = 4
_ARCHIVE = re.compile(r"(?<!\w)Lưu(?=\s?:|\s)")


@dataclass(slots=True)
class Foot:
    """The pieces of the foot.

    Attributes:
        listed: pieces of the distribution list, its title first.
        signed: pieces of the signature block.
    """

    listed: list[Line] = field(default_factory=list)
    signed: list[Line] = field(default_factory=list)

    @property
    def start(self) -> int | None:
        """Where the foot begins in the flat text, or None when there is none."""
        return min((p.start for p in [*self.listed[:1], *self.signed[:1]]), default=None)

    @property
    def end(self) -> int:
        """Where the foot ends in the flat text."""
        return max((p.end for p in [*self.listed[-1:], *self.signed[-1:]]), default=0)


@remembered(512)
def is_name(words: str) -> bool:
    """Returns whether words can be the name of a person.

    >>> is_name("Nguyễn Văn Ví"), is_name("H'Linh Niê"), is_name("Sở Nội vụ")
    (True, True, False)
    """
    if len(words) > 60 or _NO_NAME.match(words):
        return False
    return NAME.fullmatch(words) is not None or _SURNAME.fullmatch(words) is not None


@remembered(512)
def is_office(words: str) -> bool:
    """Returns whether a line is a capacity or an office, such as "KT. CHỦ TỊCH"."""
    if BULLET.match(words) or len(words) > 110:
        return False
    if CAPACITY.match(words):
        return is_capital(words)
    return (OFFICE.match(words) is not None and is_capital(words)) or bool(
        _SMALL_OFFICE.match(words)
    )


def _split(piece: Line) -> list[Line]:
    """Returns a piece of the list without the words of the other column at its end."""
    cut = _TAIL_SIGN.search(piece.words, max(0, len(piece.words) - _LONGEST_TAIL))
    if cut is None or not is_capital(piece.words[cut.end() :]):
        cut = _TAIL_SIGNER.search(piece.words)
    if cut is None or is_office(piece.words) or is_name(piece.words):
        return [piece]
    middle = piece.start + cut.end()
    left = piece.words[: cut.start() + 1]
    return [
        Line(piece.start, piece.start + len(left), left, piece.gap, piece.cut),
        Line(middle, piece.end, piece.words[cut.end() :], 0, cut=True),
    ]


def _apart(piece: Line) -> list[Line]:
    """Returns office and name of a signature that stands in one line, as in the cell of a table."""
    match = _IN_ONE_LINE.fullmatch(piece.words)
    if match is None or not is_office(match["office"]) or not is_name(match["name"]):
        return [piece]
    at = piece.start + match.start("name")
    office = Line(
        piece.start, piece.start + match.end("office"), match["office"], piece.gap, piece.cut
    )
    return [office, Line(at, piece.end, match["name"], 0, cut=False)]


def _pieces(text: Text, lines: Sequence[Line]) -> list[Line]:
    """Returns the pieces of lines, "Nơi" and "nhận" joined again."""
    found: list[Line] = []
    for line in lines:
        pieces = (part for column in columns(text, line) for part in _split(column))
        for part in (each for piece in pieces for each in _apart(piece)):
            if found and found[-1].words in ("Nơi", "NƠI") and _REST.match(part.words):
                words = text.flat[found[-1].start : part.end]
                found[-1] = Line(found[-1].start, part.end, words, found[-1].gap, found[-1].cut)
            else:
                found.append(part)
    return found


class _Reader:
    """Sorts the pieces of the foot, one after the other."""

    def __init__(self) -> None:
        self.foot = Foot()
        self.named = False  # whether the name of a signatory has been read
        self.archived = False  # whether the last entry, "Lưu: VT", has been read
        self.signing = False  # whether the last piece was one of the signature block

    def take(self, piece: Line, following: Sequence[Line]) -> bool:
        """Returns whether the piece belongs to the foot, and files it.

        Args:
            piece: the piece.
            following: the pieces behind it.
        """
        words = piece.words
        if self.named and _begins_block(piece, following):  # a joint document has two signatories
            self.named = False
            self.foot.signed.append(piece)
            self.signing = True
            return True
        if not self.foot.listed and NOI_NHAN.match(words):
            self._file(piece)
        elif self._signs(piece):
            self.foot.signed.append(piece)
            self.signing = True
        elif not self.foot.listed or _ANNEX.match(words) or not self._lists(piece):
            return False
        else:
            self._file(piece)
        return True

    def _file(self, piece: Line) -> None:
        self.foot.listed.append(piece)
        self.signing = False
        self.archived = self.archived or _ARCHIVE.search(piece.words) is not None

    def _signs(self, piece: Line) -> bool:
        words = piece.words
        if is_office(words):
            return not (self.named and self.archived)
        if SIGNED.match(words):
            return bool(self.foot.signed)
        if is_name(words) and (self._beside(piece) if self.named else self._may_be_named(piece)):
            self.named = True
            return True
        if not self.signing:
            return False
        before = self.foot.signed[-1].words
        if self.named:
            return piece.gap < _GAP and _completes(before, words)
        return is_capital(words) and is_capital(before) and not BULLET.match(words)

    def _may_be_named(self, piece: Line) -> bool:
        """Returns whether a name may stand here: below an office, or below the whole list."""
        return self.signing or self.archived or (bool(self.foot.signed) and piece.cut)

    def _beside(self, piece: Line) -> bool:
        """Returns whether a second name stands in the column beside the first."""
        return self.signing and piece.cut and is_name(self.foot.signed[-1].words)

    def _lists(self, piece: Line) -> bool:
        """Returns whether a piece is an entry of the list, or continues one."""
        words, last = piece.words, self.foot.listed[-1].words
        below = self.signing and self.named
        if BULLET.match(words):
            return not (self.archived and below and last.endswith("."))
        if self.archived:
            return not self.named and len(words) <= _INITIALS and piece.gap < _GAP
        ends = below and last.endswith((".", ";")) and not words.endswith((";", ",", "."))
        return not ends and len(words) < _LONGEST_ENTRY


def _begins_block(piece: Line, following: Sequence[Line]) -> bool:
    """Returns whether an office stands here and, below nothing but capitals, a name."""
    if not is_office(piece.words):
        return False
    for line in following:
        if is_name(line.words) and not is_capital(line.words):
            return True
        if not (is_capital(line.words) or SIGNED.match(line.words)) or _ANNEX.match(line.words):
            return False
    return False


def _completes(before: str, words: str) -> bool:
    """Returns whether a syllable is the rest of a name that a line break cut."""
    named = NAME.fullmatch(before)
    syllables = (named["name"] if named else before).split()
    short = len(syllables) < _LONGEST_NAME and _TAIL_NAME.fullmatch(words)
    return bool(short) and is_name(f"{before} {words}")


def _first(pieces: Sequence[Line]) -> int | None:
    """Returns the index of the piece with which the foot begins."""
    title = next((i for i, p in enumerate(pieces) if NOI_NHAN.match(p.words)), None)
    if title is None:
        return _unlisted(pieces)
    index = title
    while index and title - index < _ABOVE and _may_sign(pieces[index - 1].words):
        index -= 1
    while index < title and not is_office(pieces[index].words):
        index += 1
    return index


def _may_sign(words: str) -> bool:
    short = len(words) < 60 and not words.endswith(("./.", ";", ":", ","))
    return short and (
        is_office(words)
        or is_name(words)
        or is_capital(words)
        or SIGNED.match(words) is not None
        or _TAIL_NAME.fullmatch(words) is not None
    )


def _unlisted(pieces: Sequence[Line]) -> int | None:
    """Returns where a signature begins in a text without distribution list."""
    ends = [i for i, piece in enumerate(pieces) if _ENDS.search(piece.words)]
    for index, piece in enumerate(
        pieces[ends[0] + 1 :] if ends else pieces, ends[0] + 1 if ends else 0
    ):
        if is_office(piece.words) and any(is_name(p.words) for p in pieces[index + 1 : index + 8]):
            return index
    return None


def find_foot(text: Text, lines: Sequence[Line], since: int) -> Foot:
    """Returns the foot of a text; empty when it has none.

    Args:
        text: the text.
        lines: its lines.
        since: the place in the flat text behind which to look.
    """
    below = [line for line in lines if line.start >= since]
    near = _NEAR.search(text.flat, since)
    if near:
        title = next((i for i, line in enumerate(below) if line.end > near.start()), 0)
        below = below[max(0, title - _ABOVE) : title + _FARTHEST]
    pieces = _pieces(text, below)
    first = _first(pieces)
    reader = _Reader()
    if first is not None:
        for index, piece in enumerate(pieces[first : first + _FARTHEST], first):
            if not reader.take(piece, pieces[index + 1 : index + _BLOCK]):
                break
    return reader.foot
