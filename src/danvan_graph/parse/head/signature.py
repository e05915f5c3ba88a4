"""The signature block: on whose behalf, in what office, who."""

import itertools
import re
from collections.abc import Sequence

from danvan_graph.identifiers.folding import fold
from danvan_graph.parse.layout.foot import CAPACITY, NAME, SIGNED, is_name, is_office
from danvan_graph.parse.layout.lines import Line, is_capital, printed
from danvan_graph.parse.layout.zones import Zones
from danvan_graph.parse.words.bodies import in_full, spelt
from danvan_graph.records.header import Signature
from danvan_graph.records.text import Text

_PREFIX = re.compile(
    r"(?<!\w)(T\s?[./]?\s?M|K\s?[./]?\s?T|T\s?[./]?\s?L|TUQ|Q)(?:\s?[./]\s?|\s)(?=\S)"
)
_ACTING = re.compile(r"(?<!\w)QUYỀN\s")
_OFFICE = re.compile(
    r"(?=[BCGHPQTVỦ])(?:(?:PHÓ|THỨ|QUYỀN)\s+)?(?:TỔNG\s+)?(?:CHI\s+)?(?:CỤC\s+|VỤ\s+|VIỆN\s+|HIỆU\s+|BỘ\s+)?"
    r"(?:CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|(?<!BAN )BÍ THƯ|THỦ TƯỚNG|TRƯỞNG|CHÁNH|TỔNG THANH TRA|TỔNG KIỂM TOÁN|THƯ KÝ|THỐNG ĐỐC|"
    r"TƯ LỆNH|ỦY VIÊN|THƯỜNG TRỰC BAN BÍ THƯ|CHỦ TỌA)(?!\w)"
)


_HEADS_OF = (
    (re.compile(r"Ủy ban|Hội|Liên đoàn|Liên minh|Mặt trận|Công đoàn"), "CHỦ TỊCH"),
    (re.compile(r"Ủy ban Mặt trận"), "BAN THƯỜNG TRỰC"),
    (re.compile(r"Ban (?!Thường|Chấp|Chỉ huy)"), "TRƯỞNG BAN"),
    (re.compile(r"Sở |Trung tâm|Công an tỉnh|Bệnh viện|Bảo hiểm"), "GIÁM ĐỐC"),
    (re.compile(r"Phòng "), "TRƯỞNG PHÒNG"),
    (re.compile(r"Công an"), "TRƯỞNG CÔNG AN"),
    (re.compile(r"(?:Bộ|Ban) Chỉ huy"), "CHỈ HUY TRƯỞNG"),
    (
        re.compile(r"(?:Ban Thường vụ )?(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) (?:ủy|đoàn)|Đoàn"),
        "BÍ THƯ",
    ),
    (re.compile(r"Trường"), "HIỆU TRƯỞNG"),
)
"""The office of whoever heads a body of a kind."""


def _slug(prefix: str) -> str:
    return re.sub(r"[\s./]", "", prefix).lower()


def _office(words: str) -> str | None:
    """Returns the office in which someone signs: the last one named in the block."""
    last = _PREFIX.split(words)[-1]
    source = last if _OFFICE.search(last) else words
    found = list(_OFFICE.finditer(source))
    if not found:
        return None
    start = found[-1].start()
    if len(found) > 1 and source[found[-2].end() : start].strip() in ("-", ","):
        start = found[-2].start()
    return spelt(in_full(" ".join(source[start:].split())))


def _name_pieces(pieces: list[Line]) -> list[Line]:
    """Returns the piece or pieces that hold the first name."""
    for index, piece in enumerate(pieces):
        if is_name(piece.words) and not is_office(piece.words) and not _continues(pieces, index):
            rest = pieces[index + 1 : index + 2]
            whole = rest and " " not in rest[0].words and is_name(f"{piece.words} {rest[0].words}")
            return [piece, *rest] if whole and not is_capital(piece.words) else [piece]
    return []


