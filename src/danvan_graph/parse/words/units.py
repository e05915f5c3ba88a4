"""Recognises the names of bodies, officers and groups at the head of a passage.

A passage of "Tổ chức thực hiện" begins with whom it tells to act: "Giao Sở Nội vụ: …", "Các sở,
ban, ngành; UBND các xã căn cứ …", "Đề nghị Ban Dân vận Huyện ủy phối hợp …". The list of names ends
at a colon, at the end of the line, or at the first verb.
"""

import re
from dataclasses import dataclass, replace

from danvan_graph.identifiers.letters import UPPER
from danvan_graph.parse.words.alternation import grouped
from danvan_graph.parse.words.remembering import remembered
from danvan_graph.parse.words.verbs import UNIT_ENDS, VERBS, end_of_name

_HEADS = (
    r"Sở|Ban|Phòng|Văn phòng|Văn Phòng|UBND|Ủy ban|Uỷ ban|UBMTTQ|UB MTTQ|UB|Mặt trận|MTTQ|Các|các|Công an|Bộ|Đài|Báo|Trung tâm|Thanh tra|"
    r"Công chức|Cán bộ|Cục|Chi cục|Kho bạc|Bảo hiểm|Hội|Đoàn|Liên đoàn|Liên minh|Thủ trưởng|Giám đốc|Chủ tịch|Trưởng|Chánh|"
    r"Người đứng đầu|Thường trực|Chi bộ|Chi hội|Chi đoàn|Phân hội|Đảng bộ|Đảng đoàn|Đảng ủy|Đảng uỷ|Cấp ủy|Cấp uỷ|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Huyện ủy|Huyện uỷ|Quận ủy|Thị ủy|Bộ Chỉ huy|Ban cán sự|Tổ chức đảng|Tổ dân vận|Trường|Trạm|Tổ|Bưu điện|Viện|Tòa án|"
    r"Hội đồng|HĐND|Cổng|Tạp chí|Chính quyền|Lãnh đạo|Bí thư|Quân sự|BCH|Ban Chỉ huy|Thôn|Khu phố|Bộ phận|Đơn vị|Cơ quan|"
    r"Ngân hàng|Thư viện|Nhà văn hóa|Đội|Phó Chủ tịch|Vụ|Tổng cục|Học viện|Thông tấn xã|Thủ tướng|Chính phủ|Viện kiểm sát|VKSND|TAND|"
    r"Lực lượng|Đồn|Nhà trường|Mỗi (?:cơ quan|đơn vị|xã|thôn|phường|chi bộ)|Từng (?:cơ quan|đơn vị|xã)|Kế toán|Doanh nghiệp|Hợp tác xã|Chủ đầu tư|Đồng chí|Đ/c|Đ/C|Các đ/c|đ/c|Hiệu trưởng|Kế toán trưởng|Công đoàn|Ông|Bà|Các ông|Bệnh viện|Hạt Kiểm lâm|Ấp|Bản|Tổ trưởng|"
    r"\d{1,3} (?:tổ dân phố|thôn|bản|ấp|khu phố|xã|phường|chi bộ|trường học)|Trung đoàn|Tiểu đoàn|Đại đội|Lữ đoàn|Sư đoàn|Quân khu|Hải quan|Cảng vụ|Xí nghiệp|Công ty|Tập đoàn|Tổng công ty|Nhà máy|Chi nhánh|Ủy viên|Thành viên|Khối|Cụm|Toàn thể|Khoa|đồng chí|các đồng chí|"
    r"Chi ủy|Chi uỷ|Liên hiệp|Hiệp hội|Tiểu ban|Câu lạc bộ|Ngành|Xã đội|Thường vụ|Tỉnh đoàn|Thành đoàn|Huyện đoàn|Quận đoàn|Thị đoàn|Tổng Giám đốc|Giáo viên|"
    r"Văn thư|Cộng tác viên|Già làng|Điện lực|Chủ nhiệm|Người có uy tín|Khu dân cư|Xóm|Buôn|Làng|Hạt|Bảo tàng|Nhà xuất bản|Thư ký|Dân quân|Cảnh sát|Kiểm lâm|Viễn thông|"
    r"Thuế (?:tỉnh|huyện|cơ sở|thành phố)|Phó Trưởng|Cơ sở (?:giáo dục|y tế|đoàn|hội)|Quỹ|Nông trường|UBKT|BTV|BTT|BCĐ|TT\.? (?:HĐND|UBND)|(?:Địa chính|Tư pháp|Văn hóa|Tài chính|Nội vụ)(?= ?- ?\w[^.;:\n]{2,40}:)"
)
_HEAD = rf"(?:{grouped(_HEADS)})(?!\w)"
_HEAD_IN_ANY_CASE = rf"(?i:{grouped(_HEADS)})(?!\w)"
_BEHIND_PLACES = "|".join(
    rf"(?<={place}\s)" for place in ("tỉnh", "huyện", "xã", "phường", "trấn", "phố", "quận", "thôn")
)
_ANY_VERB = rf"(?:{_BEHIND_PLACES})(?i:{VERBS})"
"""Behind a kind of place the name is at an end, so that any verb may follow, even a capital one."""
_CAPITAL_VERBS = (
    r"Chủ trì|Phối hợp|Tham mưu|Căn cứ|Thường xuyên|Thực hiện|Triển khai|Theo dõi|Chịu trách nhiệm|Có trách nhiệm|Xây dựng|"
    r"Báo cáo|Tổng hợp|Chỉ đạo|Đôn đốc|Tăng cường|Đẩy mạnh|Chủ động|Cụ thể hóa|Quán triệt|Tuyên truyền|Tiếp tục|Nghiêm túc|"
    r"Kịp thời|Rà soát|Nâng cao|Đảm bảo|Bảo đảm|Phát huy|Đề xuất|Giám sát|Tập trung|Ban hành|Phân công|Bố trí|Lồng ghép|"
    r"Định kỳ|Giúp|Vận động|Khẩn trương|Cung cấp|Tạo điều kiện|Quan tâm|Hằng năm|Hàng năm|Hướng dẫn|Lựa chọn|Tập hợp|Phát động|Duy trì|Tiếp nhận|Phản ánh|Niêm yết|Công khai|Chuẩn bị|Phổ biến|Cân đối|Đánh giá|Giải quyết|Hỗ trợ|Kiểm tra|Tổ chức (?=tuyên|triển|thực|quán|các|học|phổ|kiểm|hội|sơ)"
)
_NOT_IN_A_NAME = "".join(
    rf"(?<!{head}\s)"
    for head in (
        "Ban",
        "ban",
        "Quỹ",
        "Sở",
        "Bộ",
        "Phòng",
        "Cục",
        "Viện",
        "Hội",
        "Tổ",
        "Tâm",
        "tâm",
        "và",
        ",",
        "-",
        "Chi cục",
        "Đội",
        "Khoa",
        "Trạm",
        "Nhóm",
        "Tiểu ban",
    )
)
"""Keeps "Sở Xây dựng" and "Ban Tuyên giáo" whole, though what follows the first word is a verb."""
_ORDER = re.compile(
    rf"(?P<word>Giao cho|Giao|Đề nghị|Yêu cầu|Trân trọng đề nghị|Phân công(?: cho)?(?=\s+[{UPPER}])|Nhiệm vụ của|Trách nhiệm của|Đối với|"
    r"giao|đề nghị|yêu cầu)\s+"
)
_ORDERS = frozenset(
    "Giao Đề Yêu Trân Phân Nhiệm Trách Đối giao đề yêu".split()  # noqa: SIM905 - words read better
)
"""The first syllables of an order."""
_NO_UNIT = (
    r"(?!(?:Cơ quan|Đơn vị|Địa phương|Tập thể|Chi bộ|Tổ chức) nào(?!\w)|Tổ chức (?!chính trị|đảng|đoàn(?! kết)|hội(?! nghị| thảo| họp| diễn| thi| đồng)|thành viên)|[Cc]ác\s+(?:tin|bài|cấp độ)|Báo cáo|Ban hành|Hội nghị|Hội nhập|Hội thảo|Đoàn kết|Đội ngũ|Trường hợp|"
    r"Lãnh đạo[, ]+(?:chỉ|thực|tổ|điều|việc|công)|Bộ tiêu|Bộ chỉ số|Bộ thủ tục|Bộ mặt|Trưởng thành|Thanh tra(?:,|\s+(?:trách nhiệm|việc|công vụ|đột xuất|các|toàn diện)(?!\w))|Cán bộ, công chức|"
    r"[Cc]ác\s+(?:hoạt động|nội dung|nhiệm vụ|văn bản|hình thức|giải pháp|chỉ tiêu|quy định|mô hình|phong trào|vấn đề|biện pháp|"
    r"chương trình|chính sách|chế độ|thông tin|ý kiến|quyền|mặt|điển hình|lĩnh vực|tiêu chí|vụ việc|mục tiêu|công trình))"
)
_WORDS = 130  # words, blanks and stops in a list of names
_ENDS = rf"(?:{UNIT_ENDS}|(?=[{UPPER}])(?:{_NOT_IN_A_NAME}(?:{grouped(_CAPITAL_VERBS)})|{_ANY_VERB}))(?!\w)"
_LIST_BEHIND = (
    rf"(?:\([^()\n]{{0,240}}\)|[^\s:,.;(]++|[,.;]|[^\S\n]){{0,{_WORDS}}}?)"
    rf"(?=[^\S\n]*+(?:[:\n]|\Z)|,?(?<!và)(?<!được)\s++{_ENDS}|\.\s)"
)
_LIST = re.compile(rf"(?P<unit>{_NO_UNIT}{_HEAD}{_LIST_BEHIND}")
_LIST_OF_ORDER = re.compile(rf"(?P<unit>{_NO_UNIT}{_HEAD_IN_ANY_CASE}{_LIST_BEHIND}")
"""Behind "Đề nghị" a name may begin small: "đảng ủy các xã"."""
_HEADING = re.compile(
    rf"(?P<unit>{_NO_UNIT}{_HEAD}(?:[^\s.;:]|(?!\s(?:có trách nhiệm|chịu trách nhiệm)(?!\w)|\s(?:tập trung|khẩn trương|chủ trì|tham mưu|căn cứ|thực hiện|"
    r"triển khai|theo dõi|báo cáo|hướng dẫn|xây dựng|tổ chức|thường xuyên|tiếp tục|tăng cường|phối hợp với|đôn đốc|là)\s)[^\S\n]){0,110}?)\s*:?\s*"
)
"""A line that is nothing but the name of a unit, verbs in it included: "Đội Xây dựng phong trào"."""
_FIRST_WORD = re.compile(r"[Đđ]/[Cc]|\w+")
_FIRST_WORDS = frozenset(
    word.casefold()
    for head in re.sub(r"\(\?:|\)", "|", _HEADS).split("|")
    if (word := head.split(" ")[0])
)
"""With which words a name may begin: most passages begin otherwise, and need no closer look."""
_NUMBERING = re.compile(
    r"\s*(?:(?:\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|[A-H](?=\s?[.)\-/]\s)|[a-zđ])\s?[.)\-/]|Điều \d+\.|Bước \d{1,2}\s?[:.]|[-+•])\s*"
)
_INTRO = re.compile(
    rf"(?:Về|Chế độ)\s[^.;:,\n]{{3,40}}:\s+(?={_HEAD_IN_ANY_CASE})|(?:Căn cứ|Trên cơ sở|Theo)\s[^.;:\n]{{5,160}}?,\s+(?={_HEAD_IN_ANY_CASE})(?!(?i:các)\s+(?:quy định|văn bản|nhiệm vụ|nội dung))"
)
"""What may stand between the number of a paragraph and its unit: "1. Căn cứ Kế hoạch này, các sở …"."""
_JOINT = re.compile(r"\s*(?:\([^()\n]{3,60}\)(?=\s*:))?[\s:,]*")
_ASIDE = re.compile(
    r"\s*(?:\((?:là\s+)?(?:cơ quan|đơn vị|thường trực|chủ trì|đầu mối|bộ phận)\s[^()\n]*\)"
    r"|\s-\s(?:cơ quan|đơn vị|bộ phận)\s(?:thường trực|đầu mối|chủ trì)[^()\n]*)\s*$"
)
"""What a unit is in this work is no part of its name: "Phòng Nội vụ (cơ quan thường trực Đề án)"."""
_ISSUERS = re.compile(
    r"(?:Ban Thường vụ|Thường trực|UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân|Chủ tịch|Thủ tướng|Chính phủ|Ban Bí thư|Bộ Chính trị|Đảng ủy|Tỉnh ủy|Huyện ủy|Thành ủy)(?!\w)"
)
_TELLS = re.compile(r"[\s,]*(?P<order>(?:giao|đề nghị|yêu cầu)\s)")
_CHARGED = re.compile(
    r"(?:là\s[^.;:\n]{3,100},?\s+)?(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|thực hiện(?:\s+(?:các|tốt))?\s+nhiệm vụ|thực hiện|(?:tập trung|khẩn trương|nghiêm túc|chủ động)\s[^.;:\n]{0,60}?)"
    r"(?:\s+(?:các\s+)?(?:việc|nhiệm vụ|nội dung))?(?:\s+(?:sau|sau đây|như sau))?\s*:\s*$"
)
"""Behind the name of a unit these open a list and are no work: "là đơn vị thường trực, có trách nhiệm:"."""
_REQUESTS = frozenset({"Đề nghị", "đề nghị", "Trân trọng đề nghị"})


_LONGEST = 180  # characters of a line that is nothing but the name of a unit
_REMEMBERED = 512  # a document asks two or three times about each of its paragraphs


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a passage tells to act; places count characters of the passage.

    Attributes:
        unit: the words of the text.
        start: first character of the words.
        end: character after the last.
        rest: where what they are to do begins.
        request: whether the passage asks (Đề nghị) rather than orders.
        whole: whether the passage names nothing but them: it is a heading.
        told: whether a verb or a colon follows, so that the end of the name is sure.
    """

    unit: str
    start: int
    end: int
    rest: int
    request: bool
    whole: bool
    told: bool


@remembered(_REMEMBERED)
def addressee(passage: str) -> Addressee | None:
    """Returns whom a passage addresses at its head, or None when it begins otherwise.

    Args:
        passage: one paragraph of the flat text, numbering included.

    >>> found = addressee("2. Giao Sở Nội vụ: Chủ trì, phối hợp với các đơn vị")
    >>> found.unit, found.request, found.whole
    ('Sở Nội vụ', False, False)
    >>> addressee("4. Đề nghị Ban Dân vận Huyện ủy").whole
    True
    >>> addressee("- Nâng cao chất lượng công tác dân vận") is None
    True
    """
    found = _named(passage)
    if found and _ISSUERS.match(found.unit):
        return _told_by_issuer(passage, found) or found
    return found


def _named(passage: str) -> Addressee | None:
    """Returns whose name stands at the head of a passage, be it the issuer's own."""
    opening = _opening(passage)
    if opening is None:
        return None
    since, order = opening
    heading = _HEADING.fullmatch(passage, since) if _may_be_heading(passage, since) else None
    if heading:
        unit = _without_aside(heading["unit"])
        return Addressee(
            unit, since, since + len(unit), len(passage), order in _REQUESTS, whole=True, told=True
        )
    match = (_LIST_OF_ORDER if order else _LIST).match(passage, since)
    if match is None:
        return None
    unit = _without_aside(match["unit"]).rstrip(" ,;")
    stop = match.end()
    verbless = passage[stop : stop + 1] == "." or unit.endswith(".")
    name_end = end_of_name(unit.rstrip("."), behind_places=not verbless)
    if verbless or name_end < len(unit):
        unit = unit[:name_end]
        stop = match.start("unit") + name_end
    rest = _JOINT.match(passage, stop)
    after = rest.end() if rest else stop
    end = match.start("unit") + len(unit)
    nothing_else = after >= len(passage.rstrip()) or _CHARGED.match(passage, after) is not None
    whole = nothing_else and not unit.endswith(".")
    return Addressee(unit, match.start("unit"), end, after, order in _REQUESTS, whole, not verbless)