def _continues(pieces: list[Line], index: int) -> bool:
    """Returns whether a piece in capitals continues an office above rather than names someone."""
    last = index == len(pieces) - 1
    return is_capital(pieces[index].words) and not last and is_capital(pieces[index + 1].words)


def _columns(pieces: list[Line]) -> list[list[Line]] | None:
    """Returns the two columns of a joint signature, or None where no two names stand side by side."""
    for one, two in itertools.pairwise(pieces):
        if two.cut and is_name(one.words) and is_name(two.words) and not is_capital(one.words):
            right = [p for p in pieces if p.cut and p.start <= two.start]
            return [[p for p in pieces if p not in right], right]
    return None


def _blocks(pieces: list[Line]) -> list[list[Line]]:
    """Returns the blocks of a signature: one, or one for each body of a joint document."""
    if beside := _columns(pieces):
        return [block for block in beside if _name_pieces(block)]
    blocks: list[list[Line]] = [[]]
    for piece in pieces:
        named = any(is_name(p.words) and not is_office(p.words) for p in blocks[-1])
        if named and is_office(piece.words):
            blocks.append([])
        blocks[-1].append(piece)
    return [block for block in blocks if _name_pieces(block)]


def _pairs(words: str) -> set[tuple[str, str]]:
    """Returns the neighbouring words of a name; single syllables ("ủy", "ban", "dân") say little."""
    return set(itertools.pairwise(fold(in_full(words)).split()))


def _speaks_for(block: list[Line], body: str) -> int:
    """Returns how well what stands above the name of a person fits a body: its name, its offices."""
    words = " ".join(p.words for p in block).upper()
    office = any(head.match(body) and sign in words for head, sign in _HEADS_OF)
    return len(_pairs(body) & _pairs(words)) + office


def _fits_lead(block: list[Line], bodies: Sequence[str]) -> int:
    """Returns how much better a block fits the first of some bodies than any other."""
    fits = [_speaks_for(block, body) for body in bodies] or [0]
    return fits[0] - max(fits[1:], default=0)


def find_signature(text: Text, zones: Zones, bodies: Sequence[str] = ()) -> Signature | None:
    """Returns who signed a document, or None when no name stands below it.

    A joint document is signed by the lead body, to whose series the number belongs.

    Args:
        text: the text.
        zones: its parts.
        bodies: the names of the bodies that issue it, the lead body first.
    """
    blocks = _blocks([p for p in zones.foot.signed if not SIGNED.match(p.words)])
    if not blocks:
        return None
    pieces = blocks[0]
    if len(blocks) > 1:
        pieces = max(blocks, key=lambda block: _fits_lead(block, bodies))
    named = _name_pieces(pieces)
    above = [p for p in pieces if p.start < named[0].start]
    block = " ".join(p.words for p in above)
    capacity = (
        [_slug(m.group(1)) for m in _PREFIX.finditer(block)] if CAPACITY.search(block) else []
    )
    if _ACTING.search(block):
        capacity.append("q")
    whole = printed(text, named[0].start, named[-1].end)
    match = NAME.fullmatch(whole)
    name = match["name"] if match else whole.title()
    office = _office(block.upper()) if block else None
    start = above[0].start if above else named[0].start
    return Signature(name, office, tuple(capacity), text.span(start, named[-1].end))


def signing_body(zones: Zones) -> str | None:
    """Returns the body on whose behalf someone signs ("TM. ỦY BAN NHÂN DÂN"), or None."""
    block = " ".join(p.words for p in zones.foot.signed if is_capital(p.words))
    parts = _PREFIX.split(block)
    behalf = next(
        (
            body
            for prefix, body in zip(parts[1::2], parts[2::2], strict=True)
            if _slug(prefix) == "tm"
        ),
        "",
    )
    office = _OFFICE.search(behalf)
    words = behalf[: office.start()] if office else behalf
    return spelt(in_full(" ".join(words.split()))) or None