def _opening(passage: str) -> tuple[int, str] | None:
    """Returns where the name of a unit may begin and the order before it, or None for most passages."""
    numbering = _NUMBERING.match(passage)
    at = numbering.end() if numbering else 0
    if at and (intro := _INTRO.match(passage, at)):
        at = intro.end()
    return _behind_order(passage, at)


def _behind_order(passage: str, at: int) -> tuple[int, str] | None:
    """Returns where a name may begin at a place or behind an order there, and the order, or None."""
    order = None
    first = _FIRST_WORD.match(passage, at)
    if first and first.group() in _ORDERS and (order := _ORDER.match(passage, at)):
        first = _FIRST_WORD.match(passage, order.end())
    if first is None or not (first.group().casefold() in _FIRST_WORDS or first.group().isdecimal()):
        return None
    return first.start(), order["word"] if order else ""


def _without_aside(unit: str) -> str:
    return _ASIDE.sub("", unit) if "(" in unit or "-" in unit else unit


def _may_be_heading(passage: str, since: int) -> bool:
    """Returns whether a name and nothing else may stand from a place on; most passages hold a stop."""
    if len(passage) - since >= _LONGEST:
        return False
    words = passage[since:].rstrip().removesuffix(":")
    return not (";" in words or ":" in words or ("." in words and not words.startswith("TT.")))


def _told_by_issuer(passage: str, issuer: Addressee) -> Addressee | None:
    """Returns whom the issuer tells to act: "Ban Thường vụ giao đồng chí Chủ tịch UBND huyện …"."""
    order = _TELLS.match(passage, issuer.end)
    inner = _named(passage[order.start("order") :]) if order else None
    if order is None or inner is None:
        return None
    by = order.start("order")
    return replace(inner, start=inner.start + by, end=inner.end + by, rest=inner.rest + by)


def may_address(passage: str, at: int) -> bool:
    """Returns whether what begins at a place may address a unit; most sentences do not."""
    return _behind_order(passage, at) is not None


def may_be_a_unit(words: str) -> bool:
    """Returns whether words begin like the name of a unit, as a list of units goes on behind a semicolon."""
    first = _FIRST_WORD.match(words)
    return first is not None and first.group().casefold() in _FIRST_WORDS


def names_a_unit(words: str) -> bool:
    """Returns whether words are the name of a unit and nothing else.

    >>> names_a_unit("Phòng Nội vụ"), names_a_unit("Trong quý II")
    (True, False)
    """
    found = addressee(words)
    return found is not None and found.whole and not found.request
